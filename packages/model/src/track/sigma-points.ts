import { OpendomeError } from '../core/index.ts'
import { tryCholesky } from '../math/index.ts'

/** Squared reach of the points: for a Gaussian the best (M. Nørgaard, N. K. Poulsen, O. Ravn, Automatica 36 (2000) 1627–1638). */
const REACH2 = 3
const REACH = Math.sqrt(REACH2)

/**
 * A Gaussian of up to nine components carried through a function by 2n + 1 points: the mean, and ± √3 columns of the covariance's Cholesky factor. Mean and covariance of the result are the second-order
 * divided differences of Nørgaard, Poulsen and Ravn (2000): a sum of squares, so positive semidefinite whatever the function.
 */
export class SigmaPoints {
  readonly dimension: number
  readonly count: number
  readonly mean: Float64Array
  readonly factor: Float64Array

  constructor(dimension: number) {
    this.dimension = dimension
    this.count = 2 * dimension + 1
    this.mean = new Float64Array(dimension)
    this.factor = new Float64Array(dimension * dimension)
  }

  /** Takes over the covariance from the lower triangle of `P` (n × n by rows). Throws `infeasible` where it is not positive definite. */
  spread(P: Float64Array): void {
    for (let i = 0; i < this.dimension * this.dimension; i += 1) this.factor[i] = P[i]!
    if (!tryCholesky(this.dimension, this.factor))
      throw new OpendomeError('infeasible', 'prediction: the covariance is not positive definite', {
        hint: 'a track like this is reported lost',
      })
  }

  /** Writes point p (0: the mean) into `out`. */
  point(p: number, out: Float64Array): void {
    const n = this.dimension
    for (let i = 0; i < n; i += 1) out[i] = this.mean[i]!
    if (p === 0) return
    const k = (p - 1) >> 1
    const reach = p % 2 === 1 ? REACH : -REACH
    for (let i = k; i < n; i += 1) out[i]! += reach * this.factor[i * n + k]!
  }

  /**
   * Mean (m) and covariance (m × m) of the values at the points: value c of point p stands at `values[p * stride + offset + c]`. They are written from `meanAt`, `covarianceAt` on.
   */
  gather(
    m: number,
    values: Float64Array,
    stride: number,
    offset: number,
    mean: Float64Array,
    meanAt: number,
    covariance: Float64Array,
    covarianceAt: number,
  ): void {
    const n = this.dimension
    for (let a = 0; a < m; a += 1) {
      const middle = values[offset + a]!
      let sum = 0
      for (let p = 1; p < this.count; p += 1) sum += values[p * stride + offset + a]! - middle
      mean[meanAt + a] = middle + sum / (2 * REACH2)
    }
    const curve = (REACH2 - 1) / (4 * REACH2 * REACH2)
    for (let a = 0; a < m; a += 1) {
      for (let b = 0; b <= a; b += 1) {
        let sum = 0
        for (let k = 0; k < n; k += 1) {
          const plus = (2 * k + 1) * stride + offset
          const minus = plus + stride
          const da = values[plus + a]! - values[minus + a]!
          const db = values[plus + b]! - values[minus + b]!
          const ca = values[plus + a]! + values[minus + a]! - 2 * values[offset + a]!
          const cb = values[plus + b]! + values[minus + b]! - 2 * values[offset + b]!
          sum += (da * db) / (4 * REACH2) + curve * ca * cb
        }
        covariance[covarianceAt + a * m + b] = sum
        covariance[covarianceAt + b * m + a] = sum
      }
    }
  }
}
