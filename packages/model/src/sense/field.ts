import { requireWithin } from '../core/index.ts'
import { WGS84_A } from '../earth/index.ts'
import { acos, asin, sin } from '../math/index.ts'
import { limbConeAngle } from '../orbit/index.ts'

/** What a field of regard takes in, seen from an altitude over a sphere of 6378.137 km. Angles in rad, heights in m. */
export interface FieldOfRegard {
  /** Full cone that touches the sphere. */
  readonly limbCone: number
  /** Field less limb cone: above 0 where the field reaches past the limb. */
  readonly pastLimb: number
  /** Central angle from the point below to the edge of the ground it sees. */
  readonly groundAngle: number
  /** Area of the ground it sees, as part of what lies within the horizon: 1 from the limb on. */
  readonly horizonShare: number
  /** Height at which the edge of the field passes over the horizon; 0 where it does not. */
  readonly heightPastLimb: number
}

/**
 * Geometry of a field of regard (full cone about the nadir, rad, up to π) from `altitude` (m). With half angle θ and p = (R + h) sin θ, the
 * edge meets the ground at the central angle asin(p/R) − θ for p ≤ R, and passes over the horizon at the height p − R beyond.
 * Errors: `invalid` out of range.
 */
export function fieldOfRegard(altitude: number, field: number): FieldOfRegard {
  requireWithin('field of regard', field, 1e-6, Math.PI, 'rad')
  const limbCone = limbConeAngle(altitude)
  const half = 0.5 * field
  const nearest = (WGS84_A + altitude) * sin(half)
  const past = field > limbCone
  const horizon = acos(WGS84_A / (WGS84_A + altitude))
  const groundAngle = past ? horizon : asin(Math.min(1, nearest / WGS84_A)) - half
  const cap = sin(0.5 * groundAngle) / sin(0.5 * horizon)
  return {
    limbCone,
    pastLimb: field - limbCone,
    groundAngle,
    horizonShare: past ? 1 : cap * cap,
    heightPastLimb: past ? nearest - WGS84_A : 0,
  }
}

/**
 * Largest central angle (rad) at which a satellite at `altitude` sees an object at `objectAltitude` (m) below it, with a field of regard
 * (rad) and a grazing altitude (m): what looking past the limb gains. Up to the limb the object has to stand before the ground,
 * at acos(p/a) − acos(p/r); past it the sight may pass over the horizon, at acos(p/a) + acos(p/r), as near as the grazing altitude allows.
 */
export function farthestSight(
  altitude: number,
  field: number,
  objectAltitude: number,
  grazingAltitude = 0,
): number {
  requireWithin('field of regard', field, 1e-6, Math.PI, 'rad')
  requireWithin('object altitude', objectAltitude, 0, altitude, 'm')
  requireWithin('grazing altitude', grazingAltitude, 0, 1e6, 'm')
  const a = WGS84_A + altitude
  const r = WGS84_A + objectAltitude
  const edge = a * sin(0.5 * field)
  const graze = WGS84_A + grazingAltitude
  // Over the horizon, where field and height allow it; else as far out as the field reaches before the ground.
  if (edge >= graze && r >= graze) return acos(graze / a) + acos(graze / r)
  const p = Math.min(edge, r)
  return acos(p / a) - acos(p / r)
}
