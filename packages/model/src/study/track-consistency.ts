import { consistencyBounds } from '../track/index.ts'
import type { Interval } from '../math/index.ts'
import { TRACK_PHASES, type TrackPhase } from './track-truth.ts'

/** NEES of one missile over the runs: sum and number by scan since its liftoff. */
export interface NeesSums {
  readonly sum: Float64Array
  readonly count: Uint32Array
}

/** Numbers in the state whose errors are held against their covariance: position and velocity. */
export const STATE = 6
const CONFIDENCE = 0.95

/** Are errors as large as the tracks claim, in one phase of the flights? */
export interface PhaseConsistency {
  readonly phase: TrackPhase
  /** Scans of missiles with a track, over all runs. */
  readonly scans: number
  /** Mean of the NEES; 6 where the covariances are right. */
  readonly mean: number
  /**
   * Scans since liftoff, missile by missile, at which the average over the runs lies within its 95 % chi-square bounds, below them (errors smaller
   * than claimed) and above (larger): shares that add up to 1.
   */
  readonly within: number
  readonly below: number
  readonly above: number
}

/**
 * The average NEES over the runs of each missile at each scan (every `step` s) against its bounds, by phase of its flight; phases without a track are
 * left out.
 */
export function trackConsistency(
  missiles: readonly { readonly phase: (t: number) => TrackPhase }[],
  nees: readonly NeesSums[],
  step: number,
): PhaseConsistency[] {
  const bounds = new Map<number, Interval>()
  return TRACK_PHASES.flatMap((phase): PhaseConsistency[] => {
    let [scans, sum, moments, below, above] = [0, 0, 0, 0, 0]
    missiles.forEach((missile, m) => {
      const { sum: sums, count: counts } = nees[m]!
      for (let k = 0; k < counts.length; k++) {
        const n = counts[k]!
        if (n === 0 || missile.phase(k * step) !== phase) continue
        const { low, high } = bounds.get(n) ?? consistencyBounds(STATE, n, CONFIDENCE)
        bounds.set(n, { low, high })
        const average = sums[k]! / n
        scans += n
        sum += sums[k]!
        moments++
        if (average < low) below++
        else if (average > high) above++
      }
    })
    if (scans === 0) return []
    return [
      {
        phase,
        scans,
        mean: sum / scans,
        within: (moments - below - above) / moments,
        below: below / moments,
        above: above / moments,
      },
    ]
  })
}
