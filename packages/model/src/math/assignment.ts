import { OpendomeError } from '../core/index.ts'
import { FREE, LEFT, columnMinima, reduceRows, refuseCost, takeCheapest } from './assignment-start.ts'

/**
 * Linear assignment: pairs of rows and columns, each used once at most, of least total cost. Shortest augmenting
 * paths (R. Jonker, A. Volgenant, Computing 38 (1987) 325–340; for rectangles D. F. Crouse, IEEE Trans. Aerospace and
 * Electronic Systems 52 (2016) 1679–1696), started by their augmenting row reduction.
 *
 * Costs are a Float64Array by rows (rows × columns, any unit); Infinity forbids a pair. After a call `columnOf` and
 * `rowOf` hold the pairs, −1 for what has none, and `rowPrice`, `columnPrice` prove the optimum: cost − rowPrice −
 * columnPrice is ≥ 0 for every pair and 0 for those chosen (≤ 0 where maximised), to rounding. Equal optima are told apart by index
 * order, always in the same way. Buffers are kept; nothing is allocated per call but, the first time, a copy of the costs where
 * there are more rows than columns or the total is maximised.
 */
export class AssignmentSolver {
  readonly rows: number
  readonly columns: number
  readonly columnOf: Int32Array
  readonly rowOf: Int32Array
  readonly rowPrice: Float64Array
  readonly columnPrice: Float64Array
  readonly #open: Int32Array
  readonly #rest: Int32Array
  readonly #from: Int32Array
  readonly #distance: Float64Array
  readonly #price: Float64Array
  readonly #scanned: Int32Array
  readonly #scannedAt: Float64Array
  #copy = new Float64Array(0)

  /** For at most `rows` × `columns`. */
  constructor(rows: number, columns: number) {
    requireSize(rows, columns)
    const longest = Math.max(rows, columns)
    this.rows = rows
    this.columns = columns
    this.columnOf = new Int32Array(rows)
    this.rowOf = new Int32Array(columns)
    this.rowPrice = new Float64Array(rows)
    this.columnPrice = new Float64Array(columns)
    this.#open = new Int32Array(longest)
    this.#rest = new Int32Array(longest)
    this.#from = new Int32Array(longest)
    this.#scanned = new Int32Array(longest)
    this.#scannedAt = new Float64Array(longest)
    this.#distance = new Float64Array(longest)
    this.#price = new Float64Array(longest)
  }

  /**
   * Pairs off the shorter side completely, and returns the total cost (the least, or the largest where `maximise`), summed
   * in row order. Throws `invalid` for NaN, an infinite gain or a size beyond the solver's, `infeasible` where the
   * forbidden pairs leave no complete assignment.
   */
  solve(rows: number, columns: number, cost: Float64Array, maximise = false): number {
    this.#require(rows, columns, cost)
    const flip = rows > columns
    const used = flip || maximise ? this.#copied(rows, columns, cost, flip, maximise ? -1 : 1) : cost
    if (flip) {
      this.#assign(columns, rows, used, this.columnPrice, this.rowPrice, this.rowOf, this.columnOf)
    } else {
      this.#assign(rows, columns, used, this.rowPrice, this.columnPrice, this.columnOf, this.rowOf)
    }
    if (maximise) {
      for (let i = 0; i < rows; i += 1) this.rowPrice[i] = -this.rowPrice[i]!
      for (let j = 0; j < columns; j += 1) this.columnPrice[j] = -this.columnPrice[j]!
    }
    let total = 0
    for (let i = 0; i < rows; i += 1) {
      const j = this.columnOf[i]!
      if (j >= 0) total += cost[i * columns + j]!
    }
    return total
  }

  /**
   * Least total cost where a row may also be left without a column at `leaveRow[i]`, and a column without a row costs
   * `leaveColumn[j]` (nothing where not given). Returns the total: pairs and rows in row order, then columns. Errors as
   * for `solve`; infeasible only where a `leaveRow` is Infinity.
   */
  solveOrLeave(
    rows: number,
    columns: number,
    cost: Float64Array,
    leaveRow: Float64Array,
    leaveColumn?: Float64Array,
  ): number {
    this.#require(rows, columns, cost)
    requireLeaving('row', rows, leaveRow, Infinity)
    if (leaveColumn !== undefined) requireLeaving('column', columns, leaveColumn, Number.MAX_VALUE)
    const { rowPrice, columnPrice, columnOf, rowOf } = this
    this.#assign(rows, columns, cost, rowPrice, columnPrice, columnOf, rowOf, leaveRow, leaveColumn)
    let total = 0
    for (let i = 0; i < rows; i += 1) {
      const j = columnOf[i]!
      total += j >= 0 ? cost[i * columns + j]! : leaveRow[i]!
    }
    if (leaveColumn !== undefined) {
      for (let j = 0; j < columns; j += 1) if (rowOf[j]! < 0) total += leaveColumn[j]!
    }
    return total
  }

  /** n rows, none left without a column unless `leave` lets it; m columns, of price `start` while free. */
  #assign(
    n: number,
    m: number,
    cost: Float64Array,
    u: Float64Array,
    v: Float64Array,
    columnOf: Int32Array,
    rowOf: Int32Array,
    leave?: Float64Array,
    start?: Float64Array,
  ): void {
    columnOf.fill(FREE, 0, n)
    rowOf.fill(FREE, 0, m)
    u.fill(0, 0, n)
    v.fill(0, 0, m)
    let floor = -Infinity
    if (start !== undefined) for (let j = 0; j < m; j += 1) v[j] = start[j]!
    else if (n === m && leave === undefined) {
      columnMinima(n, cost, v)
      floor = 0
    }
    const open = this.#open
    let count = takeCheapest(n, m, cost, v, columnOf, rowOf, leave, open, floor)
    count = reduceRows(count, n, m, cost, v, columnOf, rowOf, leave, open, floor)
    count = reduceRows(count, n, m, cost, v, columnOf, rowOf, leave, open, floor)
    for (let i = 0; i < n; i += 1) {
      const j = columnOf[i]!
      if (j >= 0) u[i] = cost[i * m + j]! - v[j]!
      else if (j === LEFT) u[i] = leave![i]!
    }
    for (let k = 0; k < count; k += 1) {
      if (!this.#augment(open[k]!, m, cost, u, v, columnOf, rowOf, leave)) {
        throw new OpendomeError(
          'infeasible',
          `costs ${n} × ${m}: no complete assignment without forbidden pairs`,
          {
            hint: 'allow more pairs, or let rows be left at a cost',
          },
        )
      }
    }
    for (let i = 0; i < n; i += 1) if (columnOf[i] === LEFT) columnOf[i] = FREE
  }

  /** The shortest path from an open row to a free column or to a row that is better left; false where there is none. */
  #augment(
    origin: number,
    m: number,
    cost: Float64Array,
    u: Float64Array,
    v: Float64Array,
    columnOf: Int32Array,
    rowOf: Int32Array,
    leave: Float64Array | undefined,
  ): boolean {
    const rest = this.#rest
    const from = this.#from
    const distance = this.#distance
    const price = this.#price
    const scanned = this.#scanned
    const scannedAt = this.#scannedAt
    for (let j = 0; j < m; j += 1) {
      rest[j] = j
      price[j] = v[j]!
      distance[j] = Infinity
    }
    let remaining = m
    let count = 0
    let reached = 0
    // No column is nearer than the last one scanned: a free column as near ends the search.
    let floor = -Infinity
    let i = origin
    let end = FREE
    let leaving = FREE
    let leavingAt = Infinity
    for (;;) {
      // Dijkstra's step: from row i to all columns not yet scanned, and on to the nearest of them.
      const row = i * m
      const offset = reached - u[i]!
      if (leave !== undefined && offset + leave[i]! < leavingAt) {
        leavingAt = offset + leave[i]!
        leaving = i
      }
      let nearest = Infinity
      let place = FREE
      for (let k = 0; k < remaining; k += 1) {
        const through = offset + cost[row + rest[k]!]! - price[k]!
        let d = distance[k]!
        if (through < d) {
          d = through
          distance[k] = d
          from[rest[k]!] = i
        }
        if (d < nearest || (d === nearest && place >= 0 && rowOf[rest[k]!]! < 0)) {
          nearest = d
          place = k
          if (d <= floor && rowOf[rest[k]!]! < 0) break
        }
      }
      if (leavingAt < nearest) {
        reached = leavingAt
        break
      }
      if (place < 0) return false
      reached = nearest
      floor = nearest
      const j = rest[place]!
      if (rowOf[j]! < 0) {
        end = j
        break
      }
      i = rowOf[j]!
      scanned[count] = j
      scannedAt[count] = reached
      count += 1
      // What is left to scan stays packed: the last takes the place of the one just scanned.
      remaining -= 1
      rest[place] = rest[remaining]!
      price[place] = price[remaining]!
      distance[place] = distance[remaining]!
    }

    // Prices change by how much nearer than the end each scanned column was.
    u[origin] = u[origin]! + reached
    for (let k = 0; k < count; k += 1) {
      const j = scanned[k]!
      const change = reached - scannedAt[k]!
      v[j] = v[j]! - change
      const r = rowOf[j]!
      u[r] = u[r]! + change
    }

    // Turn the path round.
    let j = end
    if (end < 0) {
      j = columnOf[leaving]!
      columnOf[leaving] = LEFT
      if (leaving === origin) return true
    }
    for (;;) {
      const r = from[j]!
      const next = columnOf[r]!
      rowOf[j] = r
      columnOf[r] = j
      if (r === origin) return true
      j = next
    }
  }

  #copied(rows: number, columns: number, cost: Float64Array, flip: boolean, sign: 1 | -1): Float64Array {
    if (this.#copy.length < rows * columns) this.#copy = new Float64Array(this.rows * this.columns)
    const copy = this.#copy
    for (let i = 0; i < rows; i += 1) {
      for (let j = 0; j < columns; j += 1) {
        const value = sign * cost[i * columns + j]!
        if (!(value > -Infinity)) refuseCost(sign * value, i, j, sign)
        copy[flip ? j * rows + i : i * columns + j] = value
      }
    }
    return copy
  }

  #require(rows: number, columns: number, cost: Float64Array): void {
    requireSize(rows, columns)
    if (rows > this.rows || columns > this.columns) {
      throw new OpendomeError(
        'invalid',
        `costs ${rows} × ${columns}: expected at most ${this.rows} × ${this.columns}`,
      )
    }
    if (cost.length < rows * columns) {
      throw new OpendomeError('invalid', `${cost.length} costs: expected ${rows} × ${columns}`)
    }
  }
}

function requireLeaving(side: string, count: number, leave: Float64Array, high: number): void {
  if (leave.length < count) {
    throw new OpendomeError('invalid', `${leave.length} costs of leaving a ${side}: expected ${count}`)
  }
  for (let k = 0; k < count; k += 1) {
    const value = leave[k]!
    if (value > -Infinity && value <= high) continue
    throw new OpendomeError('invalid', `cost of leaving a ${side} ${value}: expected a number`, {
      where: `${side} ${k}`,
    })
  }
}

function requireSize(rows: number, columns: number): void {
  if (Number.isInteger(rows) && rows >= 0 && Number.isInteger(columns) && columns >= 0) return
  throw new OpendomeError('invalid', `costs ${rows} × ${columns}: expected integers, 0 or more`)
}
