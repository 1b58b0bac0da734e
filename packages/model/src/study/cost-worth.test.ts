import { describe, expect, it } from 'vitest'
import { lifeCycleCost } from '../cost/index.ts'
import { readScenario } from '../scenario/index.ts'
import { costWorth, monteCarlo, prepare, type CostWorth } from './index.ts'

const RUNS = 6
const scenarioOf = (lines = '') => readScenario(`opendome: 1\nfrom: first-flight\n${lines}`)
const worthOf = (lines = ''): CostWorth => costWorth(scenarioOf(lines), RUNS)

describe('costWorth', () => {
  it('divides the cost of what took part by the mean number stopped', () => {
    const scenario = scenarioOf()
    const worth = costWorth(scenario, RUNS)
    const { killed } = monteCarlo(prepare(scenario), { runs: RUNS })
    const parts = lifeCycleCost(scenario.cost!.plan).parts
    const boost = parts.filter((p) => p.part === 'boost').reduce((sum, p) => sum + p.usd, 0) / 1e9
    expect(worth.took_part).toEqual(['boost'])
    expect(worth.took_part_usd_b).toBeCloseTo(boost, 9)
    expect(worth.killed).toBe(killed)
    expect(killed).toBeGreaterThan(0)
    expect(worth.per_missile_stopped_usd_b).toBeCloseTo(boost / killed, 9)
    expect(worth.others_usd_b).toBeCloseTo(lifeCycleCost(scenario.cost!.plan).total / 1e9 - boost, 9)
    expect(worth.assumptions.join('\n')).toContain(
      'It leaves out command, which did not take part in the run.',
    )
  })

  it('counts sensors where the scenario has them, and a lump where all it covers takes part', () => {
    const sensors = 'sensors: [{id: low, sensor: cbo-2026-tracking-leo}]'
    const lump = (covers: string): string =>
      `cost: {items: [{id: lump, covers: ${covers}, lump_usd_b: 7, source: me}, {id: warning, lump_usd_b: 0}]}`
    const took = (lines: string): readonly string[] =>
      costWorth(scenarioOf(`${sensors}\ncommand: {solution_at_s: null}\n${lines}`), 1).took_part
    expect(took('')).toEqual(['boost', 'warning'])
    expect(took(lump('[sensors]'))).toEqual(['boost', 'warning', 'lump'])
    expect(took(lump('[sensors, command]'))).toEqual(['boost', 'warning'])
  })

  it('gives no number where nothing is stopped', () => {
    const worth = worthOf('command: { decision_time_s: 600 }')
    expect(worth.killed).toBe(0)
    expect(worth.per_missile_stopped_usd_b).toBeNull()
    expect(worth.shots_per_missile_stopped_usd_m).toBeNull()
    expect(worth.one_more_missile).toBeNull()
    expect(worth.assumptions.join('\n')).toContain('There is no number for one more missile: ')
    expect(worth.attacker.every((a) => a.exchange_low === null && a.exchange_high === null)).toBe(true)
  })

  it('takes more money for one more missile where more shots are fired at each', () => {
    const one = worthOf('command: { shots_per_target: 1 }').one_more_missile!
    const two = worthOf('command: { shots_per_target: 2 }').one_more_missile!
    expect(two.interceptors / one.interceptors).toBeCloseTo(2, 9)
    // An average price does not learn: four fleets of whole interceptors at 22 million.
    expect(one.usd_b).toBeCloseTo((Math.ceil(one.interceptors) * 4 * 22) / 1000, 9)
    expect(two.usd_b).toBeCloseTo((Math.ceil(two.interceptors) * 4 * 22) / 1000, 9)
  })

  it('counts satellites where they carry several interceptors', () => {
    const worth = worthOf(
      'interceptors: [{id: sbi, shell: {interceptors_per_satellite: 2}}]',
    ).one_more_missile!
    expect(worth.satellites).toBeCloseTo(worth.interceptors / 2, 9)
    expect(worth.usd_b).toBeCloseTo((Math.ceil(worth.satellites) * 4 * 22) / 1000, 9)
  })

  it('exchanges the defender’s price of one more missile for the attacker’s', () => {
    const { attacker, one_more_missile: more } = worthOf()
    expect(attacker.length).toBeGreaterThanOrEqual(2)
    for (const a of attacker) {
      expect(a.low_usd_m).toBeLessThanOrEqual(a.high_usd_m)
      expect(a.exchange_low).toBeCloseTo((1000 * more!.usd_b) / a.high_usd_m, 6)
      expect(a.exchange_high).toBeCloseTo((1000 * more!.usd_b) / a.low_usd_m, 6)
    }
  })

  it('shows each reading of the study with its own number', () => {
    const readings =
      'readings: [{id: slow, name: slow, set: {command.decision_time_s: 600}}, {id: quick, name: quick, set: {command.decision_time_s: 0}}]'
    const { readings: shown } = worthOf(readings)
    expect(shown.map((r) => r.id)).toEqual(['slow', 'quick'])
    expect(shown[0]).toMatchObject({ killed: 0, per_missile_stopped_usd_b: null })
    expect(shown[1]!.per_missile_stopped_usd_b).toBeGreaterThan(0)
  })

  it('is refused without a cost', () => {
    expect(() => costWorth(scenarioOf('cost: null'), RUNS)).toThrow('missing field cost')
  })
})
