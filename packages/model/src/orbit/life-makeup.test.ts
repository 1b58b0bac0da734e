import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WGS84_A, WGS84_GM, density } from '../earth/index.ts'
import { dragMakeUp, orbitalLife, propellantFraction } from './index.ts'

const YEAR = 365.25 * 86_400

describe('dragMakeUp', () => {
  it('gives back the speed that a decay of the same orbit takes: Δv = (v/2a) Δa', () => {
    // A circular orbit that sinks by Δa and is raised again needs half v Δa/a; the time to sink comes from orbitalLife.
    for (const altitude of [250e3, 400e3, 600e3]) {
      const drop = 10
      const time = orbitalLife(altitude + drop, 0.01, { endAltitude: altitude })
      const a = WGS84_A + altitude + drop / 2
      const raise = (Math.sqrt(WGS84_GM / a) * drop) / (2 * a)
      expect(dragMakeUp(altitude + drop / 2, 0.01, time).total / raise).toBeCloseTo(1, 6)
    }
  })

  it('is ½ ρ v² C_D A/m, by year and in all', () => {
    const { acceleration, perYear, total } = dragMakeUp(400e3, 0.02, 5 * YEAR, { dragCoefficient: 2.5 })
    const expected = (0.5 * density(400e3) * WGS84_GM * 2.5 * 0.02) / (WGS84_A + 400e3)
    expect(acceleration / expected).toBeCloseTo(1, 12)
    expect(perYear / (expected * YEAR)).toBeCloseTo(1, 12)
    expect(total / perYear).toBeCloseTo(5, 12)
  })

  it('takes any density', () => {
    const twice = dragMakeUp(400e3, 0.01, YEAR, { density: (h) => 2 * density(h) })
    expect(twice.perYear / dragMakeUp(400e3, 0.01, YEAR).perYear).toBeCloseTo(2, 12)
  })

  it('refuses what it cannot know', () => {
    expect(() => dragMakeUp(150e3, 0.01, YEAR)).toThrow(/^invalid altitude 150000 m: expected 180000/)
    expect(() => dragMakeUp(2e6, 0.01, YEAR)).toThrow(/^unsupported altitude 2000000 m/)
    expect(() => dragMakeUp(4e5, 0, YEAR)).toThrow(/^invalid area-to-mass ratio 0/)
    expect(() => dragMakeUp(4e5, 0.01, -1)).toThrow(/^invalid duration -1 s/)
    expect(() => dragMakeUp(4e5, 0.01, YEAR, { density: () => NaN })).toThrow(/^infeasible density NaN/)
  })
})

describe('propellantFraction', () => {
  it('is the rocket equation', () => {
    expect(propellantFraction(300 * 9.80665 * Math.LN2, 300)).toBeCloseTo(0.5, 14)
    expect(propellantFraction(0, 300)).toBe(0)
  })

  it('compounds: two burns leave what one of their sum leaves', () => {
    const speed = fc.double({ min: 0, max: 5000, noNaN: true })
    fc.assert(
      fc.property(speed, speed, (a, b) => {
        const left = (1 - propellantFraction(a, 220)) * (1 - propellantFraction(b, 220))
        expect(1 - propellantFraction(a + b, 220)).toBeCloseTo(left, 12)
      }),
    )
  })

  it('refuses what it cannot know', () => {
    expect(() => propellantFraction(-1, 300)).toThrow(/^invalid velocity increment -1 m\/s/)
    expect(() => propellantFraction(100, 0)).toThrow(/^invalid specific impulse 0 s/)
  })
})
