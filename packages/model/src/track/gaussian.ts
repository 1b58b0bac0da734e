import { OpendomeError } from '../core/index.ts'
import { tryCholesky, ln } from '../math/index.ts'

/** Largest state and measurement that the kernels keep room for. */
export const MOST_STATES = 16
const LN_TWO_PI = 1.8378770664093453

const work = new Float64Array(MOST_STATES * MOST_STATES)
const product = new Float64Array(MOST_STATES * MOST_STATES)
const gain = new Float64Array(MOST_STATES)
const rest = new Float64Array(MOST_STATES)
const shift = new Float64Array(MOST_STATES)
const whiteRows = new Float64Array(MOST_STATES * MOST_STATES)
const whiteInnovation = new Float64Array(MOST_STATES)

/** What an update says of its innovation: ν S⁻¹ νᵀ, and ln N(ν; 0, S). */
export interface Fit {
  nis: number
  logLikelihood: number
}

/**
 * P ← F P Fᵀ + Q for n × n matrices by rows, kept exactly symmetric. Hot kernel; F, P and Q must be different arrays.
 * R. E. Kalman, Trans. ASME J. Basic Engineering 82 (1960) 35–45.
 */
export function propagateCovariance(n: number, F: Float64Array, P: Float64Array, Q: Float64Array): void {
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < n; j += 1) product[i * n + j] = 0
    for (let k = 0; k < n; k += 1) {
      const f = F[i * n + k]!
      if (f === 0) continue
      for (let j = 0; j < n; j += 1) product[i * n + j]! += f * P[k * n + j]!
    }
  }
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = Q[i * n + j]!
      for (let k = 0; k < n; k += 1) sum += product[i * n + k]! * F[j * n + k]!
      P[i * n + j] = sum
      P[j * n + i] = sum
    }
  }
}

/**
 * One scalar measurement z = hᵀx + w, w of variance 1, in Joseph's form: P ← (I − k hᵀ) P (I − k hᵀ)ᵀ + k kᵀ with
 * k = P h / s, s = hᵀP h + 1 (R. S. Bucy, P. D. Joseph, Filtering for Stochastic Processes, 1968, ch. 16). `h` is row `row` of H
 * (n columns) of which only the first `used` are not zero. Adds k·ν to `dx` and returns s. Hot kernel.
 */
function josephScalar(
  n: number,
  used: number,
  P: Float64Array,
  H: Float64Array,
  row: number,
  innovation: number,
  dx: Float64Array,
): number {
  const h = row * n
  let s = 1
  for (let i = 0; i < n; i += 1) {
    let sum = 0
    for (let k = 0; k < used; k += 1) sum += P[i * n + k]! * H[h + k]!
    rest[i] = sum
    if (i < used) s += sum * H[h + i]!
  }
  const inverse = 1 / s
  for (let i = 0; i < n; i += 1) {
    gain[i] = rest[i]! * inverse
    dx[i]! += gain[i]! * innovation
  }
  // (I − k hᵀ) P, then its product with (I − k hᵀ)ᵀ, plus k kᵀ.
  for (let i = 0; i < n; i += 1) {
    const k = gain[i]!
    for (let j = 0; j < n; j += 1) work[i * n + j] = P[i * n + j]! - k * rest[j]!
  }
  for (let i = 0; i < n; i += 1) {
    let along = 0
    for (let k = 0; k < used; k += 1) along += work[i * n + k]! * H[h + k]!
    const less = along - gain[i]!
    for (let j = 0; j <= i; j += 1) {
      const value = work[i * n + j]! - less * gain[j]!
      P[i * n + j] = value
      P[j * n + i] = value
    }
  }
  return s
}

/**
 * Bayes' rule for z = H x + v, v of covariance R: turns the belief (x, P) into the one after a measurement of innovation
 * ν = z − ẑ. R is whitened by its Cholesky factor and its components are taken one by one in Joseph's form, so no matrix is inverted. H is m × n, R is m × m,
 * by rows. x, P change in place; the fit is written to `fit`. Throws `invalid` where R is not positive definite.
 */
export function updateGaussian(
  n: number,
  m: number,
  x: Float64Array,
  P: Float64Array,
  H: Float64Array,
  R: Float64Array,
  innovation: Float64Array,
  fit: Fit,
): void {
  for (let i = 0; i < m * m; i += 1) work[i] = R[i]!
  if (!tryCholesky(m, work)) throw notPositive('measurement covariance', m, R)
  // L ν̃ = ν and L H̃ = H.
  let lnDet = 0
  for (let i = 0; i < m; i += 1) {
    const inverse = 1 / work[i * m + i]!
    lnDet -= 2 * ln(inverse)
    let nu = innovation[i]!
    for (let j = 0; j < n; j += 1) whiteRows[i * n + j] = H[i * n + j]!
    for (let k = 0; k < i; k += 1) {
      const l = work[i * m + k]!
      nu -= l * whiteInnovation[k]!
      for (let j = 0; j < n; j += 1) whiteRows[i * n + j]! -= l * whiteRows[k * n + j]!
    }
    whiteInnovation[i] = nu * inverse
    for (let j = 0; j < n; j += 1) whiteRows[i * n + j]! *= inverse
  }
  whiteUpdate(n, m, n, x, P, whiteRows, whiteInnovation, fit)
  fit.logLikelihood -= 0.5 * lnDet
}

/** `updateGaussian` for measurements of unit covariance, whose rows of H use only the first `used` states. Hot kernel. */
export function whiteUpdate(
  n: number,
  m: number,
  used: number,
  x: Float64Array,
  P: Float64Array,
  H: Float64Array,
  innovation: Float64Array,
  fit: Fit,
): void {
  for (let i = 0; i < n; i += 1) shift[i] = 0
  let nis = 0
  let product = 1
  for (let row = 0; row < m; row += 1) {
    let nu = innovation[row]!
    for (let k = 0; k < used; k += 1) nu -= H[row * n + k]! * shift[k]!
    const s = josephScalar(n, used, P, H, row, nu, shift)
    nis += (nu * nu) / s
    product *= s
  }
  for (let i = 0; i < n; i += 1) x[i]! += shift[i]!
  fit.nis = nis
  fit.logLikelihood = -0.5 * (nis + ln(product) + m * LN_TWO_PI)
}

/** Is the n × n matrix P (by rows) symmetric positive definite? By Cholesky; allocates nothing. */
export function isPositiveDefinite(n: number, P: Float64Array): boolean {
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < n; j += 1) {
      work[i * n + j] = P[i * n + j]!
      if (j < i && P[i * n + j] !== P[j * n + i]) return false
    }
  }
  return tryCholesky(n, work)
}

/** The mistake of a covariance that is none. */
export function notPositive(what: string, n: number, P: ArrayLike<number>): OpendomeError {
  const diagonal = Array.from({ length: n }, (_, i) => P[i * n + i])
  return new OpendomeError(
    'invalid',
    `${what} with diagonal ${diagonal.join(', ')}: expected a symmetric positive definite ${n} × ${n} matrix`,
    { hint: 'every variance is above 0 and every correlation strictly between −1 and 1' },
  )
}

/** Throws `invalid` unless P is symmetric positive definite. */
export function requireCovariance(what: string, n: number, P: Float64Array): void {
  if (P.length !== n * n)
    throw new OpendomeError('invalid', `${what} of ${P.length} numbers: expected ${n} × ${n} by rows`)
  if (!isPositiveDefinite(n, P)) throw notPositive(what, n, P)
}

/** Throws `invalid` unless every one of `values` is a finite number. */
export function requireFinite(what: string, values: ArrayLike<number>, length: number): void {
  for (let i = 0; i < length; i += 1) {
    if (Number.isFinite(values[i])) continue
    throw new OpendomeError('invalid', `${what} component ${i} is ${values[i]}: expected a finite number`)
  }
}
