import { OpendomeError, requireWithin } from '../core/index.ts'
import { EGM2008_RADIUS, J2, WGS84_A, WGS84_GM } from '../earth/index.ts'
import { cos, sin } from '../math/index.ts'
import { secularRates } from './j2.ts'

const TURN = 2 * Math.PI
/** Newton's steps for Kepler's equation; quadratic from the start below, so rounding is reached in half of them. */
const MOST_STEPS = 30

/** One elliptic orbit at t = 0. Heights in m above the radius 6378.137 km, angles in rad. */
export interface EllipseDefinition {
  readonly perigee: number
  readonly apogee: number
  readonly inclination: number
  /** Right ascension of the ascending node. */
  readonly raan: number
  readonly argumentOfPerigee: number
  readonly meanAnomaly: number
  /** Secular J2 rates of node, perigee and mean anomaly; default true. */
  readonly j2?: boolean | undefined
}

/**
 * A satellite on an ellipse that turns at the secular rates of J2 (`secularRates`): any eccentricity below 1, meant for
 * Molniya, Tundra and other long orbits over several days. Positions are ECI, m. `position` does not allocate.
 *
 *   M = M₀ + (n + ΔṀ) t,  E − e sin E = M,  ω = ω₀ + ω̇ t,  Ω = Ω₀ + Ω̇ t
 *   r = a (cos E − e) P̂ + a √(1 − e²) sin E Q̂
 *
 * Vallado, Fundamentals of Astrodynamics (4th ed.), algorithms 2 and 10, section 9.6. Errors: `invalid` for a definition out
 * of range or a perigee below the ground.
 */
export class EllipticOrbit {
  readonly count = 1
  readonly semiMajorAxis: number
  readonly eccentricity: number
  readonly inclination: number
  /** Rates in rad/s: mean anomaly (J2 included when it is on), argument of perigee, node. */
  readonly meanMotion: number
  readonly perigeeRate: number
  readonly nodeRate: number
  readonly #definition: EllipseDefinition
  readonly #semiMinorAxis: number
  readonly #cosInclination: number
  readonly #sinInclination: number

  constructor(definition: EllipseDefinition) {
    const { perigee, apogee, inclination, raan, argumentOfPerigee, meanAnomaly, j2 = true } = definition
    requireWithin('orbit inclination', inclination, 0, Math.PI, 'rad')
    requireWithin('orbit apogee', apogee, 0, 1e9, 'm')
    if (!(perigee > 0 && perigee <= apogee)) {
      throw new OpendomeError(
        'invalid',
        `orbit perigee ${perigee} m: expected above the ground and at most the apogee, ${apogee} m`,
      )
    }
    for (const [name, angle] of Object.entries({ raan, argumentOfPerigee, meanAnomaly }))
      requireWithin(`orbit ${name}`, angle, -2 * TURN, 2 * TURN, 'rad')
    this.#definition = definition
    this.semiMajorAxis = WGS84_A + 0.5 * (perigee + apogee)
    this.eccentricity = (0.5 * (apogee - perigee)) / this.semiMajorAxis
    this.inclination = inclination
    this.#semiMinorAxis = this.semiMajorAxis * Math.sqrt((1 - this.eccentricity) * (1 + this.eccentricity))
    const rates = secularRates(
      WGS84_GM,
      EGM2008_RADIUS,
      j2 ? J2 : 0,
      this.semiMajorAxis,
      this.eccentricity,
      inclination,
    )
    this.meanMotion = Math.sqrt(WGS84_GM / this.semiMajorAxis) / this.semiMajorAxis + rates.meanAnomaly
    this.perigeeRate = rates.perigee
    this.nodeRate = rates.node
    this.#cosInclination = cos(inclination)
    this.#sinInclination = sin(inclination)
  }

  /** One satellite: `index` is 0. ECI position at t s since the epoch, m. */
  position(t: number, _index: number, out: Float64Array): void {
    const { raan, argumentOfPerigee, meanAnomaly } = this.#definition
    const anomaly = eccentricAnomaly(meanAnomaly + this.meanMotion * t, this.eccentricity)
    const along = this.semiMajorAxis * (cos(anomaly) - this.eccentricity)
    const across = this.#semiMinorAxis * sin(anomaly)

    // From perigee to the node, then out of the equator, then to the equinox.
    const perigee = argumentOfPerigee + this.perigeeRate * t
    const c = cos(perigee)
    const s = sin(perigee)
    const onNode = along * c - across * s
    const ahead = along * s + across * c
    const node = raan + this.nodeRate * t
    const cosNode = cos(node)
    const sinNode = sin(node)
    const flat = ahead * this.#cosInclination
    out[0] = onNode * cosNode - flat * sinNode
    out[1] = onNode * sinNode + flat * cosNode
    out[2] = ahead * this.#sinInclination
  }
}

/**
 * Root E of Kepler's equation E − e sin E = M for 0 ≤ e < 1, rad, within half a turn of 0, by Newton's method from above: on
 * [0, π] the left side is convex and rises, so the steps fall on to the root without passing it.
 */
function eccentricAnomaly(meanAnomaly: number, e: number): number {
  const whole = meanAnomaly - TURN * Math.round(meanAnomaly / TURN)
  const size = Math.abs(whole)
  // From above the root: the left side is convex on [0, π], so Newton's steps fall on to it without passing.
  let anomaly = Math.min(Math.PI, size + e)
  for (let i = 0; i < MOST_STEPS; i++) {
    const step = (anomaly - e * sin(anomaly) - size) / (1 - e * cos(anomaly))
    anomaly -= step
    if (Math.abs(step) < 1e-13) break
  }
  return whole < 0 ? -anomaly : anomaly
}
