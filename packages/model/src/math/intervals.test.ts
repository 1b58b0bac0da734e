import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clopperPearson, meanInterval, wilson, type Interval } from './intervals.ts'
import { Stream } from './random.ts'

const counts = fc
  .integer({ min: 1, max: 5000 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))

describe.each([
  ['wilson', wilson],
  ['clopperPearson', clopperPearson],
] as [string, (k: number, n: number, c: number) => Interval][])('%s', (_, interval) => {
  it('holds the observed part, lies in [0, 1], and mirrors with successes and failures exchanged', () => {
    fc.assert(
      fc.property(counts, ([successes, n]) => {
        const { low, high } = interval(successes, n, 0.9)
        expect(low).toBeLessThanOrEqual(successes / n)
        expect(high).toBeGreaterThanOrEqual(successes / n)
        expect(low >= 0 && high <= 1 && low < high).toBe(true)
        const mirror = interval(n - successes, n, 0.9)
        expect(Math.abs(mirror.low - (1 - high))).toBeLessThan(1e-13)
        expect(Math.abs(mirror.high - (1 - low))).toBeLessThan(1e-13)
      }),
      { seed: 1 },
    )
  })

  it('grows with confidence and ends at 0 and 1 exactly', () => {
    const narrow = interval(7, 50, 0.8)
    const wide = interval(7, 50, 0.99)
    expect(wide.low < narrow.low && narrow.high < wide.high).toBe(true)
    expect(interval(0, 9, 0.95).low).toBe(0)
    expect(interval(9, 9, 0.95).high).toBe(1)
  })

  it('refuses counts and confidences out of range', () => {
    const bad: [number, number, number][] = [
      [1, 0, 0.95],
      [5, 4, 0.95],
      [-1, 4, 0.95],
      [1.5, 4, 0.95],
      [NaN, 4, 0.95],
      [1, 4, 0],
      [1, 4, 1],
      [1, 4, NaN],
    ]
    for (const [successes, n, confidence] of bad) {
      expect(() => interval(successes, n, confidence)).toThrow(/^invalid/)
    }
  })
})

describe('clopperPearson', () => {
  it('covers every chance at least as often as promised', () => {
    // Exact coverage: the sum of the binomial chances of those outcomes whose interval holds the true chance.
    const n = 25
    for (let p = 0.01; p < 1; p += 0.01) {
      let covered = 0
      let chance = (1 - p) ** n
      for (let k = 0; k <= n; k += 1) {
        const { low, high } = clopperPearson(k, n, 0.95)
        if (low <= p && p <= high) covered += chance
        chance *= ((n - k) / (k + 1)) * (p / (1 - p))
      }
      expect(covered).toBeGreaterThanOrEqual(0.95)
    }
  })
})

describe('meanInterval', () => {
  it("is Student's interval of a small sample", () => {
    // Mean 5, standard deviation √2.5, t(0.975; 4) = 2.7764.
    const { low, high } = meanInterval([3, 4, 5, 6, 7], 0.95)
    expect(low).toBeCloseTo(5 - 2.776445 * Math.sqrt(0.5), 6)
    expect(high).toBeCloseTo(5 + 2.776445 * Math.sqrt(0.5), 6)
  })

  it('holds the true mean in about 90 of 100 samples at 90 %', () => {
    const stream = new Stream(4, 0, 'coverage', 0)
    let held = 0
    for (let i = 0; i < 2000; i += 1) {
      const { low, high } = meanInterval(
        Array.from({ length: 6 }, () => stream.normal()),
        0.9,
      )
      if (low <= 0 && high >= 0) held += 1
    }
    // 1800 expected, standard deviation 13.
    expect(Math.abs(held - 1800)).toBeLessThan(45)
  })

  it('refuses fewer than two values', () => {
    expect(() => meanInterval([1], 0.95)).toThrow(/^invalid 1 values/)
  })
})
