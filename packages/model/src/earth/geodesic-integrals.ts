/**
 * The two integrals of a geodesic on an ellipsoid of revolution, over the arc σ of the auxiliary sphere:
 * Karney, "Algorithms for geodesics", J. Geodesy 87 (2013), eqs. 7 and 8. Karney expands them in series; here
 * they are summed by Gauss–Legendre quadrature, whose error is below rounding: over half a turn the integrands
 * differ from constants by 0.2 % of a cosine of 2σ.
 */
import { cos, sin } from '../math/index.ts'
import { WGS84_E2, WGS84_F } from './constants.ts'

/** Second eccentricity squared, e² / (1 − e²). */
const EP2 = WGS84_E2 / (1 - WGS84_E2)

const POINTS = 12
const NODES = new Float64Array(POINTS)
const WEIGHTS = new Float64Array(POINTS)
for (let i = 0; i < POINTS; i++) {
  // Newton's method on the Legendre polynomial from Tricomi's estimate of its root.
  let x = cos((Math.PI * (i + 0.75)) / (POINTS + 0.5))
  let slope = 0
  for (let step = 0; step < 6; step++) {
    let before = 1
    let value = x
    for (let n = 2; n <= POINTS; n++) {
      const next = ((2 * n - 1) * x * value - (n - 1) * before) / n
      before = value
      value = next
    }
    slope = (POINTS * (before - x * value)) / (1 - x * x)
    x -= value / slope
  }
  NODES[i] = x
  WEIGHTS[i] = 2 / ((1 - x * x) * slope * slope)
}

/** Distance per semi-minor axis (I1) and the reduction of longitude (I3) along an arc. */
export interface ArcIntegrals {
  /** ∫ √(1 + k² sin²σ) dσ. */
  length: number
  /** ∫ (2 − f) / (1 + (1 − f) √(1 + k² sin²σ)) dσ; λ = ω − f sin α₀ times this. */
  longitude: number
}

/** √(1 + k² sin²σ) with k = e' cos α₀: metres per radian of arc and semi-minor axis. */
export function arcStretch(sigma: number, cosAlpha0: number): number {
  const s = cosAlpha0 * sin(sigma)
  return Math.sqrt(1 + EP2 * s * s)
}

/** Both integrals from the arc `sigma1` over `sigma12` (rad, either sign) on the geodesic of `cosAlpha0`. */
export function arcIntegrals(sigma1: number, sigma12: number, cosAlpha0: number): ArcIntegrals {
  const panels = Math.max(1, Math.ceil(Math.abs(sigma12) / Math.PI))
  const half = sigma12 / panels / 2
  let length = 0
  let longitude = 0
  for (let panel = 0; panel < panels; panel++) {
    const middle = sigma1 + half * (2 * panel + 1)
    for (let i = 0; i < POINTS; i++) {
      const stretch = arcStretch(middle + half * NODES[i]!, cosAlpha0)
      length += WEIGHTS[i]! * stretch
      longitude += (WEIGHTS[i]! * (2 - WGS84_F)) / (1 + (1 - WGS84_F) * stretch)
    }
  }
  return { length: length * half, longitude: longitude * half }
}
