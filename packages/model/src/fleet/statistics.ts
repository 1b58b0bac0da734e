import { OpendomeError, requireWithin } from '../core/index.ts'
import { exp, ln, lnGamma } from '../math/index.ts'

/** How many interceptors are in reach: over liftoff times, or over the phases of a shell. */
export interface InReachStatistics {
  readonly mean: number
  readonly min: number
  /** Largest k with P(count ≥ k) ≥ 0.95. */
  readonly p05: number
  /** Share with exactly k in reach, k = 0, 1, …. */
  readonly distribution: readonly number[]
}

/** Slack for shares that add up to 1 by rounding only. */
const ROUNDING = 1e-12

/** Largest k with P(count ≥ k) ≥ probability, for shares of k = 0, 1, …. */
export function reachedWith(distribution: readonly number[], probability: number): number {
  let above = 0
  for (let k = distribution.length - 1; k > 0; k--) {
    above += distribution[k]!
    if (above >= probability - ROUNDING) return k
  }
  return 0
}

/** Mean and 5th percentile of shares, with a minimum found elsewhere (a share may be too short to show). */
export function statisticsOf(distribution: readonly number[], min: number): InReachStatistics {
  const mean = distribution.reduce((sum, share, k) => sum + share * k, 0)
  return { mean, min, p05: Math.max(min, reachedWith(distribution, 0.95)), distribution }
}

/** Shares of the sum of two independent counts. */
export function convolve(a: readonly number[], b: readonly number[]): number[] {
  const out = new Array<number>(a.length + b.length - 1).fill(0)
  for (let i = 0; i < a.length; i++) for (let j = 0; j < b.length; j++) out[i + j]! += a[i]! * b[j]!
  return out
}

/**
 * Shares when each of k satellites in reach works with chance `availability`, independently: the mixture of binomials. Counts
 * are in satellites; scale by interceptors afterwards. Throws `invalid` outside (0, 1].
 */
export function thin(distribution: readonly number[], availability: number): number[] {
  requireWithin('availability', availability, 0, 1)
  if (availability === 1) return [...distribution]
  if (availability === 0) return [1]
  const out = new Array<number>(distribution.length).fill(0)
  for (let n = 0; n < distribution.length; n++) {
    if (distribution[n] === 0) continue
    for (let k = 0; k <= n; k++) {
      const choose = lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1)
      out[k]! += distribution[n]! * exp(choose + k * ln(availability) + (n - k) * ln(1 - availability))
    }
  }
  return out
}

/** Shares of m times a count. */
export function scale(distribution: readonly number[], m: number): number[] {
  if (m === 1) return [...distribution]
  const out = new Array<number>((distribution.length - 1) * m + 1).fill(0)
  distribution.forEach((share, k) => (out[k * m] = share))
  return out
}

/** Throws `invalid` unless a whole number of at least `least`. */
export function requireCount(name: string, value: number, least = 1): void {
  if (Number.isInteger(value) && value >= least) return
  throw new OpendomeError('invalid', `${name} ${value}: expected a whole number of at least ${least}`)
}
