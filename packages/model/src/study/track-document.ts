import type { ReportHead } from './report.ts'
import type { TrackCheckName } from './track-followed.ts'
import type { TrackPhase } from './track-truth.ts'
import type { Spread } from './tracking-tally.ts'

/** How missiles were seen and followed: one missile over all runs, or all of them. Times since liftoff; null where nothing was counted. */
export interface FollowedReport {
  /** First report of a track of it, a confirmed track, fire-control quality. */
  readonly seen_s: Spread | null
  readonly tracked_s: Spread | null
  readonly solution_s: Spread | null
  /** Sensor heads in view between cloud break and impact. */
  readonly heads_in_view: {
    readonly least: Spread
    readonly median: Spread
    /** Mean share of the time with two or more. */
    readonly share_two_or_more: number
  } | null
  readonly longest_without_report_s: Spread | null
  readonly custody: {
    /** Mean share of the time between cloud break and impact with a confirmed track. */
    readonly share: number | null
    /** Gaps from the first confirmed track until the impact: mean number, chance of none, the longest of a flight and their sum. */
    readonly gaps: number | null
    readonly p_without_gap: number | null
    readonly longest_gap_s: Spread | null
    readonly gap_time_s: Spread | null
    /** Tracks that stood for it, and those of them that ended while they did: means. */
    readonly tracks: number
    readonly ended: number
  }
  readonly checks: readonly CheckReport[]
  /** At the solution: what is told of the booster. Errors are predicted less true. */
  readonly booster: {
    readonly burnout_error_s: Spread | null
    readonly burnout_sigma_s: Spread | null
    readonly launch_error_km: Spread | null
    readonly launch_sigma_km: Spread | null
    readonly launch_time_error_s: Spread | null
  }
}

/** Tracks held against the truth at one moment of the flight. */
export interface CheckReport {
  readonly at: TrackCheckName
  readonly t_s: Spread | null
  /** Length of the error, and the root mean square that the track claims. */
  readonly position_error_m: Spread | null
  readonly position_sigma_m: Spread | null
  readonly velocity_error_m_s: Spread | null
  readonly velocity_sigma_m_s: Spread | null
  readonly impact_error_km: Spread | null
  /** Larger half axis of the ellipse that holds the impact with probability 0.9, and how often it does. */
  readonly impact_semi_major_km: Spread | null
  readonly in_ellipse: {
    readonly predictions: number
    readonly inside: number
    readonly share: number
    readonly ci95: readonly [number, number]
  } | null
}

export interface TrackMissileReport extends FollowedReport {
  readonly missile: string
  readonly threat: string
  readonly cloud_break_s: number | null
  readonly burnout_s: number
  readonly impact_s: number
}

/** One scan of the missile shown. */
export interface TrackSampleReport {
  readonly t_s: number
  readonly heads_in_view: number
  readonly reports: number
  readonly tracks: number
  readonly track: number | null
  readonly position_error_m: number | null
  readonly position_sigma_m: number | null
  readonly velocity_error_m_s: number | null
  readonly velocity_sigma_m_s: number | null
  readonly nees: number | null
}

/** A predicted impact of the missile shown. */
export interface TrackImpactReport {
  readonly t_s: number
  readonly error_km: number
  readonly semi_major_km: number
  readonly semi_minor_km: number
  readonly in_ellipse: boolean
}

/** One missile of the first run, scan by scan. */
export interface TrackSamplesReport {
  readonly missile: string
  readonly samples: readonly TrackSampleReport[]
  readonly impacts: readonly TrackImpactReport[]
}

/** `opendome track --json`. */
export interface TrackReport extends ReportHead {
  readonly runs: number
  readonly runs_asked: number
  readonly seed: number
  readonly sensors: readonly { readonly id: string; readonly heads: number }[]
  readonly heads: number
  /** Missiles followed in each run. */
  readonly launched: number
  readonly all: FollowedReport
  readonly missiles: readonly TrackMissileReport[]
  /** Average NEES of position and velocity (6 is right) over the runs against its chi-square bounds. */
  readonly consistency: readonly {
    readonly phase: TrackPhase
    readonly scans: number
    readonly mean_nees: number
    readonly expected_nees: number
    readonly share_within_95: number
    readonly share_below: number
    readonly share_above: number
  }[]
  /** Confirmed tracks of nothing: mean number and time in a run. */
  readonly stray_tracks: { readonly count: number; readonly time_s: number }
  readonly first_run: TrackSamplesReport & {
    readonly start_s: number
    readonly gaps: readonly { readonly missile: string; readonly from_s: number; readonly to_s: number }[]
  }
}
