import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { incompleteBeta, incompleteGamma, incompleteGammaUpper } from './incomplete.ts'

const size = fc.double({ min: -2, max: 4, noNaN: true }).map((e) => 10 ** e)
const part = fc.double({ min: 0, max: 1, noNaN: true })

describe('incompleteBeta', () => {
  it('and its mirror image add up to one', () => {
    fc.assert(
      fc.property(part, size, size, (x, a, b) => {
        // x = 1 − (1 − x) must hold exactly for the comparison.
        const y = 1 - x
        expect(Math.abs(incompleteBeta(1 - y, a, b) + incompleteBeta(y, b, a) - 1)).toBeLessThan(1e-12)
      }),
      { seed: 1 },
    )
  })

  it('never falls as x grows', () => {
    fc.assert(
      fc.property(part, part, size, size, (x1, x2, a, b) => {
        const low = incompleteBeta(Math.min(x1, x2), a, b)
        const high = incompleteBeta(Math.max(x1, x2), a, b)
        expect(high).toBeGreaterThanOrEqual(low * (1 - 1e-12))
        expect(low >= 0 && high <= 1 + 1e-12).toBe(true)
      }),
      { seed: 1 },
    )
  })

  it('is a power of x for b = 1', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1, noNaN: true }), size, (x, a) => {
        fc.pre(x ** a > 1e-300)
        expect(Math.abs(incompleteBeta(x, a, 1) / x ** a - 1)).toBeLessThan(1e-12)
      }),
      { seed: 1 },
    )
  })

  it('is 0 and 1 at the ends and refuses what lies outside', () => {
    expect(incompleteBeta(0, 2, 3)).toBe(0)
    expect(incompleteBeta(1, 2, 3)).toBe(1)
    expect(() => incompleteBeta(-0.1, 2, 3)).toThrow(/^invalid x/)
    expect(() => incompleteBeta(NaN, 2, 3)).toThrow(/^invalid x/)
    expect(() => incompleteBeta(0.5, 0, 3)).toThrow(/^invalid a/)
    expect(() => incompleteBeta(0.5, 2, NaN)).toThrow(/^invalid b/)
  })
})

describe('incompleteGamma', () => {
  it('is 1 − e^−x for a = 1, in both tails', () => {
    for (const x of [1e-9, 0.1, 1, 5, 30, 500]) {
      expect(Math.abs(incompleteGamma(x, 1) / -Math.expm1(-x) - 1)).toBeLessThan(1e-12)
      expect(Math.abs(incompleteGammaUpper(x, 1) / Math.exp(-x) - 1)).toBeLessThan(1e-12)
    }
  })

  it('satisfies P(a + 1, x) = P(a, x) − x^a e^−x / Γ(a + 1) for whole a', () => {
    let term = 1
    for (let a = 1; a <= 20; a += 1) {
      term *= 7.5 / a
      const difference = incompleteGamma(7.5, a) - incompleteGamma(7.5, a + 1)
      expect(Math.abs(difference / (term * Math.exp(-7.5)) - 1)).toBeLessThan(1e-8)
    }
  })

  it('is 0 and 1 at the ends and refuses what lies outside', () => {
    expect(incompleteGamma(0, 2)).toBe(0)
    expect(incompleteGammaUpper(0, 2)).toBe(1)
    expect(incompleteGamma(Infinity, 2)).toBe(1)
    expect(incompleteGammaUpper(Infinity, 2)).toBe(0)
    expect(() => incompleteGamma(-1, 2)).toThrow(/^invalid x/)
    expect(() => incompleteGammaUpper(1, NaN)).toThrow(/^invalid a/)
  })
})
