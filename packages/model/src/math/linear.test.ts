import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cross3, dot3, norm, solve, unit3 } from './linear.ts'

const number = fc.double({ min: -100, max: 100, noNaN: true })
const vector = fc.tuple(number, number, number).map((v) => Float64Array.from(v))

describe('vectors', () => {
  it('multiply as the axes do', () => {
    const out = new Float64Array(3)
    cross3(Float64Array.of(1, 0, 0), Float64Array.of(0, 1, 0), out)
    expect([...out]).toEqual([0, 0, 1])
    cross3(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6), out)
    expect([...out]).toEqual([-3, 6, -3])
    expect(dot3(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6))).toBe(32)
    expect(norm(Float64Array.of(2, 3, 6))).toBe(7)
    expect(norm(Float64Array.of(1, 1, 1, 1))).toBe(2)
  })

  it('give a product at right angles to both, also in place', () => {
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        const out = new Float64Array(3)
        cross3(a, b, out)
        expect(Math.abs(dot3(a, out))).toBeLessThan(1e-8)
        expect(Math.abs(dot3(b, out))).toBeLessThan(1e-8)
        const first = Float64Array.from(a)
        cross3(first, b, first)
        const second = Float64Array.from(b)
        cross3(a, second, second)
        expect([...first]).toEqual([...out])
        expect([...second]).toEqual([...out])
      }),
      { seed: 1 },
    )
  })

  it('have a unit vector unless they are zero', () => {
    const a = Float64Array.of(0, -3, 4)
    unit3(a, a)
    expect([...a]).toEqual([0, -0.6, 0.8])
    expect(() => unit3(new Float64Array(3), a)).toThrow(/^invalid vector/)
    expect(() => unit3(Float64Array.of(NaN, 0, 0), a)).toThrow(/^invalid vector/)
  })
})

describe('solve', () => {
  it('solves a system that needs its rows exchanged', () => {
    const b = Float64Array.of(4, 7, 3)
    solve(3, Float64Array.of(0, 2, 0, 1, 1, 1, 0, 0, 1), b)
    expect([...b]).toEqual([2, 2, 3])
  })

  it('leaves a small residual for random systems of 1 to 8 unknowns', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 8 })
          .chain((n) =>
            fc.tuple(
              fc.constant(n),
              fc.array(number, { minLength: n * n, maxLength: n * n }),
              fc.array(number, { minLength: n, maxLength: n }),
            ),
          ),
        ([n, entries, right]) => {
          // A heavy diagonal keeps the condition number small, so that the residual is a fair test.
          const A = Float64Array.from(entries, (value, i) => value + (i % (n + 1) === 0 ? 1000 : 0))
          const x = Float64Array.from(right)
          solve(n, Float64Array.from(A), x)
          for (let row = 0; row < n; row += 1) {
            let sum = 0
            for (let k = 0; k < n; k += 1) sum += A[row * n + k]! * x[k]!
            expect(Math.abs(sum - right[row]!)).toBeLessThan(1e-11)
          }
        },
      ),
      { seed: 1 },
    )
  })

  it('solves the Hilbert system of order 6 as far as its condition of 1.5e7 allows', () => {
    const n = 6
    const A = Float64Array.from({ length: n * n }, (_, i) => 1 / (Math.floor(i / n) + (i % n) + 1))
    const b = Float64Array.from({ length: n }, (_, row) => {
      let sum = 0
      for (let k = 0; k < n; k += 1) sum += A[row * n + k]!
      return sum
    })
    solve(n, A, b)
    for (const x of b) expect(Math.abs(x - 1)).toBeLessThan(1e-8)
  })

  it('refuses a singular matrix and one with NaN', () => {
    expect(() => solve(2, Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 1))).toThrow(/^infeasible matrix/)
    expect(() => solve(2, Float64Array.of(NaN, 2, 2, 4), Float64Array.of(1, 1))).toThrow(/^infeasible matrix/)
  })
})
