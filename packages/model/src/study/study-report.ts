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

/** Values of the outputs at one point, by name; null where the model refuses it or it is not done. */
export interface PointValues {
  readonly point: number
  /** Runs that count. */
  readonly runs: number
  readonly at: Readonly<Record<string, Shown>>
  readonly values: Readonly<Record<string, number | null>>
}

/** What one input does to one output. */
export type InputEffect =
  | {
      /** Share of the variance that the input takes along by itself, and that it has a part in. */
      readonly input: string
      readonly first: number
      readonly first_ci95: readonly [number, number]
      readonly total: number
      readonly total_ci95: readonly [number, number]
    }
  | {
      /** Effects of the input over its whole range, in the unit of the output: mean, mean size, standard deviation. */
      readonly input: string
      readonly mu: number
      readonly mu_star: number
      readonly mu_star_ci95: readonly [number, number]
      readonly sigma: number
      readonly effects: number
    }

/** `opendome study --json` of a study of kind `sensitivity`. */
export interface SensitivityReport extends StudyHead {
  readonly kind: 'sensitivity'
  readonly method: 'sobol' | 'morris'
  readonly inputs: readonly AxisReport[]
  readonly outputs: readonly {
    readonly output: string
    /** Over the inputs; null until all points are done. */
    readonly mean: number | null
    readonly variance: number | null
    /** Samples or trajectories that count. */
    readonly samples: number
    /** By input, in their order; empty where the output does not vary, and until all points are done. */
    readonly effects: readonly InputEffect[]
  }[]
  readonly points: readonly PointValues[]
  /** Points that the model refuses, and why. */
  readonly refused: readonly { readonly point: number; readonly message: string }[]
}

/** A design of which no other found is better in one objective and worse in none. */
export interface FrontDesign extends PointReport {
  readonly at: Readonly<Record<string, Shown>>
  /** Values of objectives and constraints, by output. */
  readonly values: Readonly<Record<string, number>>
  /** Is it the one at the bend, where less of one thing begins to cost much of another? */
  readonly knee: boolean
}

/** `opendome study --json` of a study of kind `front`. */
export interface FrontReport extends StudyHead {
  readonly kind: 'front'
  readonly variables: readonly AxisReport[]
  readonly objectives: readonly { readonly output: string; readonly goal: 'least' | 'most' }[]
  readonly constraints: readonly {
    readonly output: string
    readonly at_most: number | null
    readonly at_least: number | null
  }[]
  /** Generations that are done, with the first, and all. */
  readonly generations: number
  readonly of_generations: number
  /** By the first objective, the best first. Empty where no design keeps the constraints. */
  readonly front: readonly FrontDesign[]
  /** Index of its knee within `front`. */
  readonly knee: number | null
  /** Every design that was tried, in order. */
  readonly designs: readonly (PointValues & { readonly keeps_constraints: boolean })[]
  readonly refused: readonly { readonly point: number; readonly message: string }[]
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
