import * as Plot from '@observablehq/plot'
import type { OutputReport } from '@opendome/model/study'
import { useMemo } from 'react'
import { Chart } from '../charts/chart.tsx'
import { BLUE, GREY, ORANGE } from '../charts/colours.ts'
import { figure } from '../text/words.ts'
import { useCompareWords } from './words.ts'

interface Bar {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly text: string
  readonly kind: 'end' | 'up' | 'down'
}

/** From the one value to the other, a bar for each assumption. */
export function Waterfall({
  output,
  basis,
}: {
  readonly output: OutputReport
  readonly basis: readonly string[]
}) {
  const words = useCompareWords()
  const { title, unit } = words.outputs[output.name] ?? { title: output.name, unit: '' }
  const bars = useMemo(() => barsOf(output, words), [output, words])
  const options = useMemo(
    () => (): Plot.PlotOptions => ({
      marginLeft: 220,
      marginRight: 20,
      marginBottom: 40,
      x: { label: unit, grid: true, insetLeft: 6, insetRight: 56, labelOffset: 34, ticks: 4 },
      y: { label: null, domain: bars.map((b) => b.name) },
      color: { domain: ['end', 'up', 'down'], range: [GREY, ORANGE, BLUE] },
      marks: [
        Plot.barX(bars, {
          y: 'name',
          x1: (b: Bar) => Math.min(b.from, b.to),
          x2: (b: Bar) => Math.max(b.from, b.to),
          fill: 'kind',
          insetTop: 3,
          insetBottom: 3,
        }),
        Plot.text(bars, {
          y: 'name',
          x: (b: Bar) => Math.max(b.from, b.to),
          text: 'text',
          textAnchor: 'start',
          dx: 5,
        }),
        Plot.ruleX([0]),
      ],
    }),
    [bars, unit],
  )
  return (
    <Chart
      id={`compare-${output.name}`}
      title={title}
      unit={unit}
      basis={basis}
      columns={[words.assumption, words.from, words.to, words.change]}
      rows={[
        ...output.steps.map((s) => [s.name, s.from, s.to, s.change]),
        [words.rest, '', '', output.interaction],
      ]}
      height={70 + 27 * bars.length}
      options={options}
    />
  )
}

function barsOf(
  { a, b, steps, interaction }: OutputReport,
  words: ReturnType<typeof useCompareWords>,
): Bar[] {
  const size = Math.max(Math.abs(a), Math.abs(b))
  const number = (x: number): string => figure(x, size >= 100 ? 0 : size >= 10 ? 1 : 2)
  const bars: Bar[] = [{ name: words.from, from: 0, to: a, text: number(a), kind: 'end' }]
  let at = a
  // The greatest first, and what moves nothing left to the table.
  const moving = steps
    .map((s) => ({ name: s.name, change: s.change }))
    .concat({ name: words.rest, change: interaction })
    .filter((s) => Math.abs(s.change) >= 0.002 * size)
    .sort((x, y) => Math.abs(y.change) - Math.abs(x.change))
  for (const { name, change } of moving) {
    const text = `${change > 0 ? '+' : '−'}${number(Math.abs(change))}`
    bars.push({ name, from: at, to: at + change, text, kind: change > 0 ? 'up' : 'down' })
    at += change
  }
  bars.push({ name: words.to, from: 0, to: b, text: number(b), kind: 'end' })
  return bars
}
