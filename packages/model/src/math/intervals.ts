import { OpendomeError, requireWithin } from '../core/index.ts'
import { betaQuantile, normalQuantile, studentQuantile } from './distributions.ts'
import { mean, sampleVariance } from './statistics.ts'

/** A confidence interval, in the unit of what it is of. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * Wilson's score interval of a chance from `successes` in `n` trials (E. B. Wilson, JASA 22 (1927) 209–212;
 * method 3 of R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872). `confidence` is two-sided, 0.95 for
 * 95 %. Throws `invalid` unless 0 ≤ successes ≤ n are integers, n ≥ 1, 0 < confidence < 1.
 */
export function wilson(successes: number, n: number, confidence: number): Interval {
  requireCounts(successes, n)
  const z = -normalQuantile(outside(confidence))
  const z2 = z * z
  const failures = n - successes
  const middle = successes + 0.5 * z2
  const half = z * Math.sqrt((successes * failures) / n + 0.25 * z2)
  return {
    low: successes === 0 ? 0 : (middle - half) / (n + z2),
    high: failures === 0 ? 1 : (middle + half) / (n + z2),
  }
}

/**
 * The exact interval of a chance (C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404–413; method 5 of
 * Newcombe 1998) from quantiles of the beta distribution. Arguments and errors as for `wilson`.
 */
export function clopperPearson(successes: number, n: number, confidence: number): Interval {
  requireCounts(successes, n)
  const part = outside(confidence)
  const failures = n - successes
  return {
    low: successes === 0 ? 0 : betaQuantile(part, successes, failures + 1),
    high: failures === 0 ? 1 : 1 - betaQuantile(part, failures, successes + 1),
  }
}

/**
 * Student's interval of the mean of independent normal numbers; two values at least. Values that are all
 * equal give the width zero.
 */
export function meanInterval(values: ArrayLike<number>, confidence: number): Interval {
  const part = outside(confidence)
  const half =
    -studentQuantile(part, Math.max(1, values.length - 1)) * Math.sqrt(sampleVariance(values) / values.length)
  const middle = mean(values)
  return { low: middle - half, high: middle + half }
}

/** The part of the distribution outside one end of a two-sided interval. */
function outside(confidence: number): number {
  if (!(confidence > 0 && confidence < 1)) {
    throw new OpendomeError('invalid', `confidence ${confidence}: expected above 0 and below 1`)
  }
  return 0.5 * (1 - confidence)
}

function requireCounts(successes: number, n: number): void {
  if (!Number.isInteger(n) || !Number.isInteger(successes)) {
    throw new OpendomeError('invalid', `${successes} of ${n}: expected integers`)
  }
  requireWithin('trials', n, 1, 1e8 - 1)
  requireWithin('successes', successes, 0, n)
}
