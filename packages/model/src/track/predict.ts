import { OpendomeError } from '../core/index.ts'
import { exp, normalCdf } from '../math/index.ts'
import { BOOST, STAGING, type Beliefs } from './beliefs.ts'
import { LEAST_COEFFICIENT } from './falling-model.ts'
import type { Tracking } from './options.ts'
import { flyFreely, flyTemplate, type Flying } from './fly-on.ts'
import { SigmaPoints } from './sigma-points.ts'
import type { BoosterTemplate } from './template.ts'
import type { Track } from './track.ts'

/** Ways on of less than this probability are left out. */
const NEGLIGIBLE = 2e-3
const SQRT_TWO_PI = 2.5066282746310002
/** Beyond this many sigmas the tail of the normal distribution is its asymptote. */
const TAIL = 8

/** Limits of the correction of the filter's odds that thrust has ended by the templates. */
const LEAST_RATIO = 0.05
const MOST_RATIO = 5

/** A predicted path on a time grid, ECI. Arrays grow with the grid and are kept. */
export interface PredictedPath {
  /** Times of the grid, s since the epoch, and their number. */
  times: Float64Array
  count: number
  /** 3 numbers a time, m and m/s. */
  r_eci: Float64Array
  v_eci: Float64Array
  /** Covariance of (r, v), 36 numbers a time by rows. */
  covariance: Float64Array
}

/** Predicted end of thrust. */
export interface PredictedBurnout {
  /** Probability that it is still to come. */
  readonly probability: number
  /** Mean (s since the epoch) and sigma (s), if it is; NaN where it is not. */
  readonly t: number
  readonly sigma: number
}

/** An empty path for up to `count` times. */
export function newPath(count: number): PredictedPath {
  return {
    times: new Float64Array(count),
    count: 0,
    r_eci: new Float64Array(3 * count),
    v_eci: new Float64Array(3 * count),
    covariance: new Float64Array(36 * count),
  }
}

/** One way in which a track may go on: freely (template −1) or on a template. */
export interface Way {
  template: number
  weight: number
  /** Mean of (r, v, liftoff, stretch, strength), 9; of a free way (r, v, 1 + b), 7, β₀(1 + b) its ballistic coefficient. */
  readonly mean: Float64Array
  /** Covariance, 9 × 9 or 7 × 7. */
  readonly covariance: Float64Array
}

/**
 * How tracks go on. A track is a mixture of ways: free flight with the probability of the filter's free model, and thrust along each template with that template's share of the rest. The state and how the missile
 * flies the template (liftoff, stretch of time, stretch of force) are carried on together by sigma points through the equations of motion; that thrust has not ended yet is used by truncating the burnout time at the
 * track's own. Means and covariances are those of the mixture.
 */
export class Predictor {
  readonly #templates: readonly BoosterTemplate[]
  readonly #ballisticCoefficient: number
  readonly #sojourn: number
  readonly #beliefs: Beliefs
  readonly #ways: Way[]
  readonly #free = new SigmaPoints(7)
  readonly #thrust = new SigmaPoints(9)
  readonly #flying: Flying = { liftoff: 0, stretch: 1, strength: 1 }
  #values = new Float64Array(0)
  readonly #mean = new Float64Array(6)
  readonly #part = new Float64Array(36)

  constructor(beliefs: Beliefs, templates: readonly BoosterTemplate[], options: Tracking) {
    this.#beliefs = beliefs
    this.#templates = templates
    this.#ballisticCoefficient = options.ballisticCoefficient
    this.#sojourn = options.boostSojourn
    this.#ways = Array.from({ length: templates.length + 1 }, () => ({
      template: -1,
      weight: 0,
      mean: new Float64Array(9),
      covariance: new Float64Array(81),
    }))
  }

  /** The ways of a track, first the free one; returns their number, 0 for a track whose velocity is not clear yet. Weights add up to 1. */
  ways(track: Track): number {
    if (!track.following) return 0
    const beliefs = this.#beliefs
    track.loadLast(beliefs)
    const typing = track.typing
    let count = 0
    let sum = 0
    const free = this.#ways[0]!
    // Without a template that fits, thrust is taken to end now.
    const thrust = typing.best < 0 ? 0 : this.#thrusting(track, beliefs.thrusting)
    if (1 - thrust > NEGLIGIBLE) {
      free.template = -1
      free.weight = 1 - thrust
      sum += free.weight
      if (thrust === 0) beliefs.models.combine()
      beliefs.freely(thrust === 0, free.mean, free.covariance)
      count = 1
    }
    for (let k = 0; thrust > 0 && k < this.#templates.length; k += 1) {
      const weight = thrust * typing.probabilities[k]!
      const fit = typing.fits[k]
      if (fit === undefined || weight < NEGLIGIBLE) continue
      const way = this.#ways[count]!
      count += 1
      way.template = k
      way.weight = weight
      sum += weight
      powered(beliefs, way)
      for (let i = 0; i < 3; i += 1) {
        way.mean[6 + i] = fit.flying[i]!
        for (let j = 0; j < 3; j += 1) way.covariance[9 * (6 + i) + 6 + j] = fit.covariance[4 * i + j]!
      }
      stillBurning(way, this.#templates[k]!.burnTime, track.t)
    }
    for (let k = 0; k < count; k += 1) this.#ways[k]!.weight /= sum
    return count
  }

  /**
   * Probability of thrust with what the templates say. The filter holds an end of thrust for equally likely at any time (rate λ); a template says when it is due. The odds that thrust has ended are
   * those of the filter times (hazard of the templates' burnout time)/λ, within limits: engines also fail, and are cut off.
   */
  #thrusting(track: Track, filtered: number): number {
    const { typing } = track
    let hazard = 0
    typing.fits.forEach((fit, k) => {
      if (fit === undefined) return
      const T = this.#templates[k]!.burnTime
      const [p, P] = [fit.flying, fit.covariance]
      const sigma = Math.sqrt(P[0]! + 2 * T * P[1]! + T * T * P[5]!)
      const alpha = (track.t - p[0]! - T * p[1]!) / sigma
      hazard += (typing.probabilities[k]! * tailHazard(alpha)) / sigma
    })
    const ratio = Math.min(MOST_RATIO, Math.max(LEAST_RATIO, hazard * this.#sojourn))
    const ended = (1 - filtered) * ratio
    return filtered / (filtered + ended)
  }

  /** Way k, after `ways`. */
  way(k: number): Way {
    return this.#ways[k]!
  }

  /** Predicted end of thrust; undefined for a track whose velocity is not clear yet. */
  burnout(track: Track): PredictedBurnout | undefined {
    const count = this.ways(track)
    if (count === 0) return undefined
    let probability = 0
    let mean = 0
    let square = 0
    for (let k = 0; k < count; k += 1) {
      const { template, weight, mean: m, covariance: P } = this.#ways[k]!
      if (template < 0) continue
      const T = this.#templates[template]!.burnTime
      const t = m[6]! + T * m[7]! - track.t
      probability += weight
      mean += weight * t
      square += weight * (t * t + P[60]! + 2 * T * P[61]! + T * T * P[70]!)
    }
    if (probability === 0) return { probability, t: Number.NaN, sigma: Number.NaN }
    mean /= probability
    return { probability, t: track.t + mean, sigma: Math.sqrt(square / probability - mean * mean) }
  }

  /**
   * Mean path and covariance at `times` (s since the epoch, ascending, none before the track's) into `out`. False for a track whose velocity is not clear yet. Errors: `invalid` for times that go back.
   */
  path(track: Track, times: ArrayLike<number>, out: PredictedPath): boolean {
    const count = this.#grid(track, times, out)
    if (count === 0) return false
    const n = times.length
    if (this.#values.length < 19 * 6 * n) this.#values = new Float64Array(19 * 6 * n)
    out.covariance.fill(0, 0, 36 * n)
    let before = 0
    for (let k = 0; k < count; k += 1) {
      const { weight } = this.#ways[k]!
      const points = this.#carry(this.#ways[k]!, track.t, times)
      for (let i = 0; i < n; i += 1) this.#merge(points, i, n, weight / (before + weight), out)
      before += weight
    }
    return true
  }

  /**
   * The path through the mean of each way, weighted: `path` without covariances, which take some twenty times as long; those in `out`
   * are left as they are. The means differ by the bend of the dynamics over the uncertainty. Returns and errors as `path`.
   */
  meanPath(track: Track, times: ArrayLike<number>, out: PredictedPath): boolean {
    const count = this.#grid(track, times, out)
    for (let k = 0; k < count; k += 1) {
      const { weight, template, mean } = this.#ways[k]!
      state.set(mean)
      this.#start(state)
      let t = track.t
      for (let i = 0; i < times.length; i += 1) {
        this.#fly(state, t, times[i]!, template)
        t = times[i]!
        for (let c = 0; c < 3; c += 1) {
          out.r_eci[3 * i + c]! += weight * state[c]!
          out.v_eci[3 * i + c]! += weight * state[3 + c]!
        }
      }
    }
    return count > 0
  }

  /** Checks the times, makes room for them in `out` with means of zero, and gives the number of ways on. */
  #grid(track: Track, times: ArrayLike<number>, out: PredictedPath): number {
    const count = this.ways(track)
    if (count === 0) return 0
    const n = times.length
    let last = track.t
    for (let i = 0; i < n; i += 1) {
      if (!(times[i]! >= last && times[i]! < Infinity))
        throw new OpendomeError('invalid', `prediction to ${times[i]} s: expected at least ${last} s`)
      last = times[i]!
    }
    if (out.times.length < n) Object.assign(out, newPath(n))
    out.count = n
    for (let i = 0; i < n; i += 1) out.times[i] = times[i]!
    out.r_eci.fill(0, 0, 3 * n)
    out.v_eci.fill(0, 0, 3 * n)
    return count
  }

  /** Flies all sigma points of a way through the times; (r, v) of point p at time i stand at (p n + i) 6. */
  #carry(way: Way, t0: number, times: ArrayLike<number>): SigmaPoints {
    const n = times.length
    const free = way.template < 0
    const points = free ? this.#free : this.#thrust
    const size = points.dimension
    for (let i = 0; i < size; i += 1) points.mean[i] = way.mean[i]!
    points.spread(way.covariance)
    for (let p = 0; p < points.count; p += 1) {
      points.point(p, state)
      this.#start(state)
      let t = t0
      for (let i = 0; i < n; i += 1) {
        this.#fly(state, t, times[i]!, way.template)
        t = times[i]!
        const at = (p * n + i) * 6
        for (let c = 0; c < 6; c += 1) this.#values[at + c] = state[c]!
      }
    }
    return points
  }

  /** Takes how the missile flies its template from the last three of a state of nine. */
  #start(nine: Float64Array): void {
    this.#flying.liftoff = nine[6]!
    this.#flying.stretch = Math.max(0.1, nine[7]!)
    this.#flying.strength = Math.max(0, nine[8]!)
  }

  /** Flies the state of nine (its first six change) from t0 to t1 on its template, or freely. */
  #fly(nine: Float64Array, t0: number, t1: number, template: number): void {
    if (template < 0)
      flyFreely(nine, t0, t1, this.#ballisticCoefficient * Math.max(LEAST_COEFFICIENT, nine[6]!))
    else flyTemplate(nine, t0, t1, this.#templates[template]!, this.#flying)
  }

  /** Flies the state of nine (its first six change) from t to the end of thrust on its template; returns that time, at least t. */
  flyToBurnout(nine: Float64Array, t: number, template: number): number {
    this.#start(nine)
    const { liftoff, stretch } = this.#flying
    const burnout = Math.max(t, liftoff + stretch * this.#templates[template]!.burnTime)
    flyTemplate(nine, t, burnout, this.#templates[template]!, this.#flying)
    return burnout
  }

  /** Merges the points at time i into the mixture, of which they are the part `share`. */
  #merge(points: SigmaPoints, i: number, n: number, share: number, out: PredictedPath): void {
    points.gather(6, this.#values, 6 * n, 6 * i, this.#mean, 0, this.#part, 0)
    for (let a = 0; a < 6; a += 1) {
      const to = a < 3 ? out.r_eci : out.v_eci
      const at = 3 * i + (a % 3)
      gap[a] = share === 1 ? 0 : this.#mean[a]! - to[at]!
      to[at] = this.#mean[a]! - (1 - share) * gap[a]!
    }
    for (let a = 0; a < 6; a += 1) {
      for (let b = 0; b < 6; b += 1) {
        const at = 36 * i + 6 * a + b
        out.covariance[at] =
          (1 - share) * out.covariance[at]! +
          share * (this.#part[6 * a + b]! + (1 - share) * gap[a]! * gap[b]!)
      }
    }
  }
}

const state = new Float64Array(9)
const gap = new Float64Array(6)

/** Moment-matches the two models of thrust into the first six of a way. */
function powered(beliefs: Beliefs, way: Way): void {
  const { filters, weights } = beliefs.models
  const total = weights[BOOST]! + weights[STAGING]!
  const share = weights[STAGING]! / total
  const calm = filters[BOOST]!
  const wild = filters[STAGING]!
  way.covariance.fill(0)
  for (let i = 0; i < 6; i += 1) way.mean[i] = calm.x[i]! + share * (wild.x[i]! - calm.x[i]!)
  for (let i = 0; i < 6; i += 1) {
    for (let j = 0; j < 6; j += 1) {
      const di = wild.x[i]! - calm.x[i]!
      const dj = wild.x[j]! - calm.x[j]!
      way.covariance[9 * i + j] =
        (1 - share) * calm.P[8 * i + j]! + share * wild.P[8 * i + j]! + share * (1 - share) * di * dj
    }
  }
}

/** Hazard of a standard normal number at α: its density over what is left of its probability. */
function tailHazard(alpha: number): number {
  if (alpha > TAIL) return alpha + 1 / alpha
  return exp(-0.5 * alpha * alpha) / SQRT_TWO_PI / normalCdf(-alpha)
}

/**
 * Uses that thrust goes on at t: the burnout time b = liftoff + burnTime · stretch is a normal number cut off below t (N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions 1, 1994, section 13.10.1),
 * and what b gains in mean and loses in variance is passed on to liftoff, stretch and strength by regression.
 */
function stillBurning(way: Way, burnTime: number, t: number): void {
  const { mean, covariance: P } = way
  const cross = [0, 1, 2].map((i) => P[9 * (6 + i) + 6]! + burnTime * P[9 * (6 + i) + 7]!)
  const variance = cross[0]! + burnTime * cross[1]!
  if (!(variance > 0)) return
  const sigma = Math.sqrt(variance)
  const expected = mean[6]! + burnTime * mean[7]!
  const alpha = (t - expected) / sigma
  if (alpha < -4) return
  // Mean of the tail in sigmas, and its variance.
  const hazard = tailHazard(alpha)
  const left = alpha > TAIL ? 1 / (alpha * alpha) : 1 + alpha * hazard - hazard * hazard
  for (let i = 0; i < 3; i += 1) mean[6 + i]! += (cross[i]! * hazard) / sigma
  for (let i = 0; i < 3; i += 1) {
    for (let j = 0; j < 3; j += 1) P[9 * (6 + i) + 6 + j]! -= ((1 - left) * cross[i]! * cross[j]!) / variance
  }
}
