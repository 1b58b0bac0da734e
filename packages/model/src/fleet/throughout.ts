import { ecefFromGeodetic, enuAxes, geodeticFromEcef, WGS84_A, WGS84_B } from '../earth/index.ts'
import type { FlyOut, Window } from '../engage/index.ts'
import { norm2 } from '../math/index.ts'
import { carryProfile } from './profile.ts'
import { ReachMap } from './reach-map.ts'
import type { ReachAt, ShellMotion } from './reach-path.ts'

/** Launch places within `halfLat` and `halfLon` of a centre, rad. */
export interface Places {
  readonly lat: number
  readonly lon: number
  readonly halfLat: number
  readonly halfLon: number
}

/** Largest radius of curvature of a meridian, at the poles, m. */
const MERIDIAN = (WGS84_A * WGS84_A) / WGS84_B

/**
 * The map of a boost profile carried to the centre of `places` at a stated azimuth, with every reach shortened by the most that the path point moves when the
 * launch point moves from the centre to any of `places`. What it holds is in reach from all of them: by the triangle inequality a ball of radius
 * ρ − D around one point lies within the ball of radius ρ around every point no farther than D from it.
 */
export function reachThroughout(
  motion: ShellMotion,
  window: Window,
  flyOut: FlyOut,
  places: Places,
  azimuth: number,
  at: ReachAt = 'path',
): ReachMap {
  const { lat, lon } = places
  const carried = carryProfile(window, { lat, lon, azimuth })
  return new ReachMap(motion, carried, flyOut, at, movedWithin(carried, places))
}

/**
 * Bound on how far (m) a point of a carried path moves with its launch point. With d the point as seen from the launch point, in its axes
 * east, north, up, which the carrying keeps,
 *
 *   ∂r/∂φ = (M + h + d_up) n̂ − d_north û,   M the meridian's radius of curvature, h the launch point's height,
 *
 * of constant length but for M, which is largest at the poles; and ∂r/∂λ is the distance from the Earth's axis, which changes by no
 * more than the point moves. Both hold along the whole way, so the bound is their integral.
 */
export function movedWithin(
  carried: Window,
  { lat, lon, halfLat, halfLon }: Places,
): (r: Float64Array) => number {
  const [east, north, up] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)]
  const geodetic = new Float64Array(3)
  const start = new Float64Array(3)
  geodeticFromEcef(carried.trajectory.r_ecef.subarray(0, 3), geodetic)
  const height = geodetic[2]!
  ecefFromGeodetic(lat, lon, height, start)
  enuAxes(lat, lon, east, north, up)
  return (r) => {
    let dNorth = 0
    let dUp = 0
    for (let k = 0; k < 3; k++) {
      const d = r[k]! - start[k]!
      dNorth += d * north[k]!
      dUp += d * up[k]!
    }
    const along = halfLat * norm2(MERIDIAN + height + dUp, dNorth)
    return along + halfLon * (norm2(r[0]!, r[1]!) + along)
  }
}
