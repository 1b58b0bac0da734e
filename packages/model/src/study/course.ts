import type { RunTable } from './run-table.ts'
import type { FrontReport, RunsReport, SensitivityReport, SweepReport } from './study-report.ts'
import type { Refusal, Task } from './task.ts'

/** The document of a study. */
export type StudyReport = RunsReport | SweepReport | SensitivityReport | FrontReport

export interface CourseOptions {
  /** Runs of a task; default 200. The result does not depend on it. */
  readonly taskRuns?: number
  /** Batches handed out beyond what a stop rule is known to need, so that many threads have work; default 4. The result does not depend on it. */
  readonly ahead?: number
  /** Consent to a study larger than `MOST_UNASKED`. */
  readonly consent?: boolean
}

/** How far a study is. */
export interface CourseProgress {
  /** Runs that are done, and the most there can be as far as is known now. */
  readonly runs: number
  readonly of: number
  /** Points that are finished, and all that are known now. */
  readonly points: number
  readonly ofPoints: number
  /** The widest interval that a stop rule waits for. */
  readonly interval: { readonly output: string; readonly width: number; readonly wanted: number } | undefined
}

/**
 * A study as questions and answers: `ask` says what is to be computed, whoever computes it tells the answer, in any order. The result depends on the study alone: not on
 * how tasks are cut, on the order of the answers or on who gave them.
 */
export interface Course {
  /**
   * Tasks that are wanted and were not told yet, the next ones first and at most 4,096 of them; the same ones again until they are told. Empty when the study
   * is finished, and only then.
   */
  ask(): readonly Task[]
  /** Takes the runs of a task. One that was told before, or is no longer wanted, changes nothing. Throws `invalid` for what was never asked for. */
  tell(task: Task, table: RunTable): void
  /** The model refuses the task's point. The study goes on without it and says so. */
  refuse(task: Task, refusal: Refusal): void
  progress(): CourseProgress
  /** The document of what is known now. */
  result(): StudyReport
}

/** Most tasks of one answer. */
export const MOST_TASKS = 4096

/** Runs of each point that a document counts, whatever the kind of study. */
export function countedRuns(
  report: StudyReport,
): readonly { readonly point: number; readonly runs: number }[] {
  return report.kind === 'front' ? report.designs : report.points
}
