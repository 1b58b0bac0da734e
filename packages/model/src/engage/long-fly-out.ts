import { WGS84_A, WGS84_GM } from '../earth/index.ts'
import { norm3 } from '../math/index.ts'
import { lambertInto, propagateKepler, shortWay } from '../orbit/index.ts'
import type { FlyOut } from './reach.ts'

/** Lowest that a coasting interceptor may fly, m above the equator's radius: below it the air ends the flight. */
const LOWEST_ARC = 80_000
/** Rounds in which the burn and its middle are matched, and the change of Δv (m/s) that ends them. */
const ROUNDS = 40
const ENOUGH = 1e-3
/** Below this sine of the angle from half a turn the plane of the arc is lost. */
const FLAT = 1e-6

const rMiddle = new Float64Array(3)
const vMiddle = new Float64Array(3)
const v1 = new Float64Array(3)
const v2 = new Float64Array(3)

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
  let deltaV = 0
  for (let i = 0; i < ROUNDS; i++) {
    const wait = deltaV / (2 * acceleration)
    // The whole burn has to fit in.
    if (!(2 * wait < time)) return Infinity
    const next = impulse(rCarrier_eci, vCarrier_eci, rTarget_eci, wait, time - wait)
    if (next === Infinity || Math.abs(next - deltaV) < ENOUGH) return next
    deltaV = next
  }
  // The burn grows from round to round: it never fits.
  return Infinity
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

/** The impulse after a wait in free fall that leads to the target in what time is left. */
function impulse(r: Float64Array, v: Float64Array, target: Float64Array, wait: number, left: number): number {
  propagateKepler(WGS84_GM, r, v, wait, rMiddle, vMiddle)
  const [x, y, z] = [rMiddle[0]!, rMiddle[1]!, rMiddle[2]!]
  const [a, b, c] = [target[0]!, target[1]!, target[2]!]
  const product = norm3(x, y, z) * norm3(a, b, c)
  const cosine = (x * a + y * b + z * c) / product
  if (cosine < 0 && norm3(y * c - z * b, z * a - x * c, x * b - y * a) < FLAT * product) return Infinity
  lambertInto(WGS84_GM, rMiddle, target, left, shortWay(rMiddle, target), v1, v2)
  if (lowest(target) < WGS84_A + LOWEST_ARC) return Infinity
  return norm3(v1[0]! - vMiddle[0]!, v1[1]! - vMiddle[1]!, v1[2]! - vMiddle[2]!)
}

/** Least radius of the arc from the middle of the burn to the target, m: its perigee where it sinks first and rises later. */
function lowest(target: Float64Array): number {
  const [x, y, z] = [rMiddle[0]!, rMiddle[1]!, rMiddle[2]!]
  const radius = norm3(x, y, z)
  const ends = Math.min(radius, norm3(target[0]!, target[1]!, target[2]!))
  const falls = x * v1[0]! + y * v1[1]! + z * v1[2]! < 0
  const rises = target[0]! * v2[0]! + target[1]! * v2[1]! + target[2]! * v2[2]! > 0
  if (!falls || !rises) return ends
  const square = v1[0]! * v1[0]! + v1[1]! * v1[1]! + v1[2]! * v1[2]!
  const momentum = norm3(y * v1[2]! - z * v1[1]!, z * v1[0]! - x * v1[2]!, x * v1[1]! - y * v1[0]!)
  const energy = square / 2 - WGS84_GM / radius
  const eccentricity = Math.sqrt(Math.max(0, 1 + (2 * energy * momentum * momentum) / (WGS84_GM * WGS84_GM)))
  return Math.min(ends, (momentum * momentum) / WGS84_GM / (1 + eccentricity))
}
