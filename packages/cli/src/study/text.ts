import type { StudyReport } from '@opendome/model'
import { counted } from '../text/format.ts'
import { changedWords, pageParts, type PageOptions } from '../text/page.ts'
import { wrap } from '../text/wrap.ts'
import { frontHeadline, frontLines } from './front-text.ts'
import { headline, pointLines } from './points-text.ts'
import { sensitivityHeadline, sensitivityLines } from './sensitivity-text.ts'
import { sweepHeadline, sweepLines } from './sweep-text.ts'

export interface TextOptions extends PageOptions {
  /** What was typed as STUDY. */
  readonly source: string
}

/** The answer of `study` as a page. */
export function studyText(report: StudyReport, options: TextOptions): string {
  const { width, emphasise } = options
  const page = pageParts(options)
  return [
    emphasise(report.study, 'strong'),
    ...(report.doc === null ? [] : wrap(report.doc, width)),
    '',
    ...page.quotable([
      ...(report.done ? [] : ['The study was stopped before its end: these are the runs done so far.']),
      ...sentences(report),
    ]),
    ...body(report, options),
    ...page.limits(report.limits),
    ...page.changes(changedWords(report)),
    ...page.stamp(
      `opendome ${report.opendome}, study ${options.source}, scenario ${report.scenario}, seed ${report.seed}, ${counted(report.runs, 'run')}`,
    ),
  ].join('\n')
}

function sentences(report: StudyReport): string[] {
  switch (report.kind) {
    case 'runs':
      return headline(report)
    case 'sweep':
      return sweepHeadline(report)
    case 'sensitivity':
      return sensitivityHeadline(report)
    case 'front':
      return frontHeadline(report)
  }
}

function body(report: StudyReport, options: PageOptions): string[] {
  switch (report.kind) {
    case 'runs':
      return pointLines(report, options)
    case 'sweep':
      return sweepLines(report, options)
    case 'sensitivity':
      return sensitivityLines(report, options)
    case 'front':
      return frontLines(report, options)
  }
}
