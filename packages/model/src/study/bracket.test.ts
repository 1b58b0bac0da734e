import { describe, expect, it } from 'vitest'
import { readScenario, type Scenario } from '../scenario/index.ts'
import { bracketReport, bracketSteps, type BracketOptions, type BracketStudy } from './index.ts'

const BRACKET = `opendome: 1
from: first-flight
command: { decision_time_s: 10, shots_per_target: 1 }
threats: [{ id: missile, count: 2 }]
bracket:
  published: 400
  mark: second-hand
  where: made up
  family: { altitude_km: [300, 400], inclination_deg: [44, 60] }
  beside: { altitude_km: [300, 400], inclination_deg: [30, 70] }
  inclination_step_deg: 8
  cover:
    - { id: point, name: the launch point }
    - { id: middle, name: in between, lat_deg: [38, 42], step_deg: 2 }
    - { id: band, name: a band, lat_deg: [30, 45], step_deg: 5 }
  moves:
    - id: decision-time
      name: decision time
      options:
        - { name: none, set: { command.decision_time_s: 0 } }
        - { name: a minute, set: { command.decision_time_s: 60 } }
        - { name: an hour, set: { command.decision_time_s: 3600 } }
      solve: { field: command.decision_time_s, between: [0, 100] }
    - id: burn-time
      name: burn time
      solve: { burn_time_of: missile, between: [150, 260] }
    - id: guarantee
      name: guarantee
      options:
        - { name: on average, set: { bracket.guarantee: mean } }
        - { name: half, set: { bracket.guarantee: { probability: 0.5 } } }
    - id: salvo-rule
      name: salvo rule
      options:
        - { name: 20 s apart, set: { threats.missile.interval_s: 20 } }
        - { name: 20 s apart on average, set: { threats.missile.interval_s: 20, bracket.guarantee: mean } }
      solve: { field: threats.missile.interval_s, between: [0, 100] }
readings:
  - { id: quick, name: no decision, set: { command.decision_time_s: 0 } }
  - { id: same, name: ten seconds, set: { command.decision_time_s: 10 } }
`
const scenario = readScenario(BRACKET, { name: 'bracket' })

function whole(of: Scenario, options?: BracketOptions): BracketStudy {
  const steps = bracketSteps(of, options)
  for (;;) {
    const next = steps.next()
    if (next.done === true) return next.value
  }
}

const study = whole(scenario)
const report = bracketReport(study)
const fleet = (reading: string, cover: string) =>
  report.fleets.find((f) => f.reading === reading && f.cover === cover)!
const move = (option: string) => report.moves.find((m) => m.option === option)!

describe('a bracket', () => {
  it('sizes each reading for each cover, the scenario under the name of the reading that it is', () => {
    expect(report.fleets.map((f) => [f.reading, f.cover])).toEqual(
      ['same', 'quick'].flatMap((r) => ['point', 'middle', 'band'].map((c) => [r, c])),
    )
    for (const cover of ['point', 'middle', 'band'])
      expect(fleet('quick', cover).family.interceptors).toBeLessThan(
        fleet('same', cover).family.interceptors!,
      )
    // More latitudes never take fewer, up to what the search leaves open.
    expect(fleet('same', 'band').family.interceptors).toBeGreaterThan(
      fleet('same', 'point').family.interceptors!,
    )
  })

  it('gives the distance to the published fleet, and never a free search above its family', () => {
    for (const { family, beside } of report.fleets) {
      expect(family.ratio_to_published).toBeCloseTo(family.interceptors! / 400, 12)
      expect(family.interceptors).toBeGreaterThanOrEqual(family.lower_bound!)
      expect(beside!.interceptors).toBeLessThanOrEqual(family.interceptors!)
    }
    expect(report.published).toEqual({
      interceptors: 400,
      at_least: false,
      mark: 'second-hand',
      where: 'made up',
    })
  })

  it('changes one assumption at a time, for the first and the last cover', () => {
    expect(report.moves.every((m) => m.by_cover.map((c) => c.cover).join() === 'point,band')).toBe(true)
    for (const k of [0, 1]) {
      expect(move('none').by_cover[k]!.ratio_to_scenario).toBeLessThan(1)
      expect(move('a minute').by_cover[k]!.ratio_to_scenario).toBeGreaterThan(1)
      expect(move('on average').by_cover[k]!.ratio_to_scenario).toBeLessThanOrEqual(1)
      expect(move('20 s apart').by_cover[k]!.ratio_to_scenario).toBeLessThan(1)
      expect(move('20 s apart').by_cover[k]!).toMatchObject({ sampled: true, lower_bound: null })
    }
    // A changed assumption is the fleet of a scenario that has it.
    expect(move('none').by_cover[0]!.interceptors).toBe(fleet('quick', 'point').family.interceptors)
  })

  it('says why where there is no fleet', () => {
    expect(move('an hour').by_cover[0]).toMatchObject({ interceptors: null, shell: null })
    expect(move('an hour').by_cover[0]!.why).toMatch(/^infeasible .*reach 0/)
    expect(move('20 s apart on average').by_cover[0]!.why).toMatch(/^unsupported the guarantee mean/)
  })

  it('finds the value that alone gives the published fleet', () => {
    const found = report.reaches_published
    expect(found.map((f) => [f.assumption, f.cover])).toEqual(
      ['decision-time', 'burn-time', 'salvo-rule'].flatMap((a) => ['point', 'band'].map((c) => [a, c])),
    )
    for (const f of found) {
      if (f.value === null) {
        expect(f.why).toMatch(/^[\d.]+ gives (\d+|none), [\d.]+ gives (\d+|none)$/)
        continue
      }
      expect(f.value).toBeGreaterThanOrEqual(f.between[0]!)
      expect(f.value).toBeLessThanOrEqual(f.between[1]!)
      // Small fleets move in steps of some per cent.
      expect(Math.abs(f.interceptors! / 400 - 1)).toBeLessThan(0.15)
    }
    expect(found.filter((f) => f.value !== null).length).toBeGreaterThanOrEqual(2)
  })

  it('is a document of plain finite numbers', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
    expect(report).toMatchObject({ salvo: 2, shots: 1, guarantee: 'always', complete: true })
    expect(report.covers[2]).toEqual({ id: 'band', name: 'a band', lat_deg: [30, 45] })
  })
})

describe('bracketSteps', () => {
  it('tells what comes next and what is known, step by step', () => {
    const steps = bracketSteps(scenario, { covers: ['point'], fleetsOnly: true, beside: false })
    const first = steps.next().value as { done: number; of: number; what: string; study: BracketStudy }
    expect(first).toMatchObject({ done: 0, of: 2, what: 'ten seconds, the launch point' })
    expect(bracketReport(first.study)).toMatchObject({ fleets: [], moves: [], complete: false })
    const second = steps.next().value as typeof first
    expect(second.study.readings.map((r) => r.id)).toEqual(['same'])
    const last = steps.next()
    expect(last.done).toBe(true)
    const done = bracketReport(last.value as BracketStudy)
    expect(done.fleets.map((f) => f.beside)).toEqual([null, null])
    expect(done.fleets[0]!.family).toEqual(fleet('same', 'point').family)
  })

  it('takes the usual assumptions where the scenario names no bracket', () => {
    const plain = readScenario(
      'opendome: 1\nfrom: first-flight\nsize: {altitude_km: [300, 300], inclination_deg: [46, 50]}',
      { name: 'plain' },
    )
    const usual = bracketReport(whole(plain))
    expect(usual.published.interceptors).toBeNull()
    expect(usual.changed_assumptions.map((c) => c.path)).not.toContain('bracket')
    expect([...new Set(usual.moves.map((m) => m.assumption))]).toEqual([
      'vehicle-and-burn-time',
      'decision-time',
      'fly-out-speed-sbi',
      'guarantee',
      'shots',
    ])
    expect(usual.reaches_published).toEqual([])
    expect(usual.fleets[0]!.family.shell).toMatchObject({ altitude_km: 300 })
  })
})
