import { describe, expect, it } from 'vitest'
import {
  EARTH_RATE,
  density,
  ecefFromGeodetic,
  enuAxes,
  geodesicDirect,
  geodeticHeight,
  gravity,
} from '../earth/index.ts'
import { integrate, solve } from '../math/index.ts'
import { flyOutTable, groundWindow, type FlyOutVehicle } from './index.ts'
import { burnsOf } from './plane-flight.ts'

const DEG = Math.PI / 180
const COMMON = { ballisticCoefficient: 3000, limitReach: false }
const UPPER: FlyOutVehicle = {
  ...COMMON,
  burnoutSpeed: 7200,
  burnTime: 180,
  minAltitude: 120e3,
  maxFlight: 1800,
}
const LOWER: FlyOutVehicle = {
  ...COMMON,
  burnoutSpeed: 2780,
  burnTime: 16,
  minAltitude: 40e3,
  ceiling: 150e3,
  maxFlight: 600,
}
const PLACE = { lat: 45 * DEG, lon: -100 * DEG }

/** Tolerances of the times, and of the first guess at an elevation, which is good to a hundredth of a radian. */
const FINE = { relative: 1e-9, absolute: Float64Array.of(0.01, 0.01, 0.01, 1e-5, 1e-5, 1e-5) }
const COARSE = { relative: 1e-5, absolute: Float64Array.of(100, 100, 100, 0.1, 0.1, 0.1) }

/** Inertial position at time t over the rotating, flattened Earth, with thrust along a fixed direction (azimuth, elevation at launch). */
function flown(
  vehicle: FlyOutVehicle,
  azimuth: number,
  elevation: number,
  time: number,
  tolerance = FINE,
): Float64Array {
  const [e, n, u] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)]
  enuAxes(PLACE.lat, PLACE.lon, e, n, u)
  const way = u.map(
    (up, k) =>
      Math.sin(elevation) * up +
      Math.cos(elevation) * (Math.cos(azimuth) * n[k]! + Math.sin(azimuth) * e[k]!),
  )
  const r0 = new Float64Array(3)
  ecefFromGeodetic(PLACE.lat, PLACE.lon, 0, r0)
  let y: Float64Array = Float64Array.of(...r0, -EARTH_RATE * r0[1]!, EARTH_RATE * r0[0]!, 0)
  const pull = new Float64Array(3)
  const [burn] = burnsOf(vehicle)
  for (const [from, to, thrust] of [
    [0, burn!.to, burn!.acceleration],
    [burn!.to, Math.max(burn!.to, time), 0],
  ] as const)
    y = integrate(
      (_t, s, out) => {
        gravity(s, pull)
        const height = geodeticHeight(s)
        const air = [s[3]! + EARTH_RATE * s[1]!, s[4]! - EARTH_RATE * s[0]!, s[5]!]
        const drag =
          height < 200e3
            ? (0.5 * density(Math.max(0, height)) * Math.hypot(...air)) / vehicle.ballisticCoefficient
            : 0
        for (let k = 0; k < 3; k++) {
          out[k] = s[3 + k]!
          out[3 + k] = pull[k]! + thrust * way[k]! - drag * air[k]!
        }
      },
      from,
      y,
      to,
      { ...tolerance, maxSteps: 10_000 },
    ).y
  return y.subarray(0, 3)
}

/** Azimuth, elevation and time with which the interceptor is at an Earth-fixed point: Newton's method; the time. */
function timeTo(vehicle: FlyOutVehicle, point: Float64Array, azimuth: number, guess: number): number {
  const [e, n, u] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)]
  enuAxes(PLACE.lat, PLACE.lon, e, n, u)
  const miss = (x: readonly number[], tolerance = FINE): number[] => {
    const [a, b, t] = x as [number, number, number]
    const p = flown(vehicle, a, b, t, tolerance)
    const [c, s] = [Math.cos(EARTH_RATE * t), Math.sin(EARTH_RATE * t)]
    return [
      p[0]! - (c * point[0]! - s * point[1]!),
      p[1]! - (s * point[0]! + c * point[1]!),
      p[2]! - point[2]!,
    ]
  }
  // Among elevations the one that passes nearest at the time of the table.
  let [elevation, least] = [0.2, Infinity]
  for (let b = 0.2; b < Math.PI / 2; b += 0.02) {
    const size = Math.hypot(...miss([azimuth, b, guess], COARSE))
    if (size < least) [elevation, least] = [b, size]
  }
  let x = [azimuth, elevation, guess]
  for (let i = 0; i < 20; i++) {
    const f = miss(x)
    if (Math.hypot(...f) < 1) break
    const matrix = new Float64Array(9)
    ;[1e-5, 1e-5, 1e-2].forEach((h, k) => {
      const g = miss(x.map((c, j) => (j === k ? c + h : c)))
      for (let row = 0; row < 3; row++) matrix[3 * row + k] = (g[row]! - f[row]!) / h
    })
    const step = Float64Array.from(f)
    solve(3, matrix, step)
    x = x.map((c, k) => c - step[k]!)
  }
  expect(Math.hypot(...miss(x))).toBeLessThan(1)
  return x[2]!
}

describe('the Earth that stands still in fly-out tables', () => {
  it.each([
    ['upper', UPPER, [1000, 2500, 4000], [200, 600, 1000], [1.87, 2.19, 2.45]],
    ['lower', LOWER, [60, 120, 180], [50, 100, 140], [0.46, 0.58, 0.65]],
  ] as const)(
    'makes times wrong by as much as docs/engage.md prints: %s',
    (_, vehicle, ranges, heights, expected) => {
      const table = flyOutTable(vehicle)
      const site = new Float64Array(3)
      ecefFromGeodetic(PLACE.lat, PLACE.lon, 0, site)
      const worst = ranges.map((range, i) => {
        let most = 0
        for (let bearing = 0; bearing < 360; bearing += 45) {
          const end = geodesicDirect(PLACE.lat, PLACE.lon, bearing * DEG, range * 1000)
          const point = new Float64Array(3)
          ecefFromGeodetic(end.lat, end.lon, heights[i]! * 1000, point)
          const path = {
            times: Float64Array.of(0, 5000),
            r_ecef: Float64Array.of(...point, ...point),
            v_ecef: new Float64Array(6),
          }
          const window = groundWindow(path, site, table, { minAltitude: 0, from: 0, to: 5000 })!
          const time = window.times[0]! - window.releases[0]!
          most = Math.max(most, Math.abs(timeTo(vehicle, point, bearing * DEG, time) / time - 1))
        }
        return +(100 * most).toFixed(2)
      })
      expect(worst).toEqual(expected)
    },
  )
})
