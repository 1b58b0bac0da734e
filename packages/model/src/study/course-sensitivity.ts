import { morrisDesign, morrisEffects, sobolDesign, sobolIndices, type MorrisDesign } from '../math/index.ts'
import { axisReport } from './axis-report.ts'
import { pointOf, type Point } from './axis.ts'
import { MOST_TASKS, type Course, type CourseOptions, type CourseProgress } from './course.ts'
import { PointSet } from './point-set.ts'
import type { RunTable } from './run-table.ts'
import { studyHead } from './study-head.ts'
import type { SensitivityStudy } from './study-file.ts'
import type { InputEffect, SensitivityReport } from './study-report.ts'
import type { Refusal, Task } from './task.ts'

/** How many points a sensitivity analysis has. */
export function sensitivitySize({
  sensitivity,
  axes,
}: Pick<SensitivityStudy, 'sensitivity' | 'axes'>): number {
  const { method, samples, trajectories } = sensitivity
  return method === 'sobol' ? samples * (axes.length + 2) : trajectories * (axes.length + 1)
}

type OutputReport = SensitivityReport['outputs'][number]

/** The course of a sensitivity analysis: the points of its design, each by itself with the same draws. */
export class SensitivityCourse implements Course {
  readonly #study: SensitivityStudy
  readonly #morris: MorrisDesign | undefined
  readonly #points: readonly Point[]
  readonly #set: PointSet

  constructor(study: SensitivityStudy, options: CourseOptions) {
    this.#study = study
    this.#set = new PointSet(study, options)
    const { axes, sensitivity, scenario } = study
    const { method, samples, trajectories, levels } = sensitivity
    const { seed } = scenario.run
    this.#morris = method === 'morris' ? morrisDesign(trajectories, axes.length, levels, seed) : undefined
    const rows = this.#morris?.points ?? sobolDesign(samples, axes.length, seed)
    this.#points = Array.from({ length: sensitivitySize(study) }, (_, i) =>
      pointOf(axes, (axis, k) => axis.at(rows[i * axes.length + k]!)),
    )
    this.#points.forEach(({ set }, i) => this.#set.add({ id: `p${i}`, name: null, set }))
  }

  ask(): readonly Task[] {
    const tasks: Task[] = []
    this.#set.ask(tasks, MOST_TASKS)
    return tasks
  }

  tell(task: Task, table: RunTable): void {
    this.#set.tell(task, table)
  }

  refuse(task: Task, refusal: Refusal): void {
    this.#set.refuse(task, refusal)
  }

  progress(): CourseProgress {
    const { runs, of, ended } = this.#set.progress()
    return { runs, of, points: ended, ofPoints: this.#points.length, interval: undefined }
  }

  result(): SensitivityReport {
    const { axes, outputs, sensitivity } = this.#study
    const { finished } = this.#set
    const columns = outputs.map(({ name }) =>
      Float64Array.from(this.#points, (_, i) => this.#set.value(i, name) ?? NaN),
    )
    const reports = outputs.map(({ name }, k): OutputReport =>
      finished
        ? this.#effects(name, columns[k]!)
        : { output: name, mean: null, variance: null, samples: 0, effects: [] },
    )
    const refused = this.#points.flatMap((_, i) => {
      const refusal = this.#set.refusal(i)
      return refusal === undefined ? [] : [{ point: i, message: refusal.message }]
    })
    const head = studyHead(
      this.#study,
      this.#points.map((_, i) => ({ runs: this.#set.runsOf(i) })),
      finished,
    )
    return {
      kind: 'sensitivity',
      ...head,
      limits: [...head.limits, LIMIT],
      method: sensitivity.method,
      inputs: axes.map((axis) => axisReport(axis, this.#points)),
      outputs: reports,
      points: this.#points.map(({ at }, i) => ({
        point: i,
        runs: this.#set.runsOf(i),
        at,
        values: Object.fromEntries(
          outputs.map(({ name }, k) => [name, Number.isNaN(columns[k]![i]!) ? null : columns[k]![i]!]),
        ),
      })),
      refused,
    }
  }

  #effects(output: string, values: Float64Array): OutputReport {
    const { axes, sensitivity, scenario } = this.#study
    const draws = { resamples: sensitivity.resamples, seed: scenario.run.seed }
    const pair = ({ low, high }: { low: number; high: number }): [number, number] => [low, high]
    if (this.#morris !== undefined) {
      const effects = morrisEffects(this.#morris, values, draws)
      const known = values.filter(Number.isFinite)
      const mean = known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length
      const variance =
        mean === null
          ? null
          : known.reduce((a, b) => a + (b - mean) * (b - mean), 0) / Math.max(1, known.length - 1)
      return {
        output,
        mean,
        variance,
        samples: Math.max(...effects.map((e) => e?.effects ?? 0)),
        effects: effects.flatMap((e, i): InputEffect[] =>
          e === undefined
            ? []
            : [
                {
                  input: axes[i]!.id,
                  mu: e.mu,
                  mu_star: e.muStar,
                  mu_star_ci95: pair(e.muStarInterval),
                  sigma: e.sigma,
                  effects: e.effects,
                },
              ],
        ),
      }
    }
    const whole = wholeSamples(values, axes.length)
    if (whole < 2) return { output, mean: null, variance: null, samples: whole, effects: [] }
    const { mean, variance, samples, indices = [] } = sobolIndices(values, axes.length, draws)
    return {
      output,
      mean,
      variance,
      samples,
      effects: indices.map((index, i) => ({
        input: axes[i]!.id,
        first: index.first,
        first_ci95: pair(index.firstInterval),
        total: index.total,
        total_ci95: pair(index.totalInterval),
      })),
    }
  }
}

const LIMIT =
  'Effects are those on the mean of the same runs with the same draws at every point; what is left of their chance counts as an effect of the inputs.'

/** Samples of which no value is missing. */
function wholeSamples(values: Float64Array, inputs: number): number {
  const samples = values.length / (inputs + 2)
  let whole = 0
  for (let j = 0; j < samples; j++) {
    let known = true
    for (let b = 0; b < inputs + 2; b++) known &&= Number.isFinite(values[b * samples + j]!)
    if (known) whole++
  }
  return whole
}
