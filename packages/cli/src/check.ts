import { readStudy, studyMistakes, studyPresets, type OpendomeError, type Scenario } from '@opendome/model'
import { checkDocument, checkSteps, countsOf, isStudyText, studyCheckDocument } from '@opendome/model/answer'
import { EXIT, errorLines } from './exit.ts'
import { Interrupt } from './interrupt.ts'
import { openScenario, type ScenarioInput } from './scenario-file.ts'
import { openStudy } from './study/study-input.ts'
import { answer, answerJson, remark } from './terminal.ts'
import { counted } from './text/format.ts'

/** `opendome check`: every mistake of a scenario or a study, on standard error; returns the exit code. */
export async function checkCommand(file: string, options: { readonly json?: boolean }): Promise<number> {
  if (studyPresets().includes(file)) return checkStudy(openStudy(file), options)
  const input = openScenario(file)
  if (isStudyText(input.text)) return checkStudy(openStudy(file), options)
  const interrupt = new Interrupt()
  const { scenario, mistakes } = await checked(input, interrupt).finally(() => interrupt.dispose())
  if (interrupt.stopped) {
    remark(
      [...mistakes.flatMap(errorLines), 'stopped before all flights of the scenario were flown'].join('\n'),
    )
    return EXIT.interrupted
  }
  if (scenario === undefined || mistakes.length > 0) {
    remark(mistakes.flatMap(errorLines).join('\n'))
    return EXIT.badInput
  }
  if (options.json === true) answerJson(checkDocument(input, scenario))
  else answer(summary(input, scenario))
  return EXIT.ok
}

/** Every mistake of a study file, with those of what it sets in its scenario. */
function checkStudy(input: ScenarioInput, options: { readonly json?: boolean }): number {
  const mistakes = studyMistakes(input.text, input.options())
  if (mistakes.length > 0) {
    remark(mistakes.flatMap(errorLines).join('\n'))
    return EXIT.badInput
  }
  const study = readStudy(input.text, input.options())
  const { name, kind, scenario } = study
  if (options.json === true) answerJson(studyCheckDocument(input, study))
  else answer(`${input.name} is right: ${name} (study of kind ${kind}, scenario ${scenario.name})`)
  return EXIT.ok
}

/** Flies what there is to fly; after Ctrl-C the mistakes found by then. */
async function checked(
  input: ScenarioInput,
  interrupt: Interrupt,
): Promise<{ scenario: Scenario | undefined; mistakes: readonly OpendomeError[] }> {
  const steps = checkSteps(input, () => interrupt.stopped)
  for (;;) {
    const next = steps.next()
    if (next.done === true) return next.value
    await interrupt.lookUp()
  }
}

function summary(input: ScenarioInput, scenario: Scenario): string {
  const counts = countsOf(scenario)
  const readings = counts.readings === 0 ? '' : `, ${counted(counts.readings, 'reading')}`
  const changed =
    scenario.changed.length === 0 ? '' : `, ${counted(scenario.changed.length, 'changed assumption')}`
  return `${input.name} is right: ${scenario.name} (${counted(counts.missiles, 'missile')}, ${counted(counts.interceptors, 'interceptor')}${readings}${changed})`
}
