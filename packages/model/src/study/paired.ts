import { studentQuantile } from '../math/index.ts'
import { unseenAround } from './run-share.ts'

/** A mean over runs with its interval; `distinguishable` where a difference of zero lies outside it. */
export interface PairedMean {
  readonly mean: number
  readonly ci95: readonly [number, number]
  readonly distinguishable: boolean
}

/**
 * Mean of a value a run within [`least`, `most`] (without `least` that of a difference run by run, with the same draws, within ±`most`), with Student's 95 % interval, which ends at these
 * bounds. Where all runs are equal, the interval is that of an outcome not yet seen, whose chance is at most u = 1 − 0.025^(1/n) (Clopper and Pearson) and which lies anywhere within them.
 */
export function pairedMean(values: Float64Array, most: number, least = -most): PairedMean {
  const n = values.length
  let sum = 0
  for (const x of values) sum += x
  const mean = sum / n
  let squares = 0
  for (const x of values) squares += (x - mean) * (x - mean)
  // Rounding of values that are all alike is no spread.
  const spread = squares > 1e-18 * Math.max(1, mean * mean) * n
  if (n < 2 || !spread) return within(mean, unseenAround(mean, n, [least, most]), [least, most])
  const half = studentQuantile(0.975, n - 1) * Math.sqrt(squares / (n - 1) / n)
  return within(mean, [mean - half, mean + half], [least, most])
}

/** A mean with its interval, cut where no mean can lie. */
export function within(
  mean: number,
  [low, high]: readonly [number, number],
  [least, most]: readonly [number, number],
): PairedMean {
  const ci95 = [Math.max(low, Math.min(least, mean)), Math.min(high, Math.max(most, mean))] as const
  return { mean, ci95, distinguishable: ci95[0] > 0 || ci95[1] < 0 }
}

/** How many intervals are looked at together, and what that means: a sentence for the limits. */
export function togetherLimit(intervals: number): string {
  return `${intervals} differences stand here, each with a 95 % interval of its own: were there no difference at all, up to about ${Math.ceil(intervals / 20)} of them would still be told from zero.`
}
