import { dirname, join, resolve } from 'node:path'
import { OpendomeError, withOverrides, type ReadOptions, type Scenario } from '@opendome/model'
import { loadScenario, type ScenarioInput } from '@opendome/model/answer'
import { PRESETS } from '@opendome/model/generated'
import { nearest } from '@opendome/model/scenario'
import { exists, looksLikePath, readText } from './files.ts'

export { inPlace, loadScenario, placed, type ScenarioInput } from '@opendome/model/answer'

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

/** Opens and reads a scenario, with another seed where one is asked for. */
export function openSeeded(
  argument: string,
  seed: number | undefined,
): { readonly input: ScenarioInput; readonly scenario: Scenario } {
  const input = openScenario(argument)
  const read = loadScenario(input)
  return { input, scenario: seed === undefined ? read : withOverrides(read, { 'run.seed': seed }) }
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
