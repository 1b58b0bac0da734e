import { beforeAll, describe, expect, it } from 'vitest'
import { readScenario, withOverrides, type Scenario } from '../scenario/index.ts'
import { MonteCarlo, monteCarlo, prepare, simulate, type FlightCache, type Prepared } from './index.ts'

/** Two targets in two areas, a fleet that stops some and not all. */
const TEXT = `opendome: 1
from: first-flight
interceptors: [{ id: sbi, shell: { planes: 24, per_plane: 24, availability: 0.9 } }]
threats:
  - { id: missile, count: 2, interval_s: 30 }
  - { id: second, vehicle: icbm-liquid-generic, launch: { site: sinpung-dong }, aim: { site: toronto }, count: 2 }
run: { seed: 5 }
`

let scenario: Scenario
let prepared: Prepared
const cache: FlightCache = new Map()

beforeAll(() => {
  scenario = readScenario(TEXT)
  prepared = prepare(scenario, cache)
})

describe('monteCarlo', () => {
  it('gives the same for the same seed, from a fresh start too', () => {
    const first = monteCarlo(prepared, { runs: 30 })
    expect(monteCarlo(prepared, { runs: 30 })).toEqual(first)
    expect(monteCarlo(prepare(readScenario(TEXT), cache), { runs: 30 })).toEqual(first)
  })

  it('gives another for another seed', () => {
    const other = prepare(withOverrides(scenario, { 'run.seed': 6 }), cache)
    expect(monteCarlo(other, { runs: 30 }).firstRun.start).not.toBe(
      monteCarlo(prepared, { runs: 30 }).firstRun.start,
    )
  })

  it('gives the same in pieces of any size, and the same as single runs summed in index order', () => {
    const whole = monteCarlo(prepared, { runs: 29 })
    for (const size of [1, 3, 8, 29, 100]) {
      const study = new MonteCarlo(prepared, 29)
      let more = true
      while (more) {
        more = study.run(size)
        expect(study.result().runs).toBe(study.done)
      }
      expect(study.result()).toEqual(whole)
    }
    let leaked = 0
    let shots = 0
    for (let i = 0; i < 29; i++) {
      const record = prepared.battle.run(i)
      leaked += record.leaked
      shots += record.shots
    }
    expect(whole.leaked.mean).toBe(leaked / 29)
    expect(whole.shots).toBe(shots / 29)
  })

  it('does not depend on the order of the threats in the file, like ones at one moment included', () => {
    const threat = (id: string): string =>
      `  - { id: ${id}, vehicle: icbm-liquid-generic, launch: { site: sinpung-dong }, aim: { site: chicago }, count: 3 }\n`
    const study = (...ids: string[]) => {
      const text = `opendome: 1
name: order
epoch: 2030-01-01T00:00:00Z
interceptors:
  - { id: sbi, layer: boost, shell: { altitude_km: 400, inclination_deg: 60, planes: 24, per_plane: 24 }, vehicle: sbi-notional }
threats:
${ids.map(threat).join('')}defended: [{ area: united-states }]
`
      const { byArea, firstRun, ...rest } = monteCarlo(prepare(readScenario(text), cache), { runs: 40 })
      expect(rest.engagedInFull).toBeLessThan(6)
      return { ...rest, events: firstRun.events, leaked: byArea[0]!.leaked }
    }
    expect(study('b', 'a')).toEqual(study('a', 'b'))
  })

  it('starts at another run where asked to', () => {
    const late = monteCarlo(prepared, { runs: 1, first: 12 })
    expect(late.firstRun.run).toBe(12)
    expect(late.leaked.mean).toBe(prepared.battle.run(12).leaked)
  })

  it('accounts for every missile', () => {
    const { launched, killed, leaked, fellElsewhere, byLayer, byArea, engaged, engagedInFull, noLeak } =
      monteCarlo(prepared, { runs: 60 })
    expect(launched).toBe(4)
    expect(killed + leaked.mean + fellElsewhere).toBeCloseTo(launched, 12)
    expect(leaked.mean).toBeGreaterThan(0)
    expect(killed).toBeGreaterThan(0)
    expect(byLayer.reduce((sum, l) => sum + l.killed, 0)).toBeCloseTo(killed, 12)
    expect(byArea.map((a) => [a.area, a.aimed])).toEqual([
      ['united-states', 2],
      ['canada', 2],
    ])
    expect(byArea.reduce((sum, a) => sum + a.leaked, 0)).toBeCloseTo(leaked.mean, 12)
    expect(engagedInFull).toBeLessThanOrEqual(engaged)
    expect(noLeak.ci95[0]).toBeLessThanOrEqual(noLeak.estimate)
    expect(noLeak.ci95[1]).toBeGreaterThanOrEqual(noLeak.estimate)
  })

  it('reports progress and ends with what is done where it is told to', () => {
    const seen: number[] = []
    const result = monteCarlo(prepared, {
      runs: 100,
      onProgress: (done) => {
        seen.push(done)
        return done < 20
      },
    })
    expect(result.runs).toBe(seen.at(-1))
    expect(result.runs).toBeLessThan(30)
    expect(result).toEqual(monteCarlo(prepared, { runs: result.runs }))
  })

  it.each([[0], [-1], [1.5], [Number.NaN], [Infinity], [1e8]])('refuses %s runs', (runs) => {
    expect(() => monteCarlo(prepared, { runs })).toThrow(
      `invalid runs ${runs}: expected a whole number 1 to 10000000`,
    )
  })

  it('has no result before the first run', () => {
    expect(() => new MonteCarlo(prepared, 5).result()).toThrow('missing runs: none is done')
  })

  it('starts with the run that simulate gives', () => {
    const record = simulate(scenario)
    expect(record).toEqual(monteCarlo(prepared, { runs: 1 }).firstRun)
    expect(record.events.length).toBeGreaterThan(10)
    expect(simulate(scenario, 3)).toEqual(prepared.battle.run(3, true))
  })
})

describe('prepare', () => {
  it('shares flights between variations of one scenario', () => {
    const shared: FlightCache = new Map()
    prepare(scenario, shared)
    expect(shared.size).toBe(2)
    prepare(
      withOverrides(scenario, { 'command.decision_time_s': 25, 'interceptors.sbi.vehicle.sspk': 0.3 }),
      shared,
    )
    expect(shared.size).toBe(2)
  })

  it('refuses a rocket that does not lift off, at its vehicle', () => {
    const heavy = withOverrides(scenario, { 'threats.second.vehicle.stages.0.burn_time_s': 900 })
    let where: string | undefined
    try {
      prepare(heavy, cache)
    } catch (error) {
      where = (error as { where?: string }).where
      expect((error as Error).message).toMatch(
        /^invalid thrust-to-weight at liftoff 0\.\d+: expected above 1\.02$/,
      )
    }
    expect(where).toMatch(/^threats\.second\.vehicle/)
  })

  it('refuses an aim out of range and names the largest range', () => {
    const far = withOverrides(scenario, { 'threats.missile.vehicle': 'v-2' })
    expect(() => prepare(far, cache)).toThrow(
      /^infeasible range [\d.,]+ km: the largest in that direction is [\d.,]+ km$/,
    )
  })

  it('refuses an aim at the launch point', () => {
    const same = withOverrides(scenario, { 'threats.missile.aim': { site: 'sinpung-dong' } })
    expect(() => prepare(same, cache)).toThrow(/^invalid aim 0(\.0)? km from the launch point/)
  })
})
