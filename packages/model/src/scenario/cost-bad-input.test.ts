import { describe, expect, it } from 'vitest'
import { OpendomeError } from '../core/index.ts'
import { readCost, readScenario } from './index.ts'

function said(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    return `${error.where}: ${error.message}${error.hint === undefined ? '' : ` | ${error.hint}`}`
  }
  return 'nothing'
}

/** A right file, and what the program says of changes in it. */
const BASE = `opendome: 1
from: first-flight
cost:
  base_year: 2026
  items:
    - id: more
      of: [layer.boost]
      average_unit_usd_m: 22
      source: me
      life_years: 5
`

/** What is replaced, by what, and place, message and hint. */
const BAD: readonly (readonly [name: string, from: string, to: string, says: string])[] = [
  [
    'negative price',
    'usd_m: 22',
    'usd_m: -22',
    'f:8:27: invalid cost.items.more.average_unit_usd_m -22: expected 0 to 10000000 USD million or {value, low, high, source, where, mark}',
  ],
  [
    'price in words',
    'usd_m: 22',
    'usd_m: 22 million',
    'f:8:27: invalid cost.items.more.average_unit_usd_m "22 million": expected 0 to 10000000 USD million or {value, low, high, source, where, mark}',
  ],
  [
    'no price',
    '      average_unit_usd_m: 22\n',
    '',
    'f:6:7: missing price of cost.items.more: expected average_unit_usd_m, first_unit_usd_m, lump_usd_b or another price | a cost that is not given is not zero: add it, or remove the item',
  ],
  [
    'both cost paths',
    'source: me',
    'first_unit_usd_m: 60',
    'f:6:7: invalid cost.items.more: average_unit_usd_m and first_unit_usd_m: expected one of them | an average price takes no learning; remove one (null removes that of a preset)',
  ],
  [
    'range the wrong way round',
    'usd_m: 22',
    'usd_m: {value: 22, low: 30}',
    'f:8:27: invalid cost.items.more.average_unit_usd_m: expected low ≤ value ≤ high',
  ],
  [
    'lognormal from nothing',
    'usd_m: 22',
    'usd_m: {value: 22, low: 0, high: 30}',
    'f:8:27: invalid cost.items.more.average_unit_usd_m: low 0: a lognormal price is above zero | raise low, or set cost.uncertainty.shape: triangular',
  ],
  [
    'base year after the table',
    'base_year: 2026',
    'base_year: 2060',
    'f:4:14: invalid base year 2060: expected 1950 to 2035, the years of the deflator table | give the price in dollars of a year that the table has',
  ],
  [
    'base year of an item before the table',
    'source: me',
    'base_year: 1949',
    'f:9:18: invalid base year 1949: expected 1950 to 2035, the years of the deflator table | give the price in dollars of a year that the table has',
  ],
  [
    'life of zero',
    'life_years: 5',
    'life_years: 0',
    'f:10:19: invalid cost.items.more.life_years 0: expected 0.1 to 100 or {value, low, high, source, where, mark}',
  ],
  [
    'build-up longer than life',
    'source: me',
    'buildup_years: 8',
    'f:9:22: infeasible cost.items.more.buildup_years 8: longer than the life of 5 years, so the fleet is never whole | shorten the build-up, or lengthen life_years',
  ],
  [
    'life of a falling satellite beside a stated one',
    'source: me',
    'orbital_life: {area_m2_kg: 0.01}',
    'f:6:7: invalid cost.items.more: orbital_life and life_years: expected one of them | orbital_life is the life of a satellite that does not hold its altitude; remove one (null removes that of a preset)',
  ],
  [
    'falling within weeks',
    'life_years: 5',
    'orbital_life: {area_m2_kg: 0.1}',
    'f:10:21: infeasible cost.items.more.orbital_life: 0.051 years at 400 km, less than 0.1 | a satellite so low has to hold its altitude: give life_years and drag_make_up',
  ],
  [
    'horizon too short',
    'base_year: 2026',
    'years: 4',
    'f:4:10: invalid cost.years 4: expected a whole number 5 to 30',
  ],
  [
    'horizon too long',
    'base_year: 2026',
    'years: 31',
    'f:4:10: invalid cost.years 31: expected a whole number 5 to 30',
  ],
  [
    'launch without a mass',
    'source: me',
    'launch_price_per_tonne_usd_m: 1',
    'f:6:7: missing field cost.items.more.mass_kg: expected 0.1 to 1000000 kg | launch is paid by the mass of a unit',
  ],
  [
    'unit heavier than a launch',
    'source: me',
    'mass_kg: 50000\n      launch_vehicle: {payload_kg: 45000, first_launch_usd_m: 85}',
    'f:6:7: infeasible mass 50000 kg: more than the 45000 kg of one launch | take a larger launch vehicle, or a lighter unit',
  ],
  [
    'misspelt field',
    'source: me',
    'life_year: 6',
    'f:9:7: unknown field cost.items.more.life_year | did you mean life_years?',
  ],
  [
    'misspelt thing',
    'layer.boost',
    'layer.bost',
    'f:7:12: invalid cost.items.more.of.0 "layer.bost": expected things of the scenario: interceptors, interceptors.ID, layer.boost, sensors, sensors.ID, sensor.CATALOG-ID, command',
  ],
  [
    'unknown preset',
    'base_year: 2026',
    'preset: cbo-2027',
    'f:4:11: unknown cost cbo-2027 | did you mean cbo-2026?',
  ],
  [
    'unknown unit cost',
    'source: me',
    'from: gbi-sitee',
    'f:9:13: unknown unit-cost gbi-sitee | did you mean gbi-site?',
  ],
  [
    'unknown partner',
    'base_year: 2026',
    'shares: {rule: gdp, partners: [{id: canadia}]}',
    'f:4:34: unknown partner canadia | did you mean canada?',
  ],
  [
    'shares that do not add up',
    'base_year: 2026',
    'shares: {rule: shares, partners: [{id: united-states, share: 0.6}, {id: canada, share: 0.3}]}',
    'f:4:36: invalid cost.shares: the shares add up to 0.9, expected 1 | change a share so that they do',
  ],
  [
    'sums above the total',
    'base_year: 2026',
    'shares: {rule: fixed-sum, partners: [{id: united-states}, {id: canada, fixed_usd_b: 6100}]}',
    "f:4:39: infeasible cost.shares: the partners' sums exceed the total by USD 5817.5 billion | lower a fixed sum",
  ],
  [
    'currency without a rate',
    'base_year: 2026',
    'currency: GBP',
    'f:4:13: unknown currency GBP: no rate in the catalog | currencies with a rate: USD, CAD, EUR, AUD',
  ],
  [
    'sum in a currency without a rate',
    'base_year: 2026',
    'shares: {rule: fixed-sum, partners: [{id: united-states}, {id: canada, fixed_sum: {amount_b: 10, currency: GBP}}]}',
    'f:4:110: unknown currency GBP: no rate in the catalog | currencies with a rate: USD, CAD, EUR, AUD',
  ],
  [
    'correlation that no three prices can have',
    '      life_years: 5\n',
    '      ground_usd_m: {value: 1, low: 1, high: 2}\n  uncertainty: {correlation: -0.9}\n',
    'f:11:30: invalid cost.uncertainty.correlation: the correlations of 3 prices are not positive semidefinite: smallest eigenvalue -0.800 | no prices can be correlated like this: bring the correlations nearer to each other',
  ],
  [
    'correlation of prices that are not there',
    'base_year: 2026',
    'uncertainty: {correlations: [{between: [more.x, more.y], rho: 0.9}]}',
    'f:4:32: unknown price more.x in cost.uncertainty.correlations.0 | prices with a range: boost.average_unit_usd_m, command.ground_usd_m',
  ],
]

describe('bad costs', () => {
  it('start from one that is right', () => {
    expect(said(() => readScenario(BASE, { name: 'f' }))).toBe('nothing')
    expect(readCost(readScenario(BASE)).plan.items.map((i) => i.id)).toContain('more')
  })

  it.each(BAD)('say where and what: %s', (_, from, to, says) => {
    const text = BASE.replace(from, () => to)
    expect(text).not.toBe(BASE)
    expect(said(() => readScenario(text, { name: 'f' }))).toBe(says)
  })

  it('say so for a block that is an object, by the path of the field', () => {
    expect(said(() => readCost({ preset: 'cbo-2026', years: 40 }))).toBe(
      'cost.years: invalid cost.years 40: expected a whole number 5 to 30',
    )
    expect(said(() => readCost('cbo-2020'))).toBe(
      'cost.preset: unknown cost cbo-2020 | did you mean cbo-2026?',
    )
    expect(said(() => readCost({ base_year: 2026 }))).toMatch(/^cost: missing field cost.items/)
    expect(said(() => readCost({ items: [] }))).toMatch(/^cost: missing field cost.base_year/)
  })
})
