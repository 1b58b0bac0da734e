import type { Overrides } from '../scenario/index.ts'
import type { Sampling } from './schema.ts'
import type { Shown } from './axis.ts'
import type { Output } from './outputs.ts'
import type { Ended, Panel } from './panel.ts'
import type { Estimate } from './point-tally.ts'
import type { ReportHead } from './report.ts'
import type { IntervalMethod } from './sample.ts'
import type { Refusal } from './task.ts'

/** An output of one point. A figure of the design has neither interval nor quantiles. */
export interface OutputEstimate {
  readonly output: string
  readonly mean: number
  readonly ci95: readonly [number, number] | null
  readonly interval: IntervalMethod | null
  /** Quantiles over the runs; null for a chance and for a figure of the design. */
  readonly p05: number | null
  readonly p50: number | null
  readonly p95: number | null
}

/** The difference of an output from the first point's, over the same runs with the same draws. */
export interface DifferenceReport {
  readonly output: string
  readonly mean: number
  readonly ci95: readonly [number, number] | null
  readonly interval: IntervalMethod | null
  /** How many times more runs the same interval takes with draws of their own; null where the runs do not differ. */
  readonly runs_saved_ratio: number | null
}

/** One point of a study: the scenario with some fields set. */
export interface PointReport {
  readonly point: number
  readonly id: string
  readonly name: string | null
  readonly set: Overrides
  readonly runs: number
  /** Null while it goes on. */
  readonly ended: Ended | null
  /** How often the stop rule looked at the interval. */
  readonly looks: number
  readonly outputs: readonly OutputEstimate[]
  readonly differences: readonly DifferenceReport[]
  /** Means per run of every column. */
  readonly means: Readonly<Record<string, number>>
  /** How often each number of leakers came. */
  readonly leakers: readonly { readonly leaked: number; readonly runs: number }[]
  /** Why the model does not run it. */
  readonly refused: {
    readonly message: string
    readonly where: string | null
    readonly hint: string | null
  } | null
}

/** What the document of every kind of study has. */
export interface StudyHead extends ReportHead {
  readonly study: string
  readonly doc: string | null
  readonly seed: number
  readonly strata: number
  readonly sampling: Sampling & { readonly runs: number }
  /** Is this all of it? */
  readonly done: boolean
  /** Runs of all points together. */
  readonly runs: number
}

/** `opendome study --json` of a study of kind `runs`. */
export interface RunsReport extends StudyHead {
  readonly kind: 'runs'
  readonly points: readonly PointReport[]
}

/** An axis of a study. */
export interface AxisReport {
  readonly id: string
  readonly name: string
  /** Null for options that set several fields. */
  readonly path: string | null
  readonly unit: string | null
  /** First and last value of an interval; null for a list. */
  readonly ends: readonly [number, number] | null
  readonly log: boolean
  /** Values that points have, each once. */
  readonly values: readonly Shown[]
}

/** `opendome study --json` of a study of kind `sweep`. */
export interface SweepReport extends StudyHead {
  readonly kind: 'sweep'
  readonly method: 'grid' | 'sobol' | 'latin-hypercube'
  readonly axes: readonly AxisReport[]
  /** `at`: the value of each axis, null where it does not act. */
  readonly points: readonly (PointReport & { readonly at: Readonly<Record<string, Shown>> })[]
}

export interface ReportedPoint {
  readonly id: string
  readonly name: string | null
  readonly set: Overrides
  /** A figure of the design; undefined where the point has none. */
  readonly figure: (name: string) => number | undefined
}

/** The report of point `i` of a panel. */
export function pointReport(
  panel: Panel,
  i: number,
  { id, name, set, figure }: ReportedPoint,
  point: number,
  outputs: readonly Output[],
): PointReport {
  const tally = panel.tallies[i]!
  const refusal = panel.refusals[i]
  const head = { point, id, name, set, ended: panel.ended ?? null, looks: panel.looks }
  const runs = refusal === undefined ? tally.runs : 0
  const design = outputs.flatMap((o) => (o.kind === 'design' ? designEstimates(o.name, figure(o.name)) : []))
  if (runs === 0)
    return {
      ...head,
      ended: refusal === undefined ? head.ended : 'refused',
      runs: 0,
      outputs: design,
      differences: [],
      means: {},
      leakers: [],
      refused: refused(refusal),
    }
  return {
    ...head,
    runs,
    outputs: outputs.flatMap((o): OutputEstimate[] => {
      if (o.kind === 'design') return designEstimates(o.name, figure(o.name))
      const sample = tally.sample(o)
      const quantile = (p: number): number | null => (o.kind === 'chance' ? null : sample.quantile(p))
      return [
        {
          output: o.name,
          ...estimateReport(tally.estimate(o, panel.estimate)),
          p05: quantile(0.05),
          p50: quantile(0.5),
          p95: quantile(0.95),
        },
      ]
    }),
    differences:
      i === 0
        ? []
        : outputs.flatMap((o) => {
            if (o.kind === 'design') return []
            const independent = panel.tallies[0]!.sample(o).variance() + tally.sample(o).variance()
            const paired = panel.differences[i]!.get(o.name)!.variance()
            return [
              {
                output: o.name,
                ...estimateReport(panel.difference(i, o)),
                runs_saved_ratio: paired === 0 ? null : independent / paired,
              },
            ]
          }),
    means: tally.means(),
    leakers: leakersOf(panel, i),
    refused: null,
  }
}

function leakersOf(panel: Panel, i: number): PointReport['leakers'] {
  const { values, counts } = panel.tallies[i]!.leakers.distribution()
  return [...values].map((leaked, k) => ({ leaked, runs: counts[k]! }))
}

function estimateReport({
  mean,
  interval,
  method,
}: Estimate): Pick<OutputEstimate, 'mean' | 'ci95' | 'interval'> {
  return interval === undefined
    ? { mean, ci95: null, interval: null }
    : { mean, ci95: [interval.low, interval.high], interval: method }
}

function designEstimates(output: string, value: number | undefined): OutputEstimate[] {
  if (value === undefined) return []
  return [{ output, mean: value, ci95: null, interval: null, p05: null, p50: null, p95: null }]
}

function refused(refusal: Refusal | undefined): PointReport['refused'] {
  if (refusal === undefined) return null
  return { message: refusal.message, where: refusal.where ?? null, hint: refusal.hint ?? null }
}
