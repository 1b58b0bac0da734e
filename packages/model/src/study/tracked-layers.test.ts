import { describe, expect, it } from 'vitest'
import { Battle, type BattlePlan, type BattleRecord } from '../battle/index.ts'
import { wilson } from '../math/index.ts'
import { readScenario } from '../scenario/index.ts'
import type { Trajectory } from '../threat/index.ts'
import { prepare, type FlightCache, type Prepared } from './prepare.ts'

/** Flights and templates of all tests. */
const cache: FlightCache = new Map()

const BATTERY =
  '{type: ground, burnout_speed_km_s: 2.7, burn_time_s: 17, ballistic_coefficient_kg_m2: 5000, min_altitude_km: 40, ceiling_km: 150, divert_km_s: 1'
const battery = (fields = ', sspk: 0.6', more = ''): string =>
  `  - {id: lower, layer: lower, at: {lat_deg: 41.8, lon_deg: -87.9}, inventory: 1000, vehicle: ${BATTERY}${fields}}${more}}\n`

interface Words {
  readonly layers?: string
  readonly command?: string
  readonly threat?: string
  readonly more?: string
  readonly aim?: string
  readonly run?: string
}

/** One missile of intermediate range against Chicago, seen by one radar there. */
function prepared({
  layers = battery(),
  command = '',
  threat = '',
  more = '',
  aim,
  run,
}: Words = {}): Prepared {
  const text = `opendome: 1
name: A radar and a battery
epoch: 2030-01-01T00:00:00Z
interceptors:
${layers}sensors:
  - id: radar
    at: {lat_deg: 41.8, lon_deg: -87.9}
    sensor: {type: radar, reference_range_km: 3000, elevation_min_deg: 1, beamwidth_deg: 0.5, range_resolution_m: 2, angle_floor_deg: 0.005, latency_s: 0.5, revisit_s: 2}
command: {decision_time_s: 5${command}}
threats:
  - {id: raid, vehicle: irbm-solid-generic, launch: {lat_deg: 49, lon_deg: -97}, aim: ${aim ?? '{site: chicago}'}${threat}}
defended: [{area: united-states}]
run: ${run ?? '{seed: 7, window_s: 0}'}
${more}`
  return prepare(readScenario(text), cache)
}

const runsOf = ({ battle }: Prepared, count: number): BattleRecord[] =>
  Array.from({ length: count }, (_, run) => battle.run(run, run === 0))
const sum = (records: readonly BattleRecord[], of: (r: BattleRecord) => number): number =>
  records.reduce((total, r) => total + of(r), 0)
const causes = (records: readonly BattleRecord[]): string[] => [
  ...new Set(records.flatMap((r) => r.causes.flat(2))),
]

/** Is a chance within the 99.9 % interval of what was counted? */
function expectChance(hits: number, of: number, chance: number): void {
  const { low, high } = wilson(hits, of, 0.999)
  expect(chance).toBeGreaterThanOrEqual(low)
  expect(chance).toBeLessThanOrEqual(high)
}

describe('a battery behind burnout, on tracks', () => {
  const RUNS = 120
  const records = runsOf(prepared({ layers: battery() }), RUNS)

  it('leaks as the binomial says where divert takes out the aim error', () => {
    expect(sum(records, (r) => r.shots)).toBe(2 * RUNS)
    expect(Math.max(...records.flatMap((r) => r.aims.map((a) => a.divert)))).toBeLessThan(1000)
    expectChance(
      sum(records, (r) => r.leaked),
      RUNS,
      0.4 ** 2,
    )
    expect(causes(records)).toEqual(['missed'])
  })

  it('fires after the track is good enough and decided upon, at what it predicts within metres at handover', () => {
    for (const { log, clocks, aims } of records) {
      for (const shot of log) expect(shot.release).toBeGreaterThanOrEqual(clocks[0]!.release!)
      for (const aim of aims) expect(aim.errorAtHandover).toBeLessThan(100)
    }
  })

  it('books what its rule said of the warhead', () => {
    for (const { rule } of records)
      expect(rule).toMatchObject({ objects: 1, engaged: 1, missed: 0, inVain: 0 })
  })

  it('misses without divert, for any aim error', () => {
    const none = runsOf(
      prepared({ layers: battery(', sspk: 1').replace('divert_km_s: 1', 'divert_km_s: 0') }),
      3,
    )
    expect(sum(none, (r) => r.killed)).toBe(0)
    expect(sum(none, (r) => r.shots)).toBe(6)
  })

  it('hits by the geometry of the last leg where the interceptor has a lethality', () => {
    const sure = prepared({ layers: battery(', lethality: 1') })
    expect(sum(runsOf(sure, 10), (r) => r.killed)).toBe(10)
    // A seeker that sees 300 m has too little time for what the track is wrong by, unless it is wrong by less than half a metre.
    const blind = prepared({
      layers: battery(', lethality: 1, seeker_range_km: 1, hit_radius_m: 0.5, divert_acceleration_g: 0.01'),
    })
    expect(sum(runsOf(blind, 10), (r) => r.killed)).toBeLessThan(10)
  })

  it('looks, and does not fire again at what it has hit', () => {
    const looking = prepared({
      layers: battery(
        ', sspk: 1',
        ', doctrine: {salvo: 1, salvos_per_look: 1, most: 3, assessment_delay_s: 5}',
      ),
    })
    const runs = runsOf(looking, 10)
    expect(sum(runs, (r) => r.shots)).toBe(10)
    expect(sum(runs, (r) => r.killed)).toBe(10)
  })

  it('decides from what has been seen alone: another path after a moment changes no decision before it', () => {
    const MOMENT = 400
    const { battle } = prepared({ layers: battery(', sspk: 1') })
    const { plan } = battle
    const other: BattlePlan = {
      ...plan,
      tracking: prepared().battle.plan.tracking,
      missiles: plan.missiles.map((m) => {
        const trajectory = swerving(m.flight.trajectory, MOMENT)
        return {
          ...m,
          flight: { ...m.flight, trajectory, objects: m.flight.objects.map((o) => ({ ...o, trajectory })) },
        }
      }),
    }
    let before = 0
    for (let index = 0; index < 4; index++) {
      const [a, b] = [battle.run(index), new Battle(other).run(index)]
      const early = (r: BattleRecord): readonly number[] => r.releases[0]!.filter((t) => t <= MOMENT)
      expect(early(b)).toEqual(early(a))
      expect(b.clocks).toEqual(a.clocks)
      expect(b.aims).not.toEqual(a.aims)
      before += early(a).length
    }
    expect(before).toBeGreaterThan(1)
  })

  it('is the same for the same run whatever was run before', () => {
    const { battle } = prepared()
    const first = battle.run(3)
    battle.run(0)
    expect(battle.run(3)).toEqual(first)
  })
})

describe('satellites behind burnout, on tracks', () => {
  /** `planes` × 8 satellites that fire one salvo of two each missile, with fly-outs of up to so many seconds. */
  const shell = (planes: number, flight: number): string =>
    `  - {id: mid, layer: midcourse, shell: {altitude_km: 500, inclination_deg: 60, planes: ${planes}, per_plane: 8, interceptors_per_satellite: 8}, vehicle: {delta_v_km_s: 4, acceleration_g: 10, divert_km_s: 2, min_altitude_km: 80, max_flight_s: ${flight}, sspk: 0.01}}\n`
  const fired = (planes: number, flight: number): BattleRecord[] =>
    runsOf(prepared({ layers: shell(planes, flight), run: '{seed: 7}' }), 12)

  it('fire as many as the doctrine allows at a track, however long they have to be asked', () => {
    const { battle } = prepared({ layers: shell(12, 250), run: '{seed: 7}' })
    let whole = 0
    for (let run = 0; run < 12; run++) {
      const { log } = battle.run(run)
      const { tracks } = battle.plan.tracking!.tracker
      const good = tracks.filter((track) => track.qualityAt !== undefined).length
      expect(log.length).toBeLessThanOrEqual(2 * good)
      if (log.length === 2 * good) whole++
    }
    expect(whole).toBeGreaterThan(2)
  })

  it('reach what flies past at a longer fly-out', () => {
    const [near, far] = [fired(3, 250), fired(3, 600)]
    expect(sum(far, (r) => r.shots)).toBeGreaterThan(sum(near, (r) => r.shots))
    const longest = Math.max(...far.flatMap((r) => r.log.map((s) => s.intercept - s.release)))
    expect(longest).toBeGreaterThan(250)
    for (const { aims } of far) for (const aim of aims) expect(aim.errorAtHandover).toBeLessThan(5000)
  })
})

describe('command on tracks', () => {
  it('leaves alone what is predicted to land elsewhere', () => {
    const runs = runsOf(prepared({ aim: '{lat_deg: 51.5, lon_deg: -85}' }), 3)
    expect(sum(runs, (r) => r.shots)).toBe(0)
    expect(sum(runs, (r) => r.fellElsewhere)).toBe(3)
    for (const { rule } of runs)
      expect(rule).toMatchObject({ objects: 1, saved: 1, shotsSaved: 2, missed: 0 })
  })

  it('does not fire where consent is refused, and later where it takes its time', () => {
    const authority = (decision: string, consents: number): string =>
      `, authority: {parties: [{id: one, decision: ${decision}, consents: ${consents}}], ask: [one]}`
    const refused = runsOf(prepared({ command: authority('{fixed_s: 1}', 0) }), 3)
    expect(sum(refused, (r) => r.shots)).toBe(0)
    expect(causes(refused)).toEqual(['not authorised'])
    const late = runsOf(prepared({ command: authority('{fixed_s: 280}', 1) }), 3)
    for (const { releases, clocks } of late)
      for (const t of releases[0]!) expect(t).toBeGreaterThanOrEqual(clocks[0]!.solution! + 280)
  })

  it('fights on its own picture where it is cut off, or not at all', () => {
    const network = `, network: {nodes: [{id: centre, level: national}, {id: site, level: local, reports_to: centre}], links: [{between: [centre, site], delay: {fixed_s: 1}}], cut: [{node: centre}], picture: centre}`
    const silent = runsOf(prepared({ layers: battery(', sspk: 0.6', ', node: site'), command: network }), 2)
    expect(sum(silent, (r) => r.shots)).toBe(0)
    const own = prepared({
      layers: battery(', sspk: 0.6', ', node: site, own_picture_delay_s: 20'),
      command: network,
    })
    const alone = runsOf(own, 2)
    expect(sum(alone, (r) => r.shots)).toBe(4)
  })

  it('tells decoys apart by what a named sensor has reported', () => {
    const carries =
      ', carries: {warheads: 1, decoys: 2, first_release_s: 20, release_interval_s: 5, release_speed_m_s: 20}'
    const objects = (more: string): Set<string> => {
      const one = prepared({ command: more, threat: carries, layers: battery(', sspk: 0.01') })
      const { missiles } = one.battle.plan
      const fired = runsOf(one, 4).flatMap((r) =>
        r.log.map((s) => missiles[s.missile]!.flight.objects[s.object!]!.kind),
      )
      return new Set(fired)
    }
    expect(objects(', discrimination: {decoy_as_warhead: 1}')).toContain('decoy')
    const told = objects(
      ', discrimination: {decoy_as_warhead: 1, improved_by: [{sensor: radar, decoy_as_warhead: 0, warhead_as_decoy: 0}]}',
    )
    expect(told).not.toContain('decoy')
    expect(told).toContain('warhead')
  })
})

/** The same path until `from` s, then drifting away sideways: nothing a defence could have known. */
function swerving(trajectory: Trajectory, from: number): Trajectory {
  const r_ecef = trajectory.r_ecef.slice()
  const v_ecef = trajectory.v_ecef.slice()
  trajectory.times.forEach((t, i) => {
    if (t <= from) return
    const u = t - from
    r_ecef[3 * i]! += 5 * u * u
    v_ecef[3 * i]! += 10 * u
  })
  return { ...trajectory, r_ecef, v_ecef }
}
