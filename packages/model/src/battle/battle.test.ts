import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clopperPearson } from '../math/index.ts'
import { fallFrom } from '../threat/index.ts'
import { FLIGHTS, HOME, planOf, square, type LayerOptions, type PlanOptions } from './fixture.ts'
import { Battle, type BattleRecord, type SpaceLayer } from './index.ts'

const DEG = Math.PI / 180
const runs = (options: PlanOptions, count: number): BattleRecord[] => {
  const battle = new Battle(planOf(options))
  return Array.from({ length: count }, (_, run) => battle.run(run))
}
const sum = (records: readonly BattleRecord[], value: (r: BattleRecord) => number): number =>
  records.reduce((total, r) => total + value(r), 0)
/** So dense that every missile gets all its shots, whenever the raid starts. */
const DENSE: LayerOptions = { shell: { planes: 100, perPlane: 80, inclination: 45 * DEG } }
const certain = { sspk: 1, pCommon: 1 }

const chance = fc.double({ min: 0, max: 1, noNaN: true })
const layer = fc.record({
  shell: fc.record({
    altitude: fc.double({ min: 300e3, max: 900e3, noNaN: true }),
    inclination: fc.double({ min: 0.6, max: 2.4, noNaN: true }),
    planes: fc.integer({ min: 1, max: 60 }),
    perPlane: fc.integer({ min: 1, max: 60 }),
  }),
  perSatellite: fc.integer({ min: 1, max: 3 }),
  availability: chance,
  payloadSurvivesHit: chance,
  interceptor: fc.record({
    deltaV: fc.double({ min: 2000, max: 10_000, noNaN: true }),
    minAltitude: fc.double({ min: 0, max: 250e3, noNaN: true }),
    sspk: chance,
    pCommon: chance,
  }),
})
const plans = fc.record({
  seed: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  layers: fc
    .array(layer, { maxLength: 3 })
    .map((layers) => layers.map((l, i) => ({ id: `layer-${i}`, ...l }))),
  raid: fc
    .array(
      fc.record({
        flight: fc.constantFrom('solid', 'liquid', 'stray'),
        count: fc.integer({ min: 0, max: 6 }),
        start: fc.double({ min: 0, max: 300, noNaN: true }),
        interval: fc.constantFrom(0, 17),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((raid) => raid.map((r, i) => ({ threat: `raid-${i}`, ...r }))),
  command: fc.record({
    shotsPerTarget: fc.integer({ min: 1, max: 4 }),
    decisionTime: fc.constantFrom(0, 30, 200),
    allocation: fc.constantFrom('rounds', 'greedy'),
  }),
}) as fc.Arbitrary<PlanOptions>

describe('in every run', () => {
  it('launched = killed + leaked + fell elsewhere, and the tallies agree with the log', () => {
    fc.assert(
      fc.property(plans, (options) => {
        const plan = planOf(options)
        const battle = new Battle(plan)
        for (let run = 0; run < 3; run++) {
          const r = battle.run(run)
          expect(r.launched).toBe(plan.missiles.length)
          expect(r.killed + r.leaked + r.fellElsewhere).toBe(r.launched)
          expect(r.shots).toBe(r.log.length)
          expect(r.wasted).toBe(r.log.filter((s) => s.result === 'wasted').length)
          expect(r.byLayer.reduce((n, l) => n + l.shots, 0)).toBe(r.shots)
          expect(r.byLayer.reduce((n, l) => n + l.killed, 0)).toBe(r.killed)
          const fired = plan.missiles.map((_, m) => r.log.filter((s) => s.missile === m).length)
          expect(r.engaged).toBe(fired.filter((n) => n > 0).length)
          expect(r.engagedInFull).toBe(fired.filter((n) => n === plan.command.shotsPerTarget).length)
          expect(Math.max(0, ...fired)).toBeLessThanOrEqual(plan.command.shotsPerTarget)
          r.fates.forEach((fate, m) => {
            expect(r.leakedInto[m] !== undefined).toBe(fate === 'leaked')
            const own = r.log.filter((s) => s.missile === m)
            const hits = own.filter((s) => s.result === 'hit')
            expect(hits.length).toBe(hits.length > 0 || fate === 'killed' ? 1 : 0)
            // Wasted is what comes after the hit, and only that.
            const hit = own.findIndex((s) => s.result === 'hit')
            own.forEach((s, i) => expect(s.result === 'wasted').toBe(hit >= 0 && i > hit))
          })
        }
      }),
      { numRuns: 60 },
    )
  })

  it('every shot leaves at release, meets the missile in its window, and no carrier fires more than it has', () => {
    fc.assert(
      fc.property(plans, (options) => {
        const plan = planOf(options)
        const r = new Battle(plan).run(5)
        const used = new Map<string, number>()
        for (const shot of r.log) {
          const missile = plan.missiles[shot.missile]!
          const window = missile.flight.windows[shot.layer]!
          expect(shot.release).toBe(missile.liftoff + missile.flight.clock!.release)
          expect(shot.intercept - missile.liftoff).toBeGreaterThanOrEqual(window.open - 1e-9)
          expect(shot.intercept - missile.liftoff).toBeLessThanOrEqual(window.deadline + 1e-9)
          const key = `${shot.layer}/${shot.carrier}`
          used.set(key, (used.get(key) ?? 0) + 1)
          const layer = plan.layers[shot.layer] as SpaceLayer
          expect(used.get(key)).toBeLessThanOrEqual(layer.perSatellite)
          expect(shot.carrier).toBeLessThan(layer.shell.count)
        }
        r.log.forEach((s, i) => expect(i === 0 || r.log[i - 1]!.intercept <= s.intercept).toBe(true))
      }),
      { numRuns: 60 },
    )
  })
})

describe('draws', () => {
  it('are the same for the same seed, run by run in any order, and others for another seed', () => {
    const battle = new Battle(planOf())
    const forward = [0, 1, 2, 3].map((run) => battle.run(run, true))
    const again = new Battle(planOf())
    const backward = [3, 2, 1, 0].map((run) => again.run(run, true)).reverse()
    expect(JSON.stringify(backward)).toBe(JSON.stringify(forward))
    const other = new Battle(planOf({ seed: 2 })).run(0, true)
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(forward[0]))
  })

  it('start the raid uniformly within the window, all threats together', () => {
    const raid = [
      { threat: 'a', count: 2, interval: 10 },
      { threat: 'b', count: 1, start: 100 },
    ]
    const starts = runs({ raid, layers: [], window: 1000 }, 4000).map((r) => r.start)
    expect(Math.min(...starts)).toBeGreaterThan(0)
    expect(Math.max(...starts)).toBeLessThan(1000)
    // Kolmogorov–Smirnov: 1.95/√n is passed once in a thousand.
    starts.sort((x, y) => x - y)
    const gap = Math.max(...starts.map((s, i) => Math.abs((i + 0.5) / starts.length - s / 1000)))
    expect(gap).toBeLessThan(1.95 / Math.sqrt(starts.length))
    const plan = planOf({ raid, window: 1000 })
    const lifted = new Battle(plan).run(7, true).events.filter((e) => e.kind === 'liftoff')
    expect(lifted.map((e) => [e.missile, e.t])).toEqual([
      ['a-1', 0],
      ['a-2', 10],
      ['b-1', 100],
    ])
  })

  it('start the raid at the epoch where the window is 0', () => {
    expect(runs({ window: 0 }, 5).map((r) => r.start)).toEqual([0, 0, 0, 0, 0])
  })

  it('do not shift where a threat is added', () => {
    const layers = [{ ...DENSE, interceptor: { sspk: 0.5, pCommon: 0.7 } }]
    const alone = runs({ layers, raid: [{ threat: 'a', count: 3 }] }, 40)
    // Launched 2,000 s later, so that it takes nothing from the other raid.
    const both = runs(
      {
        layers,
        raid: [
          { threat: 'b', count: 2, start: 2000 },
          { threat: 'a', count: 3 },
        ],
      },
      40,
    )
    expect(both.map((r) => r.start)).toEqual(alone.map((r) => r.start))
    expect(both.map((r) => r.fates.slice(2))).toEqual(alone.map((r) => r.fates))
  })

  it('do not shift where a layer is added', () => {
    const first = { ...DENSE, id: 'first', interceptor: { sspk: 0.5, pCommon: 0.7 } }
    // Never hits, but shoots before, between and after the shots of the first.
    const second = { ...DENSE, id: 'second', interceptor: { sspk: 0, minAltitude: 60e3 } }
    const results = (layers: LayerOptions[], own: number): string[] =>
      runs({ layers, command: { shotsPerTarget: 6 }, raid: [{ threat: 'a', count: 2 }] }, 40).map((r) =>
        [0, 1]
          .map((m) =>
            r.log
              .filter((s) => s.layer === own && s.missile === m)
              .map((s) => s.result)
              .join(),
          )
          .join('/'),
      )
    const alone = results([first], 0)
    const beside = results([second, first], 1)
    let shared = 0
    beside.forEach((both, run) =>
      both.split('/').forEach((own, m) => {
        // The first layer has fewer of the six shots now; those it has are drawn as before.
        const before = alone[run]!.split('/')[m]!
        expect(before.startsWith(own)).toBe(true)
        if (own !== '' && own !== before) shared++
      }),
    )
    expect(shared).toBeGreaterThan(20)
  })

  it('make a satellite work or not for the whole run, at the stated chance', () => {
    const layers = [{ ...DENSE, availability: 0.6, interceptor: { ...certain, sspk: 0 } }]
    const command = { shotsPerTarget: 100 }
    const all = runs({ layers: [{ ...layers[0], availability: 1 }], command, raid: [{ threat: 'a' }] }, 300)
    const some = runs({ layers, command, raid: [{ threat: 'a' }] }, 300)
    const share = clopperPearson(
      sum(some, (r) => r.shots),
      sum(all, (r) => r.shots),
      0.999,
    )
    expect(share.low).toBeLessThan(0.6)
    expect(share.high).toBeGreaterThan(0.6)
    some.forEach((r, i) => {
      const there = new Set(all[i]!.log.map((s) => s.carrier))
      for (const s of r.log) expect(there.has(s.carrier)).toBe(true)
    })
    expect(sum(runs({ layers: [{ ...DENSE, availability: 0 }] }, 20), (r) => r.shots)).toBe(0)
  })
})

describe('hits', () => {
  it('come always with sspk 1 and p_common 1, never with either 0', () => {
    const fates = (interceptor: object): string[] => [
      ...new Set(runs({ layers: [{ ...DENSE, interceptor }] }, 30).flatMap((r) => r.fates)),
    ]
    expect(fates(certain)).toEqual(['killed'])
    expect(fates({ sspk: 0, pCommon: 1 })).toEqual(['leaked'])
    expect(fates({ sspk: 1, pCommon: 0 })).toEqual(['leaked'])
  })

  it('waste every shot after the first at a missile that dies at once', () => {
    for (const r of runs(
      { layers: [{ ...DENSE, interceptor: certain }], command: { shotsPerTarget: 4 } },
      20,
    )) {
      expect(r.engagedInFull).toBe(3)
      expect(r.wasted).toBe(9)
      expect(r.shots).toBe(12)
    }
  })

  it('share the common-mode draw: with sspk 1 and p_common 0.5 all shots at a missile fail together', () => {
    const layers = [{ ...DENSE, interceptor: { sspk: 1, pCommon: 0.5 } }]
    const records = runs({ layers, command: { shotsPerTarget: 3 } }, 400)
    for (const r of records)
      [0, 1, 2].forEach((m) => {
        const results = r.log.filter((s) => s.missile === m).map((s) => s.result)
        expect(['hit,wasted,wasted', 'miss,miss,miss']).toContain(results.join())
      })
    const { low, high } = clopperPearson(
      sum(records, (r) => r.killed),
      1200,
      0.999,
    )
    expect(low).toBeLessThan(0.5)
    expect(high).toBeGreaterThan(0.5)
  })

  it('kill with p_common · [1 − (1 − sspk)ⁿ] over 2,000 runs', () => {
    for (const [sspk, pCommon, shots] of [
      [0.8, 0.9, 2],
      [0.5, 1, 3],
      [0.3, 0.7, 4],
    ] as const) {
      const options = {
        layers: [
          { shell: { planes: 60, perPlane: 60, inclination: 45 * DEG }, interceptor: { sspk, pCommon } },
        ],
        command: { shotsPerTarget: shots },
        raid: [{ threat: 'one' }],
        seed: 5,
      }
      const records = runs(options, 2000)
      expect(sum(records, (r) => r.engagedInFull)).toBe(2000)
      const { low, high } = clopperPearson(
        sum(records, (r) => r.killed),
        2000,
        0.999,
      )
      const expected = pCommon * (1 - (1 - sspk) ** shots)
      expect(low).toBeLessThan(expected)
      expect(high).toBeGreaterThan(expected)
    }
  })

  it('are drawn apart for each layer', () => {
    // Two equal layers: the two earliest intercepts are one shot of each.
    const layers = ['a', 'b'].map((id) => ({ ...DENSE, id, interceptor: { sspk: 0.5, pCommon: 1 } }))
    const records = runs({ layers, raid: [{ threat: 'one' }] }, 400)
    for (const r of records) expect(r.byLayer.map((l) => l.shots)).toEqual([1, 1])
    const { low, high } = clopperPearson(
      sum(records, (r) => r.killed),
      400,
      0.999,
    )
    expect(low).toBeLessThan(0.75)
    expect(high).toBeGreaterThan(0.75)
  })

  it('let a payload that survives fly on from the intercept state', () => {
    const layers = [{ ...DENSE, interceptor: certain, payloadSurvivesHit: 1 }]
    const plan = planOf({ layers, areas: [HOME, square('way', fallFrom(FLIGHTS.solid, 125)!, 3)] })
    const battle = new Battle(plan)
    const seen = new Set<string>()
    for (let run = 0; run < 20; run++) {
      const r = battle.run(run, true)
      expect(r.killed).toBe(0)
      expect(r.byLayer).toEqual([{ shots: 6, killed: 0 }])
      r.log
        .filter((s) => s.result === 'hit')
        .forEach((s) => {
          const down = fallFrom(FLIGHTS.solid, s.intercept)!
          expect(down.t).toBeLessThan(FLIGHTS.solid.impact.t)
          const area = plan.areas.at(down.lat, down.lon)
          expect(r.leakedInto[s.missile]).toBe(area)
          expect(r.fates[s.missile]).toBe(area === undefined ? 'fell-elsewhere' : 'leaked')
          const impact = r.events.find(
            (e) => e.kind === 'impact' && e.missile === plan.missiles[s.missile]!.id,
          )!
          expect([impact.lat, impact.lon, impact.t]).toEqual([down.lat, down.lon, down.t])
          seen.add(r.fates[s.missile]!)
        })
    }
    expect([...seen].sort()).toEqual(['fell-elsewhere', 'leaked'])
  })
})

describe('a missile that nobody stops', () => {
  it('leaks into the area it lands in, or falls elsewhere', () => {
    const raid = [{ threat: 'a' }, { threat: 'b', flight: 'stray' as const }]
    const r = new Battle(planOf({ raid, layers: [] })).run(0)
    expect(r.fates).toEqual(['leaked', 'fell-elsewhere'])
    expect(r.leakedInto).toEqual(['home', undefined])
    expect([r.shots, r.engaged, r.byLayer.length]).toEqual([0, 0, 0])
  })
})
