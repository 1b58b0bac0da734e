import { OpendomeError } from '../core/index.ts'
import {
  Stream,
  clopperPearson,
  meanInterval,
  quantile,
  studentQuantile,
  wilson,
  type Interval,
} from '../math/index.ts'

/** How an interval was found. */
export type IntervalMethod = 'wilson' | 'student' | 'bootstrap' | 'batch-means' | 'stratified'

/** Resamples behind a bootstrap interval (B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap, 1993, section 13.3: 1,000 or more). */
const RESAMPLES = 1000

/** Fewest batches behind an interval of batch means. */
export const LEAST_BATCHES = 10

export interface SampleOptions {
  /** Strata of the start time: run i lies in stratum i mod `strata`. */
  readonly strata: number
  /** Runs of a batch. */
  readonly batch: number
}

/**
 * One whole number a run, in the order of the runs: its distribution, and what its interval needs. Sums are of whole numbers and exact, so what is asked of
 * it depends on the runs alone.
 */
export class Sample {
  readonly #counts = new Map<number, number>()
  readonly #batch: number
  readonly #batchMeans: number[] = []
  #inBatch = 0
  readonly #n: Float64Array
  readonly #sums: Float64Array
  readonly #squares: Float64Array
  /** Values so far. */
  size = 0

  constructor({ strata, batch }: SampleOptions) {
    this.#batch = batch
    this.#n = new Float64Array(strata)
    this.#sums = new Float64Array(strata)
    this.#squares = new Float64Array(strata)
  }

  /** The value of the next run, whose index is `run`. Throws `invalid` unless it is a whole number. */
  add(run: number, value: number): void {
    if (!Number.isInteger(value))
      throw new OpendomeError('invalid', `run ${run}: ${value}, expected a whole number`)
    const stratum = run % this.#n.length
    this.#n[stratum]! += 1
    this.#sums[stratum]! += value
    this.#squares[stratum]! += value * value
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1)
    this.size++
    this.#inBatch += value
    if (this.size % this.#batch === 0) {
      this.#batchMeans.push(this.#inBatch / this.#batch)
      this.#inBatch = 0
    }
  }

  /** How often a value came. */
  count(value: number): number {
    return this.#counts.get(value) ?? 0
  }

  /** Values, rising, and how often each came. */
  distribution(): { readonly values: Float64Array; readonly counts: Float64Array } {
    const values = Float64Array.from(this.#counts.keys()).sort()
    return { values, counts: values.map((v) => this.count(v)) }
  }

  /** Are there two runs or more in every stratum of several? Then strata have the same weight in the mean. */
  get stratified(): boolean {
    return this.#n.length > 1 && this.#n.every((n) => n >= 2)
  }

  mean(): number {
    if (this.size === 0) throw new OpendomeError('missing', 'sample: no run is done')
    if (!this.stratified || this.#n.every((n) => n === this.#n[0]))
      return this.#sums.reduce((a, b) => a + b, 0) / this.size
    return this.#sums.reduce((sum, own, k) => sum + own / this.#n[k]!, 0) / this.#n.length
  }

  /** Sample variance, 0 for one value. */
  variance(): number {
    if (this.size < 2) return 0
    const { values, counts } = this.distribution()
    const middle = this.#sums.reduce((a, b) => a + b, 0) / this.size
    return values.reduce((sum, v, i) => sum + counts[i]! * (v - middle) * (v - middle), 0) / (this.size - 1)
  }

  /** Variance of the mean that strata of the same chance give (W. G. Cochran, Sampling Techniques, 1977, equation 5.7), and its degrees of freedom (5.16, Satterthwaite). */
  #stratifiedError(): { readonly variance: number; readonly freedom: number } {
    const strata = this.#n.length
    let variance = 0
    let squares = 0
    for (let k = 0; k < strata; k++) {
      const n = this.#n[k]!
      const spread = Math.max(0, this.#squares[k]! - (this.#sums[k]! * this.#sums[k]!) / n) / (n - 1)
      const part = spread / n / (strata * strata)
      variance += part
      squares += (part * part) / (n - 1)
    }
    return { variance, freedom: squares === 0 ? Infinity : (variance * variance) / squares }
  }

  /**
   * 95 % interval of the mean by `method`, cut to [`least`, `most`], and how it was found. Where all runs are equal an outcome not yet seen has at most Clopper and Pearson's chance, and the
   * mean moves at most to the bounds; undefined where it then has none. `seed` keys the resamples of a bootstrap.
   */
  interval(
    method: 'student' | 'bootstrap' | 'batch-means',
    { least, most, seed }: { readonly least: number; readonly most: number; readonly seed: number },
  ): { readonly interval: Interval; readonly method: IntervalMethod } | undefined {
    const middle = this.mean()
    const cut = (low: number, high: number): Interval => ({
      low: Math.max(least, low),
      high: Math.min(most, high),
    })
    if (this.#counts.size === 1) {
      const unseen = clopperPearson(0, this.size, 0.95).high
      const [low, high] = [middle - unseen * (middle - least), middle + unseen * (most - middle)]
      return Number.isFinite(low) && Number.isFinite(high)
        ? { interval: cut(low, high), method: 'student' }
        : undefined
    }
    if (this.stratified) {
      const { variance, freedom } = this.#stratifiedError()
      if (variance > 0) {
        const half = studentQuantile(0.975, Math.min(freedom, 1e6)) * Math.sqrt(variance)
        return { interval: cut(middle - half, middle + half), method: 'stratified' }
      }
    }
    if (method === 'batch-means' && this.#batchMeans.length >= LEAST_BATCHES) {
      const { low, high } = meanInterval(this.#batchMeans, 0.95)
      return { interval: cut(low, high), method }
    }
    if (method === 'bootstrap') {
      const { low, high } = this.#bootstrap(seed)
      return { interval: cut(low, high), method }
    }
    const half = studentQuantile(0.975, this.size - 1) * Math.sqrt(this.variance() / this.size)
    return { interval: cut(middle - half, middle + half), method: 'student' }
  }

  /** Percentile interval of the mean of as many runs drawn with replacement: of each value a binomial number of what is left. */
  #bootstrap(seed: number): Interval {
    const { values, counts } = this.distribution()
    const stream = new Stream(seed, 0, 'study/bootstrap', 0)
    const means = Float64Array.from({ length: RESAMPLES }, (_, resample) => {
      stream.reset(this.size % 0x100000000, resample)
      let left = this.size
      let behind = this.size
      let sum = 0
      values.forEach((value, i) => {
        const drawn = i === values.length - 1 ? left : stream.binomial(left, Math.min(1, counts[i]! / behind))
        sum += drawn * value
        left -= drawn
        behind -= counts[i]!
      })
      return sum / this.size
    }).sort()
    return { low: quantile(means, 0.025), high: quantile(means, 0.975) }
  }

  /** The share of runs with a value, and Wilson's 95 % interval of its chance; over strata it is wider than need be. */
  chance(value: number): { readonly estimate: number; readonly interval: Interval } {
    const hits = this.count(value)
    return { estimate: hits / this.size, interval: wilson(hits, this.size, 0.95) }
  }

  /** Quantile of type 7 (Hyndman and Fan) at `p`. */
  quantile(p: number): number {
    const { values, counts } = this.distribution()
    const place = (this.size - 1) * p
    const at = (k: number): number => {
      let seen = 0
      for (let i = 0; i < values.length; i++) {
        seen += counts[i]!
        if (k < seen) return values[i]!
      }
      return values[values.length - 1]!
    }
    const k = Math.floor(place)
    const [low, high] = [at(k), at(Math.min(k + 1, this.size - 1))]
    return low === high ? low : low + (place - k) * (high - low)
  }
}
