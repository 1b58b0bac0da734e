import { describe, expect, it } from 'vitest'
import type { BattleRecord, SpaceLayer } from '../battle/index.ts'
import { ShellRelay } from '../command/index.ts'
import { readScenario } from '../scenario/index.ts'
import { prepare, type FlightCache, type Prepared } from './prepare.ts'

const DEG = Math.PI / 180
/** One flight for all tests. */
const cache: FlightCache = new Map()

/** A battery in Alaska whose orders come from Colorado over the satellites of a layer in space. */
function prepared(over: string): Prepared {
  const text = `opendome: 1
name: Orders over satellites
epoch: 2030-01-01T00:00:00Z
interceptors:
  - {id: sbi, layer: boost, shell: {altitude_km: 600, inclination_deg: 70, planes: 20, per_plane: 20, phasing: 1}, vehicle: sbi-notional}
  - {id: gbi, layer: upper, site: fort-greely, inventory: 20, vehicle: gbi-class, node: greely}
command:
  decision_time_s: 0
  network:
    nodes:
      - {id: norad, level: national, at: {lat_deg: 38.7, lon_deg: -104.8}}
      - {id: greely, level: local, reports_to: norad, at: {lat_deg: 63.9, lon_deg: -145.7}}
    links: [{between: [norad, greely], delay: {fixed_s: 3}${over}}]
    picture: norad
threats:
  - {id: raid, vehicle: icbm-solid-generic, launch: {site: sinpung-dong}, aim: {site: chicago}}
defended: [{area: united-states}]
run: {seed: 7}
`
  return prepare(readScenario(text), cache)
}

const OVER = ', over: {layer: sbi, per_hop_s: 0.01, min_elevation_deg: 20}'
const runs = ({ battle }: Prepared): BattleRecord[] => [0, 1, 2, 3, 4, 5].map((run) => battle.run(run))

describe('orders over satellites', () => {
  const carried = prepared(OVER)
  const { plan } = carried.battle

  it('come to the battery when the hops of the moment say', () => {
    const relay = new ShellRelay(
      (plan.layers[0] as SpaceLayer).shell,
      { layer: 'sbi', range: 5e6, clear: 80e3, perHop: 0.01, minElevation: 20 * DEG },
      [
        { lat: 38.7 * DEG, lon: -104.8 * DEG },
        { lat: 63.9 * DEG, lon: -145.7 * DEG },
      ],
      plan.epochAngle,
    )
    const { solution } = plan.missiles[0]!.flight.clock!
    const delays = runs(carried).map(({ start }) => relay.delay(start + solution)!)
    // Three thousand kilometres and two slants at least, and at most a few times as many.
    for (const delay of delays) {
      expect(delay).toBeGreaterThan(3.5e6 / 299_792_458 + 2 * 0.01)
      expect(delay).toBeLessThan(0.2)
    }
    expect(new Set(delays).size).toBe(delays.length)
  })

  it('change nothing that a link of the same delay would not, and stop where no satellite stands high enough', () => {
    const shots = (all: readonly BattleRecord[]): number =>
      all.reduce((sum, r) => sum + r.byLayer[1]!.shots, 0)
    // The battery launches long after its order: a tenth of a second does not move its launches.
    expect(shots(runs(carried))).toBe(shots(runs(prepared(''))))
    expect(shots(runs(carried))).toBeGreaterThan(0)
    const cut = runs(prepared(', over: {layer: sbi, range_km: 610, min_elevation_deg: 89}'))
    expect(shots(cut)).toBe(0)
  })
})
