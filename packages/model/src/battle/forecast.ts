import type { ThreatEvaluation } from '../command/index.ts'
import { LONGEST_FLY_OUT, groundWindow } from '../engage/index.ts'
import { AIR_EDGE, lastBelow, type Path } from '../threat/index.ts'
import { newPath, type ImpactEstimate, type TrackView } from '../track/index.ts'
import type { OpenPath } from './objects.ts'
import { isBoost, type BattlePlan, type LayerPlan, type TrackingPlan } from './plan.ts'
import { earthFixedPath, firstTimeInArea } from './predicted-path.ts'

/** Spacing of predicted paths under thrust, s: the longest step of a prediction there. Cubics between them miss a path over a staging by some metres. */
const THRUST_STEP = 4
/** States of a predicted fall at most, and the least spacing, s. */
const MOST_STATES = 256
/** How long a judgement of where something comes down stands before it is made anew, s. */
const REVIEW = 60
/** Sigma of a predicted impact (m) beyond which nothing is said of where. */
const VAGUE = 2000e3

/** A track that has had no report for this many of its usual intervals, and this long (s), is no ground to fire on behind burnout: its object may be no more. */
const SILENCE = 5
const LEAST_SILENCE = 3

/** What a track says of a target behind burnout. Times in s since the start of the raid. */
export interface Fall {
  /** From now to the predicted impact. */
  readonly path: Path
  readonly to: number
  readonly threat: ThreatEvaluation
}

/** What was last judged of a track's impact. */
interface Judged {
  /** s since the start of the raid. */
  readonly at: number
  readonly impact: ImpactEstimate
  readonly threat: ThreatEvaluation
}

/** A prediction and the moment it was made. */
interface Made<T> {
  readonly now: number
  readonly value: T
}

/**
 * How tracks are expected to go on, as paths fixed to the Earth on the raid's clock (s since its start). What is asked for more than once at a moment is worked out
 * once. Reads tracks alone.
 */
export class Forecast {
  readonly #plan: BattlePlan
  readonly #tracking: TrackingPlan
  /** Start of the raid, s since the epoch. */
  readonly #start: number
  readonly #predicted = newPath(MOST_STATES)
  readonly #judged = new Map<number, Judged>()
  readonly #falls = new Map<number, Made<Fall | undefined>>()
  readonly #climbs = new Map<number, Made<Path | undefined>>()

  constructor(plan: BattlePlan, tracking: TrackingPlan, start: number) {
    this.#plan = plan
    this.#tracking = tracking
    this.#start = start
  }

  /** Probability that a track is under thrust; undefined while its velocity is not clear. */
  thrusting(track: TrackView): number | undefined {
    return this.#tracking.tracker.burnout(track.id)?.probability
  }

  /** Has a track had no report for longer than is usual for it? */
  isSilent(track: TrackView, now: number): boolean {
    return this.#start + now - track.t > Math.max(LEAST_SILENCE, SILENCE * track.pace)
  }

  /** The path from `release` to the expected end of thrust; undefined where no thrust is expected. */
  climb(track: TrackView, release: number): Path | undefined {
    const made = this.#climbs.get(track.id)
    if (made?.now === release) return made.value
    const value = this.#climb(track, release)
    this.#climbs.set(track.id, { now: release, value })
    return value
  }

  #climb(track: TrackView, release: number): Path | undefined {
    const burnout = this.#tracking.tracker.burnout(track.id)
    if (burnout === undefined || burnout.probability < 0.5) return undefined
    const end = Math.min(burnout.t - this.#start, release + LONGEST_FLY_OUT)
    if (!(end > release)) return undefined
    return this.#path(track, release, end, Math.max(2, Math.ceil((end - release) / THRUST_STEP) + 1))
  }

  /** The fall from `now` to the ground and what it threatens; undefined where thrust is expected, it is not known where it comes down, or it has. */
  fall(track: TrackView, now: number): Fall | undefined {
    const made = this.#falls.get(track.id)
    if (made?.now === now) return made.value
    const value = this.#fall(track, now)
    this.#falls.set(track.id, { now, value })
    return value
  }

  #fall(track: TrackView, now: number): Fall | undefined {
    if (track.status === 'lost' || this.isSilent(track, now) || !((this.thrusting(track) ?? 1) < 0.5))
      return undefined
    const judged = this.#judge(track, now)
    if (judged === undefined) return undefined
    const to = judged.impact.t - this.#start
    if (!(to > now + 1)) return undefined
    const count = Math.max(2, Math.min(MOST_STATES, Math.ceil((to - now) / THRUST_STEP) + 1))
    const path = this.#path(track, now, to, count)
    return path && { path, to, threat: judged.threat }
  }

  /** The fall and the climb that were last worked out for a track, and what it was last judged to threaten. */
  lastFall(track: number): Path | undefined {
    return this.#falls.get(track)?.value?.path
  }

  lastClimb(track: number): Path | undefined {
    return this.#climbs.get(track)?.value
  }

  lastThreat(track: number): ThreatEvaluation | undefined {
    return this.#judged.get(track)?.threat
  }

  #judge(track: TrackView, now: number): Judged | undefined {
    const known = this.#judged.get(track.id)
    if (known !== undefined && now - known.at < REVIEW) return known
    const { tracker, evaluator } = this.#tracking
    const impact = tracker.impact(track.id)
    if (impact === undefined) return undefined
    const { covariance } = impact
    if (!(covariance[0]! + covariance[3]! < VAGUE * VAGUE)) return undefined
    const judged = { at: now, impact, threat: evaluator.evaluate(impact) }
    this.#judged.set(track.id, judged)
    return judged
  }

  #path(track: TrackView, from: number, to: number, count: number): Path | undefined {
    const times = Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1))
    const absolute = times.map((s) => Math.max(this.#start + s, track.t))
    if (!this.#tracking.tracker.meanPath(track.id, absolute, this.#predicted)) return undefined
    return earthFixedPath(times, this.#predicted, this.#start, this.#plan.epochAngle)
  }

  /** Last intercept of a layer against thrust that command expects to be in time. */
  deadline(layer: LayerPlan, path: Path): number {
    const end = path.times[path.times.length - 1]!
    if (layer.deadline === 'burnout') return end - ('shell' in layer ? layer.interceptor.burnoutMargin : 0)
    return firstTimeInArea(path, this.#plan.areas)
  }

  /** What a layer can hit of a predicted path. */
  open(layer: LayerPlan, path: Path): OpenPath | undefined {
    const { times } = path
    let [from, to] = [times[0]!, times[times.length - 1]!]
    if (isBoost(layer)) to = this.deadline(layer, path)
    // In the air or out of it: a path that never sinks below its edge is all out of it.
    else if (layer.layer === 'midcourse') to = lastBelow(path, AIR_EDGE) ?? from
    else if (layer.layer === 'glide') from = lastBelow(path, AIR_EDGE) ?? from
    if (!(to > from)) return undefined
    if (!('battery' in layer)) return { from, to }
    const { minAltitude, ceiling } = layer.interceptor
    const { r_ecef, table } = layer.battery
    const ground = groundWindow(path, r_ecef, table, { minAltitude, ceiling, from, to })
    return ground && { from, to, ground }
  }
}
