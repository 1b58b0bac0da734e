import { mean, quantile, wilson } from '../math/index.ts'
import { STATE, trackConsistency } from './track-consistency.ts'
import type {
  CheckReport,
  FollowedReport,
  TrackImpactReport,
  TrackReport,
  TrackSampleReport,
  TrackSamplesReport,
} from './track-document.ts'
import { TRACK_CHECKS, type FollowedMissile, type TrackCheck, type TrackCheckName } from './track-followed.ts'
import { trackLimits } from './track-limits.ts'
import type { TrackSamples } from './track-samples.ts'
import type { TrackStudy } from './track-study.ts'
import type { Spread } from './tracking-tally.ts'
import { VERSION } from './version.ts'

/**
 * The document of the runs done so far, at least one. `shown`: index of the missile that stands there scan by scan; without it the one that was
 * out of custody longest in the first run, then the one tracked last.
 */
export function trackReport(study: TrackStudy, shown = hardest(study)): TrackReport {
  const { prepared, tracking, missiles, runs } = study
  const { scenario } = prepared
  const { network } = tracking
  const first = runs[0]!
  return {
    opendome: VERSION,
    scenario: scenario.name,
    changed_assumptions: scenario.changed,
    limits: trackLimits(prepared, runs.length),
    runs: runs.length,
    runs_asked: study.wanted,
    seed: scenario.run.seed,
    sensors: network.sensors.map(({ id }, s) => ({
      id,
      heads: Array.from({ length: network.heads }, (_, head) => network.sensorOf(head)).filter((x) => x === s)
        .length,
    })),
    heads: network.heads,
    launched: missiles.length,
    all: followedReport(runs.flatMap((run) => run.missiles)),
    missiles: missiles.map(({ plan, cloudBreak, burnout, impact }, m) => ({
      missile: plan.id,
      threat: plan.threat,
      cloud_break_s: cloudBreak ?? null,
      burnout_s: burnout,
      impact_s: impact,
      ...followedReport(runs.map((run) => run.missiles[m]!)),
    })),
    consistency: trackConsistency(missiles, study.nees, network.step).map((c) => ({
      phase: c.phase,
      scans: c.scans,
      mean_nees: c.mean,
      expected_nees: STATE,
      share_within_95: c.within,
      share_below: c.below,
      share_above: c.above,
    })),
    stray_tracks: {
      count: mean(runs.map((run) => run.strays.count)),
      time_s: mean(runs.map((run) => run.strays.time)),
    },
    first_run: {
      start_s: first.start,
      gaps: first.missiles.flatMap(({ custody }, m) =>
        custody.gaps.map(({ from, to }) => ({ missile: missiles[m]!.plan.id, from_s: from, to_s: to })),
      ),
      ...trackSamples(study, shown),
    },
  }
}

/** One missile of the first run, scan by scan. */
export function trackSamples({ missiles, samples }: TrackStudy, missile: number): TrackSamplesReport {
  return {
    missile: missiles[missile]!.plan.id,
    samples: sampleReports(samples[missile]!),
    impacts: impactReports(samples[missile]!),
  }
}

/** The missile that was hardest to follow in the first run: longest out of custody, then tracked last, then the first of the list. */
function hardest(study: TrackStudy): number {
  const { missiles } = study.runs[0]!
  const time = (m: FollowedMissile): number => m.tracked ?? Infinity
  const harder = (a: FollowedMissile, b: FollowedMissile): boolean =>
    a.tracked === undefined || b.tracked === undefined || a.custody.lost === b.custody.lost
      ? time(a) > time(b)
      : a.custody.lost > b.custody.lost
  return missiles.reduce((worst, m, k) => (harder(m, missiles[worst]!) ? k : worst), 0)
}

function followedReport(all: readonly FollowedMissile[]): FollowedReport {
  const heads = all.flatMap((m) => m.heads ?? [])
  const held = all.flatMap((m) => m.held ?? [])
  const tracked = all.filter((m) => m.tracked !== undefined)
  const gaps = tracked.map((m) => m.custody.gaps.length)
  const burnouts = all.flatMap((m) => m.booster?.burnout ?? [])
  const launches = all.flatMap((m) => m.booster?.launch ?? [])
  return {
    seen_s: spreadOf(all.map((m) => m.seen)),
    tracked_s: spreadOf(all.map((m) => m.tracked)),
    solution_s: spreadOf(all.map((m) => m.solution)),
    heads_in_view:
      heads.length === 0
        ? null
        : {
            least: spreadOf(heads.map((h) => h.least))!,
            median: spreadOf(heads.map((h) => h.median))!,
            share_two_or_more: mean(heads.map((h) => h.stereo)),
          },
    longest_without_report_s: spreadOf(all.map((m) => m.silence)),
    custody: {
      share: held.length === 0 ? null : mean(held),
      gaps: gaps.length === 0 ? null : mean(gaps),
      p_without_gap: gaps.length === 0 ? null : gaps.filter((n) => n === 0).length / gaps.length,
      longest_gap_s: spreadOf(tracked.map((m) => m.custody.longest)),
      gap_time_s: spreadOf(tracked.map((m) => m.custody.lost)),
      tracks: mean(all.map((m) => m.tracks)),
      ended: mean(all.map((m) => m.ended)),
    },
    checks: TRACK_CHECKS.map((at) =>
      checkReport(
        at,
        all.flatMap((m) => m.checks[at] ?? []),
      ),
    ),
    booster: {
      burnout_error_s: spreadOf(burnouts.map((b) => b.error)),
      burnout_sigma_s: spreadOf(burnouts.map((b) => b.sigma)),
      launch_error_km: spreadOf(launches.map((l) => l.error / 1000)),
      launch_sigma_km: spreadOf(launches.map((l) => l.sigma / 1000)),
      launch_time_error_s: spreadOf(launches.map((l) => l.timeError)),
    },
  }
}

function checkReport(at: TrackCheckName, checks: readonly TrackCheck[]): CheckReport {
  const impacts = checks.flatMap((c) => c.impact ?? [])
  const inside = impacts.filter((i) => i.inside).length
  return {
    at,
    t_s: spreadOf(checks.map((c) => c.t)),
    position_error_m: spreadOf(checks.map((c) => c.positionError)),
    position_sigma_m: spreadOf(checks.map((c) => c.positionSigma)),
    velocity_error_m_s: spreadOf(checks.map((c) => c.velocityError)),
    velocity_sigma_m_s: spreadOf(checks.map((c) => c.velocitySigma)),
    impact_error_km: spreadOf(impacts.map((i) => i.error / 1000)),
    impact_semi_major_km: spreadOf(impacts.map((i) => i.semiMajor / 1000)),
    in_ellipse:
      impacts.length === 0 ? null : { predictions: impacts.length, ...shareOf(inside, impacts.length) },
  }
}

function shareOf(inside: number, n: number): { inside: number; share: number; ci95: [number, number] } {
  const { low, high } = wilson(inside, n, 0.95)
  return { inside, share: inside / n, ci95: [low, high] }
}

/** Mean and quantiles of those that are there; null where none is. */
function spreadOf(values: readonly (number | undefined)[]): Spread | null {
  const sorted = Float64Array.from(values.flatMap((x) => x ?? [])).sort()
  if (sorted.length === 0) return null
  return {
    count: sorted.length,
    mean: mean(sorted),
    p05: quantile(sorted, 0.05),
    p50: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
  }
}

function sampleReports(samples: TrackSamples): TrackSampleReport[] {
  const value = (x: number): number | null => (Number.isNaN(x) ? null : x)
  return Array.from({ length: samples.count }, (_, k) => ({
    t_s: samples.t[k]!,
    heads_in_view: samples.heads[k]!,
    reports: samples.reports[k]!,
    tracks: samples.tracks[k]!,
    track: samples.track[k]! < 0 ? null : samples.track[k]!,
    position_error_m: value(samples.positionError[k]!),
    position_sigma_m: value(samples.positionSigma[k]!),
    velocity_error_m_s: value(samples.velocityError[k]!),
    velocity_sigma_m_s: value(samples.velocitySigma[k]!),
    nees: value(samples.nees[k]!),
  }))
}

function impactReports({ impacts }: TrackSamples): TrackImpactReport[] {
  return impacts.map(({ t, error, semiMajor, semiMinor, inside }) => ({
    t_s: t,
    error_km: error / 1000,
    semi_major_km: semiMajor / 1000,
    semi_minor_km: semiMinor / 1000,
    in_ellipse: inside,
  }))
}
