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
  if (n === 8) return propagate8(F, P, Q)
  if (n === 6) return propagate6(F, P, Q)
  if (n === 7 && isLasting(F)) return propagate7(F, P, Q)
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

/** \`propagateCovariance\` for n = 8, row by row without inner loops: the same sums in the same order. */
function propagate8(F: Float64Array, P: Float64Array, Q: Float64Array): void {
  for (let i = 0; i < 64; i += 8) {
    const f0 = F[i]!
    const f1 = F[i + 1]!
    const f2 = F[i + 2]!
    const f3 = F[i + 3]!
    const f4 = F[i + 4]!
    const f5 = F[i + 5]!
    const f6 = F[i + 6]!
    const f7 = F[i + 7]!
    for (let j = 0; j < 8; j += 1) {
      product[i + j] =
        f0 * P[j]! +
        f1 * P[j + 8]! +
        f2 * P[j + 16]! +
        f3 * P[j + 24]! +
        f4 * P[j + 32]! +
        f5 * P[j + 40]! +
        f6 * P[j + 48]! +
        f7 * P[j + 56]!
    }
  }
  for (let i = 0; i < 8; i += 1) {
    const row = 8 * i
    const p0 = product[row]!
    const p1 = product[row + 1]!
    const p2 = product[row + 2]!
    const p3 = product[row + 3]!
    const p4 = product[row + 4]!
    const p5 = product[row + 5]!
    const p6 = product[row + 6]!
    const p7 = product[row + 7]!
    for (let j = 0; j <= i; j += 1) {
      const f = 8 * j
      const sum =
        Q[row + j]! +
        p0 * F[f]! +
        p1 * F[f + 1]! +
        p2 * F[f + 2]! +
        p3 * F[f + 3]! +
        p4 * F[f + 4]! +
        p5 * F[f + 5]! +
        p6 * F[f + 6]! +
        p7 * F[f + 7]!
      P[row + j] = sum
      P[f + i] = sum
    }
  }
}

/** \`propagateCovariance\` for n = 6, row by row without inner loops: the same sums in the same order. */
function propagate6(F: Float64Array, P: Float64Array, Q: Float64Array): void {
  for (let i = 0; i < 36; i += 6) {
    const f0 = F[i]!
    const f1 = F[i + 1]!
    const f2 = F[i + 2]!
    const f3 = F[i + 3]!
    const f4 = F[i + 4]!
    const f5 = F[i + 5]!
    for (let j = 0; j < 6; j += 1) {
      product[i + j] =
        f0 * P[j]! + f1 * P[j + 6]! + f2 * P[j + 12]! + f3 * P[j + 18]! + f4 * P[j + 24]! + f5 * P[j + 30]!
    }
  }
  for (let i = 0; i < 6; i += 1) {
    const row = 6 * i
    const p0 = product[row]!
    const p1 = product[row + 1]!
    const p2 = product[row + 2]!
    const p3 = product[row + 3]!
    const p4 = product[row + 4]!
    const p5 = product[row + 5]!
    for (let j = 0; j <= i; j += 1) {
      const f = 6 * j
      const sum =
        Q[row + j]! +
        p0 * F[f]! +
        p1 * F[f + 1]! +
        p2 * F[f + 2]! +
        p3 * F[f + 3]! +
        p4 * F[f + 4]! +
        p5 * F[f + 5]!
      P[row + j] = sum
      P[f + i] = sum
    }
  }
}

/** Is the last of seven states a number that lasts: its row of F that of the identity? */
function isLasting(F: Float64Array): boolean {
  for (let k = 42; k < 48; k += 1) if (F[k] !== 0) return false
  return F[48] === 1
}

/**
 * \`propagateCovariance\` for n = 7 with a last state b that lasts and takes no noise: with F = [A f; 0 1] and P = [P c; cᵀ p],
 * c' = A c + f p and P' = A P Aᵀ + A c fᵀ + f c'ᵀ + Q. Where f is zero (above the air) it is that of six and A c.
 */
function propagate7(F: Float64Array, P: Float64Array, Q: Float64Array): void {
  const p = P[48]!
  for (let i = 0; i < 6; i += 1) {
    const row = 7 * i
    const f0 = F[row]!
    const f1 = F[row + 1]!
    const f2 = F[row + 2]!
    const f3 = F[row + 3]!
    const f4 = F[row + 4]!
    const f5 = F[row + 5]!
    for (let j = 0; j < 7; j += 1) {
      product[row + j] =
        f0 * P[j]! + f1 * P[j + 7]! + f2 * P[j + 14]! + f3 * P[j + 21]! + f4 * P[j + 28]! + f5 * P[j + 35]!
    }
  }
  for (let i = 0; i < 6; i += 1) {
    const row = 7 * i
    const p0 = product[row]!
    const p1 = product[row + 1]!
    const p2 = product[row + 2]!
    const p3 = product[row + 3]!
    const p4 = product[row + 4]!
    const p5 = product[row + 5]!
    const turned = product[row + 6]!
    const f = F[row + 6]!
    for (let j = 0; j <= i; j += 1) {
      const g = 7 * j
      const sum =
        Q[row + j]! +
        p0 * F[g]! +
        p1 * F[g + 1]! +
        p2 * F[g + 2]! +
        p3 * F[g + 3]! +
        p4 * F[g + 4]! +
        p5 * F[g + 5]! +
        (turned + f * p) * F[g + 6]! +
        f * product[g + 6]!
      P[row + j] = sum
      P[g + i] = sum
    }
    P[row + 6] = turned + f * p
    P[42 + i] = P[row + 6]!
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
  if (used === 3) return josephPosition(n, P, H[h]!, H[h + 1]!, H[h + 2]!, innovation, dx)
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
  // (I − k hᵀ) P, then its product with (I − k hᵀ)ᵀ, plus k kᵀ: by rows of the lower triangle, whose entries no earlier row has changed.
  for (let i = 0; i < n; i += 1) {
    const k = gain[i]!
    const start = i * n
    let along = 0
    for (let c = 0; c < used; c += 1) along += (P[start + c]! - k * rest[c]!) * H[h + c]!
    const less = along - k
    for (let j = 0; j <= i; j += 1) {
      const value = P[start + j]! - k * rest[j]! - less * gain[j]!
      P[start + j] = value
      P[j * n + i] = value
    }
  }
  return s
}

/** `josephScalar` for h of three components: what the tracker takes most. The same sums in the same order. */
function josephPosition(
  n: number,
  P: Float64Array,
  h0: number,
  h1: number,
  h2: number,
  innovation: number,
  dx: Float64Array,
): number {
  for (let i = 0; i < n; i += 1) {
    const start = i * n
    rest[i] = P[start]! * h0 + P[start + 1]! * h1 + P[start + 2]! * h2
  }
  const r0 = rest[0]!
  const r1 = rest[1]!
  const r2 = rest[2]!
  const s = 1 + r0 * h0 + r1 * h1 + r2 * h2
  const inverse = 1 / s
  for (let i = 0; i < n; i += 1) {
    const k = rest[i]! * inverse
    gain[i] = k
    dx[i]! += k * innovation
  }
  for (let i = 0; i < n; i += 1) {
    const k = gain[i]!
    const start = i * n
    const along = (P[start]! - k * r0) * h0 + (P[start + 1]! - k * r1) * h1 + (P[start + 2]! - k * r2) * h2
    const less = along - k
    for (let j = 0; j <= i; j += 1) {
      const value = P[start + j]! - k * rest[j]! - less * gain[j]!
      P[start + j] = value
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
