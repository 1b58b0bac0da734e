import { describe, expect, it } from 'vitest'
import type { BattleRecord, SpaceLayer } from '../battle/index.ts'
import { EARTH_RATE, eciFromEcef } from '../earth/index.ts'
import { lambertReach } from '../engage/index.ts'
import { readScenario } from '../scenario/index.ts'
import { stateAt } from '../threat/index.ts'
import { prepare, type FlightCache, type Prepared } from './prepare.ts'

/** One flight for all tests. */
const cache: FlightCache = new Map()

function prepared(vehicle: string, more = ''): Prepared {
  const text = `opendome: 1
name: Midcourse from space
epoch: 2030-01-01T00:00:00Z
interceptors:
  - id: mid
    layer: midcourse
    shell: {altitude_km: 1500, inclination_deg: 60, planes: 8, per_plane: 8, phasing: 1}
    vehicle: ${vehicle}
threats:
  - {id: raid, vehicle: icbm-solid-generic, launch: {site: sinpung-dong}, aim: {site: chicago}, count: 3, interval_s: 40}
defended: [{area: united-states}]
run: {seed: 7}
${more}`
  return prepare(readScenario(text), cache)
}

const runs = ({ battle }: Prepared, count: number): BattleRecord[] =>
  Array.from({ length: count }, (_, run) => battle.run(run))

const flown = (records: readonly BattleRecord[]): number[] =>
  records.flatMap((r) => r.log.map((s) => s.intercept - s.release))

describe('fly-outs past 250 s in a run', () => {
  const long = prepared('sbi-aei-midcourse')
  const { plan } = long.battle
  const layer = plan.layers[0] as SpaceLayer
  const records = runs(long, 40)

  it('are fired over as much as the catalog gives the vehicle, and lambertReach bears them out', () => {
    let [past, latest] = [0, 0]
    const [rCarrier, vCarrier, target] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)]
    records.forEach((record) => {
      for (const { missile, carrier, release, intercept } of record.log) {
        const time = intercept - release
        expect(time).toBeLessThanOrEqual(900)
        latest = Math.max(latest, time)
        if (time <= 250) continue
        past++
        const { flight, liftoff } = plan.missiles[missile]!
        layer.shell.position(record.start + release, carrier, rCarrier)
        layer.shell.velocity(record.start + release, carrier, vCarrier)
        stateAt(flight.objects[0]!.trajectory, intercept - liftoff, target)
        eciFromEcef(plan.epochAngle + EARTH_RATE * (record.start + intercept), target, target)
        const { deltaV, acceleration } = layer.interceptor
        // An intercept counts from 0.1 m/s short of reach on.
        expect(lambertReach({ deltaV: deltaV + 0.11, acceleration }, rCarrier, vCarrier, target, time)).toBe(
          true,
        )
      }
    })
    expect(past).toBeGreaterThan(40)
    expect(latest).toBeGreaterThan(600)
  })

  it('engage what a limit of 250 s leaves alone', () => {
    const short = runs(prepared('{from: sbi-aei-midcourse, max_flight_s: 250}'), 40)
    expect(Math.max(...flown(short))).toBeLessThanOrEqual(250)
    const engaged = (all: readonly BattleRecord[]): number => all.reduce((sum, r) => sum + r.engaged, 0)
    expect(engaged(records)).toBeGreaterThan(engaged(short))
  })

  it('are told among the limits, with the height under which arcs end', () => {
    expect(long.limits.join('\n')).toContain(
      'mid: fly-outs of up to 900 s, past 250 s along two-body arcs that stay above 80 km.',
    )
    expect(prepared('{from: sbi-aei-midcourse, min_altitude_km: 60}').limits.join('\n')).toContain(
      'stay above 80 km; lower down only what is reached sooner.',
    )
  })
})
