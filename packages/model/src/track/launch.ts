import { EARTH_RATE, ecefFromEci, enuAxes, geodeticFromEcef } from '../earth/index.ts'
import { ln, norm3, tryCholesky } from '../math/index.ts'
import { flyTemplate, type Flying } from './fly-on.ts'
import { heightOf } from './free-flight-model.ts'
import type { History } from './history.ts'
import type { BoosterTemplate } from './template.ts'

/** Prior of the time since liftoff about the template's own at that height, s: says nothing. */
const TIME_SIGMA = 20
/** How near to the ellipsoid a launch pad lies (m), and how nearly at rest (m/s) a flight led back to it arrives: what terrain and template leave over. */
const PAD_HEIGHT_SIGMA = 300
const PAD_SPEED_SIGMA = 10
const STEPS = 12
/** A step shorter than this (sigmas of the prior) is the last; one that does not lower the sum of squares is halved, so often. */
const SHORT = 0.02
const HALVINGS = 4
/** The sum of squares at the solution is chi-square of two degrees where the track is such a missile: 99 % lie below. */
const FITTING = 9.210340371976184
/** Where no step leads down any more and the sum of squares is above this, the missile flies another template: further steps would not tell it. */
const HOPELESS = 3 * FITTING
/** Step of the slopes, in sigmas. */
const REACH = 0.02
/** First samples among which the best one is led back. */
const FIRST = 4

/** Where and when a missile was launched. */
export interface LaunchEstimate {
  /** Geodetic, rad. */
  readonly lat: number
  readonly lon: number
  /** s since the epoch. */
  readonly t: number
  /** Covariance of (east m, north m, time s), 3 × 3 by rows. */
  readonly covariance: Float64Array
}

/** How a missile flies a template, if it does: liftoff (s since the epoch), stretch of time and of force, with their covariance (3 × 3), and the launch they lead to. */
export interface TemplateStart {
  readonly flying: Float64Array
  readonly covariance: Float64Array
  /** Undefined where slopes do not hold so far back: no solution was reached, it does not fit, or the sample lies past the first stage, whose end bends the way back. */
  readonly launch: LaunchEstimate | undefined
  /** ln of the density that the track, flown back, has of standing on the ground and at rest. */
  readonly logLikelihood: number
}

const factor = new Float64Array(36)
const x = new Float64Array(6)
const r = new Float64Array(3)
const xi = new Float64Array(9)
const base = new Float64Array(5)
const moved = new Float64Array(5)
/** ∂(height, speed, r_ecef at liftoff)/∂ξ, 5 × 9. */
const slopes = new Float64Array(45)
const before = new Float64Array(9)
const way = new Float64Array(9)
const flying: Flying = { liftoff: 0, stretch: 1, strength: 1 }

/** The sample from which a launch is told best so far; −1 without any under thrust. */
export function anchorOf(history: History): number {
  let best = -1
  for (let k = 0; k < Math.min(FIRST, history.count); k += 1) {
    if (history.thrusting(k) < 0.5) continue
    if (best < 0 || history.blur(k) < history.blur(best)) best = k
  }
  return best
}

/**
 * Leads sample `anchor` of a track's history back to the ground along a template. Unknown are the state (6), the liftoff time, and how the missile flies the template (2); all have priors: the filter's, next to none, and the
 * template's. Flown back to liftoff the missile has to stand on the ellipsoid and at rest, which is two measurements of nine unknowns: Gauss and Newton's steps with slopes by differences, as in an iterated filter
 * (B. M. Bell, F. W. Cathey, IEEE Trans. Automatic Control 38 (1993) 294–297). Undefined where no such launch is found.
 */
export function leadBack(
  history: History,
  anchor: number,
  template: BoosterTemplate,
  epochAngle: number,
): TemplateStart | undefined {
  const numbers = history.numbers
  const state = history.stateAt(anchor)
  const t = history.time(anchor)
  for (let i = 0; i < 36; i += 1) factor[i] = numbers[state + 6 + i]!
  if (!tryCholesky(6, factor)) return undefined
  for (let i = 0; i < 6; i += 1) x[i] = numbers[state + i]!
  const since = timeAtHeight(template, heightOf(x))

  const evaluate = (out: Float64Array): void => {
    for (let i = 0; i < 6; i += 1) {
      let sum = numbers[state + i]!
      for (let k = 0; k <= i; k += 1) sum += factor[6 * i + k]! * xi[k]!
      x[i] = sum
    }
    flying.liftoff = t - Math.max(1, since + TIME_SIGMA * xi[6]!)
    flying.stretch = Math.max(0.2, 1 + template.burnTimeSigma * xi[7]!)
    flying.strength = Math.max(0.2, 1 + template.accelerationSigma * xi[8]!)
    flyTemplate(x, t, flying.liftoff, template, flying)
    const wx = x[3]! + EARTH_RATE * x[1]!
    const wy = x[4]! - EARTH_RATE * x[0]!
    out[0] = heightOf(x) / PAD_HEIGHT_SIGMA
    out[1] = (wx * x[0]! + wy * x[1]! + x[5]! * x[2]!) / norm3(x[0]!, x[1]!, x[2]!) / PAD_SPEED_SIGMA
    r[0] = x[0]!
    r[1] = x[1]!
    r[2] = x[2]!
    ecefFromEci(epochAngle + EARTH_RATE * flying.liftoff, r, r)
    for (let k = 0; k < 3; k += 1) out[2 + k] = r[k]!
  }

  xi.fill(0)
  let inverse = [0, 0, 0]
  let logLikelihood = 0
  let reached = false
  evaluate(base)
  let cost = squareSum()
  for (let step = 0; step < STEPS && !reached; step += 1) {
    for (let k = 0; k < 9; k += 1) {
      const kept = xi[k]!
      xi[k] = kept + REACH
      evaluate(moved)
      xi[k] = kept
      for (let row = 0; row < 5; row += 1) slopes[9 * row + k] = (moved[row]! - base[row]!) / REACH
    }
    // ξ ← Jᵀ (J Jᵀ + I)⁻¹ (J ξ − y), J the first two rows.
    let a = 1
    let b = 0
    let c = 1
    let p = -base[0]!
    let q = -base[1]!
    for (let k = 0; k < 9; k += 1) {
      const h = slopes[k]!
      const v = slopes[9 + k]!
      a += h * h
      b += h * v
      c += v * v
      p += h * xi[k]!
      q += v * xi[k]!
    }
    const det = a * c - b * b
    if (!(det > 0 && det < Infinity)) return undefined
    inverse = [c / det, -b / det, a / det]
    const s = inverse[0]! * p + inverse[1]! * q
    const u = inverse[1]! * p + inverse[2]! * q
    logLikelihood = -0.5 * (p * s + q * u + ln(det))
    let length2 = 0
    for (let k = 0; k < 9; k += 1) {
      before[k] = xi[k]!
      way[k] = slopes[k]! * s + slopes[9 + k]! * u - xi[k]!
      length2 += way[k]! * way[k]!
    }
    // The whole step, or half of it, or less, as long as it leads further down.
    const last = cost
    let part = 1
    for (let halving = 0; halving <= HALVINGS; halving += 1, part *= 0.5) {
      for (let k = 0; k < 9; k += 1) xi[k] = before[k]! + part * way[k]!
      evaluate(base)
      const next = squareSum()
      if (next <= cost || halving === HALVINGS) {
        cost = next
        break
      }
    }
    reached = length2 < SHORT * SHORT
    if (cost > last && cost > HOPELESS) break
  }
  // Led back to the ground and at rest, or this missile does not fly this template.
  if (!(Math.abs(base[0]!) < 10 && Math.abs(base[1]!) < 10)) return undefined
  const told = describe(template, inverse, logLikelihood)
  const since0 = (t - flying.liftoff) / flying.stretch
  const late = since0 + 2 * Math.sqrt(told.covariance[0]!) > template.stages[0]!.end
  return reached && cost < FITTING && !late ? told : { ...told, launch: undefined }
}

/** |ξ|² + |y|² of what stands in ξ and `base`. */
function squareSum(): number {
  let sum = base[0]! * base[0]! + base[1]! * base[1]!
  for (let k = 0; k < 9; k += 1) sum += xi[k]! * xi[k]!
  return sum
}

/** Writes out the solution that stands in ξ, `flying`, `base`, `slopes`. */
function describe(
  template: BoosterTemplate,
  inverse: readonly number[],
  logLikelihood: number,
): TemplateStart {
  // Rows over ξ of what is asked: liftoff, stretch, strength, east, north.
  const rows = new Float64Array(45)
  rows[6] = -TIME_SIGMA
  rows[9 + 7] = template.burnTimeSigma
  rows[18 + 8] = template.accelerationSigma
  const place = new Float64Array(3)
  for (let k = 0; k < 3; k += 1) r[k] = base[2 + k]!
  geodeticFromEcef(r, place)
  const east = new Float64Array(3)
  const north = new Float64Array(3)
  const up = new Float64Array(3)
  enuAxes(place[0]!, place[1]!, east, north, up)
  for (let k = 0; k < 9; k += 1) {
    for (let c = 0; c < 3; c += 1) {
      rows[27 + k]! += east[c]! * slopes[9 * (2 + c) + k]!
      rows[36 + k]! += north[c]! * slopes[9 * (2 + c) + k]!
    }
  }
  // A (I − Jᵀ (J Jᵀ + I)⁻¹ J) Aᵀ.
  const full = new Float64Array(25)
  const along = new Float64Array(10)
  for (let i = 0; i < 5; i += 1) {
    for (let k = 0; k < 9; k += 1) {
      along[2 * i]! += rows[9 * i + k]! * slopes[k]!
      along[2 * i + 1]! += rows[9 * i + k]! * slopes[9 + k]!
    }
  }
  for (let i = 0; i < 5; i += 1) {
    for (let j = 0; j < 5; j += 1) {
      let sum = 0
      for (let k = 0; k < 9; k += 1) sum += rows[9 * i + k]! * rows[9 * j + k]!
      const s = inverse[0]! * along[2 * j]! + inverse[1]! * along[2 * j + 1]!
      const u = inverse[1]! * along[2 * j]! + inverse[2]! * along[2 * j + 1]!
      full[5 * i + j] = sum - along[2 * i]! * s - along[2 * i + 1]! * u
    }
  }
  const pick = (of: readonly number[]): Float64Array =>
    Float64Array.from({ length: of.length * of.length }, (_, k) => {
      const i = of[Math.floor(k / of.length)]!
      const j = of[k % of.length]!
      return 0.5 * (full[5 * i + j]! + full[5 * j + i]!)
    })
  return {
    flying: Float64Array.of(flying.liftoff, flying.stretch, flying.strength),
    covariance: pick([0, 1, 2]),
    launch: { lat: place[0]!, lon: place[1]!, t: flying.liftoff, covariance: pick([3, 4, 0]) },
    logLikelihood,
  }
}

/** Time since liftoff (s) at which the template's reference flight is at this height; its burn time above all of it. */
function timeAtHeight(template: BoosterTemplate, height: number): number {
  const table = template.height
  for (let k = 1; k < table.length; k += 1) {
    if (table[k]! >= height) return k - (table[k]! - height) / Math.max(1, table[k]! - table[k - 1]!)
  }
  return template.burnTime
}
