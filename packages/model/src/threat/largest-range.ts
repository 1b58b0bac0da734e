import { geodesic } from '../earth/index.ts'
import { brent, cos, goldenMinimum, sin } from '../math/index.ts'
import { flyWhole, type Place, type Target } from './flight.ts'
import { COARSE, type Controls } from './powered.ts'
import type { Rocket } from './vehicle.ts'

/** Smallest and largest pitch-over tilt that is searched, rad. */
const LEAST_TILT = 0.002
const MOST_TILT = 1.2

interface Reach {
  /** m along the WGS 84 geodesic; 0 where the flight crashes or does not come down */
  readonly range: number
  readonly azimuth: number
}

/** Range of a full burn at this tilt, with the launch azimuth turned until the impact lies in direction `bearing`. */
function reachAt(rocket: Rocket, launch: Place, bearing: number, tilt: number, start: number): Reach {
  let azimuth = start
  let range = 0
  for (let i = 0; i < 4; i++) {
    const controls: Controls = {
      tiltNorth: tilt * cos(azimuth),
      tiltEast: tilt * sin(azimuth),
      cutoff: Infinity,
      thrustShare: 1,
    }
    const flight = flyWhole(rocket, launch, controls, COARSE)
    if (flight === undefined) return { range: 0, azimuth }
    const line = geodesic(launch.lat, launch.lon, flight.impact.lat, flight.impact.lon)
    range = line.distance
    let off = bearing - line.azimuth1
    off -= 2 * Math.PI * Math.round(off / (2 * Math.PI))
    if (Math.abs(off) < 1e-4) break
    azimuth += off
  }
  return { range, azimuth }
}

/** The largest range (m, WGS 84 geodesic) of a full burn towards `bearing` (rad from north), and its tilt. */
export function largestRange(
  rocket: Rocket,
  launch: Place,
  bearing: number,
): { readonly range: number; readonly tilt: number; readonly azimuth: number } {
  let azimuth = bearing
  const shortfall = (tilt: number): number => {
    const reach = reachAt(rocket, launch, bearing, tilt, azimuth)
    if (reach.range > 0) azimuth = reach.azimuth
    return -reach.range
  }
  // A coarse scan finds the hill; golden section climbs it.
  let best = LEAST_TILT
  let lowest = 0
  const steps = 24
  for (let i = 0; i < steps; i++) {
    const tilt = LEAST_TILT + ((MOST_TILT - LEAST_TILT) * i) / (steps - 1)
    const value = shortfall(tilt)
    if (value < lowest) {
      lowest = value
      best = tilt
    }
  }
  const width = (MOST_TILT - LEAST_TILT) / (steps - 1)
  const top = goldenMinimum(
    shortfall,
    Math.max(LEAST_TILT, best - width),
    Math.min(MOST_TILT, best + width),
    1e-4,
  )
  return { range: -top.value, tilt: top.x, azimuth }
}

/** Unknowns (tilt north, tilt east, unused) of a full burn near the target on the steep (1) or the flat (−1) branch. */
export function tiltOnBranch(
  rocket: Rocket,
  launch: Place,
  target: Target,
  side: 1 | -1,
): Float64Array | undefined {
  const line = geodesic(launch.lat, launch.lon, target.place.lat, target.place.lon)
  const top = largestRange(rocket, launch, line.azimuth1)
  if (top.range < line.distance) return undefined
  let azimuth = top.azimuth
  const gap = (tilt: number): number => {
    const reach = reachAt(rocket, launch, line.azimuth1, tilt, azimuth)
    if (reach.range > 0) azimuth = reach.azimuth
    return reach.range - line.distance
  }
  const end = side > 0 ? LEAST_TILT : MOST_TILT
  if (gap(end) > 0) return undefined
  const tilt = brent(gap, Math.min(end, top.tilt), Math.max(end, top.tilt), 1e-6)
  return Float64Array.of(tilt * cos(azimuth), tilt * sin(azimuth), 1000)
}
