import { OpendomeError, requireWithin } from '../core/index.ts'
import { WGS84_A } from '../earth/index.ts'
import { cos, exp, quadrature } from '../math/index.ts'
import { AreaSlices, Intervals } from './area-slices.ts'

/** Sigmas at which the normal distribution is cut off: beyond lie 1e-15 of it. */
const CUT = 8
/** Error asked of a chance, shared among the panels by their widths; the larger on coasts. Kinks at the vertices can fool the estimate: 1e-5 is what holds of the smaller. */
const TOLERANCE = 1e-6
const COAST_TOLERANCE = 1e-4
/** Up to so many places where rings begin or end panels break there; beyond, at every fifth of a sigma out to five. */
const MOST_BREAKS = 40
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
 * y_k the exact intervals in which the line at x meets the area and its margin; the outer integral by quadrature (error below 1e-5), broken where rings begin and end, or
 * (coasts with many islands) at every fifth of a sigma: an island narrower than a fiftieth of a sigma may then be passed over.
 */
export class ThreatEvaluator {
  readonly areas: readonly ValuedArea[]
  readonly #intervals = new Intervals()
  /** South, north, west and east of each ring. */
  readonly #boxes: readonly (readonly Float64Array[])[]

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
    this.#boxes = areas.map(({ rings }) => rings.map(boxOf))
  }

  /** Throws `invalid` for a covariance that is none, latitudes beyond ±88° and half axes above 3,000 km. */
  evaluate(belief: ImpactBelief): ThreatEvaluation {
    const axes = principal(belief)
    const byArea = new Float64Array(this.areas.length)
    const near: AreaSlices[] = []
    let stake = 0
    this.areas.forEach((area, a) => {
      const reach = CUT * axes.major + area.margin
      const rings = area.rings
        .filter((_, r) => isNear(this.#boxes[a]![r]!, belief, reach))
        .map((ring) => inPlane(ring, belief, axes))
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
    const breaks = areas.flatMap((slices) => slices.breaks.map((x) => x / minor))
    const coast = breaks.length > MOST_BREAKS
    const grid = Array.from({ length: 51 }, (_, k) => (k - 25) / 5)
    const ends = [-CUT, 0, CUT, ...(coast ? grid : breaks)].sort((a, b) => a - b)
    const tolerance = coast ? COAST_TOLERANCE : TOLERANCE
    let sum = 0
    for (let k = 1; k < ends.length; k += 1) {
      const [from, to] = [ends[k - 1]!, ends[k]!]
      if (from === to) continue
      focus(from * minor, to * minor)
      sum += quadrature(density, from, to, (tolerance * (to - from)) / (2 * CUT))
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

function boxOf(ring: Float64Array): Float64Array {
  const box = Float64Array.of(Infinity, -Infinity, Infinity, -Infinity)
  for (let k = 0; k < ring.length; k += 2) {
    box[0] = Math.min(box[0]!, ring[k]!)
    box[1] = Math.max(box[1]!, ring[k]!)
    box[2] = Math.min(box[2]!, ring[k + 1]!)
    box[3] = Math.max(box[3]!, ring[k + 1]!)
  }
  return box
}

/** The turns that bring the middle of a box nearest to a longitude. */
function turnsOf(box: Float64Array, lon: number): number {
  return TURN * Math.round(((box[2]! + box[3]!) / 2 - lon) / TURN)
}

/** Does a box come within `reach` (m) of the impact, east and north in its plane? */
function isNear(box: Float64Array, { lat, lon }: ImpactBelief, reach: number): boolean {
  const angle = reach / WGS84_A
  if (lat < box[0]! - angle || lat > box[1]! + angle) return false
  const turned = lon + turnsOf(box, lon)
  const wide = angle / cos(lat)
  return turned >= box[2]! - wide && turned <= box[3]! + wide
}

/** A ring in the plane about the impact, x along the minor axis. */
function inPlane(ring: Float64Array, { lat, lon }: ImpactBelief, { east, north }: Axes): Float64Array {
  // The whole ring goes to the side of the antimeridian on which its middle is near.
  const turns = turnsOf(boxOf(ring), lon)
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
export function isThreat(
  evaluation: Pick<ThreatEvaluation, 'chance'>,
  warhead: number,
  threshold: number,
): boolean {
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
