import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binomialQuantile } from './binomial.ts'

/** P(K ≤ k) for all k, from the mode outward and scaled to the sum one: no logarithm, no gamma function. */
function cumulative(n: number, p: number): Float64Array {
  const chance = new Float64Array(n + 1)
  const mode = Math.min(n, Math.floor((n + 1) * p))
  chance[mode] = 1
  for (let k = mode; k < n; k += 1) chance[k + 1] = (chance[k]! * (n - k) * p) / ((k + 1) * (1 - p))
  for (let k = mode; k > 0; k -= 1) chance[k - 1] = (chance[k]! * k * (1 - p)) / ((n - k + 1) * p)
  const total = chance.reduce((a, b) => a + b)
  let sum = 0
  return chance.map((c) => (sum += c / total))
}

describe('binomialQuantile', () => {
  it('is the inverse of the distribution for up to 10,000 trials', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 10_000 })),
        fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
        fc.oneof(
          fc.double({ min: 1e-9, max: 1e-3, noNaN: true }),
          fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
        ),
        (n, p, u) => {
          const k = binomialQuantile(u, n, p)
          const below = cumulative(n, p)
          const rounding = 1e-12
          expect(below[k]! + rounding).toBeGreaterThanOrEqual(u)
          if (k > 0) expect(below[k - 1]! - rounding).toBeLessThan(u)
        },
      ),
      { seed: 1, numRuns: 500 },
    )
  })

  it('reaches the outermost outcomes with the outermost uniform numbers', () => {
    const least = 2 ** -53
    expect(binomialQuantile(least, 10, 0.5)).toBe(0)
    expect(binomialQuantile(1 - least, 10, 0.5)).toBe(10)
    // P(K ≤ 10) = 1.53e-17 and P(K ≤ 11) = 1.27e-16 hold 2^-53 = 1.11e-16 between them; at the upper end the
    // distribution is within its rounding of 1.
    expect(binomialQuantile(least, 100, 0.5)).toBe(11)
    expect(Math.abs(binomialQuantile(1 - least, 100, 0.5) - 88.5)).toBeLessThanOrEqual(0.5)
  })

  it('is certain for a chance of 0 or 1 and for no trials', () => {
    expect(binomialQuantile(0.9, 7, 0)).toBe(0)
    expect(binomialQuantile(0.1, 7, 1)).toBe(7)
    expect(binomialQuantile(0.1, 0, 0.4)).toBe(0)
  })

  it('refuses what is not a chance or a count', () => {
    expect(() => binomialQuantile(0, 7, 0.5)).toThrow(/^invalid u/)
    expect(() => binomialQuantile(0.5, 7.5, 0.5)).toThrow(/^invalid trials/)
    expect(() => binomialQuantile(0.5, -1, 0.5)).toThrow(/^invalid trials/)
    expect(() => binomialQuantile(0.5, 7, 1.1)).toThrow(/^invalid chance/)
    expect(() => binomialQuantile(0.5, 7, NaN)).toThrow(/^invalid chance/)
  })
})
