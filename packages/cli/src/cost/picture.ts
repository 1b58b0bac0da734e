import * as Plot from '@observablehq/plot'
import type { PictureKind } from '../picture/file.ts'
import { CAPTION, label, page, panel, plotted, rendered } from '../picture/page.ts'
import { FREE, GRID, INK, PAPER, PLOT_STYLE, POWERED, SOFT, type Size } from '../picture/style.ts'
import { fixed, significant } from '../text/format.ts'
import { changedSentence } from '../text/page.ts'
import { wrap } from '../text/wrap.ts'
import type { Costed } from './costed.ts'
import { billions } from './text.ts'

const WIDTH = 1200
const MARGIN = 40
const HEAD = 96
const LINE = 19
const HALF = (WIDTH - 3 * MARGIN) / 2
const YEARS: Size = { width: WIDTH - 2 * MARGIN, height: 330 }
const LOWER: Size = { width: HALF, height: 360 }
const KEY = 30

/** Colours of kinds that all kinds of colour vision tell apart (Okabe and Ito, 2002). */
const COLOURS: Readonly<Record<string, string>> = {
  development: '#cc79a7',
  procurement: '#0072b2',
  launch: '#d55e00',
  renewal: '#56b4e9',
  ground: '#f0e442',
  operation: '#009e73',
  construction: '#e69f00',
  people: '#000000',
  disposal: '#7b6a58',
  residual: '#b8c2cc',
}

/** Draws a cost: by fiscal year and kind, the S-curve, and what moves it. SVG text, or the bytes of a PNG twice as large. */
export function drawCost(costed: Costed, kind: PictureKind): Promise<string | Uint8Array> {
  return rendered(costSvg(costed), WIDTH, kind)
}

/** The picture as SVG text. */
function costSvg(costed: Costed): string {
  const { report, name } = costed
  const kinds = Object.keys(COLOURS).filter((k) => report.by_part.some((p) => p.kind === k && p.usd_b > 0))
  const ranged = report.drawn.length > 0 || report.tornado.length > 0
  const lowerTop = HEAD + CAPTION + KEY + YEARS.height + 24
  const footTop = lowerTop + CAPTION + (ranged ? LOWER.height : LINE) + 34
  const footer = footerLines(costed).flatMap((line) => wrap(line, 150))
  const height = footTop + footer.length * LINE + 16
  const second = 2 * MARGIN + HALF
  return page(WIDTH, height, name, [
    label(
      MARGIN,
      46,
      `${name}: USD ${billions(report.total_usd_b)} billion over ${report.years} years`,
      24,
      true,
    ),
    label(MARGIN, 74, subtitle(costed), 15, false, SOFT),
    label(
      MARGIN,
      HEAD + 18,
      `Budget authority by fiscal year, billions of ${report.base_year} dollars; outlays as a line`,
      15,
      true,
    ),
    ...kinds.map((k, i) => key(MARGIN + i * 118, HEAD + 40, k)),
    panel(MARGIN, HEAD + KEY, '', plotted(byYear(costed, kinds))),
    ...lower(
      MARGIN,
      lowerTop,
      'Chance that the total is no more than …, billions',
      report.drawn.length > 0,
      () => curve(costed),
    ),
    ...lower(
      second,
      lowerTop,
      'Total when one assumption alone is moved, billions',
      report.tornado.length > 0,
      () => tornado(costed),
    ),
    ...footer.map((line, i) => label(MARGIN, footTop + i * LINE, line, 13, false, SOFT)),
  ])
}

/** A lower panel, or a line that says why it is empty. */
function lower(x: number, y: number, caption: string, any: boolean, plot: () => Plot.PlotOptions): string[] {
  if (any) return [panel(x, y, caption, plotted(plot()))]
  return [
    label(x, y + 18, caption, 15, true),
    label(x, y + 18 + 1.5 * LINE, 'Nothing to show: no price has a published range.', 13, false, SOFT),
  ]
}

function key(x: number, y: number, kind: string): string {
  return `<rect x="${x}" y="${y - 11}" width="14" height="14" fill="${COLOURS[kind]!}"/>${label(x + 20, y + 1, kind, 13, false)}`
}

function subtitle({ report }: Costed): string {
  return [
    `${report.base_year} dollars`,
    ...(report.drawn.length === 0
      ? ['no price has a published range']
      : [`eight in ten draws between ${billions(report.p10_usd_b)} and ${billions(report.p90_usd_b)}`]),
    ...(report.published === null ? [] : [`published ${billions(report.published.total_usd_b)}`]),
    `then-year ${billions(report.total_then_year_usd_b)}`,
  ].join('  ·  ')
}

/** Stacked bars of the horizon and the outlays, which go on after it. */
function byYear({ study, report }: Costed, kinds: readonly string[]): Plot.PlotOptions {
  const { lifeCycle } = study
  const bars = report.by_year.flatMap(({ year }, y) => {
    let from = 0
    return kinds.map((kind) => {
      const usd = lifeCycle.parts.reduce((sum, p) => (p.kind === kind ? sum + p.byYear[y]! : sum), 0) / 1e9
      const bar = { kind, x1: year - 0.4, x2: year + 0.4, y1: from, y2: from + usd }
      from += usd
      return bar
    })
  })
  const outlays = [...report.by_year, ...report.outlays_after].map((y) => ({
    year: y.year,
    usd: y.outlays_usd_b,
  }))
  const high = 1.1 * Math.max(...bars.map((b) => b.y2), ...outlays.map((o) => o.usd))
  return {
    ...YEARS,
    marginLeft: 56,
    marginRight: 16,
    marginTop: 12,
    marginBottom: 40,
    style: PLOT_STYLE,
    x: {
      label: null,
      domain: [report.first_year - 1, outlays.at(-1)!.year + 1],
      tickFormat: (x: number) => String(x),
    },
    y: { label: null, domain: [0, high], ticks: 6, tickFormat: (y: number) => significant(y, 3) },
    marks: [
      Plot.gridY({ stroke: GRID, strokeOpacity: 1 }),
      Plot.rect(bars, {
        x1: 'x1',
        x2: 'x2',
        y1: 'y1',
        y2: 'y2',
        fill: (b: { kind: string }) => COLOURS[b.kind]!,
      }),
      Plot.line(outlays, { x: 'year', y: 'usd', stroke: PAPER, strokeWidth: 5 }),
      Plot.line(outlays, { x: 'year', y: 'usd', stroke: INK, strokeWidth: 2 }),
      Plot.ruleY([0], { stroke: INK }),
    ],
  }
}

/** The S-curve with its 10th, 50th and 90th percentile, the deterministic total and the published one. */
function curve({ report }: Costed): Plot.PlotOptions {
  const points = report.curve.map(({ p, usd_b }) => ({ p: 100 * p, usd: usd_b }))
  const marks = [
    { usd: report.total_usd_b, text: `stated ${billions(report.total_usd_b)}`, stroke: FREE, y: 12 },
    ...(report.published === null || Math.abs(report.published.difference_usd_b) < 1e-3 * report.total_usd_b
      ? []
      : [
          {
            usd: report.published.total_usd_b,
            text: `published ${billions(report.published.total_usd_b)}`,
            stroke: POWERED,
            y: 4,
          },
        ]),
  ]
  const all = [...points.map((p) => p.usd), ...marks.map((m) => m.usd)]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const room = Math.max(0.12 * (high - low), 0.02 * high)
  return {
    ...LOWER,
    marginLeft: 50,
    marginRight: 24,
    marginTop: 12,
    marginBottom: 40,
    style: PLOT_STYLE,
    x: {
      label: null,
      domain: [low - room, high + room],
      ticks: 6,
      tickFormat: (x: number) => fixed(x, high - low < 5 ? 1 : 0),
    },
    y: { label: null, domain: [0, 100], ticks: 5, tickFormat: (y: number) => `${y} %` },
    marks: [
      Plot.gridX({ stroke: GRID, strokeOpacity: 1 }),
      Plot.gridY({ stroke: GRID, strokeOpacity: 1 }),
      Plot.line(points, { x: 'usd', y: 'p', stroke: INK, strokeWidth: 2.5 }),
      Plot.dot(
        points.filter((p) => [10, 50, 90].some((q) => Math.abs(p.p - q) < 1e-6)),
        { x: 'usd', y: 'p', r: 4.5, fill: INK, stroke: PAPER, strokeWidth: 1.5 },
      ),
      ...marks.map((m) => Plot.ruleX([m.usd], { stroke: m.stroke, strokeWidth: 2, strokeDasharray: '5 4' })),
      ...marks.map((m) =>
        Plot.text([m], {
          x: 'usd',
          y: 'y',
          text: 'text',
          fill: m.stroke,
          stroke: PAPER,
          strokeWidth: 5,
          fontWeight: 'bold',
          dx: m.usd > 0.5 * (low + high) ? -6 : 6,
          textAnchor: m.usd > 0.5 * (low + high) ? 'end' : 'start',
        }),
      ),
    ],
  }
}

/** Bars drawn. */
const BARS = 8

/** Bars around the stated total; the ends say the values. */
function tornado({ report }: Costed): Plot.PlotOptions {
  const total = report.total_usd_b
  const shown = (v: number | string): string => (typeof v === 'string' ? v : significant(v, 3))
  const bars = report.tornado.slice(0, BARS).map((b, i) => {
    const down = b.low_usd_b <= b.high_usd_b
    return {
      i,
      name: b.name,
      x1: Math.min(b.low_usd_b, b.high_usd_b),
      x2: Math.max(b.low_usd_b, b.high_usd_b),
      left: shown(down ? b.low : b.high),
      right: shown(down ? b.high : b.low),
    }
  })
  const all = [total, ...bars.flatMap((b) => [b.x1, b.x2])]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const room = Math.max(0.22 * (high - low), 0.02 * high)
  return {
    ...LOWER,
    marginLeft: 24,
    marginRight: 24,
    marginTop: 12,
    marginBottom: 40,
    style: PLOT_STYLE,
    x: { label: null, domain: [low - room, high + room], ticks: 5, tickFormat: (x: number) => fixed(x) },
    y: { axis: null, domain: [BARS - 0.4, -0.6] },
    marks: [
      Plot.gridX({ stroke: GRID, strokeOpacity: 1 }),
      Plot.rect(bars, {
        x1: 'x1',
        x2: 'x2',
        y1: (b: { i: number }) => b.i - 0.02,
        y2: (b: { i: number }) => b.i + 0.38,
        fill: FREE,
        fillOpacity: 0.6,
      }),
      Plot.ruleX([total], { stroke: INK, strokeWidth: 1.5 }),
      Plot.text(bars, {
        x: () => low - room,
        y: (b: { i: number }) => b.i - 0.24,
        text: 'name',
        textAnchor: 'start',
        dx: 4,
        fill: INK,
        stroke: PAPER,
        strokeWidth: 4,
      }),
      Plot.text(bars, {
        x: 'x1',
        y: (b: { i: number }) => b.i + 0.18,
        text: 'left',
        textAnchor: 'end',
        dx: -5,
        fill: SOFT,
      }),
      Plot.text(bars, {
        x: 'x2',
        y: (b: { i: number }) => b.i + 0.18,
        text: 'right',
        textAnchor: 'start',
        dx: 5,
        fill: SOFT,
      }),
    ],
  }
}

/** What the picture rests on. */
function footerLines({ report, source }: Costed): string[] {
  return [
    ...report.limits.slice(0, 6),
    changedSentence(report),
    `opendome ${report.opendome}, ${source}, seed ${report.seed}, ${fixed(report.draws)} draws of prices.`,
  ]
}
