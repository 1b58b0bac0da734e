import { OpendomeError } from '../core/index.ts'
import { MOST_STATES, requireCovariance, requireFinite, type Fit } from './gaussian.ts'
import type { MeasurementModel, MotionModel } from './models.ts'

/**
 * The role "filter": a Gaussian belief that is moved in time and corrected by measurements. Variants: `LinearFilter`, `ExtendedFilter`, `UnscentedFilter`
 * and, over several models, `Imm`. Nothing is allocated after construction.
 */
export interface Filter {
  readonly dimension: number
  /** Mean. */
  readonly x: Float64Array
  /** Covariance, n × n by rows: symmetric positive definite. */
  readonly P: Float64Array
  /** Moves the belief by dt s. Throws `invalid` for a dt that is not finite. */
  predict(dt: number): void
  /**
   * Corrects the belief by a measurement z. `fit` then says how it fitted. Throws `invalid` for a z that is not finite or an R that is not positive
   * definite; the belief is then unchanged.
   */
  update(model: MeasurementModel, z: Float64Array): void
  readonly fit: Readonly<Fit>
}

/** Scratch shared by all filters: one thread, and no kernel calls another filter. */
export const F = new Float64Array(MOST_STATES * MOST_STATES)
export const Q = new Float64Array(MOST_STATES * MOST_STATES)
export const H = new Float64Array(MOST_STATES * MOST_STATES)
export const expected = new Float64Array(MOST_STATES)
export const innovation = new Float64Array(MOST_STATES)

/** Takes over a start (x, P) into a filter's own arrays after checking it against the model. */
export function startBelief(
  dimension: number,
  x: ArrayLike<number>,
  P: ArrayLike<number>,
  xOut: Float64Array,
  POut: Float64Array,
): void {
  if (x.length !== dimension || P.length !== dimension * dimension)
    throw new OpendomeError(
      'invalid',
      `start of ${x.length} and ${P.length} numbers: expected ${dimension} and ${dimension * dimension}`,
    )
  requireFinite('state', x, dimension)
  requireFinite('covariance', P, dimension * dimension)
  const covariance = Float64Array.from(P)
  requireCovariance('covariance', dimension, covariance)
  xOut.set(x)
  POut.set(covariance)
}

/** Throws `invalid` unless dt is finite. */
export function requireStep(dt: number): void {
  if (Number.isFinite(dt)) return
  throw new OpendomeError('invalid', `time step ${dt} s: expected a finite number`)
}

/** Throws `invalid` unless z has the model's size and is finite. */
export function requireMeasurement(model: MeasurementModel, z: Float64Array): void {
  if (z.length < model.dimension)
    throw new OpendomeError('invalid', `measurement of ${z.length} numbers: expected ${model.dimension}`)
  requireFinite('measurement', z, model.dimension)
}

/** How many equal steps take a model dt s further. */
export function stepsFor(model: MotionModel, x: Float64Array, dt: number): number {
  return Math.max(1, Math.ceil(Math.abs(dt) / model.longestStep(x) - 1e-9))
}
