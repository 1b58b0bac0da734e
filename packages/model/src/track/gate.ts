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
