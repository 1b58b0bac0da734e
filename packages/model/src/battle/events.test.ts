import { describe, expect, it } from 'vitest'
import { planOf, type PlanOptions } from './fixture.ts'
import { Battle, EVENT_KINDS, type BattleEvent } from './index.ts'

const DENSE = { shell: { planes: 100, perPlane: 80, inclination: 0.8 } }
const events = (options: PlanOptions, run = 0): readonly BattleEvent[] =>
  new Battle(planOf(options)).run(run, true).events
const kinds = (list: readonly BattleEvent[]): string => list.map((e) => e.kind).join(' ')
const one = [{ threat: 'one' }]

describe('the event log', () => {
  it('tells the story of a missile that is hit by the second shot', () => {
    const options = { raid: one, layers: [{ ...DENSE, interceptor: { sspk: 0.5, pCommon: 1 } }] }
    const story = Array.from({ length: 30 }, (_, run) => kinds(events(options, run)))
    expect(story).toContain('liftoff seen solution decision release release intercept miss intercept hit')
    expect(story).toContain('liftoff seen solution decision release release intercept hit intercept')
  })

  it('tells the story of a missile that gets through', () => {
    const options = { raid: one, layers: [{ ...DENSE, interceptor: { sspk: 0 } }] }
    expect(kinds(events(options))).toBe(
      'liftoff seen solution decision release release intercept miss intercept miss burnout leak impact',
    )
    expect(kinds(events({ raid: [{ threat: 'one', flight: 'stray' }], layers: [] }))).toBe(
      'liftoff seen solution decision burnout impact',
    )
  })

  it('is in order of time, at equal times in the order of the chain', () => {
    const raid = [
      { threat: 'a', count: 4 },
      { threat: 'b', count: 2, start: 40, interval: 7, flight: 'liquid' as const },
    ]
    const order = EVENT_KINDS.filter((k) => k !== 'hit' && k !== 'miss') as readonly string[]
    const rank = (e: BattleEvent): number =>
      order.indexOf(e.kind === 'hit' || e.kind === 'miss' ? 'intercept' : e.kind)
    for (let run = 0; run < 20; run++) {
      const log = events({ raid, layers: [{ ...DENSE, perSatellite: 2 }] }, run)
      log.forEach((e, i) => {
        if (i === 0) return
        const before = log[i - 1]!
        expect(before.t < e.t || (before.t === e.t && rank(before) <= rank(e))).toBe(true)
        // What came of an intercept stands right after it.
        if (e.kind === 'hit' || e.kind === 'miss')
          expect([before.kind, before.missile, before.interceptor, before.t]).toEqual([
            'intercept',
            e.missile,
            e.interceptor,
            e.t,
          ])
      })
    }
  })

  it('has the times and places of the plan', () => {
    const plan = planOf({ raid: [{ threat: 'one', start: 12 }] })
    const { flight, liftoff } = plan.missiles[0]!
    const log = new Battle({ ...plan, layers: [] }).run(0, true).events
    const at = (kind: string): BattleEvent => log.find((e) => e.kind === kind)!
    expect(at('liftoff').t).toBe(12)
    expect(at('liftoff').altitude).toBeCloseTo(0, 3)
    expect(at('liftoff').lat).toBeCloseTo((40.3 * Math.PI) / 180, 9)
    expect(at('seen').t).toBe(liftoff + flight.clock!.seen)
    expect(at('solution').t).toBe(liftoff + 45)
    expect(at('decision').t).toBe(liftoff + flight.clock!.release)
    expect(at('burnout').t).toBe(liftoff + flight.trajectory.burnout)
    expect(at('impact')).toEqual({
      t: liftoff + flight.landing.t,
      kind: 'impact',
      missile: 'one-1',
      lat: flight.landing.lat,
      lon: flight.landing.lon,
      altitude: 0,
    })
  })

  it('names layer and interceptor of each shot, and nothing happens to a missile after it is destroyed', () => {
    const options = { raid: one, layers: [{ ...DENSE, id: 'high', interceptor: { sspk: 1, pCommon: 1 } }] }
    const record = new Battle(planOf(options)).run(0, true)
    const shots = record.events.filter((e) => e.interceptor !== undefined)
    expect(new Set(shots.map((e) => e.interceptor))).toEqual(
      new Set(record.log.map((s) => `high/${s.carrier}`)),
    )
    expect(new Set(shots.map((e) => e.layer))).toEqual(new Set(['boost']))
    const hit = record.events.find((e) => e.kind === 'hit')!
    const after = record.events.filter((e) => e.t > hit.t).map((e) => e.kind)
    expect(after.filter((k) => k !== 'intercept')).toEqual([])
  })

  it('is left out where it is not asked for', () => {
    expect(new Battle(planOf()).run(0).events).toEqual([])
  })
})
