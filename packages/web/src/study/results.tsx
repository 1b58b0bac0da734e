import type { StudyReport } from '@opendome/model/study'
import { useMemo } from 'react'
import { download } from '../charts/save.ts'
import { useApp } from '../state/store.ts'
import { useStudyWords } from '../text/study.ts'
import { figure } from '../text/words.ts'
import { usePlaceWords } from './place.ts'
import { RunsCharts } from './runs-charts.tsx'
import { SensitivityCharts } from './sensitivity-charts.tsx'
import { useStudy, type Result } from './state.ts'
import { SweepCharts } from './sweep-charts.tsx'

/** What the last study came to: who computed it, of what, its charts, and all of it to take away. */
export function Results() {
  const result = useStudy((s) => s.result)
  return result === undefined ? null : <Shown result={result} />
}

function Shown({ result }: { readonly result: Result }) {
  const words = useStudyWords().result
  const { report, place, subject, job } = result
  const now = useApp((s) => s.subject)
  const computed = words.computed(usePlaceWords()(place))
  const changed = report.changed_assumptions
    .map((c) => `${c.path} ${String(c.preset)} → ${String(c.value)}`)
    .join('; ')
  const footer = words.footer(report.opendome, String(report.seed), figure(report.runs))
  const basis = useMemo(
    () => [
      report.scenario,
      changed === '' ? words.unchanged : words.changed(changed),
      `${footer}. ${computed}`,
    ],
    [report, changed, footer, computed, words],
  )
  const remarks = [
    ...(subject !== undefined && subject !== now ? [words.former] : []),
    ...(report.done ? [] : [words.early]),
    ...(report.kind === 'runs' && report.points[0]?.ended === 'interval' ? [words.narrow] : []),
  ]
  return (
    <div className="study-result" data-testid="study-result">
      <p>
        <strong data-testid="study-computed">{computed}</strong> {words.of(report.scenario)}{' '}
        {remarks.join(' ')}
      </p>
      <p className="small" data-testid="study-footer">
        {footer}. {basis[1]}
      </p>
      <div className="charts">
        <Charts report={report} basis={basis} />
      </div>
      <p className="study-files">
        {words.files}:{' '}
        <button type="button" onClick={() => save('report', report)}>
          {words.report}
        </button>{' '}
        {job !== undefined && (
          <button type="button" onClick={() => download('study.yaml', new Blob([job.study]))}>
            {words.study}
          </button>
        )}
      </p>
      {report.limits.length > 0 && (
        <details>
          <summary>{words.limits}</summary>
          <ul lang="en">
            {report.limits.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function Charts({ report, basis }: { readonly report: StudyReport; readonly basis: readonly string[] }) {
  switch (report.kind) {
    case 'runs':
      return <RunsCharts report={report} basis={basis} />
    case 'sweep':
      return <SweepCharts report={report} basis={basis} />
    case 'sensitivity':
      return <SensitivityCharts report={report} basis={basis} />
    case 'front':
      // The page asks for none.
      return null
  }
}

/** The bytes that `opendome study --json` prints. */
function save(name: string, report: StudyReport): void {
  const text = `${JSON.stringify(report, null, 2)}\n`
  download(`opendome-study-${name}.json`, new Blob([text], { type: 'application/json' }))
}
