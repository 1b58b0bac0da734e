import { OpendomeError } from '../core/index.ts'
import {
  MOST_STATES,
  propagateCovariance,
  requireCovariance,
  requireFinite,
  updateGaussian,
  type Fit,
} from './gaussian.ts'

/** A Gaussian belief: mean (n) and covariance (n × n, by rows). */
export interface Belief {
  readonly x: Float64Array
  readonly P: Float64Array
}

/** A belief after a measurement, and how the measurement fitted. */
export interface Updated extends Belief {
  /** ẑ = H x (m). */
  readonly predicted: Float64Array
  /** ν = z − ẑ (m). */
  readonly innovation: Float64Array
  /** Innovation covariance S = H P Hᵀ + R (m × m, by rows). */
  readonly S: Float64Array
  /** Kalman gain P Hᵀ S⁻¹ (n × m, by rows). */
  readonly gain: Float64Array
  /** Normalised innovation squared, ν S⁻¹ νᵀ. */
  readonly nis: number
  /** ln N(ν; 0, S). */
  readonly logLikelihood: number
}

/** A known input u (k) with its matrix B (n × k, by rows). */
export interface Control {
  readonly B: ArrayLike<number>
  readonly u: ArrayLike<number>
}

/**
 * Kalman's prediction of a linear model: x' = F x (+ B u), P' = F P Fᵀ + Q. All matrices n × n by rows; nothing given is changed.
 *
 * Errors: `invalid` for sizes that do not fit, numbers that are not finite, or a P that is not symmetric positive
 * definite; Q may be semidefinite, its diagonal not negative.
 *
 * @example
 * // Constant velocity over 2 s.
 * kalmanPredict([0, 1], [4, 0, 0, 1], [1, 2, 0, 1], [0, 0, 0, 0]).x // 2, 1
 */
export function kalmanPredict(
  x: ArrayLike<number>,
  P: ArrayLike<number>,
  F: ArrayLike<number>,
  Q: ArrayLike<number>,
  control?: Control,
): Belief {
  const n = requireSize('state', x.length)
  const mean = checked('state', x, n)
  const covariance = covarianceOf('covariance', P, n)
  const transition = checked('transition matrix', F, n * n)
  const noise = checked('process noise', Q, n * n)
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      if (noise[i * n + i]! >= 0 && noise[i * n + j] === noise[j * n + i]) continue
      throw new OpendomeError(
        'invalid',
        `process noise at ${i}, ${j}: expected a symmetric matrix, diagonal ≥ 0`,
      )
    }
  }
  const out = new Float64Array(n)
  for (let i = 0; i < n; i += 1) {
    let sum = 0
    for (let k = 0; k < n; k += 1) sum += transition[i * n + k]! * mean[k]!
    out[i] = sum
  }
  if (control !== undefined) {
    const inputs = control.u.length
    const B = checked('control matrix', control.B, n * inputs)
    const u = checked('control', control.u, inputs)
    for (let i = 0; i < n; i += 1) {
      for (let k = 0; k < inputs; k += 1) out[i]! += B[i * inputs + k]! * u[k]!
    }
  }
  propagateCovariance(n, transition, covariance, noise)
  return { x: out, P: covariance }
}

/**
 * Kalman's update of a linear measurement z = H x + v, v of covariance R: x' = x + K ν, and P' in Joseph's form, which is
 * (I − K H) P computed so that it stays symmetric and positive. H is m × n, R is m × m, by rows; nothing given is changed.
 *
 * Errors: `invalid` for sizes that do not fit, numbers that are not finite, or P or R not symmetric positive definite.
 *
 * @example
 * kalmanUpdate([0, 1], [4, 0, 0, 1], [1, 0], [4], [2]).x // 1, 1
 */
export function kalmanUpdate(
  x: ArrayLike<number>,
  P: ArrayLike<number>,
  H: ArrayLike<number>,
  R: ArrayLike<number>,
  z: ArrayLike<number>,
): Updated {
  const n = requireSize('state', x.length)
  const m = requireSize('measurement', z.length)
  const mean = checked('state', x, n)
  const covariance = covarianceOf('covariance', P, n)
  const matrix = checked('measurement matrix', H, m * n)
  const noise = covarianceOf('measurement covariance', R, m)
  const measured = checked('measurement', z, m)

  const predicted = new Float64Array(m)
  const innovation = new Float64Array(m)
  const cross = new Float64Array(n * m)
  const S = Float64Array.from(noise)
  for (let i = 0; i < m; i += 1) {
    for (let k = 0; k < n; k += 1) predicted[i]! += matrix[i * n + k]! * mean[k]!
    innovation[i] = measured[i]! - predicted[i]!
    for (let j = 0; j < n; j += 1) {
      for (let k = 0; k < n; k += 1) cross[j * m + i]! += covariance[j * n + k]! * matrix[i * n + k]!
    }
  }
  for (let i = 0; i < m; i += 1) {
    for (let j = 0; j < m; j += 1) {
      for (let k = 0; k < n; k += 1) S[i * m + j]! += matrix[i * n + k]! * cross[k * m + j]!
    }
  }
  const fit: Fit = { nis: 0, logLikelihood: 0 }
  updateGaussian(n, m, mean, covariance, matrix, noise, innovation, fit)
  // K = P' Hᵀ R⁻¹ column by column, from the updates of unit innovations.
  const gain = new Float64Array(n * m)
  for (let column = 0; column < m; column += 1) {
    const step = new Float64Array(n)
    const unit = new Float64Array(m)
    unit[column] = 1
    const before = covarianceOf('covariance', P, n)
    updateGaussian(n, m, step, before, matrix, noise, unit, { nis: 0, logLikelihood: 0 })
    for (let i = 0; i < n; i += 1) gain[i * m + column] = step[i]!
  }
  return { x: mean, P: covariance, predicted, innovation, S, gain, ...fit }
}

function requireSize(what: string, size: number): number {
  if (size >= 1 && size <= MOST_STATES) return size
  throw new OpendomeError('invalid', `${what} of ${size} components: expected 1 to ${MOST_STATES}`)
}

function checked(what: string, values: ArrayLike<number>, length: number): Float64Array {
  if (values.length !== length)
    throw new OpendomeError('invalid', `${what} of ${values.length} numbers: expected ${length}`)
  requireFinite(what, values, length)
  return Float64Array.from(values)
}

/** A covariance as given, made exactly symmetric where its halves differ by rounding. */
function covarianceOf(what: string, values: ArrayLike<number>, n: number): Float64Array {
  const P = checked(what, values, n * n)
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const [a, b] = [P[i * n + j]!, P[j * n + i]!]
      const scale = Math.sqrt(Math.abs(P[i * n + i]! * P[j * n + j]!))
      if (a === b || !(Math.abs(a - b) <= ROUNDING * scale)) continue
      P[i * n + j] = 0.5 * (a + b)
      P[j * n + i] = P[i * n + j]!
    }
  }
  requireCovariance(what, n, P)
  return P
}

/** Relative difference of the two halves of a covariance that is rounding. */
const ROUNDING = 1e-12
