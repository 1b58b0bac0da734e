import * as Plot from '@observablehq/plot'
import { useEffect, useMemo, useState } from 'react'
import type { Series } from '../model/messages.ts'
import { quickThread } from '../model/threads.ts'
import { asked } from '../state/answers.ts'
import { useApp } from '../state/store.ts'
import { billions, figure, mean, useWords } from '../text/words.ts'
import { Chart } from './chart.tsx'
import { useChartWords } from './words.ts'

const BLUE = '#0b5f9e'
const ORANGE = '#c4570b'
const LIGHT = '#a9cbe4'
const GREY = '#7d8b99'

/** The charts below the first screen. */
export function Answers() {
  const words = useChartWords()
  const ready = useApp((s) => s.document !== undefined)
  if (!ready) return null
  return (
    <section className="answers" id="answers" aria-labelledby="answers-title">
      <h2 id="answers-title">{words.title}</h2>
      <div className="charts">
        <Leakers />
        <Moves />
        <Causes />
        <InReach />
        <Layers />
        <Parts />
        <Years />
        <Payers />
      </div>
    </section>
  )
}

function Leakers() {
  const words = useChartWords()
  const { leaked, runs } = useApp((s) => s.document)!
  const data = useMemo(
    () => leaked.distribution.map((count, k) => ({ leaked: k, share: count / runs })),
    [leaked, runs],
  )
  const options = useMemo(
    () => (): Plot.PlotOptions => ({
      marginLeft: 48,
      x: { label: words.leakers.x, tickFormat: (x: number) => figure(x), interval: 1, labelOffset: 34 },
      marginBottom: 40,
      marginTop: 30,
      y: { label: words.leakers.y, grid: true, tickFormat: '.0%' },
      marks: [
        Plot.rectY(data, {
          x: 'leaked',
          y: 'share',
          interval: 1,
          fill: LIGHT,
          insetLeft: 1,
          insetRight: 1,
          dx: 0,
        }),
        Plot.ruleY([0]),
        Plot.ruleX([leaked.mean + 0.5], { stroke: BLUE, strokeWidth: 2 }),
        Plot.text([[leaked.mean + 0.5]], {
          x: (d: number[]) => d[0]!,
          frameAnchor: 'top',
          dy: -14,
          text: () => mean(leaked.mean),
          fill: BLUE,
          fontWeight: 600,
        }),
      ],
    }),
    [data, leaked, words],
  )
  return (
    <Chart
      id="chart-leakers"
      title={words.leakers.title}
      unit={words.leakers.unit}
      note={words.interval(mean(leaked.ci95[0]), mean(leaked.ci95[1]))}
      columns={[words.leakers.x, words.leakers.y]}
      rows={data.map((d) => [d.leaked, d.share])}
      height={240}
      options={options}
    />
  )
}

function Moves() {
  const words = useChartWords()
  const range = useApp((s) => s.document!.assumption_range)
  const at = useApp((s) => s.document!.leaked.mean)
  const data = useMemo(() => {
    if (range === null) return []
    const each = [...range.each].sort((a, b) => Math.abs(b.high - b.low) - Math.abs(a.high - a.low))
    return [
      ...each.map((e) => ({ name: e.id.replaceAll('-', ' '), doc: e.doc, low: e.low, high: e.high })),
      { name: words.moves.all, doc: '', low: range.low, high: range.high },
    ]
  }, [range, words])
  const options = useMemo(
    () => (): Plot.PlotOptions => ({
      marginLeft: 150,
      marginRight: 36,
      x: { label: words.moves.x, grid: true, insetLeft: 34, insetRight: 8, labelOffset: 34 },
      marginBottom: 40,
      y: { label: null, domain: data.map((d) => d.name) },
      marks: [
        Plot.barX(data, {
          y: 'name',
          x1: 'low',
          x2: 'high',
          fill: (d: { name: string }) => (d.name === words.moves.all ? GREY : ORANGE),
          insetTop: 3,
          insetBottom: 3,
        }),
        Plot.text(data, {
          y: 'name',
          x: 'low',
          text: (d: { low: number }) => mean(d.low),
          textAnchor: 'end',
          dx: -5,
        }),
        Plot.text(data, {
          y: 'name',
          x: 'high',
          text: (d: { high: number }) => mean(d.high),
          textAnchor: 'start',
          dx: 5,
        }),
        Plot.ruleX([at], { stroke: BLUE, strokeWidth: 2 }),
      ],
    }),
    [data, at, words],
  )
  if (range === null) return null
  return (
    <Chart
      id="chart-moves"
      title={words.moves.title}
      unit={words.moves.unit}
      note={data.map((d) => (d.doc === '' ? '' : `${d.name}: ${d.doc}.`)).join(' ')}
      columns={['', 'low', 'high']}
      rows={data.map((d) => [d.name, d.low, d.high])}
      height={72 + 34 * data.length}
      options={options}
    />
  )
}

/** A chart of bars from names to one number. */
function Bars({
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

function Causes() {
  const words = useChartWords().causes
  const causes = useApp((s) => s.document!.causes)
  const data = useMemo(
    () => causes.map(({ cause, leaked }) => ({ name: words.names[cause] ?? cause, value: leaked })),
    [causes, words],
  )
  return <Bars id="chart-causes" title={words.title} unit={words.unit} x={words.x} data={data} />
}

function InReach() {
  const words = useChartWords().reach
  const subject = useApp((s) => s.subject)
  const reach = useApp((s) => s.quick?.reach)
  const stale = useApp((s) => s.stale)
  const [series, setSeries] = useState<Series>()
  useEffect(() => {
    if (stale || reach === undefined) return undefined
    const stop = new AbortController()
    quickThread()
      .ask('series', { scenario: asked(subject) }, { signal: stop.signal })
      .then(setSeries, () => setSeries(undefined))
    return () => stop.abort()
  }, [subject, stale, reach === undefined])
  const data = useMemo(
    () =>
      Array.from(series?.least ?? [], (least, i) => ({
        minutes: (i * (series?.step ?? 0)) / 60,
        least,
        most: series!.most[i]!,
      })),
    [series],
  )
  const options = useMemo(
    () => (): Plot.PlotOptions => ({
      marginLeft: 48,
      x: { label: words.x, labelOffset: 34 },
      marginBottom: 40,
      y: { label: words.y, grid: true, zero: true, ticks: 5 },
      marks: [
        Plot.areaY(data, { x: 'minutes', y1: 'least', y2: 'most', fill: BLUE, curve: 'step-after' }),
        Plot.ruleY([0]),
        Plot.ruleY(reach === undefined ? [] : [reach.mean], {
          stroke: ORANGE,
          strokeWidth: 2,
          strokeDasharray: '6 4',
        }),
      ],
    }),
    [data, reach, words],
  )
  if (reach === undefined || data.length === 0) return null
  return (
    <Chart
      id="chart-reach"
      title={words.title}
      unit={words.unit}
      note={words.note(mean(reach.mean), figure(reach.least), reach.launch)}
      columns={[words.x, 'min', 'max']}
      rows={data.map((d) => [d.minutes, d.least, d.most])}
      height={240}
      options={options}
    />
  )
}

function Layers() {
  const words = useChartWords().layers
  const layers = useApp((s) => s.document!.by_layer)
  const data = useMemo(
    () =>
      layers.flatMap((l) => [
        { layer: l.id, what: words.shots, value: l.shots },
        { layer: l.id, what: words.killed, value: l.killed },
      ]),
    [layers, words],
  )
  const options = useMemo(
    () => (): Plot.PlotOptions => ({
      marginLeft: 110,
      marginRight: 50,
      x: { label: words.unit, grid: true },
      y: { label: null, axis: null },
      fy: { label: null },
      color: { domain: [words.shots, words.killed], range: [LIGHT, BLUE], legend: true },
      marks: [
        Plot.barX(data, { fy: 'layer', y: 'what', x: 'value', fill: 'what' }),
        Plot.text(data, {
          fy: 'layer',
          y: 'what',
          x: 'value',
          text: (d: { value: number }) => mean(d.value),
          textAnchor: 'start',
          dx: 5,
        }),
        Plot.ruleX([0]),
      ],
    }),
    [data, words],
  )
  if (layers.length < 2) return null
  return (
    <Chart
      id="chart-layers"
      title={words.title}
      unit={words.unit}
      columns={['', '', words.unit]}
      rows={data.map((d) => [d.layer, d.what, d.value])}
      height={50 + 46 * layers.length}
      options={options}
    />
  )
}

function Parts() {
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

function Years() {
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
      height={240}
      options={options}
    />
  )
}

function Payers() {
  const words = useChartWords().payers
  const cost = useApp((s) => s.quick?.cost)
  const data = useMemo(
    () =>
      (cost?.share_rules ?? []).flatMap((r) =>
        r.partners.map((p) => ({
          rule: words.rules[r.rule] ?? r.rule,
          partner: words.partners[p.partner] ?? p.partner,
          share: p.share,
        })),
      ),
    [cost, words],
  )
  const options = useMemo(
    () => (): Plot.PlotOptions => ({
      marginLeft: 190,
      x: { label: words.x, tickFormat: '.0%', domain: [0, 1], grid: true, labelOffset: 34 },
      marginBottom: 40,
      marginRight: 28,
      y: { label: null, domain: [...new Set(data.map((d) => d.rule))] },
      color: {
        range: [BLUE, ORANGE, GREY, LIGHT],
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
      height={90 + 34 * new Set(data.map((d) => d.rule)).size}
      options={options}
    />
  )
}
