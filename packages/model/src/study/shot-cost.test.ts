import { describe, expect, it } from 'vitest'
import { CATALOG } from '../generated/catalog.ts'
import { readScenario } from '../scenario/index.ts'
import { monteCarlo } from './monte-carlo.ts'
import { prepare, type FlightCache } from './prepare.ts'
import { shotCost } from './shot-cost.ts'

const cache: FlightCache = new Map()
const VEHICLE =
  '{type: ground, burnout_speed_km_s: 7.5, burn_time_s: 170, ballistic_coefficient_kg_m2: 8000, min_altitude_km: 150, sspk: 0.6}'

/** One missile, two shots of a battery with this vehicle at it. */
function costOf(vehicle: string) {
  const text = `opendome: 1
name: Price of shots
epoch: 2030-01-01T00:00:00Z
interceptors:
  - {id: upper, layer: upper, site: fort-greely, inventory: 10, vehicle: ${vehicle}}
threats:
  - {id: raid, vehicle: icbm-solid-generic, launch: {site: sinpung-dong}, aim: {site: chicago}}
defended: [{area: united-states}]
command: {shots_per_target: 2}
run: {seed: 7, window_s: 0}
`
  const [layer] = monteCarlo(prepare(readScenario(text), cache), { runs: 10 }).byLayer
  return layer!
}

describe('the price of shots', () => {
  it('is the price of one as the catalog has it, times the mean number fired', () => {
    expect(costOf('gbi-class')).toMatchObject({
      shots: 2,
      cost: {
        entry: 'gbi',
        unit_usd_m: 75,
        low_usd_m: 75,
        high_usd_m: 109,
        base_year: 2021,
        shots_usd_m: 150,
      },
    })
  })

  it('stays that of the vehicle of the catalog that the scenario changes', () => {
    expect(costOf('{from: gbi-class, sspk: 0.9}').cost?.entry).toBe('gbi')
  })

  it('is not made up where the catalog has none', () => {
    expect(costOf(VEHICLE).cost).toBeNull()
    expect(shotCost('sbi-notional', 2)).toBeNull()
    expect(shotCost(undefined, 2)).toBeNull()
  })

  it('is there for every class of the catalog that starts from the ground, with a source for each figure', () => {
    const classes = CATALOG.filter((e) => e.kind === 'interceptor' && e.id.endsWith('-class'))
    const prices = classes.map((e) => shotCost(e.id, 1))
    expect(prices.map((p) => p?.entry)).toEqual([
      'gbi',
      'ngi',
      'pac-3-mse',
      'tamir',
      'sm-3-iia',
      'sm-6',
      'thaad-interceptor',
    ])
    for (const price of prices) {
      expect(price!.low_usd_m).toBeLessThanOrEqual(price!.unit_usd_m)
      expect(price!.high_usd_m).toBeGreaterThanOrEqual(price!.unit_usd_m)
      const entry = CATALOG.find((e) => e.kind === 'unit-cost' && e.id === price!.entry)!
      expect(entry.figures.every((f) => f.source !== '')).toBe(true)
    }
  })
})
