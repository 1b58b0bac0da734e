import { describe, expect, it } from 'vitest'
import { flyOutReach } from '../engage/index.ts'
import { evenSpacingFleet, evenSpacingRatio, interceptorMass, shotsFor, type EvenSpacing } from './index.ts'

// Formulas of the public SBI calculator crediting AEI (Harrison, AEI Working Paper 2025-20, appendix B); the values were
// worked out from them in double precision and printed to six digits.
const PRINTED = 1e-5
const G0 = 9.80665
const DEG = Math.PI / 180
const BOOST: EvenSpacing = {
  deltaV: 6000,
  acceleration: 15 * G0,
  time: 120,
  altitude: 300e3,
  interceptAltitude: 200e3,
}

const near = (got: number, expected: number, relative: number): void =>
  expect(Math.abs(got / expected - 1)).toBeLessThan(relative)

describe("AEI's calculator", () => {
  it('flies 597.634 km in 120 s', () => {
    near(flyOutReach(6000, 15 * G0, 120), 597_634, PRINTED)
  })

  it('has 498.567 interceptors for each in reach over the whole globe, 352.540 to ±45°', () => {
    near(evenSpacingRatio(BOOST), 498.567, PRINTED)
    near(evenSpacingRatio({ ...BOOST, maxLatitude: 45 * DEG }), 352.54, PRINTED)
  })

  it('has the ratios of its sensitivity table', () => {
    // Printed to four digits.
    near(evenSpacingRatio({ ...BOOST, deltaV: 4000 }), 1011.3, 1e-4)
    near(evenSpacingRatio({ ...BOOST, time: 180 }), 190.8, 3e-4)
    near(evenSpacingRatio({ ...BOOST, altitude: 500e3 }), 647.9, 1e-4)
  })

  it('takes two shots for 0.96 at 0.8 each, though the quotient of logarithms is not exactly 2', () => {
    expect(shotsFor(0.8, 0.96)).toBe(2)
    expect(shotsFor(0.8, 0.9601)).toBe(3)
    expect(shotsFor(0.8, 0.8)).toBe(1)
    expect(shotsFor(0.5, 0.875)).toBe(3)
    expect(shotsFor(1, 0.999)).toBe(1)
    expect(shotsFor(0.3, 0)).toBe(1)
  })

  it('needs 998, 4,986 and 9,972 interceptors for salvos of 1, 5 and 10; 7,051 for 10 to ±45°', () => {
    expect([1, 5, 10].map((salvo) => evenSpacingFleet(BOOST, salvo, 2))).toEqual([998, 4986, 9972])
    expect(evenSpacingFleet({ ...BOOST, maxLatitude: 45 * DEG }, 10, 2)).toBe(7051)
  })

  it('rounds up to AEI’s 499 : 1, printed as 4,990 for a salvo of five', () => {
    expect(Math.ceil(evenSpacingRatio(BOOST)) * 10).toBe(4990)
  })

  it('comes within 3 % of AEI’s glide tier, 31 : 1, intercept altitude assumed', () => {
    near(evenSpacingRatio({ ...BOOST, deltaV: 4000, time: 600 }), 31, 0.03)
  })

  it('weighs an interceptor at 1,294.065 kg with the default masses', () => {
    const mass = { specificImpulse: 240, deltaV: 6000, divert: 2500, killVehicle: 25, body: 25, support: 50 }
    near(interceptorMass(mass), 1294.065, PRINTED)
    near(interceptorMass({ ...mass, deltaV: 0, body: 0, support: 0 }) - 25, 47.292, PRINTED)
  })
})
