import { OpendomeError } from '../core/index.ts'
import { exp, ln, log1p, normalQuantile } from '../math/index.ts'

/** A time that takes as long as it takes, s, by its distribution. */
export type Delay =
  | { readonly kind: 'fixed'; readonly time: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'triangular'; readonly low: number; readonly mode: number; readonly high: number }
  /** `least` and an exponential time of mean `mean` after it. */
  | { readonly kind: 'exponential'; readonly least: number; readonly mean: number }
  /** Half are below `median`, 95 % below `p95`. */
  | { readonly kind: 'lognormal'; readonly median: number; readonly p95: number }

/** Φ⁻¹(0.95). */
const Z95 = 1.6448536269514722
const LONGEST = 1e6

/** The time below which lies the part u (within 0 and 1) of the distribution, s: one uniform number draws one delay. */
export function delayQuantile(delay: Delay, u: number): number {
  switch (delay.kind) {
    case 'fixed':
      return delay.time
    case 'uniform':
      return delay.low + u * (delay.high - delay.low)
    case 'triangular': {
      const { low, mode, high } = delay
      const width = high - low
      if (width === 0) return low
      if (u * width <= mode - low) return low + Math.sqrt(u * width * (mode - low))
      return high - Math.sqrt((1 - u) * width * (high - mode))
    }
    case 'exponential':
      return delay.least - delay.mean * log1p(-u)
    case 'lognormal':
      return delay.median * exp((ln(delay.p95 / delay.median) / Z95) * normalQuantile(u))
  }
}

/** Throws `invalid`, placed at `where`, unless the times are in order and between 0 and 10⁶ s. */
export function checkDelay(delay: Delay, where: string): void {
  const inOrder = (names: readonly string[], values: readonly number[], low: number): void => {
    let before = low
    names.forEach((name, k) => {
      const value = values[k]!
      if (!(value >= before && value <= LONGEST)) {
        throw new OpendomeError('invalid', `${name} ${value} s: expected ${before} to ${LONGEST} s`, {
          where: `${where}.${name}`,
        })
      }
      before = value
    })
  }
  switch (delay.kind) {
    case 'fixed':
      return inOrder(['time'], [delay.time], 0)
    case 'uniform':
      return inOrder(['low', 'high'], [delay.low, delay.high], 0)
    case 'triangular':
      return inOrder(['low', 'mode', 'high'], [delay.low, delay.mode, delay.high], 0)
    case 'exponential':
      inOrder(['least'], [delay.least], 0)
      return inOrder(['mean'], [delay.mean], 0)
    case 'lognormal':
      return inOrder(['median', 'p95'], [delay.median, delay.p95], 1e-6)
  }
}

/** A delay as the scenario writes it, units stripped: which fields stand there says which distribution it is. */
export type WrittenDelay =
  | { readonly fixed: number }
  | { readonly low: number; readonly high: number; readonly mode?: number }
  | { readonly least: number; readonly mean: number }
  | { readonly median: number; readonly p95: number }

/** The distribution a written delay means. */
export function delayOf(written: WrittenDelay): Delay {
  if ('fixed' in written) return { kind: 'fixed', time: written.fixed }
  if ('least' in written) return { kind: 'exponential', least: written.least, mean: written.mean }
  if ('median' in written) return { kind: 'lognormal', median: written.median, p95: written.p95 }
  const { low, high, mode } = written
  return mode === undefined ? { kind: 'uniform', low, high } : { kind: 'triangular', low, mode, high }
}
