import { OpendomeError, requireWithin } from '../core/index.ts'
import { acos, asin, cos, sin } from '../math/index.ts'
import { requireCap } from './spherical-cap.ts'

/**
 * Mean number of satellites within a cap of half-angle `cap` (rad) around a point at latitude `latitude`, for `count` satellites
 * on circular orbits of one inclination, nodes and phases uniform: the share of each orbit's latitude density
 * cos φ / (π √(sin²i − sin²φ)) that falls into the cap, integrated over the cap's latitudes.
 * Throws `invalid` for a cap outside (0, π/2), a latitude or inclination out of range. Error of the integral under 3e-5 of the result (measured).
 * Near the inclination limit the simple formula n = N θ²/(2π√(sin²i − sin²φ)) breaks down; this does not.
 */
export function meanInCap(count: number, cap: number, latitude: number, inclination: number): number {
  requireShell(count, cap, latitude, inclination)
  // In the plane of the equator every satellite is at latitude 0, and the cap holds a chord of it.
  if (sin(inclination) < 1e-9) {
    const chord = cos(cap) / cos(latitude)
    return chord < 1 ? (count * acos(chord)) / Math.PI : 0
  }
  // Substituting sin φ = sin i · sin u removes the density's poles: u is the argument of latitude, uniform.
  const s = sin(inclination)
  const low = Math.max(-1, sin(Math.max(-Math.PI / 2, latitude - cap)) / s)
  const high = Math.min(1, sin(Math.min(Math.PI / 2, latitude + cap)) / s)
  if (low >= 1 || high <= -1) return 0
  const from = asin(low)
  const to = asin(high)
  const steps = 1000
  let sum = 0
  for (let k = 0; k < steps; k++) {
    // Midpoints of a cosine spacing put points where the cap's edge is steep.
    const share = (1 - cos((Math.PI * (k + 0.5)) / steps)) / 2
    const weight = (Math.PI / 2 / steps) * sin((Math.PI * (k + 0.5)) / steps)
    const phi = asin(s * sin(from + (to - from) * share))
    const cosine = (cos(cap) - sin(phi) * sin(latitude)) / (cos(phi) * cos(latitude))
    const halfWidth = cosine >= 1 ? 0 : cosine <= -1 ? Math.PI : acos(cosine)
    sum += weight * (halfWidth / Math.PI)
  }
  // Every orbit passes a latitude twice a turn: rising and falling u.
  return (count * (to - from) * sum * 2) / (2 * Math.PI)
}

/**
 * The simple density: n = N θ²/(2π √(sin²i − sin²φ)), the latitude density of circular orbits of one inclination times the flat area of the cap
 * (standard result; UCS, The Physics of Space Security, 2005, recalled). It grows without bound where φ nears i, and counts nothing of
 * what lies beyond: there `meanInCap` holds. Arguments as there; `infeasible` where |φ| ≥ i.
 */
export function simpleMeanInCap(count: number, cap: number, latitude: number, inclination: number): number {
  requireShell(count, cap, latitude, inclination)
  const [i, phi] = [sin(inclination), sin(latitude)]
  const square = i * i - phi * phi
  if (!(square > 0))
    throw new OpendomeError(
      'infeasible',
      `latitude ${latitude} rad: the simple density ends at the inclination, ${inclination} rad`,
      { hint: 'integrate over the cap (meanInCap)' },
    )
  return (count * cap * cap) / (2 * Math.PI * Math.sqrt(square))
}

function requireShell(count: number, cap: number, latitude: number, inclination: number): void {
  requireCap(cap)
  requireWithin('satellites', count, 0, 1e9)
  requireWithin('latitude', latitude, -Math.PI / 2, Math.PI / 2, 'rad')
  requireWithin('inclination', inclination, 0, Math.PI, 'rad')
}
