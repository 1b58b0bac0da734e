import type { Interval } from '../math/index.ts'
import { valueIn, type Output, type RunOutput } from './outputs.ts'
import type { RunTable } from './run-table.ts'
import { Sample, type IntervalMethod, type SampleOptions } from './sample.ts'

/** A number with its sampling error. */
export interface Estimate {
  readonly mean: number
  /** Undefined where all runs are equal and the output has no known bound. */
  readonly interval: Interval | undefined
  readonly method: IntervalMethod
}

export interface EstimateOptions {
  readonly method: 'student' | 'bootstrap' | 'batch-means'
  readonly seed: number
}

/** What came of the runs of one point: sums of every column, and samples of those that outputs are asked of. */
export class PointTally {
  readonly #sums = new Map<string, number>()
  readonly #samples = new Map<string, { readonly output: RunOutput; readonly sample: Sample }>()
  /** Leakers of each run. */
  readonly leakers: Sample
  readonly #most = { launched: 0, warheads_launched: 0 }
  runs = 0

  constructor(outputs: readonly Output[], options: SampleOptions) {
    this.leakers = new Sample(options)
    for (const output of outputs)
      if (output.kind !== 'design') this.#samples.set(output.name, { output, sample: new Sample(options) })
  }

  /** Adds rows of a table, those of runs `from` to `to` − 1, which follow those before. */
  add(table: RunTable, from: number, to: number): void {
    const [first, last] = [from - table.from, to - table.from]
    for (const [name, values] of table.columns) {
      if (name === 'start_s') continue
      let sum = 0
      for (let row = first; row < last; row++) sum += values[row]!
      this.#sums.set(name, (this.#sums.get(name) ?? 0) + sum)
    }
    const leaked = table.columns.get('leaked')!
    for (let row = first; row < last; row++) this.leakers.add(table.from + row, leaked[row]!)
    for (const { output, sample } of this.#samples.values())
      for (let run = from; run < to; run++) sample.add(run, valueIn(table, run, output))
    for (const bound of ['launched', 'warheads_launched'] as const) {
      const values = table.columns.get(bound)!
      for (let row = first; row < last; row++) this.#most[bound] = Math.max(this.#most[bound], values[row]!)
    }
    this.runs += to - from
  }

  /** Means per run of all columns, in their order. */
  means(): Record<string, number> {
    return Object.fromEntries([...this.#sums].map(([name, sum]) => [name, sum / this.runs]))
  }

  sample(output: RunOutput): Sample {
    return this.#samples.get(output.name)!.sample
  }

  /** Largest possible value of an output; infinite where it has no known bound. */
  most(output: RunOutput): number {
    if (output.kind === 'chance') return 1
    return output.bound === undefined ? Infinity : this.#most[output.bound]
  }

  /** An output of runs with its interval. */
  estimate(output: RunOutput, options: EstimateOptions): Estimate {
    const sample = this.sample(output)
    if (output.kind === 'chance') {
      const { estimate, interval } = sample.chance(1)
      return { mean: estimate, interval, method: 'wilson' }
    }
    const found = sample.interval(options.method, { least: 0, most: this.most(output), seed: options.seed })
    return { mean: sample.mean(), interval: found?.interval, method: found?.method ?? 'student' }
  }
}
