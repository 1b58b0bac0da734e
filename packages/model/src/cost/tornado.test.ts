import { describe, expect, it } from 'vitest'
import { figure, item, plan } from './fixture.ts'
import { exchangeRatio, lifeCycleCost, marginalCost, tornado, unitCost } from './index.ts'

const fleet = item({
  averageUnit: figure(3, 2, 5),
  lifeYears: figure(6, 4, 10),
  operationPerYear: figure(1),
})

describe('tornado', () => {
  it('moves one figure at a time and puts the widest first', () => {
    const { bars } = tornado(plan([fleet]))
    expect(bars.map((b) => b.name)).toEqual(['a.average_unit_usd_m', 'a.life_years', 'a.renewal'])
    const [price, life] = bars
    expect([price!.lowUsd, price!.highUsd]).toEqual([
      expect.closeTo((2 * 10 * 20) / 6 + 20, 6),
      expect.closeTo((5 * 10 * 20) / 6 + 20, 6),
    ])
    // A short life costs more: low and high follow the figure, not the total.
    expect(life!.lowUsd).toBeGreaterThan(life!.highUsd)
  })

  it('tries the rules that studies set differently', () => {
    const rule = tornado(plan([fleet])).bars.find((b) => b.name === 'a.renewal')!
    expect([rule.low, rule.value, rule.high]).toEqual([
      'whole-generations',
      'yearly-after-first-life',
      'fractional',
    ])
    const learned = item({
      firstUnit: figure(3),
      learningSlope: figure(0.85, 0.8, 0.9),
      lifeYears: figure(5),
    })
    const names = tornado(plan([learned])).bars.map((b) => b.name)
    expect(names).toEqual(['a.learning', 'a.learning_slope'])
  })

  it('moves what lies deeper: the launch vehicle, and the growth of past programmes', () => {
    const launched = item({
      averageUnit: figure(1),
      mass: figure(900),
      launchVehicle: { payload: figure(3000, 1000, 5000), firstLaunch: figure(5, 4, 6) },
    })
    const growth = { development: figure(1.5, 1.2, 2), procurement: figure(1.4, 1.2, 1.7) }
    const names = tornado(plan([launched], { growth })).bars.map((b) => b.name)
    expect(names).toEqual([
      'a.launch_vehicle.payload_kg',
      'a.launch_vehicle.first_launch_usd_m',
      'growth.procurement',
    ])
  })

  it('tells which variation cannot be', () => {
    const heavy = item({
      averageUnit: figure(1),
      mass: figure(900, 800, 4000),
      launchVehicle: { payload: figure(3000), firstLaunch: figure(5) },
    })
    const { refused } = tornado(plan([heavy]))
    expect(refused).toEqual([
      {
        name: 'a.mass_kg',
        value: 4000,
        message: expect.stringContaining('infeasible mass 4000 kg') as string,
      },
    ])
  })
})

describe('what the money buys', () => {
  it('costs further units at the end of the learning curve, not at the average', () => {
    const learned = item({ count: 1000, firstUnit: figure(3), learningSlope: figure(0.85) })
    const more = marginalCost(plan([learned]), 'a', 100)
    const average = lifeCycleCost(plan([learned])).total / 1000
    expect(more).toBeGreaterThan(0)
    expect(more / 100).toBeLessThan(average)
    expect(marginalCost(plan([fleet]), 'a', 5)).toBeCloseTo((5 * 3 * 20) / 6, 9)
    expect(() => marginalCost(plan([fleet]), 'z', 5)).toThrow('unknown item z')
  })

  it('prices a shot by the unit with its launch, without tests and renewal', () => {
    const shot = item({
      averageUnit: figure(3),
      lifeYears: figure(5),
      mass: figure(1000),
      launchPricePerTonne: figure(0.5),
      testsPerYear: figure(2),
    })
    expect(unitCost(plan([shot]), 'a')).toBeCloseTo(3.5, 9)
    expect(unitCost(plan([shot]), 'z')).toBe(0)
  })

  it('tells what the defender pays for each dollar of the attacker', () => {
    expect(exchangeRatio(100, 25)).toBe(4)
    expect(() => exchangeRatio(100, 0)).toThrow("invalid attacker's cost 0 USD")
  })
})
