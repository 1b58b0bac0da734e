import { EGM2008_RADIUS, J2, WGS84_GM } from './constants.ts'

/** 1.5 J₂ R², m². */
const OBLATENESS = 1.5 * J2 * EGM2008_RADIUS * EGM2008_RADIUS

/**
 * Gravitational acceleration (m/s²) of a point mass and the J₂ term at `r` (m, 3), in the frame of `r`: any
 * frame whose z axis is Earth's axis, so ECI or ECEF. The centrifugal acceleration is not in it. Omitted:
 * all other harmonics (about 2e−4 m/s² at the surface), Sun and Moon (2e−6 m/s²). `out` may be `r`. Hot kernel: r ≠ 0 is
 * the caller's promise. Vallado, Fundamentals of Astrodynamics, 4th ed., eq. 8-30.
 */
export function gravity(r: Float64Array, out: Float64Array): void {
  const x = r[0]!
  const y = r[1]!
  const z = r[2]!
  const square = x * x + y * y + z * z
  const inverse = 1 / square
  const central = -WGS84_GM * inverse * Math.sqrt(inverse)
  const oblate = OBLATENESS * inverse
  const slant = 5 * z * z * inverse
  const equatorial = central * (1 + oblate * (1 - slant))
  out[0] = equatorial * x
  out[1] = equatorial * y
  out[2] = central * (1 + oblate * (3 - slant)) * z
}

/**
 * Gravitational potential (m²/s², negative) whose gradient is minus `gravity`: specific energy of a free
 * body is v²/2 + potential(r) with r and v inertial. Vallado, 4th ed., eq. 8-19 with J₂ only.
 */
export function potential(r: Float64Array): number {
  const z = r[2]!
  const square = r[0]! * r[0]! + r[1]! * r[1]! + z * z
  const oblate = (OBLATENESS / 3) * ((3 * z * z) / square - 1)
  return (-WGS84_GM / Math.sqrt(square)) * (1 - oblate / square)
}
