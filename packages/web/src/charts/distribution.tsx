import * as Plot from '@observablehq/plot'
import { useMemo } from 'react'
import { figure, mean } from '../text/words.ts'
import { Chart } from './chart.tsx'
import { BLUE, LIGHT } from './colours.ts'
import { useChartWords } from './words.ts'

/** How many get through, as shares of the runs, with the mean. `counts`: runs by missiles through, from none on. */
export function Distribution({
  id,
  counts,
  runs,
  at,
  ci95,
  basis,
}: {
  readonly id: string
  readonly counts: readonly number[]
  readonly runs: number
  readonly at: number
  readonly ci95: readonly [number, number]
  readonly basis?: readonly string[]
}) {
  const words = useChartWords()
  const data = useMemo(() => counts.map((count, k) => ({ leaked: k, share: count / runs })), [counts, runs])
  const options = useMemo(
    () => (): Plot.PlotOptions => ({
      marginLeft: 48,
      x: {
        label: words.leakers.x,
        tickFormat: (x: number) => figure(x),
        ticks: data.length > 12 ? 6 : data.map((d) => d.leaked),
        labelOffset: 34,
      },
      marginBottom: 40,
      marginTop: 30,
      y: { label: words.leakers.y, grid: true, tickFormat: '.0%' },
      marks: [
        Plot.rectY(data, {
          x1: (d: { leaked: number }) => d.leaked - 0.5,
          x2: (d: { leaked: number }) => d.leaked + 0.5,
          y: 'share',
          fill: LIGHT,
          insetLeft: 1,
          insetRight: 1,
        }),
        Plot.ruleY([0]),
        Plot.ruleX([at], { stroke: BLUE, strokeWidth: 2 }),
        Plot.text([[at]], {
          x: (d: number[]) => d[0]!,
          frameAnchor: 'top',
          dy: -14,
          text: () => mean(at),
          fill: BLUE,
          fontWeight: 600,
        }),
      ],
    }),
    [data, at, words],
  )
  return (
    <Chart
      id={id}
      title={words.leakers.title}
      unit={words.leakers.unit}
      note={words.interval(...decimals(ci95))}
      columns={[words.leakers.x, words.leakers.y]}
      rows={data.map((d) => [d.leaked, d.share])}
      height={240}
      options={options}
      {...(basis && { basis })}
    />
  )
}

/** The ends of an interval with as many decimals as tell them apart, at least what a mean has. */
function decimals([low, high]: readonly [number, number]): [string, string] {
  const width = high - low
  if (!(width > 0) || width >= 0.2) return [mean(low), mean(high)]
  const digits = Math.min(6, 1 - Math.floor(Math.log10(width)))
  return [figure(low, digits), figure(high, digits)]
}
