import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mean, quantile, sampleVariance } from './statistics.ts'

describe('quantile', () => {
  it('is linear between the order statistics (type 7)', () => {
    const sorted = [1, 2, 4, 8]
    expect([0, 0.25, 0.5, 0.75, 0.9, 1].map((p) => quantile(sorted, p))).toEqual([
      1,
      1.75,
      3,
      5,
      expect.closeTo(6.8, 12),
      8,
    ])
    expect(quantile([7], 0.3)).toBe(7)
    expect(quantile(Float64Array.of(3, 3, 3), 0.77)).toBe(3)
  })

  it('never falls as p grows and stays between the ends', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1 }),
        part,
        part,
        (values, p1, p2) => {
          const sorted = Float64Array.from(values).sort()
          const low = quantile(sorted, Math.min(p1, p2))
          const high = quantile(sorted, Math.max(p1, p2))
          expect(low).toBeLessThanOrEqual(high + 1e-12)
          expect(low).toBeGreaterThanOrEqual(sorted[0]!)
          expect(high).toBeLessThanOrEqual(sorted.at(-1)!)
        },
      ),
      { seed: 1 },
    )
  })

  it('refuses no values, a part outside [0, 1], and NaN', () => {
    expect(() => quantile([], 0.5)).toThrow(/^invalid 0 values/)
    expect(() => quantile([1, 2], 1.5)).toThrow(/^invalid p/)
    expect(() => quantile([1, 2], NaN)).toThrow(/^invalid p/)
    expect(() => quantile([1, NaN], 0.9)).toThrow(/^invalid quantile/)
  })
})

describe('mean and sampleVariance', () => {
  it('agree with hand calculation', () => {
    expect(mean([2, 4, 4, 4, 5, 5, 7, 9])).toBe(5)
    expect(sampleVariance([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(32 / 7, 14)
    expect(sampleVariance([3, 3, 3])).toBe(0)
  })

  it('do not lose a small spread on a large offset', () => {
    const values = [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]
    expect(mean(values)).toBe(1e9 + 10)
    expect(sampleVariance(values)).toBe(30)
    // A hundred thousand times 0.1: the plain sum is off by 2e-13 of the value.
    expect(mean(new Float64Array(100_000).fill(0.1))).toBe(0.1)
  })

  it('refuse too few values and values that are not finite', () => {
    expect(() => mean([])).toThrow(/^invalid 0 values/)
    expect(() => sampleVariance([1])).toThrow(/^invalid 1 values/)
    expect(() => mean([1, NaN])).toThrow(/^invalid mean/)
    expect(() => sampleVariance([1, Infinity])).toThrow(/^invalid/)
  })
})
