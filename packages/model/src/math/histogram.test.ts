import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Histogram, quantile } from './index.ts'

describe('a histogram of relative bins', () => {
  it('has the mean of its values, and their quantiles to ¼ %', () => {
    const values = fc.array(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (xs, p) => {
        const histogram = new Histogram()
        for (const x of xs) histogram.add(x)
        const mean = xs.reduce((sum, x) => sum + x, 0) / xs.length
        expect(histogram.mean / mean).toBeCloseTo(1, 9)
        const sorted = [...xs].sort((a, b) => a - b)
        const exact = sorted[Math.round((xs.length - 1) * p)]!
        // Half a bin, and the rounding of the logarithm at a bin's edge.
        expect(Math.abs(histogram.quantile(p) / exact - 1)).toBeLessThan(0.00251)
      }),
    )
  })

  it('comes near the sample quantile for many values', () => {
    const histogram = new Histogram()
    const values = Array.from({ length: 5001 }, (_, i) => 10 + i / 100)
    for (const v of values) histogram.add(v)
    for (const p of [0.05, 0.5, 0.95])
      expect(histogram.quantile(p) / quantile(Float64Array.from(values), p)).toBeCloseTo(1, 2)
  })

  it('keeps zeros apart, and refuses what is no size', () => {
    const histogram = new Histogram()
    for (const x of [0, 0, 0, 5]) histogram.add(x)
    expect(histogram.quantile(0.5)).toBe(0)
    expect(histogram.quantile(1)).toBeCloseTo(5, 1)
    expect(() => histogram.add(-1)).toThrow('value -1')
    expect(() => histogram.add(NaN)).toThrow('value NaN')
    expect(() => new Histogram().quantile(0.5)).toThrow('none was counted')
  })
})
