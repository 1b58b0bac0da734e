import { describe, expect, it } from 'vitest'
import { Battle } from '../battle/index.ts'
import { readScenario } from '../scenario/index.ts'
import { TrackStudy, prepare, trackReport, trackSamples, type FlightCache } from './index.ts'

/** Short: one solid ICBM over the Atlantic. */
const HEAD = `opendome: 1
name: test
epoch: 2030-01-01T00:00:00Z
threats: [{ id: raid, vehicle: icbm-solid-generic, launch: { site: sea-atlantic }, aim: { site: chicago } }]
defended: [{ area: united-states }]
`
const LAYER =
  'sensors: [{ id: leo, sensor: cbo-2026-tracking-leo }, { id: meo, sensor: cbo-2026-tracking-meo }]\n'
/** Sees plumes only: no band for cold bodies. */
const PLUMES = `sensors:
  - id: leo
    sensor:
      from: cbo-2026-tracking-leo
      channels: [{ band: mid, noise_above_w_m2: 1.0e-12, noise_below_w_m2: 1.0e-11 }]
tracking: { coast_s: 60, coast_thrust_s: 30 }
`

const cache: FlightCache = new Map()
const prepared = (more: string) => prepare(readScenario(HEAD + more), cache)
function followed(more: string, runs = 1, scans = 1000): TrackStudy {
  const study = new TrackStudy(prepared(more), runs)
  while (study.advance(scans));
  return study
}

describe('TrackStudy with a tracking layer', () => {
  const study = followed(LAYER, 2)
  const report = trackReport(study)
  const [missile] = report.missiles
  const { samples, impacts } = report.first_run

  it('follows from liftoff to impact: a row a second, and nothing seen below the clouds', () => {
    expect(samples.map((s) => s.t_s)).toEqual(
      Array.from({ length: Math.floor(missile!.impact_s) }, (_, k) => k + 1),
    )
    for (const s of samples.filter((one) => one.t_s < missile!.cloud_break_s!))
      expect(s).toMatchObject({ heads_in_view: 0, reports: 0, tracks: 0, track: null, nees: null })
  })

  it('starts the raid when the battle does', () => {
    expect(report.first_run.start_s).toBe(study.prepared.battle.run(0).start)
    expect(study.runs[1]!.start).toBe(study.prepared.battle.run(1).start)
  })

  it('has errors just where a track stands for the missile', () => {
    for (const s of samples) {
      const there = [
        s.position_error_m,
        s.position_sigma_m,
        s.velocity_error_m_s,
        s.velocity_sigma_m_s,
        s.nees,
      ]
      expect(there.every((x) => (x === null) === (s.track === null))).toBe(true)
      expect(there.every((x) => x === null || x > 0)).toBe(true)
      expect(s.tracks).toBeGreaterThanOrEqual(s.track === null ? 0 : 1)
    }
  })

  it('tells custody as the rows do', () => {
    const first = study.runs[0]!.missiles[0]!
    expect(first.tracked).toBe(samples.find((s) => s.track !== null)!.t_s)
    const above = samples.filter((s) => s.t_s >= missile!.cloud_break_s!)
    expect(first.held).toBeCloseTo(above.filter((s) => s.track !== null).length / above.length, 12)
    expect(first.heads!.stereo).toBeCloseTo(
      above.filter((s) => s.heads_in_view >= 2).length / above.length,
      12,
    )
    expect(first.heads!.least).toBe(Math.min(...above.map((s) => s.heads_in_view)))
    const heads = above.map((s) => s.heads_in_view).sort((a, b) => a - b)
    expect(first.heads!.median).toBe(heads[Math.ceil(heads.length / 2) - 1])
    const after = samples.filter((s) => s.t_s > first.tracked!)
    expect(first.custody.lost).toBeCloseTo(after.filter((s) => s.track === null).length, 6)
  })

  it('is not lost again before it lands', () => {
    expect(study.runs.map((run) => run.missiles[0]!.custody.gaps)).toEqual([[], []])
    expect(report.all.custody).toMatchObject({ gaps: 0, p_without_gap: 1, tracks: 1, ended: 0 })
  })

  it('tracks it soon after it is seen, and knows it better later', () => {
    const { seen_s, tracked_s, solution_s, checks } = report.all
    expect([seen_s!.count, tracked_s!.count, solution_s!.count]).toEqual([2, 2, 2])
    expect(seen_s!.p50).toBeLessThan(tracked_s!.p50)
    expect(tracked_s!.p50).toBeLessThanOrEqual(solution_s!.p50)
    expect(seen_s!.p50).toBeGreaterThan(missile!.cloud_break_s!)
    const [solution, , halfway] = checks
    expect(halfway!.position_error_m!.p50).toBeLessThan(solution!.position_error_m!.p50)
    expect(halfway!.impact_error_km!.p50).toBeLessThan(0.1 * solution!.impact_error_km!.p50)
  })

  it('says where it brakes otherwise than the tracker allows for, and then only', () => {
    const note =
      /^The tracker takes a ballistic coefficient of 4000 kg\/m² ± 20 % for what comes down, and that of threat raid is 10000/
    expect(report.limits.join()).not.toContain('ballistic coefficient')
    const mistaken = followed(`${LAYER}tracking: { ballistic_coefficient_kg_m2: 4000 }\n`)
    expect(trackReport(mistaken).limits).toContainEqual(expect.stringMatching(note))
  })

  it('claims its errors in the air where the drag is as it believes, and where it is a sigma and a half off', () => {
    for (const [coefficient, most] of [
      [10_000, 0.05],
      [8000, 0.15],
      [13_000, 0.15],
    ] as const) {
      const told = followed(`${LAYER}tracking: { ballistic_coefficient_kg_m2: ${coefficient} }\n`, 2)
      const inAir = trackReport(told).consistency.find((c) => c.phase === 'reentry')!
      console.log(coefficient, inAir)
      expect(inAir.share_above, `${coefficient} kg/m²`).toBeLessThanOrEqual(most)
      expect(inAir.mean_nees, `${coefficient} kg/m²`).toBeLessThan(12)
    }
  })

  it('predicts impacts all along, each with its ellipse', () => {
    expect(impacts.length).toBeGreaterThan(20)
    for (const p of impacts) {
      expect(p.semi_major_km).toBeGreaterThanOrEqual(p.semi_minor_km)
      // What lies within the smaller half axis lies in the ellipse, what lies beyond the larger does not.
      if (p.error_km < 0.99 * p.semi_minor_km) expect(p.in_ellipse).toBe(true)
      if (p.error_km > 1.01 * p.semi_major_km) expect(p.in_ellipse).toBe(false)
    }
  })

  it('is the same in pieces of any size, and after other runs', () => {
    const again = followed(LAYER, 2, 7)
    expect(JSON.stringify(trackReport(again))).toBe(JSON.stringify(report))
    const one = followed(LAYER, 1)
    expect(trackSamples(one, 0)).toEqual(trackSamples(study, 0))
    expect(one.runs[0]).toEqual(study.runs[0])
  })

  it('holds for the runs done so far', () => {
    const part = new TrackStudy(prepared(LAYER), 5)
    while (part.runs.length === 0) part.advance(100)
    expect(part.done).toBeGreaterThanOrEqual(1)
    expect(trackReport(part)).toMatchObject({ runs: 1, runs_asked: 5 })
  })
})

describe('TrackStudy with sensors that see plumes only', () => {
  const study = followed(PLUMES)
  const report = trackReport(study)
  const [missile] = study.runs[0]!.missiles

  it('loses the missile when it has coasted long enough after burnout: a gap until the impact', () => {
    const { burnout, impact } = study.missiles[0]!
    expect(missile!.custody.gaps).toHaveLength(1)
    const [gap] = missile!.custody.gaps
    // coast_thrust_s where the track takes the end of thrust for silence, coast_s where it has noticed; reports are up to 2 s late.
    expect(gap!.from).toBeGreaterThan(burnout + 30 - 2)
    expect(gap!.from).toBeLessThan(burnout + 60 + 2)
    expect(gap!.to).toBe(impact)
    expect([missile!.tracks, missile!.ended]).toEqual([1, 1])
    expect(report.all.custody.p_without_gap).toBe(0)
    expect(report.first_run.gaps).toEqual([{ missile: 'raid-1', from_s: gap!.from, to_s: impact }])
  })

  it('has no check and no prediction half way, and says so by null', () => {
    expect(report.all.checks.find((c) => c.at === 'halfway')).toEqual({
      at: 'halfway',
      t_s: null,
      position_error_m: null,
      position_sigma_m: null,
      velocity_error_m_s: null,
      velocity_sigma_m_s: null,
      impact_error_km: null,
      impact_semi_major_km: null,
      in_ellipse: null,
    })
  })
})

describe('TrackStudy of a missile that does what no model of the filter does', () => {
  const SWERVE = 500
  const straight = prepared(LAYER)
  const { plan } = straight.battle
  // From SWERVE (s) on it is pushed aside by 4 g: free flight has gravity alone.
  const missiles = plan.missiles.map((missile) => {
    const { trajectory } = missile.flight
    const r_ecef = trajectory.r_ecef.slice()
    const v_ecef = trajectory.v_ecef.slice()
    trajectory.times.forEach((t, i) => {
      const u = Math.max(0, t - SWERVE)
      r_ecef[3 * i]! += 20 * u * u
      v_ecef[3 * i]! += 40 * u
    })
    return { ...missile, flight: { ...missile.flight, trajectory: { ...trajectory, r_ecef, v_ecef } } }
  })
  const study = new TrackStudy({ ...straight, battle: new Battle({ ...plan, missiles }) }, 1)
  while (study.advance(1000));
  const { samples } = trackReport(study).first_run

  it('follows it well until then', () => {
    const before = samples.filter((s) => s.t_s > 400 && s.t_s < SWERVE)
    expect(before.every((s) => s.position_error_m! < 5 * s.position_sigma_m!)).toBe(true)
  })

  it('does not go on with a confident wrong track: it is widened, or lost and started anew', () => {
    // Off by 35 sigma after 12 s, and again and again as it goes on to be pushed; but for no half minute on end by more than 5.
    let off = 0
    let longest = 0
    for (const s of samples.filter((one) => one.t_s > SWERVE)) {
      off = s.position_error_m !== null && s.position_error_m > 5 * s.position_sigma_m! ? off + 1 : 0
      longest = Math.max(longest, off)
    }
    expect(longest).toBeGreaterThan(5)
    expect(longest).toBeLessThan(30)
    expect(study.runs[0]!.missiles[0]!.ended).toBeGreaterThanOrEqual(1)
  })
})

describe('TrackStudy', () => {
  it('refuses a scenario without sensors, with the place and what to do', () => {
    expect(() => new TrackStudy(prepared(''), 1)).toThrow(/^missing sensors/)
  })

  it.each([0, 1.5, -1, Number.NaN, 100_001])('refuses %d runs', (runs) => {
    expect(() => new TrackStudy(prepared(LAYER), runs)).toThrow(/^invalid runs/)
  })

  it('refuses more missiles than it can keep scan by scan', () => {
    const many = HEAD.replace('aim: { site: chicago } }', 'aim: { site: chicago }, count: 1001 }')
    expect(() => new TrackStudy(prepare(readScenario(many + LAYER), cache), 1)).toThrow(
      /^unsupported 1001 missiles/,
    )
  })
})
