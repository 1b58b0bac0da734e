import { OpendomeError } from '../core/index.ts'
import type { MissilePlan, TrackingPlan } from '../battle/index.ts'
import type { NeesSums } from './track-consistency.ts'
import type { FollowedMissile } from './track-followed.ts'
import type { Prepared } from './prepare.ts'
import { TrackRun, TrackStage, type StrayTracks } from './track-run.ts'
import { TrackSamples } from './track-samples.ts'
import { MissileTruth } from './track-truth.ts'

/** More missiles than this are not followed to impact: each is kept scan by scan. */
const MOST_MISSILES = 1000
const MOST_RUNS = 100_000

/** What became of one run. */
export interface TrackedRun {
  /** Start of the raid, s since the epoch. */
  readonly start: number
  /** By missile, in the order of `missiles`. */
  readonly missiles: readonly FollowedMissile[]
  readonly strays: StrayTracks
}

/**
 * Sensors and tracker of a scenario held against the truth: every missile is followed from liftoff to impact, and no shot is fired. The first run is kept scan by scan.
 * `advance` as often as wanted, `runs` at any time: what is there holds for the runs done so far, and depends on scenario and seed only. Sensors and tracker are those of
 * the prepared battle, which must not fight before a run is through.
 *
 * @example
 * const watched = readScenario('opendome: 1\nfrom: first-flight\nsensors: [{ id: high, sensor: early-warning-geo }]')
 * const study = new TrackStudy(prepare(watched), 1)
 * while (study.advance(60));
 * console.log(study.runs[0].missiles[0].tracked)
 */
export class TrackStudy {
  readonly prepared: Prepared
  readonly tracking: TrackingPlan
  readonly missiles: readonly MissileTruth[]
  /** Runs wanted. */
  readonly wanted: number
  readonly runs: readonly TrackedRun[]
  /** The first run by missile, scan by scan. */
  readonly samples: readonly TrackSamples[]
  readonly nees: readonly NeesSums[]
  readonly #runs: TrackedRun[] = []
  readonly #stage: TrackStage
  #run: TrackRun | undefined

  /** Errors: `missing` where the scenario has no sensors, `unsupported` for more than 1,000 missiles, `invalid` for runs that are not a whole number from 1 to 100,000. */
  constructor(prepared: Prepared, runs: number) {
    const { plan } = prepared.battle
    const { tracking } = plan
    if (tracking === undefined)
      throw new OpendomeError(
        'missing',
        'sensors: the scenario has none, so nothing sees and follows its missiles',
        {
          where: 'sensors',
          hint: 'add some, for example sensors: [{ id: leo, sensor: cbo-2026-tracking-leo }]; opendome sources sensor lists what there is',
        },
      )
    if (plan.missiles.length > MOST_MISSILES)
      throw new OpendomeError(
        'unsupported',
        `${plan.missiles.length} missiles: expected at most ${MOST_MISSILES} to be followed to impact`,
        { where: 'threats', hint: 'lower the count of threats' },
      )
    if (!(Number.isInteger(runs) && runs >= 1 && runs <= MOST_RUNS))
      throw new OpendomeError('invalid', `runs ${runs}: expected a whole number 1 to ${MOST_RUNS}`)
    const { cloudTop } = plan.command
    const truthOf = (missile: MissilePlan): MissileTruth =>
      new MissileTruth(missile, cloudTop, plan.epochAngle)
    this.prepared = prepared
    this.tracking = tracking
    this.missiles = plan.missiles.map(truthOf)
    this.wanted = runs
    this.runs = this.#runs
    const scans = this.missiles.map(({ impact }) => Math.floor(impact / tracking.network.step) + 2)
    this.samples = scans.map((count) => new TrackSamples(count))
    this.nees = scans.map((count) => ({ sum: new Float64Array(count), count: new Uint32Array(count) }))
    this.#stage = new TrackStage(tracking, this.missiles)
  }

  /** Work done so far, in runs. */
  get done(): number {
    return this.#runs.length + (this.#run?.done ?? 0)
  }

  /** Up to `scans` further scans. False once all runs are done. */
  advance(scans: number): boolean {
    for (let k = 0; k < scans && this.#runs.length < this.wanted; k++) {
      this.#run ??= this.#begin()
      const run = this.#run
      const goesOn = run.scan((missile, index) => {
        const { nees } = run.followers[missile]!
        if (Number.isNaN(nees)) return
        this.nees[missile]!.sum[index]! += nees
        this.nees[missile]!.count[index]!++
      })
      if (goesOn) continue
      this.#runs.push({ start: run.start, ...run.result() })
      this.#run = undefined
    }
    return this.#runs.length < this.wanted
  }

  #begin(): TrackRun {
    const index = this.#runs.length
    const start = this.prepared.battle.startOf(index)
    return new TrackRun(this.#stage, index, start, index === 0 ? this.samples : undefined)
  }
}
