import { atan2, cos, sin } from '../math/index.ts'

/** Sun or Moon as SDP4 has them: a body on a fixed ellipse, with its orbit referred to the equator. Rad, minutes. */
export interface PerturbingBody {
  readonly eccentricity: number
  /** Mean motion, rad/min. */
  readonly motion: number
  /** Mean anomaly at the epoch of the element set. */
  readonly anomaly: number
  /** Strength of the attraction, C of Spacetrack Report No. 3, rad/min. */
  readonly strength: number
  /** Of the orbit on the equator: right ascension of the node, argument of perigee, inclination. */
  readonly cosNode: number
  readonly sinNode: number
  readonly cosPerigee: number
  readonly sinPerigee: number
  readonly cosInclination: number
  readonly sinInclination: number
}

const TURN = 2 * Math.PI

/** Julian day of 1899 December 31.5, from which the mean elements of Sun and Moon count. */
const EPOCH_1900 = 2415020

/** Sine and cosine of the ecliptic's inclination. */
const SIN_OBLIQUITY = 0.39785416
const COS_OBLIQUITY = 0.91744867

/**
 * Sun and Moon at a Julian date (held in two numbers). The Moon's node regresses, and takes inclination, node and perigee on
 * the equator along; both are then held for the life of the element set. Spacetrack Report No. 3 (1980), section 10.
 */
export function sunAndMoon(julianDay: number, fraction: number): readonly [PerturbingBody, PerturbingBody] {
  const days = julianDay - EPOCH_1900 + fraction
  const sun: PerturbingBody = {
    eccentricity: 0.01675,
    motion: 1.19459e-5,
    anomaly: (6.2565837 + 0.017201977 * days) % TURN,
    strength: 2.9864797e-6,
    cosNode: 1,
    sinNode: 0,
    cosPerigee: 0.1945905,
    sinPerigee: -0.98088458,
    cosInclination: COS_OBLIQUITY,
    sinInclination: SIN_OBLIQUITY,
  }

  // Spherical triangle of equator, ecliptic and the Moon's orbit (5.145° on the ecliptic).
  const eclipticNode = 4.523602 - 9.2422029e-4 * days
  const sinEcliptic = sin(eclipticNode)
  const cosEcliptic = cos(eclipticNode)
  const cosInclination = 0.91375164 - 0.03568096 * cosEcliptic
  const sinInclination = Math.sqrt(1 - cosInclination * cosInclination)
  const sinNode = (0.089683511 * sinEcliptic) / sinInclination
  const cosNode = Math.sqrt(1 - sinNode * sinNode)
  const perigeeLongitude = 5.8351514 + 0.001944368 * days
  const alongOrbit = atan2(
    (SIN_OBLIQUITY * sinEcliptic) / sinInclination,
    cosNode * cosEcliptic + COS_OBLIQUITY * sinNode * sinEcliptic,
  )
  const perigee = perigeeLongitude + alongOrbit - eclipticNode
  const moon: PerturbingBody = {
    eccentricity: 0.0549,
    motion: 1.5835218e-4,
    anomaly: (4.7199672 + 0.2299715 * days - perigeeLongitude) % TURN,
    strength: 4.7968065e-7,
    cosNode,
    sinNode,
    cosPerigee: cos(perigee),
    sinPerigee: sin(perigee),
    cosInclination,
    sinInclination,
  }
  return [sun, moon]
}
