import { OpendomeError } from '../core/index.ts'
import { formatUtc } from '../earth/index.ts'
import { cos, sin } from '../math/index.ts'
import { checkMeanElements, type MeanElements } from './mean-elements.ts'
import { DeepSpace, isDeepSpace } from './sdp4.ts'
import { Drag } from './sgp4-drag.ts'
import { sgpGravity, type GravityName, type SgpGravity } from './sgp4-gravity.ts'
import { Periodics } from './sgp4-periodics.ts'
import { MeanState, brouwerOrbit, semiMajorAxis, type BrouwerOrbit } from './sgp4-secular.ts'

const TURN = 2 * Math.PI

/** Farthest time from the epoch of the elements, s: a century. Elements are worth nothing long before. */
const FARTHEST = 100 * 365.25 * 86_400

/** The mean eccentricity may fall this far below zero, and is then held at the least one. */
const LOWEST_ECCENTRICITY = -0.001
const LEAST_ECCENTRICITY = 1e-6

/** SGP4's own numbers of what can end an evaluation; 5, an epoch under the ground, is no longer in use. `drag` is our own. */
type Fault = 1 | 2 | 3 | 4 | 6 | 'drag'

/** Growth of the semi-major axis by drag past which its series mean nothing: they reach millions of kilometres in days. */
const LARGEST_GROWTH = 2

export interface Sgp4Options {
  /** Default `wgs72`, with which element sets are fitted. */
  readonly gravity?: GravityName | undefined
}

/**
 * SGP4 and SDP4: where a satellite is, from its published mean elements. Hoots and Roehrich, Spacetrack Report No. 3
 * (1980), with the corrections of Vallado, Crawford, Hujsak and Kelso, AIAA 2006-6753. Periods of 225 minutes
 * and more get the deep-space terms. Written from the reports' equations.
 *
 * It says nothing of how good a given set is; that falls with the time from its epoch. Errors: `invalid` for elements out of range,
 * `unknown` for other constants.
 */
export class Sgp4 {
  readonly elements: MeanElements
  /** Radius of the Earth in the constants in use, m. */
  readonly earthRadius: number
  /** Distance of perigee at the epoch from the Earth's centre, m, and of apogee: by the mean elements. */
  readonly perigeeRadius: number
  readonly apogeeRadius: number
  readonly #gravity: SgpGravity
  readonly #orbit: BrouwerOrbit
  readonly #drag: Drag
  readonly #deepSpace: DeepSpace | undefined
  readonly #periodics: Periodics
  readonly #mean = new MeanState()

  constructor(elements: MeanElements, options: Sgp4Options = {}) {
    checkMeanElements(elements)
    const gravity = sgpGravity(options.gravity ?? 'wgs72')
    const orbit = brouwerOrbit(elements, gravity)
    const deep = isDeepSpace(orbit)
    this.elements = elements
    this.earthRadius = gravity.radius
    this.perigeeRadius = orbit.axis * (1 - orbit.eccentricity) * gravity.radius
    this.apogeeRadius = orbit.axis * (1 + orbit.eccentricity) * gravity.radius
    this.#gravity = gravity
    this.#orbit = orbit
    this.#drag = new Drag(orbit, elements.bstar, gravity, deep)
    this.#deepSpace = deep ? new DeepSpace(orbit, elements.epoch, gravity) : undefined
    this.#periodics = new Periodics(gravity)
    this.#periodics.setInclination(orbit.cosInclination, orbit.sinInclination)
  }

  /**
   * Position (m) and velocity (m/s) `t` seconds after the epoch of the elements, in TEME of that instant. Allocates nothing.
   * Errors: `infeasible` where the theory breaks down or the satellite has decayed, `unsupported` beyond a century.
   */
  state(t: number, rOut: Float64Array, vOut: Float64Array): void {
    if (!(Math.abs(t) <= FARTHEST)) {
      throw new OpendomeError(
        'unsupported',
        `time ${t} s from the epoch of the elements: expected at most a century`,
      )
    }
    const fault = this.#evaluate(t / 60, rOut, vOut)
    if (fault !== 0) throw this.#failure(fault, t)
  }

  #evaluate(t: number, rOut: Float64Array, vOut: Float64Array): Fault | 0 {
    const orbit = this.#orbit
    const drag = this.#drag
    const mean = this.#mean

    // Secular motion: gravity, drag, then Sun, Moon and resonance.
    mean.eccentricity = orbit.eccentricity
    mean.inclination = orbit.inclination
    mean.motion = orbit.motion
    mean.anomaly = orbit.anomaly + orbit.anomalyRate * t
    mean.perigee = orbit.perigee + orbit.perigeeRate * t
    mean.node = orbit.node + orbit.nodeRate * t
    drag.apply(t, mean)
    this.#deepSpace?.secular(t, mean)
    if (!(mean.motion > 0)) return 2
    const axis0 = mean.motion === orbit.motion ? orbit.axis : semiMajorAxis(this.#gravity, mean.motion)
    const growth = drag.axisFactor * drag.axisFactor
    if (growth > LARGEST_GROWTH) return 'drag'
    mean.axis = axis0 * growth
    mean.motion = this.#gravity.rate / (mean.axis * Math.sqrt(mean.axis))
    mean.eccentricity -= drag.eccentricityLoss
    if (!(mean.eccentricity < 1 && mean.eccentricity >= LOWEST_ECCENTRICITY)) return 1
    if (mean.eccentricity < LEAST_ECCENTRICITY) mean.eccentricity = LEAST_ECCENTRICITY
    const longitude = mean.anomaly + mean.perigee + mean.node + orbit.motion * drag.longitudeGain
    mean.node %= TURN
    mean.perigee %= TURN
    mean.anomaly = ((longitude % TURN) - mean.perigee - mean.node) % TURN

    // Periods of Sun and Moon, then those of the Earth's flattening.
    if (this.#deepSpace !== undefined) {
      this.#deepSpace.periodic(t, mean)
      if (mean.inclination < 0) {
        mean.inclination = -mean.inclination
        mean.node += Math.PI
        mean.perigee -= Math.PI
      }
      if (!(mean.eccentricity >= 0 && mean.eccentricity <= 1)) return 3
      this.#periodics.setInclination(cos(mean.inclination), sin(mean.inclination))
    }
    return this.#periodics.place(mean, rOut, vOut)
  }

  #failure(fault: Fault, t: number): OpendomeError {
    const { name, catalogNumber, epoch } = this.elements
    const mean = this.#mean
    const who = name === undefined ? `satellite ${catalogNumber}` : `satellite ${catalogNumber} (${name})`
    const what: Record<Fault, string> = {
      1: `mean eccentricity ${mean.eccentricity}, expected 0 to 1`,
      2: `mean motion ${mean.motion} rad/min, expected above 0`,
      3: `eccentricity with Sun and Moon ${mean.eccentricity}, expected 0 to 1`,
      4: 'semi-latus rectum below 0',
      6: 'the satellite has decayed, it lies under the Earth radius',
      drag: 'the series for drag have left their range',
    }
    return new OpendomeError(
      'infeasible',
      `orbit of ${who} at ${formatUtc(epoch, t)}, ${(t / 60).toFixed(1)} min from its epoch: ${what[fault]}${fault === 'drag' ? '' : ` (SGP4 error ${fault})`}`,
      { hint: 'take an element set of a later or nearer epoch' },
    )
  }
}
