import { readScenario, withOverrides, type Overrides } from '../scenario/index.ts'
import { parse, stringify } from 'yaml'
import { PRESETS } from '../generated/index.ts'
import type { ScenarioInput } from './scenario-text.ts'

type Fields = Record<string, unknown>

/** The preset that a text starts from; undefined where it starts from none. */
export function presetOf(text: string): string | undefined {
  const written: unknown = parse(text)
  const from = isFields(written) ? written['from'] : undefined
  return typeof from === 'string' && Object.hasOwn(PRESETS, from) ? from : undefined
}

/**
 * The scenario with values laid over it, as a file of its own. Without values it is the text as it stands. Of a text that starts from a preset: the
 * line that says `from:` and all that differs. Of any other: all of it, written out.
 */
export function variationText(input: ScenarioInput, set: Overrides): string {
  if (Object.keys(set).length === 0) return input.text
  const written = readScenario(input.text, input.options())
  const varied = withOverrides(written, set)
  const preset = presetOf(input.text)
  if (preset === undefined) return stringify(varied.document)
  const own = difference(written.start, varied.document)
  return stringify({ opendome: 1, from: preset, ...(own as Fields) })
}

/** What has to be laid on `base` for `over` to come out, by the rules of `from:`. */
function difference(base: unknown, over: unknown): unknown {
  if (isThings(base) && isThings(over)) {
    const things = over.map((thing) => {
      const mine = base.find((b) => b['id'] === thing['id'])
      return mine === undefined
        ? thing
        : same(mine, thing)
          ? undefined
          : { id: thing['id'], ...(difference(mine, thing) as Fields) }
    })
    return things.filter((thing) => thing !== undefined)
  }
  if (!isFields(base) || !isFields(over)) return over
  const out: Fields = {}
  for (const [key, value] of Object.entries(over))
    if (!same(base[key], value)) out[key] = key in base ? difference(base[key], value) : value
  for (const key of Object.keys(base)) if (!(key in over)) out[key] = null
  return out
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const isFields = (x: unknown): x is Fields => typeof x === 'object' && x !== null && !Array.isArray(x)
const isThings = (x: unknown): x is Fields[] =>
  Array.isArray(x) && x.length > 0 && x.every((e) => isFields(e) && typeof e['id'] === 'string')
