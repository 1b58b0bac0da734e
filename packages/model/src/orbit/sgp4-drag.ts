import { cos, sin } from '../math/index.ts'
import type { SgpGravity } from './sgp4-gravity.ts'
import type { BrouwerOrbit, MeanState } from './sgp4-secular.ts'

/** Heights of the power-law atmosphere ρ ∝ ((q₀ − s)/(r − s))⁴, km above the Earth radius. */
const TOP = 120
const BASE = 78
/** Perigees, km, under which the base is lowered, is held at its lowest, and under which fewer terms are kept. */
const LOW_PERIGEE = 156
const LOWEST_PERIGEE = 98
const LOWEST_BASE = 20
const SIMPLE_PERIGEE = 220
/** Eccentricity up to which the terms divided by it are left out. */
const NEARLY_CIRCULAR = 1e-4

/**
 * Drag in a static power-law atmosphere: what it does to the mean elements, as polynomials in time. Hoots and Roehrich,
 * Spacetrack Report No. 3 (1980), section 6, whose letters (C₁…C₅, D₂…D₄) the fields keep. Earth radii, minutes.
 */
export class Drag {
  /** What the last `apply` found: a = a₀ axisFactor², e falls by eccentricityLoss, the mean longitude gains n₀ longitudeGain. */
  axisFactor = 1
  eccentricityLoss = 0
  longitudeGain = 0
  /** Only C₁ and C₄ are kept: a low perigee, or deep space. */
  readonly #simple: boolean
  readonly #eta: number
  readonly #c1: number
  readonly #bc4: number
  readonly #bc5: number
  readonly #d2: number
  readonly #d3: number
  readonly #d4: number
  readonly #nodeAcceleration: number
  readonly #perigeeRate: number
  readonly #anomalySwing: number
  readonly #cube0: number
  readonly #sinAnomaly0: number

  constructor(orbit: BrouwerOrbit, bstar: number, gravity: SgpGravity, deepSpace: boolean) {
    const { eccentricity: e, axis, motion, cosInclination, sinInclination } = orbit
    const radius = gravity.radius / 1000
    const perigee = (axis * (1 - e) - 1) * radius
    let base = BASE
    if (perigee < LOW_PERIGEE) base = perigee < LOWEST_PERIGEE ? LOWEST_BASE : perigee - BASE
    const s = base / radius + 1
    const depth = (TOP - base) / radius
    const cos2 = cosInclination * cosInclination
    const beta2 = 1 - e * e

    const xi = 1 / (axis - s)
    const eta = axis * e * xi
    const eta2 = eta * eta
    const eEta = e * eta
    const psi2 = Math.abs(1 - eta2)
    const xi2 = xi * xi
    const strength = depth * depth * (depth * depth) * (xi2 * xi2)
    const strength1 = strength / (psi2 * psi2 * psi2 * Math.sqrt(psi2))
    const c2 =
      strength1 *
      motion *
      (axis * (1 + 1.5 * eta2 + eEta * (4 + eta2)) +
        ((0.375 * gravity.j2 * xi) / psi2) * (3 * cos2 - 1) * (8 + 3 * eta2 * (8 + eta2)))
    const c1 = bstar * c2
    const c3 =
      e > NEARLY_CIRCULAR ? (-2 * strength * xi * (gravity.j3 / gravity.j2) * motion * sinInclination) / e : 0
    const c4 =
      2 *
      motion *
      strength1 *
      axis *
      beta2 *
      (eta * (2 + 0.5 * eta2) +
        e * (0.5 + 2 * eta2) -
        ((gravity.j2 * xi) / (axis * psi2)) *
          (-3 * (3 * cos2 - 1) * (1 - 2 * eEta + eta2 * (1.5 - 0.5 * eEta)) +
            0.75 * (1 - cos2) * (2 * eta2 - eEta * (1 + eta2)) * cos(2 * orbit.perigee)))
    const c5 = 2 * strength1 * axis * beta2 * (1 + 2.75 * (eta2 + eEta) + eEta * eta2)
    const cube0 = 1 + eta * cos(orbit.anomaly)

    this.#simple = deepSpace || axis * (1 - e) < SIMPLE_PERIGEE / radius + 1
    this.#eta = eta
    this.#c1 = c1
    this.#bc4 = bstar * c4
    this.#bc5 = bstar * c5
    this.#d2 = 4 * axis * xi * c1 * c1
    this.#d3 = ((17 * axis + s) * this.#d2 * xi * c1) / 3
    this.#d4 = 0.5 * ((this.#d2 * xi * c1) / 3) * axis * xi * (221 * axis + 31 * s) * c1
    this.#nodeAcceleration = 3.5 * beta2 * orbit.nodeRateByJ2 * c1
    this.#perigeeRate = bstar * c3 * cos(orbit.perigee)
    this.#anomalySwing = e > NEARLY_CIRCULAR ? (-(2 / 3) * strength * bstar) / eEta : 0
    this.#cube0 = cube0 * cube0 * cube0
    this.#sinAnomaly0 = sin(orbit.anomaly)
  }

  /**
   * Drag over `t` minutes on `mean`, which holds the gravitational secular motion to that time: moves node, perigee and
   * anomaly, and leaves the rest in the three fields above.
   */
  apply(t: number, mean: MeanState): void {
    const c1 = this.#c1
    const t2 = t * t
    mean.node += this.#nodeAcceleration * t2
    this.axisFactor = 1 - c1 * t
    this.eccentricityLoss = this.#bc4 * t
    this.longitudeGain = 1.5 * c1 * t2
    if (this.#simple) return

    const cube = 1 + this.#eta * cos(mean.anomaly)
    const shift = this.#perigeeRate * t + this.#anomalySwing * (cube * cube * cube - this.#cube0)
    mean.anomaly += shift
    mean.perigee -= shift

    const d2 = this.#d2
    const d3 = this.#d3
    const d4 = this.#d4
    const c12 = c1 * c1
    const t3 = t2 * t
    const t4 = t3 * t
    this.axisFactor -= d2 * t2 + d3 * t3 + d4 * t4
    this.eccentricityLoss += this.#bc5 * (sin(mean.anomaly) - this.#sinAnomaly0)
    this.longitudeGain +=
      (d2 + 2 * c12) * t3 +
      0.25 * (3 * d3 + c1 * (12 * d2 + 10 * c12)) * t4 +
      0.2 * (3 * d4 + 12 * c1 * d3 + 6 * d2 * d2 + 15 * c12 * (2 * d2 + c12)) * t4 * t
  }
}
