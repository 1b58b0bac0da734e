import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OpendomeError } from '../core/index.ts'
import { NrlmsiseColumn, nrlmsise, type NrlmsiseInput } from './index.ts'

const real = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true })

/** Places, times and activities from solar minimum to maximum with magnetic unrest. */
const input: fc.Arbitrary<NrlmsiseInput> = fc
  .record({
    dayOfYear: real(1, 367),
    secondOfDay: real(0, 86_400),
    latitude: real(-Math.PI / 2, Math.PI / 2),
    longitude: real(-Math.PI, Math.PI),
    f107Average: real(70, 250),
    flare: real(-15, 15),
    ap: real(0, 100),
    history: fc.option(fc.array(real(0, 100), { minLength: 7, maxLength: 7 }), { nil: undefined }),
  })
  .map(({ flare, history, ...rest }) => ({
    ...rest,
    f107: rest.f107Average + flare,
    ...(history === undefined ? {} : { apHistory: history }),
  }))

const QUIET: NrlmsiseInput = {
  dayOfYear: 100,
  secondOfDay: 40_000,
  latitude: 0.5,
  longitude: 1,
  f107Average: 140,
  f107: 140,
  ap: 15,
}

describe('nrlmsise', () => {
  it('has densities that fall with altitude from the ground to 1,000 km', () => {
    const column = new NrlmsiseColumn()
    const out = new Float64Array(12)
    fc.assert(
      fc.property(input, real(0, 990e3), real(1e3, 10e3), (where, altitude, up) => {
        column.set(where)
        column.at(altitude, out)
        const [low, lowDrag] = out
        column.at(altitude + up, out)
        expect(out[0]!).toBeLessThan(low!)
        expect(out[1]!).toBeLessThan(lowDrag!)
        expect(out[0]!).toBeGreaterThan(0)
      }),
      { numRuns: 2000 },
    )
  })

  it('has densities above 200 km that rise with solar flux', () => {
    fc.assert(
      fc.property(input, real(200e3, 700e3), real(5, 40), (where, altitude, more) => {
        const at = (f107: number): number =>
          nrlmsise(altitude, { ...where, f107, f107Average: f107 }).dragDensity
        const flux = Math.min(where.f107Average, 210)
        expect(at(flux + more)).toBeGreaterThan(at(flux))
      }),
      { numRuns: 500 },
    )
  })

  it('is continuous where its parts join, and steps by no more than its own 1 to 2 % where it drops variations', () => {
    // Over 2 cm the density itself changes by 4e−6 at most. At 72.5 and 123.4 km the model goes over to mean values of the
    // temperature's gradient and of the exospheric temperature; at 160 to 450 km its gases leave mixing aside.
    const joins = [
      [10, 1e-5],
      [20, 1e-5],
      [32.5, 1e-5],
      [55, 1e-5],
      [62.5, 1e-5],
      [72.5, 0.015],
      [90, 1e-5],
      [110, 1e-5],
      [120, 1e-5],
      [123.435, 0.02],
      [160, 0.003],
      [200, 1e-4],
      [250, 1e-4],
      [300, 1e-3],
      [450, 1e-4],
    ] as const
    const column = new NrlmsiseColumn()
    const [below, above] = [new Float64Array(12), new Float64Array(12)]
    fc.assert(
      fc.property(input, (where) => {
        column.set(where)
        for (const [km, tolerance] of joins) {
          column.at(km * 1e3 - 0.01, below)
          column.at(km * 1e3 + 0.01, above)
          expect(Math.abs(above[0]! / below[0]! - 1)).toBeLessThan(tolerance)
          expect(Math.abs(above[2]! / below[2]! - 1)).toBeLessThan(tolerance)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('obeys the hydrostatic equation with the ideal gas law below 60 km', () => {
    // d(n k T)/dz = −ρ g, with the model's own gravity (45°: 9.80616 m/s², radius 6356.766 km) and mass unit 1.66e−27 kg.
    const where = { ...QUIET, latitude: Math.PI / 4 }
    const pressure = (altitude: number): number => {
      const { numberDensity: n, temperature } = nrlmsise(altitude, where)
      return (n.helium + n.nitrogen2 + n.oxygen2 + n.argon) * 1.66e-27 * temperature
    }
    for (const altitude of [5e3, 18e3, 25e3, 40e3, 58e3]) {
      const slope = (pressure(altitude + 10) - pressure(altitude - 10)) / 20
      const g = 9.80616 * (6356.766 / (6356.766 + altitude / 1e3)) ** 2
      const column = -slope / (nrlmsise(altitude, where).density * g)
      // The gas constant is 8314 J/(kmol K); the mass of a molecule of air is 28.95 there and the sum of its parts here.
      expect(column * 8314).toBeCloseTo(1, 2)
    }
  })

  it('puts the sum of its gases into the mass densities, anomalous oxygen only into that for drag', () => {
    fc.assert(
      fc.property(input, real(0, 1e6), (where, altitude) => {
        const { density, dragDensity, numberDensity: n } = nrlmsise(altitude, where)
        const sum =
          4 * n.helium +
          16 * n.oxygen +
          28 * n.nitrogen2 +
          32 * n.oxygen2 +
          40 * n.argon +
          n.hydrogen +
          14 * n.nitrogen
        expect(density / (sum * 1.66e-27)).toBeCloseTo(1, 12)
        expect(dragDensity / ((sum + 16 * n.anomalousOxygen) * 1.66e-27)).toBeCloseTo(1, 12)
      }),
    )
  })

  it('is the same at one instant and place however longitude is counted, and takes mean solar time by default', () => {
    const west = nrlmsise(400e3, { ...QUIET, longitude: -2 })
    const east = nrlmsise(400e3, { ...QUIET, longitude: 2 * Math.PI - 2 })
    expect(east.density / west.density).toBeCloseTo(1, 4)
    const hours = (QUIET.secondOfDay / 3600 - (2 * 12) / Math.PI + 24) % 24
    const told = nrlmsise(400e3, { ...QUIET, longitude: -2, localSolarTime: hours * 3600 })
    expect(told.density / west.density).toBeCloseTo(1, 10)
  })

  it('does not remember what a column held before', () => {
    const column = new NrlmsiseColumn()
    const [fresh, used] = [new Float64Array(12), new Float64Array(12)]
    fc.assert(
      fc.property(input, input, real(0, 1e6), real(0, 1e6), (a, b, low, high) => {
        new NrlmsiseColumn().set(a)
        column.set(a)
        column.at(low, used)
        column.set(b)
        column.at(low, used)
        column.at(high, used)
        const other = new NrlmsiseColumn()
        other.set(b)
        other.at(high, fresh)
        expect([...used]).toEqual([...fresh])
      }),
      { numRuns: 200 },
    )
  })

  it('gives numbers or says why not, over all the input it accepts', () => {
    fc.assert(
      fc.property(
        input,
        real(50, 400),
        real(50, 500),
        real(0, 400),
        real(0, 1e6),
        (where, f107Average, f107, ap, altitude) => {
          try {
            const { density, temperature } = nrlmsise(altitude, { ...where, f107Average, f107, ap })
            expect(density).toBeGreaterThan(0)
            expect(density).toBeLessThan(2)
            expect(temperature).toBeGreaterThan(50)
            expect(temperature).toBeLessThan(5000)
          } catch (error) {
            if (!(error instanceof OpendomeError)) throw error
            expect(error.message).toMatch(/^unsupported solar and magnetic activity/)
          }
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('refuses what lies outside its range', () => {
    expect(() => nrlmsise(-1, QUIET)).toThrow(/^invalid altitude -1 m: expected 0 to 1000000 m/)
    expect(() => nrlmsise(1.1e6, QUIET)).toThrow(/^invalid altitude/)
    expect(() => nrlmsise(NaN, QUIET)).toThrow(/^invalid altitude NaN/)
    expect(() => nrlmsise(4e5, { ...QUIET, dayOfYear: 0 })).toThrow(/^invalid day of year 0/)
    expect(() => nrlmsise(4e5, { ...QUIET, secondOfDay: -1 })).toThrow(/^invalid second of day -1/)
    expect(() => nrlmsise(4e5, { ...QUIET, latitude: 1.6 })).toThrow(/^invalid latitude 1.6/)
    expect(() => nrlmsise(4e5, { ...QUIET, longitude: 7 })).toThrow(/^invalid longitude 7/)
    expect(() => nrlmsise(4e5, { ...QUIET, localSolarTime: 90_000 })).toThrow(/^invalid local solar time/)
    expect(() => nrlmsise(4e5, { ...QUIET, f107: 20 })).toThrow(/^invalid daily F10.7 20/)
    expect(() => nrlmsise(4e5, { ...QUIET, f107Average: NaN })).toThrow(/^invalid mean F10.7 NaN/)
    expect(() => nrlmsise(4e5, { ...QUIET, ap: -3 })).toThrow(/^invalid Ap -3/)
    expect(() => nrlmsise(4e5, { ...QUIET, apHistory: [1, 2] })).toThrow(/^invalid history of 2/)
    expect(() => nrlmsise(4e5, { ...QUIET, apHistory: [1, 2, 3, 4, 5, 6, 700] })).toThrow(/^invalid ap 700/)
    const storm = { ...QUIET, latitude: 1.3, ap: 400, f107: 300, f107Average: 276 }
    expect(() => nrlmsise(4e5, storm)).toThrow(
      /^unsupported solar and magnetic activity: NRLMSISE-00 gives .* K/,
    )
  })
})
