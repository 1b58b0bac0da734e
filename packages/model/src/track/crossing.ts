import { WGS84_B } from '../earth/index.ts'
import { atan2 } from '../math/index.ts'
import type { Sights } from './sights.ts'

/** Sights that start a track cross at this angle (its sine) at least: below it their crossing says nothing of the range. */
const LEAST_CROSSING = 0.02
/** Where objects are sought, m: from below ground, for errors of sight, to beyond geostationary orbit. */
const LOWEST = WGS84_B - 50_000
const HIGHEST = 50_000_000

/** Where `cross` found two sights nearest to each other (ECI, m), how far from their sensors, and by how much they miss (m). */
export const meeting = new Float64Array(3)
export const reached = new Float64Array(2)
export const missed = new Float64Array(1)

/**
 * Where sights i and j come nearest to each other: midpoint in `meeting`, distances in `reached`, gap in `missed`. False where they are nearly parallel, meet behind a sensor, or far below ground or away.
 */
export function cross({ frame: f }: Sights, i: number, j: number): boolean {
  const a = 12 * i
  const b = 12 * j
  let uv = 0
  let uw = 0
  let vw = 0
  for (let k = 0; k < 3; k += 1) {
    const w = f[b + k]! - f[a + k]!
    uv += f[a + 3 + k]! * f[b + 3 + k]!
    uw += f[a + 3 + k]! * w
    vw += f[b + 3 + k]! * w
  }
  const sine2 = 1 - uv * uv
  if (sine2 < LEAST_CROSSING * LEAST_CROSSING) return false
  const s = (uw - uv * vw) / sine2
  const t = (uv * uw - vw) / sine2
  if (!(s > 0 && t > 0)) return false
  let gap2 = 0
  let r2 = 0
  for (let k = 0; k < 3; k += 1) {
    const p = f[a + k]! + s * f[a + 3 + k]!
    const q = f[b + k]! + t * f[b + 3 + k]!
    meeting[k] = 0.5 * (p + q)
    gap2 += (p - q) * (p - q)
    r2 += meeting[k]! * meeting[k]!
  }
  if (r2 < LOWEST * LOWEST || r2 > HIGHEST * HIGHEST) return false
  reached[0] = s
  reached[1] = t
  missed[0] = Math.sqrt(gap2)
  return true
}

const base = new Float64Array(3)
const side1 = new Float64Array(3)
const side2 = new Float64Array(3)

/** Sets the baseline from the sensor of sight i to that of sight j, about which `planeAngle` turns. */
export function setBaseline({ frame: f }: Sights, i: number, j: number): void {
  let square = 0
  for (let k = 0; k < 3; k += 1) {
    base[k] = f[12 * j + k]! - f[12 * i + k]!
    square += base[k]! * base[k]!
  }
  const length = Math.sqrt(square)
  for (let k = 0; k < 3; k += 1) base[k] = length > 0 ? base[k]! / length : k === 0 ? 1 : 0
  const axis = Math.abs(base[0]!) < 0.6 ? 0 : 1
  const part = base[axis]!
  square = 0
  for (let k = 0; k < 3; k += 1) {
    side1[k] = (k === axis ? 1 : 0) - part * base[k]!
    square += side1[k]! * side1[k]!
  }
  for (let k = 0; k < 3; k += 1) side1[k]! /= Math.sqrt(square)
  side2[0] = base[1]! * side1[2]! - base[2]! * side1[1]!
  side2[1] = base[2]! * side1[0]! - base[0]! * side1[2]!
  side2[2] = base[0]! * side1[1]! - base[1]! * side1[0]!
}

/** Angle (rad) about the baseline of the half-plane in which sight i lies: two sights that meet have the same. */
export function planeAngle({ frame: f }: Sights, i: number): number {
  const o = 12 * i + 3
  const x = f[o]! * side1[0]! + f[o + 1]! * side1[1]! + f[o + 2]! * side1[2]!
  const y = f[o]! * side2[0]! + f[o + 1]! * side2[1]! + f[o + 2]! * side2[2]!
  return atan2(y, x)
}

/** Standard deviation (rad) of the plane angle of sight i; a sight along the baseline has no plane to speak of. */
export function planeSigma(sights: Sights, i: number): number {
  const { frame: f, sigma } = sights
  const o = 12 * i + 3
  const along = f[o]! * base[0]! + f[o + 1]! * base[1]! + f[o + 2]! * base[2]!
  const sine = Math.sqrt(Math.max(1e-4, 1 - along * along))
  return Math.max(sigma[3 * i]!, sigma[3 * i + 1]!) / sine
}
