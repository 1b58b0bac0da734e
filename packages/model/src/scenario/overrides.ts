import { OpendomeError } from '../core/index.ts'
import { catalogLookup } from './cost-block.ts'
import { pathName, unknownStep, valueAt, type Mistake } from './diagnose.ts'
import type { Path } from './document.ts'
import { idOf, setPath, type Fields } from './merge.ts'
import { PARTS, isPartList, partSchema } from './parts.ts'
import { resolveDocument } from './resolve.ts'
import type { Overrides } from './scenario.ts'
import { scenarioSchema } from './schema.ts'
import { show, shorten } from './show.ts'

/** What a variation cannot set: the file's own frame. */
const FIXED = ['opendome', 'from', 'disputed', 'readings']

/** The document with fields set by path, in the order given. Throws `unknown`, `unsupported` with the path in `where`. */
export function overridden(document: Fields, overrides: Overrides): Fields {
  let now: unknown = document
  for (const [path, value] of Object.entries(overrides)) now = setOne(now, path, value)
  return now as Fields
}

function setOne(document: unknown, path: string, value: unknown): unknown {
  const where = shorten(path, 120)
  if (FIXED.includes(path.split('.')[0]!))
    throw new OpendomeError('unsupported', `${where} ${show(value)}: a variation cannot set it`, { where })
  // A removal leaves nothing behind that the schema could object to.
  const lost = value === null ? unknownPath(document, path) : undefined
  if (lost !== undefined) throw lost.at(where)
  try {
    return setPath(listed(document as Fields, path), path, value, catalogLookup)
  } catch (error) {
    throw error instanceof OpendomeError ? error.at(where) : error
  }
}

function unknownPath(document: unknown, path: string): OpendomeError | undefined {
  const steps = path.split('.')
  const [list, id, field, ...rest] = steps
  if (!isPartList(list) || field !== PARTS[list] || rest.length === 0)
    return unknownStep(scenarioSchema, steps, path)
  const things = valueAt(document, [list])
  const thing: unknown = Array.isArray(things)
    ? things.find((t, i) => idOf(t) === id || String(i) === id)
    : undefined
  const schema = partSchema(list, valueAt(thing, [field]))
  return schema === undefined ? undefined : unknownStep(schema, rest, path)
}

const LISTS = ['interceptors', 'sensors', 'threats', 'defended', 'partners']

/** The document with the list that a path leads into, empty where it is missing, so that the path finds no entry. */
function listed(document: Fields, path: string): Fields {
  const list = LISTS.find((l) => path.startsWith(`${l}.`) && document[l] === undefined)
  return list === undefined ? document : { ...document, [list]: [] }
}

/**
 * Tries every variation that a right file names under `disputed`, `readings`, `partners` and `bracket.moves`: a path that does not exist or a
 * value out of range is a mistake of that path, placed at it.
 */
export function checkVariations(
  document: Fields,
  scenario: {
    readonly disputed: readonly { readonly low: Overrides; readonly high: Overrides }[] | undefined
    readonly readings: readonly { readonly set: Overrides }[]
    readonly partners: readonly { readonly leaving: { readonly set: Overrides } }[]
    readonly bracket:
      { readonly moves: readonly { readonly options: readonly { readonly set: Overrides }[] }[] } | undefined
  },
): Mistake[] {
  const { disputed: _, readings: __, ...core } = document
  return [
    ...(scenario.disputed ?? []).flatMap((d, i) => [
      ...checkOne(core, d.low, ['disputed', i, 'low']),
      ...checkOne(core, d.high, ['disputed', i, 'high']),
    ]),
    ...scenario.readings.flatMap((r, i) => checkOne(core, r.set, ['readings', i, 'set'])),
    ...scenario.partners.flatMap((p, i) =>
      Object.keys(p.leaving.set).length === 0
        ? []
        : checkOne(core, p.leaving.set, ['partners', i, 'leaving', 'set']),
    ),
    ...(scenario.bracket?.moves ?? []).flatMap((m, i) =>
      m.options.flatMap((o, j) => checkOne(core, o.set, ['bracket', 'moves', i, 'options', j, 'set'])),
    ),
  ]
}

function checkOne(core: Fields, overrides: Overrides, path: Path): Mistake[] {
  const keys = Object.keys(overrides)
  let document: Fields = core
  for (const key of keys) {
    try {
      document = setOne(document, key, overrides[key]) as Fields
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      return [{ error, path: [...path, key], place: 'key' }]
    }
  }
  return resolveDocument(document).mistakes.map((m) => {
    const field = pathName(document, m.path)
    const key = keys.find((k) => `${field}.`.startsWith(`${k}.`) || `${k}.`.startsWith(`${field}.`))
    return { error: m.error, path: key === undefined ? path : [...path, key], place: 'key' }
  })
}
