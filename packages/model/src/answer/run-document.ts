import type { RunReport } from '../study/index.ts'
import type { Column, RunAnswer } from './run.ts'

/** One reading of the scenario in the document of `run --json`. Counts are means per run. */
export type ReadingReport = Pick<
  RunReport,
  | 'runs'
  | 'launched'
  | 'leaked'
  | 'engaged'
  | 'engaged_in_full'
  | 'killed'
  | 'fell_elsewhere'
  | 'p_no_leak'
  | 'shots'
  | 'shots_wasted'
  | 'by_layer'
  | 'by_area'
> & { readonly id: string; readonly name: string; readonly set: Column['set'] }

export type RunDocument = RunReport & {
  readonly runs_asked: number
  readonly readings: readonly ReadingReport[]
}

/** The document of `run --json`: the scenario as written, and its readings beside it. */
export function runDocument(answer: RunAnswer): RunDocument {
  return { ...answer.report, runs_asked: answer.runsAsked, readings: answer.readings.map(readingReport) }
}

function readingReport(column: Column): ReadingReport {
  const { result } = column
  return {
    id: column.id ?? '',
    name: column.name,
    set: column.set,
    runs: result.runs,
    launched: result.launched,
    leaked: result.leaked,
    engaged: result.engaged,
    engaged_in_full: result.engagedInFull,
    killed: result.killed,
    fell_elsewhere: result.fellElsewhere,
    p_no_leak: result.noLeak,
    shots: result.shots,
    shots_wasted: result.wasted,
    by_layer: result.byLayer,
    by_area: result.byArea,
  }
}
