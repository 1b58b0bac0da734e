import type { TrackingPlan } from '../battle/index.ts'
import { newMeasurements, type Measurements, type SensorNetwork, type Target } from '../sense/index.ts'
import { newPath } from '../track/index.ts'
import type { FollowedMissile } from './track-followed.ts'
import { MissileFollower, type TrackNow } from './track-missile.ts'
import { TrackPairing, type Flying } from './track-pairing.ts'
import type { TrackSamples } from './track-samples.ts'
import type { MissileTruth } from './track-truth.ts'

/** What all runs of a study share: sensors and tracker, and room that is used again. */
export class TrackStage {
  readonly tracking: TrackingPlan
  readonly truths: readonly MissileTruth[]
  readonly reports: Measurements
  readonly origin: Int32Array
  /** Room for the tracks of a scan. */
  readonly paths: TrackNow['path'][] = []
  readonly heads: Int32Array
  /** When the last missile lands, s since the start of the raid. */
  readonly end: number

  constructor(tracking: TrackingPlan, truths: readonly MissileTruth[]) {
    const { network } = tracking
    const rows = looksOf(network) * (truths.length + 1)
    this.tracking = tracking
    this.truths = truths
    this.reports = newMeasurements(rows)
    this.origin = new Int32Array(rows)
    this.heads = new Int32Array(network.heads)
    this.end = truths.reduce((last, m) => Math.max(last, m.plan.liftoff + m.impact), 0)
  }
}

/** The most looks that all heads take in one scan; each reports an object once and raises at most one false alarm. */
function looksOf(network: SensorNetwork): number {
  let looks = 0
  for (let head = 0; head < network.heads; head++) {
    const { revisit } = network.sensors[network.sensorOf(head)]!.sensor
    looks += Math.ceil(network.step / revisit) + 1
  }
  return looks
}

/** Confirmed tracks that stood for no missile. */
export interface StrayTracks {
  /** Such tracks, and how long they were there together, s. */
  readonly count: number
  readonly time: number
}

/**
 * One run: sensors and tracker follow the missiles from liftoff to impact, and no shot is fired. Truth serves what the sensors see and the scores alone.
 */
export class TrackRun {
  /** Start of the raid, s since the epoch. */
  readonly start: number
  readonly followers: readonly MissileFollower[]
  readonly #stage: TrackStage
  readonly #run: number
  readonly #targets: readonly Target[]
  readonly #reported: Int32Array
  readonly #states: readonly { readonly r: Float64Array; readonly v: Float64Array }[]
  readonly #flying: Flying[] = []
  readonly #pairing = new TrackPairing()
  #strayTime = 0
  #looked = 0
  #scans = 0

  /** `samples`: one for each missile where the scans are to be kept. */
  constructor(stage: TrackStage, run: number, start: number, samples?: readonly TrackSamples[]) {
    const { tracking, truths } = stage
    this.start = start
    this.#stage = stage
    this.#run = run
    this.#reported = new Int32Array(truths.length)
    this.#states = truths.map(() => ({ r: new Float64Array(3), v: new Float64Array(3) }))
    this.#targets = truths.map(({ plan }) => ({
      trajectory: plan.flight.trajectory,
      liftoff: start + plan.liftoff,
      signature: plan.flight.signature,
      end: Infinity,
    }))
    this.followers = truths.map(
      (truth, m) => new MissileFollower(truth, start, tracking.network.heads, samples?.[m]),
    )
    tracking.tracker.reset(run)
  }

  /** Share of the run that is done. */
  get done(): number {
    const { end, tracking } = this.#stage
    return Math.min(1, (this.#scans * tracking.network.step) / end)
  }

  /** One scan; `scanned` is called with each missile in flight and the index of the scan since its liftoff. False once all have landed. */
  scan(scanned?: (missile: number, index: number) => void): boolean {
    const { tracking, reports, origin, end } = this.#stage
    const { network, tracker } = tracking
    const since = ++this.#scans * network.step
    if (since > end) return false
    const now = this.start + since
    reports.count = 0
    network.scan(this.#run, now, this.#targets, reports, origin)
    this.#reported.fill(0)
    for (let row = 0; row < reports.count; row++) if (origin[row]! >= 0) this.#reported[origin[row]!]!++
    tracker.step(now, reports)

    this.#fly(since)
    const { own, near, strayNow } = this.#pairing.pair(this.#confirmed(now), this.#flying)
    this.#strayTime += strayNow * network.step
    for (const { missile: m, r } of this.#flying) {
      const { v } = this.#states[m]!
      const heads = network.visible(now, this.#targets[m]!, this.#stage.heads)
      const t = since - this.followers[m]!.truth.plan.liftoff
      this.followers[m]!.scan(t, heads, this.#reported[m]!, near.get(m) ?? 0, own.get(m), r, v, tracker)
      scanned?.(m, Math.floor(t / network.step))
    }
    return true
  }

  result(): { readonly missiles: readonly FollowedMissile[]; readonly strays: StrayTracks } {
    return {
      missiles: this.followers.map((follower) => follower.result()),
      strays: { count: this.#pairing.strays.size, time: this.#strayTime },
    }
  }

  /** Which missiles are in flight, and where. */
  #fly(since: number): void {
    this.#flying.length = 0
    this.#stage.truths.forEach((truth, m) => {
      const t = since - truth.plan.liftoff
      if (t < 0 || t > truth.impact) return
      const { r, v } = this.#states[m]!
      truth.state(t, this.start + since, r, v)
      this.#flying.push({ missile: m, r })
    })
  }

  /** The confirmed tracks, and where they are expected now. */
  #confirmed(now: number): TrackNow[] {
    const { tracking, paths } = this.#stage
    const { tracker } = tracking
    const { tracks } = tracker
    while (this.#looked < tracks.length && tracks[this.#looked]!.status === 'lost') this.#looked++
    const found: TrackNow[] = []
    for (let id = this.#looked; id < tracks.length; id++) {
      const track = tracks[id]!
      if (track.status !== 'confirmed') continue
      const path = (paths[found.length] ??= newPath(1))
      if (tracker.path(id, [now], path)) found.push({ track, path })
    }
    return found
  }
}
