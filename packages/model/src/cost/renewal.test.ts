import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fleetsBought, lotsOf, type RenewalPlan } from './index.ts'
import { RENEWAL_RULES } from './schema.ts'

describe('fleetsBought', () => {
  it.each([
    ['whole-generations', 20, 5, 4],
    ['whole-generations', 20, 6, 3],
    ['whole-generations', 20, 30, 1],
    ['fractional', 20, 6, 20 / 6],
    ['fractional', 20, 30, 1],
    ['yearly-after-first-life', 20, 5, 4],
    ['yearly-after-first-life', 20, 6, 20 / 6],
    ['yearly-after-first-life', 20, 20, 1],
  ] as const)('%s over %d years at a life of %d: %f', (rule, years, life, fleets) => {
    expect(fleetsBought(rule, years, life)).toBeCloseTo(fleets, 12)
  })

  it('buys one fleet of what does not age, and counts 0.3 into 0.9 three times', () => {
    expect(fleetsBought('fractional', 20, undefined)).toBe(1)
    expect(fleetsBought('whole-generations', 0.9, 0.3)).toBe(3)
  })

  it('refuses a life of zero', () => {
    expect(() => fleetsBought('fractional', 20, 0)).toThrow('invalid life 0 years: expected 0.1 to 100 years')
  })
})

describe('lotsOf', () => {
  const base: RenewalPlan = {
    units: 7800,
    rule: 'yearly-after-first-life',
    life: 5,
    start: 0,
    end: 20,
    buildup: 5,
  }

  it('buys 1,560 a year after the first life: CBO 2026 prints nearly 1,600', () => {
    const lots = lotsOf(base)
    expect(lots.map((l) => [l.generation, l.from, l.to])).toEqual([
      [0, 0, 5],
      [1, 5, 10],
      [2, 10, 15],
      [3, 15, 20],
    ])
    for (const lot of lots) expect(lot.units / (lot.to - lot.from)).toBeCloseTo(1560, 9)
  })

  it('buys whole fleets in pulses of the build-up, the last fraction shorter', () => {
    const pulses = lotsOf({ ...base, rule: 'fractional', life: 8, buildup: 2 })
    expect(pulses.map((l) => [l.from, l.to, l.units])).toEqual([
      [0, 2, 7800],
      [8, 10, 7800],
      [16, 18, 3900],
    ])
  })

  it('adds up to the fleets of its rule and stays within the horizon', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RENEWAL_RULES),
        fc.double({ min: 0.5, max: 40, noNaN: true }),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 5, max: 30 }),
        (rule, life, start, end) => {
          const lots = lotsOf({ units: 100, rule, life, start, end, buildup: Math.min(5, life) })
          const bought = lots.reduce((sum, l) => sum + l.units, 0)
          expect(bought).toBeCloseTo(100 * fleetsBought(rule, end - start, life), 6)
          lots.forEach((lot, g) => {
            expect(lot.generation).toBe(g)
            expect(lot.to).toBeGreaterThan(lot.from)
            expect(lot.from).toBeGreaterThanOrEqual(start)
            expect(lot.to).toBeLessThanOrEqual(end + 1e-9)
          })
        },
      ),
    )
  })
})
