import { cbrt, cos, sin } from '../math/index.ts'
import type { MeanElements } from './mean-elements.ts'
import type { SgpGravity } from './sgp4-gravity.ts'

/** Mean elements on their way through the stages of one evaluation; each stage changes them in place. Rad, Earth radii, minutes. */
export class MeanState {
  eccentricity = 0
  inclination = 0
  node = 0
  perigee = 0
  anomaly = 0
  /** Mean motion, rad/min. */
  motion = 0
  /** Semi-major axis, Earth radii. */
  axis = 0
}

/** Elements at the epoch in Brouwer's sense, and their secular rates by J₂, J₂² and J₄. Rad, Earth radii, minutes. */
export interface BrouwerOrbit {
  readonly eccentricity: number
  readonly inclination: number
  readonly node: number
  readonly perigee: number
  readonly anomaly: number
  readonly motion: number
  readonly axis: number
  readonly cosInclination: number
  readonly sinInclination: number
  /** Rate of the mean anomaly, the mean motion included. */
  readonly anomalyRate: number
  readonly perigeeRate: number
  readonly nodeRate: number
  /** The part of nodeRate that is of first order in J₂; drag accelerates it. */
  readonly nodeRateByJ2: number
}

/**
 * Brouwer's elements from those of an element set, whose mean motion is Kozai's. Hoots and Roehrich, Spacetrack Report
 * No. 3 (1980), section 6, "Recover original mean motion" and "The secular effects of atmospheric drag and gravitation".
 */
export function brouwerOrbit(elements: MeanElements, gravity: SgpGravity): BrouwerOrbit {
  const { eccentricity, inclination } = elements
  const kozaiMotion = elements.meanMotion * 60
  const cosI = cos(inclination)
  const cos2 = cosI * cosI
  const cos4 = cos2 * cos2
  const beta2 = 1 - eccentricity * eccentricity
  const beta = Math.sqrt(beta2)

  // Kozai's mean motion holds J2's part of the mean anomaly's rate; two steps of a series take it out.
  const j2Part = (0.75 * gravity.j2 * (3 * cos2 - 1)) / (beta * beta2)
  const first = semiMajorAxis(gravity, kozaiMotion)
  const delta1 = j2Part / (first * first)
  const better = first * (1 - delta1 * (1 / 3 + delta1 * (1 + (134 / 81) * delta1)))
  const motion = kozaiMotion / (1 + j2Part / (better * better))
  const axis = semiMajorAxis(gravity, motion)

  const parameter = axis * beta2
  const inverse2 = 1 / (parameter * parameter)
  const byJ2 = 1.5 * gravity.j2 * inverse2 * motion
  const byJ2Squared = 0.5 * byJ2 * gravity.j2 * inverse2
  const byJ4 = -0.46875 * gravity.j4 * inverse2 * inverse2 * motion
  const nodeRateByJ2 = -byJ2 * cosI
  return {
    eccentricity,
    inclination,
    node: elements.node,
    perigee: elements.perigee,
    anomaly: elements.meanAnomaly,
    motion,
    axis,
    cosInclination: cosI,
    sinInclination: sin(inclination),
    anomalyRate:
      motion +
      0.5 * byJ2 * beta * (3 * cos2 - 1) +
      0.0625 * byJ2Squared * beta * (13 - 78 * cos2 + 137 * cos4),
    perigeeRate:
      -0.5 * byJ2 * (1 - 5 * cos2) +
      0.0625 * byJ2Squared * (7 - 114 * cos2 + 395 * cos4) +
      byJ4 * (3 - 36 * cos2 + 49 * cos4),
    nodeRate: nodeRateByJ2 + (0.5 * byJ2Squared * (4 - 19 * cos2) + 2 * byJ4 * (3 - 7 * cos2)) * cosI,
    nodeRateByJ2,
  }
}

/** a = (k/n)^(2/3), Earth radii, of a mean motion in rad/min. */
export function semiMajorAxis(gravity: SgpGravity, motion: number): number {
  const root = cbrt(gravity.rate / motion)
  return root * root
}
