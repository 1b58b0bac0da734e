import { EARTH_RATE, ecefFromEci, geodeticFromEcef } from '../earth/index.ts'
import { atan2, brent, cross3, norm2, normalQuantile, pow, quantile } from '../math/index.ts'
import { fallToGround } from './fly-on.ts'
import { LEAST_COEFFICIENT } from './falling-model.ts'
import type { Predictor, Way } from './predict.ts'
import { SigmaPoints } from './sigma-points.ts'
import type { BoosterTemplate } from './template.ts'
import type { Track } from './track.ts'

/** Samples of a prediction that still has thrust in it. */
const SAMPLES = 128
/** Share of the samples that has to come down for there to be an ellipse of 90 %. */
const LANDING = 0.95
/** Chance that an ellipse holds the impact. */
const HELD = 0.9
/** −2 ln(1 − 0.9): the χ² number of two degrees below which lie 90 %. */
const CHI_SQUARE_90 = 4.605170185988092
/** Radius (m) by which angles at Earth's centre become metres on the ground: the mean radius of WGS 84. */
const MEAN_RADIUS = 6_371_008.8
const DIMENSIONS = 10

/** Where a missile is predicted to come down. */
export interface ImpactEstimate {
  /** Geodetic, rad; and time, s since the epoch, with its sigma (s). */
  readonly lat: number
  readonly lon: number
  readonly t: number
  readonly tSigma: number
  /** Covariance of (east, north) about it, m², 2 × 2 by rows; distances along great circles. */
  readonly covariance: Float64Array
  /** The ellipse that holds the impact with probability 0.9: half axes (m), and direction of the larger one, from north over east (rad, 0 to π). */
  readonly semiMajor: number
  readonly semiMinor: number
  readonly azimuth: number
  /** d² = cᵀ (covariance)⁻¹ c at its edge: 4.6 for a normal distribution. */
  readonly edge: number
  /** Share of the probability that comes down at all within six hours. */
  readonly landing: number
}

/**
 * Predicts where a track comes down. In free flight: sigma points of the state and the ballistic coefficient. Under thrust the range grows so fast with the speed at burnout that a slope says little: 128 points of a
 * Kronecker sequence (the additive recurrence of the generalised golden ratio, M. Roberts 2018; each dimension mapped by the normal quantile) spread over all ways on, state, template and ballistic coefficient; mean and
 * covariance are theirs, and the ellipse is scaled to hold 90 % of them.
 */
export class ImpactPredictor {
  readonly #predictor: Predictor
  readonly #templates: readonly BoosterTemplate[]
  readonly #epochAngle: number
  readonly #ballisticCoefficient: number
  readonly #ballisticSigma: number
  readonly #free = new SigmaPoints(7)
  readonly #places = new Float64Array(4 * SAMPLES)
  readonly #steps: readonly number[]
  readonly #thrust = new SigmaPoints(9)

  constructor(
    predictor: Predictor,
    templates: readonly BoosterTemplate[],
    epochAngle: number,
    ballisticCoefficient: number,
    ballisticSigma: number,
  ) {
    this.#predictor = predictor
    this.#templates = templates
    this.#epochAngle = epochAngle
    this.#ballisticCoefficient = ballisticCoefficient
    this.#ballisticSigma = ballisticSigma
    // Steps g^−k of the positive root of g^(d+1) = g + 1.
    const g = brent((x) => pow(x, DIMENSIONS + 1) - x - 1, 1, 2, 1e-15)
    let step = 1
    this.#steps = Array.from({ length: DIMENSIONS }, () => (step /= g))
  }

  /** Undefined for a track whose velocity is not clear, or of whose probability less than 95 % comes down. */
  predict(track: Track): ImpactEstimate | undefined {
    const predictor = this.#predictor
    const count = predictor.ways(track)
    if (count === 0) return undefined
    const only = predictor.way(0)
    if (count === 1 && only.template < 0) return this.#fall(track.t, only)
    return this.#scatter(track.t, count)
  }

  /** A free way: state and ballistic coefficient by sigma points. */
  #fall(t: number, way: Way): ImpactEstimate | undefined {
    const points = this.#free
    for (let i = 0; i < 7; i += 1) points.mean[i] = way.mean[i]!
    points.spread(way.covariance)
    for (let p = 0; p < points.count; p += 1) {
      points.point(p, state)
      const down = fallToGround(state, t, this.#ballisticCoefficient * Math.max(LEAST_COEFFICIENT, state[6]!))
      if (!(down < Infinity)) return undefined
      this.#land(p, down)
    }
    this.#flatten(points.count, 0)
    points.gather(3, this.#places, 4, 0, mean, 0, spread, 0)
    return this.#describe(mean, spread, CHI_SQUARE_90, 1)
  }

  /** All ways by samples. */
  #scatter(t: number, count: number): ImpactEstimate | undefined {
    const predictor = this.#predictor
    let k = 0
    let reached = predictor.way(0).weight
    let loaded = -1
    let landed = 0
    for (let s = 0; s < SAMPLES; s += 1) {
      while (k + 1 < count && (s + 0.5) / SAMPLES > reached) {
        k += 1
        reached += predictor.way(k).weight
      }
      const way = predictor.way(k)
      const free = way.template < 0
      const points = free ? this.#free : this.#thrust
      const size = free ? 7 : 9
      if (loaded !== k) {
        loaded = k
        points.spread(way.covariance)
      }
      // Point s of the sequence, shifted by half.
      for (let d = 0; d < DIMENSIONS; d += 1) {
        const u = 0.5 + (s + 1) * this.#steps[d]!
        normal[d] = normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, u - Math.floor(u))))
      }
      for (let i = 0; i < size; i += 1) {
        let sum = way.mean[i]!
        for (let j = 0; j <= i; j += 1) sum += points.factor[size * i + j]! * normal[j]!
        state[i] = sum
      }
      const down = this.#flyDown(t, way, free ? state[6]! : 1 + this.#ballisticSigma * normal[9]!)
      if (!(down < Infinity)) continue
      this.#land(landed, down)
      landed += 1
    }
    if (landed < LANDING * SAMPLES) return undefined
    this.#flatten(landed, -1)
    mean.fill(0)
    spread.fill(0)
    const places = this.#places
    for (let s = 0; s < landed; s += 1) for (let c = 0; c < 3; c += 1) mean[c]! += places[4 * s + c]! / landed
    for (let s = 0; s < landed; s += 1) {
      for (let a = 0; a < 3; a += 1) {
        for (let b = 0; b < 3; b += 1)
          spread[3 * a + b]! +=
            ((places[4 * s + a]! - mean[a]!) * (places[4 * s + b]! - mean[b]!)) / (landed - 1)
      }
    }
    const det = spread[0]! * spread[4]! - spread[1]! * spread[1]!
    const distances = Array.from({ length: landed }, (_, s) => {
      const e = places[4 * s]! - mean[0]!
      const n = places[4 * s + 1]! - mean[1]!
      return (spread[4]! * e * e - 2 * spread[1]! * e * n + spread[0]! * n * n) / det
    }).sort((a, b) => a - b)
    return this.#describe(mean, spread, quantile(distances, HELD), landed / SAMPLES)
  }

  /** Flies `state` to the ground; returns the time, or NaN. */
  #flyDown(t: number, way: Way, part: number): number {
    const ballistic = Math.max(LEAST_COEFFICIENT, part)
    if (way.template < 0) return fallToGround(state, t, this.#ballisticCoefficient * ballistic)
    const template = this.#templates[way.template]!
    const burnout = this.#predictor.flyToBurnout(state, t, way.template)
    return fallToGround(state, burnout, template.ballisticCoefficient * ballistic)
  }

  /** Keeps the impact that stands in `state` at time t: ECEF, time. */
  #land(s: number, t: number): void {
    for (let c = 0; c < 3; c += 1) place[c] = state[c]!
    ecefFromEci(this.#epochAngle + EARTH_RATE * t, place, place)
    for (let c = 0; c < 3; c += 1) this.#places[4 * s + c] = place[c]!
    this.#places[4 * s + 3] = t
  }

  /** Turns the kept impacts into (east, north, time) about impact `centre`, or about their mean direction where it is −1. */
  #flatten(count: number, centre: number): void {
    const places = this.#places
    middle.fill(0)
    if (centre >= 0) for (let c = 0; c < 3; c += 1) middle[c] = places[4 * centre + c]!
    else
      for (let s = 0; s < count; s += 1)
        for (let c = 0; c < 3; c += 1) middle[c]! += places[4 * s + c]! / count
    // Geocentric axes, since angles are taken at Earth's centre; at a pole east is the y axis.
    const axis = norm2(middle[0]!, middle[1]!)
    const size = norm2(axis, middle[2]!)
    east[0] = axis > 0 ? -middle[1]! / axis : 0
    east[1] = axis > 0 ? middle[0]! / axis : 1
    for (let c = 0; c < 3; c += 1) up[c] = middle[c]! / size
    cross3(up, east, north)
    geodeticFromEcef(middle, place)
    origin[0] = place[0]!
    origin[1] = place[1]!
    for (let s = 0; s < count; s += 1) {
      let e = 0
      let n = 0
      let u = 0
      for (let c = 0; c < 3; c += 1) {
        e += east[c]! * places[4 * s + c]!
        n += north[c]! * places[4 * s + c]!
        u += up[c]! * places[4 * s + c]!
      }
      const across = Math.sqrt(e * e + n * n)
      const scale = across > 0 ? (MEAN_RADIUS * atan2(across, u)) / across : 0
      places[4 * s] = e * scale
      places[4 * s + 1] = n * scale
      places[4 * s + 2] = places[4 * s + 3]!
    }
  }

  #describe(m: Float64Array, P: Float64Array, edge: number, landing: number): ImpactEstimate {
    // The mean is a short way from the origin: moved there along the tangent.
    const lat = origin[0]! + m[1]! / MEAN_RADIUS
    const lon =
      origin[1]! + m[0]! / (MEAN_RADIUS * Math.sqrt(Math.max(1e-12, up[0]! * up[0]! + up[1]! * up[1]!)))
    const half = 0.5 * (P[0]! + P[4]!)
    const apart = Math.sqrt(0.25 * (P[0]! - P[4]!) * (P[0]! - P[4]!) + P[1]! * P[1]!)
    const azimuth = 0.5 * atan2(2 * P[1]!, P[4]! - P[0]!)
    return {
      lat,
      lon,
      t: m[2]!,
      tSigma: Math.sqrt(P[8]!),
      covariance: Float64Array.of(P[0]!, P[1]!, P[3]!, P[4]!),
      semiMajor: Math.sqrt(edge * (half + apart)),
      semiMinor: Math.sqrt(edge * Math.max(0, half - apart)),
      azimuth: azimuth < 0 ? azimuth + Math.PI : azimuth,
      edge,
      landing,
    }
  }
}

const state = new Float64Array(9)
const normal = new Float64Array(DIMENSIONS)
const place = new Float64Array(3)
const middle = new Float64Array(3)
const origin = new Float64Array(2)
const east = new Float64Array(3)
const north = new Float64Array(3)
const up = new Float64Array(3)
const mean = new Float64Array(3)
const spread = new Float64Array(9)
