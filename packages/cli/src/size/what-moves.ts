import type { Scenario } from '@opendome/model'
import { bracketReport, bracketSteps, type BracketStudy } from '@opendome/model/study'
import { EXIT } from '../exit.ts'
import type { Interrupt } from '../interrupt.ts'
import { progress } from '../progress.ts'
import type { ScenarioInput } from '../scenario-file.ts'
import { answer, answerJson, emphasis, outputWidth, remark } from '../terminal.ts'
import { whatMovesText } from './what-moves-text.ts'

/**
 * `opendome size --what-moves`: the fleets of a bracket, then what each assumption alone does to them. Ctrl-C ends it after the fleet under way and prints what
 * is known; returns the exit code.
 */
export async function whatMovesCommand(
  input: ScenarioInput,
  scenario: Scenario,
  options: { readonly json?: boolean },
  interrupt: Interrupt,
): Promise<number> {
  const study = await worked(scenario, interrupt)
  if (study.readings.length === 0) {
    remark('stopped before any fleet was found')
    return EXIT.interrupted
  }
  const report = bracketReport(study)
  if (options.json === true) answerJson(report)
  else
    answer(
      whatMovesText(scenario, report, {
        width: outputWidth(),
        emphasise: emphasis(),
        source: input.name,
      }),
    )
  return study.done ? EXIT.ok : EXIT.interrupted
}

async function worked(scenario: Scenario, interrupt: Interrupt): Promise<BracketStudy> {
  const steps = bracketSteps(scenario)
  let bar: ReturnType<typeof progress> | undefined
  try {
    for (;;) {
      const next = steps.next()
      if (next.done === true) return next.value
      const { done, of, what, study } = next.value
      bar ??= progress(of)
      bar.update(done, what)
      if (!(await interrupt.lookUp())) return study
    }
  } finally {
    bar?.stop()
  }
}
