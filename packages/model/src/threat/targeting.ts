import { EARTH_RATE, WGS84_GM } from '../earth/index.ts'
import { acos, asin, atan2, cos, norm3, sin } from '../math/index.ts'
import { lambert } from '../orbit/index.ts'
import { relativeVelocity } from './dynamics.ts'
import type { Burnout } from './powered.ts'

/**
 * Required velocity: the closed-form half of guidance. From a burnout state, the two-body arc that meets the
 * aim point where the Earth's turn has carried it (Lambert), as function of the free-flight time.
 * The full integration corrects what the two-body arc leaves out.
 */
export interface Required {
  /** Velocity in the launch frame, m/s. */
  readonly velocity: Float64Array
  readonly speed: number
  /** Apogee radius of the arc, m; Infinity where it does not come back. */
  readonly apogeeRadius: number
}

const target = new Float64Array(3)

/** The arc from `burnout` to the Earth-fixed point `rAim_ecef` in `time` seconds; undefined where there is none. */
export function requiredVelocity(
  burnout: Burnout,
  rAim_ecef: Float64Array,
  time: number,
): Required | undefined {
  const angle = EARTH_RATE * (burnout.t + time)
  const c = cos(angle)
  const s = sin(angle)
  const x = rAim_ecef[0] as number
  const y = rAim_ecef[1] as number
  target[0] = c * x - s * y
  target[1] = s * x + c * y
  target[2] = rAim_ecef[2] as number
  const r = burnout.state.subarray(0, 3)
  const shortWay = (r[0] as number) * (target[1] as number) - (r[1] as number) * (target[0] as number) >= 0
  let velocity: Float64Array
  try {
    velocity = Float64Array.from(lambert(WGS84_GM, r, target, time, shortWay).v1)
  } catch {
    return undefined
  }
  const v = norm3(velocity[0] as number, velocity[1] as number, velocity[2] as number)
  return { velocity, speed: v, apogeeRadius: apogeeRadius(r, velocity) }
}

/** Apogee radius of a two-body orbit, m. */
function apogeeRadius(r: Float64Array, v: Float64Array): number {
  const radius = norm3(r[0] as number, r[1] as number, r[2] as number)
  const v2 =
    (v[0] as number) * (v[0] as number) +
    (v[1] as number) * (v[1] as number) +
    (v[2] as number) * (v[2] as number)
  const energy = v2 / 2 - WGS84_GM / radius
  if (energy >= 0) return Infinity
  const rv =
    ((r[0] as number) * (v[0] as number) +
      (r[1] as number) * (v[1] as number) +
      (r[2] as number) * (v[2] as number)) /
    radius
  const momentum2 = radius * radius * (v2 - rv * rv)
  const a = -WGS84_GM / (2 * energy)
  return a * (1 + Math.sqrt(Math.max(0, 1 - momentum2 / (WGS84_GM * a))))
}

/** Direction and size of a velocity relative to the ground, in local geocentric axes at the state. */
export interface LocalVelocity {
  readonly speed: number
  readonly flightPathAngle: number
  readonly azimuth: number
}

/** Speed, flight-path angle and azimuth of `velocity` (launch frame, m/s) at the burnout's position, relative to the ground. */
export function localVelocity(burnout: Burnout, velocity: Float64Array): LocalVelocity {
  const y = Float64Array.from(burnout.state)
  y.set(velocity, 3)
  const v = new Float64Array(3)
  relativeVelocity(y, v)
  const [x, yy, z] = [y[0] as number, y[1] as number, y[2] as number]
  const r = norm3(x, yy, z)
  const speed = norm3(v[0] as number, v[1] as number, v[2] as number)
  const up = (x * (v[0] as number) + yy * (v[1] as number) + z * (v[2] as number)) / r
  const rho = Math.sqrt(x * x + yy * yy)
  const east = rho > 0 ? (-yy * (v[0] as number) + x * (v[1] as number)) / rho : (v[1] as number)
  const north =
    rho > 0
      ? ((v[2] as number) * rho - (z * (x * (v[0] as number) + yy * (v[1] as number))) / rho) / r
      : -(v[0] as number)
  return { speed, flightPathAngle: asin(up / speed), azimuth: atan2(east, north) }
}

/** Central angle from the burnout to the aim point, the Earth standing still, rad. */
function gapAngle(burnout: Burnout, rAim_ecef: Float64Array): number {
  const angle = EARTH_RATE * burnout.t
  const c = cos(angle)
  const s = sin(angle)
  const [x, y] = [rAim_ecef[0] as number, rAim_ecef[1] as number]
  const [px, py, pz] = [c * x - s * y, s * x + c * y, rAim_ecef[2] as number]
  const [rx, ry, rz] = [burnout.state[0] as number, burnout.state[1] as number, burnout.state[2] as number]
  const cosine = (px * rx + py * ry + pz * rz) / (norm3(px, py, pz) * norm3(rx, ry, rz))
  return acos(Math.min(1, Math.max(-1, cosine)))
}

/** A free-flight time near that of the cheapest arc, s: golden-section over the required speed. */
export function cheapestTime(burnout: Burnout, rAim_ecef: Float64Array): number {
  const r = norm3(burnout.state[0] as number, burnout.state[1] as number, burnout.state[2] as number)
  const phi = Math.max(gapAngle(burnout, rAim_ecef), 1e-3)
  // Half the period of the circular orbit at this radius, scaled by the angle, brackets the answer widely.
  const scale = Math.sqrt((r * r * r) / WGS84_GM)
  let low = 0.25 * scale * Math.sqrt(phi)
  let high = 3.5 * scale * Math.sqrt(phi)
  const cost = (t: number): number => requiredVelocity(burnout, rAim_ecef, t)?.speed ?? Infinity
  const golden = (Math.sqrt(5) - 1) / 2
  let a = high - golden * (high - low)
  let b = low + golden * (high - low)
  let fa = cost(a)
  let fb = cost(b)
  for (let i = 0; i < 40 && high - low > 0.5; i++) {
    if (fa <= fb) {
      high = b
      b = a
      fb = fa
      a = high - golden * (high - low)
      fa = cost(a)
    } else {
      low = a
      a = b
      fa = fb
      b = low + golden * (high - low)
      fb = cost(b)
    }
  }
  return (low + high) / 2
}

/**
 * Free-flight time at which `measure` of the required arc reaches `wanted`, searched from `from` towards longer
 * (`side` 1) or shorter (−1) times, s; undefined where it never does. `measure` must be below `wanted` at `from` and grow on the way.
 */
export function timeWhere(
  burnout: Burnout,
  rAim_ecef: Float64Array,
  measure: (arc: Required) => number,
  wanted: number,
  from: number,
  side: 1 | -1,
): number | undefined {
  const at = (t: number): number => {
    const arc = requiredVelocity(burnout, rAim_ecef, t)
    return arc === undefined ? Infinity : measure(arc)
  }
  let near = from
  if (at(near) > wanted) return undefined
  let far = near
  for (let i = 0; i < 60; i++) {
    far = side > 0 ? near * 1.12 : near / 1.12
    if (far < 1 || far > 30_000) return undefined
    if (at(far) > wanted) break
    near = far
  }
  for (let i = 0; i < 60 && Math.abs(far - near) > 1e-6; i++) {
    const middle = (near + far) / 2
    if (at(middle) > wanted) far = middle
    else near = middle
  }
  return (near + far) / 2
}
