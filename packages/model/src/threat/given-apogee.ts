import { WGS84_GM } from '../earth/index.ts'
import { brent, exp, ln, norm3 } from '../math/index.ts'
import type { Course } from './course.ts'
import { radialAltitude } from './dynamics.ts'
import { flyOn, flyWhole, type Failure, type Place, type WholeFlight } from './flight.ts'
import { COARSE, flyPowered, stateUnderThrust, type Burnout, type Controls } from './powered.ts'
import { LEAST_TILT, MOST_TILT, NEAR_COURSE, controlsAt, shootAlong, type Family } from './shooting.ts'
import type { Rocket } from './vehicle.ts'

/** Least share of thrust along the path that is left when energy is wasted. */
export const LEAST_SHARE = 0.02

/**
 * Altitude of the apogee of the two-body orbit from the end of thrust, m above the ellipsoid; −1 where the
 * burn ends on the ground, Infinity where the orbit is open.
 */
export function apogeeAfter(state: Float64Array): number {
  const r = state.subarray(0, 3)
  const v = state.subarray(3, 6)
  const radius = norm3(r[0]!, r[1]!, r[2]!)
  const v2 = v[0]! * v[0]! + v[1]! * v[1]! + v[2]! * v[2]!
  const rv = r[0]! * v[0]! + r[1]! * v[1]! + r[2]! * v[2]!
  if (rv <= 0) return radialAltitude(r[0]!, r[1]!, r[2]!)
  const energy = v2 / 2 - WGS84_GM / radius
  if (energy >= 0) return Infinity
  // The eccentricity vector points to the perigee (Vallado, Fundamentals of Astrodynamics, 4th ed., eq. 2-78).
  const e = r.map((c, i) => ((v2 - WGS84_GM / radius) * c - rv * v[i]!) / WGS84_GM)
  const size = norm3(e[0]!, e[1]!, e[2]!)
  const apogeeRadius = (-WGS84_GM / (2 * energy)) * (1 + size)
  const [x, y, z] = e.map((c) => (-c / size) * apogeeRadius)
  return radialAltitude(x!, y!, z!)
}

/**
 * Flights through one apogee (m), by tilt: the steeper, the shorter. Thrust is cut off, or wasted, so that the two-body
 * apogee is the wanted one. 'far' where the vehicle's energy does not suffice, 'short' where it has more than it can waste.
 */
export function givenApogee(rocket: Rocket, launch: Place, apogee: number): Family {
  return rocket.thrustTermination ? cutOffAt(rocket, launch, apogee) : wastedTo(rocket, launch, apogee)
}

function cutOffAt(rocket: Rocket, launch: Place, apogee: number): Family {
  return (tilt, azimuth) => {
    const controls = controlsAt(tilt, azimuth)
    const burn = flyPowered(rocket, launch.lat, launch.lon, controls, { ...COARSE, dense: true })
    const over = (t: number): number => Math.min(apogeeAfter(stateUnderThrust(burn, t)), 1e12) - apogee
    const first = 2 * rocket.verticalRise
    if (burn.t <= first || over(burn.t) < 0) return 'far'
    if (over(first) > 0) return 'short'
    return endingAt(rocket, burn, controls, brent(over, first, burn.t, 1e-4))
  }
}

/** The flight whose thrust ends at `cutoff` seconds, before the end of the recorded `burn`. */
export function endingAt(
  rocket: Rocket,
  burn: Burnout,
  controls: Controls,
  cutoff: number,
): WholeFlight | Failure {
  const cut: Burnout = { ...burn, t: cutoff, state: stateUnderThrust(burn, cutoff), crashed: false }
  return flyOn(rocket, { ...controls, cutoff }, cut, COARSE)
}

function wastedTo(rocket: Rocket, launch: Place, apogee: number): Family {
  // The last share is a good guess for the next, so its neighbourhood is tried first.
  let last = 0.9
  return (tilt, azimuth) => {
    const over = (share: number): number => {
      const controls = controlsAt(tilt, azimuth, Infinity, share)
      const burn = flyPowered(rocket, launch.lat, launch.lon, controls, COARSE)
      return (burn.crashed ? -1 : Math.min(apogeeAfter(burn.state), 1e12)) - apogee
    }
    const near = [Math.max(LEAST_SHARE, last - 0.02), Math.min(1, last + 0.02)] as const
    const around = over(near[0]) <= 0 && over(near[1]) >= 0
    if (!around && over(1) < 0) return 'far'
    if (!around && over(LEAST_SHARE) > 0) return 'short'
    last = brent(over, around ? near[0] : LEAST_SHARE, around ? near[1] : 1, 1e-5)
    return flyWhole(rocket, launch, controlsAt(tilt, azimuth, Infinity, last), COARSE)
  }
}

/**
 * The shortest flight that still has an apogee as low as `apogeeFor(flight)` (m) when all that can be wasted is wasted;
 * undefined where none is too high.
 */
export function mostWasted(
  rocket: Rocket,
  launch: Place,
  course: Course,
  apogeeFor: (flight: WholeFlight) => number,
): WholeFlight | undefined {
  const family: Family = (tilt, azimuth) =>
    flyWhole(rocket, launch, controlsAt(tilt, azimuth, Infinity, LEAST_SHARE), COARSE)
  const excess = (x: number): number => {
    const { flight } = shootAlong(family, course, exp(x), NEAR_COURSE)
    if (typeof flight === 'string') return -1e6
    return flight.apogee - apogeeFor(flight)
  }
  const [low, high] = [ln(LEAST_TILT), ln(MOST_TILT)]
  if (excess(low) <= 0 || excess(high) >= 0) return undefined
  const { flight } = shootAlong(family, course, exp(brent(excess, low, high, 1e-4)), NEAR_COURSE)
  return typeof flight === 'string' ? undefined : flight
}
