import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Shell } from '../orbit/index.ts'
import { mapLayer } from './availability.ts'
import { boostWindow, DEG, WINDOW } from './fixture.ts'
import { inReachAt } from './in-reach.ts'
import { leastOver, type LeastOverOptions } from './least-over.ts'
import { carryProfile } from './profile.ts'
import { ReachMap } from './reach-map.ts'
import { halves } from './size-band.ts'
import { movedWithin, reachThroughout, type Places } from './throughout.ts'

const box = fc.record({
  lat: fc.double({ min: -80, max: 80, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  halfLat: fc.double({ min: 0, max: 3, noNaN: true }),
  halfLon: fc.double({ min: 0, max: 3, noNaN: true }),
  azimuth: fc.double({ min: -180, max: 180, noNaN: true }),
})
/** Where in a box, −1 to 1 each way; corners often. */
const where = fc
  .constantFrom(-1, 1)
  .chain((c) => fc.oneof(fc.constant(c), fc.double({ min: -1, max: 1, noNaN: true })))
const inside = fc.tuple(where, where)

const radians = (b: { lat: number; lon: number; halfLat: number; halfLon: number }): Places => ({
  lat: b.lat * DEG,
  lon: b.lon * DEG,
  halfLat: b.halfLat * DEG,
  halfLon: b.halfLon * DEG,
})

describe('how far a carried path moves', () => {
  it('is never more than the bound, and at the corners not much less', () => {
    let largest = 0
    fc.assert(
      fc.property(box, inside, (b, [x, y]) => {
        const places = radians(b)
        const azimuth = b.azimuth * DEG
        const centre = carryProfile(WINDOW, { ...places, azimuth })
        const bound = movedWithin(centre, places)
        const moved = carryProfile(WINDOW, {
          lat: places.lat + x * places.halfLat,
          lon: places.lon + y * places.halfLon,
          azimuth,
        })
        for (let k = 0; k < centre.r_ecef.length; k += 3) {
          const r = centre.r_ecef.subarray(k, k + 3)
          const far = Math.hypot(...[0, 1, 2].map((i) => moved.r_ecef[k + i]! - r[i]!))
          // Rounding of positions of 6,000 km.
          expect(far).toBeLessThanOrEqual(bound(r) + 1e-6)
          if (bound(r) > 1000 && Math.abs(x) === 1 && Math.abs(y) === 1)
            largest = Math.max(largest, far / bound(r))
        }
      }),
      { numRuns: 500, seed: 1, endOnFailure: true },
    )
    expect(largest).toBeGreaterThan(0.98)
  })

  it('north and south is within 1 % of the bound, which is what bands of latitude take', () => {
    for (const lat of [-70, 0, 41, 85]) {
      const places = { lat: lat * DEG, lon: 1, halfLat: 0.5 * DEG, halfLon: 0 }
      const centre = carryProfile(WINDOW, { ...places, azimuth: 0.3 })
      const north = carryProfile(WINDOW, { lat: places.lat + places.halfLat, lon: 1, azimuth: 0.3 })
      const bound = movedWithin(centre, places)
      for (let k = 0; k < centre.r_ecef.length; k += 3) {
        const r = centre.r_ecef.subarray(k, k + 3)
        const far = Math.hypot(...[0, 1, 2].map((i) => north.r_ecef[k + i]! - r[i]!))
        expect(far / bound(r)).toBeGreaterThan(0.99)
      }
    }
  })
})

describe('reach throughout a box of launch places', () => {
  it('holds no more than is in reach at any place of it, in 1,000 random shells', () => {
    let some = 0
    let fewer = 0
    const shell = fc.record({
      planes: fc.integer({ min: 1, max: 40 }),
      perPlane: fc.integer({ min: 1, max: 60 }),
      phasing: fc.integer({ min: 0, max: 13 }),
      pattern: fc.constantFrom('delta' as const, 'star' as const),
      raan0: fc.double({ min: -6, max: 6, noNaN: true }),
      anomaly0: fc.double({ min: -6, max: 6, noNaN: true }),
    })
    const orbit = fc.record({
      altitude: fc.double({ min: 160e3, max: 1000e3, noNaN: true }),
      inclination: fc.double({ min: 0, max: Math.PI, noNaN: true }),
      deltaV: fc.double({ min: 3000, max: 12_000, noNaN: true }),
      acceleration: fc.double({ min: 40, max: 150, noNaN: true }),
    })
    fc.assert(
      fc.property(
        box,
        inside,
        orbit,
        fc.array(shell, { minLength: 5, maxLength: 5 }),
        (b, [x, y], o, shells) => {
          const places = radians(b)
          const azimuth = b.azimuth * DEG
          const window = boostWindow(41 * DEG, 1, 0.3, 60)
          const there = carryProfile(window, {
            lat: places.lat + x * places.halfLat,
            lon: places.lon + y * places.halfLon,
            azimuth,
          })
          const motion = new Shell({ ...o, planes: 1, perPlane: 1, phasing: 0 })
          const held = reachThroughout(motion, window, o, places, azimuth)
          const full = new ReachMap(motion, there, o)
          for (const definition of shells) {
            const shell = new Shell({ ...o, ...definition })
            for (let t = 0; t < 20_000; t += 3931) {
              const n = inReachAt({ shell, map: held, weight: 1 }, t, 0.4)
              const all = inReachAt({ shell, map: full, weight: 1 }, t, 0.4)
              expect(n).toBeLessThanOrEqual(all)
              if (n > 0) some++
              if (n < all) fewer++
            }
          }
        },
      ),
      { numRuns: 200, seed: 2, endOnFailure: true },
    )
    expect(some).toBeGreaterThan(200)
    expect(fewer).toBeGreaterThan(200)
  })

  it('is reach itself where the box is a point, and empty where the box is wider than reach', () => {
    const shell = new Shell({ altitude: 400e3, inclination: 60 * DEG, planes: 30, perPlane: 40, phasing: 1 })
    const flyOut = { deltaV: 6000, acceleration: 147 }
    const place = { lat: 0.7, lon: 1, halfLat: 0, halfLon: 0 }
    const carried = carryProfile(WINDOW, { lat: 0.7, lon: 1, azimuth: 0.2 })
    const point = mapLayer(
      { shell, window: WINDOW, flyOut },
      'path',
      reachThroughout(shell, WINDOW, flyOut, place, 0.2),
    )
    const full = mapLayer({ shell, window: carried, flyOut })
    for (let t = 0; t < 50_000; t += 97) expect(inReachAt(point, t, 0)).toBe(inReachAt(full, t, 0))
    expect(reachThroughout(shell, WINDOW, flyOut, { ...place, halfLat: 0.1 }, 0.2).empty).toBe(true)
  })
})

describe('the least over places', () => {
  // A function that changes by at most 1 a radian of latitude, so that a part of half height h has no less than its middle less h.
  const wave = (lat: number): number => 0.05 * Math.sin(20 * lat) + 0.1 * Math.cos(3 * lat + 1)
  const search = (more: Partial<LeastOverOptions> = {}): LeastOverOptions => ({
    parts: [{ lat: 0, lon: 0, halfLat: 1.5, halfLon: 0 }],
    at: wave,
    throughout: ({ lat, halfLat }) => wave(lat) - 1.3 * halfLat,
    split: halves,
    ...more,
  })
  let true_ = Infinity
  for (let k = 0; k <= 3e5; k++) true_ = Math.min(true_, wave(-1.5 + k * 1e-5))

  it('is the least of all, and proven, where values are steps', () => {
    const steps = (x: number): number => Math.floor(100 * x)
    const found = leastOver(
      search({
        at: (lat) => steps(wave(lat)),
        throughout: ({ lat, halfLat }) => steps(wave(lat) - 1.3 * halfLat),
      }),
    )
    expect(found.least).toBe(steps(true_))
    expect(found.atLeast).toBe(found.least)
    expect(steps(wave(found.lat))).toBe(found.least)
    expect(found.tried).toBeLessThan(500)
  })

  it('is bounded from below where effort, tolerance or the finest part end the search', () => {
    for (const more of [{ effort: 20 }, { tolerance: 1e-3 }, { finest: 1e-3 }]) {
      const { least, atLeast } = leastOver(search(more))
      expect(atLeast).toBeLessThanOrEqual(true_)
      expect(least).toBeGreaterThanOrEqual(true_)
    }
    const { least, atLeast } = leastOver(search({ tolerance: 1e-3 }))
    expect(least - atLeast).toBeLessThanOrEqual(1e-3)
  })

  it('stops at the first value below what is asked, and keeps a value known from elsewhere', () => {
    const stopped = leastOver(search({ stopBelow: 0.05 }))
    expect(stopped.least).toBeLessThan(0.05)
    expect(stopped.tried).toBeLessThan(leastOver(search({ finest: 1e-3 })).tried)
    expect(leastOver(search({ known: true_ - 1 }))).toMatchObject({
      least: true_ - 1,
      atLeast: true_ - 1,
    })
  })

  it('looks only into parts that meet what is asked for, and takes values only where the centre does', () => {
    const half = ({ lat }: Places): boolean => lat > 0.4
    const found = leastOver(
      search({
        at: (lat) => Math.floor(100 * wave(lat)),
        throughout: ({ lat, halfLat }) => Math.floor(100 * (wave(lat) - 1.3 * halfLat)),
        meets: ({ lat, halfLat }) => lat + halfLat > 0.4,
        centred: half,
        finest: 1e-4,
      }),
    )
    let least = Infinity
    for (let lat = 0.4; lat < 1.5; lat += 1e-4) least = Math.min(least, Math.floor(100 * wave(lat)))
    expect(found.least).toBe(least)
    expect(found.lat).toBeGreaterThan(0.4)
  })
})
