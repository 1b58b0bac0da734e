import {
  damping,
  dragGrowthTime,
  freeFlightLongestStep,
  freeFlightSlopes,
  freeFlightStep,
  relative,
} from './free-flight-model.ts'
import { whiteAcceleration, type MotionModel } from './models.ts'

/** Ballistic coefficients are kept above this part of the believed one: below it a body would stop in the air. */
export const LEAST_COEFFICIENT = 0.05
const ROOT_TWO = Math.sqrt(2)
/** Least sigma of its relative error: a covariance has to be positive definite. */
const LEAST_SIGMA = 1e-6

/**
 * Free flight of a body whose ballistic coefficient is not known: state (r_eci, v_eci, b), of a coefficient β₀(1 + b) that stays what it is.
 *
 *   r̈ = g(r) − ½ρ|w|w/(β₀(1 + b)),   ḃ = 0
 *
 * Errors of position and velocity that come from b are carried with their correlation, whether or not anything is seen in the air; what is seen there corrects b. The transition is that of `FreeFlight`, and with
 * b it has −∂/∂b of the drag, to order 2 (3 in position); the noise is white acceleration of spectral density q (m²/s³) on each axis, and in the air
 * what the slopes with b leave out, drag · (b² − σ²) of standard deviation √2 σ² drag, which stands as white noise as in `FreeFlight`. Limits: no lift; J2 is left out of the slopes; β constant.
 */
export class Falling implements MotionModel {
  readonly dimension = 7
  readonly ballisticCoefficient: number
  /** Relative standard deviation of the coefficient before anything is seen of it. */
  readonly sigma: number
  readonly freshMean = [0]
  readonly freshVariance: readonly number[]
  /** Spectral density (m²/s³) of further white acceleration: what the body may do that free flight does not. */
  unrest = 0
  /** Variance of b as the filter has it: what its slopes leave out goes with it. */
  variance: number
  readonly #q: number

  constructor(ballisticCoefficient: number, sigma: number, q: number) {
    this.ballisticCoefficient = ballisticCoefficient
    this.sigma = Math.max(sigma, LEAST_SIGMA)
    this.freshVariance = [this.sigma * this.sigma]
    this.variance = this.freshVariance[0]!
    this.#q = q
  }

  longestStep(x: Float64Array): number {
    return freeFlightLongestStep(x)
  }

  move(x: Float64Array, dt: number): void {
    freeFlightStep(x, dt, this.ballisticCoefficient * Math.max(LEAST_COEFFICIENT, 1 + x[6]!))
  }

  linearise(x: Float64Array, dt: number, F: Float64Array, Q: Float64Array): void {
    const share = Math.max(LEAST_COEFFICIENT, 1 + x[6]!)
    const drag = freeFlightSlopes(x, dt, this.ballisticCoefficient * share, 7, F)
    F[48] = 1
    Q.fill(0, 0, 49)
    const bend = (ROOT_TWO * this.variance * drag) / (share * share)
    whiteAcceleration(7, this.#q + this.unrest + 4 * dragGrowthTime() * bend * bend, dt, Q)
    if (drag === 0) return
    const [wx, wy, wz] = relative
    const scale = drag / (share * Math.sqrt(wx * wx + wy * wy + wz * wz))
    const half = 0.5 * dt * dt
    for (let i = 0; i < 3; i += 1) {
      // −∂(drag)/∂b, and how it fades as the body slows down.
      const push = scale * relative[i]!
      const fading = scale * (damping[3 * i]! * wx + damping[3 * i + 1]! * wy + damping[3 * i + 2]! * wz)
      F[7 * i + 6] = half * push + ((half * dt) / 3) * fading
      F[7 * (i + 3) + 6] = dt * push + half * fading
    }
  }
}
