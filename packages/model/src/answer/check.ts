import { OpendomeError } from '../core/index.ts'
import { readScenario, scenarioMistakes, withOverrides, type Scenario } from '../scenario/index.ts'
import { prepare, VERSION, type FlightCache, type Study } from '../study/index.ts'
import { placed, type ScenarioInput } from './scenario-text.ts'

/** What was found wrong with a scenario; `scenario` is undefined where it could not even be read. */
export interface CheckAnswer {
  readonly scenario: Scenario | undefined
  readonly mistakes: readonly OpendomeError[]
}

/**
 * Mistakes of a scenario in the order they can be found: the text with what its readings set, and flights that cannot be flown. A step for each flight; `stopped` is looked at
 * after each.
 */
export function* checkSteps(
  input: ScenarioInput,
  stopped: () => boolean = () => false,
): Generator<void, CheckAnswer> {
  const written = scenarioMistakes(input.text, input.options())
  if (written.length > 0) return { scenario: undefined, mistakes: written }
  const scenario = readScenario(input.text, input.options())
  const mistakes: OpendomeError[] = []
  // What needs an earlier step to be right is not tried before it is.
  for (const step of flights(input, scenario)) {
    if (mistakes.length > 0) break
    for (const attempt of step) {
      mistakes.push(...attempt())
      yield
      if (stopped()) return { scenario, mistakes }
    }
  }
  return { scenario, mistakes }
}

/** The document of `check --json` for a scenario that is right. */
export function checkDocument(input: ScenarioInput, scenario: Scenario) {
  return {
    opendome: VERSION,
    scenario: scenario.name,
    changed_assumptions: scenario.changed,
    limits: [],
    file: input.name,
    ok: true,
    ...countsOf(scenario),
  }
}

/** Is a text that of a study file, and not of a scenario? */
export function isStudyText(text: string): boolean {
  return /^\s*["']?opendome_study["']?\s*:/m.test(text)
}

/** The document of `check --json` for a study that is right. */
export function studyCheckDocument(input: ScenarioInput, { name, kind, scenario }: Study) {
  return {
    opendome: VERSION,
    scenario: scenario.name,
    study: name,
    kind,
    changed_assumptions: scenario.changed,
    limits: [],
    file: input.name,
    ok: true,
  }
}

/** How much a scenario holds. */
export function countsOf(scenario: Scenario): {
  readonly missiles: number
  readonly interceptors: number
  readonly readings: number
} {
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
