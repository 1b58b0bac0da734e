import fc from 'fast-check'
import { EARTH_RATE, enuAxes } from '../earth/index.ts'
import { flyOutReach, windowOf, type FlyOut, type Window } from '../engage/index.ts'
import { cos, sin } from '../math/index.ts'
import type { Shell } from '../orbit/index.ts'
import { stateAt, type Trajectory } from '../threat/index.ts'

export const DEG = Math.PI / 180
export const BURNOUT = 175
export const FLY_OUT: FlyOut = { deltaV: 6000, acceleration: 15 * 9.80665 }

/** A made-up boost in closed form: two stages with a jump in acceleration, up and along an azimuth over a sphere. */
export function boost(lat: number, lon: number, azimuth: number): Trajectory {
  const [east, north, up] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)]
  enuAxes(lat, lon, east, north, up)
  const at = (t: number): number[] => {
    const late = Math.max(0, t - 80)
    const height = 7 * t * t
    const range = (8 * t * t + 34 * late * late) / 2
    const radius = 6_371_000 + height
    const angle = range / 6_371_000
    return [0, 1, 2].map((k) => {
      const along = cos(azimuth) * north[k]! + sin(azimuth) * east[k]!
      return radius * (cos(angle) * up[k]! + sin(angle) * along)
    })
  }
  const times = Float64Array.from({ length: BURNOUT + 6 }, (_, i) => i)
  const r_ecef = Float64Array.from([...times].flatMap(at))
  const v_ecef = Float64Array.from(
    [...times].flatMap((t) => {
      const [a, b] = [at(t - 1e-3), at(t + 1e-3)]
      return a.map((x, k) => (b[k]! - x) / 2e-3)
    }),
  )
  return {
    times,
    r_ecef,
    v_ecef,
    burnout: BURNOUT,
    nominalBurnTime: BURNOUT,
    stageEnds: [80, BURNOUT],
    apogee: { t: 900, altitude: 1.2e6 },
    impact: { t: 1800, lat: 0.7, lon: -1.5 },
    ballisticCoefficient: 5000,
  }
}

export function boostWindow(
  lat: number,
  lon: number,
  azimuth: number,
  release = 75,
  deadline = BURNOUT,
): Window {
  return windowOf(boost(lat, lon, azimuth), release, deadline, 0)!
}

/** Sinpung-dong's latitude, towards the pole. */
export const WINDOW = boostWindow(41 * DEG, 126 * DEG, 20 * DEG)

/** Distance less reach (m), the least over the given times since liftoff, for every satellite: brute force. */
export function gaps(
  shell: Shell,
  window: Window,
  flyOut: FlyOut,
  liftoff: number,
  angle: number,
  times: Iterable<number>,
): Float64Array {
  const r = new Float64Array(3)
  const s = new Float64Array(3)
  const least = new Float64Array(shell.count).fill(Infinity)
  for (const t of times) {
    stateAt(window.trajectory, t, r)
    const turn = angle + EARTH_RATE * (liftoff + t)
    const [c, d] = [cos(turn), sin(turn)]
    const x = c * r[0]! - d * r[1]!
    const y = d * r[0]! + c * r[1]!
    const rho = flyOutReach(flyOut.deltaV, flyOut.acceleration, t - window.release)
    for (let k = 0; k < shell.count; k++) {
      shell.position(liftoff + t, k, s)
      const [dx, dy, dz] = [s[0]! - x, s[1]! - y, s[2]! - r[2]!]
      const gap = Math.sqrt(dx * dx + dy * dy + dz * dz) - rho
      if (gap < least[k]!) least[k] = gap
    }
  }
  return least
}

/** Times from `from` to `to`, `step` apart. */
export function every(from: number, to: number, step: number): number[] {
  const n = Math.ceil((to - from) / step)
  return Array.from({ length: n + 1 }, (_, k) => from + ((to - from) * k) / n)
}

/** Five shells' worth of what may differ on one orbit. */
const pattern = fc.record({
  planes: fc.integer({ min: 1, max: 10 }),
  perPlane: fc.integer({ min: 1, max: 12 }),
  phasing: fc.oneof(fc.integer({ min: 0, max: 13 }), fc.double({ min: -3, max: 3, noNaN: true })),
  pattern: fc.constantFrom('delta' as const, 'star' as const),
  raan0: fc.double({ min: -6, max: 6, noNaN: true }),
  anomaly0: fc.double({ min: -6, max: 6, noNaN: true }),
  liftoff: fc.double({ min: -1e5, max: 1e6, noNaN: true }),
  // Planes crowded to one side, or turning backwards, instead of the pattern's spacing.
  planeSpacing: fc.option(fc.double({ min: -2, max: 2, noNaN: true }), { nil: undefined }),
  // Satellites that hold nothing: failed ones, partly filled planes.
  gone: fc.option(fc.array(fc.nat(), { maxLength: 15 }), { nil: undefined }),
})
/** Any orbit and boost path, and five shells on it: delta and star, crowded, partly filled, retrograde, equatorial, polar, launch points anywhere. */
export const ANY_CASE = fc.record({
  altitude: fc.double({ min: 160e3, max: 1200e3, noNaN: true }),
  inclination: fc.oneof(
    { weight: 3, arbitrary: fc.double({ min: 0, max: Math.PI, noNaN: true }) },
    // Equatorial both ways, and at and near the poles.
    { weight: 1, arbitrary: fc.constantFrom(0, Math.PI, Math.PI / 2, 1e-6, 1.57, 1.58, 3.1) },
  ),
  j2: fc.boolean(),
  latitude: fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(0, 41, -41, 89.99)),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  azimuth: fc.double({ min: 0, max: 360, noNaN: true }),
  release: fc.double({ min: 0, max: 150, noNaN: true }),
  deltaV: fc.double({ min: 3000, max: 14_000, noNaN: true }),
  acceleration: fc.double({ min: 40, max: 150, noNaN: true }),
  angle: fc.double({ min: 0, max: 6.28, noNaN: true }),
  patterns: fc.array(pattern, { minLength: 5, maxLength: 5 }),
})
