import { describe, expect, it } from 'vitest'
import { AssignmentSolver } from './assignment.ts'

const X = Infinity

// SciPy, scipy/sparse/csgraph/tests/test_matching.py, linear_sum_assignment_test_cases @ 027960e: costs, and the cost taken in each row.
const CASES: readonly (readonly [cost: readonly (readonly number[])[], taken: readonly number[]])[] = [
  [
    [
      [400, 150, 400],
      [400, 450, 600],
      [300, 225, 300],
    ],
    [150, 400, 300],
  ],
  [
    [
      [400, 150, 400, 1],
      [400, 450, 600, 2],
      [300, 225, 300, 3],
    ],
    [150, 2, 300],
  ],
  [
    [
      [10, 10, 8],
      [9, 8, 1],
      [9, 7, 4],
    ],
    [10, 1, 7],
  ],
  [
    [
      [10, 10, 8, 11],
      [9, 8, 1, 1],
      [9, 7, 4, 10],
    ],
    [10, 1, 4],
  ],
  [
    [
      [10, X, X],
      [X, X, 1],
      [X, 7, X],
    ],
    [10, 1, 7],
  ],
]

function taken(cost: readonly (readonly number[])[], maximise: boolean): number[] {
  const rows = cost.length
  const columns = cost[0]!.length
  const solver = new AssignmentSolver(rows, columns)
  const total = solver.solve(rows, columns, Float64Array.from(cost.flat()), maximise)
  const values = [...solver.columnOf].flatMap((j, i) => (j < 0 ? [] : [cost[i]![j]!]))
  expect(values.reduce((sum, value) => sum + value, 0)).toBe(total)
  return values
}

const turned = (cost: readonly (readonly number[])[]): number[][] =>
  cost[0]!.map((_, j) => cost.map((row) => row[j]!))
const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)

describe("SciPy's cases of linear assignment", () => {
  for (const sign of [1, -1]) {
    it(
      sign === 1 ? 'come out the same, also turned' : 'come out the same with all signs changed, maximised',
      () => {
        for (const [cost, expected] of CASES) {
          const signed = cost.map((row) => row.map((value) => sign * value))
          const values = expected.map((value) => sign * value)
          expect(taken(signed, sign < 0)).toEqual(values)
          expect(ascending(taken(turned(signed), sign < 0))).toEqual(ascending(values))
        }
      },
    )
  }

  it('refuse NaN, −Infinity and a column of forbidden pairs', () => {
    const solver = new AssignmentSolver(3, 3)
    expect(() => solver.solve(3, 3, Float64Array.of(NaN, 0, 0, 0, 1, 0, 0, 0, 1))).toThrow(
      /^invalid cost NaN/,
    )
    expect(() => solver.solve(3, 3, Float64Array.of(1, 0, 0, 0, -X, 0, 0, 0, 1))).toThrow(
      /^invalid cost -Infinity/,
    )
    expect(() => solver.solve(3, 3, Float64Array.of(X, 0, 0, X, 1, 0, X, 0, 1))).toThrow(
      /^infeasible costs 3 × 3/,
    )
  })
})
