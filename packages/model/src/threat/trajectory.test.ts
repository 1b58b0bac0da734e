import { describe, expect, it } from 'vitest'
import { toInternal } from '../core/index.ts'
import { EARTH_RATE, geodesic, geodeticFromEcef } from '../earth/index.ts'
import { CATALOG } from '../generated/index.ts'
import { fallFrom } from './fall.ts'
import { earthFixed, flyWhole } from './flight.ts'
import { guide } from './guidance.ts'
import { RECORDED } from './powered.ts'
import { vehicleSchema } from './schema.ts'
import { stateAt, tabulate } from './trajectory.ts'
import { rocketOf } from './vehicle.ts'

const rad = Math.PI / 180

const cases = (['icbm-solid-generic', 'icbm-liquid-generic'] as const).map((id) => {
  const rocket = rocketOf(toInternal(vehicleSchema.parse(CATALOG.find((e) => e.id === id)?.value)))
  const launch = { lat: 40 * rad, lon: 126 * rad }
  const { controls } = guide(rocket, launch, { lat: 41.9 * rad, lon: -87.6 * rad }, 'minimum-energy')
  const flight = flyWhole(rocket, launch, controls, RECORDED)
  if (typeof flight === 'string') throw new Error(flight)
  return { rocket, flight, trajectory: tabulate(flight, rocket.nominalBurnTime, rocket.ballisticCoefficient) }
})

describe('tabulate', () => {
  it('has increasing times from liftoff to impact, the burnout and the stage ends among them', () => {
    for (const { trajectory, flight } of cases) {
      const { times } = trajectory
      expect(times[0]).toBe(0)
      for (let i = 1; i < times.length; i++) expect(times[i]! - times[i - 1]!).toBeGreaterThan(0)
      expect(times.at(-1)).toBe(trajectory.impact.t)
      for (const t of [trajectory.burnout, ...trajectory.stageEnds]) expect(times).toContain(t)
      expect(trajectory.burnout).toBe(flight.burnout.t)
      expect(trajectory.r_ecef.length).toBe(3 * times.length)
      expect(trajectory.v_ecef.length).toBe(3 * times.length)
    }
  })

  it('starts at rest on the ground, ends on it, and is highest at the apogee', () => {
    for (const { trajectory } of cases) {
      const g = new Float64Array(3)
      const heights = Array.from(trajectory.times, (_, i) => {
        geodeticFromEcef(trajectory.r_ecef.slice(3 * i, 3 * i + 3), g)
        return g[2]!
      })
      expect(Math.abs(heights[0]!)).toBeLessThan(1e-3)
      expect(Math.abs(heights.at(-1)!)).toBeLessThan(1e-2)
      expect(Math.hypot(...trajectory.v_ecef.slice(0, 3))).toBeLessThan(1e-9)
      expect(Math.max(...heights)).toBeLessThanOrEqual(trajectory.apogee.altitude)
      expect(trajectory.apogee.altitude - Math.max(...heights)).toBeLessThan(100)
    }
  })
})

describe('stateAt', () => {
  it('is within 0.05 m and 0.1 m/s of the integration', () => {
    const [r, v] = [new Float64Array(3), new Float64Array(3)]
    const y = new Float64Array(6)
    const exact = new Float64Array(3)
    for (const { trajectory, flight } of cases) {
      let [worstR, worstV] = [0, 0]
      for (let t = 0.137; t < trajectory.impact.t; t += 0.731) {
        const pieces = [...flight.burnout.pieces, ...flight.free.pieces]
        pieces.find((p) => t <= p.t1)!.dense.at(t, y)
        earthFixed(t, y, exact)
        stateAt(trajectory, t, r, v)
        worstR = Math.max(worstR, Math.hypot(...r.map((c, i) => c - exact[i]!)))
        const [c, s] = [Math.cos(EARTH_RATE * t), Math.sin(EARTH_RATE * t)]
        const vx = c * y[3]! + s * y[4]! + EARTH_RATE * exact[1]!
        const vy = -s * y[3]! + c * y[4]! - EARTH_RATE * exact[0]!
        worstV = Math.max(worstV, Math.hypot(v[0]! - vx, v[1]! - vy, v[2]! - y[5]!))
      }
      expect(worstR).toBeLessThan(0.05)
      expect(worstV).toBeLessThan(0.1)
    }
  })

  it('holds the ends of the table', () => {
    const { trajectory } = cases[0]!
    const [a, b] = [new Float64Array(3), new Float64Array(3)]
    stateAt(trajectory, -5, a)
    expect([...a]).toEqual([...trajectory.r_ecef.slice(0, 3)])
    stateAt(trajectory, 1e6, b)
    expect(Math.hypot(...b.map((c, i) => c - trajectory.r_ecef.at(i - 3)!))).toBeLessThan(1e-6)
  })
})

describe('fallFrom', () => {
  it('lands where the flight does from its burnout and from anywhere above the air', () => {
    for (const { trajectory } of cases) {
      for (const t of [trajectory.burnout, trajectory.burnout + 100, trajectory.apogee.t]) {
        const landing = fallFrom(trajectory, t)!
        const { impact } = trajectory
        expect(geodesic(landing.lat, landing.lon, impact.lat, impact.lon).distance).toBeLessThan(50)
        expect(Math.abs(landing.t - impact.t)).toBeLessThan(0.05)
      }
    }
  })

  it('moves away from the launch point while thrust lasts, from the launch point at liftoff', () => {
    for (const { trajectory } of cases) {
      const ground = fallFrom(trajectory, 0)!
      expect(ground.t).toBe(0)
      expect(geodesic(ground.lat, ground.lon, 40 * rad, 126 * rad).distance).toBeLessThan(1e-3)
      let before = -1
      for (let t = 40; t < trajectory.burnout; t += 10) {
        const landing = fallFrom(trajectory, t)!
        const { distance } = geodesic(40 * rad, 126 * rad, landing.lat, landing.lon)
        expect(distance).toBeGreaterThan(before)
        before = distance
      }
    }
  })
})
