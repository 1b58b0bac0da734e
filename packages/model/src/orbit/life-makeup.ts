import { OpendomeError, requireWithin } from '../core/index.ts'
import { G0, WGS84_A, WGS84_GM } from '../earth/index.ts'
import { expm1 } from '../math/index.ts'
import { airOf, type LifeOptions } from './life.ts'

/** s. */
const JULIAN_YEAR = 365.25 * 86_400

export interface DragMakeUp {
  /** Deceleration by drag, m/s². */
  readonly acceleration: number
  /** Velocity increment that holds the altitude for one Julian year, m/s. */
  readonly perYear: number
  /** … for the whole duration, m/s. */
  readonly total: number
}

/**
 * What propulsion must give to hold a circular orbit at `altitude` (m) for `duration` (s), for `areaToMass` in m²/kg: as much as drag
 * takes, ½ ρ v² C_D A/m with v² = μ/a. The area-to-mass ratio is that of the mean mass; nothing is added for dispersion, pointing or
 * eccentricity. `endAltitude` is the lowest altitude accepted.
 *
 * Errors as `orbitalLife`; the duration is 0 to 100 years.
 */
export function dragMakeUp(
  altitude: number,
  areaToMass: number,
  duration: number,
  options: LifeOptions = {},
): DragMakeUp {
  const { dragCoefficient = 2.2 } = options
  requireWithin('duration', duration, 0, 100 * JULIAN_YEAR, 's')
  const air = airOf(altitude, areaToMass, options)
  const rho = air(altitude)
  if (!(rho > 0))
    throw new OpendomeError('infeasible', `density ${rho} kg/m³ at ${altitude} m: expected above 0`)
  const acceleration = (0.5 * rho * dragCoefficient * areaToMass * WGS84_GM) / (WGS84_A + altitude)
  return { acceleration, perYear: acceleration * JULIAN_YEAR, total: acceleration * duration }
}

/**
 * Part of a satellite's first mass that must be propellant for a velocity increment `deltaV` (m/s) at a specific impulse (s):
 * 1 − exp(−Δv/(g₀ Isp)) (Tsiolkovsky). `invalid` out of range.
 */
export function propellantFraction(deltaV: number, specificImpulse: number): number {
  requireWithin('velocity increment', deltaV, 0, 1e6, 'm/s')
  requireWithin('specific impulse', specificImpulse, 10, 20_000, 's')
  return -expm1(-deltaV / (G0 * specificImpulse))
}
