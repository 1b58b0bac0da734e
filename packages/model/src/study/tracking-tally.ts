import type { BattleRecord } from '../battle/index.ts'
import { Histogram } from '../math/index.ts'

/** How a quantity is spread over missiles or shots and runs. */
export interface Spread {
  /** How many had it: missiles, or shots. */
  readonly count: number
  readonly mean: number
  readonly p05: number
  readonly p50: number
  readonly p95: number
}

/** What sensors and tracks were worth, over all missiles and shots of all runs; undefined where nothing was counted. SI units. */
export interface TrackingResult {
  /** Missiles launched, over all runs. */
  readonly missiles: number
  /** Time since liftoff: first report, track confirmed, fire-control quality. */
  readonly seen: Spread | undefined
  readonly tracked: Spread | undefined
  readonly solution: Spread | undefined
  /** Distance between aim point and target at intercept, as the track had it at release and at handover; divert asked for. */
  readonly errorAtRelease: Spread | undefined
  readonly errorAtHandover: Spread | undefined
  readonly divert: Spread | undefined
}

const QUANTITIES = ['seen', 'tracked', 'solution', 'errorAtRelease', 'errorAtHandover', 'divert'] as const

/** Counts over the runs of a study, in memory that does not grow with them. */
export class TrackingTally {
  #missiles = 0
  readonly #of = new Map(QUANTITIES.map((quantity) => [quantity, new Histogram()]))

  add({ clocks, aims }: BattleRecord): void {
    this.#missiles += clocks.length
    for (const clock of clocks)
      for (const quantity of ['seen', 'tracked', 'solution'] as const) {
        const value = clock[quantity]
        if (value !== undefined) this.#of.get(quantity)!.add(Math.max(0, value))
      }
    for (const aim of aims)
      for (const quantity of ['errorAtRelease', 'errorAtHandover', 'divert'] as const)
        this.#of.get(quantity)!.add(aim[quantity])
  }

  result(): TrackingResult {
    const spreads = QUANTITIES.map((quantity) => [quantity, spreadOf(this.#of.get(quantity)!)])
    return { missiles: this.#missiles, ...Object.fromEntries(spreads) } as TrackingResult
  }
}

function spreadOf(values: Histogram): Spread | undefined {
  if (values.count === 0) return undefined
  return {
    count: values.count,
    mean: values.mean,
    p05: values.quantile(0.05),
    p50: values.quantile(0.5),
    p95: values.quantile(0.95),
  }
}
