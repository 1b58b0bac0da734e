import { beforeAll, describe, expect, it } from 'vitest'
import { geodesic } from '../earth/index.ts'
import { readScenario } from '../scenario/index.ts'
import { solveFlight } from '../threat/index.ts'
import {
  VERSION,
  assumptionRange,
  catalogVehicle,
  flyReport,
  flyThreat,
  monteCarlo,
  prepare,
  runReport,
  type FlyReport,
  type Prepared,
  type RunReport,
  type StudyResult,
} from './index.ts'

const RAD = Math.PI / 180

/** Every key of a document, lists by their first entry. */
function keysOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : keysOf(value[0], `${path}[]`)
  if (value === null || typeof value !== 'object') return [path]
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === '' ? key : `${path}.${key}`))
}

/** Every number of a document that is none. */
function nonsense(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} ${value}`]
  if (value === undefined) return [`${path} undefined`]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => nonsense(inner, `${path}.${key}`))
}

describe('runReport', () => {
  let prepared: Prepared
  let result: StudyResult
  let report: RunReport

  beforeAll(() => {
    prepared = prepare(
      readScenario(
        'opendome: 1\nfrom: first-flight\ncommand: { latency_s: 6 }\nthreats: [{ id: missile, count: 3 }]\nnot_modelled: [decoys]',
      ),
    )
    result = monteCarlo(prepared, { runs: 25 })
    report = runReport(prepared, result, assumptionRange(prepared.scenario, { runs: 5 }))
  })

  it('has the names of the design, and no others but those listed here', () => {
    const designed = [
      'opendome',
      'scenario',
      'changed_assumptions[].path',
      'changed_assumptions[].preset',
      'changed_assumptions[].value',
      'limits[]',
      'runs',
      'seed',
      'launched',
      'leaked.mean',
      'leaked.ci95[]',
      'leaked.p05',
      'leaked.p50',
      'leaked.p95',
      'leaked.distribution[]',
      'assumption_range.low',
      'assumption_range.high',
      'assumption_range.set_by',
      'engaged',
      'engaged_in_full',
      'fell_elsewhere',
      'p_no_leak.estimate',
      'p_no_leak.ci95[]',
      'killed',
      'shots',
      'by_layer[].layer',
      'by_layer[].shots',
      'by_layer[].killed',
      'by_area[].area',
      'by_area[].aimed',
      'by_area[].leaked',
      'first_run.events[].t_s',
      'first_run.events[].kind',
      'first_run.events[].missile',
      'first_run.events[].lat_deg',
      'first_run.events[].lon_deg',
      'first_run.events[].altitude_km',
    ]
    const beside = [
      'assumption_range.runs',
      'assumption_range.each[].id',
      'assumption_range.each[].doc',
      'assumption_range.each[].low',
      'assumption_range.each[].high',
      'shots_wasted',
      'by_layer[].id',
      'by_layer[].hit',
      'by_layer[].cost',
      'first_run.start_s',
      'warheads.launched',
      'warheads.killed',
      'warheads.leaked',
      'warheads.fell_elsewhere',
      'causes[].cause',
      'causes[].leaked',
      'unengaged',
      'double_engagements',
      'rule',
      'inventory[].id',
      'inventory[].layer',
      'inventory[].start',
      'inventory[].left',
      'inventory[].first_run[].t_s',
      'inventory[].first_run[].left',
      'independent_failures',
      'without_consent',
      'tracking',
      'threats[].id',
      'threats[].burnout_s',
      'threats[].seen_s',
      'threats[].solution_s',
      'threats[].release_s',
      'threats[].range_km',
      'threats[].apogee_km',
      'threats[].flight_time_s',
    ]
    expect(keysOf(report).sort()).toEqual([...designed, ...beside].sort())
    expect(report.leaked.ci95).toHaveLength(2)
  })

  it('carries version, seed, what is changed and what is not modelled', () => {
    expect(report.opendome).toBe(VERSION)
    expect(report.seed).toBe(1)
    expect(report.changed_assumptions).toEqual([
      { path: 'command.latency_s', preset: 5, value: 6 },
      { path: 'threats.missile.count', preset: 1, value: 3 },
    ])
    expect(report.limits).toContain('Not modelled: decoys')
  })

  it('adds up', () => {
    expect(report.killed + report.leaked.mean + report.fell_elsewhere).toBeCloseTo(report.launched, 12)
    expect(report.by_area.reduce((sum, a) => sum + a.leaked, 0)).toBeCloseTo(report.leaked.mean, 12)
    expect(report.by_area.reduce((sum, a) => sum + a.aimed, 0)).toBe(3)
    expect(report.by_layer.reduce((sum, l) => sum + l.shots, 0)).toBeCloseTo(report.shots, 12)
    expect(report.causes.reduce((sum, c) => sum + c.leaked, 0)).toBeCloseTo(report.warheads.leaked, 12)
    for (const { start, left, first_run } of report.inventory) {
      expect(left).toBeLessThanOrEqual(start)
      first_run.forEach((step, k) => expect(step.left).toBe(start - k - 1))
    }
  })

  it('has a range that holds the mean, though it comes from fewer runs', () => {
    const narrow = { low: 0.5, high: 0.5, setBy: 'none', each: [], runs: 2, notes: [] }
    for (const mean of [0.2, 0.9]) {
      const leaked = { ...result.leaked, mean }
      const { assumption_range: range } = runReport(prepared, { ...result, leaked }, narrow)
      expect([range!.low, range!.high]).toEqual([Math.min(0.5, mean), Math.max(0.5, mean)])
    }
  })

  it('holds numbers only where it should, and survives JSON', () => {
    expect(nonsense(report)).toEqual([])
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  })

  it('tells the first run in order, with places on the Earth', () => {
    const { events } = report.first_run
    expect(new Set(events.filter((e) => e.kind === 'liftoff').map((e) => e.missile)).size).toBe(3)
    events.forEach((e, i) => {
      expect(e.t_s).toBeGreaterThanOrEqual(i === 0 ? 0 : events[i - 1]!.t_s)
      expect(Math.abs(e.lat_deg)).toBeLessThanOrEqual(90)
      expect(Math.abs(e.lon_deg)).toBeLessThanOrEqual(180)
      expect(['intercept', 'hit', 'miss', 'release'].includes(e.kind)).toBe(e.interceptor !== undefined)
    })
  })

  it('tells the clock of each threat', () => {
    const [threat] = report.threats
    expect(threat!.seen_s).toBeLessThan(threat!.solution_s!)
    expect(threat!.release_s! - threat!.solution_s!).toBeCloseTo(0, 9)
    expect(threat!.burnout_s).toBeLessThan(threat!.flight_time_s)
  })

  it('has no range where the study was stopped before it', () => {
    expect(runReport(prepared, result, undefined).assumption_range).toBeNull()
  })

  it('says why a threat cannot be engaged, by the deadline of each layer', () => {
    const reason = (fields: string): string | undefined =>
      prepare(readScenario(`opendome: 1\nfrom: first-flight\n${fields}`))
        .limits.find((l) => l.includes('cannot be engaged'))
        ?.replace('Threat missile cannot be engaged: ', '')
    const vehicle = (more: string): string =>
      `interceptors: [{ id: sbi, vehicle: { from: sbi-notional, ${more} } }]\n`
    expect(reason('command: { solution_at_s: 240 }')).toBe(
      'release at 240 s comes after the last deadline at 228 s.',
    )
    // The impact point reaches a defended area well before burnout at 233 s.
    const early = 'interceptors: [{ id: sbi, deadline: impact-point }]\ncommand: { solution_at_s: 225 }'
    const [, deadline] = /^release at 225 s comes after the last deadline at (\d+) s\.$/.exec(reason(early)!)!
    expect(Number(deadline)).toBeLessThan(225)
    expect(reason(vehicle('burnout_margin_s: 600'))).toMatch(/^its last deadline comes 367 s before liftoff/)
    expect(reason(vehicle('min_altitude_km: 1000'))).toMatch(/^it is below the lowest intercept altitude/)
    expect(reason('')).toBeUndefined()
  })

  it('says that there is nobody to shoot, and that command acts on tracks', () => {
    const blind = prepare(
      readScenario(
        'opendome: 1\nfrom: first-flight\ninterceptors: []\nsensors: [{ id: a, orbit: { geostationary_deg: 0 }, sensor: infrared-wide-area }]',
      ),
    )
    const unseen = runReport(blind, monteCarlo(blind, { runs: 2 }), undefined)
    expect(unseen.limits).toEqual(
      expect.arrayContaining([
        'The scenario has no interceptors.',
        expect.stringMatching(/^Command acts on tracks/),
      ]),
    )
    expect([unseen.killed, unseen.shots, unseen.leaked.mean]).toEqual([0, 0, 1])
    expect(unseen.by_layer).toEqual([])
  })
})

describe('flyReport', () => {
  const launch = { lat: 40 * RAD, lon: 125 * RAD }
  const aim = { lat: 41.9 * RAD, lon: -87.6 * RAD }
  let report: FlyReport

  beforeAll(() => {
    report = flyReport('solid', flyThreat({ vehicle: 'icbm-solid-generic', launch, aim }), launch, aim)
  })

  it('has the names of the design, and no others but those listed here', () => {
    const designed = [
      'opendome',
      'scenario',
      'limits[]',
      'burnout.t_s',
      'burnout.altitude_km',
      'burnout.speed_km_s',
      'burnout.flight_path_angle_deg',
      'burnout.lat_deg',
      'burnout.lon_deg',
      'burnout.inertial_speed_km_s',
      'apogee_km',
      'range_km',
      'flight_time_s',
      'impact.lat_deg',
      'impact.lon_deg',
      'impact.miss_km',
      'samples[].t_s',
      'samples[].lat_deg',
      'samples[].lon_deg',
      'samples[].altitude_km',
      'samples[].speed_km_s',
    ]
    const beside = [
      'nominal_burn_time_s',
      'flown_burn_time_s',
      'thrust_share',
      'phases[].name',
      'phases[].from_s',
      'phases[].to_s',
    ]
    expect(keysOf(report).sort()).toEqual([...designed, ...beside].sort())
    expect(report.changed_assumptions).toEqual([])
    expect(report.objects).toEqual([])
    expect(nonsense(report)).toEqual([])
  })

  it('agrees with its own samples', () => {
    const { samples, burnout, apogee_km, range_km, impact, flight_time_s } = report
    expect(samples[0]!.t_s).toBe(0)
    expect(samples[0]!.lat_deg).toBeCloseTo(40, 6)
    expect(samples[0]!.speed_km_s).toBeCloseTo(0, 6)
    expect(samples.every((s, i) => i === 0 || s.t_s > samples[i - 1]!.t_s)).toBe(true)
    const top = Math.max(...samples.map((s) => s.altitude_km))
    expect(Math.abs(top - apogee_km)).toBeLessThan(1)
    const last = samples.at(-1)!
    expect(last.t_s).toBeCloseTo(flight_time_s, 6)
    expect(geodesic(last.lat_deg * RAD, last.lon_deg * RAD, aim.lat, aim.lon).distance).toBeLessThan(1000)
    expect(impact.miss_km).toBeLessThan(1)
    expect(range_km).toBeCloseTo(
      geodesic(launch.lat, launch.lon, impact.lat_deg * RAD, impact.lon_deg * RAD).distance / 1000,
      6,
    )
    // The climb between two samples gives the flight-path angle by differences, to a degree.
    const i = samples.findIndex((s) => s.t_s > burnout.t_s)
    const [a, b] = [samples[i]!, samples[i + 1]!]
    const climb = (b.altitude_km - a.altitude_km) / (b.t_s - a.t_s)
    expect(Math.abs(Math.asin(climb / a.speed_km_s) / RAD - burnout.flight_path_angle_deg)).toBeLessThan(1)
  })

  it('flies the catalog’s vehicle or one of one’s own, with another payload and shape', () => {
    const vehicle = catalogVehicle('icbm-solid-generic')
    const near = { lat: 50 * RAD, lon: 160 * RAD }
    const options = { launch, aim: near, shape: { apogee: 1_500_000 }, payload: 700 }
    const flown = flyThreat({ vehicle, ...options })
    expect(flown).toEqual(solveFlight({ vehicle, ...options }))
    expect(flyThreat({ vehicle: 'icbm-solid-generic', ...options })).toEqual(flown)
    expect(() => catalogVehicle('icbm-solid')).toThrow('unknown vehicle icbm-solid')
  })
})
