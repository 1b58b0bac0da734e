import {
  OpendomeError,
  prepare,
  readScenario,
  readStudy,
  scenarioMistakes,
  studyMistakes,
  studyPresets,
  withOverrides,
  type Scenario,
} from '@opendome/model'
import type { FlightCache } from '@opendome/model/study'
import { EXIT, errorLines } from './exit.ts'
import { Interrupt } from './interrupt.ts'
import { openScenario, overrideMistakes, placed, type ScenarioInput } from './scenario-file.ts'
import { openStudy } from './study/study-input.ts'
import { answer, answerJson, remark } from './terminal.ts'
import { counted } from './text/format.ts'
import { ownVersion } from './version.ts'

/** `opendome check`: every mistake of a scenario or a study, on standard error; returns the exit code. */
export async function checkCommand(file: string, options: { readonly json?: boolean }): Promise<number> {
  if (studyPresets().includes(file)) return checkStudy(openStudy(file), options)
  const input = openScenario(file)
  if (/^\s*["']?opendome_study["']?\s*:/m.test(input.text)) return checkStudy(openStudy(file), options)
  const interrupt = new Interrupt()
  const { scenario, mistakes } = await check(input, interrupt).finally(() => interrupt.dispose())
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
  if (options.json === true)
    answerJson({
      opendome: ownVersion(),
      scenario: scenario.name,
      changed_assumptions: scenario.changed,
      limits: [],
      file: input.name,
      ok: true,
      ...countsOf(scenario),
    })
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
  const { name, kind, scenario } = readStudy(input.text, input.options())
  if (options.json === true)
    answerJson({
      opendome: ownVersion(),
      scenario: scenario.name,
      study: name,
      kind,
      changed_assumptions: scenario.changed,
      limits: [],
      file: input.name,
      ok: true,
    })
  else answer(`${input.name} is right: ${name} (study of kind ${kind}, scenario ${scenario.name})`)
  return EXIT.ok
}

/** Mistakes in the order they can be found: the file, what its readings set, and flights that cannot be flown. */
async function check(
  input: ScenarioInput,
  interrupt: Interrupt,
): Promise<{ scenario: Scenario | undefined; mistakes: readonly OpendomeError[] }> {
  const written = scenarioMistakes(input.text, input.options())
  if (written.length > 0) return { scenario: undefined, mistakes: written }
  const scenario = readScenario(input.text, input.options())
  const set = overrideMistakes(input, scenario)
  if (set.length > 0) return { scenario, mistakes: set }
  const mistakes: OpendomeError[] = []
  // What needs an earlier step to be right is not tried before it is.
  for (const step of flights(input, scenario)) {
    if (mistakes.length > 0) break
    for (const attempt of step) {
      mistakes.push(...attempt())
      if (!(await interrupt.lookUp())) return { scenario, mistakes }
    }
  }
  return { scenario, mistakes }
}

/** Each threat, then the whole, then each reading: attempts to fly it, each giving its mistakes. */
function flights(input: ScenarioInput, scenario: Scenario): (() => OpendomeError[])[][] {
  const cache: FlightCache = new Map()
  const attempt =
    (work: () => unknown, reading?: string): (() => OpendomeError[]) =>
    () => {
      try {
        work()
        return []
      } catch (error) {
        if (!(error instanceof OpendomeError)) throw error
        return [placed(input, error, reading)]
      }
    }
  return [
    scenario.threats.map((threat) =>
      attempt(() => prepare({ ...scenario, layers: [], threats: [threat] }, cache)),
    ),
    [attempt(() => prepare(scenario, cache))],
    scenario.readings.map((reading) =>
      attempt(() => prepare(withOverrides(scenario, reading.set), cache), reading.id),
    ),
  ]
}

function countsOf(scenario: Scenario): { missiles: number; interceptors: number; readings: number } {
  return {
    missiles: scenario.threats.reduce((sum, t) => sum + t.count, 0),
    interceptors:
      scenario.layers.reduce(
        (sum, { shell }) => sum + shell.planes * shell.perPlane * shell.interceptorsPerSatellite,
        0,
      ) + scenario.groundLayers.reduce((sum, { inventory }) => sum + inventory, 0),
    readings: scenario.readings.length,
  }
}

function summary(input: ScenarioInput, scenario: Scenario): string {
  const counts = countsOf(scenario)
  const readings = counts.readings === 0 ? '' : `, ${counted(counts.readings, 'reading')}`
  const changed =
    scenario.changed.length === 0 ? '' : `, ${counted(scenario.changed.length, 'changed assumption')}`
  return `${input.name} is right: ${scenario.name} (${counted(counts.missiles, 'missile')}, ${counted(counts.interceptors, 'interceptor')}${readings}${changed})`
}
