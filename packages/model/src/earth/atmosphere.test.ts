import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atmosphere, density, densityAndSound, soundSpeed } from './atmosphere.ts'

const altitude = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: low, max: high, noNaN: true })
const exact = new Float64Array(3)
const RUNS = { numRuns: 3000, seed: 8 }

describe('density', () => {
  it('keeps within 0.025 % of atmosphere() everywhere', () => {
    const check = (z: number): void => {
      atmosphere(z, exact)
      expect(Math.abs(density(z) / exact[0]! - 1)).toBeLessThan(2.5e-4)
    }
    fc.assert(fc.property(altitude(-5000, 86000), check), RUNS)
    fc.assert(fc.property(altitude(86000, 150000), check), RUNS)
    fc.assert(fc.property(altitude(150000, 1e6), check), RUNS)
    // The corners of the layers, at geopotential 11, 20, 32, 47, 51, 71 km.
    for (const h of [11e3, 20e3, 32e3, 47e3, 51e3, 71e3]) {
      const z = (6356766 * h) / (6356766 - h)
      for (let d = -200; d <= 200; d++) check(z + d)
    }
  })

  it('falls with altitude and has no jump in value or slope', () => {
    const step = 20
    let before = density(-5000)
    let slopeBefore = 0
    let steepest = 0
    let flattest = -1
    let corner = 0
    for (let z = -5000 + step; z <= 1e6; z += step) {
      const value = density(z)
      const slope = Math.log(value / before) / step
      steepest = Math.min(steepest, slope)
      flattest = Math.max(flattest, slope)
      if (slopeBefore !== 0) corner = Math.max(corner, Math.abs(slope / slopeBefore - 1))
      before = value
      slopeBefore = slope
    }
    // The scale height lies between 5.2 and 250 km.
    expect(steepest).toBeGreaterThan(-1 / 5200)
    expect(flattest).toBeLessThan(-1 / 250000)
    // The sharpest corner of the standard (11 km, 19 % of the slope) takes more than two steps of 20 m.
    expect(corner).toBeLessThan(0.1)
  })

  it('is continuous where its grids meet', () => {
    for (const z of [0, 86000, 150000]) {
      expect(density(z - 1e-6) / density(z)).toBeCloseTo(1, 8)
    }
    expect(density(1e6 - 1e-6) / density(1e6)).toBeCloseTo(1, 8)
  })

  it('is zero above 1,000 km and held below −5 km', () => {
    expect(density(1e6 + 1)).toBe(0)
    expect(density(4e7)).toBe(0)
    expect(density(Infinity)).toBe(0)
    expect(density(-6000)).toBe(density(-5000))
    expect(density(-1e6)).toBe(density(-5000))
    expect(density(NaN)).toBeNaN()
  })
})

describe('densityAndSound', () => {
  it('gives the density of density() and the sound speed of soundSpeed(), held outside −5 to 86 km', () => {
    const out = new Float64Array(2)
    const check = (z: number): void => {
      densityAndSound(z, out)
      expect(out[0]).toBe(density(z))
      expect(out[1]).toBe(soundSpeed(Math.min(86000, Math.max(-5000, z))))
    }
    fc.assert(fc.property(altitude(-1e4, 2e6), check), RUNS)
    ;[-5001, -5000, 85999.999, 86000, 86000.001].forEach(check)
  })
})

describe('atmosphere', () => {
  it('obeys the gas law of mixed air below 80 km', () => {
    const check = (z: number): void => {
      atmosphere(z, exact)
      expect(exact[1]! / (exact[0]! * exact[2]!)).toBeCloseTo(8314.32 / 28.9644, 8)
    }
    fc.assert(fc.property(altitude(-5000, 80000), check), RUNS)
  })

  it('is hydrostatic below 86 km', () => {
    const [low, high] = [new Float64Array(3), new Float64Array(3)]
    const check = (z: number): void => {
      atmosphere(z - 1, low)
      atmosphere(z, exact)
      atmosphere(z + 1, high)
      const g = 9.80665 * (6356766 / (6356766 + z)) ** 2
      expect((low[1]! - high[1]!) / 2 / (exact[0]! * g)).toBeCloseTo(1, 5)
    }
    fc.assert(fc.property(altitude(-4990, 85990), check), RUNS)
  })

  it('is continuous at 86 km within the standard’s own step', () => {
    const above = new Float64Array(3)
    atmosphere(86000, exact)
    atmosphere(86000.001, above)
    for (const i of [0, 1, 2]) expect(Math.abs(above[i]! / exact[i]! - 1)).toBeLessThan(1e-4)
  })

  it('refuses altitudes outside −5 to 1,000 km', () => {
    expect(() => atmosphere(-5001, exact)).toThrow(/^invalid altitude -5001 m: expected -5000 to 1000000 m/)
    expect(() => atmosphere(1000001, exact)).toThrow(/^invalid altitude/)
    expect(() => atmosphere(NaN, exact)).toThrow(/^invalid altitude NaN/)
    expect(() => soundSpeed(86001)).toThrow(/^invalid altitude 86001 m: expected -5000 to 86000 m/)
  })
})
