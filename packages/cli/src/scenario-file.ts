import { dirname, join, resolve } from 'node:path'
import {
  locateField,
  OpendomeError,
  readScenario,
  withOverrides,
  type Overrides,
  type ReadOptions,
  type Scenario,
} from '@opendome/model'
import { PRESETS } from '@opendome/model/generated'
import { nearest } from '@opendome/model/scenario'
import { exists, looksLikePath, readText } from './files.ts'

/** The text that a SCENARIO argument stands for: a preset, or a file. */
export interface ScenarioInput {
  /** As it was typed; goes into messages and results. */
  readonly name: string
  readonly text: string
  /** Fresh for each reading, since it watches for files that start from each other in a loop. */
  readonly options: () => ReadOptions
}

/** Opens a preset by id, else a file by path. Throws `unknown` with the nearest name of a preset or file. */
export function openScenario(argument: string): ScenarioInput {
  if (Object.hasOwn(PRESETS, argument))
    return { name: argument, text: PRESETS[argument]!, options: () => ({ name: `preset ${argument}` }) }
  if (!looksLikePath(argument) && !exists(argument)) {
    const near = nearest(argument, Object.keys(PRESETS))
    throw new OpendomeError('unknown', `scenario ${argument}: neither a preset nor a file`, {
      hint:
        near === undefined
          ? `presets: ${Object.keys(PRESETS).join(', ')}; or give the path of a file`
          : `did you mean ${near}?`,
    })
  }
  const text = readText(argument, 'scenario')
  return { name: argument, text, options: () => fileOptions(argument) }
}

/** Paths in a file (`from:`, and `scenario:` of a study) count from the file that holds them. */
export function fileOptions(name: string, noun = 'scenario'): ReadOptions {
  const chain = [name]
  return {
    name,
    resolve: (path, from) => {
      const next = resolve(dirname(from), path) === resolve(path) ? path : join(dirname(from), path)
      const again = chain.findIndex((seen) => resolve(seen) === resolve(next))
      if (again >= 0)
        throw new OpendomeError('invalid', `from ${path}: the files start from each other in a loop`, {
          hint: `${[...chain.slice(again), next].join(' -> ')}; remove one of these from: lines`,
        })
      chain.push(next)
      return { name: next, text: readText(next, noun) }
    },
  }
}

/** Reads and checks the scenario, its readings and its disputed assumptions. Throws the first mistake with its place. */
export function loadScenario(input: ScenarioInput): Scenario {
  const scenario = readScenario(input.text, input.options())
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
