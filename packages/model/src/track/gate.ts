import { chiSquareQuantile, choleskyDistance, choleskyLogDeterminant, cholesky } from '../math/index.ts'

const LN_TWO_PI = 1.8378770664093453

/**
 * Squared Mahalanobis distance within which a measurement of `dimension` components of a tracked object lies with probability `chance`
 * (0 to below 1): the ellipsoidal gate (Y. Bar-Shalom, X. R. Li, Multitarget-Multisensor Tracking (1995), 2.3.2).
 */
export function gateThreshold(dimension: number, chance: number): number {
  return chiSquareQuantile(chance, dimension)
}

/** How an innovation fits a prediction. */
export interface InnovationFit {
  /** νᵀ S⁻¹ ν, to compare with `gateThreshold`. */
  nis: number
  /** ln N(ν; 0, S), natural logarithm of a density in the inverse units of the measurement. */
  logLikelihood: number
}

/**
 * Writes the fit of the innovation ν (n) to its covariance S (n × n, by rows) into `fit`. Takes ν and S as its work space. Throws `invalid`
 * where S is not positive definite.
 */
export function fitInnovation(
  n: number,
  S: Float64Array,
  innovation: Float64Array,
  fit: InnovationFit,
): void {
  cholesky(n, S)
  fit.nis = choleskyDistance(n, S, innovation)
  fit.logLikelihood = -0.5 * (fit.nis + choleskyLogDeterminant(n, S) + n * LN_TWO_PI)
}

const factor = new Float64Array(9)
const white = new Float64Array(3)

/** Determinant of the last innovation covariance that `gatedDistance` factored. */
export const innovationDeterminant = new Float64Array(1)

/**
 * d² = νᵀ S⁻¹ ν of m ≤ 3 measurements of a position with unit variance: `rows` their slopes (m × 3), ν in `innovation`, the position's covariance 3 × 3 in P from `p` on. Hot kernel.
 */
export function gatedDistance(
  m: number,
  rows: Float64Array,
  innovation: Float64Array,
  P: Float64Array,
  p: number,
): number {
  // S = H P Hᵀ + I in units of sigma, factored on the way: at most three by three.
  let d2 = 0
  let det = 1
  for (let a = 0; a < m; a += 1) {
    const hx = rows[3 * a]!
    const hy = rows[3 * a + 1]!
    const hz = rows[3 * a + 2]!
    const vx = P[p]! * hx + P[p + 1]! * hy + P[p + 2]! * hz
    const vy = P[p + 3]! * hx + P[p + 4]! * hy + P[p + 5]! * hz
    const vz = P[p + 6]! * hx + P[p + 7]! * hy + P[p + 8]! * hz
    let nu = innovation[a]!
    let square = hx * vx + hy * vy + hz * vz + 1
    for (let b = 0; b < a; b += 1) {
      let sum = rows[3 * b]! * vx + rows[3 * b + 1]! * vy + rows[3 * b + 2]! * vz
      for (let c = 0; c < b; c += 1) sum -= factor[3 * a + c]! * factor[3 * b + c]!
      const l = sum / factor[4 * b]!
      factor[3 * a + b] = l
      nu -= l * white[b]!
      square -= l * l
    }
    det *= square
    factor[4 * a] = Math.sqrt(square)
    white[a] = nu / factor[4 * a]!
    d2 += white[a]! * white[a]!
  }
  innovationDeterminant[0] = det
  return d2
}
