import {
  OpendomeError,
  prepare,
  readScenario,
  scenarioMistakes,
  withOverrides,
  type Scenario,
} from '@opendome/model'
import type { FlightCache } from '@opendome/model/study'
import { EXIT, errorLines } from './exit.ts'
import { openScenario, overrideMistakes, placed, type ScenarioInput } from './scenario-file.ts'
import { answer, answerJson, remark } from './terminal.ts'
import { counted } from './text/format.ts'
import { ownVersion } from './version.ts'

/** `opendome check`: every mistake of a scenario, on standard error; returns the exit code. */
export function checkCommand(file: string, options: { readonly json?: boolean }): number {
  const input = openScenario(file)
  const { scenario, mistakes } = check(input)
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

/** Mistakes in the order they can be found: the file, what its readings set, and flights that cannot be flown. */
function check(input: ScenarioInput): { scenario: Scenario | undefined; mistakes: readonly OpendomeError[] } {
  const written = scenarioMistakes(input.text, input.options())
  if (written.length > 0) return { scenario: undefined, mistakes: written }
  const scenario = readScenario(input.text, input.options())
  const set = overrideMistakes(input, scenario)
  return { scenario, mistakes: set.length > 0 ? set : flightMistakes(input, scenario) }
}

/** Flies each threat, then the whole, then each reading. */
function flightMistakes(input: ScenarioInput, scenario: Scenario): OpendomeError[] {
  const cache: FlightCache = new Map()
  const attempt = (work: () => unknown, reading?: string): OpendomeError[] => {
    try {
      work()
      return []
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      return [placed(input, error, reading)]
    }
  }
  const single = scenario.threats.flatMap((threat) =>
    attempt(() => prepare({ ...scenario, layers: [], threats: [threat] }, cache)),
  )
  if (single.length > 0) return single
  const whole = attempt(() => prepare(scenario, cache))
  if (whole.length > 0) return whole
  return scenario.readings.flatMap((reading) =>
    attempt(() => prepare(withOverrides(scenario, reading.set), cache), reading.id),
  )
}

function countsOf(scenario: Scenario): { missiles: number; interceptors: number; readings: number } {
  return {
    missiles: scenario.threats.reduce((sum, t) => sum + t.count, 0),
    interceptors: scenario.layers.reduce(
      (sum, { shell }) => sum + shell.planes * shell.perPlane * shell.interceptorsPerSatellite,
      0,
    ),
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
