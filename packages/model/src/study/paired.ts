import { clopperPearson, studentQuantile } from '../math/index.ts'

/** A mean over runs with its interval; `distinguishable` where a difference of zero lies outside it. */
export interface PairedMean {
  readonly mean: number
  readonly ci95: readonly [number, number]
  readonly distinguishable: boolean
}

/**
 * Mean of a value a run (or of a difference run by run, with the same draws) within ±`most`, with Student's 95 % interval. Where all runs are equal, the interval is that of an outcome
 * not yet seen, whose chance is at most u = 1 − 0.025^(1/n) (Clopper and Pearson) and which moves the mean at most to ±`most`.
 */
export function pairedMean(values: Float64Array, most: number): PairedMean {
  const n = values.length
  let sum = 0
  for (const x of values) sum += x
  const mean = sum / n
  let squares = 0
  for (const x of values) squares += (x - mean) * (x - mean)
  // Rounding of values that are all alike is no spread.
  const spread = squares > 1e-18 * Math.max(1, mean * mean) * n
  let ci95: readonly [number, number]
  if (n < 2 || !spread) {
    const unseen = clopperPearson(0, n, 0.95).high
    ci95 = [mean - unseen * (mean + most), mean + unseen * (most - mean)]
  } else {
    const half = studentQuantile(0.975, n - 1) * Math.sqrt(squares / (n - 1) / n)
    ci95 = [mean - half, mean + half]
  }
  return { mean, ci95, distinguishable: ci95[0] > 0 || ci95[1] < 0 }
}
