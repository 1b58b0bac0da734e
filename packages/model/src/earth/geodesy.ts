import { asin, atan2, cos, norm2, sin } from '../math/index.ts'
import { WGS84_A, WGS84_B, WGS84_E2, WGS84_F } from './constants.ts'

/** Second eccentricity squared times b, m. */
const EP2_B = (WGS84_E2 / (1 - WGS84_E2)) * WGS84_B

/** Bowring steps; three reach rounding error anywhere from −50 km to 40,000 km (measured in the tests). */
const BOWRING_STEPS = 3
/** A height errs by the square of an error of latitude: one step is enough. */
const STEPS_FOR_HEIGHT = 1

/**
 * Earth-fixed position (m, 3) of geodetic `latitude`, `longitude` (rad) and `height` above the WGS 84
 * ellipsoid (m). Exact closed form. NGA.STND.0036 (2014), eq. 4-14.
 */
export function ecefFromGeodetic(
  latitude: number,
  longitude: number,
  height: number,
  out: Float64Array,
): void {
  const s = sin(latitude)
  const c = cos(latitude)
  const n = WGS84_A / Math.sqrt(1 - WGS84_E2 * s * s)
  out[0] = (n + height) * c * cos(longitude)
  out[1] = (n + height) * c * sin(longitude)
  out[2] = (n * (1 - WGS84_E2) + height) * s
}

/**
 * Geodetic latitude (rad, −π/2…π/2), longitude (rad, −π…π; 0 on the axis) and height above the WGS 84
 * ellipsoid (m) of the Earth-fixed position `r_ecef` (m, 3) into `out` (3). Holds 1e−9 rad and 1 mm for
 * heights of −50 km to 40,000 km, poles and equator included; the centre of the Earth is outside its
 * domain. `out` may be `r_ecef`. Bowring, Survey Review 23 (181), 1976, with the start of Survey Review 28
 * (218), 1985; every step works on sine and cosine, so no trigonometry is called but the two final angles.
 */
export function geodeticFromEcef(r_ecef: Float64Array, out: Float64Array): void {
  const x = r_ecef[0]!
  const y = r_ecef[1]!
  const z = r_ecef[2]!
  const p = norm2(x, y)

  const height = normal(p, z, BOWRING_STEPS)
  out[0] = atan2(NORMAL[0]!, NORMAL[1]!)
  out[1] = atan2(y, x)
  out[2] = height
}

/**
 * Height (m) above the WGS 84 ellipsoid of a position (m, 3) in any frame whose z axis is Earth's axis, ECI or
 * ECEF. Within 1e−7 m of the third number of `geodeticFromEcef`, at a seventh of its time: for right-hand sides.
 */
export function geodeticHeight(r: Float64Array): number {
  return normal(norm2(r[0]!, r[1]!), r[2]!, STEPS_FOR_HEIGHT)
}

/** Sine and cosine (not scaled) of the latitude that `normal` found last. */
const NORMAL = new Float64Array(2)

/** Height (m) of the point at distance `p` from the axis and `z` from the equator (m) after `steps` steps; latitude in `NORMAL`. */
function normal(p: number, z: number, steps: number): number {
  // Reduced latitude β to start from: tan β = (b z / a p)(1 + e'² b / r).
  let sine = (1 - WGS84_F) * z * (1 + EP2_B / Math.sqrt(p * p + z * z))
  let cosine = p
  let up = 0
  let outward = 1
  for (let step = 0; step < steps; step++) {
    const scale = 1 / norm2(sine, cosine)
    sine *= scale
    cosine *= scale
    // tan φ = (z + e'² b sin³β) / (p − e² a cos³β); tan β = (1 − f) tan φ.
    up = z + EP2_B * sine * sine * sine
    outward = p - WGS84_E2 * WGS84_A * cosine * cosine * cosine
    sine = (1 - WGS84_F) * up
    cosine = outward
  }
  NORMAL[0] = up
  NORMAL[1] = outward
  const scale = 1 / norm2(up, outward)
  const s = up * scale
  const c = outward * scale
  return p * c + z * s - WGS84_A * Math.sqrt(1 - WGS84_E2 * s * s)
}

/** Unit vectors (3 each, ECEF components) to the local east, north and up at a geodetic place (rad). */
export function enuAxes(
  latitude: number,
  longitude: number,
  east: Float64Array,
  north: Float64Array,
  up: Float64Array,
): void {
  const sLat = sin(latitude)
  const cLat = cos(latitude)
  const sLon = sin(longitude)
  const cLon = cos(longitude)
  east[0] = -sLon
  east[1] = cLon
  east[2] = 0
  north[0] = -sLat * cLon
  north[1] = -sLat * sLon
  north[2] = cLat
  up[0] = cLat * cLon
  up[1] = cLat * sLon
  up[2] = sLat
}

/**
 * Angle (rad, 0…π) at the centre of a sphere between two places given by latitude and longitude (rad).
 * Haversine form: keeps relative accuracy for close places. Near the antipode the error grows to 2e−8 rad.
 */
export function centralAngle(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const u = sin((lat2 - lat1) / 2)
  const v = sin((lon2 - lon1) / 2)
  const h = u * u + cos(lat1) * cos(lat2) * v * v
  return 2 * asin(Math.sqrt(Math.min(1, h)))
}
