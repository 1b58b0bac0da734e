import { describe, expect, it } from 'vitest'
import { evenSpacingFleet, evenSpacingRatio, interceptorMass, shotsFor, type EvenSpacing } from './index.ts'

const BOOST: EvenSpacing = {
  deltaV: 6000,
  acceleration: 150,
  time: 120,
  altitude: 300e3,
  interceptAltitude: 200e3,
}

describe('even spacing', () => {
  it('is the area of the sphere over the area of the reach disc', () => {
    // Reach 600 km at the same altitude: 4πR²/πr².
    const same = { ...BOOST, altitude: 200e3, earthRadius: 6_371_000 }
    expect(evenSpacingRatio(same)).toBeCloseTo((4 * 6_571_000 ** 2) / 600_000 ** 2, 6)
  })

  it('refuses a reach that falls short of the height between shell and intercept', () => {
    expect(() => evenSpacingRatio({ ...BOOST, altitude: 800e3 })).toThrow(/^infeasible reach 600 km/)
    expect(() => evenSpacingRatio({ ...BOOST, time: 0 })).toThrow(/^infeasible/)
  })

  it('refuses values out of range and NaN', () => {
    for (const wrong of [
      { deltaV: NaN },
      { deltaV: -1 },
      { acceleration: 0 },
      { time: -1 },
      { altitude: NaN },
      { interceptAltitude: -1 },
      { maxLatitude: 2 },
      { maxLatitude: 0 },
      { earthRadius: 0 },
    ])
      expect(() => evenSpacingRatio({ ...BOOST, ...wrong })).toThrow(/^invalid .* expected/)
    expect(() => evenSpacingFleet(BOOST, NaN, 2)).toThrow(/^invalid salvo NaN/)
    expect(() => evenSpacingFleet(BOOST, 1, -2)).toThrow(/^invalid shots -2/)
  })
})

describe('shots', () => {
  it('reach the wanted probability, and one fewer does not', () => {
    for (let sspk = 0.05; sspk < 1; sspk += 0.05)
      for (let wanted = 0.05; wanted < 1; wanted += 0.05) {
        const n = shotsFor(sspk, wanted)
        expect(1 - (1 - sspk) ** n).toBeGreaterThanOrEqual(wanted - 1e-8)
        if (n > 1) expect(1 - (1 - sspk) ** (n - 1)).toBeLessThan(wanted)
      }
  })

  it('refuse what no number of shots can reach', () => {
    for (const [sspk, wanted] of [
      [0, 0.5],
      [1.1, 0.5],
      [0.5, 1],
      [0.5, -0.1],
      [NaN, 0.5],
      [0.5, NaN],
    ] as const)
      expect(() => shotsFor(sspk, wanted)).toThrow(/^invalid sspk/)
  })
})

describe('interceptor mass', () => {
  const mass = { specificImpulse: 300, deltaV: 5000, divert: 2000, killVehicle: 30, body: 20, support: 40 }

  it('is the dry masses where nothing is to be flown, and grows with every demand', () => {
    expect(interceptorMass({ ...mass, deltaV: 0, divert: 0 })).toBe(90)
    const base = interceptorMass(mass)
    for (const more of [
      { deltaV: 6000 },
      { divert: 2500 },
      { killVehicle: 31 },
      { body: 21 },
      { support: 41 },
    ])
      expect(interceptorMass({ ...mass, ...more })).toBeGreaterThan(base)
    expect(interceptorMass({ ...mass, specificImpulse: 310 })).toBeLessThan(base)
  })

  it('refuses values out of range and NaN', () => {
    for (const wrong of [
      { specificImpulse: 0 },
      { deltaV: NaN },
      { divert: -1 },
      { body: -1 },
      { gravity: 0 },
    ])
      expect(() => interceptorMass({ ...mass, ...wrong })).toThrow(/^invalid .* expected/)
  })
})
