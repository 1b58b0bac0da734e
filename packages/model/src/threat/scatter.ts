import { requireWithin } from '../core/index.ts'
import { ecefFromGeodetic, geodesicDirect } from '../earth/index.ts'
import { cos, cross3, dot3, sin, unit3, type Stream } from '../math/index.ts'
import type { Place } from './flight.ts'
import type { Trajectory } from './trajectory.ts'

/** A launcher drawn evenly over the disc of `radius` (m) about a site. */
export function scatteredLaunch(site: Place, radius: number, stream: Stream): Place {
  requireWithin('spread', radius, 0, 1e6, 'm')
  const distance = radius * Math.sqrt(stream.uniform())
  const azimuth = 2 * Math.PI * stream.uniform()
  const { lat, lon } = geodesicDirect(site.lat, site.lon, azimuth, distance)
  return { lat, lon }
}

const from = new Float64Array(3)
const to = new Float64Array(3)
const axis = new Float64Array(3)

/**
 * A solved flight moved to another launcher nearby: the Earth-fixed path is turned about the Earth's centre by the angle from the
 * old launch point to the new one at liftoff, which shrinks smoothly, as 1 − u²(3 − 2u) with u the share of the flight, to none at
 * impact, so that it still comes down where it was aimed. Neighbours of a raid get paths of their own without being solved anew.
 *
 * For launchers 100 km apart and half an hour of flight the turn changes speeds by up to 85 m/s and accelerations by
 * 0.2 m/s²; the ellipsoid being flat, it puts the launcher up to 350 m above or below the ground.
 *
 * Throws `invalid` beyond 1,000 km between the launchers, where the flight would be another.
 */
export function movedFlight(trajectory: Trajectory, site: Place, launch: Place): Trajectory {
  ecefFromGeodetic(site.lat, site.lon, 0, from)
  ecefFromGeodetic(launch.lat, launch.lon, 0, to)
  unit3(from, from)
  unit3(to, to)
  cross3(from, to, axis)
  const sine = Math.sqrt(dot3(axis, axis))
  if (sine === 0) return trajectory
  requireWithin('distance between launchers', sine, 0, 0.157)
  for (let k = 0; k < 3; k++) axis[k]! /= sine
  // Small: the angle is its sine to a part in 250.
  const whole = sine * (1 + (sine * sine) / 6)
  const { times, impact } = trajectory
  const r_ecef = new Float64Array(trajectory.r_ecef.length)
  const v_ecef = new Float64Array(trajectory.v_ecef.length)
  for (let i = 0; i < times.length; i++) {
    const u = Math.min(1, times[i]! / impact.t)
    const angle = whole * (1 - u * u * (3 - 2 * u))
    const rate = (-6 * whole * u * (1 - u)) / impact.t
    turn(trajectory.r_ecef, 3 * i, angle, r_ecef)
    turn(trajectory.v_ecef, 3 * i, angle, v_ecef)
    // The turn itself moves the path: rate · axis × r.
    const [x, y, z] = [r_ecef[3 * i]!, r_ecef[3 * i + 1]!, r_ecef[3 * i + 2]!]
    v_ecef[3 * i]! += rate * (axis[1]! * z - axis[2]! * y)
    v_ecef[3 * i + 1]! += rate * (axis[2]! * x - axis[0]! * z)
    v_ecef[3 * i + 2]! += rate * (axis[0]! * y - axis[1]! * x)
  }
  return { ...trajectory, r_ecef, v_ecef }
}

/** Rodrigues' rotation of the vector at `i` about `axis`. */
function turn(table: Float64Array, i: number, angle: number, out: Float64Array): void {
  const [x, y, z] = [table[i]!, table[i + 1]!, table[i + 2]!]
  const c = cos(angle)
  const s = sin(angle)
  const along = (1 - c) * (axis[0]! * x + axis[1]! * y + axis[2]! * z)
  out[i] = c * x + s * (axis[1]! * z - axis[2]! * y) + along * axis[0]!
  out[i + 1] = c * y + s * (axis[2]! * x - axis[0]! * z) + along * axis[1]!
  out[i + 2] = c * z + s * (axis[0]! * y - axis[1]! * x) + along * axis[2]!
}
