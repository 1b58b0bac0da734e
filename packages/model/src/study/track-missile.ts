import { TrackCustody, nees, type PredictedPath, type Tracker, type TrackView } from '../track/index.ts'
import type { BoosterCheck, FollowedMissile, TrackCheck, TrackCheckName } from './track-followed.ts'
import type { ImpactSample, TrackError, TrackSamples } from './track-samples.ts'
import type { MissileTruth } from './track-truth.ts'

/** A track is held against the truth so long after the end of thrust, s: by then the filter should know that it has ended. */
const AFTER_BURNOUT = 30
/** Impacts of the first run are predicted so often (s): until then, and later, when they change slowly. */
const OFTEN = 10
const SELDOM = 30

/** A confirmed track, and where it is expected at a scan. */
export interface TrackNow {
  readonly track: TrackView
  readonly path: PredictedPath
}

const error = new Float64Array(6)

/** Follows one missile through one run. */
export class MissileFollower {
  readonly truth: MissileTruth
  /** Liftoff, s since the epoch. */
  readonly zero: number
  readonly samples: TrackSamples | undefined
  /** The track that stands for it, −1 where none does, and the NEES of position and velocity, NaN without it. */
  track = -1
  nees = Number.NaN
  readonly #custody = new TrackCustody()
  readonly #headCounts: Int32Array
  /** Scans above the clouds, and those of them with a track. */
  #exposed = 0
  #held = 0
  readonly #own = new Set<number>()
  #ended = 0
  #seen = Infinity
  #solution: number | undefined
  #lastReport: number | undefined
  #silence = 0
  readonly #checks: Partial<Record<TrackCheckName, TrackCheck>> = {}
  #booster: BoosterCheck | undefined
  readonly #due: { readonly name: TrackCheckName; readonly t: number }[]
  #nextImpact = -Infinity

  /** `heads`: those of the network. With `samples` every scan is kept, and impacts are predicted all along. */
  constructor(truth: MissileTruth, start: number, heads: number, samples?: TrackSamples) {
    this.truth = truth
    this.zero = start + truth.plan.liftoff
    this.samples = samples
    this.#headCounts = new Int32Array(heads + 1)
    this.#due = [
      { name: 'burnout', t: truth.burnout + AFTER_BURNOUT },
      { name: 'halfway', t: 0.5 * truth.impact },
    ]
  }

  /**
   * One scan at t, s since liftoff. `near`: confirmed tracks nearest to it; `found`: the one that stands for it. `r`, `v`: the truth, ECI.
   */
  scan(
    t: number,
    heads: number,
    reports: number,
    near: number,
    found: TrackNow | undefined,
    r: Float64Array,
    v: Float64Array,
    tracker: Tracker,
  ): void {
    if (this.track >= 0 && tracker.tracks[this.track]!.status === 'lost') this.#ended++
    this.track = found?.track.id ?? -1
    this.#custody.add(t, found !== undefined)
    if (this.truth.cloudBreak !== undefined && t >= this.truth.cloudBreak) {
      this.#headCounts[heads]!++
      this.#exposed++
      if (found !== undefined) this.#held++
    }
    if (reports > 0) this.#hear(t)
    this.samples?.open(t, heads, reports, near, this.track)
    this.nees = Number.NaN
    const check = this.#dueAt(t)
    if (found === undefined) return

    const held = compare(found.path, r, v)
    this.nees = nees(error, found.path.covariance.subarray(0, 36))
    this.samples?.close(held, this.nees)
    this.#own.add(found.track.id)
    this.#seen = Math.min(this.#seen, found.track.firstSeen)
    this.#judge(t, found.track, held, check, tracker)
  }

  /** Predictions, where they are due. */
  #judge(
    t: number,
    track: TrackView,
    held: TrackError,
    check: TrackCheckName | undefined,
    tracker: Tracker,
  ): void {
    const solved = this.#solution === undefined && track.qualityAt !== undefined
    const wanted = this.samples !== undefined && t >= this.#nextImpact
    if (!solved && !wanted && check === undefined) return
    const impact = this.#impactOf(t, track.id, tracker)
    if (wanted) this.#nextImpact = t + (t < this.truth.burnout + AFTER_BURNOUT ? OFTEN : SELDOM)
    if (impact !== undefined) this.samples?.impacts.push(impact)
    if (check !== undefined) this.#checks[check] = { t, ...held, impact }
    if (!solved) return
    this.#solution = t
    this.#checks.solution = { t, ...held, impact }
    this.#booster = this.#boosterOf(track, tracker)
  }

  /** The run is over for this missile. */
  result(): FollowedMissile {
    const { impact } = this.truth
    this.#custody.end(impact)
    if (this.#lastReport !== undefined) this.#hear(impact)
    return {
      seen: this.#own.size > 0 ? this.#seen - this.zero : undefined,
      tracked: this.#custody.first,
      solution: this.#solution,
      custody: this.#custody,
      tracks: this.#own.size,
      ended: this.#ended,
      heads: this.#headsInView(),
      held: this.#exposed === 0 ? undefined : this.#held / this.#exposed,
      silence: this.#lastReport === undefined ? undefined : this.#silence,
      checks: this.#checks,
      booster: this.#booster,
    }
  }

  #hear(t: number): void {
    if (this.#lastReport !== undefined) this.#silence = Math.max(this.#silence, t - this.#lastReport)
    this.#lastReport = t
  }

  /** The check whose moment has come, once. */
  #dueAt(t: number): TrackCheckName | undefined {
    const k = this.#due.findIndex((check) => t >= check.t)
    return k < 0 ? undefined : this.#due.splice(k, 1)[0]!.name
  }

  #impactOf(t: number, id: number, tracker: Tracker): ImpactSample | undefined {
    const predicted = tracker.impact(id)
    if (predicted === undefined) return undefined
    const { semiMajor, semiMinor } = predicted
    return { t, semiMajor, semiMinor, ...this.truth.missOf(predicted) }
  }

  #boosterOf({ id, launch }: TrackView, tracker: Tracker): BoosterCheck {
    const burnout = tracker.burnout(id)
    return {
      burnout:
        burnout === undefined || burnout.probability < 0.5
          ? undefined
          : { error: burnout.t - this.zero - this.truth.burnout, sigma: burnout.sigma },
      launch: launch && {
        error: this.truth.launchError(launch),
        sigma: Math.sqrt(launch.covariance[0]! + launch.covariance[4]!),
        timeError: launch.t - this.zero,
      },
    }
  }

  #headsInView(): FollowedMissile['heads'] {
    const counts = this.#headCounts
    const total = this.#exposed
    if (total === 0) return undefined
    let median = 0
    for (let below = counts[0]!; 2 * below < total; below += counts[median]!) median++
    return {
      least: counts.findIndex((n) => n > 0),
      median,
      stereo: 1 - (counts[0]! + (counts[1] ?? 0)) / total,
    }
  }
}

/** Leaves the error of position and velocity in `error` and gives its lengths beside those that the covariance claims. */
function compare(path: PredictedPath, r: Float64Array, v: Float64Array): TrackError {
  for (let i = 0; i < 3; i++) {
    error[i] = path.r_eci[i]! - r[i]!
    error[3 + i] = path.v_eci[i]! - v[i]!
  }
  const P = path.covariance
  return {
    positionError: Math.sqrt(error[0]! * error[0]! + error[1]! * error[1]! + error[2]! * error[2]!),
    positionSigma: Math.sqrt(P[0]! + P[7]! + P[14]!),
    velocityError: Math.sqrt(error[3]! * error[3]! + error[4]! * error[4]! + error[5]! * error[5]!),
    velocitySigma: Math.sqrt(P[21]! + P[28]! + P[35]!),
  }
}
