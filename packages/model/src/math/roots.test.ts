import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brent, goldenMinimum } from './roots.ts'

describe('brent', () => {
  it('finds known roots to the tolerance', () => {
    expect(Math.abs(brent((x) => x * x - 2, 0, 2, 1e-14) - Math.SQRT2)).toBeLessThan(1e-14)
    expect(Math.abs(brent((x) => Math.cos(x) - x, 0, 1, 1e-14) - 0.7390851332151607)).toBeLessThan(1e-14)
    expect(Math.abs(brent((x) => Math.exp(-x) - 1e-9, 0, 100, 1e-12) - 9 * Math.LN10)).toBeLessThan(1e-11)
  })

  it('finds a triple root and a jump, where interpolation is no help', () => {
    expect(Math.abs(brent((x) => (x - 0.3) ** 3, -1, 1, 1e-9) - 0.3)).toBeLessThan(1e-5)
    expect(Math.abs(brent((x) => (x < 0.3 ? -1 : 1), -1, 1, 1e-12) - 0.3)).toBeLessThan(2e-12)
  })

  it('takes the ends in either order and a root at an end', () => {
    expect(brent((x) => x - 1, 1, 5, 1e-12)).toBe(1)
    expect(brent((x) => x - 5, 1, 5, 1e-12)).toBe(5)
    expect(Math.abs(brent((x) => x - 2.5, 5, 1, 1e-12) - 2.5)).toBeLessThan(1e-12)
  })

  it('stays within the tolerance of the root of any cubic that is monotone', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: 1e-3, max: 100, noNaN: true }),
        (root, slope) => {
          const found = brent((x) => (x - root) * (slope + (x - root) ** 2), -60, 70, 1e-10)
          expect(Math.abs(found - root)).toBeLessThan(1e-10 + 1e-13)
        },
      ),
      { seed: 1 },
    )
  })

  it('needs few evaluations of a smooth function', () => {
    let calls = 0
    brent(
      (x) => {
        calls += 1
        return Math.exp(x) - 5
      },
      -10,
      10,
      1e-12,
    )
    expect(calls).toBeLessThan(20)
  })

  it('refuses an interval without a change of sign, values that are not numbers, and too few iterations', () => {
    expect(() => brent((x) => x * x + 1, -1, 1, 1e-9)).toThrow(/^invalid bracket -1 to 1/)
    expect(() => brent(() => NaN, -1, 1, 1e-9)).toThrow(/^invalid f\(/)
    expect(() => brent((x) => (x === 1 || x === -1 ? x : NaN), -1, 1, 1e-9)).toThrow(/^invalid f\(/)
    expect(() => brent((x) => x, -1, Infinity, 1e-9)).toThrow(/^invalid interval/)
    expect(() => brent((x) => x, -1, 1, -1)).toThrow(/^invalid tolerance/)
    expect(() => brent((x) => x ** 3 - 0.1, -1, 1, 1e-12, 3)).toThrow(/^infeasible root/)
  })
})

describe('goldenMinimum', () => {
  it('finds the bottom of a valley and its value', () => {
    const { x, value } = goldenMinimum((x) => (x - 0.7) ** 2 + 3, -5, 9, 1e-7)
    expect(Math.abs(x - 0.7)).toBeLessThan(1e-7)
    expect(value).toBeCloseTo(3, 12)
  })

  it('finds a minimum at an end, in either order of the ends', () => {
    expect(goldenMinimum((x) => x, 2, 5, 1e-6)).toEqual({ x: 2, value: 2 })
    expect(goldenMinimum((x) => -x, 5, 2, 1e-6)).toEqual({ x: 5, value: -5 })
  })

  it('ends when the tolerance is below the rounding of x', () => {
    expect(Math.abs(goldenMinimum((x) => Math.abs(x - 1e6), 0, 3e6, 0).x - 1e6)).toBeLessThan(1e-3)
  })

  it('refuses values that are not numbers', () => {
    expect(() => goldenMinimum(() => NaN, 0, 1, 1e-6)).toThrow(/^invalid f\(/)
    expect(() => goldenMinimum((x) => x, NaN, 1, 1e-6)).toThrow(/^invalid interval/)
  })
})
