import { describe, expect, it } from 'vitest'
import { ThreatEvaluator } from '../command/index.ts'
import { toInternal } from '../core/index.ts'
import { parseUtc, siderealAngle } from '../earth/index.ts'
import { Stream } from '../math/index.ts'
import { SensorNetwork } from '../sense/index.ts'
import { infraredSchema } from '../sense/schema.ts'
import { movedFlight, scatteredLaunch, type Trajectory } from '../threat/index.ts'
import { Tracker, boosterTemplate } from '../track/index.ts'
import { trackingSchema } from '../track/schema.ts'
import { FLIGHTS, HOME, SITE, planOf, type PlanOptions } from './fixture.ts'
import { Battle, type BattlePlan, type BattleRecord, type FlightPlan, type TrackingPlan } from './index.ts'

const DEG = Math.PI / 180
const EPOCH = parseUtc('2030-01-01T00:00:00Z')
const SENSOR = toInternal(
  infraredSchema.parse({
    type: 'infrared',
    field_of_regard_deg: 120,
    pixel_angle_deg: 0.0257831,
    revisit_s: 1,
    latency_s: 2,
    link_loss: 0.01,
    channels: [{ band: 'mid', noise_above_w_m2: 1e-12, noise_below_w_m2: 1e-11 }],
  }),
)

/** 81 infrared satellites at 1,000 km, and a tracker that knows the two generic boosters. */
function tracking(planes = 9): TrackingPlan {
  const network = new SensorNetwork({
    sensors: [
      {
        id: 'leo',
        sensor: SENSOR,
        availability: 1,
        stand: {
          shell: {
            altitude: 1000e3,
            inclination: 80 * DEG,
            planes,
            perPlane: 9,
            phasing: 1,
            pattern: 'delta',
            raan: 0,
            anomaly: 0,
          },
        },
      },
    ],
    epoch: EPOCH,
    seed: 1,
    cloudTop: 7000,
  })
  const sigmas = { burnTimeSigma: 0.05, accelerationSigma: 0.05 }
  const templates = [
    boosterTemplate('solid', FLIGHTS.solid, sigmas),
    boosterTemplate('liquid', FLIGHTS.liquid, sigmas),
  ]
  const options = toInternal(trackingSchema.parse({}))
  return {
    network,
    tracker: new Tracker(options, templates, siderealAngle(EPOCH, 0)),
    evaluator: new ThreatEvaluator([{ ...HOME, value: 1 }]),
  }
}

/** A plan with sensors whose missiles stand 20 km apart. */
function trackedPlan(options: PlanOptions = {}): BattlePlan {
  const plan = planOf({
    tracking: tracking(),
    epochAngle: siderealAngle(EPOCH, 0),
    raid: [{ threat: 'raid', flight: 'liquid', count: 3 }],
    layers: [{ shell: { planes: 80, perPlane: 60, inclination: 50 * DEG } }],
    command: { decisionTime: 5 },
    ...options,
  })
  return apart(plan)
}

function apart(plan: BattlePlan): BattlePlan {
  const missiles = plan.missiles.map((missile) => {
    const launcher = scatteredLaunch(SITE, 20e3, new Stream(3, 0, 'launcher', missile.number))
    const trajectory = movedFlight(missile.flight.trajectory, SITE, launcher)
    return { ...missile, flight: flown(missile.flight, trajectory) }
  })
  return { ...plan, missiles }
}

/** A flight on another path. */
function flown(flight: FlightPlan, trajectory: Trajectory): FlightPlan {
  return { ...flight, trajectory, objects: flight.objects.map((o) => ({ ...o, trajectory })) }
}

/** The same flight until `from` s, then drifting away sideways at up to 2 km/s: nothing a defence could have known. */
function swerving(trajectory: Trajectory, from: number): Trajectory {
  const r_ecef = trajectory.r_ecef.slice()
  const v_ecef = trajectory.v_ecef.slice()
  trajectory.times.forEach((t, i) => {
    if (t <= from) return
    const u = t - from
    r_ecef[3 * i]! += 20 * u * u
    v_ecef[3 * i]! += 40 * u
  })
  return { ...trajectory, r_ecef, v_ecef }
}

const run = (plan: BattlePlan, index = 0): BattleRecord => new Battle(plan).run(index, true)

describe('a fight on tracks', () => {
  it('sees, tracks, solves and shoots in this order, and keeps the sum of fates', () => {
    const plan = trackedPlan()
    const battle = new Battle(plan)
    let shots = 0
    for (let index = 0; index < 3; index++) {
      const r = battle.run(index, true)
      shots += r.shots
      expect(r.killed + r.leaked + r.fellElsewhere).toBe(r.launched)
      expect(r.byLayer.reduce((n, l) => n + l.shots, 0)).toBe(r.shots)
      expect(r.clocks).toHaveLength(3)
      for (const { seen, tracked, solution, release } of r.clocks) {
        // Cloud break of the liquid booster at 44 s, and 2 s of latency.
        expect(seen!).toBeGreaterThan(40)
        expect(seen!).toBeLessThan(60)
        expect(tracked!).toBeGreaterThanOrEqual(seen!)
        expect(solution!).toBeGreaterThanOrEqual(tracked!)
        expect(release! - solution!).toBeCloseTo(5, 9)
      }
      for (const shot of r.log) {
        const { release } = r.clocks[shot.missile]!
        expect(shot.release).toBeGreaterThanOrEqual(release! - 1e-6)
        expect(shot.intercept).toBeGreaterThan(shot.release)
      }
      const times = r.events.map((e) => e.t)
      expect(times).toEqual([...times].sort((a, b) => a - b))
    }
    expect(shots).toBeGreaterThan(6)
  })

  it('decides from what has been seen alone: another flight after a moment changes no decision before it', () => {
    const plan = trackedPlan()
    const MOMENT = 110
    const other: BattlePlan = {
      ...plan,
      tracking: tracking(),
      missiles: plan.missiles.map((m) => ({
        ...m,
        flight: flown(m.flight, swerving(m.flight.trajectory, MOMENT)),
      })),
    }
    let before = 0
    let after = 0
    for (let index = 0; index < 3; index++) {
      const [a, b] = [run(plan, index), run(other, index)]
      const early = (r: BattleRecord) =>
        r.log
          .filter((s) => s.release <= MOMENT)
          .map(({ result: _, ...order }) => order)
          .sort((x, y) => x.carrier - y.carrier)
      expect(early(b)).toEqual(early(a))
      for (const [m, clock] of a.clocks.entries())
        if ((clock.solution ?? Infinity) <= MOMENT) expect(b.clocks[m]).toEqual(clock)
      before += early(a).length
      // The aim errors know the truth, and tell the two apart.
      after += b.aims.filter((aim, k) => aim.errorAtRelease !== a.aims[k]?.errorAtRelease).length
    }
    expect(before).toBeGreaterThan(3)
    expect(after).toBeGreaterThan(0)
  })

  it('is the same for the same run whatever was run before', () => {
    const plan = trackedPlan()
    const battle = new Battle(plan)
    const first = battle.run(2)
    battle.run(0)
    battle.run(1)
    expect(battle.run(2)).toEqual(first)
  })

  it('misses where divert cannot take out the aim error, and hits where shots cannot fail', () => {
    const kills = (divert: number): { killed: number; aims: number } => {
      const interceptor = { divert, sspk: 1, pCommon: 1 }
      const shell = { planes: 80, perPlane: 60, inclination: 50 * DEG }
      const battle = new Battle(trackedPlan({ layers: [{ shell, interceptor }] }))
      const records = [battle.run(0), battle.run(1)]
      return {
        killed: records.reduce((n, r) => n + r.killed, 0),
        aims: records.reduce((n, r) => n + r.aims.length, 0),
      }
    }
    expect(kills(0)).toMatchObject({ killed: 0 })
    const able = kills(1e6)
    expect(able.aims).toBeGreaterThan(2)
    // What is aimed in time is hit by its first shot; what comes after the true burnout is not.
    expect(able.killed).toBeGreaterThan(able.aims / 2)
  })

  it('fires at nothing it has not seen', () => {
    const r = run(trackedPlan({ tracking: tracking(1), window: 0 }))
    for (const [m, clock] of r.clocks.entries())
      if (clock.solution === undefined) expect(r.log.some((s) => s.missile === m)).toBe(false)
    expect(r.killed + r.leaked + r.fellElsewhere).toBe(3)
  })
})
