import type { StudyResult } from './monte-carlo.ts'
import type { Prepared } from './prepare.ts'
import type { Spread } from './tracking-tally.ts'

/** A quantity over missiles or shots and runs, in the unit of its name; `share` of the missiles had it. */
interface SpreadReport {
  readonly count: number
  readonly share?: number
  readonly mean: number
  readonly p05: number
  readonly p50: number
  readonly p95: number
}

/** `tracking` of `opendome run --json`. */
export interface TrackingReport {
  /** Time since liftoff to the first report, to a confirmed track, to fire-control quality. */
  readonly seen_s: SpreadReport | null
  readonly tracked_s: SpreadReport | null
  readonly solution_s: SpreadReport | null
  /** Distance between aim point and target at intercept, as the track had it at release and at handover to the seeker. */
  readonly error_at_release_km: SpreadReport | null
  readonly error_at_handover_km: SpreadReport | null
  /** Divert asked for to take it out. */
  readonly divert_km_s: SpreadReport | null
  /** The first run, missile by missile; times since its liftoff. */
  readonly by_missile: readonly {
    readonly missile: string
    readonly seen_s: number | null
    readonly tracked_s: number | null
    readonly solution_s: number | null
    readonly release_s: number | null
    readonly shots: readonly {
      readonly layer: string
      readonly error_at_release_km: number
      readonly error_at_handover_km: number
      readonly divert_km_s: number
    }[]
  }[]
}

/** What sensors and tracks were worth; null where the scenario states delays instead. */
export function trackingReport({ battle }: Prepared, result: StudyResult): TrackingReport | null {
  const { tracking, firstRun } = result
  if (tracking === undefined) return null
  const times = (spread: Spread | undefined): SpreadReport | null =>
    spread === undefined ? null : { share: spread.count / tracking.missiles, ...spread }
  const kilo = (spread: Spread | undefined): SpreadReport | null =>
    spread === undefined
      ? null
      : {
          count: spread.count,
          mean: spread.mean / 1000,
          p05: spread.p05 / 1000,
          p50: spread.p50 / 1000,
          p95: spread.p95 / 1000,
        }
  return {
    seen_s: times(tracking.seen),
    tracked_s: times(tracking.tracked),
    solution_s: times(tracking.solution),
    error_at_release_km: kilo(tracking.errorAtRelease),
    error_at_handover_km: kilo(tracking.errorAtHandover),
    divert_km_s: kilo(tracking.divert),
    by_missile: battle.plan.missiles.map(({ id }, m) => {
      const clock = firstRun.clocks[m]!
      return {
        missile: id,
        seen_s: clock.seen ?? null,
        tracked_s: clock.tracked ?? null,
        solution_s: clock.solution ?? null,
        release_s: clock.release ?? null,
        shots: firstRun.aims
          .filter((aim) => aim.missile === m)
          .map((aim) => ({
            layer: battle.plan.layers[aim.layer]!.id,
            error_at_release_km: aim.errorAtRelease / 1000,
            error_at_handover_km: aim.errorAtHandover / 1000,
            divert_km_s: aim.divert / 1000,
          })),
      }
    }),
  }
}
