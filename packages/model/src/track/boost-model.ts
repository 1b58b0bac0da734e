import { EARTH_RATE, gravity } from '../earth/index.ts'
import { gradient, gravityGradient } from './free-flight-model.ts'
import { whiteAcceleration, type MotionModel } from './models.ts'

/** Longest step (s): thrust turns with the velocity, by up to 0.05 rad/s early in flight. */
const LONGEST_STEP = 1
/**
 * Below this speed (m/s) relative to the air the direction of thrust is not taken from the velocity any more as sharply: the slope of the direction is
 * held. Real boosters pass it before they clear the clouds.
 */
const SLOWEST = 50

const point = new Float64Array(3)
const pull = new Float64Array(3)
const unit = new Float64Array(3)
const turning = new Float64Array(9)
const square = new Float64Array(9)
const slope = new Float64Array(6)
const trial = new Float64Array(6)
const total = new Float64Array(6)

/** Spectral densities of what the boost model does not know. */
export interface BoostNoise {
  /** Acceleration across and along the path, white, m²/s³. */
  readonly steering: number
  /** Random walk of the axial acceleration, (m/s²)²/s. */
  readonly thrust: number
  /** Random walk of its relative growth, (1/s)²/s. */
  readonly growth: number
}

/**
 * A booster under thrust: state (r_eci, v_eci, a, κ). The specific force a (m/s², thrust less drag over mass) acts along the velocity w = v − ω × r
 * relative to the air (a gravity turn) and grows as propellant burns at constant mass flow: for a = F/m with ṁ constant and κ = −ṁ/m, ȧ = κa and κ̇ = κ².
 *
 *   r̈ = g(r) + a w/|w|
 *
 * The transition is the series of exp(A dt) to order 2 (order 3 in position); drag is inside a. After Y. Li, T. Kirubarajan, Y. Bar-Shalom and M. Yeddanapudi,
 * IEEE Trans. Aerospace and Electronic Systems 37 (2001), and X. R. Li, V. P. Jilkov, Survey of Maneuvering Target Tracking, part II: ballistic target models, Proc. SPIE
 * 4473 (2001), section 3 (gravity turn with net specific thrust and mass depletion as states).
 */
export class Boost implements MotionModel {
  readonly dimension = 8
  /** Spectral density (m²/s³) of further white acceleration: what the body has been seen to do beyond the model. */
  unrest = 0
  readonly #noise: BoostNoise

  constructor(noise: BoostNoise) {
    this.#noise = noise
  }

  longestStep(): number {
    return LONGEST_STEP
  }

  move(x: Float64Array, dt: number): void {
    const a = x[6]!
    const k = x[7]! * dt
    for (let i = 0; i < 6; i += 1) {
      total[i] = 0
      trial[i] = x[i]!
    }
    for (let stage = 0; stage < 4; stage += 1) {
      // a(t) = a/(1 − κt) to second order, so that no mass runs out.
      const part = stage === 0 ? 0 : stage === 3 ? k : 0.5 * k
      push(trial, a * (1 + part + part * part), slope)
      const weight = stage === 0 || stage === 3 ? dt / 6 : dt / 3
      const ahead = stage === 2 ? dt : 0.5 * dt
      for (let i = 0; i < 6; i += 1) {
        total[i]! += weight * slope[i]!
        trial[i] = x[i]! + ahead * slope[i]!
      }
    }
    for (let i = 0; i < 6; i += 1) x[i]! += total[i]!
    x[6] = a * (1 + k + k * k)
    x[7] = x[7]! * (1 + k + k * k)
  }

  linearise(x: Float64Array, dt: number, F: Float64Array, Q: Float64Array): void {
    F.fill(0, 0, 64)
    Q.fill(0, 0, 64)
    gravityGradient(x)
    const a = x[6]!
    const kappa = x[7]!
    const wx = x[3]! + EARTH_RATE * x[1]!
    const wy = x[4]! - EARTH_RATE * x[0]!
    const wz = x[5]!
    const speed = Math.sqrt(wx * wx + wy * wy + wz * wz)
    const inverse = speed > 0 ? 1 / speed : 0
    unit[0] = wx * inverse
    unit[1] = wy * inverse
    unit[2] = wz * inverse
    // W = ∂(a ŵ)/∂v = a/|w| (I − ŵŵᵀ), and W² = a/|w| W.
    const rate = a / Math.max(speed, SLOWEST)
    for (let i = 0; i < 3; i += 1) {
      for (let j = 0; j < 3; j += 1) {
        turning[3 * i + j] = rate * ((i === j ? 1 : 0) - unit[i]! * unit[j]!)
        square[3 * i + j] = gradient[3 * i + j]! + rate * turning[3 * i + j]!
      }
    }
    const half = 0.5 * dt * dt
    const sixth = (half * dt) / 3
    for (let i = 0; i < 3; i += 1) {
      F[i * 9] = 1
      F[(i + 3) * 9] = 1
      F[i * 8 + i + 3]! += dt
      const row = i * 8
      const fast = (i + 3) * 8
      // The air turns with the Earth: ∂w/∂r = −[ω×].
      const w0 = turning[3 * i]!
      const w1 = turning[3 * i + 1]!
      const spinX = -EARTH_RATE * w1
      const spinY = EARTH_RATE * w0
      for (let j = 0; j < 3; j += 1) {
        const g = gradient[3 * i + j]! + (j === 0 ? spinX : j === 1 ? spinY : 0)
        const w = turning[3 * i + j]!
        F[row + j]! += half * g
        F[row + j + 3]! += half * w + sixth * square[3 * i + j]!
        F[fast + j]! += dt * g
        F[fast + j + 3]! += dt * w + half * square[3 * i + j]!
      }
      const u = unit[i]!
      F[row + 6] = u * (half + sixth * kappa)
      F[row + 7] = u * a * sixth
      F[fast + 6] = u * (dt + half * kappa + 2 * sixth * kappa * kappa)
      F[fast + 7] = u * a * (half + 4 * sixth * kappa)
    }
    const k = kappa * dt
    F[54] = 1 + k + k * k
    F[55] = a * dt * (1 + 2 * k)
    F[63] = 1 + 2 * k + 3 * k * k

    const t = Math.abs(dt)
    const { steering, thrust, growth } = this.#noise
    whiteAcceleration(8, steering + this.unrest, dt, Q)
    // A random walk of a enters velocity and position along ŵ.
    const vv = (thrust * t * t * t) / 3
    const rr = (thrust * t * t * t * t * t) / 20
    const rv = (thrust * t * t * t * dt) / 8
    const av = (thrust * t * dt) / 2
    const ar = (thrust * t * t * t) / 6
    for (let i = 0; i < 3; i += 1) {
      for (let j = 0; j < 3; j += 1) {
        const uu = unit[i]! * unit[j]!
        Q[i * 8 + j]! += rr * uu
        Q[i * 8 + j + 3]! += rv * uu
        Q[(i + 3) * 8 + j]! += rv * uu
        Q[(i + 3) * 8 + j + 3]! += vv * uu
      }
      Q[i * 8 + 6] = ar * unit[i]!
      Q[48 + i] = Q[i * 8 + 6]!
      Q[(i + 3) * 8 + 6] = av * unit[i]!
      Q[48 + i + 3] = Q[(i + 3) * 8 + 6]!
    }
    // A random walk of κ enters a; what it adds to velocity within a step is a higher order and left out.
    const reach = growth * a * a
    Q[54] = thrust * t + (reach * t * t * t) / 3
    Q[55] = (growth * a * t * dt) / 2
    Q[62] = Q[55]!
    Q[63] = growth * t
  }
}

/** Time derivative of (r, v) under a specific force `a` along the relative velocity. */
function push(x: Float64Array, a: number, out: Float64Array): void {
  point[0] = x[0]!
  point[1] = x[1]!
  point[2] = x[2]!
  gravity(point, pull)
  const wx = x[3]! + EARTH_RATE * x[1]!
  const wy = x[4]! - EARTH_RATE * x[0]!
  const wz = x[5]!
  const speed = Math.sqrt(wx * wx + wy * wy + wz * wz)
  const along = speed > 0 ? a / speed : 0
  out[0] = x[3]!
  out[1] = x[4]!
  out[2] = x[5]!
  out[3] = pull[0]! + along * wx
  out[4] = pull[1]! + along * wy
  out[5] = pull[2]! + along * wz
}
