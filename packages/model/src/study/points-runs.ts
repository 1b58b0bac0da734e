import { OpendomeError } from '../core/index.ts'
import type { Overrides, Scenario } from '../scenario/index.ts'
import { MOST_TASKS, type Course } from './course.ts'
import type { RunTable } from './run-table.ts'
import { taskKey, taskScenario, type Refusal, type Task } from './task.ts'

/** Runs of a task where the scenario has sensors, which take a hundred times as long, and elsewhere. */
const TASK_RUNS = { tracked: 5, stated: 100 }

/**
 * The same runs (same seed, same draws) of some variations of a scenario, told run by run. As a course it can be carried out by whoever carries out studies, in any
 * order and on any number of threads.
 */
export class PointsRuns implements Pick<Course, 'ask' | 'tell' | 'refuse'> {
  readonly runs: number
  /** The different variations: equal ones are one point. */
  readonly points: readonly { readonly set: Overrides }[]
  /** Point of each variation. */
  readonly #pointOf: readonly number[]
  readonly #scenario: string
  readonly #step: number
  readonly #columns: Map<string, Float64Array>[]
  readonly #told = new Set<string>()
  #done = 0

  constructor(scenario: Scenario, variations: readonly { readonly set: Overrides }[], runs: number) {
    this.#scenario = taskScenario(scenario)
    // The order of fields counts: a later one may change what an earlier one put there.
    const keys = variations.map(({ set }) => JSON.stringify(set))
    const points = variations.filter((_, i) => keys.indexOf(keys[i]!) === i)
    const distinct = [...new Set(keys)]
    this.#pointOf = keys.map((key) => distinct.indexOf(key))
    this.points = points
    this.runs = runs
    this.#step = Math.min(runs, scenario.sensors.length > 0 ? TASK_RUNS.tracked : TASK_RUNS.stated)
    this.#columns = points.map(() => new Map<string, Float64Array>())
  }

  /** Runs told so far, and all of them. */
  get progress(): { readonly runs: number; readonly of: number } {
    return { runs: this.#done, of: this.points.length * this.runs }
  }

  ask(): readonly Task[] {
    const tasks: Task[] = []
    for (const [point, { set }] of this.points.entries())
      for (let from = 0; from < this.runs; from += this.#step) {
        if (tasks.length === MOST_TASKS) return tasks
        const task = {
          point,
          scenario: this.#scenario,
          set,
          from,
          to: Math.min(this.runs, from + this.#step),
        }
        if (!this.#told.has(taskKey(task))) tasks.push(task)
      }
    return tasks
  }

  tell(task: Task, table: RunTable): void {
    const own = this.#columns[task.point]
    if (own === undefined) throw new OpendomeError('invalid', `point ${task.point}: not of this study`)
    if (this.#told.has(taskKey(task))) return
    this.#told.add(taskKey(task))
    this.#done += task.to - task.from
    for (const [name, column] of table.columns) {
      let whole = own.get(name)
      if (whole === undefined) own.set(name, (whole = new Float64Array(this.runs)))
      whole.set(column.subarray(task.from - table.from, task.to - table.from), task.from)
    }
  }

  /** A variation that cannot be flown ends the whole: its value is needed. */
  refuse(task: Task, { code, message, where, hint }: Refusal): void {
    throw new OpendomeError(code, message.replace(`${code} `, ''), {
      where: where ?? Object.keys(task.set).join(', '),
      hint,
    })
  }

  /**
   * A column of a variation (its place among those handed in), a value a run; zeros where it has none (a layer that is gone). Throws `missing` before all runs are told.
   */
  column(variation: number, name: string): Float64Array {
    if (this.#done < this.progress.of) throw new OpendomeError('missing', 'runs: not all are done')
    return this.#columns[this.#pointOf[variation]!]!.get(name) ?? new Float64Array(this.runs)
  }
}
