import { describe, expect, it } from 'vitest'
import { OpendomeError } from '../core/index.ts'
import { figure, item, plan } from './fixture.ts'
import { lifeCycleCost, quantities, totalCost } from './index.ts'
import type { CostItem, CostPlan } from './plan.ts'

const cost = (fields: Partial<CostItem>, more: Partial<CostPlan> = {}): number =>
  lifeCycleCost(plan([item(fields)], more)).total

const byKind = (p: CostPlan): Record<string, number> => {
  const out: Record<string, number> = {}
  for (const part of lifeCycleCost(p).parts) out[part.kind] = (out[part.kind] ?? 0) + part.usd
  return out
}

function thrown(fields: Partial<CostItem>, more: Partial<CostPlan> = {}): string {
  try {
    lifeCycleCost(plan([item(fields)], more))
  } catch (error) {
    if (error instanceof OpendomeError) return `${error.where}: ${error.message}`
    throw error
  }
  return 'nothing'
}

describe('a work breakdown', () => {
  it('names every kind of cost an item has, each as price times quantity', () => {
    const kinds = byKind(
      plan([
        item({
          development: figure(100),
          averageUnit: figure(3),
          lifeYears: figure(10),
          mass: figure(500),
          launchPricePerTonne: figure(2),
          ground: figure(7),
          groundPerYear: figure(0.1),
          construction: figure(0.5),
          operationPerYear: figure(1),
          operationPerUnit: figure(0.2),
          people: figure(50),
          perPerson: figure(0.01),
          disposalPerUnit: figure(0.3),
        }),
        item({ id: 'b', count: 0, lump: figure(40) }),
      ]),
    )
    expect(kinds).toEqual({
      development: expect.closeTo(100, 9) as number,
      procurement: expect.closeTo(30, 9) as number,
      launch: expect.closeTo(10 * 0.5 * 2, 9) as number,
      renewal: expect.closeTo(30 + 10, 9) as number,
      ground: expect.closeTo(7 + 2, 9) as number,
      construction: expect.closeTo(5, 9) as number,
      operation: expect.closeTo(20 + 40, 9) as number,
      people: expect.closeTo(10, 9) as number,
      disposal: expect.closeTo(10 * 0.3, 9) as number,
      residual: expect.closeTo(40, 9) as number,
    })
  })

  it('keeps a lump one line of the kind it says', () => {
    const parts = lifeCycleCost(plan([item({ lump: figure(9), lumpKind: 'launch' })])).parts
    expect(parts.map((p) => [p.kind, p.account, p.usd])).toEqual([['launch', 'lump', expect.closeTo(9, 12)]])
  })

  it('turns prices of another year into the base year by the table', () => {
    expect(cost({ averageUnit: figure(3), baseYear: 2010 })).toBeCloseTo(30 * 1.02 ** 10, 9)
    expect(cost({ averageUnit: figure(3), baseYear: 2025 })).toBeCloseTo(30 / 1.02 ** 5, 9)
  })

  it('lists what no source is named for, and has it in the total', () => {
    const { unsourced, total } = lifeCycleCost(
      plan([item({ averageUnit: { value: 3 }, operationPerYear: figure(1) })]),
    )
    expect(unsourced.map((p) => p.priceName)).toEqual(['a.average_unit_usd_m'])
    expect(total).toBeCloseTo(50, 9)
  })
})

describe('quantities', () => {
  it('buys spares, failed launches in whole units, and leaves ground spares on the ground', () => {
    const [space] = quantities(
      plan([
        item({
          averageUnit: figure(1),
          mass: figure(1),
          launchPricePerTonne: figure(1),
          spareFraction: figure(0.1),
          launchSuccess: figure(0.9),
        }),
      ]),
    )
    expect(space!.fleet).toBe(Math.ceil(11 / 0.9))
    const ground = item({
      averageUnit: figure(1),
      mass: figure(1000),
      launchPricePerTonne: figure(1),
      spareFraction: figure(0.5),
      spares: 'on-ground',
    })
    const kinds = byKind(plan([ground]))
    expect(kinds['procurement']).toBeCloseTo(15, 9)
    expect(kinds['launch']).toBeCloseTo(10, 9)
  })

  it('buys units used up in tests and units that were shot', () => {
    expect(cost({ averageUnit: figure(2), testsPerYear: figure(3) })).toBeCloseTo(20 + 2 * 3 * 20, 9)
    expect(cost({ averageUnit: figure(2), expended: figure(4) })).toBeCloseTo(28, 9)
  })

  it('carries propellant against drag only where the item asks for it, and shows it', () => {
    const heavy = item({
      mass: figure(1900),
      launchPricePerTonne: figure(1),
      lifeYears: figure(5),
      averageUnit: figure(1),
      dragMakeUp: { altitude: 300_000, area: figure(0.005), isp: figure(1500) },
    })
    const [q] = quantities(plan([heavy]))
    expect(q!.dragPropellant!).toBeGreaterThan(20)
    expect(q!.launchMass!).toBeCloseTo(1900 + q!.dragPropellant!, 9)
    const { dragMakeUp: _, ...bare } = heavy
    expect(totalCost(plan([heavy]))).toBeGreaterThan(totalCost(plan([bare])))
  })
})

describe('the two cost paths', () => {
  const learned = { firstUnit: figure(1), learningSlope: figure(0.85), lifeYears: figure(5) } as const

  it('start learning again with each generation, or let it go on', () => {
    const again = cost({ ...learned, renewal: 'whole-generations' })
    const on = cost({ ...learned, renewal: 'whole-generations', learning: 'all-units' })
    const sum = (n: number): number =>
      Array.from({ length: n }, (_, i) => (i + 1) ** (Math.log(0.85) / Math.log(2))).reduce(
        (a, b) => a + b,
        0,
      )
    expect(again).toBeCloseTo(4 * sum(10), 9)
    expect(on).toBeCloseTo(sum(40), 9)
  })

  it('put the dear first units into the first year', () => {
    const [part] = lifeCycleCost(plan([item({ ...learned, count: 100, lifeYears: undefined })])).parts
    expect(part!.byYear[0]!).toBeGreaterThan(part!.byYear[1]!)
    expect(part!.byYear[1]!).toBeGreaterThan(part!.byYear[4]!)
    expect(part!.byYear[5]).toBe(0)
  })

  it('are never mixed', () => {
    expect(thrown({ averageUnit: figure(1), firstUnit: figure(1) })).toBe(
      'cost.items.a: invalid cost.items.a: average_unit_usd_m and first_unit_usd_m: expected one of them',
    )
    expect(thrown({ averageUnit: figure(1), learningSlope: figure(0.9) })).toContain(
      'cost.items.a.learning_slope: invalid',
    )
  })

  it('pay launch by mass or by vehicle, with whole launches and their own learning', () => {
    const vehicle = { payload: figure(3000), firstLaunch: figure(5), learningSlope: figure(0.95) }
    const launch = byKind(
      plan([item({ averageUnit: figure(1), mass: figure(900), launchVehicle: vehicle })]),
    )['launch']
    // Three to a launch, four launches for ten.
    const b = Math.log(0.95) / Math.log(2)
    expect(launch).toBeCloseTo(5 * (1 + 2 ** b + 3 ** b + 4 ** b), 9)
    expect(
      thrown({
        averageUnit: figure(1),
        mass: figure(1),
        launchVehicle: vehicle,
        launchPricePerTonne: figure(1),
      }),
    ).toContain('expected one of them')
    expect(thrown({ averageUnit: figure(1), launchPricePerTonne: figure(1) })).toContain(
      'missing field cost.items.a.mass_kg',
    )
    expect(
      thrown({
        averageUnit: figure(1),
        mass: figure(1),
        includes: ['launch'],
        launchPricePerTonne: figure(1),
      }),
    ).toContain('contains launch')
    expect(thrown({ averageUnit: figure(1), includes: ['development'], development: figure(1) })).toContain(
      'contains development',
    )
  })

  it('let launches learn on while units start again', () => {
    const fields = {
      ...learned,
      renewal: 'whole-generations' as const,
      mass: figure(1000),
      launchVehicle: { payload: figure(1000), firstLaunch: figure(1), learningSlope: figure(0.9) },
    }
    const on = { ...fields, launchVehicle: { ...fields.launchVehicle, learning: 'all-units' as const } }
    const launches = (f: Partial<CostItem>): number => {
      const parts = lifeCycleCost(plan([item(f)])).parts.filter((p) => p.account === 'launch')
      return parts.reduce((sum, p) => sum + p.usd, 0)
    }
    expect(launches(on)).toBeLessThan(launches(fields))
    expect(cost(on) - launches(on)).toBeCloseTo(cost(fields) - launches(fields), 9)
  })
})

describe('fiscal years', () => {
  it('spread development, build-up, steady state and wind-down', () => {
    const [development, units, support] = lifeCycleCost(
      plan([
        item({
          development: figure(40),
          averageUnit: figure(4),
          startYears: 4,
          buildupYears: 2,
          operationPerYear: figure(1),
          operationRamps: true,
          windDownYears: 2,
        }),
      ]),
    ).parts.map((p) => [...p.byYear])
    expect(development!.slice(0, 5)).toEqual([10, 10, 10, 10, 0])
    expect(units!.slice(3, 7)).toEqual([0, 20, 20, 0])
    // The ramp at the middle of each year: 1/4 and 3/4 of the way up, the same on the way down.
    expect(support!.slice(3, 7)).toEqual([0, 0.25, 0.75, 1])
    expect(support!.slice(17)).toEqual([1, 0.75, 0.25])
  })

  it('add up to the total, and outlays to authority, in constant and in then-year dollars', () => {
    const { byYear, total, totalThenYear, years } = lifeCycleCost(
      plan([
        item({
          averageUnit: figure(3),
          lifeYears: figure(5),
          operationPerYear: figure(1),
          construction: figure(1),
        }),
      ]),
    )
    const sum = (of: (y: (typeof byYear)[number]) => number): number => byYear.reduce((a, y) => a + of(y), 0)
    expect(sum((y) => y.usd)).toBeCloseTo(total, 9)
    expect(sum((y) => y.outlays)).toBeCloseTo(total, 9)
    expect(sum((y) => y.outlaysThenYear)).toBeCloseTo(totalThenYear, 9)
    expect(totalThenYear).toBeGreaterThan(total)
    // The tail holds outlays alone.
    expect(byYear.length).toBe(years + 2)
    expect(byYear.slice(years).every((y) => y.usd === 0)).toBe(true)
    expect(byYear.at(-1)!.outlays).toBeGreaterThan(0)
  })

  it('price a dollar of authority by the years in which it is spent', () => {
    const { byYear } = lifeCycleCost(plan([item({ averageUnit: figure(1), buildupYears: 1 })]))
    const index = 0.5 + 0.3 * 1.02 + 0.2 * 1.02 ** 2
    expect(byYear[0]!.thenYear).toBeCloseTo(10 * index, 9)
  })

  it('discount to the start of the first year, money flowing in the middle of each', () => {
    const at = (discountRate: number): number =>
      lifeCycleCost(plan([item({ count: 0, operationPerYear: figure(1) })], { discountRate })).presentValue
    expect(at(0)).toBeCloseTo(20, 9)
    const factor = 1 / 1.03
    expect(at(0.03)).toBeCloseTo((factor ** 0.5 * (1 - factor ** 20)) / (1 - factor), 9)
  })

  it('grow with the growth of past programmes where it is asked for, lumps apart', () => {
    const growth = { development: figure(1.5), procurement: figure(1.2) }
    const items = [
      item({ development: figure(10), averageUnit: figure(1), lump: figure(5), operationPerYear: figure(1) }),
    ]
    expect(lifeCycleCost(plan(items, { growth })).total).toBeCloseTo(15 + 12 + 5 + 20, 9)
  })
})

describe('what cannot be costed', () => {
  it.each([
    ['a fielded item without a price', {}, 'cost.items.a: missing price of cost.items.a'],
    [
      'a base year outside the table',
      { averageUnit: figure(1), baseYear: 1990 },
      'cost.items.a.base_year: invalid base year 1990',
    ],
    [
      'a life of zero',
      { averageUnit: figure(1), lifeYears: figure(0), buildupYears: 0 },
      'cost.items.a: invalid life 0',
    ],
    [
      'a build-up longer than the life',
      { averageUnit: figure(1), lifeYears: figure(3), buildupYears: 4 },
      'cost.items.a.buildup_years: infeasible',
    ],
    [
      'a start after the horizon',
      { averageUnit: figure(1), startYears: 20 },
      'cost.items.a.start_years: invalid',
    ],
    ['people without pay', { people: figure(3) }, 'cost.items.a: missing'],
    [
      'drag without a life',
      {
        averageUnit: figure(1),
        mass: figure(1),
        launchPricePerTonne: figure(1),
        dragMakeUp: { altitude: 3e5, area: figure(0.01), isp: figure(200) },
      },
      'cost.items.a.drag_make_up: missing',
    ],
  ] as const)('%s', (_, fields, says) => {
    expect(thrown(fields)).toContain(says)
  })

  it('is refused at the plan: base year, first year, spend-out that does not add up', () => {
    const fields = { averageUnit: figure(1) }
    expect(thrown(fields, { baseYear: 2031 })).toContain('cost.base_year: invalid base year 2031')
    expect(thrown(fields, { firstYear: 1999 })).toContain('cost.first_year: invalid')
    const half = { investment: [0.5], operation: [1], people: [1], construction: [1] }
    expect(thrown(fields, { spendOut: half })).toContain(
      'spend-out profile investment: its parts add up to 0.5',
    )
  })
})
