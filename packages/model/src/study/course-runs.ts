import { OpendomeError } from '../core/index.ts'
import { withOverrides } from '../scenario/index.ts'
import { MOST_TASKS, type Course, type CourseOptions, type CourseProgress } from './course.ts'
import { type Panel } from './panel.ts'
import { panelOf } from './panel-of.ts'
import type { RunTable } from './run-table.ts'
import { studyHead } from './study-head.ts'
import { pointReport, type ReportedPoint, type RunsReport } from './study-report.ts'
import type { Study } from './study-file.ts'
import type { Refusal, Task } from './task.ts'

/** The course of a study of kind `runs`: the scenario and its variations, side by side. */
export class RunsCourse implements Course {
  readonly #study: Study
  readonly #panel: Panel
  readonly #points: readonly ReportedPoint[]

  constructor(study: Study, options: CourseOptions) {
    this.#study = study
    const { scenario, file } = study
    this.#points = [
      { id: 'scenario', name: null, set: {}, scenario },
      ...file.against.map(({ id, name, set }) => ({
        id,
        name: name ?? null,
        set,
        scenario: withOverrides(scenario, set),
      })),
    ]
    this.#panel = panelOf(study, this.#points, 0, options)
  }

  ask(): readonly Task[] {
    const tasks: Task[] = []
    this.#panel.ask(tasks, MOST_TASKS)
    return tasks
  }

  tell(task: Task, table: RunTable): void {
    this.#panel.tell(task, table)
  }

  refuse({ point }: Task, refusal: Refusal): void {
    if (point >= this.#points.length) throw new OpendomeError('invalid', `point ${point}: not of this study`)
    this.#panel.refuse(point, refusal)
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
    const points = this.#points.map((point, i) =>
      pointReport(this.#panel, i, point, i, outputs, this.#panel.estimate),
    )
    return { kind: 'runs', ...studyHead(this.#study, points, this.#panel.ended !== undefined), points }
  }
}
