import { requireWithin } from '../core/index.ts'
import { EARTH_RATE, ecefFromGeodetic, enuAxes, geodeticFromEcef } from '../earth/index.ts'
import type { Window } from '../engage/index.ts'
import { atan2, cos, norm3, sin } from '../math/index.ts'
import type { Trajectory } from '../threat/index.ts'

/** Where a boost profile is carried to: geodetic latitude and longitude, azimuth from north over east, rad. */
export interface Carried {
  readonly lat: number
  readonly lon: number
  readonly azimuth: number
}

/** Azimuth of a boost path, rad: from the launch point to where thrust ends, in the launch point's horizon. */
export function boostAzimuth(trajectory: Trajectory): number {
  const { times, r_ecef, burnout } = trajectory
  let last = 0
  while (last + 1 < times.length && times[last + 1]! <= burnout) last++
  const axes = launchAxes(trajectory)
  const d = [0, 1, 2].map((k) => r_ecef[3 * last + k]! - r_ecef[k]!)
  return atan2(dot(axes.east, d), dot(axes.north, d))
}

/**
 * One boost path, solved once, at another launch point: the Earth-fixed path is turned as a rigid body from the launch point's
 * east-north-up axes to those of the new one, and about the vertical to the new azimuth. Height above ground, speed relative to
 * the ground and turn rates are kept.
 *
 * Left out: what the Earth's rotation and oblateness do differently there (Coriolis acceleration and the gift of
 * eastward speed: up to 0.46 km/s between equator and pole or east and west), the other range to an aim, and the ground falling away
 * differently (heights along the path change by metres). The impact is that of the turned path, not of a flight. Good for maps of reach, not for guidance.
 * Throws `invalid` for angles out of range.
 */
export function carryTrajectory(trajectory: Trajectory, to: Carried): Trajectory {
  const turn = turnOf(trajectory, to)
  const { impact } = trajectory
  const landing = new Float64Array(3)
  ecefFromGeodetic(impact.lat, impact.lon, 0, landing)
  turn(landing, 0, landing, 0, true)
  geodeticFromEcef(landing, landing)
  const r_ecef = new Float64Array(trajectory.r_ecef.length)
  const v_ecef = new Float64Array(trajectory.v_ecef.length)
  for (let k = 0; k < r_ecef.length; k += 3) {
    turn(trajectory.r_ecef, k, r_ecef, k, true)
    turn(trajectory.v_ecef, k, v_ecef, k, false)
  }
  return { ...trajectory, r_ecef, v_ecef, impact: { t: impact.t, lat: landing[0]!, lon: landing[1]! } }
}

/** A window with its boost path carried (`carryTrajectory`): same times, same clock. */
export function carryProfile(window: Window, to: Carried): Window {
  const turn = turnOf(window.trajectory, to)
  const r_ecef = new Float64Array(window.r_ecef.length)
  let farthest = 0
  for (let k = 0; k < r_ecef.length; k += 3) {
    turn(window.r_ecef, k, r_ecef, k, true)
    farthest = Math.max(farthest, norm3(r_ecef[k]!, r_ecef[k + 1]!, r_ecef[k + 2]!))
  }
  return {
    ...window,
    trajectory: carryTrajectory(window.trajectory, to),
    // Inertial speed may grow by all of the ground's.
    topSpeed: window.topSpeed + EARTH_RATE * farthest,
    r_ecef,
  }
}

type Turn = (from: Float64Array, i: number, out: Float64Array, k: number, place: boolean) => void

/** The rigid turn: of places (moved with the launch point) or of directions. */
function turnOf(trajectory: Trajectory, to: Carried): Turn {
  requireWithin('latitude', to.lat, -Math.PI / 2, Math.PI / 2, 'rad')
  requireWithin('longitude', to.lon, -2 * Math.PI, 2 * Math.PI, 'rad')
  requireWithin('azimuth', to.azimuth, -2 * Math.PI, 2 * Math.PI, 'rad')
  const old = launchAxes(trajectory)
  const origin = trajectory.r_ecef.slice(0, 3)
  const geodetic = new Float64Array(3)
  geodeticFromEcef(origin, geodetic)
  const [east, north, up] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)]
  enuAxes(to.lat, to.lon, east, north, up)
  const start = new Float64Array(3)
  ecefFromGeodetic(to.lat, to.lon, geodetic[2]!, start)
  const by = to.azimuth - boostAzimuth(trajectory)
  const c = cos(by)
  const s = sin(by)
  return (from, i, out, k, place) => {
    const d = [0, 1, 2].map((n) => from[i + n]! - (place ? origin[n]! : 0))
    const e = dot(old.east, d)
    const n = dot(old.north, d)
    const u = dot(old.up, d)
    // Azimuth counts from north over east.
    const e2 = c * e + s * n
    const n2 = c * n - s * e
    for (let m = 0; m < 3; m++)
      out[k + m] = (place ? start[m]! : 0) + e2 * east[m]! + n2 * north[m]! + u * up[m]!
  }
}

function launchAxes(trajectory: Trajectory): { east: Float64Array; north: Float64Array; up: Float64Array } {
  const geodetic = new Float64Array(3)
  geodeticFromEcef(trajectory.r_ecef.subarray(0, 3), geodetic)
  const axes = { east: new Float64Array(3), north: new Float64Array(3), up: new Float64Array(3) }
  enuAxes(geodetic[0]!, geodetic[1]!, axes.east, axes.north, axes.up)
  return axes
}

function dot(a: Float64Array, b: ArrayLike<number>): number {
  return a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!
}
