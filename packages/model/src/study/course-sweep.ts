import { axisReport } from './axis-report.ts'
import { MOST_TASKS, type Course, type CourseOptions, type CourseProgress } from './course.ts'
import { PointSet } from './point-set.ts'
import type { RunTable } from './run-table.ts'
import { studyHead } from './study-head.ts'
import type { SweepStudy } from './study-file.ts'
import type { SweepReport } from './study-report.ts'
import type { Refusal, Task } from './task.ts'
import { sweepPoints } from './sweep-points.ts'
import type { Point } from './axis.ts'

/** The course of a sweep: all its points, each by itself. */
export class SweepCourse implements Course {
  readonly #study: SweepStudy
  readonly #points: readonly Point[]
  readonly #set: PointSet

  constructor(study: SweepStudy, options: CourseOptions) {
    this.#study = study
    this.#set = new PointSet(study, options)
    this.#points = sweepPoints(study)
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

  result(): SweepReport {
    const points = this.#points.map(({ at }, i) => ({ at, ...this.#set.report(i) }))
    const { method } = this.#study.sweep
    return {
      kind: 'sweep',
      ...studyHead(this.#study, points, this.#set.finished),
      method,
      axes: this.#study.axes.map((axis) => axisReport(axis, this.#points)),
      points,
    }
  }
}
