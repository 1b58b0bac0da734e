import { cos, sin } from '../math/index.ts'
import type { SgpGravity } from './sgp4-gravity.ts'
import type { MeanState } from './sgp4-secular.ts'

const TURN = 2 * Math.PI

/** Kepler's equation: largest step allowed, the step that ends it, and the number of steps. */
const LARGEST_STEP = 0.95
const LAST_STEP = 1e-12
const MOST_STEPS = 10

/** 1 + cos i is not let below this in a divisor: retrograde equatorial orbits. */
const LEAST_DIVISOR = 1.5e-12

/** What can go wrong at the end of an evaluation, by SGP4's own numbers; 0 is nothing. */
export type PlaceFault = 0 | 4 | 6

/**
 * From mean elements to position and velocity: long-period terms by J₃, Kepler's equation in the equinoctial-like elements
 * e cos ω and e sin ω, short-period terms by J₂. Hoots and Roehrich, Spacetrack Report No. 3 (1980), section 6. Earth radii, minutes.
 */
export class Periodics {
  readonly #gravity: SgpGravity
  // Of the inclination: its sine and cosine, three polynomials, and the long-period coefficients.
  #cosI = 1
  #sinI = 0
  #threeCos2Less1 = 2
  #sin2 = 0
  #sevenCos2Less1 = 6
  #longitudeByJ3 = 0
  #perigeeByJ3 = 0

  constructor(gravity: SgpGravity) {
    this.#gravity = gravity
  }

  /** Must precede `place` whenever the inclination changes. */
  setInclination(cosI: number, sinI: number): void {
    const cos2 = cosI * cosI
    const byJ3 = -0.25 * (this.#gravity.j3 / this.#gravity.j2) * sinI
    const divisor = Math.abs(1 + cosI) > LEAST_DIVISOR ? 1 + cosI : LEAST_DIVISOR
    this.#cosI = cosI
    this.#sinI = sinI
    this.#threeCos2Less1 = 3 * cos2 - 1
    this.#sin2 = 1 - cos2
    this.#sevenCos2Less1 = 7 * cos2 - 1
    this.#longitudeByJ3 = (byJ3 * (3 + 5 * cosI)) / divisor
    this.#perigeeByJ3 = 2 * byJ3
  }

  /** Position (m) and velocity (m/s), TEME, of `mean`. Where it gives a fault, the two are not to be used. */
  place(mean: MeanState, rOut: Float64Array, vOut: Float64Array): PlaceFault {
    const { eccentricity: e, axis, perigee, motion } = mean
    const j2 = this.#gravity.j2

    // Long-period terms.
    const ex = e * cos(perigee)
    const overParameter = 1 / (axis * (1 - e * e))
    const ey = e * sin(perigee) + overParameter * this.#perigeeByJ3
    const latitude = mean.anomaly + perigee + overParameter * this.#longitudeByJ3 * ex

    // Kepler's equation for eccentric anomaly plus perigee, u = F − ex sin F + ey cos F.
    const u = latitude % TURN
    let F = u
    let sinF = 0
    let cosF = 1
    let step = 1
    for (let k = 0; k < MOST_STEPS && Math.abs(step) >= LAST_STEP; k++) {
      sinF = sin(F)
      cosF = cos(F)
      step = (u - ey * cosF + ex * sinF - F) / (1 - cosF * ex - sinF * ey)
      if (step >= LARGEST_STEP) step = LARGEST_STEP
      else if (step <= -LARGEST_STEP) step = -LARGEST_STEP
      F += step
    }

    // Plane polar coordinates: distance, radial and transverse speed, argument of latitude.
    const eCos = ex * cosF + ey * sinF
    const eSin = ex * sinF - ey * cosF
    const e2 = ex * ex + ey * ey
    const parameter = axis * (1 - e2)
    if (!(parameter >= 0)) return 4
    const distance = axis * (1 - eCos)
    const beta = Math.sqrt(1 - e2)
    const radialSpeed = (Math.sqrt(axis) * eSin) / distance
    const transverseSpeed = Math.sqrt(parameter) / distance
    const share = eSin / (1 + beta)
    const sinU = (axis / distance) * (sinF - ey - ex * share)
    const cosU = (axis / distance) * (cosF - ex + ey * share)
    const sin2U = 2 * cosU * sinU
    const cos2U = 1 - 2 * sinU * sinU

    // Short-period terms.
    const byJ2 = (0.5 * j2) / parameter
    const byJ2p = byJ2 / parameter
    const swing = byJ2 * this.#sin2
    const radius = distance * (1 - 1.5 * byJ2p * beta * this.#threeCos2Less1) + 0.5 * swing * cos2U
    const turn = -0.25 * byJ2p * this.#sevenCos2Less1 * sin2U
    const node = mean.node + 1.5 * byJ2p * this.#cosI * sin2U
    const inclination = mean.inclination + 1.5 * byJ2p * this.#cosI * this.#sinI * cos2U
    const speedUnit = motion / this.#gravity.rate
    const radial = radialSpeed - speedUnit * swing * sin2U
    const transverse = transverseSpeed + speedUnit * (swing * cos2U + 1.5 * byJ2 * this.#threeCos2Less1)

    // Axes in space: towards the satellite, and 90° ahead in its plane.
    const sinTurn = sin(turn)
    const cosTurn = cos(turn)
    const sinL = sinU * cosTurn + cosU * sinTurn
    const cosL = cosU * cosTurn - sinU * sinTurn
    const sinNode = sin(node)
    const cosNode = cos(node)
    const cosTilt = cos(inclination)
    const sinTilt = sin(inclination)
    const px = cosNode * cosL - sinNode * cosTilt * sinL
    const py = sinNode * cosL + cosNode * cosTilt * sinL
    const pz = sinTilt * sinL
    const qx = -cosNode * sinL - sinNode * cosTilt * cosL
    const qy = -sinNode * sinL + cosNode * cosTilt * cosL
    const qz = sinTilt * cosL
    const length = radius * this.#gravity.radius
    rOut[0] = length * px
    rOut[1] = length * py
    rOut[2] = length * pz
    const speed = (this.#gravity.radius * this.#gravity.rate) / 60
    vOut[0] = speed * (radial * px + transverse * qx)
    vOut[1] = speed * (radial * py + transverse * qy)
    vOut[2] = speed * (radial * pz + transverse * qz)
    return radius >= 1 ? 0 : 6
  }
}
