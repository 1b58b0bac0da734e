import { EARTH_RATE, geodeticFromEcef } from '../earth/index.ts'
import { cos, sin } from '../math/index.ts'
import { earthFixed, type Place } from './flight.ts'
import { flyFree } from './free-flight.ts'
import { COARSE, FINE } from './powered.ts'
import { stateAt, type Trajectory } from './trajectory.ts'

/** A landing: place on the ellipsoid (rad) and time since liftoff (s). */
export interface Landing extends Place {
  readonly t: number
}

/**
 * Where the payload comes down if thrust ends at t seconds since liftoff and it flies on ballistically:
 * the instantaneous impact point, by the same integration as any flight; `rough` is several times as fast and within 100 m of it. Undefined
 * where it does not come down within six hours.
 */
export function fallFrom(trajectory: Trajectory, t: number, rough = false): Landing | undefined {
  const r = new Float64Array(3)
  const v = new Float64Array(3)
  stateAt(trajectory, t, r, v)
  const free = flyFree(t, launchFrame(t, r, v), trajectory.ballisticCoefficient, rough ? COARSE : FINE)
  if (free === undefined) return undefined
  const geodetic = new Float64Array(3)
  earthFixed(free.impact.t, free.impact.state, r)
  geodeticFromEcef(r, geodetic)
  return { lat: geodetic[0]!, lon: geodetic[1]!, t: free.impact.t }
}

/** State (r, v) in the launch frame, inertial and Earth-fixed at liftoff, of an Earth-fixed one at t seconds since liftoff. */
export function launchFrame(t: number, r: Float64Array, v: Float64Array): Float64Array {
  const c = cos(EARTH_RATE * t)
  const s = sin(EARTH_RATE * t)
  const vx = v[0]! - EARTH_RATE * r[1]!
  const vy = v[1]! + EARTH_RATE * r[0]!
  return Float64Array.of(
    c * r[0]! - s * r[1]!,
    s * r[0]! + c * r[1]!,
    r[2]!,
    c * vx - s * vy,
    s * vx + c * vy,
    v[2]!,
  )
}
