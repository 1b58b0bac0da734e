import {
  F,
  H,
  Q,
  innovation,
  requireMeasurement,
  requireStep,
  startBelief,
  stepsFor,
  type Filter,
} from './filter.ts'
import { propagateCovariance, updateGaussian, type Fit } from './gaussian.ts'
import type { MeasurementModel, MotionModel } from './models.ts'

const moved = new Float64Array(F.length)

/**
 * Kalman's filter: mean and measurement by the matrices F and H of models that do not depend on the state (R. E. Kalman, 1960). Used with a model that
 * does, it is the filter of that model's tangent at the mean through the origin: wrong, so give it linear ones.
 */
export class LinearFilter implements Filter {
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
    const n = this.dimension
    let rest = dt
    for (let left = stepsFor(this.#motion, this.x, dt); left > 0; left -= 1) {
      const step = rest / left
      this.#motion.linearise(this.x, step, F, Q)
      propagateCovariance(n, F, this.P, Q)
      for (let i = 0; i < n; i += 1) {
        let sum = 0
        for (let k = 0; k < n; k += 1) sum += F[i * n + k]! * this.x[k]!
        moved[i] = sum
      }
      for (let i = 0; i < n; i += 1) this.x[i] = moved[i]!
      rest -= step
    }
  }

  update(model: MeasurementModel, z: Float64Array): void {
    requireMeasurement(model, z)
    const n = this.dimension
    model.linearise(this.x, H)
    for (let i = 0; i < model.dimension; i += 1) {
      let sum = 0
      for (let k = 0; k < n; k += 1) sum += H[i * n + k]! * this.x[k]!
      innovation[i] = z[i]! - sum
    }
    updateGaussian(n, model.dimension, this.x, this.P, H, model.R, innovation, this.fit)
  }
}
