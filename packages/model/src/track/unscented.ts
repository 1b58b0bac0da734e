import { tryCholesky } from '../math/index.ts'
import {
  F,
  H,
  Q,
  expected,
  innovation,
  requireMeasurement,
  requireStep,
  startBelief,
  stepsFor,
  type Filter,
} from './filter.ts'
import { MOST_STATES, notPositive, updateGaussian, type Fit } from './gaussian.ts'
import type { MeasurementModel, MotionModel } from './models.ts'

const factor = new Float64Array(MOST_STATES * MOST_STATES)
const points = new Float64Array(2 * MOST_STATES * MOST_STATES)
const seen = new Float64Array(2 * MOST_STATES * MOST_STATES)
const point = new Float64Array(MOST_STATES)
const R = new Float64Array(MOST_STATES * MOST_STATES)
const row = new Float64Array(MOST_STATES)

/**
 * Unscented filter with 2n points of equal weight at √n standard deviations and no point at the mean: the unscented transform of κ = 0 (S. J. Julier, J. K. Uhlmann, Proc. IEEE 92 (2004)
 * 401–422), which is the third-degree cubature rule (I. Arasaratnam, S. Haykin, IEEE Trans. Automatic Control 54 (2009) 1254–1269). All weights are positive, so the covariance
 * stays positive whatever the model.
 *
 * The update is written as the linear regression z ≈ H̄x + c + v of the points (T. Lefebvre, H. Bruyninckx, J. De Schutter, IEEE Trans. Automatic Control
 * 47 (2002) 1406–1409): H̄ = P_zx P⁻¹, R̄ = R + P_zz − H̄ P H̄ᵀ, and is then the same Joseph form as the other filters'.
 */
export class UnscentedFilter implements Filter {
  readonly dimension: number
  readonly x: Float64Array
  readonly P: Float64Array
  readonly fit: Fit = { nis: 0, logLikelihood: 0 }
  readonly #motion: MotionModel

  /** Errors: `invalid` for a start that is no belief. */
  constructor(motion: MotionModel, x: ArrayLike<number>, P: ArrayLike<number>) {
    const n = motion.dimension
    this.#motion = motion
    this.dimension = n
    this.x = new Float64Array(n)
    this.P = new Float64Array(n * n)
    startBelief(n, x, P, this.x, this.P)
  }

  predict(dt: number): void {
    requireStep(dt)
    let rest = dt
    for (let left = stepsFor(this.#motion, this.x, dt); left > 0; left -= 1) {
      const step = rest / left
      this.#step(step)
      rest -= step
    }
  }

  #step(dt: number): void {
    const n = this.dimension
    const { x, P } = this
    this.#motion.linearise(x, dt, F, Q)
    this.#spread()
    for (let p = 0; p < 2 * n; p += 1) {
      for (let i = 0; i < n; i += 1) point[i] = points[p * n + i]!
      this.#motion.move(point, dt)
      for (let i = 0; i < n; i += 1) points[p * n + i] = point[i]!
    }
    // Mean as a small change of the first point, so that a large state loses no digits.
    for (let i = 0; i < n; i += 1) {
      let sum = 0
      for (let p = 1; p < 2 * n; p += 1) sum += points[p * n + i]! - points[i]!
      x[i] = points[i]! + sum / (2 * n)
    }
    for (let i = 0; i < n; i += 1) {
      for (let j = 0; j <= i; j += 1) {
        let sum = 0
        for (let p = 0; p < 2 * n; p += 1) sum += (points[p * n + i]! - x[i]!) * (points[p * n + j]! - x[j]!)
        P[i * n + j] = sum / (2 * n) + Q[i * n + j]!
        P[j * n + i] = P[i * n + j]!
      }
    }
  }

  update(model: MeasurementModel, z: Float64Array): void {
    requireMeasurement(model, z)
    const n = this.dimension
    const m = model.dimension
    const { x, P } = this
    this.#spread()
    // Differences from the expectation at the mean, so that angles do not wrap.
    model.expect(x, expected)
    row.fill(0)
    for (let p = 0; p < 2 * n; p += 1) {
      for (let i = 0; i < n; i += 1) point[i] = points[p * n + i]!
      model.expect(point, innovation)
      model.difference(innovation, expected, innovation)
      for (let i = 0; i < m; i += 1) {
        seen[p * m + i] = innovation[i]!
        row[i]! += innovation[i]! / (2 * n)
      }
    }
    // With points x ± √n L e_k the regression is H̄ L e_k = (z₊ − z₋)/(2√n): a triangular solve from the right.
    const scale = 1 / (2 * Math.sqrt(n))
    for (let i = 0; i < m; i += 1) {
      for (let k = n - 1; k >= 0; k -= 1) {
        let sum = scale * (seen[2 * k * m + i]! - seen[(2 * k + 1) * m + i]!)
        for (let l = k + 1; l < n; l += 1) sum -= H[i * n + l]! * factor[l * n + k]!
        H[i * n + k] = sum / factor[k * n + k]!
      }
    }
    // What the regression leaves over: half the sum of both points less its mean, for each pair. Squares, so R̄ ≥ R.
    for (let i = 0; i < m; i += 1) {
      for (let j = 0; j <= i; j += 1) {
        let sum = 0
        for (let k = 0; k < n; k += 1) {
          const a = 0.5 * (seen[2 * k * m + i]! + seen[(2 * k + 1) * m + i]!) - row[i]!
          const b = 0.5 * (seen[2 * k * m + j]! + seen[(2 * k + 1) * m + j]!) - row[j]!
          sum += a * b
        }
        R[i * m + j] = model.R[i * m + j]! + sum / n
        R[j * m + i] = R[i * m + j]!
      }
    }
    model.difference(z, expected, innovation)
    for (let i = 0; i < m; i += 1) innovation[i]! -= row[i]!
    updateGaussian(n, m, x, P, H, R, innovation, this.fit)
  }

  /** Points at x ± √n L e_k, in pairs, and L in `factor`. */
  #spread(): void {
    const n = this.dimension
    for (let i = 0; i < n * n; i += 1) factor[i] = this.P[i]!
    if (!tryCholesky(n, factor)) throw notPositive('covariance', n, this.P)
    const reach = Math.sqrt(n)
    for (let k = 0; k < n; k += 1) {
      for (let i = 0; i < n; i += 1) {
        const offset = i < k ? 0 : reach * factor[i * n + k]!
        points[2 * k * n + i] = this.x[i]! + offset
        points[(2 * k + 1) * n + i] = this.x[i]! - offset
      }
    }
  }
}
