import { describe, expect, it } from 'vitest'
import { Shell } from '../orbit/index.ts'
import { availability, mapLayer, type FleetLayer } from './availability.ts'
import { boost, boostWindow, BURNOUT, DEG, FLY_OUT, WINDOW } from './fixture.ts'
import { minimaWithFailures } from './failures.ts'
import { inReachAt } from './in-reach.ts'
import { deadlineAltitude, launchWindow } from './launch.ts'
import { availabilityAt, latitudeMap, worldMap } from './maps.ts'
import { leastInclination } from './out-of-reach.ts'
import { boostAzimuth, carryProfile, carryTrajectory } from './profile.ts'
import { convolve, reachedWith, scale, statisticsOf, thin } from './statistics.ts'

const DAY = 86_164
const SHELL = new Shell({ altitude: 350e3, inclination: 55 * DEG, planes: 30, perPlane: 30, phasing: 1 })
const layer: FleetLayer = { shell: SHELL, window: WINDOW, flyOut: FLY_OUT }
const liftoff = { to: DAY, siderealAngle: 1 }

describe('availability', () => {
  it('gives ratios of the fleet to mean and minimum, and a mean near the closed form', () => {
    const found = availability({ layers: [layer], liftoff })
    expect(found.fleet).toBe(900)
    expect(found.absenteeRatio).toBe(900 / found.mean)
    expect(found.guaranteeRatio).toBe(900 / found.min)
    expect(Math.abs(found.mean / found.closedFormMean - 1)).toBeLessThan(5e-3)
    expect(found.worstT).toBeGreaterThanOrEqual(0)
    expect(found.worstPhases).toBeUndefined()
    expect(found.reach).toBeCloseTo(6000 * 100 - 6000 ** 2 / (2 * FLY_OUT.acceleration), 6)
  })

  it('adds minima and convolves shares of independent shells, and counts interceptors per satellite', () => {
    const other: FleetLayer = {
      ...layer,
      shell: new Shell({ altitude: 500e3, inclination: 70 * DEG, planes: 20, perPlane: 40, phasing: 3 }),
    }
    const [a, b] = [availability({ layers: [layer] }), availability({ layers: [other] })]
    const both = availability({ layers: [layer, other] })
    expect(both.min).toBe(a.min + b.min)
    expect(both.mean).toBeCloseTo(a.mean + b.mean, 9)
    const time = availability({ layers: [layer, other], liftoff: { ...liftoff, to: 40 * DAY } })
    time.distribution.forEach((share, k) =>
      expect(Math.abs(share - (both.distribution[k] ?? 0))).toBeLessThan(0.01),
    )
    const double = availability({ layers: [{ ...layer, interceptorsPerSatellite: 2 }], liftoff })
    const single = availability({ layers: [layer], liftoff })
    expect([double.min, double.p05, double.fleet]).toEqual([2 * single.min, 2 * single.p05, 1800])
    expect(double.mean).toBeCloseTo(2 * single.mean, 9)
  })

  it('thins by availability as drawing failures does', () => {
    const half = availability({ layers: [{ ...layer, availability: 0.7 }], liftoff })
    const full = availability({ layers: [layer], liftoff })
    expect(half.mean).toBeCloseTo(0.7 * full.mean, 9)
    expect(half.min).toBe(full.min)
    expect(half.p05).toBeLessThan(full.p05)
    let state = 7
    const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647
    const shares: number[] = new Array<number>(half.distribution.length).fill(0)
    const draws = 60
    for (let k = 0; k < draws; k++) {
      const dead = Array.from({ length: SHELL.count }, (_, i) => i).filter(() => random() > 0.7)
      const drawn = availability({ layers: [{ ...layer, dead }], liftoff: { to: DAY / 4, siderealAngle: k } })
      drawn.distribution.forEach((share, n) => (shares[n]! += share / draws))
      expect(drawn.fleet).toBe(900 - dead.length)
    }
    shares.forEach((share, n) => expect(Math.abs(share - half.distribution[n]!)).toBeLessThan(0.02))
  })

  it('draws minima with failures below the full shell, the same for one seed, and fewer the more fail', () => {
    const shell = new Shell({ altitude: 350e3, inclination: 48 * DEG, planes: 40, perPlane: 40, phasing: 1 })
    const minima = (chance: number, seed: number): number[] =>
      minimaWithFailures({ ...layer, shell, availability: chance }, liftoff, 12, seed)
    const full = availability({ layers: [{ ...layer, shell }], liftoff }).min
    expect(minima(1, 1)).toEqual(new Array(12).fill(full))
    const often = minima(0.95, 1)
    expect(often).toEqual(minima(0.95, 1))
    expect(often).toEqual([...often].sort((a, b) => a - b))
    expect(often.at(-1)).toBeLessThanOrEqual(full)
    const sum = (list: number[]): number => list.reduce((a, b) => a + b)
    expect(sum(minima(0.7, 1))).toBeLessThan(sum(often))
    expect(sum(often)).toBeLessThan(12 * full)
  })

  it('refuses no shells, shells that never reach, missing satellites over phases', () => {
    expect(() => availability({ layers: [] })).toThrow(/missing no shell/)
    const low = new Shell({ altitude: 350e3, inclination: 20 * DEG, planes: 5, perPlane: 5, phasing: 0 })
    const needed = leastInclination(WINDOW, FLY_OUT, low.radius)
    expect(() => availability({ layers: [{ ...layer, shell: low }] })).toThrow(
      `inclination 20.00 deg: the shell never has the missile in reach, which takes ${(needed / DEG).toFixed(2)} to`,
    )
    const at = (inclination: number): boolean =>
      mapLayer({
        ...layer,
        shell: new Shell({ altitude: 350e3, inclination, planes: 1, perPlane: 1, phasing: 0 }),
      }).map.empty
    expect([at(needed - 1e-3), at(needed + 1e-3)]).toEqual([true, false])
    const high = new Shell({ altitude: 1500e3, inclination: 80 * DEG, planes: 5, perPlane: 5, phasing: 0 })
    expect(() => availability({ layers: [{ ...layer, shell: high }] })).toThrow(
      /reach 478 km at the last permitted intercept: less than/,
    )
    expect(() => availability({ layers: [{ ...layer, dead: [3] }] })).toThrow(
      /unsupported 1 satellites missing/,
    )
    expect(() => availability({ layers: [{ ...layer, interceptorsPerSatellite: 0 }] })).toThrow(
      /interceptors per satellite 0/,
    )
    expect(() => availability({ layers: [{ ...layer, availability: 2 }] })).toThrow(/availability 2/)
    const mixed = [layer, { ...layer, availability: 0.5 }]
    expect(() => availability({ layers: mixed, liftoff })).toThrow(
      /unsupported availability below 1 over liftoff times/,
    )
  })
})

describe('launch window', () => {
  const path = boost(41 * DEG, 1, 0.2)
  it('is the time between release and deadline', () => {
    const window = launchWindow(path, { seen: 30, solution: 45, release: 75, margin: 5 })
    expect([window.release, window.deadline]).toEqual([75, BURNOUT - 5])
    expect(deadlineAltitude(WINDOW)).toBeGreaterThan(205e3)
  })
  it('says which term ate the time', () => {
    const clock = { seen: 30, solution: 45, release: 75 }
    expect(() => launchWindow(path, { ...clock, release: 200 })).toThrow(
      /reach 0: of a burn of 175 s, cloud break and latency 30 s, solution 15 s, decision 155 s, margin before burnout 0 s leave none/,
    )
    const hintOf = (change: object): string | undefined => {
      try {
        launchWindow(path, { ...clock, ...change })
      } catch (error) {
        return (error as { hint?: string }).hint
      }
      return undefined
    }
    expect(hintOf({ margin: 110 })).toMatch(/margin before burnout takes most/)
    expect(hintOf({ deadline: 60 })).toMatch(/deadline before burnout takes most/)
    expect(hintOf({ seen: 160, solution: 165, release: 180 })).toMatch(/cloud break and latency takes most/)
    expect(hintOf({ solution: 170, release: 176 })).toMatch(/solution takes most/)
    expect(() => launchWindow(path, { ...clock, minAltitude: 400e3 })).toThrow(
      /below the minimum altitude of 400 km/,
    )
  })
})

describe('a carried boost profile', () => {
  it('is the profile flown from there over a sphere: same heights, new place and azimuth', () => {
    const from = boost(30 * DEG, 40 * DEG, 70 * DEG)
    // Geodetic and geocentric horizons differ by up to 0.2 deg.
    expect(Math.abs(boostAzimuth(from) - 70 * DEG)).toBeLessThan(0.2 * DEG)
    const carried = carryTrajectory(from, { lat: -50 * DEG, lon: 3, azimuth: -100 * DEG })
    const flown = boost(-50 * DEG, 3, -100 * DEG)
    // The launch point of the made-up boost is on a sphere, of the carried one at the same height over the ellipsoid: up to 20 km apart, and 0.2 deg of vertical.
    const far = (i: number): number =>
      Math.hypot(...[0, 1, 2].map((k) => carried.r_ecef[3 * i + k]! - flown.r_ecef[3 * i + k]!))
    expect(far(BURNOUT)).toBeLessThan(25e3)
    const length = (t: typeof from, i: number): number =>
      Math.hypot(...[0, 1, 2].map((k) => t.r_ecef[3 * i + k]! - t.r_ecef[k]!))
    expect(length(carried, BURNOUT)).toBeCloseTo(length(from, BURNOUT), 3)
    expect(boostAzimuth(carried)).toBeCloseTo(-100 * DEG, 9)
    const speed = (t: typeof from, i: number): number => Math.hypot(...t.v_ecef.subarray(3 * i, 3 * i + 3))
    expect(speed(carried, 100)).toBeCloseTo(speed(from, 100), 6)
  })
  it('is itself when carried to where it is', () => {
    const from = boost(30 * DEG, 40 * DEG, 70 * DEG)
    const window = boostWindow(30 * DEG, 40 * DEG, 70 * DEG)
    // Geodetic latitude of the launch point on the sphere.
    const there = {
      lat: Math.atan2(Math.tan(30 * DEG), 1 - 0.00669437999),
      lon: 40 * DEG,
      azimuth: boostAzimuth(from),
    }
    const same = carryProfile(window, there)
    for (let k = 0; k < window.r_ecef.length; k++)
      expect(Math.abs(same.r_ecef[k]! - window.r_ecef[k]!)).toBeLessThan(2000)
    expect(same.topSpeed).toBeGreaterThanOrEqual(window.topSpeed)
    expect(() => carryProfile(window, { lat: 2, lon: 0, azimuth: 0 })).toThrow(/latitude 2/)
  })
})

describe('maps', () => {
  const dense = new Shell({ altitude: 400e3, inclination: 57 * DEG, planes: 50, perPlane: 90, phasing: 7 })
  const shells: [string, FleetLayer][] = [
    ['dense', { ...layer, shell: dense }],
    ['full', { ...layer, interceptorsPerSatellite: 2 }],
    [
      'near-polar',
      {
        ...layer,
        shell: new Shell({ altitude: 400e3, inclination: 88 * DEG, planes: 12, perPlane: 20, phasing: 1 }),
      },
    ],
    ['with missing satellites', { ...layer, dead: [0, 1, 2, 3, 30, 31, 62, 500, 899] }],
  ]
  const latitudes = [-89.5, -54, -20, 0.5, 41, 52, 56, 58.5, 86.5].map((x) => x * DEG)
  it.each(shells)('of the world equal the count at each cell and time: %s shell', (_, one) => {
    const columns = 360
    const step = (2 * Math.PI) / columns
    const longitudes = { from: -3, step, count: columns }
    const times = { from: 1000, step: 313, count: 12 }
    for (const at of ['path', 'deadline'] as const) {
      const map = worldMap({
        layers: [one],
        latitudes,
        longitudes,
        times,
        azimuth: 0.3,
        siderealAngle: 0.5,
        at,
      })
      latitudes.forEach((lat, row) => {
        const mapped = mapLayer(
          { ...one, window: carryProfile(one.window, { lat, lon: 0, azimuth: 0.3 }) },
          at,
        )
        for (let c = 0; c < columns; c++) {
          // A launch point farther east sees what one at longitude 0 sees when the ground has turned as far.
          const turned = 0.5 + longitudes.from + c * step
          let sum = 0
          let least = Infinity
          for (let k = 0; k < times.count; k++) {
            const count = inReachAt(mapped, times.from + k * times.step, turned)
            sum += count
            least = Math.min(least, count)
          }
          expect(map.mean[row * columns + c]).toBeCloseTo(sum / times.count, 9)
          expect(map.min[row * columns + c]).toBe(least)
        }
      })
    }
  })
  it('of places equal availability there, and are undefined out of reach', () => {
    const places = [
      { lat: 41 * DEG, lon: 1 },
      { lat: -89 * DEG, lon: 0 },
    ]
    const [there, nowhere] = availabilityAt({ layers: [layer], places, azimuth: 0.3, liftoff })
    const window = carryProfile(WINDOW, { ...places[0]!, azimuth: 0.3 })
    expect(there).toEqual(availability({ layers: [{ ...layer, window }], liftoff }))
    expect(nowhere).toBeUndefined()
  })
  it('by latitude agree with the world over a long time', () => {
    const rows = latitudeMap({ layers: [layer], latitudes, azimuth: 0.3 })
    const map = worldMap({
      layers: [layer],
      latitudes,
      longitudes: { from: 0, step: 0.1, count: 63 },
      times: { from: 0, step: 501.3, count: 400 },
      azimuth: 0.3,
      siderealAngle: 0,
    })
    rows.forEach((row, k) => {
      const means = map.mean.subarray(63 * k, 63 * (k + 1))
      expect(Math.abs(means.reduce((a, b) => a + b) / 63 - row.mean)).toBeLessThan(0.02 + 0.02 * row.mean)
      expect(Math.min(...map.min.subarray(63 * k, 63 * (k + 1)))).toBeGreaterThanOrEqual(row.min)
    })
    expect(rows[0]).toMatchObject({ mean: 0, min: 0, p05: 0 })
    expect(() => latitudeMap({ layers: [{ ...layer, dead: [1] }], latitudes, azimuth: 0 })).toThrow(
      /missing satellites/,
    )
  })
})

describe('statistics of counts', () => {
  it('take the 5th percentile as the largest count kept 95 % of the time', () => {
    expect(reachedWith([0.05, 0.15, 0.8], 0.95)).toBe(1)
    expect(reachedWith([0.06, 0.14, 0.8], 0.95)).toBe(0)
    expect(statisticsOf([0, 0.5, 0, 0.5], 1)).toMatchObject({ mean: 2, min: 1, p05: 1 })
  })
  it('convolve, scale and thin', () => {
    expect(convolve([0.5, 0.5], [0.5, 0, 0.5])).toEqual([0.25, 0.25, 0.25, 0.25])
    expect(scale([0.25, 0.75], 3)).toEqual([0.25, 0, 0, 0.75])
    const thinned = thin([0, 0, 1], 0.9)
    ;[0.01, 0.18, 0.81].forEach((x, k) => expect(thinned[k]).toBeCloseTo(x, 12))
    expect(thin([0, 0, 1], 0)).toEqual([1])
  })
})
