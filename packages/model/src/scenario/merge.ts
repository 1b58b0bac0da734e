import { OpendomeError } from '../core/index.ts'
import { shorten } from './show.ts'

/** A map of the file. */
export type Fields = Record<string, unknown>
export const isFields = (x: unknown): x is Fields => typeof x === 'object' && x !== null && !Array.isArray(x)
/** The id of a thing, where it is one. */
export const idOf = (x: unknown): string | undefined =>
  isFields(x) && typeof x['id'] === 'string' ? x['id'] : undefined
/** Is this a list of things, which merges by id? */
export const isThings = (x: unknown): x is Fields[] =>
  Array.isArray(x) && x.length > 0 && x.every((e) => idOf(e) !== undefined)

/**
 * Lays `over` on `base`: maps merge by key, lists of things by `id`, other lists and values are replaced,
 * `null` removes. Within a block that starts from a preset a `null` stays, since it may remove what the preset gives. Neither input is
 * changed.
 */
export function mergeOver(base: unknown, over: unknown, inPreset = false): unknown {
  if (isFields(base) && isFields(over)) {
    if (otherPlace(base, over)) return over
    const kept = inPreset || startsFromPreset(base)
    const out: Fields = { ...base }
    for (const [key, value] of Object.entries(over)) {
      if (value === null && !kept && (Object.hasOwn(base, key) || !isPath(key))) delete out[key]
      else if (Object.hasOwn(base, key)) out[key] = mergeOver(base[key], value, kept)
      else out[key] = kept ? value : withoutNulls(value)
    }
    return out
  }
  if (isThings(base) && isThings(over)) {
    const out = base.map((thing) => {
      const mine = over.find((o) => idOf(o) === idOf(thing))
      return mine === undefined ? thing : mergeOver(thing, mine, inPreset)
    })
    for (const thing of over)
      if (!base.some((b) => idOf(b) === idOf(thing))) out.push(inPreset ? thing : withoutNulls(thing))
    return out
  }
  return inPreset ? over : withoutNulls(over)
}

const startsFromPreset = (x: Fields): boolean => typeof x['preset'] === 'string'

/** Does one map give a place by site and the other by coordinates? Then it replaces it, since the two never stand together. */
function otherPlace(base: Fields, over: Fields): boolean {
  const bySite = (x: Fields): boolean => 'site' in x && !('id' in x)
  const byAngles = (x: Fields): boolean => 'lat_deg' in x && 'lon_deg' in x && !('id' in x)
  return (bySite(base) && byAngles(over)) || (byAngles(base) && bySite(over))
}

/** A key of a variation (`command.decision_time_s`), whose null removes when the variation is set; fields have no dots. */
const isPath = (key: string): boolean => key.includes('.')

/** Without the nulls, which have nothing to remove; those of a map that starts `from` the catalog still have. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isFields(value) || typeof value['from'] === 'string' || startsFromPreset(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([k, v]) => v !== null || isPath(k))
      .map(([k, v]) => [k, withoutNulls(v)]),
  )
}

/** Gives the catalog value that an id stands for at a path, or undefined. */
export type Lookup = (path: readonly string[], id: string) => unknown

/**
 * Sets one field by its path (`interceptors.sbi.shell.altitude_km`; list entries by id or index) in a copy of the
 * document; `null` removes it. Where a catalog id stands on the way, it becomes `{from: id, …}`; a list of that catalog entry is
 * written out before one of its entries is changed. Throws `unknown` where a list has no such entry.
 */
export function setPath(document: unknown, path: string, value: unknown, lookup: Lookup): unknown {
  const steps = path.split('.')
  const refused = (step: string, entries: readonly string[]): OpendomeError =>
    new OpendomeError('unknown', `path ${shorten(path, 120)}: no entry ${shorten(step)}`, {
      hint: entries.length === 0 ? 'the list is empty' : `entries here: ${shorten(entries.join(', '), 120)}`,
    })
  const put = (written: unknown, depth: number, inherited: unknown): unknown => {
    if (depth === steps.length) return value
    const step = steps[depth]!
    // In the cost block a list holds only what differs from its preset: an entry of the preset is laid over by its id.
    if (steps[0] === 'cost' && isThings(inherited) && (written === undefined || Array.isArray(written))) {
      const list: unknown[] = written ?? []
      const found = list.find((e) => idOf(e) === step)
      const below = inherited.find((e) => idOf(e) === step)
      if (found === undefined && below === undefined)
        throw refused(
          step,
          [...inherited, ...list].flatMap((e) => idOf(e) ?? []),
        )
      const entry = put(found ?? { id: step }, depth + 1, below)
      return found === undefined ? [...list, entry] : list.map((e) => (e === found ? entry : e))
    }
    const node = written === undefined && Array.isArray(inherited) ? inherited : written
    if (Array.isArray(node)) {
      const index = node.findIndex((e, i) => idOf(e) === step || String(i) === step)
      const entries = node.map((e, i) => idOf(e) ?? String(i))
      if (index < 0) throw refused(step, entries)
      return node.map((e: unknown, i) => (i === index ? put(e, depth + 1, undefined) : e))
    }
    if (step === '__proto__') throw new OpendomeError('unknown', `field ${shorten(path, 120)}`)
    const fields: Fields = typeof node === 'string' ? { from: node } : isFields(node) ? node : {}
    const from = depth === 1 && steps[0] === 'cost' ? fields['preset'] : fields['from']
    const under = typeof from === 'string' ? lookup(steps.slice(0, depth), from) : inherited
    const own = Object.hasOwn(fields, step) ? fields[step] : undefined
    const set = put(own, depth + 1, isFields(under) ? under[step] : undefined)
    const out: Fields = { ...fields, [step]: set }
    // Under a catalog id `null` has to stay: it removes the entry's value.
    if (set === null && under === undefined) delete out[step]
    return out
  }
  return put(document, 0, undefined)
}
