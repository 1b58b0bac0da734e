import * as Plot from '@observablehq/plot'
import { useMemo } from 'react'
import { billions, mean } from '../text/words.ts'
import { Chart } from './chart.tsx'
import { BLUE } from './colours.ts'

/** A chart of bars from names to one number. */
export function Bars({
  id,
  title,
  unit,
  x,
  data,
  note,
  left = 150,
}: {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly x: string
  readonly data: readonly { readonly name: string; readonly value: number; readonly kind?: string }[]
  readonly note?: string
  readonly left?: number
}) {
  const options = useMemo(
    () => (): Plot.PlotOptions => ({
      marginLeft: left,
      marginRight: 52,
      x: { label: x, grid: true, labelOffset: 34 },
      marginBottom: 40,
      y: { label: null, domain: data.map((d) => d.name) },
      marks: [
        Plot.barX(data, { y: 'name', x: 'value', fill: BLUE, insetTop: 3, insetBottom: 3 }),
        Plot.text(data, {
          y: 'name',
          x: 'value',
          text: (d: { value: number }) => (d.value >= 10 ? billions(d.value) : mean(d.value)),
          textAnchor: 'start',
          dx: 5,
        }),
        Plot.ruleX([0]),
      ],
    }),
    [data, left, x],
  )
  return (
    <Chart
      id={id}
      title={title}
      unit={unit}
      note={note}
      columns={['', x]}
      rows={data.map((d) => [d.name, d.value])}
      height={68 + 30 * Math.max(1, data.length)}
      options={options}
    />
  )
}
