import { describe, expect, it } from 'vitest'
import { Stream, meanInterval, quantile } from '../math/index.ts'
import { statistic } from './monte-carlo.ts'
import { Panel } from './panel.ts'
import type { RunTable } from './run-table.ts'
import { Sample } from './sample.ts'

const BOUNDS = { least: 0, most: 10, seed: 1 }

function sampleOf(values: ArrayLike<number>, strata = 1, batch = 50): Sample {
  const sample = new Sample({ strata, batch })
  for (let i = 0; i < values.length; i++) sample.add(i, values[i]!)
  return sample
}

/** `n` leakers of ten at a chance of 0.3, which study `k` of a simulation draws. */
function leakers(k: number, n: number): Uint32Array {
  const stream = new Stream(11, k, 'simulated', 0)
  return Uint32Array.from({ length: n }, () => stream.binomial(10, 0.3))
}

describe('a sample', () => {
  it('has the mean, interval and quantiles of the values themselves', () => {
    const values = leakers(0, 333)
    const sample = sampleOf(values)
    const { mean, ci95, p05, p50, p95 } = statistic(values, 10)
    const { interval, method } = sample.interval('student', BOUNDS)!
    expect(method).toBe('student')
    expect(sample.mean()).toBe(mean)
    expect(interval.low).toBeCloseTo(ci95[0], 12)
    expect(interval.high).toBeCloseTo(ci95[1], 12)
    expect([0.05, 0.5, 0.95].map((p) => sample.quantile(p))).toEqual([p05, p50, p95])
    const sorted = Float64Array.from(values).sort()
    for (const p of [0, 0.123, 0.77, 1]) expect(sample.quantile(p)).toBe(quantile(sorted, p))
    const { values: distinct, counts } = sample.distribution()
    expect([...distinct].map((v) => values.filter((x) => x === v).length)).toEqual([...counts])
  })

  it('where all runs are equal, says what an unseen outcome could do; nothing without bounds', () => {
    const same = new Uint32Array(40).fill(4)
    const { ci95 } = statistic(same, 10)
    expect(sampleOf(same).interval('bootstrap', BOUNDS)!.interval).toEqual({ low: ci95[0], high: ci95[1] })
    expect(sampleOf(same).interval('student', { ...BOUNDS, most: Infinity })).toBeUndefined()
  })

  it('has batch means of whole batches', () => {
    const values = leakers(1, 1030)
    const means = Array.from(
      { length: 20 },
      (_, k) => values.slice(50 * k, 50 * k + 50).reduce((a, b) => a + b) / 50,
    )
    const { interval, method } = sampleOf(values).interval('batch-means', BOUNDS)!
    expect({ ...interval, method }).toEqual({ ...meanInterval(means, 0.95), method: 'batch-means' })
    expect(sampleOf(values.slice(0, 499)).interval('batch-means', BOUNDS)!.method).toBe('student')
  })

  it('has a bootstrap interval that follows from the values and the seed, close to Student’s', () => {
    const values = leakers(2, 400)
    const sample = sampleOf(values)
    const { interval, method } = sample.interval('bootstrap', BOUNDS)!
    const student = sample.interval('student', BOUNDS)!.interval
    expect(method).toBe('bootstrap')
    expect(sampleOf(values.slice().reverse()).interval('bootstrap', BOUNDS)!.interval).toEqual(interval)
    expect(sample.interval('bootstrap', { ...BOUNDS, seed: 2 })!.interval).not.toEqual(interval)
    // 1,000 resamples place an end of the interval to about 5 % of its half-width.
    const half = (student.high - student.low) / 2
    expect(Math.abs(interval.low - student.low)).toBeLessThan(0.2 * half)
    expect(Math.abs(interval.high - student.high)).toBeLessThan(0.2 * half)
  })

  it('refuses what is no whole number, and a mean of nothing', () => {
    expect(() => sampleOf([0.5])).toThrow('invalid run 0: 0.5')
    expect(() => sampleOf([]).mean()).toThrow('missing sample')
  })
})

describe('strata', () => {
  /** Whole numbers whose mean depends on the stratum: 10 · (k mod 4) + 0 or 1. Within a stratum the variance is 1/4. */
  const drawn = (k: number, n: number): Float64Array => {
    const stream = new Stream(5, k, 'strata', 0)
    return Float64Array.from({ length: n }, (_, i) => 10 * (i % 4) + (stream.uniform() < 0.5 ? 1 : 0))
  }
  const truth = 15.5

  it('leave the spread within them only', () => {
    const sample = sampleOf(drawn(0, 400), 4)
    const { interval, method } = sample.interval('student', { ...BOUNDS, most: 100 })!
    expect(method).toBe('stratified')
    expect(sample.mean()).toBeCloseTo(truth, 1)
    // Standard error √(¼/400) = 0.025, and t ≈ 1.966 of nearly 396 degrees of freedom.
    expect(interval.high - interval.low).toBeCloseTo(2 * 1.966 * 0.025, 3)
    const plain = sampleOf(drawn(0, 400)).interval('student', { ...BOUNDS, most: 100 })!.interval
    expect((plain.high - plain.low) / (interval.high - interval.low)).toBeGreaterThan(20)
  })

  it('give intervals that hold the true mean in 95 % of studies, with few runs in each too', () => {
    const studies = 2000
    let held = 0
    for (let k = 0; k < studies; k++) {
      const { low, high } = sampleOf(drawn(k, 48), 4).interval('student', { ...BOUNDS, most: 100 })!.interval
      if (low <= truth && truth <= high) held++
    }
    // Standard error of the share: 0.5 %.
    expect(held / studies).toBeGreaterThan(0.935)
    expect(held / studies).toBeLessThan(0.965)
  })

  it('have the same weight where the last round of them is not whole', () => {
    const sample = sampleOf([0, 10, 0, 10, 1], 2)
    expect(sample.mean()).toBe((1 / 3 + 10) / 2)
  })
})

describe('a panel on simulated runs', () => {
  const tableOf = (study: number, from: number, to: number): RunTable => {
    const leaked = new Float64Array(to - from)
    for (let i = 0; i < leaked.length; i++)
      leaked[i] = new Stream(3, from + i, 'leaked', study).binomial(10, 0.3)
    const ten = new Float64Array(to - from).fill(10)
    return {
      from,
      to,
      columns: new Map([
        ['launched', ten],
        ['warheads_launched', ten],
        ['leaked', leaked],
      ]),
    }
  }
  const output = { name: 'leaked', kind: 'mean', column: 'leaked', bound: 'launched' } as const

  it('ends with an interval that holds the true mean nearly as often as it says, for all its looks', () => {
    const studies = 1000
    let held = 0
    let looks = 0
    for (let study = 0; study < studies; study++) {
      const panel = new Panel({
        scenario: '',
        sets: [{}],
        firstPoint: 0,
        outputs: [output],
        runs: 4000,
        batch: 100,
        strata: 1,
        // Standard deviation 1.449: 2 · 1.96 · 1.449/√n ≤ 0.25 from n ≈ 516 on.
        stop: { output, of: 'value', width: 0.25 },
        estimate: { method: 'student', seed: 1 },
        taskRuns: 100,
        ahead: 0,
      })
      while (panel.ended === undefined) {
        const tasks: Parameters<Panel['tell']>[0][] = []
        panel.ask(tasks, 1)
        panel.tell(tasks[0]!, tableOf(study, tasks[0]!.from, tasks[0]!.to))
      }
      expect(panel.ended).toBe('interval')
      const { low, high } = panel.tallies[0]!.estimate(output, panel.estimate).interval!
      expect(high - low).toBeLessThanOrEqual(0.25)
      if (low <= 3 && 3 <= high) held++
      looks += panel.looks
    }
    // Standard error of the share: 0.7 %.
    expect(held / studies).toBeGreaterThan(0.925)
    expect(held / studies).toBeLessThan(0.965)
    expect(looks / studies).toBeGreaterThan(3)
  })
})
