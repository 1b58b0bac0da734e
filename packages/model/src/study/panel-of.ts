import type { CourseOptions } from './course.ts'
import { requireWhole } from './monte-carlo.ts'
import { outputOf } from './outputs.ts'
import { Panel } from './panel.ts'
import type { Study } from './study-file.ts'
import { taskScenario } from './task.ts'
import type { Overrides } from '../scenario/index.ts'

/** The panel of some points of a study, which begin at index `firstPoint`. */
export function panelOf(
  { scenario, file, outputs }: Study,
  points: readonly { readonly set: Overrides }[],
  firstPoint: number,
  { taskRuns = 200, ahead = 4 }: CourseOptions,
): Panel {
  requireWhole('runs of a task', taskRuns, 1, 1e9)
  requireWhole('batches ahead', ahead, 0, 1e6)
  const { runs = scenario.run.runs, batch, until, interval } = file.sampling
  const output = until === undefined ? undefined : outputOf(until.output, scenario)
  return new Panel({
    scenario: taskScenario(scenario),
    sets: points.map(({ set }) => set),
    firstPoint,
    outputs: [
      ...outputs,
      ...(output === undefined || outputs.some((o) => o.name === output.name) ? [] : [output]),
    ],
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
  })
}
