import { OpendomeError, requireWithin } from '../core/index.ts'
import { exp, ln } from './functions.ts'

/** Range of values that fall into bins, and the relative width of a bin. */
const LEAST = 1e-6
const MOST = 1e12
const WIDTH = 0.005
const BINS = Math.ceil(ln(MOST / LEAST) / WIDTH)

/**
 * Counts of numbers from 0 up in bins of ½ % width: the distribution of any number of values in memory that does not grow.
 * Values under 1e-6 count as 0, above 1e12 as that.
 */
export class Histogram {
  count = 0
  #sum = 0
  #zeros = 0
  readonly #bins = new Uint32Array(BINS)

  /** Throws `invalid` for a negative value or NaN. */
  add(value: number): void {
    if (!(value >= 0)) throw new OpendomeError('invalid', `value ${value}: expected at least 0`)
    this.count += 1
    this.#sum += value
    if (value < LEAST) this.#zeros += 1
    else this.#bins[Math.min(BINS - 1, Math.floor(ln(value / LEAST) / WIDTH))]! += 1
  }

  /** Arithmetic mean, of the values themselves; NaN without any. */
  get mean(): number {
    return this.#sum / this.count
  }

  /**
   * The value below which the part p (0 to 1) of all lies, to ¼ % (the middle of the bin that holds the order statistic
   * (n − 1)p, rounded). Throws `missing` without values.
   */
  quantile(p: number): number {
    requireWithin('p', p, 0, 1)
    if (this.count === 0) throw new OpendomeError('missing', 'values: none was counted')
    let left = Math.round((this.count - 1) * p) + 1 - this.#zeros
    if (left <= 0) return 0
    let bin = 0
    while (left > this.#bins[bin]!) left -= this.#bins[bin++]!
    return LEAST * exp((bin + 0.5) * WIDTH)
  }
}
