import { Nsga2, knee, sortedFronts, type Evaluation } from '../math/index.ts'
import { axisReport } from './axis-report.ts'
import { pointOf, type Point } from './axis.ts'
import { MOST_TASKS, type Course, type CourseOptions, type CourseProgress } from './course.ts'
import { PointSet } from './point-set.ts'
import type { RunTable } from './run-table.ts'
import { studyHead } from './study-head.ts'
import type { FrontStudy } from './study-file.ts'
import type { FrontDesign, FrontReport } from './study-report.ts'
import type { Refusal, Task } from './task.ts'

/** Most designs that a search for a front tries. */
export function frontSize({ front }: Pick<FrontStudy, 'front'>): number {
  return front.population * (front.generations + 1)
}

/** What a design counts as that the model refuses: it breaks its constraints more than any other. */
const REFUSED = 1e30

/** The course of a search for a front: one generation after the other; a design that comes again is not run again. */
export class FrontCourse implements Course {
  readonly #study: FrontStudy
  readonly #search: Nsga2
  readonly #set: PointSet
  /** Of each point of the set. */
  readonly #points: Point[] = []
  /** Point of a design, by what it sets. */
  readonly #known = new Map<string, number>()
  /** Points of the generation that is asked for. */
  #current: readonly number[] = []

  constructor(study: FrontStudy, options: CourseOptions) {
    this.#study = study
    this.#set = new PointSet(study, options)
    const { axes, front, scenario } = study
    this.#search = new Nsga2({ genes: axes.length, population: front.population, seed: scenario.run.seed })
    this.#begin()
  }

  get #finished(): boolean {
    return this.#search.generation > this.#study.front.generations
  }

  /** Makes points of the designs of the next generation. */
  #begin(): void {
    this.#current = this.#search.ask().map((genes) => {
      const point = pointOf(this.#study.axes, (axis, k) => axis.at(genes[k]!))
      const key = JSON.stringify(point.set)
      const index =
        this.#known.get(key) ?? this.#set.add({ id: `d${this.#set.size}`, name: null, set: point.set })
      if (index === this.#points.length) this.#points.push(point)
      this.#known.set(key, index)
      return index
    })
  }

  /** Goes on to the next generation as long as all designs of this one have ended. */
  #advance(): void {
    while (!this.#finished && this.#set.finished) {
      this.#search.tell(this.#current.map((point) => this.#worth(point)))
      if (!this.#finished) this.#begin()
    }
  }

  #worth(point: number): Evaluation {
    const { objectives, constraints } = this.#study.front
    const value = (name: string): number | undefined => this.#set.value(point, name)
    const own = objectives.map(({ output, goal }) => {
      const v = value(output)
      return v === undefined ? REFUSED : goal === 'least' ? v : -v
    })
    if (own.includes(REFUSED)) return { objectives: own, violation: REFUSED }
    let violation = 0
    for (const { output, at_most: most, at_least: least } of constraints) {
      const v = value(output)
      if (v === undefined) return { objectives: own, violation: REFUSED }
      if (most !== undefined) violation += Math.max(0, v - most) / Math.max(Math.abs(most), 1)
      if (least !== undefined) violation += Math.max(0, least - v) / Math.max(Math.abs(least), 1)
    }
    return { objectives: own, violation }
  }

  ask(): readonly Task[] {
    this.#advance()
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
    const { population, generations } = this.#study.front
    const { runs, of, ended } = this.#set.progress()
    const left = population * Math.max(0, generations - this.#search.generation)
    const each = this.#study.file.sampling.runs ?? this.#study.scenario.run.runs
    return {
      runs,
      of: of + left * each,
      points: ended,
      ofPoints: this.#set.size + left,
      interval: undefined,
    }
  }

  result(): FrontReport {
    this.#advance()
    const { axes, front, needs } = this.#study
    const all = this.#points.map((_, i) => i)
    const ended = all.filter((i) => this.#set.runsOf(i) > 0)
    const worth = new Map(ended.map((i) => [i, this.#worth(i)]))
    const kept = ended.filter((i) => worth.get(i)!.violation === 0)
    const best = (sortedFronts(kept.map((i) => worth.get(i)!))[0] ?? [])
      .map((k) => kept[k]!)
      .sort((a, b) => worth.get(a)!.objectives[0]! - worth.get(b)!.objectives[0]! || a - b)
    const bend = knee(best.map((i) => worth.get(i)!))
    const valuesOf = (i: number, names: readonly string[]): [string, number | null][] =>
      names.map((name) => [name, this.#set.value(i, name) ?? null])
    const head = studyHead(
      this.#study,
      all.map((i) => ({ runs: this.#set.runsOf(i) })),
      this.#finished,
    )
    return {
      kind: 'front',
      ...head,
      limits: [...head.limits, ...LIMITS],
      variables: axes.map((axis) => axisReport(axis, this.#points)),
      objectives: front.objectives,
      constraints: front.constraints.map(({ output, at_most: most, at_least: least }) => ({
        output,
        at_most: most ?? null,
        at_least: least ?? null,
      })),
      generations: this.#search.generation,
      of_generations: front.generations + 1,
      front: best.map((i, k): FrontDesign => ({
        at: this.#points[i]!.at,
        values: Object.fromEntries(needs.map((name) => [name, this.#set.value(i, name)!])),
        knee: k === bend,
        ...this.#set.report(i),
      })),
      knee: bend ?? null,
      designs: all.map((i) => ({
        point: i,
        runs: this.#set.runsOf(i),
        at: this.#points[i]!.at,
        values: Object.fromEntries(valuesOf(i, needs)),
        keeps_constraints: worth.get(i)?.violation === 0,
      })),
      refused: all.flatMap((i) => {
        const refusal = this.#set.refusal(i)
        return refusal === undefined ? [] : [{ point: i, message: refusal.message }]
      }),
    }
  }
}

const LIMITS = [
  'Designs are chosen by the same runs that they are reported with, so chance makes the best look a little better than they are: run them again with another seed.',
  'The search is not complete: a design that is not here may be better.',
]
