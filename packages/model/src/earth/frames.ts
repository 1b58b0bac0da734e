import { cos, sin } from '../math/index.ts'
import { EARTH_RATE } from './constants.ts'

/**
 * Position `r` (m, 3) from ECI (true equator of the epoch) to ECEF (pseudo-Earth-fixed, no polar motion):
 * a turn about z by `angle` (rad), the `siderealAngle`. `out` may be `r`.
 */
export function ecefFromEci(angle: number, r_eci: Float64Array, out: Float64Array): void {
  turn(cos(angle), sin(angle), r_eci, out)
}

/** Inverse of `ecefFromEci`. `out` may be `r_ecef`. */
export function eciFromEcef(angle: number, r_ecef: Float64Array, out: Float64Array): void {
  turn(cos(angle), -sin(angle), r_ecef, out)
}

/**
 * Position (m, 3) and velocity (m/s, 3) from ECI to ECEF; the velocity becomes the one relative to the
 * rotating Earth, v_ecef = R (v_eci − ω × r_eci). `rOut` may be `r_eci`, `vOut` may be `v_eci`.
 */
export function ecefFromEciState(
  angle: number,
  r_eci: Float64Array,
  v_eci: Float64Array,
  rOut: Float64Array,
  vOut: Float64Array,
): void {
  const c = cos(angle)
  const s = sin(angle)
  const vx = v_eci[0]! + EARTH_RATE * r_eci[1]!
  const vy = v_eci[1]! - EARTH_RATE * r_eci[0]!
  vOut[0] = c * vx + s * vy
  vOut[1] = c * vy - s * vx
  vOut[2] = v_eci[2]!
  turn(c, s, r_eci, rOut)
}

/** Inverse of `ecefFromEciState`. `rOut` may be `r_ecef`, `vOut` may be `v_ecef`. */
export function eciFromEcefState(
  angle: number,
  r_ecef: Float64Array,
  v_ecef: Float64Array,
  rOut: Float64Array,
  vOut: Float64Array,
): void {
  const c = cos(angle)
  const s = sin(angle)
  const vx = v_ecef[0]! - EARTH_RATE * r_ecef[1]!
  const vy = v_ecef[1]! + EARTH_RATE * r_ecef[0]!
  vOut[0] = c * vx - s * vy
  vOut[1] = c * vy + s * vx
  vOut[2] = v_ecef[2]!
  turn(c, -s, r_ecef, rOut)
}

/**
 * Polar motion: position `r_pef` (m, 3; ECEF as `ecefFromEci` gives it) to ITRF, with the pole coordinates
 * `xp`, `yp` (rad, from IERS bulletins; under 3e−6 rad, so about 15 m on the ground). `out` may be `r_pef`.
 * r_itrf = [ROT1(yp) ROT2(xp)]ᵀ r_pef: Vallado et al., AIAA 2006-6753, appendix C.
 */
export function itrfFromPef(xp: number, yp: number, r_pef: Float64Array, out: Float64Array): void {
  const cx = cos(xp)
  const sx = sin(xp)
  const cy = cos(yp)
  const sy = sin(yp)
  const x = r_pef[0]!
  const y = r_pef[1]!
  const z = r_pef[2]!
  const tilted = sy * y + cy * z
  out[0] = cx * x + sx * tilted
  out[1] = cy * y - sy * z
  out[2] = cx * tilted - sx * x
}

/** Components of `r` in axes turned about z by the angle of cosine `c` and sine `s`. */
function turn(c: number, s: number, r: Float64Array, out: Float64Array): void {
  const x = r[0]!
  const y = r[1]!
  out[0] = c * x + s * y
  out[1] = c * y - s * x
  out[2] = r[2]!
}
