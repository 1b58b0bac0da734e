import type { Overrides } from '../scenario/index.ts'
import type { CourseOptions } from './course.ts'
import { requireWhole } from './monte-carlo.ts'
import { outputOf, type Output } from './outputs.ts'
import { Panel } from './panel.ts'
import type { StudyBase } from './study-file.ts'
import { taskScenario } from './task.ts'

/** Makes panels of points of a study; `first` is the index of their first point. `outputs` are what they keep samples of: the study's, and what its rules need. */
export interface PanelMaker {
  (points: readonly { readonly set: Overrides }[], first: number): Panel
  readonly outputs: readonly Output[]
}

/** How a study's points are sampled. Throws `invalid` for options that are no whole numbers. */
export function panelMaker(study: StudyBase, { taskRuns = 200, ahead = 4 }: CourseOptions): PanelMaker {
  requireWhole('runs of a task', taskRuns, 1, 1e9)
  requireWhole('batches ahead', ahead, 0, 1e6)
  const { scenario, file } = study
  const { runs = scenario.run.runs, batch, until, interval } = file.sampling
  const output = until === undefined ? undefined : outputOf(until.output, scenario)
  const needed = [
    ...study.needs.map((name) => outputOf(name, scenario)),
    ...(output === undefined ? [] : [output]),
  ]
  const outputs = [...study.outputs]
  for (const other of needed) if (!outputs.some((o) => o.name === other.name)) outputs.push(other)
  const common = {
    scenario: taskScenario(scenario),
    outputs,
    runs,
    batch,
    strata: scenario.run.strata,
    stop:
      until === undefined || output === undefined || output.kind === 'design'
        ? undefined
        : { output, of: until.of, width: until.ci95_width },
    estimate: { method: interval, seed: scenario.run.seed },
    taskRuns,
    ahead,
  }
  const make = (points: readonly { readonly set: Overrides }[], firstPoint: number): Panel =>
    new Panel({ ...common, firstPoint, sets: points.map(({ set }) => set) })
  return Object.assign(make, { outputs })
}
