import { atan2, cos, sin } from '../math/index.ts'
import { gmst82, type Epoch } from '../earth/index.ts'
import { Attraction, PeriodicChanges } from './sdp4-attraction.ts'
import { sunAndMoon } from './sdp4-bodies.ts'
import { dayTerms, halfDayTerms, resonanceOf } from './sdp4-harmonics.ts'
import { Resonance, SIDEREAL_RATE } from './sdp4-resonance.ts'
import type { SgpGravity } from './sgp4-gravity.ts'
import type { BrouwerOrbit, MeanState } from './sgp4-secular.ts'

const TURN = 2 * Math.PI
const DAY = 86_400

/** Period, minutes, from which an orbit counts as deep space. */
const DEEP_PERIOD = 225

/** Within this of the equator (3°) Sun and Moon do not move node and perigee secularly. */
const EQUATORIAL = 5.2359877e-2

/** Below this inclination the periodic changes are made on the direction of the pole, since node and perigee lose their meaning. */
const LYDDANE = 0.2

/** Whether SGP4 takes the satellite for one of deep space. */
export function isDeepSpace(orbit: BrouwerOrbit): boolean {
  return TURN / orbit.motion >= DEEP_PERIOD
}

/**
 * What SDP4 adds to SGP4 for periods of 225 minutes and more: secular and periodic attraction of Sun and Moon, and
 * resonance with the Earth's turn. Hoots and Roehrich, Spacetrack Report No. 3 (1980), sections 7 and 10, as corrected in
 * Vallado et al., AIAA 2006-6753 (the mode that the paper calls improved).
 */
export class DeepSpace {
  readonly #sun: Attraction
  readonly #moon: Attraction
  readonly #kind: 'day' | 'half-day' | undefined
  readonly #resonance: Resonance | undefined
  readonly #siderealAngle0: number
  readonly #eccentricityRate: number
  readonly #inclinationRate: number
  readonly #nodeRate: number
  readonly #perigeeRate: number
  readonly #anomalyRate: number
  readonly #changes = new PeriodicChanges()

  constructor(orbit: BrouwerOrbit, epoch: Epoch, gravity: SgpGravity) {
    const [sun, moon] = sunAndMoon(epoch.julianDay, epoch.secondOfDay / DAY)
    this.#sun = new Attraction(sun, orbit)
    this.#moon = new Attraction(moon, orbit)
    this.#siderealAngle0 = gmst82(epoch)
    const sum = (of: (body: Attraction) => number): number => of(this.#sun) + of(this.#moon)
    const equatorial = orbit.inclination < EQUATORIAL || orbit.inclination > Math.PI - EQUATORIAL
    this.#eccentricityRate = sum((body) => body.eccentricityRate)
    this.#inclinationRate = sum((body) => body.inclinationRate)
    this.#anomalyRate = sum((body) => body.anomalyRate)
    this.#nodeRate = equatorial ? 0 : sum((body) => body.nodeRate) / orbit.sinInclination
    this.#perigeeRate = sum((body) => body.perigeeRate) - orbit.cosInclination * this.#nodeRate

    // Resonance longitude at the epoch, and its rate less the mean motion.
    const drift = orbit.anomalyRate + this.#anomalyRate - orbit.motion
    const nodeRate = orbit.nodeRate + this.#nodeRate
    this.#kind = resonanceOf(orbit)
    if (this.#kind === 'day') {
      const longitude = (orbit.anomaly + orbit.node + orbit.perigee - this.#siderealAngle0) % TURN
      const rate = drift + nodeRate + orbit.perigeeRate + this.#perigeeRate - SIDEREAL_RATE
      this.#resonance = new Resonance(orbit, dayTerms(orbit, gravity), longitude, rate)
    } else if (this.#kind === 'half-day') {
      const longitude = (orbit.anomaly + 2 * orbit.node - 2 * this.#siderealAngle0) % TURN
      const rate = drift + 2 * (nodeRate - SIDEREAL_RATE)
      this.#resonance = new Resonance(orbit, halfDayTerms(orbit, gravity), longitude, rate)
    }
  }

  /** Secular change over `t` minutes: moves the elements in `mean`, its mean anomaly and motion by resonance where there is one. */
  secular(t: number, mean: MeanState): void {
    mean.eccentricity += this.#eccentricityRate * t
    mean.inclination += this.#inclinationRate * t
    mean.node += this.#nodeRate * t
    mean.perigee += this.#perigeeRate * t
    mean.anomaly += this.#anomalyRate * t
    const resonance = this.#resonance
    if (resonance === undefined) return
    const sidereal = (this.#siderealAngle0 + t * SIDEREAL_RATE) % TURN
    resonance.integrate(t)
    mean.motion = resonance.motion
    mean.anomaly =
      this.#kind === 'day'
        ? resonance.longitude - mean.node - mean.perigee + sidereal
        : resonance.longitude - 2 * mean.node + 2 * sidereal
  }

  /** Lunar and solar periodic changes at `t` minutes on the elements in `mean`. */
  periodic(t: number, mean: MeanState): void {
    const changes = this.#changes
    changes.eccentricity = 0
    changes.inclination = 0
    changes.anomaly = 0
    changes.perigee = 0
    changes.node = 0
    this.#sun.addPeriodic(t, changes)
    this.#moon.addPeriodic(t, changes)

    mean.inclination += changes.inclination
    mean.eccentricity += changes.eccentricity
    const sinI = sin(mean.inclination)
    const cosI = cos(mean.inclination)
    if (mean.inclination >= LYDDANE) {
      const node = changes.node / sinI
      mean.node += node
      mean.perigee += changes.perigee - cosI * node
      mean.anomaly += changes.anomaly
      return
    }

    // Lyddane's way: change sin i sin Ω and sin i cos Ω, keep the mean longitude's own change, and take perigee from both.
    const sinNode = sin(mean.node)
    const cosNode = cos(mean.node)
    const tiltSin = sinI * sinNode + changes.node * cosNode + changes.inclination * cosI * sinNode
    const tiltCos = sinI * cosNode - changes.node * sinNode + changes.inclination * cosI * cosNode
    const before = mean.node % TURN
    const longitude =
      mean.anomaly +
      mean.perigee +
      cosI * before +
      changes.anomaly +
      changes.perigee -
      changes.inclination * before * sinI
    let node = atan2(tiltSin, tiltCos)
    if (Math.abs(before - node) > Math.PI) node += node < before ? TURN : -TURN
    mean.node = node
    mean.anomaly += changes.anomaly
    mean.perigee = longitude - mean.anomaly - cosI * node
  }
}
