import { describe, expect, it } from 'vitest'
import { ecefFromGeodetic, geodesic } from '../earth/index.ts'
import { stateAt, type Path, type Place } from '../threat/index.ts'
import { ArcFamily, defendedFootprint, earliestIntercept, groundWindow } from './index.ts'
import { FLIGHTS, LAUNCH } from './footprint-fixture.ts'

const DEG = Math.PI / 180
const BATTERY = { lat: 40 * DEG, lon: -100 * DEG }
const site = new Float64Array(3)
ecefFromGeodetic(BATTERY.lat, BATTERY.lon, 0, site)

/** A straight path down to an aim: from the north at an elevation, at a constant velocity; impact at t = 1,000 s. */
function dive(aim: Place, speed: number, elevation: number): Path {
  const times = Float64Array.from({ length: 101 }, (_, i) => 900 + i)
  const r_ecef = new Float64Array(303)
  const v_ecef = new Float64Array(303)
  const p = new Float64Array(3)
  ecefFromGeodetic(aim.lat, aim.lon, 0, p)
  // Axes of the battery's tangent plane: the world is flat over some tens of kilometres.
  const up = [
    Math.cos(BATTERY.lat) * Math.cos(BATTERY.lon),
    Math.cos(BATTERY.lat) * Math.sin(BATTERY.lon),
    Math.sin(BATTERY.lat),
  ]
  const north = [
    -Math.sin(BATTERY.lat) * Math.cos(BATTERY.lon),
    -Math.sin(BATTERY.lat) * Math.sin(BATTERY.lon),
    Math.cos(BATTERY.lat),
  ]
  const v = up.map((u, k) => -speed * (Math.sin(elevation) * u + Math.cos(elevation) * north[k]!))
  times.forEach((t, i) => {
    for (let k = 0; k < 3; k++) {
      r_ecef[3 * i + k] = p[k]! + v[k]! * (t - 1000)
      v_ecef[3 * i + k] = v[k]!
    }
  })
  return { times, r_ecef, v_ecef }
}

describe('the footprint of a battery', () => {
  it('is the circle of the closed form, against a straight dive and an interceptor of constant speed', () => {
    // Faster than the target, so the last moment above the lowest altitude is the best one: |S − v t| ≤ u (t − release) there.
    const [u, speed, elevation, lowest, release] = [3000, 2000, 0.7, 5000, 985]
    const table = { time: (range: number, altitude: number): number => Math.hypot(range, altitude) / u }
    const defends = (aim: Place): boolean => {
      const window = groundWindow(dive(aim, speed, elevation), site, table, {
        minAltitude: lowest,
        from: 0,
        to: 1000,
      })
      return window !== undefined && earliestIntercept(window, release) !== undefined
    }
    const footprint = defendedFootprint({ battery: BATTERY, defends, farthest: 200e3 })!
    const last = 1000 - lowest / (speed * Math.sin(elevation))
    const radius = Math.sqrt((u * (last - release)) ** 2 - lowest * lowest)
    // The path comes from the north: what it defends lies behind, to the south, by what is left to fly.
    const shift = (1000 - last) * speed * Math.cos(elevation)
    const centre = { lat: BATTERY.lat - shift / 6.36e6, lon: BATTERY.lon }
    expect(footprint.atBattery).toBe(true)
    expect(footprint.broken).toBe(0)
    for (let i = 0; i < footprint.ring.length; i += 2) {
      const d = geodesic(centre.lat, centre.lon, footprint.ring[i]!, footprint.ring[i + 1]!).distance
      // Curvature of the Earth over 40 km: 0.1 km of height.
      expect(Math.abs(d / radius - 1)).toBeLessThan(0.01)
    }
    expect(footprint.area / (Math.PI * radius * radius)).toBeCloseTo(1, 2)
  })

  it('is found where the battery does not defend itself, and is said to be broken where it is', () => {
    const ring = (near: number, far: number) => (aim: Place) => {
      const d = geodesic(BATTERY.lat, BATTERY.lon, aim.lat, aim.lon).distance
      return d >= near && d <= far
    }
    const island = { lat: 42 * DEG, lon: -100 * DEG }
    const onIsland = (aim: Place): boolean =>
      geodesic(island.lat, island.lon, aim.lat, aim.lon).distance < 90e3
    const away = defendedFootprint({ battery: BATTERY, defends: onIsland, farthest: 1e6 })!
    expect(away.atBattery).toBe(false)
    expect(away.area / (Math.PI * 90e3 ** 2)).toBeCloseTo(1, 1)
    const hole = defendedFootprint({
      battery: BATTERY,
      defends: (a) => ring(0, 50e3)(a) || ring(90e3, 400e3)(a),
      farthest: 1e6,
    })!
    expect(hole.broken).toBe(1)
    expect(hole.farthest).toBeGreaterThan(49.9e3)
    expect(hole.farthest).toBeLessThan(50.1e3)
    expect(defendedFootprint({ battery: BATTERY, defends: () => false, farthest: 1e6 })).toBeUndefined()
    expect(() => defendedFootprint({ battery: BATTERY, defends: () => true, farthest: 1e3 })).toThrow(
      /^invalid footprint/,
    )
  })
})

describe('a family of arcs', () => {
  it('follows the guided flights to other aims: where they are before impact', () => {
    const family = new ArcFamily(FLIGHTS[0]!, LAUNCH)
    const r = new Float64Array(3)
    const s = new Float64Array(3)
    const off = FLIGHTS.map((flight) => {
      const path = family.pathTo(flight.impact)!
      const end = path.times[path.times.length - 1]!
      const landed = geodesic(path.impact.lat, path.impact.lon, flight.impact.lat, flight.impact.lon).distance
      const before = [30, 100, 600].map((b) => {
        stateAt(path, end - b, r)
        stateAt(flight, flight.impact.t - b, s)
        return Math.round(Math.hypot(r[0]! - s[0]!, r[1]! - s[1]!, r[2]! - s[2]!) / 1000)
      })
      return [Math.round(landed / 1000), Math.round(end - flight.impact.t) + 0, ...before]
    })
    // km at impact; s of flight time; km at 30, 100 and 600 s before impact.
    expect(off).toEqual([
      [0, 0, 1, 3, 21],
      [0, 22, 3, 10, 64],
      [0, 2, 1, 4, 24],
      [0, 0, 1, 3, 21],
    ])
  })

  it('refuses what does not fall freely', () => {
    const glides = { ...FLIGHTS[0]!, phases: [{ name: 'glide', from: 0, to: 1 } as const] }
    expect(() => new ArcFamily(glides, LAUNCH)).toThrow(/^unsupported family of arcs/)
  })
})
