import { OpendomeError } from '../core/index.ts'
import { acos, cos, sin } from '../math/index.ts'

/** A ballistic arc between two points of a sphere, in vacuum, without rotation. SI units, radians. */
export interface Arc {
  readonly speed: number
  readonly flightPathAngle: number
  readonly apogee: number
  readonly time: number
}

/** Time from the surface over apogee back to the surface: 2[(π − E) + e sin E]√(a³/μ), cos E = (1 − R/a)/e. */
function arcTime(mu: number, radius: number, a: number, e: number): number {
  const anomaly = acos((1 - radius / a) / e)
  return 2 * (Math.PI - anomaly + e * sin(anomaly)) * Math.sqrt((a * a * a) / mu)
}

/**
 * Minimum-energy arc over `range` (m) on a sphere of `radius` (m): Q = v²R/μ = 2s/(1 + s) with s = sin(φ/2),
 * φ = range/R; flight-path angle 45° − φ/4 (Wheelon, Free Flight of a Ballistic Missile, ARS Journal 29, 1959).
 */
export function minimumEnergyArc(range: number, radius: number, mu: number): Arc {
  if (!(range > 0 && range < Math.PI * radius))
    throw new OpendomeError('invalid', `range ${range / 1000} km: expected above 0 and below half the sphere`)
  const phi = range / radius
  const s = sin(phi / 2)
  const q = (2 * s) / (1 + s)
  const angle = Math.PI / 4 - phi / 4
  const a = radius / (2 - q)
  const e = Math.sqrt(1 - q * (2 - q) * cos(angle) * cos(angle))
  return {
    speed: Math.sqrt((q * mu) / radius),
    flightPathAngle: angle,
    apogee: a * (1 + e) - radius,
    time: arcTime(mu, radius, a, e),
  }
}

/**
 * The arc over `range` (m) with its apogee at altitude `apogee` (m):
 * e = (r_a − R)/(r_a − R cos(φ/2)), a = r_a/(1 + e), from the conic through both ground points.
 */
export function arcThrough(range: number, apogee: number, radius: number, mu: number): Arc {
  if (!(range > 0 && range < Math.PI * radius && apogee > 0))
    throw new OpendomeError(
      'invalid',
      `arc over ${range / 1000} km to ${apogee / 1000} km: expected both above 0`,
    )
  const ra = radius + apogee
  const c = cos(range / radius / 2)
  const e = (ra - radius) / (ra - radius * c)
  const a = ra / (1 + e)
  const speed = Math.sqrt(mu * (2 / radius - 1 / a))
  const momentum = Math.sqrt(mu * a * (1 - e * e))
  return {
    speed,
    flightPathAngle: acos(momentum / (radius * speed)),
    apogee,
    time: arcTime(mu, radius, a, e),
  }
}
