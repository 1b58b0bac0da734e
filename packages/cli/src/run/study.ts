import type { Scenario } from '@opendome/model'
import { runSteps, type Column, type RunAnswer, type RunQuestion } from '@opendome/model/answer'
import type { Interrupt } from '../interrupt.ts'
import { progress } from '../progress.ts'
import type { ScenarioInput } from '../scenario-file.ts'

export type { Column, RunAnswer as Study }

/**
 * Runs the scenario and its readings, then the assumption range. Ctrl-C ends it after the run under way; undefined where not one
 * run was done by then. A flight that cannot be flown is an error with its place in the file.
 */
export async function runStudy(
  input: ScenarioInput,
  scenario: Scenario,
  question: RunQuestion,
  interrupt: Interrupt,
): Promise<RunAnswer | undefined> {
  const bar = progress(scenario.readings.length + (question.range ? 2 : 1))
  try {
    const steps = runSteps(input, scenario, question, () => interrupt.stopped)
    for (;;) {
      const next = steps.next()
      if (next.done === true) return next.value
      bar.update(next.value.done, next.value.what)
      await interrupt.lookUp()
    }
  } finally {
    bar.stop()
  }
}
