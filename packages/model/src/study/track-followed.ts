import type { TrackCustody } from '../track/index.ts'
import type { ImpactSample, TrackError } from './track-samples.ts'

/** Moments at which every run holds tracks against the truth: fire-control quality met, 30 s after the end of thrust, half of the flight. */
export const TRACK_CHECKS = ['solution', 'burnout', 'halfway'] as const
export type TrackCheckName = (typeof TRACK_CHECKS)[number]

/** A track at one of the moments. */
export interface TrackCheck extends TrackError {
  /** s since liftoff. */
  readonly t: number
  /** Undefined where the track predicts none. */
  readonly impact: ImpactSample | undefined
}

/** What is told of the booster when the fire-control quality is met. */
export interface BoosterCheck {
  /** Predicted end of thrust less the true one, and its sigma, s; undefined where the track is taken to thrust no more. */
  readonly burnout: { readonly error: number; readonly sigma: number } | undefined
  /** Distance of the estimated launch from the true one and its root mean square by the track (m), and the error of its time (s); undefined without an estimate. */
  readonly launch: { readonly error: number; readonly sigma: number; readonly timeError: number } | undefined
}

/** How one missile was seen and followed in one run. Times in s since its liftoff; undefined where it did not happen. */
export interface FollowedMissile {
  /** First report of a track of it at the command node; first confirmed track; fire-control quality. */
  readonly seen: number | undefined
  readonly tracked: number | undefined
  readonly solution: number | undefined
  readonly custody: TrackCustody
  /** Tracks that have stood for it, and those of them that ended while they did. */
  readonly tracks: number
  readonly ended: number
  /** Heads that see it between cloud break and impact: fewest, median, share of the time with two or more. Undefined where it never breaks the clouds. */
  readonly heads: { readonly least: number; readonly median: number; readonly stereo: number } | undefined
  /** Share of the time between cloud break and impact in which a confirmed track stands for it; undefined as `heads`. */
  readonly held: number | undefined
  /** Longest time without a report between the first one and the impact. */
  readonly silence: number | undefined
  readonly checks: Readonly<Partial<Record<TrackCheckName, TrackCheck>>>
  readonly booster: BoosterCheck | undefined
}
