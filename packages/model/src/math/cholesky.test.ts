import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cholesky,
  choleskyDistance,
  choleskyInverse,
  choleskyLogDeterminant,
  choleskySolve,
  tryCholesky,
} from './cholesky.ts'
import { ln } from './functions.ts'

/** B Bᵀ + I for random B: positive definite, with a condition number below 1e6 for entries within ±10. */
const matrix = fc.integer({ min: 1, max: 9 }).chain((n) =>
  fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: n * n, maxLength: n * n }).map((b) => {
    const A = new Float64Array(n * n)
    for (let i = 0; i < n; i += 1) {
      for (let j = 0; j < n; j += 1) {
        let sum = i === j ? 1 : 0
        for (let k = 0; k < n; k += 1) sum += b[i * n + k]! * b[j * n + k]!
        A[i * n + j] = sum
      }
    }
    return { n, A }
  }),
)

/** Rounding of n² sums times the condition number. */
const ROUNDING = 1e-8

describe('the Cholesky factor', () => {
  it('is that of the textbook matrix', () => {
    // A = [[4, 12, −16], [12, 37, −43], [−16, −43, 98]] has L = [[2], [6, 1], [−8, 5, 3]]: determinant 36.
    const L = Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98)
    cholesky(3, L)
    expect([L[0], L[3], L[4], L[6], L[7], L[8]]).toEqual([2, 6, 1, -8, 5, 3])
    expect(Math.abs(choleskyLogDeterminant(3, L) - ln(36))).toBeLessThan(1e-14)
    const x = Float64Array.of(0, 6, 39)
    choleskySolve(3, L, x)
    expect([...x]).toEqual([1, 1, 1])
    const inverse = new Float64Array(9)
    choleskyInverse(3, L, inverse)
    // 36 A⁻¹ by cofactors.
    expect([...inverse].map((value) => Math.round(value * 36 * 1e9) / 1e9)).toEqual([
      1777, -488, 76, -488, 136, -20, 76, -20, 4,
    ])
  })

  it('times its transpose is the matrix, its inverse times the matrix is one', () => {
    fc.assert(
      fc.property(matrix, ({ n, A }) => {
        const L = Float64Array.from(A)
        cholesky(n, L)
        const inverse = new Float64Array(n * n)
        choleskyInverse(n, L, inverse)
        for (let i = 0; i < n; i += 1) {
          for (let j = 0; j < n; j += 1) {
            let product = 0
            for (let k = 0; k <= Math.min(i, j); k += 1) product += L[i * n + k]! * L[j * n + k]!
            expect(Math.abs(product - A[i * n + j]!)).toBeLessThan(1e-10)
            let unit = 0
            for (let k = 0; k < n; k += 1) unit += A[i * n + k]! * inverse[k * n + j]!
            expect(Math.abs(unit - (i === j ? 1 : 0))).toBeLessThan(ROUNDING)
            expect(inverse[i * n + j]).toBe(inverse[j * n + i])
          }
        }
      }),
      { seed: 1 },
    )
  })

  it('gives the distance that the inverse gives', () => {
    fc.assert(
      fc.property(matrix, ({ n, A }) => {
        const L = Float64Array.from(A)
        cholesky(n, L)
        const inverse = new Float64Array(n * n)
        choleskyInverse(n, L, inverse)
        const d = Float64Array.from({ length: n }, (_, i) => i - 1.5)
        let expected = 0
        for (let i = 0; i < n; i += 1)
          for (let j = 0; j < n; j += 1) expected += d[i]! * inverse[i * n + j]! * d[j]!
        const got = choleskyDistance(n, L, d)
        expect(Math.abs(got - expected)).toBeLessThan(ROUNDING * Math.max(1, expected))
      }),
      { seed: 2 },
    )
  })

  it('does not exist for a matrix that is not positive definite, or not of numbers', () => {
    const message = /^invalid matrix 2 × 2: not positive definite \(pivot .* in row [01]\)$/
    for (const A of [
      [1, 2, 2, 1],
      [0, 0, 0, 1],
      [-1, 0, 0, 1],
      [NaN, 0, 0, 1],
      [1, NaN, NaN, 1],
      [Infinity, 0, 0, 1],
    ]) {
      expect(() => cholesky(2, Float64Array.from(A))).toThrow(message)
      expect(tryCholesky(2, Float64Array.from(A))).toBe(false)
    }
    expect(tryCholesky(2, Float64Array.of(2, 1, 1, 2))).toBe(true)
  })
})
