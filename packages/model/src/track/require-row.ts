import { OpendomeError } from '../core/index.ts'
import type { Measurements } from '../sense/index.ts'

/** Throws `invalid` unless row i is one that a sensor can have measured. */
export function requireRow(m: Measurements, i: number): void {
  const numbers =
    Number.isFinite(m.t[i]) &&
    Number.isFinite(m.available[i]) &&
    Number.isFinite(m.rSensor_eci[3 * i]! + m.rSensor_eci[3 * i + 1]! + m.rSensor_eci[3 * i + 2]!)
  const ux = m.u_eci[3 * i]!
  const uy = m.u_eci[3 * i + 1]!
  const uz = m.u_eci[3 * i + 2]!
  const length = ux * ux + uy * uy + uz * uz
  const range = m.range[i]!
  const ranged = Number.isNaN(range)
    ? true
    : range > 0 && range < Infinity && m.sigma[3 * i + 2]! > 0 && m.sigma[3 * i + 2]! < Infinity
  const angles = m.sigma[3 * i]! > 0 && m.sigma[3 * i + 1]! > 0
  const finite = m.sigma[3 * i]! < Infinity && m.sigma[3 * i + 1]! < Infinity
  if (!numbers || !(Math.abs(length - 1) < 1e-6) || !ranged || !angles || !finite)
    throw new OpendomeError(
      'invalid',
      `measurement row ${i} at ${m.t[i]} s: expected finite numbers, a unit vector, sigmas above 0 and a range above 0 or NaN`,
    )
  if (m.available[i]! < m.t[i]!)
    throw new OpendomeError(
      'invalid',
      `measurement row ${i}: available at ${m.available[i]} s, before its signal at ${m.t[i]} s`,
    )
}
