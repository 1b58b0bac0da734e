import type { RunsReport } from '@opendome/model/study'
import { useMemo } from 'react'
import { Distribution } from '../charts/distribution.tsx'
import { TableBox } from '../charts/table-box.tsx'
import { useStudyWords } from '../text/study.ts'
import { figure } from '../text/words.ts'

/** Many runs: the leakers as a distribution, and every output with its interval. */
export function RunsCharts({
  report,
  basis,
}: {
  readonly report: RunsReport
  readonly basis: readonly string[]
}) {
  const words = useStudyWords().result
  const [point] = report.points
  const leaked = point?.outputs.find((o) => o.output === 'leaked')
  const counts = useMemo(() => countsOf(point?.leakers ?? []), [point])
  if (point?.refused != null) return <p className="problem">{point.refused.message}</p>
  if (point === undefined || leaked === undefined || point.runs === 0) return <p>{words.none}</p>
  const { numbers, outputs } = words
  const number = (x: number | null): string => (x === null ? '' : figure(x, Math.abs(x) < 1 ? 4 : 2))
  return (
    <>
      <Distribution
        id="study-leakers"
        counts={counts}
        runs={point.runs}
        at={leaked.mean}
        ci95={leaked.ci95 ?? [leaked.mean, leaked.mean]}
        basis={basis}
      />
      <figure className="chart" id="study-numbers">
        <figcaption>
          <h3>{numbers.title}</h3>
          <p className="small">{numbers.unit}</p>
        </figcaption>
        <TableBox label={numbers.title} heads={numbers.columns}>
          {point.outputs.map((o) => (
            <tr key={o.output}>
              <th scope="row">{outputs[o.output] ?? o.output}</th>
              {[o.mean, o.ci95?.[0] ?? null, o.ci95?.[1] ?? null, o.p05, o.p50, o.p95].map((x, i) => (
                <td key={i} className="number">
                  {i > 2 && x !== null ? figure(x) : number(x)}
                </td>
              ))}
            </tr>
          ))}
        </TableBox>
        <p className="small note">{numbers.note}</p>
      </figure>
    </>
  )
}

/** Runs by missiles through, from none on. */
function countsOf(leakers: readonly { readonly leaked: number; readonly runs: number }[]): number[] {
  const counts = Array.from({ length: Math.max(0, ...leakers.map((l) => l.leaked)) + 1 }, () => 0)
  for (const { leaked, runs } of leakers) counts[leaked] = runs
  return counts
}
