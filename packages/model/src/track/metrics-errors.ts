import { OpendomeError } from '../core/index.ts'
import { chiSquareQuantile, cholesky, choleskyDistance, mean, type Interval } from '../math/index.ts'

/** Root mean square of the lengths of error vectors, in their unit. At least one; throws `invalid` otherwise. */
export function rmse(errors: readonly ArrayLike<number>[]): number {
  const squares = errors.map((error) => {
    let sum = 0
    for (let i = 0; i < error.length; i += 1) sum += error[i]! * error[i]!
    return sum
  })
  return Math.sqrt(mean(squares))
}

/**
 * Normalised estimation error squared, eᵀ P⁻¹ e, of an error e (n) with stated covariance P (n × n, by rows); with an innovation and its covariance,
 * the NIS. Chi-square with n degrees of freedom where the covariance is honest (Y. Bar-Shalom, X. R. Li, T. Kirubarajan, Estimation
 * with Applications to Tracking and Navigation (2001), 5.4). Throws `invalid` where P is not positive definite.
 */
export function nees(error: ArrayLike<number>, covariance: ArrayLike<number>): number {
  const n = error.length
  if (covariance.length !== n * n) {
    throw new OpendomeError('invalid', `covariance of ${covariance.length} numbers: expected ${n} × ${n}`)
  }
  const factor = Float64Array.from(covariance)
  cholesky(n, factor)
  const value = choleskyDistance(n, factor, Float64Array.from(error))
  if (!Number.isFinite(value)) throw new OpendomeError('invalid', `error ${value}: expected finite numbers`)
  return value
}

/** Average of NEES or NIS over independent runs, and the bounds it should lie in. */
export interface Consistency {
  readonly mean: number
  readonly bounds: Interval
  /** Within: honest. Below: too careful. Above: the errors are larger than stated. */
  readonly verdict: 'within' | 'below' | 'above'
}

/**
 * The two-sided chi-square bounds of the average of `runs` independent NEES or NIS of dimension n: χ²(runs · n)/runs (the same book, eq. 5.4.2-13). `confidence` 0.95 for 95 %.
 */
export function consistencyBounds(n: number, runs: number, confidence: number): Interval {
  if (!(Number.isInteger(n) && n >= 1 && Number.isInteger(runs) && runs >= 1)) {
    throw new OpendomeError('invalid', `${runs} runs of dimension ${n}: expected integers of 1 or more`)
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new OpendomeError('invalid', `confidence ${confidence}: expected above 0 and below 1`)
  }
  const outside = 0.5 * (1 - confidence)
  return {
    low: chiSquareQuantile(outside, runs * n) / runs,
    high: chiSquareQuantile(1 - outside, runs * n) / runs,
  }
}

/** Holds the average of NEES or NIS values of dimension n, one a run, against its bounds. */
export function consistency(values: ArrayLike<number>, n: number, confidence: number): Consistency {
  const average = mean(values)
  const bounds = consistencyBounds(n, values.length, confidence)
  const verdict = average < bounds.low ? 'below' : average > bounds.high ? 'above' : 'within'
  return { mean: average, bounds, verdict }
}
