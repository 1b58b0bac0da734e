import { EARTH_RATE, WGS84_A, WGS84_B, densityAndSound, gravity } from '../earth/index.ts'
import { norm3 } from '../math/index.ts'

/**
 * Forces of flight, in the launch frame: inertial, true equator, x axis along the Greenwich meridian at
 * liftoff, t in seconds since liftoff. Gravity is symmetric about the axis, so a flight solved in this
 * frame holds for any liftoff time; only the rotation to the scenario's ECI differs.
 */

/** Above this altitude (m) the drag of flight is below 1e-6 m/s² and left out. */
export const DRAG_CEILING = 200_000

/** Second eccentricity squared of WGS 84. */
const SECOND_ECCENTRICITY_2 = (WGS84_A * WGS84_A) / (WGS84_B * WGS84_B) - 1

const air = new Float64Array(2)

/**
 * Altitude above the ellipsoid along the geocentric radius, m: at most 6e-6 of itself above the geodetic altitude
 * (half the square of the 11.5′ between the two verticals), never below it, and the same on the ground.
 */
export function radialAltitude(x: number, y: number, z: number): number {
  const r = norm3(x, y, z)
  const s = z / r
  return r - WGS84_A / Math.sqrt(1 + SECOND_ECCENTRICITY_2 * s * s)
}

/** Atmosphere at the last point asked: density kg/m³ and sound speed m/s. */
export function airAt(altitude: number): Float64Array {
  densityAndSound(altitude, air)
  return air
}

/** Gravity (point mass + J2) into out[3..5] for a state of six (position, velocity). */
const pull = new Float64Array(3)
const place = new Float64Array(3)
export function gravityInto(y: Float64Array, out: Float64Array): void {
  place[0] = y[0] as number
  place[1] = y[1] as number
  place[2] = y[2] as number
  gravity(place, pull)
  out[0] = y[3] as number
  out[1] = y[4] as number
  out[2] = y[5] as number
  out[3] = pull[0] as number
  out[4] = pull[1] as number
  out[5] = pull[2] as number
}

/** Velocity relative to the rotating Earth, m/s: v − ω × r. */
export function relativeVelocity(y: Float64Array, out: Float64Array): void {
  out[0] = (y[3] as number) + EARTH_RATE * (y[1] as number)
  out[1] = (y[4] as number) - EARTH_RATE * (y[0] as number)
  out[2] = y[5] as number
}
