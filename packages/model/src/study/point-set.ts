import { OpendomeError } from '../core/index.ts'
import { withOverrides, type Overrides } from '../scenario/index.ts'
import type { CourseOptions } from './course.ts'
import { designFigure } from './outputs.ts'
import { panelMaker } from './panel-of.ts'
import type { Panel } from './panel.ts'
import type { RunTable } from './run-table.ts'
import { pointReport, type PointReport } from './study-report.ts'
import type { StudyBase } from './study-file.ts'
import type { Refusal, Task } from './task.ts'

/** A point with its id; more may be added as a study goes on. */
export interface NamedPoint {
  readonly id: string
  readonly name: string | null
  readonly set: Overrides
}

/** Points that are each run by themselves, with the same run indices and so the same draws. */
export class PointSet {
  readonly #study: StudyBase
  readonly #points: NamedPoint[] = []
  readonly #panels: Panel[] = []
  readonly #make: ReturnType<typeof panelMaker>
  readonly #figures = new Map<string, number | undefined>()
  /** Before it all points have ended. */
  #first = 0

  constructor(study: StudyBase, options: CourseOptions) {
    this.#study = study
    this.#make = panelMaker(study, options)
  }

  get size(): number {
    return this.#points.length
  }

  /** Adds a point; its index. */
  add(point: NamedPoint): number {
    this.#panels.push(this.#make([point], this.#points.length))
    return this.#points.push(point) - 1
  }

  /** Has every point ended? */
  get finished(): boolean {
    while (this.#panels[this.#first]?.ended !== undefined) this.#first++
    return this.#first === this.#panels.length
  }

  ask(tasks: Task[], most: number): void {
    if (this.finished) return
    for (let i = this.#first; i < this.#panels.length && tasks.length < most; i++)
      this.#panels[i]!.ask(tasks, most)
  }

  tell(task: Task, table: RunTable): void {
    this.#panel(task.point).tell(task, table)
  }

  refuse(task: Task, refusal: Refusal): void {
    this.#panel(task.point).refuse(task, refusal)
  }

  #panel(point: number): Panel {
    const panel = this.#panels[point]
    if (panel === undefined) throw new OpendomeError('invalid', `point ${point}: not of this study`)
    return panel
  }

  /** Runs done, the most there can be, and points that have ended. */
  progress(): { readonly runs: number; readonly of: number; readonly ended: number } {
    let [runs, of, ended] = [0, 0, 0]
    for (const panel of this.#panels) {
      runs += panel.done
      of += panel.ended === undefined ? panel.runs : panel.done
      if (panel.ended !== undefined) ended++
    }
    return { runs, of, ended }
  }

  /** Runs of a point that count. */
  runsOf(point: number): number {
    return this.refusal(point) === undefined ? this.#panels[point]!.done : 0
  }

  /** Why the model does not run a point; undefined where it does. */
  refusal(point: number): Refusal | undefined {
    return this.#panels[point]!.refusals[0]
  }

  /** The estimate of an output at a point; undefined where the model refuses it or no run is done. */
  value(point: number, name: string): number | undefined {
    const output = this.#make.outputs.find((o) => o.name === name)!
    if (output.kind === 'design') return this.#figure(point, name)
    const panel = this.#panels[point]!
    if (panel.refusals[0] !== undefined || panel.done === 0) return undefined
    return panel.tallies[0]!.estimate(output, panel.estimate).mean
  }

  #figure(point: number, name: string): number | undefined {
    const key = `${point} ${name}`
    if (!this.#figures.has(key)) this.#figures.set(key, this.#newFigure(point, name))
    return this.#figures.get(key)
  }

  #newFigure(point: number, name: string): number | undefined {
    try {
      return designFigure(name, withOverrides(this.#study.scenario, this.#points[point]!.set))
    } catch (error) {
      if (error instanceof OpendomeError) return undefined
      throw error
    }
  }

  report(point: number): PointReport {
    return pointReport(
      this.#panels[point]!,
      0,
      { ...this.#points[point]!, figure: (name) => this.#figure(point, name) },
      point,
      this.#study.outputs,
    )
  }
}
