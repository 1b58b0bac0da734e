import * as Plot from '@observablehq/plot'
import type { SweepReport } from '@opendome/model/study'
import { useMemo } from 'react'
import { Chart } from '../charts/chart.tsx'
import { BLUE, LIGHT } from '../charts/colours.ts'
import { useStudyWords } from '../text/study.ts'
import { figure } from '../text/words.ts'

interface Dot {
  readonly x: number
  readonly mean: number
  readonly low: number
  readonly high: number
  readonly runs: number
}

/** One field, value by value: what gets through with its interval, and what it costs. */
export function SweepCharts({
  report,
  basis,
}: {
  readonly report: SweepReport
  readonly basis: readonly string[]
}) {
  const words = useStudyWords().result
  const field = report.axes[0]?.name ?? ''
  const leaked = useMemo(() => dotsOf(report, 'leaked'), [report])
  const cost = useMemo(() => dotsOf(report, 'total_usd_b'), [report])
  const refused = report.points.filter((p) => p.refused !== null)
  return (
    <>
      {refused.length > 0 && (
        <p className="problem">
          {words.refused(refused.map((p) => String(Object.values(p.at)[0])).join(', '))}{' '}
          {refused[0]!.refused!.message}
        </p>
      )}
      {leaked.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <Along
          id="study-sweep"
          title={words.sweep.title(field)}
          unit={words.sweep.unit}
          y={words.sweep.y}
          field={field}
          dots={leaked}
          basis={basis}
        />
      )}
      {cost.some((d) => d.mean !== cost[0]!.mean) && (
        <Along
          id="study-sweep-cost"
          title={words.sweep.cost(field)}
          unit={words.sweep.costUnit}
          y={words.outputs['total_usd_b']!}
          field={field}
          dots={cost}
          basis={basis}
        />
      )}
    </>
  )
}

function Along({
  id,
  title,
  unit,
  y,
  field,
  dots,
  basis,
}: {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly y: string
  readonly field: string
  readonly dots: readonly Dot[]
  readonly basis: readonly string[]
}) {
  const words = useStudyWords().result.sweep
  const options = useMemo(
    () => (): Plot.PlotOptions => ({
      marginLeft: 52,
      marginBottom: 40,
      x: { label: field, labelOffset: 34, ticks: 6, tickFormat: (x: number) => tick(x) },
      y: { label: y, grid: true, zero: true, ticks: 5, nice: true },
      marks: [
        Plot.areaY(dots, { x: 'x', y1: 'low', y2: 'high', fill: LIGHT, fillOpacity: 0.7 }),
        Plot.ruleX(dots, { x: 'x', y1: 'low', y2: 'high', stroke: BLUE, strokeWidth: 1.5 }),
        Plot.lineY(dots, { x: 'x', y: 'mean', stroke: BLUE, strokeWidth: 2 }),
        Plot.dot(dots, { x: 'x', y: 'mean', r: 3.5, fill: BLUE }),
        Plot.ruleY([0]),
      ],
    }),
    [dots, field, y],
  )
  return (
    <Chart
      id={id}
      title={title}
      unit={unit}
      basis={basis}
      columns={[field, ...words.columns]}
      rows={dots.map((d) => [tick(d.x), d.mean, d.low, d.high, d.runs])}
      height={260}
      options={options}
    />
  )
}

/** A value of a field with the decimals it has. */
const tick = (x: number): string => figure(x, Number.isInteger(x) ? 0 : x < 10 ? 2 : 1)

/** An output at the points that have it, in the order of the field. */
function dotsOf({ points }: SweepReport, output: string): Dot[] {
  return points
    .flatMap((p): Dot[] => {
      const [x] = Object.values(p.at)
      const found = p.outputs.find((o) => o.output === output)
      if (typeof x !== 'number' || found === undefined || p.refused !== null) return []
      const [low, high] = found.ci95 ?? [found.mean, found.mean]
      return [{ x, mean: found.mean, low, high, runs: p.runs }]
    })
    .toSorted((a, b) => a.x - b.x)
}
