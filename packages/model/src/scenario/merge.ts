import { OpendomeError } from '../core/index.ts'

/** One value that differs from the preset it started from. */
export interface Change {
  readonly path: string
  readonly preset: unknown
  readonly value: unknown
}

type Fields = Record<string, unknown>
const isFields = (x: unknown): x is Fields => typeof x === 'object' && x !== null && !Array.isArray(x)
const idOf = (x: unknown): string | undefined =>
  isFields(x) && typeof x['id'] === 'string' ? x['id'] : undefined
const isThings = (x: unknown): x is Fields[] =>
  Array.isArray(x) && x.length > 0 && x.every((e) => idOf(e) !== undefined)

/** Keys that name, not assume; a difference in them is not a changed assumption. */
const NAMING = new Set([
  'name',
  'doc',
  'from',
  'opendome',
  'readings',
  'published',
  'assumed',
  'not_modelled',
])

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)

/**
 * Lays `over` on `base`: maps merge by key, lists of things by `id`, other lists and values are replaced,
 * `null` removes. Neither input is changed.
 */
export function mergeOver(base: unknown, over: unknown): unknown {
  if (isFields(base) && isFields(over)) {
    const out: Fields = { ...base }
    for (const [key, value] of Object.entries(over)) {
      if (value === null) delete out[key]
      else out[key] = key in base ? mergeOver(base[key], value) : withoutNulls(value)
    }
    return out
  }
  if (isThings(base) && isThings(over)) {
    const out = base.map((thing) => {
      const mine = over.find((o) => idOf(o) === idOf(thing))
      return mine === undefined ? thing : mergeOver(thing, mine)
    })
    for (const thing of over) if (!base.some((b) => idOf(b) === idOf(thing))) out.push(withoutNulls(thing))
    return out
  }
  return withoutNulls(over)
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isFields(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== null)
      .map(([k, v]) => [k, withoutNulls(v)]),
  )
}

/** Every value of `now` that differs from `preset`, by path. */
export function changesBetween(preset: unknown, now: unknown, path = ''): Change[] {
  if (isFields(preset) && isFields(now)) {
    const keys = new Set([...Object.keys(preset), ...Object.keys(now)])
    return [...keys]
      .filter((k) => !NAMING.has(k))
      .flatMap((k) => changesBetween(preset[k], now[k], join(path, k)))
  }
  if (isThings(preset) && isThings(now)) {
    const ids = new Set([...preset, ...now].map((t) => idOf(t)!))
    const pick = (list: Fields[], id: string): Fields | undefined => list.find((t) => idOf(t) === id)
    return [...ids].flatMap((id) => changesBetween(pick(preset, id), pick(now, id), join(path, id)))
  }
  if (JSON.stringify(preset) === JSON.stringify(now)) return []
  return [{ path, preset: preset ?? null, value: now ?? null }]
}

/**
 * Sets one field by its path (`interceptors.sbi.shell.altitude_km`; list entries by id or index) in a copy of the
 * document. Where a catalog id stands on the way, it becomes `{from: id, …}`. Throws `unknown` where a list has no such entry.
 */
export function setPath(document: unknown, path: string, value: unknown): unknown {
  const steps = path.split('.')
  const put = (node: unknown, depth: number): unknown => {
    if (depth === steps.length) return value
    const step = steps[depth]!
    if (Array.isArray(node)) {
      const index = node.findIndex((e, i) => idOf(e) === step || String(i) === step)
      if (index < 0) {
        const ids = node.map((e, i) => idOf(e) ?? String(i)).join(', ')
        throw new OpendomeError('unknown', `path ${path}: no entry ${step}, there are ${ids}`)
      }
      return node.map((e: unknown, i) => (i === index ? put(e, depth + 1) : e))
    }
    const fields = typeof node === 'string' ? { from: node } : isFields(node) ? node : {}
    const out: Fields = { ...fields, [step]: put(fields[step], depth + 1) }
    if (out[step] === null) delete out[step]
    return out
  }
  return put(document, 0)
}
