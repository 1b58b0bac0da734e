import type { Stream } from '../math/index.ts'
import { sightAxes, type Measurements } from './measurements.ts'

const u = new Float64Array(3)
const e1 = new Float64Array(3)
const e2 = new Float64Array(3)

/**
 * Turns the way from the sensor to the object (m), which stands in the row's `u_eci`, into the sight that is measured from `from` (ECI): unit vector with drawn errors of two
 * angles and, where finite, the range.
 */
export function writeSight(
  from: Float64Array,
  angleSigma: number,
  rangeSigma: number,
  draws: Stream,
  out: Measurements,
  row: number,
): void {
  const i = 3 * row
  const dx = out.u_eci[i]!
  const dy = out.u_eci[i + 1]!
  const dz = out.u_eci[i + 2]!
  const distance = Math.sqrt(dx * dx + dy * dy + dz * dz)
  u[0] = dx / distance
  u[1] = dy / distance
  u[2] = dz / distance
  sightAxes(from, u, e1, e2)
  const a = angleSigma * draws.normal()
  const b = angleSigma * draws.normal()
  const x = u[0] + a * e1[0]! + b * e2[0]!
  const y = u[1] + a * e1[1]! + b * e2[1]!
  const z = u[2] + a * e1[2]! + b * e2[2]!
  const scale = 1 / Math.sqrt(x * x + y * y + z * z)
  out.u_eci[i] = x * scale
  out.u_eci[i + 1] = y * scale
  out.u_eci[i + 2] = z * scale
  out.sigma[i] = angleSigma
  out.sigma[i + 1] = angleSigma
  out.sigma[i + 2] = rangeSigma
  out.range[row] = rangeSigma < Infinity ? distance + rangeSigma * draws.normal() : NaN
}
