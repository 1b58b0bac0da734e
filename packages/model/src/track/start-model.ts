import { gravity } from '../earth/index.ts'
import { gradient, gravityGradient } from './free-flight-model.ts'
import type { MotionModel } from './models.ts'

const LONGEST_STEP = 2

const point = new Float64Array(3)
const pull = new Float64Array(3)

/**
 * A new track, of which nobody yet knows whether and where it thrusts: state (r_eci, v_eci, s), s the specific force (m/s²) in any direction, a random walk of spectral
 * density `jerk` ((m/s²)²/s per axis) — the Wiener process of acceleration (Y. Bar-Shalom, X. R. Li, T. Kirubarajan, Estimation with Applications to Tracking and Navigation, 2001,
 * eq. 6.2.3-7) on top of gravity. It is linear but for gravity, so it takes a velocity of which nothing is known without harm.
 */
export class StartModel implements MotionModel {
  readonly dimension = 9
  readonly #jerk: number

  constructor(jerk: number) {
    this.#jerk = jerk
  }

  longestStep(): number {
    return LONGEST_STEP
  }

  move(x: Float64Array, dt: number): void {
    // Midpoint rule: gravity changes by 1e-2 m/s² over a step at most.
    for (let i = 0; i < 3; i += 1) point[i] = x[i]! + 0.5 * dt * x[i + 3]!
    gravity(point, pull)
    for (let i = 0; i < 3; i += 1) {
      const a = pull[i]! + x[i + 6]!
      x[i]! += dt * (x[i + 3]! + 0.5 * dt * a)
      x[i + 3]! += dt * a
    }
  }

  linearise(x: Float64Array, dt: number, F: Float64Array, Q: Float64Array): void {
    F.fill(0, 0, 81)
    Q.fill(0, 0, 81)
    gravityGradient(x)
    const half = 0.5 * dt * dt
    const t = Math.abs(dt)
    const q = this.#jerk
    for (let i = 0; i < 3; i += 1) {
      F[i * 10] = 1
      F[(i + 3) * 10] = 1
      F[(i + 6) * 10] = 1
      F[i * 9 + i + 3] = dt
      F[i * 9 + i + 6] = half
      F[(i + 3) * 9 + i + 6] = dt
      for (let j = 0; j < 3; j += 1) {
        const g = gradient[3 * i + j]!
        F[i * 9 + j]! += half * g
        F[(i + 3) * 9 + j]! += dt * g
        F[(i + 3) * 9 + j + 3]! += half * g
      }
      Q[i * 10] = (q * t * t * t * t * t) / 20
      Q[(i + 3) * 10] = (q * t * t * t) / 3
      Q[(i + 6) * 10] = q * t
      both(Q, i, i + 3, (q * t * t * t * dt) / 8)
      both(Q, i, i + 6, (q * t * t * t) / 6)
      both(Q, i + 3, i + 6, (q * t * dt) / 2)
    }
  }
}

function both(Q: Float64Array, i: number, j: number, value: number): void {
  Q[i * 9 + j] = value
  Q[j * 9 + i] = value
}
