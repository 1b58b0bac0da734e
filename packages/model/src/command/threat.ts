import { OpendomeError, requireWithin } from '../core/index.ts'
import { WGS84_A } from '../earth/index.ts'
import { cos, exp, quadrature } from '../math/index.ts'
import { AreaSlices, Intervals } from './area-slices.ts'

/** Sigmas at which the normal distribution is cut off: beyond lie 1e-15 of it. */
const CUT = 8
/** Error of a chance, shared among the panels by their widths; what is estimated is far above what is made. */
const TOLERANCE = 1e-6
/** A half axis of one sigma above this (m) says nothing about where, and the plane about the impact point is no map any more. */
const WIDEST = 3e6
const TURN = 2 * Math.PI

/** Where a missile is expected to come down: geodetic, rad; covariance of (east, north), m², 2 × 2 by rows. `track` makes it. */
export interface ImpactBelief {
  readonly lat: number
  readonly lon: number
  readonly covariance: ArrayLike<number>
}

/** A defended area: rings [lat, lon, …] in rad, even-odd, not closed, none crossing ±180°; an impact within `margin` (m) belongs to it. */
export interface ValuedArea {
  readonly id: string
  readonly rings: readonly Float64Array[]
  readonly margin: number
  /** What an impact there costs, any unit; areas that overlap add up. */
  readonly value: number
}

/** What one expected impact threatens. */
export interface ThreatEvaluation {
  /** Chance that the impact lies in any defended area or its margin. */
  readonly chance: number
  /** Per area, in their order. */
  readonly byArea: Float64Array
  /** Expected loss: Σ value × chance. */
  readonly stake: number
}

/**
 * Predicted impacts against defended areas. The impact is normal in the plane about its mean (x = R cos(lat) Δlon, y = R Δlat, the plane in which
 * `DefendedAreas` judges impacts); with the axes along those of the covariance
 *
 *     P = ∫ φ(x/σ₁)/σ₁ Σ_k [Φ(y_k⁺(x)/σ₂) − Φ(y_k⁻(x)/σ₂)] dx,      σ₁ ≤ σ₂,
 *
 * y_k the exact intervals in which the line at x meets the area and its margin; the outer integral by quadrature to 1e-6, broken where rings begin and end.
 */
export class ThreatEvaluator {
  readonly areas: readonly ValuedArea[]
  readonly #intervals = new Intervals()

  /** Throws `invalid`, placed at the area, for a margin or value below zero, or an area without rings. */
  constructor(areas: readonly ValuedArea[]) {
    for (const area of areas) {
      const refuse = (name: string, value: number, expected: string): void => {
        throw new OpendomeError('invalid', `${name} ${value}: expected ${expected}`, {
          where: `area ${area.id}`,
        })
      }
      if (!(area.margin >= 0 && area.margin < 1e6)) refuse('margin', area.margin, '0 to 1000000 m')
      if (!(area.value >= 0 && area.value < Infinity)) refuse('value', area.value, 'a number, 0 or more')
      if (area.rings.length === 0) refuse('rings', 0, '1 or more')
    }
    this.areas = areas
  }

  /** Throws `invalid` for a covariance that is none, latitudes beyond ±88° and half axes above 3,000 km. */
  evaluate(belief: ImpactBelief): ThreatEvaluation {
    const axes = principal(belief)
    const byArea = new Float64Array(this.areas.length)
    const near: AreaSlices[] = []
    let stake = 0
    this.areas.forEach((area, a) => {
      const rings = area.rings.map((ring) => inPlane(ring, belief, axes))
      const slices = new AreaSlices(rings, area.margin, CUT * axes.minor)
      if (slices.empty) return
      byArea[a] = this.#chance([slices], axes)
      if (byArea[a] > 0) near.push(slices)
      stake += area.value * byArea[a]
    })
    const chance = near.length > 1 ? this.#chance(near, axes) : Math.max(0, ...byArea)
    return { chance, byArea, stake }
  }

  #chance(areas: readonly AreaSlices[], { minor, major }: Axes): number {
    const at = (x: number): number => {
      this.#intervals.clear()
      for (const slices of areas) slices.cut(x, this.#intervals)
      return this.#intervals.chance(major)
    }
    const focus = (from: number, to: number): void => {
      for (const slices of areas) slices.focus(from, to)
    }
    // Below a millimetre the minor axis is none.
    if (minor < 1e-3) {
      focus(0, 0)
      return at(0)
    }
    const density = (t: number): number => (exp(-0.5 * t * t) / Math.sqrt(TURN)) * at(t * minor)
    const ends = [-CUT, 0, CUT, ...areas.flatMap((s) => s.breaks.map((x) => x / minor))].sort((a, b) => a - b)
    let sum = 0
    for (let k = 1; k < ends.length; k += 1) {
      const [from, to] = [ends[k - 1]!, ends[k]!]
      if (from === to) continue
      focus(from * minor, to * minor)
      sum += quadrature(density, from, to, (TOLERANCE * (to - from)) / (2 * CUT))
    }
    return Math.min(1, sum)
  }
}

interface Axes {
  readonly minor: number
  readonly major: number
  /** Direction of the minor axis, (east, north). */
  readonly east: number
  readonly north: number
}

/** Sigmas along the axes of a 2 × 2 covariance. */
function principal({ lat, lon, covariance }: ImpactBelief): Axes {
  requireWithin('latitude', lat, (-88 * Math.PI) / 180, (88 * Math.PI) / 180, 'rad')
  requireWithin('longitude', lon, -TURN, TURN, 'rad')
  const [a, b, c, d] = [covariance[0]!, covariance[1]!, covariance[2]!, covariance[3]!]
  const middle = (a + d) / 2
  const half = Math.sqrt(((a - d) / 2) * ((a - d) / 2) + b * b)
  const large = middle + half
  const small = middle - half
  // The determinant of a line rounds to a little below zero.
  const valid = covariance.length === 4 && Math.abs(b - c) <= 1e-9 * large && small >= -1e-9 * large
  if (!valid || !(a >= 0 && d >= 0) || !(large <= WIDEST * WIDEST)) {
    throw new OpendomeError(
      'invalid',
      `covariance [${a}, ${b}, ${c}, ${d}] m²: expected symmetric, no axis below 0 or above ${WIDEST} m`,
    )
  }
  // (A − large) applied to any vector is along the minor axis.
  let [east, north] = a >= d ? [b, small - a] : [small - d, b]
  const length = Math.sqrt(east * east + north * north)
  if (length > 0) {
    east /= length
    north /= length
  } else [east, north] = [1, 0]
  return { minor: Math.sqrt(Math.max(0, small)), major: Math.sqrt(Math.max(0, large)), east, north }
}

/** A ring in the plane about the impact, x along the minor axis. */
function inPlane(ring: Float64Array, { lat, lon }: ImpactBelief, { east, north }: Axes): Float64Array {
  let [west, far] = [Infinity, -Infinity]
  for (let k = 1; k < ring.length; k += 2) {
    west = Math.min(west, ring[k]!)
    far = Math.max(far, ring[k]!)
  }
  // The whole ring goes to the side of the antimeridian on which its middle is near.
  const turns = TURN * Math.round(((west + far) / 2 - lon) / TURN)
  const shrink = cos(lat)
  const out = new Float64Array(ring.length)
  for (let k = 0; k < ring.length; k += 2) {
    const e = WGS84_A * shrink * (ring[k + 1]! - lon - turns)
    const n = WGS84_A * (ring[k]! - lat)
    out[k] = east * e + north * n
    out[k + 1] = -north * e + east * n
  }
  return out
}

/** The rule: an object is engaged where the chance that it is a warhead and lands in a defended area is at least `threshold`. */
export function isThreat(evaluation: ThreatEvaluation, warhead: number, threshold: number): boolean {
  requireWithin('chance of a warhead', warhead, 0, 1)
  requireWithin('threshold', threshold, 0, 1)
  return warhead * evaluation.chance >= threshold
}

/** One object as the rule judged it, and what became true. */
export interface JudgedObject {
  readonly judgedThreat: boolean
  /** Would it have landed in a defended area, unengaged? */
  readonly dangerous: boolean
}

/** What the rule did. */
export interface RuleLedger {
  readonly objects: number
  readonly engaged: number
  /** Rightly left alone: what engaging them would have taken is saved. */
  readonly saved: number
  readonly shotsSaved: number
  /** Left alone and landed in a defended area. */
  readonly missed: number
  /** Engaged though they would have landed elsewhere. */
  readonly inVain: number
}

/** Books of the threshold rule over some objects; `shotsEach` is what one engagement takes. */
export function ruleLedger(objects: readonly JudgedObject[], shotsEach: number): RuleLedger {
  requireWithin('shots each', shotsEach, 0, 1e6)
  const count = (judged: boolean, dangerous: boolean): number =>
    objects.filter((o) => o.judgedThreat === judged && o.dangerous === dangerous).length
  const saved = count(false, false)
  const inVain = count(true, false)
  return {
    objects: objects.length,
    engaged: count(true, true) + inVain,
    saved,
    shotsSaved: saved * shotsEach,
    missed: count(false, true),
    inVain,
  }
}
