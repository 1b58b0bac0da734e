import { OpendomeError } from '../core/index.ts'
import { prepare } from './prepare.ts'
import type { StudyHead } from './study-report.ts'
import type { StudyBase } from './study-file.ts'
import { VERSION } from './version.ts'

/** The part of a study's document that all kinds share. */
export function studyHead(
  study: StudyBase,
  points: readonly { readonly runs: number }[],
  done: boolean,
): StudyHead {
  const { scenario, file } = study
  return {
    opendome: VERSION,
    scenario: scenario.name,
    study: study.name,
    doc: study.doc ?? null,
    changed_assumptions: scenario.changed,
    limits: limitsOf(study),
    seed: scenario.run.seed,
    strata: scenario.run.strata,
    sampling: { ...file.sampling, runs: file.sampling.runs ?? scenario.run.runs },
    done,
    runs: points.reduce((sum, { runs }) => sum + runs, 0),
  }
}

/** What a reader has to know about the numbers: the limits of the scenario, and of how they were sampled. */
function limitsOf({ scenario, file }: StudyBase): string[] {
  const limits: string[] = []
  try {
    limits.push(...prepare(scenario).limits)
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
  }
  if (file.sampling.until !== undefined)
    limits.push(
      'An interval that ended the runs was looked at more than once: it holds the true value a little less often than 95 %.',
    )
  return limits
}
