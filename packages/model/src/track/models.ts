/**
 * How a state moves between measurements. Kernels: they allocate nothing. Positions and velocities are ECI, m and m/s; times s.
 */
export interface MotionModel {
  readonly dimension: number
  /**
   * What is believed of the components that other models lack when a body turns to this model: means and variances. Without them it keeps its own.
   */
  readonly freshMean?: ArrayLike<number>
  readonly freshVariance?: ArrayLike<number>
  /** Longest step (s) over which `linearise` holds at the state x; a filter goes further in several. */
  longestStep(x: Float64Array): number
  /** Moves x by dt s (which may be negative), without noise. */
  move(x: Float64Array, dt: number): void
  /** ∂x(t + dt)/∂x(t) at x into F, and the covariance of the noise gathered over |dt| into Q; both n × n by rows. */
  linearise(x: Float64Array, dt: number, F: Float64Array, Q: Float64Array): void
}

/** What a sensor measures of a state. Kernels as above. */
export interface MeasurementModel {
  readonly dimension: number
  /** Covariance of the noise, m × m by rows. */
  readonly R: Float64Array
  /** Expected measurement of x into `out` (m). */
  expect(x: Float64Array, out: Float64Array): void
  /** ∂z/∂x at x into H (m × n, by rows). */
  linearise(x: Float64Array, H: Float64Array): void
  /** z − ẑ into `out`, angles the short way round. */
  difference(z: Float64Array, expected: Float64Array, out: Float64Array): void
}

/** Writes the noise of white acceleration of spectral density q (m²/s³ per axis) on axes of position i and velocity i + 3. */
export function whiteAcceleration(n: number, q: number, dt: number, Q: Float64Array): void {
  const t = Math.abs(dt)
  for (let i = 0; i < 3; i += 1) {
    Q[i * n + i]! += (q * t * t * t) / 3
    Q[(i + 3) * n + i + 3]! += q * t
    // Backward in time the same noise is anticorrelated.
    const cross = (q * t * dt) / 2
    Q[i * n + i + 3]! += cross
    Q[(i + 3) * n + i]! += cross
  }
}

/**
 * Motion in `axes` axes at constant velocity but for white acceleration of spectral density q (unit²/s³): state (positions, velocities)
 * interleaved as (x, ẋ) per axis. Y. Bar-Shalom, X. R. Li, T. Kirubarajan, Estimation with Applications to Tracking and Navigation
 * (2001), eq. 6.2.2-4 and 6.2.2-12.
 */
export class ConstantVelocity implements MotionModel {
  readonly dimension: number
  readonly #axes: number
  readonly #q: number

  constructor(axes: number, q: number) {
    this.#axes = axes
    this.#q = q
    this.dimension = 2 * axes
  }

  longestStep(): number {
    return Infinity
  }

  move(x: Float64Array, dt: number): void {
    for (let a = 0; a < this.#axes; a += 1) x[2 * a]! += dt * x[2 * a + 1]!
  }

  linearise(_x: Float64Array, dt: number, F: Float64Array, Q: Float64Array): void {
    const n = this.dimension
    F.fill(0, 0, n * n)
    Q.fill(0, 0, n * n)
    const t = Math.abs(dt)
    for (let a = 0; a < this.#axes; a += 1) {
      const i = 2 * a * n + 2 * a
      F[i] = 1
      F[i + n + 1] = 1
      F[i + 1] = dt
      Q[i] = (this.#q * t * t * t) / 3
      Q[i + n + 1] = this.#q * t
      Q[i + 1] = (this.#q * t * dt) / 2
      Q[i + n] = Q[i + 1]!
    }
  }
}

/** A linear measurement z = H x + v of a state of n components, v of covariance R (both by rows). */
export class LinearMeasurement implements MeasurementModel {
  readonly dimension: number
  readonly R: Float64Array
  readonly #H: Float64Array
  readonly #n: number

  constructor(n: number, H: ArrayLike<number>, R: ArrayLike<number>) {
    this.#n = n
    this.#H = Float64Array.from(H)
    this.R = Float64Array.from(R)
    this.dimension = this.#H.length / n
  }

  expect(x: Float64Array, out: Float64Array): void {
    for (let i = 0; i < this.dimension; i += 1) {
      let sum = 0
      for (let k = 0; k < this.#n; k += 1) sum += this.#H[i * this.#n + k]! * x[k]!
      out[i] = sum
    }
  }

  linearise(_x: Float64Array, H: Float64Array): void {
    H.set(this.#H)
  }

  difference(z: Float64Array, expected: Float64Array, out: Float64Array): void {
    for (let i = 0; i < this.dimension; i += 1) out[i] = z[i]! - expected[i]!
  }
}
