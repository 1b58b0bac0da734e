import { describe, expect, it } from 'vitest'
import { Battle, type BattleRecord } from '../battle/index.ts'
import { layeredLeakage, shootLookShoot } from '../command/index.ts'
import { wilson } from '../math/index.ts'
import { readScenario } from '../scenario/index.ts'
import { monteCarlo } from './monte-carlo.ts'
import { prepare, type FlightCache, type Prepared } from './prepare.ts'

/** One flight for all tests. */
const cache: FlightCache = new Map()

const UPPER =
  '{type: ground, burnout_speed_km_s: 7.5, burn_time_s: 170, ballistic_coefficient_kg_m2: 8000, min_altitude_km: 150, sspk: 0.6'
const LOWER =
  '{type: ground, burnout_speed_km_s: 2.7, burn_time_s: 17, ballistic_coefficient_kg_m2: 5000, min_altitude_km: 40, ceiling_km: 150, sspk: 0.7'
const upper = (more = '', fields = ''): string =>
  `  - {id: upper, layer: upper, at: {lat_deg: 63.9, lon_deg: -145.7}, inventory: 1000, vehicle: ${UPPER}${fields}}${more}}\n`
const lower = (more = '', fields = ''): string =>
  `  - {id: lower, layer: lower, at: {lat_deg: 41.8, lon_deg: -87.9}, inventory: 1000, vehicle: ${LOWER}${fields}}${more}}\n`

/** A raid of solid missiles against Chicago, with these layers. */
function prepared(layers: string, more = '', threat = ''): Prepared {
  const text = `opendome: 1
name: Layers
epoch: 2030-01-01T00:00:00Z
interceptors:${layers === '' ? ' []' : ''}
${layers}threats:
  - {id: raid, vehicle: icbm-solid-generic, launch: {site: sinpung-dong}, aim: {site: chicago}${threat}}
defended: [{area: united-states}]
run: {seed: 7, window_s: 0}
${more}`
  return prepare(readScenario(text), cache)
}

const runsOf = ({ battle }: Prepared, count: number): BattleRecord[] =>
  Array.from({ length: count }, (_, run) => battle.run(run))

/** Is a chance within the 99.9 % interval of what was counted? */
function expectChance(hits: number, of: number, chance: number): void {
  const { low, high } = wilson(hits, of, 0.999)
  expect(chance).toBeGreaterThanOrEqual(low)
  expect(chance).toBeLessThanOrEqual(high)
}

const leaked = (records: readonly BattleRecord[]): number => records.reduce((sum, r) => sum + r.leaked, 0)
const shots = (records: readonly BattleRecord[]): number => records.reduce((sum, r) => sum + r.shots, 0)

describe('layers behind the first against closed forms', () => {
  const RUNS = 3000

  it('one layer with a fixed SSPK leaks as the binomial says', () => {
    const records = runsOf(prepared(upper(), 'command: {shots_per_target: 2}\n', ', count: 3'), RUNS)
    expectChance(leaked(records), 3 * RUNS, 0.4 * 0.4)
    expect(shots(records)).toBe(6 * RUNS)
    // Three missiles that share nothing: none leaks with the cube of one's chance.
    expectChance(records.filter((r) => r.leaked === 0).length, RUNS, (1 - 0.16) ** 3)
  })

  it('two layers in series leak the product, and the second fires at what it sees alive', () => {
    const records = runsOf(prepared(upper() + lower(), 'command: {shots_per_target: 2}\n'), RUNS)
    expectChance(leaked(records), RUNS, 0.4 ** 2 * 0.3 ** 2)
    const second = records.reduce((sum, r) => sum + r.byLayer[1]!.shots, 0)
    expectChance(second / 2, RUNS, 0.4 ** 2)
  })

  it('with a common mode for each missile the two layers leak as the formula says', () => {
    const records = runsOf(prepared(upper('', ', p_common: 0.8') + lower('', ', p_common: 0.8')), RUNS)
    // One draw decides for both layers: nothing works, or both do.
    expectChance(leaked(records), RUNS, 1 - 0.8 * (1 - 0.16 * 0.09))
  })

  it('with a common mode for each layer they fail layer by layer', () => {
    const common = ', common_mode: {per: layer}'
    const records = runsOf(
      prepared(upper(common, ', p_common: 0.8') + lower(common, ', p_common: 0.8'), '', ', count: 2'),
      RUNS,
    )
    const closed = layeredLeakage([
      { kill: 1 - 0.16, common: 0.8 },
      { kill: 1 - 0.09, common: 0.8 },
    ])
    expectChance(leaked(records) / 2, RUNS, closed)
    // Both of a raid leak together far more often than they would apart.
    expect(records.filter((r) => r.leaked === 2).length).toBeGreaterThan(1.5 * RUNS * closed * closed)
  })

  it('drawn anew for each shot, failures are independent', () => {
    const plan = prepared(upper('', ', p_common: 0.8'), '', ', count: 2').battle.plan
    const independent = new Battle({ ...plan, independent: true })
    const records = Array.from({ length: RUNS }, (_, run) => independent.run(run))
    expectChance(leaked(records), 2 * RUNS, (1 - 0.6 * 0.8) ** 2)
  })

  it('shoot-look-shoot saves the shots that the closed form says, and looks err as stated', () => {
    const look =
      ', doctrine: {salvo: 1, salvos_per_look: 1, most: 2, assessment_delay_s: 10, false_kill: 0.1, missed_kill: 0.2, empty_at_last: false}'
    const records = runsOf(prepared(upper(look)), RUNS)
    const closed = shootLookShoot(0.6, [1, 1], { falseKill: 0.1, missedKill: 0.2 })
    expectChance(leaked(records), RUNS, closed.leak)
    expectChance(shots(records) - RUNS, RUNS, closed.shots - 1)
    const wasted = records.reduce((sum, r) => sum + r.wasted, 0)
    expectChance(wasted, RUNS, closed.wasted)
  })

  it('a lot that fails takes its interceptors with it', () => {
    const lots = ', common_mode: {per: lot, lot_size: 4}'
    const records = runsOf(
      prepared(upper(lots, ', p_common: 0.5'), 'command: {shots_per_target: 2}\n', ', count: 2'),
      RUNS,
    )
    // Four shots, one lot: either none works, or each missile leaks with (1 − p)².
    expectChance(leaked(records), 2 * RUNS, 1 - 0.5 * (1 - 0.16))
    expectChance(records.filter((r) => r.leaked === 2).length, RUNS, 0.5 + 0.5 * 0.16 * 0.16)
  })
})

describe('stock', () => {
  it('is not overspent, launches keep their interval, and a reserve stays', () => {
    const battery = ', salvo_interval_s: 20, doctrine: {salvo: 2, reserve: 3}'
    const text = upper(battery).replace('inventory: 1000', 'inventory: 6')
    const records = runsOf(prepared(text, '', ', count: 6'), 50)
    for (const r of records) {
      expect(r.byLayer[0]!.shots).toBe(3)
      const times = r.releases[0]!
      for (let i = 1; i < times.length; i++)
        expect(times[i]! - times[i - 1]!).toBeGreaterThanOrEqual(20 - 1e-9)
      const causes = r.causes.flat()
      expect(causes).toHaveLength(r.leaked)
      expect(causes).toContain('no interceptor left')
    }
  })

  it('waits for a reload', () => {
    const battery = ', ready: 2, reload_s: 300'
    const [record] = runsOf(
      prepared(upper(battery).replace('inventory: 1000', 'inventory: 4'), '', ', count: 2'),
      1,
    )
    const times = record!.releases[0]!
    expect(times).toHaveLength(4)
    expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(300 - 1e-9)
  })
})

describe('warheads and decoys', () => {
  const carries = ', carries: {warheads: 3, decoys: 4}'

  it('every warhead is counted once, and every leaker has one cause', () => {
    const records = runsOf(
      prepared(
        upper() + lower(),
        'command: {discrimination: {decoy_as_warhead: 0.3, warhead_as_decoy: 0.2}}\n',
        `${carries}, count: 2`,
      ),
      200,
    )
    for (const { warheads, causes, launched, killed, leaked: through, fellElsewhere } of records) {
      expect(warheads.launched).toBe(6)
      expect(warheads.killed + warheads.leaked + warheads.fellElsewhere).toBe(6)
      expect(causes.flat()).toHaveLength(warheads.leaked)
      expect(killed + through + fellElsewhere).toBe(launched)
    }
    expectChance(
      records.flatMap((r) => r.causes.flat()).filter((c) => c === 'judged harmless').length,
      6 * 200,
      0.2,
    )
  })

  it('objects that are called decoys are left alone: shots follow W Pww + D Pdw', () => {
    const records = runsOf(
      prepared(
        upper(),
        'command: {shots_per_target: 1, discrimination: {decoy_as_warhead: 0.25, warhead_as_decoy: 0.1}}\n',
        carries,
      ),
      1000,
    )
    // Four decoys and the empty bus look alike; the missile with its load is not in reach before it has released.
    const first = records[0]!
    expect(first.log.every((s) => s.object !== undefined)).toBe(true)
    expectChance(shots(records), 1000 * 8, (3 * 0.9 + 5 * 0.25) / 8)
  })
})

describe('what counts as engaged', () => {
  it('leaves out shots at decoys', () => {
    const mixedUp = 'command: {discrimination: {decoy_as_warhead: 1, warhead_as_decoy: 1}}\n'
    const [record] = runsOf(prepared(upper(), mixedUp, ', carries: {warheads: 1, decoys: 2}, count: 2'), 1)
    expect(record!.shots).toBeGreaterThan(0)
    expect([record!.engaged, record!.engagedInFull, record!.unengaged]).toEqual([0, 0, 2])
    expect(record!.causes).toEqual([['judged harmless'], ['judged harmless']])
  })
})

describe('command', () => {
  const network = (cut: string, own = ''): string =>
    `command:
  network:
    nodes: [{id: nation, level: national}, {id: battery, level: local, reports_to: nation}]
    links: [{between: [nation, battery], delay: {fixed_s: 2}}]
    picture: nation
    cut: ${cut}
${own}`

  it('refused consent keeps every layer from firing, and is the cause', () => {
    const authority =
      'command: {authority: {parties: [{id: one, decision: {fixed_s: 10}, consents: 0}], ask: [one]}}\n'
    const [record] = runsOf(prepared(upper(), authority), 1)
    expect(record!.shots).toBe(0)
    expect(record!.causes).toEqual([['not authorised']])
  })

  it('consent that comes too late is the cause where an interceptor would have reached the missile without', () => {
    const late = 'command: {authority: {parties: [{id: one, decision: {fixed_s: 3000}}], ask: [one]}}\n'
    const [record] = runsOf(prepared(upper(), late), 1)
    expect(record!.shots).toBe(0)
    expect(record!.causes).toEqual([['not authorised']])
  })

  it('what is seen too late would have been in reach from cloud break on', () => {
    const sbi =
      '  - {id: sbi, layer: boost, shell: {altitude_km: 400, inclination_deg: 45, planes: 60, per_plane: 60, phasing: 1}, vehicle: sbi-notional}\n'
    const [slow] = runsOf(prepared(sbi, 'command: {latency_s: 120, decision_time_s: 0}\n'), 1)
    expect(slow!.causes).toEqual([['seen late']])
    const far =
      '  - {id: sbi, layer: boost, shell: {altitude_km: 400, inclination_deg: 5, planes: 20, per_plane: 20, phasing: 1}, vehicle: sbi-notional}\n'
    const [none] = runsOf(prepared(far, 'command: {decision_time_s: 0}\n'), 1)
    expect(none!.causes).toEqual([['no reach']])
  })

  it('a layer holds its fire for a battery behind it that stops as much as it asks for', () => {
    const holding = (least: number): string => upper(`, doctrine: {salvo: 1, hold_for: ${least}}`)
    const command = 'command: {shots_per_target: 2}\n'
    // Two shots of the battery behind stop 1 − 0.3² = 0.91.
    const held = runsOf(prepared(holding(0.9) + lower(), command), 20)
    expect(held.map((r) => r.byLayer.map((l) => l.shots))).toEqual(held.map(() => [0, 2]))
    const fired = runsOf(prepared(holding(0.92) + lower(), command), 20)
    expect(fired.map((r) => r.byLayer[0]!.shots)).toEqual(fired.map(() => 1))
  })

  it('consent that takes time delays the release of boost-phase shots', () => {
    const sbi =
      '  - {id: sbi, layer: boost, shell: {altitude_km: 400, inclination_deg: 50, planes: 60, per_plane: 60, phasing: 1}, vehicle: sbi-notional}\n'
    const clock = (delay: number): number => {
      const text = `command: {decision_time_s: 5, authority: {parties: [{id: one, decision: {fixed_s: ${delay}}}], ask: [one]}}\n`
      const [record] = runsOf(prepared(sbi, text), 1)
      return record!.clocks[0]!.release! - record!.clocks[0]!.solution!
    }
    expect(clock(20)).toBeCloseTo(20, 9)
    // What the decision takes anyway costs nothing on top.
    expect(clock(3)).toBeCloseTo(5, 9)
  })

  it('a battery that is cut off fights on its own picture, or not at all', () => {
    const node = (own: string): string => upper(`, node: battery${own}`)
    const linked = runsOf(prepared(node(''), network('[]')), 1)[0]!
    expect(linked.shots).toBe(2)
    const cutOff = runsOf(prepared(node(''), network('[{node: nation}]')), 1)[0]!
    expect(cutOff.shots).toBe(0)
    expect(cutOff.causes).toEqual([['not seen']])
    const alone = runsOf(prepared(node(', own_picture_delay_s: 20'), network('[{node: nation}]')), 1)[0]!
    expect(alone.shots).toBe(2)
    expect(alone.log[0]!.release).toBeGreaterThan(linked.log[0]!.release)
  })

  it('nodes that do not know of each other engage twice', () => {
    const two = `${upper(', node: first, own_picture_delay_s: 20')}${upper(', node: second, own_picture_delay_s: 20').replace('id: upper', 'id: other')}`
    const text = (mode: string): string => `command:
  mode: ${mode}
  network:
    nodes: [{id: nation, level: national}, {id: first, level: local, reports_to: nation}, {id: second, level: local, reports_to: nation}]
    links: [{between: [nation, first], delay: {fixed_s: 1}}, {between: [nation, second], delay: {fixed_s: 1}}]
    picture: nation
`
    const central = runsOf(prepared(two, text('central')), 20)
    const local = runsOf(prepared(two, text('local')), 20)
    expect(central.every((r) => r.doubled === 0)).toBe(true)
    expect(local.some((r) => r.doubled > 0)).toBe(true)
  })

  it('what lands elsewhere is left alone, and the books say so', () => {
    const outside = prepared(upper(), '', '').scenario
    expect(outside.threats).toHaveLength(1)
    const stray = prepare(
      readScenario(`opendome: 1
name: Stray
epoch: 2030-01-01T00:00:00Z
interceptors:
${upper()}threats:
  - {id: raid, vehicle: icbm-solid-generic, launch: {site: sinpung-dong}, aim: {lat_deg: 35, lon_deg: -140}}
defended: [{area: united-states}]
`),
      cache,
    )
    const result = monteCarlo(stray, { runs: 5 })
    expect(result.shots).toBe(0)
    expect(result.fight.rule).toMatchObject({ objects: 1, engaged: 0, saved: 1, shotsSaved: 2, missed: 0 })
  })
})
