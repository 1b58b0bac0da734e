import { OpendomeError } from '../core/index.ts'

// The cheap start of linear assignment: most rows get their column before any path is searched. Costs `cost` by rows (n × m), prices
// `v` of the columns, pairs in `columnOf` and `rowOf`, the rows still without a column in `open`.

/** Mark of a row or column without a partner, and of a row that is better left without one for good. */
export const FREE = -1
export const LEFT = -2

/** Row scans that one reduction may take, times the number of rows; what is open then goes to the paths. */
const START_SCANS = 4

/** Least cost of each column of a square; a column without a finite cost keeps 0 and is found out later. Checks every cost. */
export function columnMinima(n: number, cost: Float64Array, v: Float64Array): void {
  for (let j = 0; j < n; j += 1) v[j] = Infinity
  for (let i = 0; i < n; i += 1) {
    const row = i * n
    for (let j = 0; j < n; j += 1) {
      const value = cost[row + j]!
      if (!(value > -Infinity)) refuseCost(value, i, j, 1)
      if (value < v[j]!) v[j] = value
    }
  }
  for (let j = 0; j < n; j += 1) if (!Number.isFinite(v[j]!)) v[j] = 0
}

/**
 * Gives each row its cheapest column where that is free; returns how many rows stay in `open`. No cost less its price is below `floor`, so a
 * free column at it is the cheapest. Checks every cost where the floor is −Infinity.
 */
export function takeCheapest(
  n: number,
  m: number,
  cost: Float64Array,
  v: Float64Array,
  columnOf: Int32Array,
  rowOf: Int32Array,
  leave: Float64Array | undefined,
  open: Int32Array,
  floor: number,
): number {
  let count = 0
  for (let i = 0; i < n; i += 1) {
    const row = i * m
    let best = FREE
    let least = Infinity
    for (let j = 0; j < m; j += 1) {
      const value = cost[row + j]!
      if (!(value > -Infinity)) refuseCost(value, i, j, 1)
      const reduced = value - v[j]!
      if (reduced < least || (reduced === least && best >= 0 && rowOf[best]! >= 0 && rowOf[j]! < 0)) {
        least = reduced
        best = j
        if (reduced <= floor && rowOf[j]! < 0) break
      }
    }
    if (leave !== undefined && leave[i]! < least) columnOf[i] = LEFT
    else if (best >= 0 && rowOf[best]! < 0) {
      columnOf[i] = best
      rowOf[best] = i
    } else {
      open[count] = i
      count += 1
    }
  }
  return count
}

/**
 * Augmenting row reduction: an open row takes its cheapest column, whose price falls until the second cheapest
 * is as good; the row that had it becomes open. Returns how many rows stay in `open`.
 */
export function reduceRows(
  count: number,
  n: number,
  m: number,
  cost: Float64Array,
  v: Float64Array,
  columnOf: Int32Array,
  rowOf: Int32Array,
  leave: Float64Array | undefined,
  open: Int32Array,
  floor: number,
): number {
  let budget = START_SCANS * n
  let k = 0
  let kept = 0
  while (k < count) {
    const i = open[k]!
    k += 1
    if (budget === 0) {
      open[kept] = i
      kept += 1
      continue
    }
    budget -= 1
    const row = i * m
    let first = FREE
    let second = FREE
    let least = Infinity
    let next = Infinity
    for (let j = 0; j < m; j += 1) {
      const reduced = cost[row + j]! - v[j]!
      if (reduced < next) {
        if (reduced < least) {
          next = least
          second = first
          least = reduced
          first = j
        } else {
          next = reduced
          second = j
        }
        if (next <= floor) break
      }
    }
    if (leave !== undefined) {
      if (leave[i]! < least) {
        columnOf[i] = LEFT
        continue
      }
      if (leave[i]! < next) {
        next = leave[i]!
        second = FREE
      }
    }
    // A row with one column only would push its price to −Infinity: left to the paths.
    if (next === Infinity) {
      open[kept] = i
      kept += 1
      continue
    }
    const lower = v[first]! - (next - least)
    const falls = lower < v[first]!
    if (falls) v[first] = lower
    else if (rowOf[first]! >= 0 && second >= 0) first = second
    const before = rowOf[first]!
    columnOf[i] = first
    rowOf[first] = i
    if (before < 0) continue
    columnOf[before] = FREE
    if (falls) {
      k -= 1
      open[k] = before
    } else {
      open[kept] = before
      kept += 1
    }
  }
  return kept
}

export function refuseCost(value: number, i: number, j: number, sign: 1 | -1): never {
  const forbidden = sign * Infinity
  throw new OpendomeError(
    'invalid',
    `cost ${value}: expected a number, or ${forbidden} for a forbidden pair`,
    {
      where: `pair ${i}, ${j}`,
    },
  )
}
