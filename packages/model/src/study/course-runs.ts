import { OpendomeError } from '../core/index.ts'
import { withOverrides, type Overrides } from '../scenario/index.ts'
import { MOST_TASKS, type Course, type CourseOptions, type CourseProgress } from './course.ts'
import { type Panel } from './panel.ts'
import { designFigure } from './outputs.ts'
import { panelMaker } from './panel-of.ts'
import type { RunTable } from './run-table.ts'
import { studyHead } from './study-head.ts'
import { pointReport, type ReportedPoint, type RunsReport } from './study-report.ts'
import type { RunsStudy } from './study-file.ts'
import type { Refusal, Task } from './task.ts'

/** The course of a study of kind `runs`: the scenario and its variations, side by side. */
export class RunsCourse implements Course {
  readonly #study: RunsStudy
  readonly #panel: Panel
  readonly #points: readonly ReportedPoint[]

  constructor(study: RunsStudy, options: CourseOptions) {
    this.#study = study
    const { scenario, file } = study
    const point = (id: string, name: string | null, set: Overrides): ReportedPoint => {
      const own = withOverrides(scenario, set)
      return { id, name, set, figure: (figure) => designFigure(figure, own) }
    }
    this.#points = [
      point('scenario', null, {}),
      ...file.against.map(({ id, name, set }) => point(id, name ?? null, set)),
    ]
    this.#panel = panelMaker(study, options)(this.#points, 0)
  }

  ask(): readonly Task[] {
    const tasks: Task[] = []
    this.#panel.ask(tasks, MOST_TASKS)
    return tasks
  }

  tell(task: Task, table: RunTable): void {
    this.#panel.tell(task, table)
  }

  refuse(task: Task, refusal: Refusal): void {
    const { point } = task
    if (point >= this.#points.length) throw new OpendomeError('invalid', `point ${point}: not of this study`)
    this.#panel.refuse(task, refusal)
  }

  progress(): CourseProgress {
    const points = this.#points.length
    const ended = this.#panel.ended !== undefined
    return {
      runs: this.#panel.done * points,
      of: ended ? this.#panel.done * points : this.#panel.runs * points,
      points: ended ? points : 0,
      ofPoints: points,
      interval: this.#panel.widest(),
    }
  }

  result(): RunsReport {
    const { outputs } = this.#study
    const points = this.#points.map((point, i) => pointReport(this.#panel, i, point, i, outputs))
    return { kind: 'runs', ...studyHead(this.#study, points, this.#panel.ended !== undefined), points }
  }
}
