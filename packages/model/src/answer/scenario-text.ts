import { OpendomeError } from '../core/index.ts'
import {
  locateField,
  readScenario,
  withOverrides,
  type Overrides,
  type ReadOptions,
  type Scenario,
} from '../scenario/index.ts'

/** The text of a scenario that a question is about. */
export interface ScenarioInput {
  /** As the asker calls it; goes into messages and some documents. */
  readonly name: string
  readonly text: string
  /** Fresh for each reading, since it may watch for files that start from each other in a loop. */
  readonly options: () => ReadOptions
  /** Values laid over what the text says, by field path. */
  readonly set?: Overrides | undefined
}

/** Reads and checks the scenario, its readings and its disputed assumptions. Throws the first mistake with its place. */
export function loadScenario(input: ScenarioInput): Scenario {
  const written = readScenario(input.text, input.options())
  const scenario = input.set === undefined ? written : withOverrides(written, input.set)
  const mistake = overrideMistakes(input, scenario)[0]
  if (mistake !== undefined) throw mistake
  return scenario
}

/** Mistakes in the values that readings and disputed assumptions set, each at its place. */
export function overrideMistakes(input: ScenarioInput, scenario: Scenario): OpendomeError[] {
  const sets: { path: readonly string[]; overrides: Overrides }[] = [
    ...scenario.readings.map((r) => ({ path: ['readings', r.id, 'set'], overrides: r.set })),
    ...(scenario.disputed ?? []).flatMap((d) => [
      { path: ['disputed', d.id, 'low'], overrides: d.low },
      { path: ['disputed', d.id, 'high'], overrides: d.high },
    ]),
  ]
  return sets.flatMap(({ path, overrides }) => {
    try {
      withOverrides(scenario, overrides)
      return []
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      const { where = '', message } = error
      const key = Object.keys(overrides).find(
        (k) =>
          where === k || where.startsWith(`${k}.`) || message.includes(`${k}:`) || message.includes(`${k} `),
      )
      return [error.at(locateField(input.text, input.options(), key === undefined ? path : [...path, key]))]
    }
  })
}

/**
 * An error of a scenario that was flown: its field path becomes file:line:column. In a reading, the place is that of the
 * reading, and the message says so.
 */
export function placed(input: ScenarioInput, error: OpendomeError, reading?: string): OpendomeError {
  if (error.where !== undefined && /:\d+:\d+$/.test(error.where)) return error
  const locate = (path: string): string => locateField(input.text, input.options(), path)
  if (reading === undefined) return error.at(locate(error.where ?? ''))
  const text = `${error.message.slice(error.code.length + 1)}, in reading ${reading}`
  return new OpendomeError(error.code, text, {
    where: locate(`readings.${reading}`),
    hint: error.hint,
    cause: error,
  })
}
