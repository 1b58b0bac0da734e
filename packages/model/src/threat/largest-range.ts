import { ecefFromGeodetic, geodesic, geodesicDirect } from '../earth/index.ts'
import { Course } from './course.ts'
import type { Place } from './flight.ts'
import { COARSE } from './powered.ts'
import { farthest, fullBurn, scan, type Shot } from './shooting.ts'
import type { Rocket } from './vehicle.ts'

/**
 * Longest range that is guided, m: short of the antipode (20,004 km), around which an aim has no direction of its
 * own. A vehicle that reaches farther, or orbit, is said to reach this far.
 */
export const MOST_RANGE = 16_000_000

/** The largest range (m, WGS 84 geodesic, at most 16,000 km) of a full burn towards `bearing` (rad from north), with its tilt and launch azimuth (rad). */
export function largestRange(
  rocket: Rocket,
  launch: Place,
  bearing: number,
): { readonly range: number; readonly tilt: number; readonly azimuth: number } {
  const ahead = geodesicDirect(launch.lat, launch.lon, bearing, 5_000_000)
  const aim_ecef = new Float64Array(3)
  ecefFromGeodetic(ahead.lat, ahead.lon, 0, aim_ecef)
  const course = new Course(launch, aim_ecef)
  const { flight, tilt, azimuth } = largestShot(rocket, launch, course)
  return { range: rangeOf(launch, flight), tilt, azimuth }
}

/** The full burn that goes farthest along the course. */
export function largestShot(rocket: Rocket, launch: Place, course: Course): Shot {
  const family = fullBurn(rocket, launch, COARSE)
  return farthest(family, course, scan(family, course))
}

/** Range of a shot, m; `MOST_RANGE` where it has none. */
export function rangeOf(launch: Place, flight: Shot['flight']): number {
  if (typeof flight === 'string') return flight === 'far' ? MOST_RANGE : 0
  const line = geodesic(launch.lat, launch.lon, flight.impact.lat, flight.impact.lon)
  return Math.min(line.distance, MOST_RANGE)
}
