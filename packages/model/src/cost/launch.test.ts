import { describe, expect, it } from 'vitest'
import { dragMakeUp } from '../orbit/index.ts'
import { dragPropellant, launchesFor, unitsPerLaunch } from './index.ts'

const AEI = { payload: 45_000 }
const YEAR = 365.25 * 86_400

describe('launches', () => {
  it('takes 23 interceptors of 1,900 kg to an AEI launch, 217 launches for 4,990', () => {
    expect(unitsPerLaunch(1900, AEI)).toBe(23)
    expect(launchesFor(4990, 1900, AEI)).toBe(217)
  })

  it('takes 34 of the calculator, 30 launches for 998', () => {
    expect(unitsPerLaunch(1294.065, AEI)).toBe(34)
    expect(launchesFor(998, 1294.065, AEI)).toBe(30)
  })

  it('keeps to the packing and to the volume, and counts 1,500 into 45,000 thirty times', () => {
    expect(unitsPerLaunch(1500, AEI)).toBe(30)
    expect(unitsPerLaunch(1500, { ...AEI, packing: 0.8 })).toBe(24)
    expect(unitsPerLaunch(1500, { ...AEI, most: 10 })).toBe(10)
    expect(unitsPerLaunch(0.1, { payload: 0.3 })).toBe(3)
  })

  it('refuses a unit that no launch carries', () => {
    expect(() => unitsPerLaunch(50_000, AEI)).toThrow('infeasible mass 50000 kg: more than the 45000 kg')
    expect(() => unitsPerLaunch(0, AEI)).toThrow('invalid mass 0 kg')
  })
})

describe('dragPropellant', () => {
  const options = { altitude: 300_000, area: 0.005, specificImpulse: 1500, life: 5 }

  it('is what the rocket equation asks for on top of the mass, at mean sun', () => {
    const speed = dragMakeUp(300_000, 0.005, 5 * YEAR).total
    expect(dragPropellant(1900, options)).toBeCloseTo(1900 * (Math.exp(speed / (9.80665 * 1500)) - 1), 6)
  })

  it('grows with life and area, falls with altitude and specific impulse, and is nothing above the atmosphere', () => {
    const base = dragPropellant(1900, options)
    expect(dragPropellant(1900, { ...options, life: 10 })).toBeGreaterThan(2 * base)
    expect(dragPropellant(1900, { ...options, area: 0.01 })).toBeGreaterThan(2 * base)
    expect(dragPropellant(1900, { ...options, altitude: 500_000 })).toBeLessThan(0.05 * base)
    expect(dragPropellant(1900, { ...options, specificImpulse: 3000 })).toBeLessThan(0.5 * base)
    expect(dragPropellant(1900, { ...options, altitude: 1_500_000 })).toBe(0)
  })
})
