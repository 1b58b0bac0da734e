import { OpendomeError, requireWithin } from '../core/index.ts'

/**
 * Sample quantile of `sorted` (ascending, at least one value) at the part p (0 to 1): linear between order
 * statistics, x[(n − 1)p] (type 7 of R. J. Hyndman, Y. Fan, The American Statistician 50 (1996) 361–365).
 * The order is the caller's duty. Throws `invalid` for no values, p outside, or NaN met.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  requireCount(sorted, 1)
  requireWithin('p', p, 0, 1)
  const place = (sorted.length - 1) * p
  const k = Math.floor(place)
  const low = sorted[k]!
  const high = sorted[Math.min(k + 1, sorted.length - 1)]!
  const value = low === high ? low : low + (place - k) * (high - low)
  return requireNumber('quantile', value)
}

/** Arithmetic mean, summed in index order, with the rounding of the first sum taken out in a second. */
export function mean(values: ArrayLike<number>): number {
  requireCount(values, 1)
  const n = values.length
  let sum = 0
  for (let i = 0; i < n; i += 1) sum += values[i]!
  const first = sum / n
  let rest = 0
  for (let i = 0; i < n; i += 1) rest += values[i]! - first
  return requireNumber('mean', first + rest / n)
}

/** Sample variance Σ(x − mean)²/(n − 1), at least two values; the unit is that of x squared. */
export function sampleVariance(values: ArrayLike<number>): number {
  requireCount(values, 2)
  const middle = mean(values)
  let sum = 0
  for (let i = 0; i < values.length; i += 1) sum += (values[i]! - middle) * (values[i]! - middle)
  return requireNumber('variance', sum / (values.length - 1))
}

function requireCount(values: ArrayLike<number>, least: number): void {
  if (values.length < least) {
    throw new OpendomeError('invalid', `${values.length} values: expected ${least} or more`)
  }
}

function requireNumber(name: string, value: number): number {
  if (!Number.isFinite(value)) {
    throw new OpendomeError('invalid', `${name} ${value}: expected finite values`)
  }
  return value
}
