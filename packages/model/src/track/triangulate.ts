import { OpendomeError } from '../core/index.ts'
import { WGS84_A, WGS84_B, enuAxes, geodeticFromEcef } from '../earth/index.ts'
import { choleskyInverse, choleskySolve, solve, tryCholesky } from '../math/index.ts'
import { lineariseSight, sightInnovation, sightRows } from './sights.ts'

/** Lines of sight by rows, with the axes of `sightAxes`. */
export interface SightFrames {
  /** When the signal was there, s. */
  readonly t: Float64Array
  /** 12 numbers a row, ECI: sensor position (m), unit vectors u, e1, e2. */
  readonly frame: Float64Array
  /** Measured range, m; NaN where there is none. */
  readonly range: Float64Array
  /** 3 numbers a row: 1-sigma of the angles along e1 and e2 (rad) and of the range (m). */
  readonly sigma: Float64Array
}

/** What is believed of an object before its sights are looked at. */
export interface StartBelief {
  /** Time of the state that is asked for, s. */
  readonly t: number
  /** Mean velocity (m/s, 3) and its 1-sigma per axis. */
  readonly velocity_eci: Float64Array
  readonly speedSigma: number
  /** Height above the ellipsoid at t and its 1-sigma, m: makes one line of sight enough. */
  readonly ground?: { readonly height: number; readonly sigma: number } | undefined
}

/** Result of `triangulate`. */
export interface StartEstimate {
  /** r_eci, v_eci. */
  readonly state: Float64Array
  /** 6 × 6, by rows. */
  readonly covariance: Float64Array
  /**
   * Sum of squared residuals in units of their sigmas: where all sights are of one object, chi-square with `components` − 3 degrees of
   * freedom.
   */
  square: number
  /** Measured components: two or three a sight, one for the ground. */
  components: number
}

/**
 * How a start went. `parallel`: the sights do not fix a point along themselves; `above`: the one sight passes over the ground; `grazing`: it meets
 * the ground so flatly that a covariance would not describe where; `behind`: the lines meet behind a sensor; `diverged`: no point fits.
 */
export type StartOutcome = 'found' | 'parallel' | 'above' | 'grazing' | 'behind' | 'diverged'

/**
 * A position known worse than this part of the distance to its nearest sensor is refused: the range then has a long tail. At 0.1 the
 * mean NEES of two nearly parallel sights is 3.08 and the range 1 % too long, at 0.2 a sixth of all starts fail (20,000 draws each).
 */
const MOST_OF_DISTANCE = 0.1
/** As the range along a grazing sight changes by this part of where its slope would vanish, its error is no longer Gaussian. */
const MOST_OF_CURVATURE = 0.25
const MOST_STEPS = 20
/** A step of this many sigmas or less ends the search. */
const SETTLED = 1e-6

/** An empty result for `triangulate`. */
export function newStartEstimate(): StartEstimate {
  return { state: new Float64Array(6), covariance: new Float64Array(36), square: 0, components: 0 }
}

/**
 * Position and velocity from `count` sights (indices `rows`) taken at nearly one time, by weighted least squares on the measured angles and ranges (Gauss–Newton from
 * the linear meeting point), in straight motion with the believed velocity as one more measurement: sights at one moment leave it as it was. Writes the estimate with the covariance (HᵀR⁻¹H)⁻¹ into
 * `out`, which is meaningless where the outcome is not `found`. Allocates nothing. Throws `invalid` for no sight or a belief whose sigmas are not above 0.
 */
export function triangulate(
  sights: SightFrames,
  rows: ArrayLike<number>,
  count: number,
  belief: StartBelief,
  out: StartEstimate,
): StartOutcome {
  requireBelief(count, belief)
  const outcome = begin(sights, rows, count, belief, out.state)
  if (outcome !== 'found') return outcome
  if (!(nearestAhead(sights, rows, count, belief, out.state) > 0)) return 'behind'
  for (let step = 0; step < MOST_STEPS; step += 1) {
    out.components = 0
    out.square = 0
    gather(sights, rows, count, belief, out)
    factor.set(J)
    if (!tryCholesky(6, factor)) return 'parallel'
    delta.set(b)
    choleskySolve(6, factor, delta)
    let size = 0
    for (let i = 0; i < 6; i += 1) {
      size += delta[i]! * b[i]!
      out.state[i]! += delta[i]!
    }
    if (!(size < Infinity)) return 'diverged'
    if (size > SETTLED * SETTLED) continue
    choleskyInverse(6, factor, out.covariance)
    return judge(sights, rows, count, belief, out)
  }
  return 'diverged'
}

const J = new Float64Array(36)
const b = new Float64Array(6)
const factor = new Float64Array(36)
const delta = new Float64Array(6)
const normal = new Float64Array(9)
const place = new Float64Array(3)
const east = new Float64Array(3)
const north = new Float64Array(3)
const up = new Float64Array(3)

/** The point nearest to all lines, or where the one line meets the ground, into `state`. */
function begin(
  sights: SightFrames,
  rows: ArrayLike<number>,
  count: number,
  belief: StartBelief,
  state: Float64Array,
): StartOutcome {
  for (let i = 0; i < 3; i += 1) state[i + 3] = belief.velocity_eci[i]!
  if (count === 1 && belief.ground !== undefined && !(sights.range[rows[0]!]! > 0)) {
    return meetGround(sights.frame, 12 * rows[0]!, belief.ground.height, state) ? 'found' : 'above'
  }
  normal.fill(0)
  place.fill(0)
  for (let k = 0; k < count; k += 1) {
    const row = rows[k]!
    const o = 12 * row
    const range = sights.range[row]!
    for (let i = 0; i < 3; i += 1) {
      const ui = sights.frame[o + 3 + i]!
      if (range > 0) place[i]! += range * ui
      for (let j = 0; j < 3; j += 1) {
        const part = (i === j ? 1 : 0) - (range > 0 ? 0 : ui * sights.frame[o + 3 + j]!)
        normal[3 * i + j]! += part
        place[i]! += part * sights.frame[o + j]!
      }
    }
  }
  // Lines that are parallel to rounding have no meeting point.
  const a = normal
  const determinant =
    a[0]! * (a[4]! * a[8]! - a[5]! * a[7]!) -
    a[1]! * (a[3]! * a[8]! - a[5]! * a[6]!) +
    a[2]! * (a[3]! * a[7]! - a[4]! * a[6]!)
  if (!(determinant > 1e-12)) return 'parallel'
  solve(3, normal, place)
  for (let i = 0; i < 3; i += 1) state[i] = place[i]!
  return 'found'
}

/** The nearer point of the line at about `height` above the ellipsoid, into `state`; false where the line passes above. */
function meetGround(frame: Float64Array, o: number, height: number, state: Float64Array): boolean {
  const squash = (WGS84_A + height) / (WGS84_B + height)
  const x = frame[o]!
  const y = frame[o + 1]!
  const z = frame[o + 2]! * squash
  const ux = frame[o + 3]!
  const uy = frame[o + 4]!
  const uz = frame[o + 5]! * squash
  const uu = ux * ux + uy * uy + uz * uz
  const half = (x * ux + y * uy + z * uz) / uu
  const rest = (x * x + y * y + z * z - (WGS84_A + height) * (WGS84_A + height)) / uu
  const discriminant = half * half - rest
  if (!(discriminant > 0)) return false
  const distance = -half - Math.sqrt(discriminant)
  if (!(distance > 0)) return false
  for (let i = 0; i < 3; i += 1) state[i] = frame[o + i]! + distance * frame[o + 3 + i]!
  return true
}

/** Information J and gradient b of all measurements at the state in `out`, whose `square` and `components` grow by them. */
function gather(
  sights: SightFrames,
  rows: ArrayLike<number>,
  count: number,
  belief: StartBelief,
  out: StartEstimate,
): void {
  J.fill(0)
  b.fill(0)
  const { state } = out
  const weight = 1 / (belief.speedSigma * belief.speedSigma)
  for (let i = 3; i < 6; i += 1) {
    J[7 * i] = weight
    b[i] = weight * (belief.velocity_eci[i - 3]! - state[i]!)
    out.square += b[i]! * (belief.velocity_eci[i - 3]! - state[i]!)
  }
  for (let k = 0; k < count; k += 1) {
    const row = rows[k]!
    const dt = sights.t[row]! - belief.t
    for (let i = 0; i < 3; i += 1) place[i] = state[i]! + dt * state[i + 3]!
    const measured = lineariseSight(sights, row, place)
    for (let m = 0; m < measured; m += 1) add(sightRows, 3 * m, dt, sightInnovation[m]!, 1, out)
  }
  if (belief.ground !== undefined) {
    const height = verticalAt(state)
    add(up, 0, 0, belief.ground.height - height, belief.ground.sigma, out)
  }
}

/** One scalar measurement whose gradient over position stands in h from `at` on, taken dt s after the state. */
function add(
  h: Float64Array,
  at: number,
  dt: number,
  residual: number,
  sigma: number,
  out: StartEstimate,
): void {
  const weight = 1 / (sigma * sigma)
  for (let i = 0; i < 3; i += 1) {
    const scaled = weight * h[at + i]!
    b[i]! += scaled * residual
    b[i + 3]! += dt * scaled * residual
    for (let j = 0; j < 3; j += 1) {
      const part = scaled * h[at + j]!
      J[6 * i + j]! += part
      J[6 * i + j + 3]! += dt * part
      J[6 * (i + 3) + j]! += dt * part
      J[6 * (i + 3) + j + 3]! += dt * dt * part
    }
  }
  out.square += weight * residual * residual
  out.components += 1
}

/** Height (m) of the position in the state above the ellipsoid; the unit vector of its growth is left in `up`. */
function verticalAt(state: Float64Array): number {
  for (let i = 0; i < 3; i += 1) place[i] = state[i]!
  // Latitude and height are the same in ECI and ECEF, and the longitude is only used to turn the axes back.
  geodeticFromEcef(place, place)
  enuAxes(place[0]!, place[1]!, east, north, up)
  return place[2]!
}

/** Square of the distance (m²) from the nearest sensor to the state; 0 where the state is behind one. */
function nearestAhead(
  sights: SightFrames,
  rows: ArrayLike<number>,
  count: number,
  belief: StartBelief,
  state: Float64Array,
): number {
  const f = sights.frame
  let nearest = Infinity
  for (let k = 0; k < count; k += 1) {
    const row = rows[k]!
    const o = 12 * row
    const dt = sights.t[row]! - belief.t
    let along = 0
    let square = 0
    for (let i = 0; i < 3; i += 1) {
      const d = state[i]! + dt * state[i + 3]! - f[o + i]!
      along += d * f[o + 3 + i]!
      square += d * d
    }
    if (!(along > 0)) return 0
    nearest = Math.min(nearest, square)
  }
  return nearest
}

/** Is the fitted point in front of all sensors, and its covariance one that can be believed? */
function judge(
  sights: SightFrames,
  rows: ArrayLike<number>,
  count: number,
  belief: StartBelief,
  out: StartEstimate,
): StartOutcome {
  const { state, covariance } = out
  const nearest = nearestAhead(sights, rows, count, belief, state)
  if (!(nearest > 0)) return 'behind'
  const spread = covariance[0]! + covariance[7]! + covariance[14]!
  if (!(spread < MOST_OF_DISTANCE * MOST_OF_DISTANCE * nearest)) {
    return count === 1 && belief.ground !== undefined ? 'grazing' : 'parallel'
  }
  if (count > 1 || belief.ground === undefined) return 'found'

  // Along one sight the height is −s sin γ + s²/2R: nearly linear only well before s = R sin γ.
  verticalAt(state)
  const f = sights.frame
  const o = 12 * rows[0]!
  let slope = 0
  let variance = 0
  for (let i = 0; i < 3; i += 1) {
    slope -= up[i]! * f[o + 3 + i]!
    for (let j = 0; j < 3; j += 1) variance += f[o + 3 + i]! * covariance[6 * i + j]! * f[o + 3 + j]!
  }
  const limit = MOST_OF_CURVATURE * WGS84_A * slope
  return slope > 0 && variance < limit * limit ? 'found' : 'grazing'
}

function requireBelief(count: number, belief: StartBelief): void {
  const { speedSigma, ground } = belief
  const sigma = ground === undefined ? speedSigma : Math.min(speedSigma, ground.sigma)
  if (!(count >= 1)) throw new OpendomeError('invalid', `${count} sights: expected 1 or more`)
  if (!(sigma > 0 && speedSigma < Infinity)) {
    throw new OpendomeError('invalid', `sigma ${sigma} of speed or height: expected above 0`)
  }
}
