import { describe, expect, it } from 'vitest'
import { WGS84_GM, density } from '../earth/index.ts'
import { Stream, integrate } from '../math/index.ts'
import { flyOutTable, type FlyOutTable, type FlyOutVehicle } from './index.ts'
import { FLY_OUT_RADIUS, burnsOf, flyInPlane, planeState } from './plane-flight.ts'

const LOWER: FlyOutVehicle = {
  burnoutSpeed: 2600,
  burnTime: 16,
  ballisticCoefficient: 3000,
  minAltitude: 40e3,
  ceiling: 150e3,
  maxFlight: 1800,
  limitReach: false,
}
const UPPER: FlyOutVehicle = {
  stages: [
    { deltaV: 2500, burnTime: 60, coast: 0 },
    { deltaV: 2500, burnTime: 60, coast: 5 },
    { deltaV: 2500, burnTime: 50, coast: 0 },
  ],
  ballisticCoefficient: 3000,
  minAltitude: 100e3,
  maxFlight: 1500,
  limitReach: false,
}
const REGIONAL: FlyOutVehicle = {
  ...LOWER,
  burnoutSpeed: 1500,
  burnTime: 12,
  minAltitude: 500,
  ceiling: 35e3,
}

const tables = new Map<FlyOutVehicle, FlyOutTable>()
const tableOf = (vehicle: FlyOutVehicle): FlyOutTable => {
  const table = tables.get(vehicle) ?? flyOutTable(vehicle)
  tables.set(vehicle, table)
  return table
}

/** Position after a time by another way: polar coordinates (r, θ, ṙ, θ̇) instead of Cartesian ones. */
function flown(vehicle: FlyOutVehicle, elevation: number, time: number): { range: number; altitude: number } {
  const burns = burnsOf(vehicle)
  let y: Float64Array = Float64Array.of(FLY_OUT_RADIUS, 0, 0, 0)
  const breaks = [0, ...burns.flatMap((b) => [b.from, b.to]), time].sort((a, b) => a - b)
  for (let i = 0; i + 1 < breaks.length; i++) {
    const [from, to] = [breaks[i]!, Math.min(breaks[i + 1]!, time)]
    if (!(to > from)) continue
    const middle = (from + to) / 2
    const thrust = burns.find((b) => b.from < middle && middle < b.to)?.acceleration ?? 0
    const leg = integrate(
      (_t, s, out) => {
        const [r, theta, vr, w] = [s[0]!, s[1]!, s[2]!, s[3]!]
        const speed = Math.hypot(vr, r * w)
        const altitude = Math.max(0, r - FLY_OUT_RADIUS)
        const drag = altitude < 200e3 ? (0.5 * density(altitude) * speed) / vehicle.ballisticCoefficient : 0
        // Thrust is fixed in the launch point's axes: its elevation seen from here grows with θ.
        out[0] = vr
        out[1] = w
        out[2] = r * w * w - WGS84_GM / (r * r) + thrust * Math.sin(elevation + theta) - drag * vr
        out[3] = (thrust * Math.cos(elevation + theta) - 2 * vr * w - drag * r * w) / r
      },
      from,
      y,
      to,
      { relative: 1e-10, absolute: Float64Array.of(1e-3, 1e-10, 1e-6, 1e-12), maxSteps: 100_000 },
    )
    y = leg.y
  }
  return { range: FLY_OUT_RADIUS * y[1]!, altitude: y[0]! - FLY_OUT_RADIUS }
}

describe('a flight in the vertical plane', () => {
  it('is the same in polar coordinates', () => {
    const state = new Float64Array(4)
    for (const vehicle of [LOWER, UPPER, REGIONAL])
      for (const elevation of [0.4, 0.8, 1.2, 1.5]) {
        const flight = flyInPlane(
          burnsOf(vehicle),
          vehicle.ballisticCoefficient,
          elevation,
          vehicle.maxFlight,
        )
        for (const part of [0.05, 0.3, 0.9]) {
          const t = part * flight.end
          planeState(flight, t, state)
          const other = flown(vehicle, elevation, t)
          const altitude = Math.hypot(state[0]!, state[1]!) - FLY_OUT_RADIUS
          expect(Math.abs(altitude - other.altitude)).toBeLessThan(5)
          expect(Math.abs(FLY_OUT_RADIUS * Math.atan2(state[0]!, state[1]!) - other.range)).toBeLessThan(5)
        }
      }
  })

  it('has the stated burnout speed at 45°, whatever air and gravity take', () => {
    const state = new Float64Array(4)
    for (const vehicle of [LOWER, REGIONAL]) {
      const burns = burnsOf(vehicle)
      planeState(
        flyInPlane(burns, vehicle.ballisticCoefficient, Math.PI / 4, vehicle.burnTime!),
        vehicle.burnTime!,
        state,
      )
      expect(Math.hypot(state[2]!, state[3]!)).toBeCloseTo(vehicle.burnoutSpeed!, 2)
      expect(burns[0]!.acceleration * vehicle.burnTime!).toBeGreaterThan(vehicle.burnoutSpeed!)
    }
  })

  it('is the parabola of the textbook where there is next to no air and the Earth is nearly flat', () => {
    const v = 300
    const vehicle = { ...LOWER, stages: [{ deltaV: v, burnTime: 0.05, coast: 0 }], ballisticCoefficient: 1e9 }
    const { burnoutSpeed: _, burnTime: __, ...rest } = vehicle
    const table = flyOutTable({ ...rest, minAltitude: 100, ceiling: 3000 })
    const g = WGS84_GM / FLY_OUT_RADIUS ** 2
    // Envelope of safety: y = v²/2g − g x²/2v², from where the burn ends.
    const y = 2000
    const x = Math.sqrt(((v * v) / (2 * g) - y) * ((2 * v * v) / g))
    expect(table.maxRange(y) / x).toBeGreaterThan(0.99)
    expect(table.maxRange(y) / x).toBeLessThan(1.01)
    // Straight up: y = vt − gt²/2.
    const t = (v - Math.sqrt(v * v - 2 * g * y)) / g
    expect(Math.abs(table.time(0, y) - t)).toBeLessThan(0.05)
  })
})

/** Largest error of the table, % of the time: later than a flight that is there; distance from the nearest flight at its time. */
const LATE = [0.16, 0.44, 0.61]
const OFF = [0.03, 0.06, 0.04]

describe('the fly-out table', () => {
  it('is never later than a flight that passes the point: 90 flights of each vehicle, looked at 200 times', () => {
    const state = new Float64Array(4)
    const worst = [LOWER, UPPER, REGIONAL].map((vehicle) => {
      const table = tableOf(vehicle)
      let most = 0
      for (let k = 0; k < 90; k++) {
        const burns = burnsOf(vehicle)
        const flight = flyInPlane(
          burns,
          vehicle.ballisticCoefficient,
          0.2 + (1.36 * k) / 89,
          vehicle.maxFlight,
        )
        for (let i = 1; i <= 200; i++) {
          const t = (flight.end * i) / 200
          planeState(flight, t, state)
          const altitude = Math.hypot(state[0]!, state[1]!) - FLY_OUT_RADIUS
          const range = FLY_OUT_RADIUS * Math.atan2(state[0]!, state[1]!)
          if (altitude < table.bottom || altitude > table.top || range > 0.98 * table.maxRange(altitude))
            continue
          most = Math.max(most, (table.time(range, altitude) - t) / t)
        }
      }
      return +(100 * most).toFixed(2)
    })
    // Per cent of the time of flight; docs/engage.md prints them.
    expect(worst).toEqual(LATE)
  })

  it('is the time at which some flight is there: integrated anew, 10 points of each vehicle', () => {
    const worst = [LOWER, UPPER, REGIONAL].map((vehicle, v) => {
      const table = tableOf(vehicle)
      const stream = new Stream(5, v, 'fly-out', 0)
      let most = 0
      for (let n = 0; n < 10; n++) {
        const altitude = table.bottom + (0.02 + 0.93 * stream.uniform()) * (table.top - table.bottom)
        const range = (0.02 + 0.95 * stream.uniform()) * table.maxRange(altitude)
        const t = table.time(range, altitude)
        const speed = Math.hypot(range, altitude) / t
        most = Math.max(most, nearestFlight(vehicle, range, altitude, t) / speed / t)
      }
      return +(100 * most).toFixed(2)
    })
    expect(worst).toEqual(OFF)
  })

  it('says a later time for a farther point, and none beyond its edge', () => {
    for (const vehicle of [LOWER, UPPER, REGIONAL]) {
      const table = tableOf(vehicle)
      for (let i = 0; i <= 20; i++) {
        const altitude = table.bottom + ((table.top - table.bottom) * i) / 20
        const edge = table.maxRange(altitude)
        let last = 0
        for (let k = 0; k <= 50; k++) {
          const t = table.time((edge * k) / 50.001, altitude)
          expect(t).toBeGreaterThanOrEqual(last - 0.02)
          last = t
        }
        expect(table.time(edge * 1.0001, altitude)).toBe(Infinity)
        expect(last).toBeLessThanOrEqual(table.longest)
      }
      expect(table.time(0, table.bottom - 1)).toBe(Infinity)
      expect(table.time(0, table.top + 1)).toBe(Infinity)
      expect(table.maxRange(table.top + 1)).toBe(0)
    }
  })

  it('ends at the published reach where that is a limit', () => {
    const table = flyOutTable({ ...LOWER, reach: 200e3, limitReach: true })
    expect(table.farthest).toBe(200e3)
    expect(table.time(199e3, 100e3)).toBeCloseTo(tableOf(LOWER).time(199e3, 100e3), 1)
    expect(table.time(201e3, 100e3)).toBe(Infinity)
  })

  it('refuses what does not lift off and what does not rise high enough', () => {
    const weak = { ...UPPER, stages: [{ deltaV: 1000, burnTime: 100, coast: 0 }] }
    expect(() => flyOutTable(weak)).toThrow(/^invalid mean thrust-to-weight of the first stage 1\.02/)
    expect(() => flyOutTable({ ...REGIONAL, minAltitude: 500e3 })).toThrow(/^infeasible lowest intercept/)
  })
})

/** Distance (m) of a point from the nearest of all flights at a time: thrust swept over elevation, then golden section. */
function nearestFlight(vehicle: FlyOutVehicle, range: number, altitude: number, t: number): number {
  const miss = (elevation: number): number => {
    const p = flown(vehicle, elevation, t)
    return Math.hypot(p.range - range, p.altitude - altitude)
  }
  let best = 0.25
  for (let e = 0.25; e < Math.PI / 2 + 0.02; e += 0.03) if (miss(e) < miss(best)) best = e
  let [a, b] = [best - 0.03, best + 0.03]
  for (let i = 0; i < 22; i++) {
    const c = b - 0.618 * (b - a)
    const d = a + 0.618 * (b - a)
    if (miss(c) < miss(d)) b = d
    else a = c
  }
  return miss((a + b) / 2)
}
