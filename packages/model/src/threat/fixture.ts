import { atmosphere, geodeticFromEcef, soundSpeed } from '../earth/index.ts'

// A second way to fly, for the tests of this room: fixed-step Runge–Kutta in the Earth-fixed frame with Coriolis and centrifugal accelerations, geodetic
// altitude and the full standard atmosphere. Nothing of it is shared with the flights of the model.

export const OMEGA = 7.292115e-5
export const MU = 3.986004418e14
export const J2_R2 = 1.082626174e-3 * 6378136.3 ** 2
export const STEP = 0.05

export type V3 = [number, number, number]
export const add = (a: V3, b: V3, s = 1): V3 => [a[0] + s * b[0], a[1] + s * b[1], a[2] + s * b[2]]
export const dot = (a: V3, b: V3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
export const times = (a: V3, s: number): V3 => [a[0] * s, a[1] * s, a[2] * s]
export const unit = (a: V3): V3 => times(a, 1 / Math.sqrt(dot(a, a)))

const g = new Float64Array(3)
export function altitudeOf(r: V3): number {
  geodeticFromEcef(Float64Array.from(r), g)
  return g[2]!
}

const air = new Float64Array(3)
export function airAt(h: number): { density: number; pressure: number; sound: number } {
  if (h > 200_000) return { density: 0, pressure: 0, sound: 275 }
  atmosphere(Math.max(h, 0), air)
  return { density: air[0]!, pressure: air[1]!, sound: h < 86_000 ? soundSpeed(Math.max(h, 0)) : 274.1 }
}

export function outside(r: V3, v: V3): V3 {
  const r2 = dot(r, r)
  const k = -MU / (r2 * Math.sqrt(r2))
  const q = (1.5 * J2_R2) / r2
  const s = (5 * r[2] * r[2]) / r2
  return [
    k * (1 + q * (1 - s)) * r[0] + 2 * OMEGA * v[1] + OMEGA * OMEGA * r[0],
    k * (1 + q * (1 - s)) * r[1] - 2 * OMEGA * v[0] + OMEGA * OMEGA * r[1],
    k * (1 + q * (3 - s)) * r[2],
  ]
}

export type Force = (t: number, r: V3, v: V3) => V3
export function step(force: Force, t: number, r: V3, v: V3, h: number): [V3, V3] {
  const a1 = force(t, r, v)
  const v2 = add(v, a1, h / 2)
  const a2 = force(t + h / 2, add(r, v, h / 2), v2)
  const v3 = add(v, a2, h / 2)
  const a3 = force(t + h / 2, add(r, v2, h / 2), v3)
  const v4 = add(v, a3, h)
  const a4 = force(t + h, add(r, v3, h), v4)
  const mean = (a: V3, b: V3, c: V3, d: V3): V3 => times(add(add(add(a, b, 2), c, 2), d), 1 / 6)
  return [add(r, mean(v, v2, v3, v4), h), add(v, mean(a1, a2, a3, a4), h)]
}

/** Steps to `end` exactly. */
export function run(force: Force, t0: number, end: number, r: V3, v: V3, length = STEP): [V3, V3] {
  const n = Math.max(1, Math.round((end - t0) / length))
  for (let i = 0; i < n; i++) [r, v] = step(force, t0 + ((end - t0) * i) / n, r, v, (end - t0) / n)
  return [r, v]
}

/** Falls to the ground from a state at t0: `force` until the altitude passes zero, the last step in proportion. */
export function fall(
  force: Force,
  t0: number,
  r: V3,
  v: V3,
  h = STEP,
): { readonly t: number; readonly r: V3 } {
  let t = t0
  for (;;) {
    const [r1, v1] = step(force, t, r, v, h)
    const [a, b] = [altitudeOf(r), altitudeOf(r1)]
    if (b < 0) {
      const part = (h * a) / (a - b)
      return { t: t + part, r: step(force, t, r, v, part)[0] }
    }
    ;[r, v, t] = [r1, v1, t + h]
  }
}
