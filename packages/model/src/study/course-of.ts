import { OpendomeError } from '../core/index.ts'
import type { Course, CourseOptions, CourseProgress, StudyReport } from './course.ts'
import { RunsCourse } from './course-runs.ts'
import type { RunTable } from './run-table.ts'
import type { Study } from './study-file.ts'
import { TaskRunner, type Task } from './task.ts'

/** The course of a study. */
export function courseOf(study: Study, options: CourseOptions = {}): Course {
  return new RunsCourse(study, options)
}

/**
 * Computes a course to its end in this thread. `onProgress` is called after each task; where it returns false the course ends there.
 *
 * @example
 * const course = courseOf(readStudy('opendome_study: 1\nfrom: leakers-to-interval'), { taskRuns: 50 })
 * const report = runCourse(course, ({ runs }) => runs < 200)
 * console.log(report.points[0])
 */
export function runCourse(course: Course, onProgress?: (progress: CourseProgress) => boolean): StudyReport {
  const runner = new TaskRunner()
  for (let tasks = course.ask(); tasks.length > 0; tasks = course.ask())
    for (const task of tasks) {
      answer(course, runner, task)
      if (onProgress?.(course.progress()) === false) return course.result()
      // What was asked for before may no longer be wanted.
      if (task !== tasks.at(-1) && course.ask().length === 0) break
    }
  return course.result()
}

function answer(course: Course, runner: TaskRunner, task: Task): void {
  let table: RunTable
  try {
    table = runner.run(task)
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    course.refuse(task, error)
    return
  }
  course.tell(task, table)
}
