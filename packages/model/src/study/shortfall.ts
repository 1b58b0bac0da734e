import { fallFrom, type Landing, type Place } from '../threat/index.ts'
import type { BattleRecord } from '../battle/index.ts'
import { requireWhole, statistic, type RunStatistic } from './monte-carlo.ts'
import { fallOn, type Fall } from './fall-zone.ts'
import { impactTrack, type ImpactTrack } from './impact-track.ts'
import type { Nations } from './nations.ts'
import type { Prepared } from './prepare.ts'
import { shareOf, type Share } from './run-share.ts'

/** Where what is left of one intercepted missile would come down. */
export interface Remains extends Fall {
  readonly run: number
  readonly threat: string
  /** Missile's number in the raid. */
  readonly missile: number
  /** Release and intercept, s since its liftoff. */
  readonly release: number
  readonly intercept: number
  /** Undefined in orbit. */
  readonly landing: Landing | undefined
}

/** Part of the intercepts whose remains come down at one nation's, in one zone. */
export interface PlaceShare extends Fall {
  /** Means per run. */
  readonly intercepts: number
  readonly share: Share
}

/** Intercepts so long before the end of thrust, s. */
export interface TimeShare {
  readonly before: readonly [from: number, to: number]
  readonly intercepts: number
  readonly places: readonly PlaceShare[]
}

/** One threat: its launch region and its aim. */
export interface ThreatShortfall {
  readonly threat: string
  readonly launch: Place
  readonly aim: Place
  readonly burnout: number
  /** Earliest release at it in any run, s since liftoff; undefined where none was fired. */
  readonly firstRelease: number | undefined
  /** Of the flight from the threat's own site. */
  readonly track: ImpactTrack
  readonly launched: number
  /** Intercepts under thrust, mean a run. */
  readonly intercepts: number
  readonly places: readonly PlaceShare[]
  readonly byTime: readonly TimeShare[]
}

/** Missiles that come down in a defended area, a run, by what becomes of the payload of one that is hit under thrust. */
export interface SurvivalEnds {
  /** None survives, as `payload_survives_hit: 0`. */
  readonly low: RunStatistic
  /** Every one flies on, as `payload_survives_hit: 1`. */
  readonly high: RunStatistic
}

export interface Shortfall {
  readonly runs: number
  readonly threats: readonly ThreatShortfall[]
  readonly remains: readonly Remains[]
  readonly leaked: SurvivalEnds | undefined
}

export interface ShortfallOptions {
  /** 0: the tracks alone. */
  readonly runs: number
  readonly nations: Nations
}

const MOST_RUNS = 100_000
/** Times before the end of thrust at which intercepts are told apart, s. */
const EDGES = [0, 5, 10, 20, 40, 80, Infinity] as const

/**
 * Where the remains of missiles that are hit under thrust come down: the intercepts of the battle's own runs, each carried on by the ballistic fall from
 * the state at its intercept. `payload_survives_hit` does not change who is hit when, so both its ends come from the same runs. Yields the runs done.
 * Throws `invalid` for a number of runs that is not a whole number 0 to 10⁵.
 */
export function* shortfallSteps(prepared: Prepared, options: ShortfallOptions): Generator<number, Shortfall> {
  const { runs, nations } = options
  requireWhole('runs', runs, 0, MOST_RUNS)
  const { scenario, battle, flights } = prepared
  const { missiles } = battle.plan
  const remains: Remains[] = []
  const first = new Map<string, number>()
  const low: number[] = []
  const high: number[] = []
  for (let run = 0; run < runs; run++) {
    yield run
    const record = battle.run(run)
    for (const shot of record.log) {
      if (shot.object !== undefined) continue
      const { threat, liftoff } = missiles[shot.missile]!
      first.set(threat, Math.min(first.get(threat) ?? Infinity, shot.release - liftoff))
    }
    const own = remainsOf(prepared, record, nations)
    remains.push(...own)
    const counts = leakedAtEnds(prepared, record, own)
    low.push(counts.low)
    high.push(counts.high)
  }
  const threats = scenario.threats.map((threat, i): ThreatShortfall => {
    const { trajectory, launch } = flights[i]!
    const of = remains.filter((r) => r.threat === threat.id)
    return {
      threat: threat.id,
      launch,
      aim: threat.aim,
      burnout: trajectory.burnout,
      firstRelease: first.get(threat.id),
      track: impactTrack(trajectory, nations),
      launched: threat.count,
      intercepts: runs === 0 ? 0 : of.length / runs,
      places: placesOf(of, runs),
      byTime: byTime(of, runs, (r) => missiles[r.missile]!.flight.trajectory.burnout),
    }
  })
  const all = (counts: readonly number[]): RunStatistic =>
    statistic(Uint32Array.from(counts), Math.max(1, missiles.length))
  return {
    runs,
    threats,
    remains,
    leaked: runs === 0 ? undefined : { low: all(low), high: all(high) },
  }
}

/** What the hits under thrust of one run leave, and where it comes down. */
function remainsOf({ battle }: Prepared, record: BattleRecord, nations: Nations): Remains[] {
  const { missiles } = battle.plan
  return record.log.flatMap((shot): Remains[] => {
    if (shot.result !== 'hit' || shot.object !== undefined) return []
    const { flight, liftoff, threat } = missiles[shot.missile]!
    const intercept = shot.intercept - liftoff
    const landing = fallFrom(flight.trajectory, intercept)
    const { nation, zone } = fallOn(landing, nations)
    return [
      {
        run: record.run,
        threat,
        missile: shot.missile,
        release: shot.release - liftoff,
        intercept,
        landing,
        nation,
        zone,
      },
    ]
  })
}

/** Leakers of a run were no payload to survive its hit, and were all to. */
function leakedAtEnds(
  { battle }: Prepared,
  record: BattleRecord,
  own: readonly Remains[],
): { readonly low: number; readonly high: number } {
  const { areas } = battle.plan
  const hit = new Set(own.map((r) => r.missile))
  const missed = record.fates.filter((fate, m) => fate === 'leaked' && !hit.has(m)).length
  const arrived = own.filter(
    ({ landing }) => landing !== undefined && areas.at(landing.lat, landing.lon) !== undefined,
  ).length
  return { low: missed, high: missed + arrived }
}

function byTime(
  remains: readonly Remains[],
  runs: number,
  burnout: (r: Remains) => number,
): readonly TimeShare[] {
  return EDGES.slice(0, -1).flatMap((from, i): TimeShare[] => {
    const to = EDGES[i + 1]!
    const own = remains.filter((r) => {
      const before = burnout(r) - r.intercept
      return before >= from && before < to
    })
    if (own.length === 0) return []
    return [{ before: [from, to], intercepts: own.length / runs, places: placesOf(own, runs) }]
  })
}

/** Shares by nation and zone, the largest first. */
function placesOf(remains: readonly Remains[], runs: number): PlaceShare[] {
  if (remains.length === 0) return []
  const inRun = new Float64Array(runs)
  for (const { run } of remains) inRun[run]! += 1
  const groups = new Map<string, Remains[]>()
  for (const r of remains) {
    const key = `${r.zone}/${r.nation ?? ''}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [r])
    else group.push(r)
  }
  return [...groups.values()]
    .map((group): PlaceShare => {
      const counts = new Float64Array(runs)
      for (const { run } of group) counts[run]! += 1
      const { nation, zone } = group[0]!
      return { nation, zone, intercepts: group.length / runs, share: shareOf(counts, inRun) }
    })
    .sort((a, b) => b.intercepts - a.intercepts || ((a.nation ?? '') < (b.nation ?? '') ? -1 : 1))
}
