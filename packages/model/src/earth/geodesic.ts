import { requireWithin } from '../core/index.ts'
import { atan2, brent, cos, norm2, sin } from '../math/index.ts'
import { WGS84_A, WGS84_B, WGS84_F } from './constants.ts'
import { arcIntegrals, arcStretch } from './geodesic-integrals.ts'

/** Shortest line on the WGS 84 ellipsoid between two places. */
export interface Geodesic {
  /** Length, m. */
  readonly distance: number
  /** Azimuth of travel at the first and the second place, rad, −π…π, clockwise from north. */
  readonly azimuth1: number
  readonly azimuth2: number
}

/** Where a geodesic ends: latitude and longitude (rad, longitude −π…π) and azimuth of travel there (rad). */
export interface GeodesicEnd {
  readonly lat: number
  readonly lon: number
  readonly azimuth2: number
}

/** Turns of Vincenty's iteration before the search takes over; it contracts by about 300 in each. */
const VINCENTY_TURNS = 12
const CONVERGED = 1e-15
const MAX_DISTANCE = 1e8

/** Sine and cosine of the reduced latitude at both ends, with β1 ≤ 0 and |β2| ≤ |β1|, and the longitude 0…π. */
interface Problem {
  readonly s1: number
  readonly c1: number
  readonly s2: number
  readonly c2: number
  readonly lambda12: number
}

/** Length (m) and sines and cosines (not normalised) of the azimuths. */
interface Line {
  readonly distance: number
  readonly sa1: number
  readonly ca1: number
  readonly sa2: number
  readonly ca2: number
}

/**
 * Geodesic on WGS 84 between two places by geodetic latitude (rad, −π/2…π/2) and longitude (rad, within two
 * turns), antipodes included. Where several shortest lines exist (both places at poles, exact antipodes) one of
 * them is returned; for coincident places distance and azimuths are 0. `invalid` for angles outside the range.
 *
 * Vincenty's iteration (Survey Review 23 (176), 1975) on exact integrals; where it does not converge, within a
 * degree of the antipode, the search for the azimuth of Karney, J. Geodesy 87 (2013), section 4.
 */
export function geodesic(lat1: number, lon1: number, lat2: number, lon2: number): Geodesic {
  requirePlace(lat1, lon1)
  requirePlace(lat2, lon2)

  // Mirror and exchange until β1 ≤ 0, |β2| ≤ |β1| and 0 ≤ λ12 ≤ π.
  const turned = wrap(lon2 - lon1)
  const swapped = Math.abs(lat1) < Math.abs(lat2)
  const order = swapped ? -1 : 1
  const east = turned * order < 0 ? -1 : 1
  const first = swapped ? lat2 : lat1
  const second = swapped ? lat1 : lat2
  const south = first < 0 ? 1 : -1
  const [s1, c1] = reduced(south * first)
  const [s2, c2] = reduced(south * second)
  const problem = { s1, c1, s2, c2, lambda12: Math.abs(turned) }
  const line = vincenty(problem) ?? search(problem)
  if (line.distance === 0) return { distance: 0, azimuth1: 0, azimuth2: 0 }

  const sineSign = order * east
  const cosineSign = order * south
  const start = atan2(sineSign * line.sa1, cosineSign * line.ca1)
  const end = atan2(sineSign * line.sa2, cosineSign * line.ca2)
  return {
    distance: line.distance,
    azimuth1: swapped ? end : start,
    azimuth2: swapped ? start : end,
  }
}

/**
 * End of the geodesic of `distance` (m, |distance| ≤ 1e8, negative = backwards) from a place (rad) along
 * `azimuth` (rad, clockwise from north) on WGS 84. `invalid` outside those ranges. Karney (2013), section 3.
 */
export function geodesicDirect(lat: number, lon: number, azimuth: number, distance: number): GeodesicEnd {
  requirePlace(lat, lon)
  requireWithin('azimuth', azimuth, -4 * Math.PI, 4 * Math.PI, 'rad')
  requireWithin('distance', distance, -MAX_DISTANCE, MAX_DISTANCE, 'm')
  const [s1, c1] = reduced(lat)
  const sa1 = sin(azimuth)
  const ca1 = cos(azimuth)
  const sa0 = sa1 * c1
  const ca0 = norm2(ca1, sa1 * s1)
  const sigma1 = atan2(s1, ca1 * c1)

  // Newton's method for the arc whose length is the distance.
  const wanted = distance / WGS84_B
  let sigma12 = wanted
  let integrals = arcIntegrals(sigma1, sigma12, ca0)
  for (let step = 0; step < 8; step++) {
    const change = (wanted - integrals.length) / arcStretch(sigma1 + sigma12, ca0)
    sigma12 += change
    integrals = arcIntegrals(sigma1, sigma12, ca0)
    if (Math.abs(change) < CONVERGED * (1 + Math.abs(sigma12))) break
  }

  const ss2 = sin(sigma1 + sigma12)
  const cs2 = cos(sigma1 + sigma12)
  const omega12 = atan2(sa0 * ss2, cs2) - atan2(sa0 * s1, ca1 * c1)
  return {
    lat: atan2(ca0 * ss2, (1 - WGS84_F) * norm2(sa0, ca0 * cs2)),
    lon: wrap(lon + omega12 - WGS84_F * sa0 * integrals.longitude),
    azimuth2: atan2(sa0, ca0 * cs2),
  }
}

/** Fixed-point iteration for the longitude ω on the auxiliary sphere; undefined where it does not converge. */
function vincenty({ s1, c1, s2, c2, lambda12 }: Problem): Line | undefined {
  let omega = lambda12
  for (let turn = 0; turn < VINCENTY_TURNS; turn++) {
    const so = sin(omega)
    const co = cos(omega)
    const across = c2 * so
    const along = c1 * s2 - s1 * c2 * co
    const sinSigma = norm2(across, along)
    if (sinSigma === 0) return co > 0 ? { distance: 0, sa1: 0, ca1: 1, sa2: 0, ca2: 1 } : undefined
    const sa1 = across / sinSigma
    const ca1 = along / sinSigma
    const sa0 = sa1 * c1
    const sigma12 = atan2(sinSigma, s1 * s2 + c1 * c2 * co)
    const { length, longitude } = arcIntegrals(atan2(s1, ca1 * c1), sigma12, norm2(ca1, sa1 * s1))
    const next = lambda12 + WGS84_F * sa0 * longitude
    if (next > Math.PI) return undefined
    if (Math.abs(next - omega) < CONVERGED) {
      return { distance: WGS84_B * length, sa1, ca1, sa2: c1 * so, ca2: c1 * s2 * co - s1 * c2 }
    }
    omega = next
  }
  return undefined
}

/** Search for the azimuth at which the geodesic meets the second parallel at λ12, which grows with it. */
function search(problem: Problem): Line {
  const { lambda12, c2 } = problem
  const excess = (alpha1: number): number => lineAt(problem, alpha1).lambda12 - lambda12
  const alpha1 = excess(Math.PI) <= 0 ? Math.PI : brent(excess, 0, Math.PI, 1e-16, 200)
  const { lambda12: reached, ...line } = lineAt(problem, alpha1)
  // What the last bit of the azimuth leaves of the longitude, to first order along the parallel.
  const radius = (WGS84_A * c2 * line.sa2) / norm2(line.sa2, line.ca2)
  return { ...line, distance: line.distance + radius * (lambda12 - reached) }
}

/** The line that leaves at `alpha1` and ends where it crosses the second parallel northward. */
function lineAt({ s1: sine1, c1, s2, c2 }: Problem, alpha1: number): Line & { readonly lambda12: number } {
  // On the equator the sign of β1 decides on which side of the crossing the line starts.
  const s1 = Math.min(sine1, -1e-150)
  const sa1 = sin(alpha1)
  const ca1 = alpha1 === Math.PI ? -1 : cos(alpha1)
  const sa0 = sa1 * c1
  const ca0 = norm2(ca1, sa1 * s1)
  // cos α2 cos β2 from Clairaut's relation, without cancellation near the poles and the equator.
  const gain = c1 < -s1 ? (c2 - c1) * (c2 + c1) : (s1 - s2) * (s1 + s2)
  const sa2 = sa0
  const ca2 = Math.sqrt(Math.max(0, ca1 * c1 * (ca1 * c1) + gain))
  const sigma1 = atan2(s1, ca1 * c1)
  const sigma12 = Math.max(0, atan2(s2, ca2) - sigma1)
  const omega12 = atan2(sa0 * s2, ca2) - atan2(sa0 * s1, ca1 * c1)
  const { length, longitude } = arcIntegrals(sigma1, sigma12, ca0)
  const lambda12 = omega12 - WGS84_F * sa0 * longitude
  return { distance: WGS84_B * length, sa1, ca1, sa2, ca2, lambda12 }
}

/** Sine and cosine of the reduced latitude, tan β = (1 − f) tan φ. */
function reduced(latitude: number): [sine: number, cosine: number] {
  const s = (1 - WGS84_F) * sin(latitude)
  const c = cos(latitude)
  const scale = 1 / norm2(s, c)
  return [s * scale, c * scale]
}

/** The angle in −π…π. */
function wrap(angle: number): number {
  const turned = angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI))
  return Math.max(-Math.PI, Math.min(Math.PI, turned))
}

function requirePlace(latitude: number, longitude: number): void {
  requireWithin('latitude', latitude, -Math.PI / 2, Math.PI / 2, 'rad')
  requireWithin('longitude', longitude, -4 * Math.PI, 4 * Math.PI, 'rad')
}
