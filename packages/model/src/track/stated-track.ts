import type { Measurement } from '../sense/index.ts'

/**
 * What is known of one missile. Times in seconds since its liftoff.
 * The thin room states when a firing solution stands; state and covariance come with the filters.
 */
export interface Track {
  readonly seen: number
  /** When the track is good enough to aim an interceptor. */
  readonly solution: number
}

/** How a firing solution comes about where the scenario states delays; exactly one of the two. */
export type StatedSolution =
  | { readonly delay: number }
  /** A figure published as "after launch": replaces cloud break, latency and delay, never added to them. */
  | { readonly at: number }

/**
 * A track by stated delays, s since liftoff. A stated solution time stands even without a sight; otherwise the result is
 * undefined where the missile is never seen.
 */
export function statedTrack(sight: Measurement | undefined, stated: StatedSolution): Track | undefined {
  if ('at' in stated) {
    // Published solution times start the clock at launch; sight cannot come after the solution it led to.
    return { seen: Math.min(sight?.available ?? stated.at, stated.at), solution: stated.at }
  }
  if (sight === undefined) return undefined
  return { seen: sight.available, solution: sight.available + stated.delay }
}
