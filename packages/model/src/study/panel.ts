import { OpendomeError } from '../core/index.ts'
import type { Overrides } from '../scenario/index.ts'
import { valueIn, type Output, type RunOutput } from './outputs.ts'
import { PointTally, type Estimate, type EstimateOptions } from './point-tally.ts'
import { RowQueue } from './row-queue.ts'
import type { RunTable } from './run-table.ts'
import { LEAST_BATCHES, Sample } from './sample.ts'
import type { Refusal, Task } from './task.ts'

/** Fewest runs before the first look at an interval. */
const LEAST_RUNS = 200

/** When a panel ends before its last run. */
export interface StopRule {
  readonly output: RunOutput
  readonly of: 'value' | 'difference'
  readonly width: number
}

export interface PanelOptions {
  /** The scenario's document as JSON. */
  readonly scenario: string
  /** What each point sets; they are run with the same draws, and the first is what the others are held against. */
  readonly sets: readonly Overrides[]
  /** Index of the first point in the study. */
  readonly firstPoint: number
  readonly outputs: readonly Output[]
  readonly runs: number
  readonly batch: number
  readonly strata: number
  readonly stop: StopRule | undefined
  readonly estimate: EstimateOptions
  /** Runs of a task. */
  readonly taskRuns: number
  /** Batches handed out beyond what is known to be needed. */
  readonly ahead: number
}

/** Why a panel ended. */
export type Ended = 'interval' | 'runs' | 'refused'

/**
 * Points that are run together, with the same run indices and so the same draws, until the stop rule holds for all of them or the runs end. Rows
 * are taken in the order of the runs, a batch of all points at a time; what arrives beyond the batch that ended it does not count.
 */
export class Panel {
  readonly tallies: readonly PointTally[]
  /** By point, by output: the differences from the first point. Empty for the first. */
  readonly differences: readonly ReadonlyMap<string, Sample>[]
  /** Why the model does not run a point, once that is sure. */
  readonly refusals: (Refusal | undefined)[]
  readonly #options: PanelOptions
  readonly #queues: readonly RowQueue[]
  readonly #outputs: readonly RunOutput[]
  #ended: Ended | undefined
  /** Of each point: the first runs that the model refuses. */
  readonly #refused: ({ readonly from: number; readonly refusal: Refusal } | undefined)[]
  #looked: { readonly done: number; readonly widths: readonly number[] } = { done: 0, widths: [] }
  looks = 0
  /** Runs of each point that count. */
  done = 0

  constructor(options: PanelOptions) {
    const { sets, outputs, batch, strata } = options
    this.#options = options
    this.#queues = sets.map(() => new RowQueue())
    this.tallies = sets.map(() => new PointTally(outputs, { strata, batch }))
    this.#outputs = outputs.filter((o) => o.kind !== 'design')
    this.differences = sets.map(
      (_, i) => new Map(i === 0 ? [] : this.#outputs.map((o) => [o.name, new Sample({ strata, batch })])),
    )
    this.refusals = sets.map(() => undefined)
    this.#refused = sets.map(() => undefined)
  }

  /** Most runs of each point. */
  get runs(): number {
    return this.#options.runs
  }

  get estimate(): EstimateOptions {
    return this.#options.estimate
  }

  /** The widest interval that the stop rule waits for; undefined without one, and before the first batch. */
  widest(): { readonly output: string; readonly width: number; readonly wanted: number } | undefined {
    const { stop } = this.#options
    const widths = this.#widths()
    if (stop === undefined || widths.length === 0) return undefined
    return { output: stop.output.name, width: Math.max(...widths), wanted: stop.width }
  }

  /** Undefined while it goes on. */
  get ended(): Ended | undefined {
    return this.#ended
  }

  /** Adds the tasks that are wanted and were not told, until there are `most`. */
  ask(tasks: Task[], most: number): void {
    if (this.#ended !== undefined) return
    const { scenario, sets, firstPoint, runs, taskRuns } = this.#options
    const end = this.#wanted()
    const start = Math.min(
      ...this.#queues.filter((_, i) => this.refusals[i] === undefined).map((q) => q.ready),
    )
    for (let from = start - (start % taskRuns); from < end; from += taskRuns)
      for (let i = 0; i < sets.length; i++) {
        if (tasks.length >= most) return
        if (this.refusals[i] !== undefined || this.#queues[i]!.has(from)) continue
        if (from >= (this.#refused[i]?.from ?? Infinity)) continue
        tasks.push({
          point: firstPoint + i,
          scenario,
          set: sets[i]!,
          from,
          to: Math.min(runs, from + taskRuns),
        })
      }
  }

  /** Run index up to which runs are wanted now. */
  #wanted(): number {
    const { runs, batch, ahead, stop } = this.#options
    if (stop === undefined) return runs
    const least = Math.max(this.done, LEAST_RUNS - batch)
    let need = least + batch
    const widest = Math.max(0, ...this.#widths())
    // The width falls with the root of the runs.
    if (this.done > 0 && Number.isFinite(widest))
      need = Math.max(need, 0.9 * this.done * (widest / stop.width) * (widest / stop.width))
    return Math.min(runs, Math.ceil(need) + ahead * batch)
  }

  /** Takes the rows of a task of point `point`, in any order. Throws `invalid` for one that was not asked for. */
  tell({ point, from, to }: Task, table: RunTable): void {
    const { firstPoint, runs, taskRuns } = this.#options
    const queue = this.#queues[point - firstPoint]
    if (queue === undefined || table.from !== from || table.to !== to || from % taskRuns !== 0)
      throw new OpendomeError(
        'invalid',
        `runs ${table.from} to ${table.to} of point ${point}: not what was asked for`,
      )
    if (to !== Math.min(runs, from + taskRuns))
      throw new OpendomeError('invalid', `runs ${from} to ${to}: expected ${taskRuns} runs a task`)
    if (this.#ended !== undefined || !queue.put(table)) return
    this.#advance()
  }

  /**
   * The model refuses the runs of a point from `from` on. In the batch that needs them the point drops out and the others go on; without the first there is nothing to hold
   * against, and the panel ends.
   */
  refuse({ point, from }: Pick<Task, 'point' | 'from'>, refusal: Refusal): void {
    const i = point - this.#options.firstPoint
    if (this.#ended !== undefined || this.#queues[i]!.has(from)) return
    const known = this.#refused[i]
    if (known === undefined || from < known.from) this.#refused[i] = { from, refusal }
    this.#advance()
  }

  /** Takes whole batches for which all points are here, and looks after each. */
  #advance(): void {
    const { runs, batch } = this.#options
    for (;;) {
      const end = Math.min(runs, this.done + batch)
      this.#drop(end)
      const active = this.#queues.map((_, i) => i).filter((i) => this.refusals[i] === undefined)
      if (this.#ended !== undefined || active.some((i) => this.#queues[i]!.ready < end)) return
      this.#take(active, end)
      if (end % batch === 0 && this.#mayLook() && this.#narrow()) this.#ended = 'interval'
      else if (end === runs) this.#ended = 'runs'
    }
  }

  /** Drops the points whose runs before `end` are refused. */
  #drop(end: number): void {
    if (this.#ended !== undefined) return
    this.#refused.forEach((own, i) => {
      if (own === undefined || this.refusals[i] !== undefined || own.from >= end || own.from < this.done)
        return
      this.refusals[i] = own.refusal
      this.#looked = { done: 0, widths: [] }
      if (i === 0) this.#ended = 'refused'
    })
  }

  #take(active: readonly number[], end: number): void {
    for (let run = this.done; run < end;) {
      const rows = active.map((i) => this.#queues[i]!.at(run))
      const to = Math.min(end, ...rows.map(({ table }) => table.to))
      active.forEach((i, k) => {
        this.tallies[i]!.add(rows[k]!.table, run, to)
        if (i !== 0) this.#addDifferences(i, rows[0]!.table, rows[k]!.table, run, to)
      })
      run = to
    }
    this.done = end
  }

  #addDifferences(point: number, base: RunTable, own: RunTable, from: number, to: number): void {
    for (const output of this.#outputs) {
      const sample = this.differences[point]!.get(output.name)!
      for (let run = from; run < to; run++)
        sample.add(run, valueIn(own, run, output) - valueIn(base, run, output))
    }
  }

  #mayLook(): boolean {
    const { stop, strata, estimate, batch } = this.#options
    if (stop === undefined || this.done < Math.max(LEAST_RUNS, 2 * strata)) return false
    return estimate.method !== 'batch-means' || this.done >= LEAST_BATCHES * batch
  }

  #narrow(): boolean {
    this.looks++
    const { width } = this.#options.stop!
    return this.#widths().every((w) => w <= width)
  }

  /** Widths of the intervals that the stop rule is about. */
  #widths(): readonly number[] {
    if (this.#looked.done !== this.done) this.#looked = { done: this.done, widths: this.#findWidths() }
    return this.#looked.widths
  }

  #findWidths(): number[] {
    const { stop } = this.#options
    if (stop === undefined || this.done === 0) return []
    return this.tallies.flatMap((tally, i) => {
      if (this.refusals[i] !== undefined) return []
      if (stop.of === 'difference' && i === 0) return []
      const found =
        stop.of === 'value'
          ? tally.estimate(stop.output, this.#options.estimate)
          : this.difference(i, stop.output)
      return found.interval === undefined ? [Infinity] : [found.interval.high - found.interval.low]
    })
  }

  /** The difference of a point's output from the first point's, run by run. */
  difference(point: number, output: RunOutput): Estimate {
    const sample = this.differences[point]!.get(output.name)!
    const most = this.tallies[point]!.most(output)
    const { method, seed } = this.#options.estimate
    const found = sample.interval(method, { least: -most, most, seed })
    return { mean: sample.mean(), interval: found?.interval, method: found?.method ?? 'student' }
  }
}
