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
import { propagateCovariance, updateGaussian, type Fit } from './gaussian.ts'
import type { MeasurementModel, MotionModel } from './models.ts'

/**
 * Extended Kalman filter: the mean moves by the model, the covariance by the model's slope at the mean; measurements likewise. S. F. Schmidt,
 * Advances in Control Systems 3 (1966) 293–340; A. H. Jazwinski, Stochastic Processes and Filtering Theory (1970), theorem 8.1. Update in Joseph's form.
 */
export class ExtendedFilter implements Filter {
  readonly dimension: number
  readonly x: Float64Array
  readonly P: Float64Array
  readonly fit: Fit = { nis: 0, logLikelihood: 0 }
  readonly motion: MotionModel

  /** `x` and `P` are copied; `storage` (n + n², when given) holds them from then on. Errors: `invalid` for a start that is no belief. */
  constructor(motion: MotionModel, x: ArrayLike<number>, P: ArrayLike<number>, storage?: Float64Array) {
    const n = motion.dimension
    const room = storage ?? new Float64Array(n + n * n)
    this.motion = motion
    this.dimension = n
    this.x = room.subarray(0, n)
    this.P = room.subarray(n, n + n * n)
    startBelief(n, x, P, this.x, this.P)
  }

  predict(dt: number): void {
    requireStep(dt)
    let rest = dt
    for (let left = stepsFor(this.motion, this.x, dt); left > 0; left -= 1) {
      const step = rest / left
      this.motion.linearise(this.x, step, F, Q)
      propagateCovariance(this.dimension, F, this.P, Q)
      this.motion.move(this.x, step)
      rest -= step
    }
  }

  update(model: MeasurementModel, z: Float64Array): void {
    requireMeasurement(model, z)
    model.expect(this.x, expected)
    model.difference(z, expected, innovation)
    model.linearise(this.x, H)
    updateGaussian(this.dimension, model.dimension, this.x, this.P, H, model.R, innovation, this.fit)
  }
}
