import { takesFigure } from '../cost/index.ts'
import { CATALOG, type CatalogEntry } from '../generated/catalog.ts'
import { catalogEntry, vehicleLookup } from './catalog.ts'
import { idOf, isFields, isThings, type Fields } from './merge.ts'

/** The value of a catalog entry in which every price carries its range and its source. */
function withSources(entry: CatalogEntry): Fields {
  const figures = new Map(entry.figures.map((f) => [f.path, f]))
  const walk = (node: unknown, path: string, name: string): unknown => {
    if (typeof node === 'number') {
      const f = figures.get(path)
      if (f === undefined || !takesFigure(name)) return node
      const { value, low, high, source, where, mark } = f
      return {
        value,
        ...(low === undefined ? {} : { low }),
        ...(high === undefined ? {} : { high }),
        source,
        where,
        mark,
      }
    }
    const at = (step: string): string => (path === '' ? step : `${path}.${step}`)
    if (Array.isArray(node)) return node.map((v, i) => walk(v, at(String(i)), name))
    if (!isFields(node)) return node
    return Object.fromEntries(Object.entries(node).map(([key, v]) => [key, walk(v, at(key), key)]))
  }
  return walk(entry.value, '', '') as Fields
}

/**
 * A cost block with what its preset and the `from` of its items give, laid over each other: maps by key, items and partners by id, `null`
 * removes; a price replaces a price whole, so that a new number does not keep an old source. Throws `unknown` for an id of no entry.
 */
export function wholeBlock(block: Fields): Fields {
  const { preset } = block
  const base = typeof preset === 'string' ? withSources(catalogEntry('cost', preset)) : {}
  const whole = layOver(base, block) as Fields
  const { items } = whole
  return withoutNulls(isThings(items) ? { ...whole, items: items.map(wholeItem) } : whole) as Fields
}

function wholeItem(item: Fields): Fields {
  const { from, ...own } = item
  return typeof from === 'string'
    ? (layOver(withSources(catalogEntry('unit-cost', from)), own) as Fields)
    : item
}

function layOver(base: unknown, over: unknown): unknown {
  if (isThings(base) && isThings(over)) {
    const out = base.map((thing) => {
      const mine = over.find((o) => idOf(o) === idOf(thing))
      return mine === undefined ? thing : layOver(thing, mine)
    })
    return [...out, ...over.filter((o) => !base.some((b) => idOf(b) === idOf(o)))]
  }
  if (!isFields(base) || !isFields(over)) return over
  const out: Fields = { ...base }
  for (const [key, value] of Object.entries(over)) {
    // A null of an item stays until its unit cost of the catalog is laid under it.
    out[key] = Object.hasOwn(base, key) && !takesFigure(key) ? layOver(base[key], value) : value
  }
  return out
}

/** A file as its schema sees it: a `null` of the cost block removes what a preset or a unit cost gives, which stands in no file. */
export function nullsOfCostRemoved(document: Fields): Fields {
  const { cost } = document
  return isFields(cost) ? { ...document, cost: withoutNulls(cost) } : document
}

/** What is left when every `null` has removed what it stands on. */
function withoutNulls(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutNulls)
  if (!isFields(node)) return node
  return Object.fromEntries(
    Object.entries(node)
      .filter(([, v]) => v !== null)
      .map(([k, v]) => [k, withoutNulls(v)]),
  )
}

/**
 * What an id stands for at a path: the cost block by its preset, an item of it by its `from`, a vehicle by its id; undefined elsewhere.
 */
export function catalogLookup(path: readonly string[], id: string): unknown {
  if (path[0] !== 'cost') return vehicleLookup(path, id)
  const kind = path.length === 1 ? 'cost' : path.length === 3 && path[1] === 'items' ? 'unit-cost' : undefined
  const entry = CATALOG.find((e) => e.kind === kind && e.id === id)
  return entry === undefined ? undefined : withSources(entry)
}

/** A block with its preset, prices as plain numbers: what is compared to tell changed assumptions. */
export function comparedBlock(block: unknown): unknown {
  if (!isFields(block)) return block
  try {
    return plainPrices(wholeBlock(block))
  } catch {
    // An unknown preset is a mistake told elsewhere.
    return block
  }
}

function plainPrices(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plainPrices)
  if (!isFields(node)) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, v]) => [
      key,
      takesFigure(key) && isFields(v) ? v['value'] : plainPrices(v),
    ]),
  )
}
