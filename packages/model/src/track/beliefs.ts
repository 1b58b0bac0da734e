import { EARTH_RATE } from '../earth/index.ts'
import { exp, ln, norm3 } from '../math/index.ts'
import { across } from './across.ts'
import { Boost } from './boost-model.ts'
import { ExtendedFilter } from './extended.ts'
import { Falling, LEAST_COEFFICIENT } from './falling-model.ts'
import { whiteUpdate } from './gaussian.ts'
import { Imm } from './imm.ts'
import type { Tracking } from './options.ts'
import type { PositionInformation } from './sights.ts'
import { StartModel } from './start-model.ts'
import { ACROSS_SIGMA, GROWTH, GROWTH_SIGMA, THRUST, THRUST_SIGMA, restrainThrust } from './thrust-prior.ts'
import { UNREST, Unrest } from './unrest.ts'

/** Models of the interacting filter, in its order. */
export const BOOST = 0
export const STAGING = 1
const FREE = 2

/** What a belief is: a start without a model, or models. */
const STARTING = 0
export const FOLLOWING = 1

/** What is taken for granted of a new track before its velocity is known: assumptions, wide on purpose. */
const START_THRUST = 40
/** Change of the specific force within 1 s while it starts, m/s². */
const START_JERK = 2
/** The models take over when the velocity relative to the air is this many times its sigma, and at least this (m/s). */
const CLEAR_VELOCITY = 4
const LEAST_SPEED = 120
/** Probability from which free flight is held against what is seen: thrust that is ending is not a push. */
const SETTLED = 0.99
/** Specific force (m/s²) that free flight may still show: drag. */
const FREE_SIGMA = 0.5
/** Relative growth of acceleration gains this uncertainty (1/s) in 1 s, between stagings and at one. */
const GROWTH_CHANGE = 5e-4
const STAGING_GROWTH_CHANGE = 0.01
/** Acceleration in any direction that the wide model allows, as a part of its change of thrust. */
const STAGING_STEERING = 0.2
/** Mean time (s) of the wide model at a staging, and of a body that is taken to fly freely before it might thrust again. */
const STAGING_TIME = 2
/** Chance per second that what began as a staging is the end of thrust: small, or a fall of thrust to a third is taken for it. */
const END_AT_STAGING = 0.01
const FREE_TIME = 1e6

const identity = (n: number): Float64Array => {
  const P = new Float64Array(n * n)
  for (let i = 0; i < n; i += 1) P[i * n + i] = 1
  return P
}

/**
 * The filter of all tracks: one belief is loaded, moved, corrected and put back. A belief is a row of `size` numbers: what it is, then the
 * storage of the start filter (r, v, specific force) or of the interacting models boost, staging (boost after a jump of acceleration) and free flight.
 */
export class Beliefs {
  readonly size: number
  readonly models: Imm
  readonly start: ExtendedFilter
  /** The model of free flight among `models`. */
  readonly falling: Falling
  /** What the loaded belief is. */
  phase = STARTING
  readonly #boosts: readonly Boost[]
  /** What the body does in free flight that free flight does not. */
  readonly #unrest = new Unrest()
  readonly #startStorage: Float64Array
  readonly #rows = new Float64Array(9)
  readonly #values = new Float64Array(3)

  constructor(options: Tracking) {
    const square = (g: number): number => g * g
    const steering = square(options.steering)
    const calm = {
      steering,
      thrust: square(options.thrustChange),
      growth: square(GROWTH_CHANGE),
    }
    const jump = {
      steering: square(STAGING_STEERING * options.stagingChange),
      thrust: square(options.stagingChange),
      growth: square(STAGING_GROWTH_CHANGE),
    }
    const boosts = { x: [7e6, 0, 0, 0, 1000, 0, 30, 0.01], P: identity(8) }
    const falling = new Falling(
      options.ballisticCoefficient,
      options.ballisticCoefficientSigma,
      square(options.freeFlightNoise),
    )
    this.falling = falling
    this.#boosts = [new Boost(calm), new Boost(jump)]
    this.models = new Imm(
      [new Boost(calm), new Boost(jump), falling],
      [boosts, boosts, { x: boosts.x.slice(0, 7), P: identity(7) }],
      [
        0,
        1 / options.stageSojourn,
        1 / options.boostSojourn,
        1 / STAGING_TIME,
        0,
        END_AT_STAGING,
        0.1 / FREE_TIME,
        0.9 / FREE_TIME,
        0,
      ],
      [0.9, 0.05, 0.05],
      6,
    )
    this.#startStorage = new Float64Array(90)
    this.start = new ExtendedFilter(
      new StartModel(START_JERK * START_JERK),
      [7e6, 0, 0, 0, 0, 0, 0, 0, 0],
      identity(9),
      this.#startStorage,
    )
    this.size = 1 + UNREST + Math.max(90, this.models.storage.length)
  }

  /** Mean of position and velocity (6, then more) of the loaded belief. */
  get x(): Float64Array {
    return this.phase === STARTING ? this.start.x : this.models.x
  }

  /** Loads the belief that stands in `from` at `at`; the mixture of its models is made by the next `predict` or `update`, or by `models.combine`. */
  load(from: Float64Array, at: number): void {
    this.phase = from[at]!
    const { numbers } = this.#unrest
    for (let i = 0; i < UNREST; i += 1) numbers[i] = from[at + 1 + i]!
    const storage = this.#storage()
    for (let i = 0; i < storage.length; i += 1) storage[i] = from[at + 1 + UNREST + i]!
  }

  /** Puts the loaded belief into `to` at `at`. */
  put(to: Float64Array, at: number): void {
    to[at] = this.phase
    to.set(this.#unrest.numbers, at + 1)
    to.set(this.#storage(), at + 1 + UNREST)
  }

  #storage(): Float64Array {
    return this.phase === STARTING ? this.#startStorage : this.models.storage
  }

  /** Makes the loaded belief a new one of this state and covariance (r, v; 6 and 36), about whose thrust next to nothing is known. */
  begin(state: Float64Array, covariance: Float64Array): void {
    this.phase = STARTING
    this.#unrest.clear()
    const { x, P } = this.start
    P.fill(0)
    const length = norm3(state[0]!, state[1]!, state[2]!)
    for (let i = 0; i < 6; i += 1) {
      x[i] = state[i]!
      for (let j = 0; j < 6; j += 1) P[9 * i + j] = covariance[6 * i + j]!
    }
    for (let i = 0; i < 3; i += 1) {
      // Half a typical thrust upward: what rises through the clouds does so steeply.
      x[i + 6] = (0.5 * START_THRUST * state[i]!) / length
      P[(i + 6) * 10] = START_THRUST * START_THRUST
    }
  }

  /** Writes r, v, specific thrust, growth and probability of thrust (9) and the covariance of r and v (36) of the loaded belief. */
  summarise(state: Float64Array, covariance: Float64Array): void {
    if (this.phase === STARTING) {
      const { x, P } = this.start
      const speed = Math.sqrt(x[3]! * x[3]! + x[4]! * x[4]! + x[5]! * x[5]!)
      let along = 0
      for (let i = 0; i < 6; i += 1) {
        state[i] = x[i]!
        for (let j = 0; j < 6; j += 1) covariance[6 * i + j] = P[9 * i + j]!
      }
      if (speed > 0) for (let i = 0; i < 3; i += 1) along += (x[6 + i]! * x[3 + i]!) / speed
      state[6] = along
      state[7] = GROWTH
      state[8] = 0.5
      return
    }
    const { x, P, filters, weights } = this.models
    for (let i = 0; i < 6; i += 1) state[i] = x[i]!
    covariance.set(P)
    const powered = weights[BOOST]! + weights[STAGING]!
    for (let k = 6; k < 8; k += 1) {
      state[k] =
        (weights[BOOST]! * filters[BOOST]!.x[k]! + weights[STAGING]! * filters[STAGING]!.x[k]!) / powered
    }
    state[8] = powered
  }

  /** Probability of thrust of a loaded belief with models. */
  get thrusting(): number {
    return this.models.weights[BOOST]! + this.models.weights[STAGING]!
  }

  /** Writes the mean of position (3) and its covariance (9) of the loaded belief into `out` from `at` on. */
  place(out: Float64Array, at: number): void {
    const starting = this.phase === STARTING
    const x = starting ? this.start.x : this.models.x
    const P = starting ? this.start.P : this.models.P
    const n = starting ? 9 : 6
    for (let i = 0; i < 3; i += 1) {
      out[at + i] = x[i]!
      for (let j = 0; j < 3; j += 1) out[at + 3 + 3 * i + j] = P[i * n + j]!
    }
  }

  /**
   * Writes the loaded belief as that of a body that flies freely from now on: mean of r, v and 1 + b (7) and their covariance (7 × 7), β₀(1 + b) its ballistic coefficient. Of the free model alone, or with `all`
   * of the mixture, whose other models say nothing of b.
   */
  freely(all: boolean, mean: Float64Array, covariance: Float64Array): void {
    const { filters, weights } = this.models
    const free = filters[FREE]!
    const share = all ? weights[FREE]! : 1
    const of = all ? this.models : free
    const n = all ? 6 : 7
    const b = free.x[6]!
    const variance = free.P[48]!
    for (let i = 0; i < 6; i += 1) {
      mean[i] = of.x[i]!
      for (let j = 0; j < 6; j += 1) covariance[7 * i + j] = of.P[n * i + j]!
      const cross = share * (free.P[7 * i + 6]! + (free.x[i]! - of.x[i]!) * b)
      covariance[7 * i + 6] = cross
      covariance[42 + i] = cross
    }
    mean[6] = Math.max(LEAST_COEFFICIENT, 1 + share * b)
    covariance[48] =
      share * variance + (1 - share) * this.falling.freshVariance[0]! + share * (1 - share) * b * b
  }

  predict(dt: number): void {
    if (this.phase === STARTING) {
      this.start.predict(dt)
      return
    }
    this.#unrest.fade(dt)
    const { level } = this.#unrest
    this.falling.unrest = level
    for (const boost of this.#boosts) boost.unrest = level
    this.falling.variance = this.models.filters[FREE]!.P[48]!
    this.models.predict(dt)
    const { filters } = this.models
    for (let k = BOOST; k <= STAGING; k += 1) restrainThrust(filters[k]!, filters[FREE]!)
  }

  /** Corrects the loaded belief; returns the normalised innovation squared, its degrees of freedom in `freedom`. */
  update(information: PositionInformation): number {
    const m = information.whiten(this.#rows, this.#values)
    this.freedom = m
    if (m === 0) return 0
    if (this.phase === FOLLOWING) {
      this.models.updateWhite(m, 3, this.#rows, this.#values, information.origin)
      this.#watch(m, information.origin)
      return this.models.fit.nis
    }
    const { x, P, fit } = this.start
    for (let r = 0; r < m; r += 1) {
      let nu = this.#values[r]!
      for (let k = 0; k < 3; k += 1) {
        const h = this.#rows[3 * r + k]!
        nine[9 * r + k] = h
        nu -= h * (x[k]! - information.origin[k]!)
      }
      nus[r] = nu
    }
    whiteUpdate(9, m, 3, x, P, nine, nus, fit)
    this.#takeOver()
    return fit.nis
  }

  /** Degrees of freedom of the last update. */
  freedom = 0

  /** Looks for a push in what has just corrected a body that is taken to fly freely. */
  #watch(m: number, origin: Float64Array): void {
    if (this.models.weights[FREE]! < SETTLED) {
      this.#unrest.pause()
      return
    }
    const { x, P } = this.models.filters[FREE]!
    if (this.#unrest.take(m, this.#rows, this.#values, origin, 7, x, P)) this.models.combine()
  }

  /** Turns a start whose velocity has become clear into the beliefs of the models. */
  #takeOver(): void {
    const { x, P, fit } = this.start
    const wx = x[3]! + EARTH_RATE * x[1]!
    const wy = x[4]! - EARTH_RATE * x[0]!
    const wz = x[5]!
    const speed2 = wx * wx + wy * wy + wz * wz
    const spread = P[3 * 10]! + P[4 * 10]! + P[5 * 10]!
    if (!(speed2 > LEAST_SPEED * LEAST_SPEED && speed2 > CLEAR_VELOCITY * CLEAR_VELOCITY * spread)) return
    const speed = Math.sqrt(speed2)
    unit[0] = wx / speed
    unit[1] = wy / speed
    unit[2] = wz / speed
    const { filters, weights } = this.models
    keptX.set(x)
    keptP.set(P)

    // Free flight: no specific force.
    for (let i = 0; i < 3; i += 1) {
      specific(i, 1 / FREE_SIGMA, i === 0 ? 1 : 0, i === 1 ? 1 : 0, i === 2 ? 1 : 0)
      nus[i] = -x[6 + i]! / FREE_SIGMA
    }
    whiteUpdate(9, 3, 9, x, P, nine, nus, fit)
    const free = filters[FREE]!
    for (let i = 0; i < 6; i += 1) {
      free.x[i] = x[i]!
      for (let j = 0; j < 6; j += 1) free.P[7 * i + j] = P[9 * i + j]!
      free.P[7 * i + 6] = 0
      free.P[42 + i] = 0
    }
    free.x[6] = 0
    free.P[48] = this.falling.freshVariance[0]!
    const freeFit = fit.logLikelihood

    // Thrust along the path, and little across it.
    x.set(keptX)
    P.set(keptP)
    across(unit, side)
    specific(0, 1 / THRUST_SIGMA, unit[0], unit[1], unit[2])
    specific(1, 1 / ACROSS_SIGMA, side[0]!, side[1]!, side[2]!)
    specific(
      2,
      1 / ACROSS_SIGMA,
      unit[1] * side[2]! - unit[2] * side[1]!,
      unit[2] * side[0]! - unit[0] * side[2]!,
      unit[0] * side[1]! - unit[1] * side[0]!,
    )
    for (let r = 0; r < 3; r += 1) {
      let nu = r === 0 ? THRUST / THRUST_SIGMA : 0
      for (let k = 6; k < 9; k += 1) nu -= nine[9 * r + k]! * x[k]!
      nus[r] = nu
    }
    whiteUpdate(9, 3, 9, x, P, nine, nus, fit)
    const boost = filters[BOOST]!
    const staging = filters[STAGING]!
    for (let i = 0; i < 6; i += 1) {
      boost.x[i] = x[i]!
      let cross = 0
      for (let k = 0; k < 3; k += 1) cross += P[9 * i + 6 + k]! * unit[k]!
      boost.P[8 * i + 6] = cross
      boost.P[48 + i] = cross
      boost.P[8 * i + 7] = 0
      boost.P[56 + i] = 0
      for (let j = 0; j < 6; j += 1) boost.P[8 * i + j] = P[9 * i + j]!
    }
    let a = 0
    let variance = 0
    for (let i = 0; i < 3; i += 1) {
      a += unit[i]! * x[6 + i]!
      for (let j = 0; j < 3; j += 1) variance += unit[i]! * unit[j]! * P[9 * (6 + i) + 6 + j]!
    }
    boost.x[6] = a
    boost.x[7] = GROWTH
    boost.P[54] = variance
    boost.P[55] = 0
    boost.P[62] = 0
    boost.P[63] = GROWTH_SIGMA * GROWTH_SIGMA
    staging.x.set(boost.x)
    staging.P.set(boost.P)

    // What rises under a sensor's eyes is mostly thrusting; what the start has measured decides. None is ruled out yet.
    const lead = freeFit - fit.logLikelihood + SCALES + FREE_ODDS
    const odds = exp(Math.max(-MOST_LEAD, Math.min(MOST_LEAD, lead)))
    weights[FREE] = odds / (1 + odds)
    weights[BOOST] = 0.95 / (1 + odds)
    weights[STAGING] = 0.05 / (1 + odds)
    this.phase = FOLLOWING
    this.models.combine()
  }
}

/** Logarithm of the prior odds of free flight when a track's velocity becomes clear: 1 to 9, an assumption. */
const FREE_ODDS = ln(1 / 9)
/** What whitening took out of the two densities, and the most that a start may decide (a chance of 1e-3 stays with the other). */
const SCALES = ln((THRUST_SIGMA * ACROSS_SIGMA * ACROSS_SIGMA) / (FREE_SIGMA * FREE_SIGMA * FREE_SIGMA))
const MOST_LEAD = 7

const nine = new Float64Array(27)
const nus = new Float64Array(3)
const unit = new Float64Array(3) as Float64Array & { 0: number; 1: number; 2: number }
const side = new Float64Array(3)
const keptX = new Float64Array(9)
const keptP = new Float64Array(81)

/** Row r of `nine`: a component of the specific force. */
function specific(r: number, scale: number, x: number, y: number, z: number): void {
  for (let k = 0; k < 6; k += 1) nine[9 * r + k] = 0
  nine[9 * r + 6] = scale * x
  nine[9 * r + 7] = scale * y
  nine[9 * r + 8] = scale * z
}
