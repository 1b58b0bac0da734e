import { describe, expect, it } from 'vitest'
import { EARTH_RATE, WGS84_A, WGS84_GM, geodeticFromEcef, nrlmsise } from '../earth/index.ts'
import { orbitDensity, orbitalLife } from './index.ts'

const DEGREE = Math.PI / 180

/**
 * The mean by brute force: positions, velocities and the wind as vectors, node by node of a grid twice finer or more in each
 * direction, each with its own geodetic latitude and height.
 */
function brute(f107: number, ap: number, inclination: number, altitude: number, rotation: boolean): number {
  const [phases, times, days, longitudes] = [20, 10, 7, 4]
  const radius = WGS84_A + altitude
  const speed = Math.sqrt(WGS84_GM / radius)
  const place = new Float64Array(3)
  let sum = 0
  for (let i = 0; i < phases; i++) {
    const u = (2 * Math.PI * (i + 0.5)) / phases
    const [si, ci] = [Math.sin(inclination), Math.cos(inclination)]
    const r = [Math.cos(u), Math.sin(u) * ci, Math.sin(u) * si].map((x) => x * radius)
    const v = [-Math.sin(u), Math.cos(u) * ci, Math.cos(u) * si].map((x) => x * speed)
    const wind = [-EARTH_RATE * r[1]!, EARTH_RATE * r[0]!, 0].map((x) => (rotation ? x : 0))
    const relative = v.map((x, k) => x - wind[k]!)
    const along = relative.reduce((a, x, k) => a + x * v[k]!, 0)
    const weight = (Math.hypot(...relative) * along) / speed ** 3
    geodeticFromEcef(Float64Array.from(r), place)
    for (let j = 0; j < times; j++) {
      for (let d = 0; d < days; d++) {
        for (let m = 0; m < longitudes; m++) {
          const hour = (24 * (j + 0.25)) / times
          const east = (m + 0.4) / longitudes
          const state = nrlmsise(place[2]!, {
            dayOfYear: 1 + (365 * (d + 0.3)) / days,
            secondOfDay: ((hour / 24 - east + 1) % 1) * 86_400,
            latitude: place[0]!,
            longitude: 2 * Math.PI * east,
            localSolarTime: hour * 3600,
            f107Average: f107,
            f107,
            ap,
          })
          sum += state.dragDensity * weight
        }
      }
    }
  }
  return sum / (phases * times * days * longitudes)
}

describe('orbitDensity', () => {
  // What the coarse quadrature (0.1 %) and the interpolation leave.
  const TOLERANCE = 0.002

  it.each([
    { f107: 140, ap: 15, degrees: 0, altitude: 400e3, rotation: true },
    { f107: 70, ap: 4, degrees: 53, altitude: 555e3, rotation: true },
    { f107: 250, ap: 45, degrees: 86, altitude: 305e3, rotation: true },
    { f107: 140, ap: 15, degrees: 120, altitude: 955e3, rotation: true },
    { f107: 140, ap: 15, degrees: 53, altitude: 185e3, rotation: false },
    { f107: 140, ap: 15, degrees: 86, altitude: 126e3, rotation: false },
  ])(
    'is the mean over orbit, local time, year and longitude at $degrees° and $altitude m',
    ({ f107, ap, degrees, altitude, rotation }) => {
      const got = orbitDensity({ f107, ap }, degrees * DEGREE, { rotation })(altitude)
      expect(Math.abs(got / brute(f107, ap, degrees * DEGREE, altitude, rotation) - 1)).toBeLessThan(
        TOLERANCE,
      )
    },
    20_000,
  )

  it('falls with altitude and rises with solar flux and magnetic activity', () => {
    const quiet = orbitDensity({ f107: 70, ap: 4 }, 1)
    const mean = orbitDensity({ f107: 140, ap: 4 }, 1)
    const stormy = orbitDensity({ f107: 140, ap: 40 }, 1)
    for (let km = 200; km < 1000; km += 20) {
      expect(mean(km * 1e3 + 20e3)).toBeLessThan(mean(km * 1e3))
      expect(mean(km * 1e3)).toBeGreaterThan(quiet(km * 1e3))
      expect(stormy(km * 1e3)).toBeGreaterThan(mean(km * 1e3))
    }
  })

  it('turns with Earth: on the equator by (1 ∓ ω a/v)² forwards and backwards', () => {
    const at = (inclination: number, rotation: boolean): number =>
      orbitDensity({ f107: 140, ap: 15 }, inclination, { rotation })(400e3)
    const a = WGS84_A + 400e3
    const wind = (EARTH_RATE * a) / Math.sqrt(WGS84_GM / a)
    expect(at(0, true) / at(0, false)).toBeCloseTo((1 - wind) ** 2, 7)
    expect(at(Math.PI, true) / at(Math.PI, false)).toBeCloseTo((1 + wind) ** 2, 7)
  })

  it('makes a life in under 50 ms once it is there', () => {
    const air = orbitDensity({ f107: 140, ap: 15 }, 1)
    orbitalLife(900e3, 0.01, { density: air })
    const start = performance.now()
    for (let k = 0; k < 10; k++) orbitalLife(900e3 + k, 0.01, { density: air })
    expect((performance.now() - start) / 10).toBeLessThan(50)
  })

  it('refuses what it cannot know', () => {
    expect(() => orbitDensity({ f107: 30, ap: 4 }, 1)).toThrow(/^invalid F10.7 30: expected 50 to 400/)
    expect(() => orbitDensity({ f107: 140, ap: NaN }, 1)).toThrow(/^invalid Ap NaN/)
    expect(() => orbitDensity({ f107: 140, ap: 4 }, -1)).toThrow(/^invalid inclination -1 rad/)
    const air = orbitDensity({ f107: 140, ap: 4 }, 1)
    expect(() => air(99e3)).toThrow(/^unsupported altitude 99000 m: expected 100000 to 1000000 m/)
    expect(() => air(NaN)).toThrow(/^unsupported altitude NaN/)
    expect(() => orbitalLife(1.2e6, 0.01, { density: air })).toThrow(/^unsupported altitude/)
  })
})
