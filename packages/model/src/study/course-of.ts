import { OpendomeError } from '../core/index.ts'
import type { Course, CourseOptions, CourseProgress, StudyReport } from './course.ts'
import { SensitivityCourse, sensitivitySize } from './course-sensitivity.ts'
import { FrontCourse, frontSize } from './course-front.ts'
import { RunsCourse } from './course-runs.ts'
import { SweepCourse } from './course-sweep.ts'
import type { RunTable } from './run-table.ts'
import type { Study } from './study-file.ts'
import { sweepSize } from './sweep-points.ts'
import { TaskRunner, type Task } from './task.ts'

/** Points and runs of a study that are computed without being asked whether that is meant. */
export const MOST_UNASKED = { points: 1000, runs: 2_000_000 } as const

/** Most points of a study. */
const MOST_POINTS = 1_000_000

/** The most points and runs that a study can come to. */
export function studySize(study: Study): { readonly points: number; readonly runs: number } {
  const { file, scenario } = study
  const points = pointsOf(study)
  return { points, runs: points * (file.sampling.runs ?? scenario.run.runs) }
}

function pointsOf(study: Study): number {
  switch (study.kind) {
    case 'runs':
      return 1 + study.file.against.length
    case 'sweep':
      return sweepSize(study)
    case 'sensitivity':
      return sensitivitySize(study)
    case 'front':
      return frontSize(study)
  }
}

/**
 * The course of a study. Throws `invalid` for a study larger than `MOST_UNASKED` without consent, and for one of more than a million points.
 */
export function courseOf(study: Study, options: CourseOptions = {}): Course {
  const { points, runs } = studySize(study)
  const refused = (text: string, hint: string): OpendomeError =>
    new OpendomeError('invalid', text, { where: study.kind, hint })
  if (points > MOST_POINTS)
    throw refused(
      `study of ${points} points: expected at most ${MOST_POINTS}`,
      'give fewer steps, or method: sobol',
    )
  const large = points > MOST_UNASKED.points || runs > MOST_UNASKED.runs
  if (large && options.consent !== true)
    throw refused(
      `study of ${points} points, ${runs} runs: more than ${MOST_UNASKED.points} points or ${MOST_UNASKED.runs} runs have to be agreed to`,
      'give --yes, or fewer steps or runs',
    )
  switch (study.kind) {
    case 'runs':
      return new RunsCourse(study, options)
    case 'sweep':
      return new SweepCourse(study, options)
    case 'sensitivity':
      return new SensitivityCourse(study, options)
    case 'front':
      return new FrontCourse(study, options)
  }
}

/**
 * Computes a course to its end in this thread. `onProgress` is called after each task; where it returns false the course ends there.
 *
 * @example
 * const course = courseOf(readStudy('opendome_study: 1\nfrom: leakers-to-interval'), { taskRuns: 50 })
 * const report = runCourse(course, ({ runs }) => runs < 200)
 * console.log(report.kind, report.runs)
 */
export function runCourse(course: Course, onProgress?: (progress: CourseProgress) => boolean): StudyReport {
  for (const progress of courseSteps(course)) if (onProgress?.(progress) === false) break
  return course.result()
}

/** Computes a course task by task in this thread: yields how far it is after each, for a caller who has other things to do between two tasks. */
export function* courseSteps(course: Course): Generator<CourseProgress, void> {
  const runner = new TaskRunner()
  for (let tasks = course.ask(); tasks.length > 0; tasks = course.ask())
    for (const task of tasks) {
      answer(course, runner, task)
      yield course.progress()
      // What was asked for before may no longer be wanted.
      if (task !== tasks.at(-1) && course.ask().length === 0) break
    }
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
