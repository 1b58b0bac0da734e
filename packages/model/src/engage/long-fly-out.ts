import { WGS84_A, WGS84_GM } from '../earth/index.ts'
import { norm3 } from '../math/index.ts'
import { lambertInto, propagateKepler, shortWay } from '../orbit/index.ts'
import type { FlyOut } from './reach.ts'

/** Lowest that a coasting interceptor may fly, m above the equator's radius: below it the air ends the flight. */
const LOWEST_ARC = 80_000
/** The lowest radius at which an arc counts, m. */
export const LOWEST_ARC_RADIUS = WGS84_A + LOWEST_ARC
/** Rounds in which the burn and its middle are matched, and the change of Δv (m/s) that ends them. */
const ROUNDS = 40
const ENOUGH = 1e-3
/** Up to this angle (rad) free fall is followed by the series of f and g to the fifth power: 1 cm. */
const SHORT_FALL = 0.1
/** Below this sine of the angle from half a turn the plane of the arc is lost. */
const FLAT = 1e-6

/** A fly-out of one interceptor to one point. */
export interface LongFlyOut {
  /** Δv that it takes, m/s; Infinity where no burn arrives in time, and half a turn away, where the arc has no plane. */
  deltaV: number
  /** Least radius of the arc, m: below `LOWEST_ARC_RADIUS` it passes through the air or the ground. */
  lowest: number
  /** The impulse at the middle of the burn, and the velocity at the end, m/s, in the frame of the carrier. */
  readonly impulse: Float64Array
  readonly vEnd: Float64Array
}

/** A fly-out to write into. */
export function longArc(): LongFlyOut {
  return { deltaV: 0, lowest: 0, impulse: new Float64Array(3), vEnd: new Float64Array(3) }
}

const rMiddle = new Float64Array(3)
const vMiddle = new Float64Array(3)
const v1 = new Float64Array(3)
const own = longArc()

/**
 * Δv (m/s) with which an interceptor released from free fall at (r₀, v₀) is at r₁ after `time` (s): for fly-outs of any length, where the
 * free-fall shortcut is refused. One inertial frame; m, m/s. A burn of constant acceleration moves like an impulse at its middle, so
 * the carrier coasts for half the burn and the two-body arc from there (Lambert) to r₁ says how long the burn is. Infinity where no burn
 * arrives in time, where the arc passes through the air or the ground, and half a turn away, where it has no plane.
 */
export function longFlyOutDeltaV(
  rCarrier_eci: Float64Array,
  vCarrier_eci: Float64Array,
  rTarget_eci: Float64Array,
  time: number,
  acceleration: number,
): number {
  longFlyOut(rCarrier_eci, vCarrier_eci, rTarget_eci, time, acceleration, own)
  return own.lowest < LOWEST_ARC_RADIUS ? Infinity : own.deltaV
}

/** Can an interceptor with this fly-out be at a point after a time? See `longFlyOutDeltaV`. */
export function lambertReach(
  flyOut: FlyOut,
  rCarrier_eci: Float64Array,
  vCarrier_eci: Float64Array,
  rTarget_eci: Float64Array,
  time: number,
): boolean {
  return longFlyOutDeltaV(rCarrier_eci, vCarrier_eci, rTarget_eci, time, flyOut.acceleration) <= flyOut.deltaV
}

/**
 * `longFlyOutDeltaV` with the end of the arc, written into `out`; an arc through the air has its Δv too. `guess`: Δv to start from, m/s; the rounds end when
 * it changes by less than `enough`.
 *
 * Along a straight line of length d the impulse after a wait w = Δv/(2a) is d/(t − w). Its slope over Δv is then Δv/(2a(t − w)): with that Newton's method
 * leaves about a hundredth of each change.
 */
export function longFlyOut(
  rCarrier_eci: Float64Array,
  vCarrier_eci: Float64Array,
  rTarget_eci: Float64Array,
  time: number,
  acceleration: number,
  out: LongFlyOut,
  guess = 0,
  enough = ENOUGH,
): void {
  out.deltaV = Infinity
  let deltaV = guess
  for (let i = 0; i < ROUNDS; i++) {
    const wait = deltaV / (2 * acceleration)
    // The whole burn has to fit in.
    if (!(2 * wait < time)) return
    const next = impulse(rCarrier_eci, vCarrier_eci, rTarget_eci, wait, time - wait, out)
    if (next === Infinity) return
    const slope = next / (2 * acceleration * (time - wait))
    const change = slope < 1 ? (next - deltaV) / (1 - slope) : next - deltaV
    deltaV += change
    if (Math.abs(change) < enough) {
      out.deltaV = deltaV
      out.lowest = lowest(rTarget_eci, out.vEnd)
      return
    }
  }
  // The burn grows from round to round: it never fits.
}

/** The impulse after a wait in free fall that leads to the target in what time is left, into `out` with the velocity there. */
function impulse(
  r: Float64Array,
  v: Float64Array,
  target: Float64Array,
  wait: number,
  left: number,
  out: LongFlyOut,
): number {
  fall(r, v, wait)
  const [x, y, z] = [rMiddle[0]!, rMiddle[1]!, rMiddle[2]!]
  const [a, b, c] = [target[0]!, target[1]!, target[2]!]
  const product = norm3(x, y, z) * norm3(a, b, c)
  const cosine = (x * a + y * b + z * c) / product
  if (cosine < 0 && norm3(y * c - z * b, z * a - x * c, x * b - y * a) < FLAT * product) return Infinity
  lambertInto(WGS84_GM, rMiddle, target, left, shortWay(rMiddle, target), v1, out.vEnd)
  for (let k = 0; k < 3; k++) out.impulse[k] = v1[k]! - vMiddle[k]!
  return norm3(out.impulse[0]!, out.impulse[1]!, out.impulse[2]!)
}

/**
 * Free fall over a wait, into rMiddle and vMiddle. Short ones by the series of f and g with u = μ/r³, p = r·v/r², q = v²/r² − u (Bate, Mueller and White,
 * Fundamentals of Astrodynamics, 1971, section 5.5).
 */
function fall(r: Float64Array, v: Float64Array, t: number): void {
  const r2 = r[0]! * r[0]! + r[1]! * r[1]! + r[2]! * r[2]!
  const u = WGS84_GM / (r2 * Math.sqrt(r2))
  const v2 = v[0]! * v[0]! + v[1]! * v[1]! + v[2]! * v[2]!
  if (Math.max(u, v2 / r2) * t * t > SHORT_FALL * SHORT_FALL) {
    propagateKepler(WGS84_GM, r, v, t, rMiddle, vMiddle)
    return
  }
  const p = (r[0]! * v[0]! + r[1]! * v[1]! + r[2]! * v[2]!) / r2
  const q = v2 / r2 - u
  const f2 = -u / 2
  const f3 = (u * p) / 2
  const f4 = (u / 24) * (3 * q - 15 * p * p + u)
  const f5 = (u / 8) * (7 * p * p * p - 3 * p * q - u * p)
  const g3 = -u / 6
  const g4 = (u * p) / 4
  const g5 = (u / 120) * (9 * q - 45 * p * p + u)
  const f = 1 + t * t * (f2 + t * (f3 + t * (f4 + t * f5)))
  const g = t * (1 + t * t * (g3 + t * (g4 + t * g5)))
  const df = t * (2 * f2 + t * (3 * f3 + t * (4 * f4 + t * 5 * f5)))
  const dg = 1 + t * t * (3 * g3 + t * (4 * g4 + t * 5 * g5))
  for (let k = 0; k < 3; k++) {
    rMiddle[k] = f * r[k]! + g * v[k]!
    vMiddle[k] = df * r[k]! + dg * v[k]!
  }
}

/** Least radius of the arc from the middle of the burn to the target, m: its perigee where it sinks first and rises later. */
function lowest(target: Float64Array, vEnd: Float64Array): number {
  const [x, y, z] = [rMiddle[0]!, rMiddle[1]!, rMiddle[2]!]
  const radius = norm3(x, y, z)
  const ends = Math.min(radius, norm3(target[0]!, target[1]!, target[2]!))
  const falls = x * v1[0]! + y * v1[1]! + z * v1[2]! < 0
  const rises = target[0]! * vEnd[0]! + target[1]! * vEnd[1]! + target[2]! * vEnd[2]! > 0
  if (!falls || !rises) return ends
  const square = v1[0]! * v1[0]! + v1[1]! * v1[1]! + v1[2]! * v1[2]!
  const momentum = norm3(y * v1[2]! - z * v1[1]!, z * v1[0]! - x * v1[2]!, x * v1[1]! - y * v1[0]!)
  const energy = square / 2 - WGS84_GM / radius
  const eccentricity = Math.sqrt(Math.max(0, 1 + (2 * energy * momentum * momentum) / (WGS84_GM * WGS84_GM)))
  return Math.min(ends, (momentum * momentum) / WGS84_GM / (1 + eccentricity))
}
