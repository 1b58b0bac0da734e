import { OpendomeError, requireWithin } from '../core/index.ts'
import { normalQuantile } from './distributions.ts'
import { exp, log1p } from './functions.ts'
import { betaDensityFactor, betaTail } from './incomplete.ts'

/** 2³¹ − 1. */
const LARGEST_TRIALS = 2147483647

/** Up to this mean the sum starts at no success; above, next to the answer. */
const LARGEST_MEAN_FROM_ZERO = 30

/**
 * The smallest k for which the chance of at most k successes in `n` trials of chance `p` is ≥ u, for u in
 * (0, 1), n an integer 0 to 2³¹ − 1, p in [0, 1]. Right to the rounding of the sum (about 1e-13 in u at
 * n = 10⁴).
 */
export function binomialQuantile(u: number, n: number, p: number): number {
  if (!(u > 0 && u < 1)) throw new OpendomeError('invalid', `u ${u}: expected above 0 and below 1`)
  if (!Number.isInteger(n)) throw new OpendomeError('invalid', `trials ${n}: expected an integer`)
  requireWithin('trials', n, 0, LARGEST_TRIALS)
  requireWithin('chance', p, 0, 1)
  if (n === 0 || p === 0) return 0
  if (p > 0.5) return p === 1 ? n : n - lowQuantile(1 - u, n, 1 - p)
  return lowQuantile(u, n, p)
}

function lowQuantile(u: number, n: number, p: number): number {
  const odds = p / (1 - p)
  if (n * p <= LARGEST_MEAN_FROM_ZERO) {
    let chance = exp(n * log1p(-p))
    let sum = chance
    let k = 0
    while (sum < u && k < n) {
      k += 1
      chance *= ((n - k + 1) / k) * odds
      sum += chance
      // The rest of the sum is below its rounding.
      if (chance < 1e-18 && k > n * p) break
    }
    return k
  }

  // Start at the normal approximation with P(K ≤ k) = I_{1−p}(n − k, k + 1), and walk to the answer.
  const guess = Math.floor(n * p + normalQuantile(u) * Math.sqrt(n * p * (1 - p)))
  let k = Math.min(n - 1, Math.max(1, guess))
  let sum = betaTail(1 - p, p, n - k, k + 1)
  // P(K = k) is x^a (1 − x)^b / B(a, b) with x = 1 − p, a = n − k, b = k + 1, divided by a p.
  let chance = betaDensityFactor(1 - p, p, n - k, k + 1) / ((n - k) * p)
  if (sum >= u) {
    while (k > 0 && sum - chance >= u) {
      sum -= chance
      chance *= k / ((n - k + 1) * odds)
      k -= 1
    }
    return k
  }
  while (sum < u && k < n) {
    k += 1
    chance *= ((n - k + 1) / k) * odds
    sum += chance
  }
  return k
}
