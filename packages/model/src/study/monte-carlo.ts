import { holdsOf, type BattleRecord } from '../battle/index.ts'
import { OpendomeError } from '../core/index.ts'
import { clopperPearson, quantile, studentQuantile, wilson } from '../math/index.ts'
import { FightTally, type FightResult } from './fight-tally.ts'
import type { Prepared } from './prepare.ts'
import { shotCost, type ShotCost } from './shot-cost.ts'
import { TrackingTally, type TrackingResult } from './tracking-tally.ts'

/** A mean over runs with its sampling error and the spread of the runs. */
export interface RunStatistic {
  readonly mean: number
  readonly ci95: readonly [number, number]
  readonly p05: number
  readonly p50: number
  readonly p95: number
  /** Runs in which the count was k, from k = 0 to the greatest that occurred. */
  readonly distribution: readonly number[]
}

/** Tallies of many runs, means per run. */
export interface StudyResult {
  readonly runs: number
  readonly seed: number
  readonly launched: number
  readonly engaged: number
  readonly engagedInFull: number
  readonly killed: number
  readonly leaked: RunStatistic
  readonly fellElsewhere: number
  readonly shots: number
  readonly wasted: number
  readonly noLeak: { readonly estimate: number; readonly ci95: readonly [number, number] }
  readonly byLayer: readonly {
    readonly layer: string
    readonly id: string
    /** How its shots are decided: by a stated probability, or by the geometry of the last leg. */
    readonly hit: 'fixed' | 'geometry'
    readonly shots: number
    readonly killed: number
    /** Price of its shots; null where the catalog has none. */
    readonly cost: ShotCost | null
  }[]
  readonly byArea: readonly { readonly area: string; readonly aimed: number; readonly leaked: number }[]
  /** What came of the layers, and why what leaked got through. */
  readonly fight: FightResult
  /** What sensors and tracks were worth; undefined where the scenario states delays instead. */
  readonly tracking: TrackingResult | undefined
  /** The first run with its events. */
  readonly firstRun: BattleRecord
}

export interface MonteCarloOptions {
  readonly runs: number
  /** Called every few runs; returning false ends after the runs done so far. */
  readonly onProgress?: (done: number) => boolean
  /** First run index; default 0. */
  readonly first?: number
}

/** Sums of one pass over the runs, kept in index order. */
class Tally {
  engaged = 0
  engagedInFull = 0
  killed = 0
  fellElsewhere = 0
  shots = 0
  wasted = 0
  noLeak = 0
  readonly leaked: Uint32Array
  readonly layers: { shots: number; killed: number }[]
  readonly areas = new Map<string, number>()
  done = 0

  constructor(runs: number, layers: number) {
    this.leaked = new Uint32Array(runs)
    this.layers = Array.from({ length: layers }, () => ({ shots: 0, killed: 0 }))
  }

  add(record: BattleRecord): void {
    this.leaked[this.done++] = record.leaked
    this.engaged += record.engaged
    this.engagedInFull += record.engagedInFull
    this.killed += record.killed
    this.fellElsewhere += record.fellElsewhere
    this.shots += record.shots
    this.wasted += record.wasted
    if (record.leaked === 0) this.noLeak++
    record.byLayer.forEach((l, i) => {
      this.layers[i]!.shots += l.shots
      this.layers[i]!.killed += l.killed
    })
    for (const area of record.leakedInto) {
      if (area !== undefined) this.areas.set(area, (this.areas.get(area) ?? 0) + 1)
    }
  }
}

const MOST_RUNS = 10_000_000

/** Throws `invalid` unless `value` is a whole number within [low, high]. */
export function requireWhole(name: string, value: number, low: number, high: number): void {
  if (Number.isInteger(value) && value >= low && value <= high) return
  throw new OpendomeError('invalid', `${name} ${value}: expected a whole number ${low} to ${high}`)
}

/**
 * A study that is run piece by piece: `run` as often as wanted, `result` at any time in between. The pieces do not matter: the
 * runs are summed in index order, and the result is that of `monteCarlo`.
 *
 * @example
 * const study = new MonteCarlo(prepare(scenario), 200)
 * while (study.run(10)) console.log(study.done)
 * console.log(study.result().leaked)
 */
export class MonteCarlo {
  readonly runs: number
  readonly #prepared: Prepared
  readonly #first: number
  readonly #tally: Tally
  #firstRun: BattleRecord | undefined
  readonly #fight: FightTally
  readonly #tracking: TrackingTally | undefined

  /** `runs` in all, from run index `first` on. Throws `invalid` unless they are whole numbers, 1 to 10⁷ and 0 to 2³² − 1. */
  constructor(prepared: Prepared, runs: number, first = 0) {
    requireWhole('runs', runs, 1, MOST_RUNS)
    requireWhole('first run', first, 0, 0xffffffff)
    this.runs = runs
    this.#prepared = prepared
    this.#first = first
    this.#tally = new Tally(runs, prepared.battle.plan.layers.length)
    this.#fight = new FightTally(prepared.battle.plan.layers.map(holdsOf))
    this.#tracking = prepared.battle.plan.tracking && new TrackingTally()
  }

  get done(): number {
    return this.#tally.done
  }

  /** Runs up to `count` more. False once all are done. */
  run(count: number): boolean {
    requireWhole('count', count, 1, MOST_RUNS)
    const { battle } = this.#prepared
    const end = Math.min(this.runs, this.done + count)
    while (this.done < end) {
      const index = this.#first + this.done
      const record = battle.run(index, this.#firstRun === undefined)
      this.#firstRun ??= record
      this.#tally.add(record)
      this.#fight.add(record)
      this.#tracking?.add(record)
    }
    return this.done < this.runs
  }

  /** The tallies of the runs done so far. Throws `missing` before the first. */
  result(): StudyResult {
    const { battle, scenario } = this.#prepared
    const tally = this.#tally
    const firstRun = this.#firstRun
    if (firstRun === undefined) throw new OpendomeError('missing', 'runs: none is done')
    const n = tally.done
    const { low, high } = wilson(tally.noLeak, n, 0.95)
    const vehicleOf = (id: string): string | undefined =>
      [...scenario.layers, ...scenario.groundLayers].find((l) => l.id === id)?.vehicleId
    return {
      runs: n,
      seed: scenario.run.seed,
      launched: firstRun.launched,
      engaged: tally.engaged / n,
      engagedInFull: tally.engagedInFull / n,
      killed: tally.killed / n,
      leaked: statistic(tally.leaked.subarray(0, n), firstRun.launched),
      fellElsewhere: tally.fellElsewhere / n,
      shots: tally.shots / n,
      wasted: tally.wasted / n,
      noLeak: { estimate: tally.noLeak / n, ci95: [low, high] },
      byLayer: battle.plan.layers.map((l, i) => ({
        layer: l.layer,
        id: l.id,
        hit: l.interceptor.hit,
        shots: tally.layers[i]!.shots / n,
        killed: tally.layers[i]!.killed / n,
        cost: shotCost(vehicleOf(l.id), tally.layers[i]!.shots / n),
      })),
      byArea: scenario.defended.map((d) => ({
        area: d.id,
        aimed: battle.plan.missiles.filter((m) => m.flight.aimArea === d.id).length,
        leaked: (tally.areas.get(d.id) ?? 0) / n,
      })),
      fight: this.#fight.result(n),
      tracking: this.#tracking?.result(),
      firstRun,
    }
  }
}

/** Runs between two reports of progress. */
const CHUNK = 8

/**
 * Runs a prepared scenario `runs` times and sums in index order. The run is the unit of the intervals, since
 * missiles of one run share geometry. The result depends on the scenario, its seed and the number of runs only.
 */
export function monteCarlo(prepared: Prepared, options: MonteCarloOptions): StudyResult {
  const study = new MonteCarlo(prepared, options.runs, options.first)
  while (study.run(CHUNK)) if (options.onProgress?.(study.done) === false) break
  return study.result()
}

/**
 * Mean, 95 % interval and quantiles of a count per run in [0, most]. Student's interval of the mean; where all runs are equal it would have
 * width zero, and the interval is that of an outcome not yet seen: its chance is at most Clopper and Pearson's limit for 0 of n,
 * and it moves the mean at most to 0 or to `most`.
 */
export function statistic(counts: Uint32Array, most: number): RunStatistic {
  const n = counts.length
  const sorted = Float64Array.from(counts).sort()
  let sum = 0
  for (const c of counts) sum += c
  const mean = sum / n
  let squares = 0
  for (const c of counts) squares += (c - mean) * (c - mean)
  let ci95: readonly [number, number]
  if (squares === 0) {
    const unseen = clopperPearson(0, n, 0.95).high
    ci95 = [mean - unseen * mean, mean + unseen * (most - mean)]
  } else {
    const half = studentQuantile(0.975, n - 1) * Math.sqrt(squares / (n - 1) / n)
    ci95 = [Math.max(0, mean - half), Math.min(most, mean + half)]
  }
  return {
    mean,
    ci95,
    p05: quantile(sorted, 0.05),
    p50: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    distribution: distributionOf(counts),
  }
}

function distributionOf(counts: Uint32Array): number[] {
  const runs: number[] = []
  for (const count of counts) {
    while (runs.length <= count) runs.push(0)
    runs[count]!++
  }
  return runs
}
