import * as Plot from '@observablehq/plot'
import type { SensitivityReport } from '@opendome/model/study'
import { useMemo } from 'react'
import { Chart } from '../charts/chart.tsx'
import { GREY, ORANGE } from '../charts/colours.ts'
import { useStudyWords } from '../text/study.ts'
import { idWords, mean } from '../text/words.ts'

/** What moves the answer: the assumptions by the size of the change, the strongest first, with their intervals. */
export function SensitivityCharts({
  report,
  basis,
}: {
  readonly report: SensitivityReport
  readonly basis: readonly string[]
}) {
  const all = useStudyWords().result
  const words = all.sensitivity
  const output = report.outputs.find((o) => o.output === 'leaked')
  const data = useMemo(
    () =>
      (output?.effects ?? [])
        .flatMap((e) => ('mu_star' in e ? [e] : []))
        .map((e) => ({
          name: idWords(e.input),
          size: e.mu_star,
          low: e.mu_star_ci95[0],
          high: e.mu_star_ci95[1],
          change: e.mu,
          spread: e.sigma,
        }))
        .toSorted((a, b) => b.size - a.size),
    [output],
  )
  const options = useMemo(
    () =>
      (width: number): Plot.PlotOptions => ({
        marginLeft: Math.min(170, 0.42 * width),
        marginRight: 44,
        marginBottom: 40,
        x: { label: words.x, grid: true, labelOffset: 34, ticks: 5, nice: true, zero: true },
        y: { label: null, domain: data.map((d) => d.name) },
        marks: [
          Plot.barX(data, { y: 'name', x: 'size', fill: ORANGE, insetTop: 4, insetBottom: 4 }),
          Plot.ruleY(data, { y: 'name', x1: 'low', x2: 'high', stroke: '#16222e', strokeWidth: 2 }),
          Plot.text(data, {
            y: 'name',
            x: 'high',
            text: (d: { size: number }) => mean(d.size),
            textAnchor: 'start',
            dx: 6,
          }),
          Plot.ruleX([0], { stroke: GREY }),
        ],
      }),
    [data, words],
  )
  if (output === undefined || !report.done) return <p>{all.unknown}</p>
  if (data.length === 0) return <p>{all.unmoved}</p>
  const docs = report.inputs.map((i) => `${idWords(i.id)}: ${i.name}.`)
  return (
    <Chart
      id="study-effects"
      title={words.title}
      unit={words.unit}
      note={[words.note(mean(output.mean ?? 0)), ...docs].join(' ')}
      basis={basis}
      columns={words.columns}
      rows={data.map((d) => [d.name, d.size, d.low, d.high, d.change, d.spread])}
      height={72 + 36 * data.length}
      options={options}
    />
  )
}
