import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Stream } from '../math/index.ts'
import { statistic } from './index.ts'

const counts = (...xs: number[]): Uint32Array => Uint32Array.from(xs)

describe('statistic', () => {
  it('is Student’s interval of the mean with quantiles of type 7', () => {
    const s = statistic(counts(1, 2, 3, 4), 10)
    // t(0.975, 3) = 3.182446; s² = 5/3; standard error = √(5/12).
    const half = 3.182446305284263 * Math.sqrt(5 / 12)
    expect(s.mean).toBe(2.5)
    expect(s.ci95[0]).toBeCloseTo(2.5 - half, 9)
    expect(s.ci95[1]).toBeCloseTo(2.5 + half, 9)
    expect(s.p05).toBeCloseTo(1.15, 12)
    expect(s.p50).toBe(2.5)
    expect(s.p95).toBeCloseTo(3.85, 12)
  })

  it('never has width zero, and of equal runs has that of an outcome not yet seen', () => {
    // Clopper and Pearson: 0 of 200 leaves at most 1 − 0.025^(1/200).
    const unseen = 1 - 0.025 ** (1 / 200)
    const none = statistic(new Uint32Array(200), 10)
    expect(none.ci95[0]).toBe(0)
    expect(none.ci95[1]).toBeCloseTo(10 * unseen, 9)
    const all = statistic(new Uint32Array(200).fill(10), 10)
    expect(all.ci95[0]).toBeCloseTo(10 * (1 - unseen), 9)
    expect(all.ci95[1]).toBe(10)
    const some = statistic(new Uint32Array(200).fill(4), 10)
    expect(some.ci95[0]).toBeCloseTo(4 - 4 * unseen, 9)
    expect(some.ci95[1]).toBeCloseTo(4 + 6 * unseen, 9)
  })

  it('says little after one run', () => {
    const s = statistic(counts(3), 10)
    expect([s.mean, s.p05, s.p50, s.p95]).toEqual([3, 3, 3, 3])
    expect(s.ci95[0]).toBeCloseTo(3 - 3 * 0.975, 9)
    expect(s.ci95[1]).toBeCloseTo(3 + 7 * 0.975, 9)
  })

  it('holds its mean, stays within what is possible and is finite, for any runs', () => {
    const runs = fc
      .integer({ min: 1, max: 30 })
      .chain((most) =>
        fc.tuple(
          fc.constant(most),
          fc.array(fc.integer({ min: 0, max: most }), { minLength: 1, maxLength: 60 }),
        ),
      )
    fc.assert(
      fc.property(runs, ([most, xs]) => {
        const { mean, ci95, p05, p50, p95 } = statistic(counts(...xs), most)
        expect([mean, ...ci95, p05, p50, p95].every(Number.isFinite)).toBe(true)
        expect(ci95[0]).toBeLessThanOrEqual(mean)
        expect(ci95[1]).toBeGreaterThanOrEqual(mean)
        expect(ci95[1] - ci95[0]).toBeGreaterThan(0)
        expect(ci95[0]).toBeGreaterThanOrEqual(0)
        expect(ci95[1]).toBeLessThanOrEqual(most)
        expect(p05 <= p50 && p50 <= p95).toBe(true)
      }),
    )
  })

  it('does not depend on the order of the runs', () => {
    const xs = [0, 3, 3, 1, 7, 2, 2]
    expect(statistic(counts(...xs), 10)).toEqual(statistic(counts(...[...xs].sort()), 10))
  })

  it('covers the true mean about 95 times in 100', () => {
    // 4,000 studies of 40 runs of ten missiles at 0.3: standard error of the coverage 0.35 %.
    const STUDIES = 4000
    const stream = new Stream(7, 0, 'coverage', 0)
    let covered = 0
    for (let k = 0; k < STUDIES; k++) {
      const { ci95 } = statistic(
        Uint32Array.from({ length: 40 }, () => stream.binomial(10, 0.3)),
        10,
      )
      if (ci95[0] <= 3 && 3 <= ci95[1]) covered++
    }
    expect(covered / STUDIES).toBeGreaterThan(0.935)
    expect(covered / STUDIES).toBeLessThan(0.965)
  })
})
