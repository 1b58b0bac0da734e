import { describe, expect, it } from 'vitest'
import { AssignmentSolver } from './assignment.ts'
import { Stream } from './random.ts'

const X = Infinity

interface Best {
  total: number
  columnOf: number[]
}

/**
 * The best of all ways to pair rows with columns; a row may be left at `leaveRow`, and a free column costs `leaveColumn`.
 * Without `leaveRow` as many pairs as the shorter side has. Total Infinity where there is none.
 */
function best(
  rows: number,
  columns: number,
  cost: ArrayLike<number>,
  leaveRow?: ArrayLike<number>,
  leaveColumn?: ArrayLike<number>,
): Best {
  const found: Best = { total: X, columnOf: [] }
  const used = new Array<boolean>(columns).fill(false)
  const columnOf = new Array<number>(rows).fill(-1)
  const skips = leaveRow === undefined ? Math.max(0, rows - columns) : rows
  const go = (i: number, total: number, skipped: number): void => {
    if (total === X) return
    if (i === rows) {
      let sum = total
      if (leaveColumn !== undefined) for (let j = 0; j < columns; j += 1) if (!used[j]) sum += leaveColumn[j]!
      if (sum < found.total) Object.assign(found, { total: sum, columnOf: [...columnOf] })
      return
    }
    for (let j = 0; j < columns; j += 1) {
      if (used[j]) continue
      used[j] = true
      columnOf[i] = j
      go(i + 1, total + cost[i * columns + j]!, skipped)
      used[j] = false
    }
    columnOf[i] = -1
    if (skipped < skips) go(i + 1, total + (leaveRow?.[i] ?? 0), skipped + 1)
  }
  go(0, 0, 0)
  return found
}

/** Costs of several kinds, among them ties, negative ones and forbidden pairs. */
const KINDS: readonly ((stream: Stream) => number)[] = [
  (s) => s.uniform(),
  (s) => Math.floor(3 * s.uniform()),
  (s) => Math.floor(20 * s.uniform()) - 10,
  (s) => (s.uniform() < 0.4 ? X : Math.floor(5 * s.uniform())),
  (s) => (s.uniform() < 0.6 ? X : 10 * s.normal()),
  () => 1,
]

/** Sums of at most 8 costs of size 10 round to less. */
const ROUNDING = 1e-12

function pairs(solver: AssignmentSolver, rows: number, columns: number): number {
  let count = 0
  for (let i = 0; i < rows; i += 1) {
    const j = solver.columnOf[i]!
    if (j < 0) continue
    expect(solver.rowOf[j]).toBe(i)
    count += 1
  }
  for (let j = 0; j < columns; j += 1) {
    const i = solver.rowOf[j]!
    if (i >= 0) expect(solver.columnOf[i]).toBe(j)
  }
  return count
}

/** Throws unless the prices prove that nothing cheaper exists. */
function prove(
  solver: AssignmentSolver,
  rows: number,
  columns: number,
  cost: Float64Array,
  slack: number,
): void {
  let worst = 0
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < columns; j += 1) {
      const reduced = cost[i * columns + j]! - solver.rowPrice[i]! - solver.columnPrice[j]!
      worst = Math.min(worst, reduced)
      if (solver.columnOf[i] === j) worst = Math.min(worst, -Math.abs(reduced))
    }
  }
  expect(worst).toBeGreaterThanOrEqual(-slack)
}

describe('complete assignment', () => {
  const solver = new AssignmentSolver(8, 8)

  it('agrees with brute force up to 7 × 8, for every kind of cost, least and largest', () => {
    const stream = new Stream(1, 0, 'assignment', 0)
    let infeasible = 0
    let solved = 0
    for (let n = 0; n < 3000; n += 1) {
      // Most instances are small; 7 × 8 takes brute force 40,000 ways.
      const large = n % 50 === 0
      const rows = large ? 7 : 1 + Math.floor(5 * stream.uniform())
      const columns = large ? 8 : 1 + Math.floor(5 * stream.uniform())
      const kind = KINDS[n % KINDS.length]!
      const maximise = Math.floor(n / KINDS.length) % 2 === 1
      const least = Float64Array.from({ length: rows * columns }, () => kind(stream))
      const cost = maximise ? least.map((value) => -value) : least
      const expected = best(rows, columns, least)
      if (expected.total === X) {
        infeasible += 1
        expect(() => solver.solve(rows, columns, cost, maximise)).toThrow(/^infeasible costs/)
        continue
      }
      solved += 1
      const total = solver.solve(rows, columns, cost, maximise)
      expect(Math.abs(total - (maximise ? -expected.total : expected.total))).toBeLessThan(ROUNDING)
      expect(pairs(solver, rows, columns)).toBe(Math.min(rows, columns))
    }
    expect(infeasible).toBeGreaterThan(100)
    expect(solved).toBeGreaterThan(2000)
  })

  it('gives the pairs of brute force where they are the only best ones', () => {
    const stream = new Stream(2, 0, 'assignment', 0)
    for (let n = 0; n < 300; n += 1) {
      const cost = Float64Array.from({ length: 24 }, () => stream.normal())
      solver.solve(4, 6, cost)
      expect([...solver.columnOf.subarray(0, 4)]).toEqual(best(4, 6, cost).columnOf)
    }
  })

  it('takes the first of equal columns', () => {
    solver.solve(8, 8, new Float64Array(64).fill(1))
    expect([...solver.columnOf]).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  it('is empty where a side is', () => {
    expect(solver.solve(0, 3, new Float64Array(0))).toBe(0)
    expect(solver.solve(3, 0, new Float64Array(0))).toBe(0)
    expect([...solver.columnOf.subarray(0, 3)]).toEqual([-1, -1, -1])
  })

  it('proves its optimum by prices, 300 × 400, also turned and maximised', () => {
    const large = new AssignmentSolver(400, 400)
    const stream = new Stream(3, 0, 'assignment', 0)
    for (const scale of [1, 50, 1e6]) {
      const cost = Float64Array.from({ length: 120_000 }, () => {
        const value = scale * stream.uniform()
        return scale === 1 ? value : Math.floor(value)
      })
      const turned = new Float64Array(120_000)
      for (let i = 0; i < 300; i += 1)
        for (let j = 0; j < 400; j += 1) turned[j * 300 + i] = cost[i * 400 + j]!
      const negative = cost.map((value) => -value)
      const slack = 1e-12 * scale
      const total = large.solve(300, 400, cost)
      prove(large, 300, 400, cost, slack)
      for (let j = 0; j < 400; j += 1) if (large.rowOf[j]! < 0) expect(large.columnPrice[j]).toBe(0)
      expect(Math.abs(large.solve(400, 300, turned) - total)).toBeLessThan(300 * slack)
      prove(large, 400, 300, turned, slack)
      expect(Math.abs(large.solve(300, 400, negative, true) + total)).toBeLessThan(300 * slack)
    }
  })

  it('gives the same answer again, whatever was solved in between', () => {
    const stream = new Stream(4, 0, 'assignment', 0)
    const cost = Float64Array.from({ length: 56 }, () => Math.floor(3 * stream.uniform()))
    solver.solve(7, 8, cost)
    const first = [...solver.columnOf.subarray(0, 7)]
    solver.solve(8, 7, cost, true)
    solver.solveOrLeave(2, 2, Float64Array.of(1, 2, 3, 4), Float64Array.of(0, 0))
    solver.solve(7, 8, cost)
    expect([...solver.columnOf.subarray(0, 7)]).toEqual(first)
  })

  it('refuses what is not a cost', () => {
    expect(() => solver.solve(1, 2, Float64Array.of(1, NaN))).toThrow(/^invalid cost NaN/)
    expect(() => solver.solve(1, 2, Float64Array.of(1, -X))).toThrow(/^invalid cost -Infinity/)
    expect(() => solver.solve(1, 2, Float64Array.of(1, X), true)).toThrow(
      /^invalid cost Infinity: expected a number, or -Infinity/,
    )
    expect(() => solver.solve(2, 1, Float64Array.of(1, -X))).toThrow(
      /^invalid cost -Infinity: expected a number, or Infinity/,
    )
    expect(() => solver.solve(9, 2, new Float64Array(18))).toThrow(
      /^invalid costs 9 × 2: expected at most 8 × 8/,
    )
    expect(() => solver.solve(2, 2, new Float64Array(3))).toThrow(/^invalid 3 costs: expected 2 × 2/)
    expect(() => solver.solve(1.5, 2, new Float64Array(3))).toThrow(/^invalid costs 1.5 × 2/)
    expect(() => new AssignmentSolver(-1, 2)).toThrow(/^invalid costs -1 × 2/)
  })
})

describe('assignment with rows left at a cost', () => {
  const solver = new AssignmentSolver(8, 8)

  it('agrees with brute force, with and without a cost of free columns', () => {
    const stream = new Stream(5, 0, 'assignment', 0)
    let left = 0
    for (let n = 0; n < 3000; n += 1) {
      const large = n % 100 === 0
      const rows = large ? 7 : 1 + Math.floor(5 * stream.uniform())
      const columns = large ? 6 : Math.floor(6 * stream.uniform())
      const kind = KINDS[n % KINDS.length]!
      const cost = Float64Array.from({ length: rows * columns }, () => kind(stream))
      const leaveRow = Float64Array.from({ length: rows }, () => Math.floor(6 * stream.uniform()) - 2)
      const leaveColumn = Float64Array.from({ length: columns }, () => Math.floor(4 * stream.uniform()) - 1)
      const given = n % 2 === 0 ? leaveColumn : undefined
      const total = solver.solveOrLeave(rows, columns, cost, leaveRow, given)
      expect(Math.abs(total - best(rows, columns, cost, leaveRow, given).total)).toBeLessThan(ROUNDING)
      left += rows - pairs(solver, rows, columns)
    }
    expect(left).toBeGreaterThan(1000)
  })

  it('proves its optimum by prices at 400 × 300', () => {
    const large = new AssignmentSolver(400, 300)
    const stream = new Stream(6, 0, 'assignment', 0)
    const cost = Float64Array.from({ length: 120_000 }, () => (stream.uniform() < 0.5 ? X : stream.uniform()))
    const leaveRow = Float64Array.from({ length: 400 }, () => 0.02 * stream.uniform())
    const leaveColumn = Float64Array.from({ length: 300 }, () => 0.005 * stream.uniform())
    large.solveOrLeave(400, 300, cost, leaveRow, leaveColumn)
    prove(large, 400, 300, cost, 1e-14)
    for (let i = 0; i < 400; i += 1) {
      const slack = leaveRow[i]! - large.rowPrice[i]!
      if (large.columnOf[i]! < 0) expect(Math.abs(slack)).toBeLessThan(1e-15)
      else expect(slack).toBeGreaterThan(-1e-15)
    }
    for (let j = 0; j < 300; j += 1) {
      const slack = leaveColumn[j]! - large.columnPrice[j]!
      if (large.rowOf[j]! < 0) expect(slack).toBe(0)
      else expect(slack).toBeGreaterThan(-1e-15)
    }
    expect(pairs(large, 400, 300)).toBeGreaterThan(50)
    expect(pairs(large, 400, 300)).toBeLessThan(290)
  })

  it('leaves every row where all pairs are forbidden, and pairs all where leaving is', () => {
    expect(solver.solveOrLeave(2, 2, new Float64Array(4).fill(X), Float64Array.of(3, 4))).toBe(7)
    expect(solver.solveOrLeave(2, 2, Float64Array.of(1, 2, 3, 5), Float64Array.of(X, X))).toBe(5)
    expect(() => solver.solveOrLeave(1, 1, Float64Array.of(X), Float64Array.of(X))).toThrow(/^infeasible/)
  })

  it('refuses a cost of leaving that is not a number', () => {
    const cost = Float64Array.of(1)
    expect(() => solver.solveOrLeave(1, 1, cost, Float64Array.of(NaN))).toThrow(
      /^invalid cost of leaving a row NaN/,
    )
    expect(() => solver.solveOrLeave(1, 1, cost, Float64Array.of(1), Float64Array.of(X))).toThrow(
      /^invalid cost of leaving a column/,
    )
    expect(() => solver.solveOrLeave(1, 1, cost, new Float64Array(0))).toThrow(
      /^invalid 0 costs of leaving a row/,
    )
  })
})
