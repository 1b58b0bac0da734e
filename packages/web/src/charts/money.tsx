import { placeName } from '@opendome/model/place-names'
import * as Plot from '@observablehq/plot'
import { useMemo } from 'react'
import { useApp } from '../state/store.ts'
import { billions, useLanguage, useWords } from '../text/words.ts'
import { Bars } from './bars.tsx'
import { Chart } from './chart.tsx'
import { BLUE, GREY, LIGHT, ORANGE } from './colours.ts'
import { useChartWords } from './words.ts'

const COLOURS = [BLUE, ORANGE, GREY, LIGHT]

export function Parts() {
  const words = useChartWords().parts
  const common = useWords()
  const cost = useApp((s) => s.quick?.cost)
  const data = useMemo(
    () =>
      (cost?.by_part ?? []).map((p) => ({
        name: `${p.part}: ${words.kinds[p.kind] ?? p.kind}`,
        value: p.usd_b,
      })),
    [cost, words],
  )
  if (cost === undefined) return null
  const b = (x: number): string => common.billion(billions(x))
  return (
    <Bars
      id="chart-parts"
      title={words.title}
      unit={words.unit(String(cost.base_year), String(cost.years))}
      x={words.x}
      data={data}
      left={180}
      note={words.note(b(cost.total_usd_b), b(cost.p10_usd_b), b(cost.p90_usd_b))}
    />
  )
}

export function Years() {
  const words = useChartWords().years
  const cost = useApp((s) => s.quick?.cost)
  const data = useMemo(
    () =>
      (cost?.by_year ?? []).flatMap((y) => [
        { year: y.year, what: words.authority, value: y.usd_b },
        { year: y.year, what: words.outlays, value: y.outlays_usd_b },
      ]),
    [cost, words],
  )
  const options = useMemo(
    () => (): Plot.PlotOptions => ({
      marginLeft: 48,
      x: { label: null, tickFormat: 'd', ticks: 6 },
      y: { label: words.y, grid: true, zero: true },
      color: { domain: [words.authority, words.outlays], range: [BLUE, ORANGE], legend: true },
      marks: [
        Plot.ruleY([0]),
        Plot.lineY(data, { x: 'year', y: 'value', stroke: 'what', strokeWidth: 2.2, marker: 'dot' }),
      ],
    }),
    [data, words],
  )
  if (cost === undefined) return null
  return (
    <Chart
      id="chart-years"
      title={words.title}
      unit={words.unit(String(cost.base_year))}
      columns={['', words.authority, words.outlays]}
      rows={cost.by_year.map((y) => [String(y.year), y.usd_b, y.outlays_usd_b])}
      legend={[
        [words.authority, BLUE],
        [words.outlays, ORANGE],
      ]}
      height={240}
      options={options}
    />
  )
}

export function Payers() {
  const language = useLanguage()
  const words = useChartWords().payers
  const cost = useApp((s) => s.quick?.cost)
  const data = useMemo(
    () =>
      (cost?.share_rules ?? []).flatMap((r) =>
        r.partners.map((p) => ({
          rule: words.rules[r.rule] ?? r.rule,
          partner: placeName(p.partner, language),
          share: p.share,
        })),
      ),
    [cost, words, language],
  )
  const options = useMemo(
    () => (): Plot.PlotOptions => ({
      marginLeft: 190,
      x: { label: words.x, tickFormat: '.0%', domain: [0, 1], grid: true, labelOffset: 34 },
      marginBottom: 40,
      marginRight: 28,
      y: { label: null, domain: [...new Set(data.map((d) => d.rule))] },
      color: {
        range: COLOURS,
        legend: true,
        domain: [...new Set(data.map((d) => d.partner))],
      },
      marks: [
        Plot.barX(data, { y: 'rule', x: 'share', fill: 'partner', insetTop: 4, insetBottom: 4 }),
        Plot.ruleX([0]),
      ],
    }),
    [data, words],
  )
  if (data.length === 0) return null
  return (
    <Chart
      id="chart-payers"
      title={words.title}
      unit={words.unit}
      columns={['', '', words.x]}
      rows={data.map((d) => [d.rule, d.partner, d.share])}
      legend={[...new Set(data.map((d) => d.partner))].map(
        (name, i) => [name, COLOURS[i % COLOURS.length]!] as const,
      )}
      height={90 + 34 * new Set(data.map((d) => d.rule)).size}
      options={options}
    />
  )
}
