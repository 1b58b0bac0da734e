import * as Plot from '@observablehq/plot'
import { useEffect, useMemo, useState } from 'react'
import type { Series } from '../model/messages.ts'
import { quickThread } from '../model/threads.ts'
import { asked } from '../state/answers.ts'
import { useApp } from '../state/store.ts'
import { figure, idWords, mean } from '../text/words.ts'
import { Bars } from './bars.tsx'
import { Chart } from './chart.tsx'
import { BLUE, GREY, LIGHT, ORANGE } from './colours.ts'
import { Distribution } from './distribution.tsx'
import { Parts, Payers, Years } from './money.tsx'
import { useChartWords } from './words.ts'

/** The charts below the first screen. */
export function Answers() {
  const words = useChartWords()
  const ready = useApp((s) => s.document !== undefined)
  const stale = useApp((s) => s.stale)
  if (!ready) return null
  return (
    <section
      className={stale ? 'answers stale' : 'answers'}
      aria-busy={stale}
      id="answers"
      aria-labelledby="answers-title"
    >
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
  const { leaked, runs } = useApp((s) => s.document)!
  return (
    <Distribution
      id="chart-leakers"
      counts={leaked.distribution}
      runs={runs}
      at={leaked.mean}
      ci95={leaked.ci95}
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
      ...each.map((e) => ({ name: idWords(e.id), doc: e.doc, low: e.low, high: e.high })),
      { name: words.moves.all, doc: '', low: range.low, high: range.high },
    ]
  }, [range, words])
  const options = useMemo(
    () => (): Plot.PlotOptions => ({
      marginLeft: 150,
      marginRight: 36,
      x: {
        label: words.moves.x,
        grid: true,
        insetLeft: 34,
        insetRight: 8,
        labelOffset: 34,
        ticks: 5,
        nice: true,
      },
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
      columns={['', words.moves.low, words.moves.high]}
      rows={data.map((d) => [d.name, d.low, d.high])}
      height={72 + 34 * data.length}
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
    setSeries(undefined)
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
      legend={[
        [words.shots, LIGHT],
        [words.killed, BLUE],
      ]}
      height={50 + 46 * layers.length}
      options={options}
    />
  )
}
