import { comparedBlock } from './cost-block.ts'
import { sizeSchema } from '../fleet/schema.ts'
import { idOf, isFields, isThings, mergeOver, type Fields, type Lookup } from './merge.ts'

/** One value that differs from the preset it started from. */
export interface Change {
  readonly path: string
  readonly preset: unknown
  readonly value: unknown
}

/** Fields of the whole file that name, not assume; a difference in them is not a changed assumption. */
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

/**
 * Every value of `now` that differs from `preset`, by path; null where one of the two has none. Lists of things are
 * compared by id, other lists whole. A vehicle or sensor that starts from the same catalog id in both is compared field by field; a
 * cost block with what its preset gives, prices by their value.
 */
export function changesBetween(preset: unknown, now: unknown, lookup: Lookup): Change[] {
  const compare = (a: unknown, b: unknown, path: readonly string[]): Change[] => {
    if (isFromCatalog(path) && (!isFields(a) || !isFields(b) || 'from' in a || 'from' in b)) {
      const [left, right] = [expanded(a, path, lookup), expanded(b, path, lookup)]
      if (left !== undefined && right !== undefined && left.id === right.id)
        return compareFields(left.value, right.value, path)
      return leaf(a, b, path)
    }
    if (path.length === 1 && path[0] === 'cost' && isFields(a) && isFields(b)) {
      const [left, right] = [comparedBlock(a), comparedBlock(b)]
      if (isFields(left) && isFields(right)) return compareFields(left, right, path)
    }
    if (isFields(a) && isFields(b)) return compareFields(a, b, path)
    // A preset without a size block asks for what its defaults say.
    if (a === undefined && isFields(b) && path.length === 1 && path[0] === 'size')
      return compareFields(sizeSchema.parse({}), b, path)
    if (isThings(a) && isThings(b)) {
      const pick = (list: Fields[], id: string): Fields | undefined => list.find((t) => idOf(t) === id)
      const ids = new Set([...a, ...b].map((t) => idOf(t)!))
      return [...ids].flatMap((id) => compare(pick(a, id), pick(b, id), [...path, id]))
    }
    return leaf(a, b, path)
  }
  const compareFields = (a: Fields, b: Fields, path: readonly string[]): Change[] =>
    [...new Set([...Object.keys(a), ...Object.keys(b)])]
      .filter((key) => path.length > 0 || !NAMING.has(key))
      .flatMap((key) => compare(a[key], b[key], [...path, key]))
  return compare(preset, now, [])
}

/** Does a catalog id stand for a value here? */
const isFromCatalog = (path: readonly string[]): boolean =>
  path.at(-1) === 'vehicle' || (path[0] === 'sensors' && path.length === 3 && path[2] === 'sensor')

function leaf(a: unknown, b: unknown, path: readonly string[]): Change[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return []
  return [{ path: path.join('.'), preset: a ?? null, value: b ?? null }]
}

/** A vehicle given by catalog id or from one, with all its fields. */
function expanded(
  written: unknown,
  path: readonly string[],
  lookup: Lookup,
): { id: string; value: Fields } | undefined {
  const id = isFields(written) ? written['from'] : written
  if (typeof id !== 'string') return undefined
  const value = lookup(path, id)
  if (!isFields(value)) return undefined
  if (!isFields(written)) return { id, value }
  const { from: _, ...own } = written
  return { id, value: mergeOver(value, own) as Fields }
}
