import { requireWithin } from '../core/index.ts'
import { cos } from '../math/index.ts'

/** Secular rates in rad/s: node, perigee, and what J2 adds to the mean anomaly beyond √(μ/a³). */
export interface SecularRates {
  readonly node: number
  readonly perigee: number
  readonly meanAnomaly: number
}

/**
 * First-order secular rates by J2 for mean elements: semi-major axis `a` (m), eccentricity `e` in [0, 1),
 * inclination `i` (rad); `mu` m³/s², `re` the reference radius of `j2` (m). `meanAnomaly` is the perturbation only; the
 * full rate of the mean anomaly is √(mu/a³) + meanAnomaly.
 *
 *   Ω̇ = −(3/2) k cos i,  ω̇ = (3/4) k (5cos²i − 1),  ΔṀ = (3/4) k √(1−e²) (3cos²i − 1),  k = n J₂ (re/p)²
 *
 * Kozai, Astronomical Journal 64 (1959) 367; Vallado, Fundamentals of Astrodynamics (4th ed.) section 9.6.
 * Errors: `invalid` outside the ranges above.
 */
export function secularRates(
  mu: number,
  re: number,
  j2: number,
  a: number,
  e: number,
  i: number,
): SecularRates {
  requireWithin('mu', mu, Number.MIN_VALUE, Number.MAX_VALUE, 'm³/s²')
  requireWithin('semi-major axis', a, Number.MIN_VALUE, Number.MAX_VALUE, 'm')
  requireWithin('eccentricity', e, 0, 1 - Number.EPSILON)
  requireWithin('inclination', i, 0, Math.PI, 'rad')
  const meanMotion = Math.sqrt(mu / a) / a
  const parameter = a * (1 - e * e)
  const k = meanMotion * j2 * (re / parameter) * (re / parameter)
  const c = cos(i)
  return {
    node: -1.5 * k * c,
    perigee: 0.75 * k * (5 * c * c - 1),
    meanAnomaly: 0.75 * k * Math.sqrt(1 - e * e) * (3 * c * c - 1),
  }
}
