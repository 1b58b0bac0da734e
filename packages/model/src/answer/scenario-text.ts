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

/** Reads and checks the scenario with its readings and disputed assumptions. Throws the first mistake with its place. */
export function loadScenario(input: ScenarioInput): Scenario {
  const written = readScenario(input.text, input.options())
  return input.set === undefined ? written : withOverrides(written, input.set)
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

/** Work whose mistakes get their place in the text. */
export function inPlace<T>(input: ScenarioInput, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof OpendomeError ? placed(input, error) : error
  }
}
