import { describe, expect, it } from 'vitest'
import { Stream } from '../math/index.ts'
import { Shell } from '../orbit/index.ts'
import { availability, type FleetLayer } from './availability.ts'
import { DEG, FLY_OUT, WINDOW } from './fixture.ts'
import { latitudeMap } from './maps.ts'
import { lineAvailability, regionAvailability, type OverPlacesOptions } from './over-places.ts'
import { carryProfile } from './profile.ts'
import { holds } from './region.ts'

const SHELL = new Shell({ altitude: 350e3, inclination: 50 * DEG, planes: 30, perPlane: 40, phasing: 7 })
const layer: FleetLayer = { shell: SHELL, window: WINDOW, flyOut: FLY_OUT }
const azimuth = 0.3
const options: OverPlacesOptions = { layers: [layer], azimuth }
const TRIANGLE = [[36, 124, 44, 124, 44, 132].map((x) => x * DEG)]
const there = (lat: number, lon: number): FleetLayer => ({
  ...layer,
  window: carryProfile(WINDOW, { lat, lon, azimuth }),
})

describe('availability over a region', () => {
  const found = regionAvailability(options, TRIANGLE)

  it('has the mean and the shares of its latitudes, weighed by area', () => {
    const fine = Float64Array.from({ length: 400 }, (_, k) => (36 + (8 * (k + 0.5)) / 400) * DEG)
    const rows = latitudeMap({ layers: [layer], latitudes: fine, azimuth })
    // The triangle is as wide as its latitude is above 36°.
    const weights = [...fine].map((lat) => (lat - 36 * DEG) * Math.cos(lat))
    const total = weights.reduce((a, b) => a + b)
    const mean = rows.reduce((sum, row, k) => sum + (row.mean * weights[k]!) / total, 0)
    expect(Math.abs(found.mean / mean - 1)).toBeLessThan(1e-3)
    expect(found.distribution.reduce((a, b) => a + b)).toBeCloseTo(1, 9)
    expect(found.places.reduce((sum, p) => sum + p.share, 0)).toBeCloseTo(1, 12)
    expect(found.p05).toBeGreaterThanOrEqual(found.min)
  })

  it('has a minimum that holds at all places, and at the one it names', () => {
    const stream = new Stream(3, 0, 'test/region', 0)
    expect(found.minAtLeast).toBe(found.min)
    const latitudes = Float64Array.from({ length: 300 }, () => (36 + 8 * stream.uniform()) * DEG)
    for (const row of latitudeMap({ layers: [layer], latitudes, azimuth }))
      expect(row.min).toBeGreaterThanOrEqual(found.minAtLeast)
    const [worst] = latitudeMap({ layers: [layer], latitudes: [found.worst.lat], azimuth })
    expect(worst!.min).toBe(found.min)
    expect(found.worst.lon).toBeUndefined()
  })

  it('over an hour has counts of places nobody chose above its bound, and a worst place within', () => {
    const liftoff = { from: 500, to: 4100, siderealAngle: 1 }
    const hour = regionAvailability({ ...options, liftoff, effort: 60 }, TRIANGLE)
    expect(hour.minAtLeast).toBeLessThanOrEqual(hour.min)
    expect(hour.minAtLeast).toBeGreaterThanOrEqual(found.minAtLeast)
    expect(holds(TRIANGLE, hour.worst.lat, hour.worst.lon!)).toBe(true)
    const { lat, lon } = hour.worst
    expect(availability({ layers: [there(lat, lon!)], liftoff }).min).toBe(hour.min)
    const stream = new Stream(4, 0, 'test/region', 0)
    for (let k = 0; k < 60; k++) {
      const [x, y] = [stream.uniform(), stream.uniform()]
      const lat = (36 + 8 * Math.max(x, y)) * DEG
      const lon = (124 + 8 * Math.min(x, y)) * DEG
      expect(holds(TRIANGLE, lat, lon)).toBe(true)
      expect(availability({ layers: [there(lat, lon)], liftoff }).min).toBeGreaterThanOrEqual(hour.minAtLeast)
    }
  })

  it('allows missing satellites over liftoff times, where longitude matters', () => {
    const dead = Array.from({ length: 600 }, (_, k) => 2 * k)
    const liftoff = { to: 1800, siderealAngle: 1 }
    const half = regionAvailability(
      { layers: [{ ...layer, dead }], azimuth, liftoff, effort: 40, step: 0.03 },
      TRIANGLE,
    )
    expect(half.mean).toBeLessThan(found.mean)
    const byLongitude = new Set(half.places.map((p) => `${p.mean.toFixed(6)}`))
    expect(byLongitude.size).toBeGreaterThan(5)
    expect(() => regionAvailability({ layers: [{ ...layer, dead }], azimuth }, TRIANGLE)).toThrow(
      /^unsupported 600 satellites missing/,
    )
  })

  it('counts places out of reach as zero', () => {
    const far = regionAvailability(options, [[-80, 0, -70, 0, -70, 10].map((x) => x * DEG)])
    expect(far).toMatchObject({ mean: 0, min: 0, minAtLeast: 0, p05: 0 })
    const across = regionAvailability(options, [[40, 0, 75, 0, 75, 10].map((x) => x * DEG)])
    expect(across.min).toBe(0)
    expect(across.mean).toBeGreaterThan(0)
  })

  it('adds shells, with as many interceptors as they carry', () => {
    const other: FleetLayer = {
      ...layer,
      interceptorsPerSatellite: 2,
      shell: new Shell({ altitude: 500e3, inclination: 60 * DEG, planes: 20, perPlane: 30, phasing: 3 }),
    }
    const [a, b, both] = [[layer], [other], [layer, other]].map((layers) =>
      regionAvailability({ layers, azimuth, step: 0.02 }, TRIANGLE),
    )
    expect(both!.mean).toBeCloseTo(a!.mean + b!.mean, 9)
    expect(both!.min).toBeGreaterThanOrEqual(a!.min + b!.min)
    expect(both!.minAtLeast).toBeGreaterThanOrEqual(a!.minAtLeast + b!.minAtLeast)
  })
})

describe('availability along a line', () => {
  const line = [
    [36, 124],
    [42, 126],
    [42, 132],
  ].map(([lat, lon]) => ({ lat: lat! * DEG, lon: lon! * DEG }))

  it('weighs places by length and has a minimum that holds all along', () => {
    const found = lineAvailability(options, line)
    const legs = [Math.hypot(6, 2 * Math.cos(39 * DEG)), 6 * Math.cos(42 * DEG)]
    const east = found.places.filter((p) => p.lon > 126 * DEG).reduce((sum, p) => sum + p.share, 0)
    expect(east).toBeCloseTo(legs[1]! / (legs[0]! + legs[1]!), 3)
    expect(found.minAtLeast).toBe(found.min)
    const latitudes = Float64Array.from({ length: 300 }, (_, k) => (36 + (6 * k) / 299) * DEG)
    const rows = latitudeMap({ layers: [layer], latitudes, azimuth })
    expect(Math.min(...rows.map((row) => row.min))).toBeGreaterThanOrEqual(found.min)
  })

  it('over half an hour has the counts of its places', () => {
    const liftoff = { to: 1800, siderealAngle: 1 }
    const found = lineAvailability({ ...options, liftoff, step: 0.02, effort: 40 }, line)
    for (const { lat, lon, mean, min } of found.places) {
      const here = availability({ layers: [there(lat, lon)], liftoff })
      expect(mean).toBeCloseTo(here.mean, 12)
      expect(min).toBe(here.min)
      expect(min).toBeGreaterThanOrEqual(found.min)
    }
  })

  it('refuses a single place', () => {
    expect(() => lineAvailability(options, line.slice(0, 1))).toThrow(
      /^invalid line of 1 places: expected at least 2/,
    )
  })
})
