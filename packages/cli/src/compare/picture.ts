import * as Plot from '@observablehq/plot'
import type { CompareReport, OutputReport } from '@opendome/model/study'
import type { PictureKind } from '../picture/file.ts'
import { CAPTION, label, page, panel, plotted, rendered } from '../picture/page.ts'
import { FREE, GRID, INK, PAPER, PLOT_STYLE, POWERED, SOFT } from '../picture/style.ts'
import { fixed } from '../text/format.ts'
import { wrap } from '../text/wrap.ts'
import { outputName, shown, signed } from './words.ts'

const WIDTH = 1200
const MARGIN = 40
const HEAD = 72
const LINE = 19
/** Height of one bar, and what stands above and below the bars of a panel, px. */
const BAR = 36
const FRAME = 44
const PLOT = WIDTH - 2 * MARGIN

/** Draws why two studies differ: a waterfall for each output. SVG text, or the bytes of a PNG twice as large. */
export function drawComparison(report: CompareReport, kind: PictureKind): Promise<string | Uint8Array> {
  return rendered(comparisonSvg(report), WIDTH, kind)
}

/** The picture as SVG text. */
function comparisonSvg(report: CompareReport): string {
  const { a, b } = report
  const panels = report.outputs.filter((o) => bars(o, report).length > 2)
  const parts: string[] = []
  const head = wrap(subtitle(report), 140)
  let y = HEAD + head.length * LINE + 12
  for (const output of panels) {
    const rows = bars(output, report)
    const height = rows.length * BAR + FRAME
    parts.push(panel(MARGIN, y, outputName(output.name), plotted(waterfall(output, rows, height))))
    y += CAPTION + height + 18
  }
  if (panels.length === 0) {
    parts.push(label(MARGIN, y, 'Nothing to show: the two do not differ in what can be compared.', 15, false))
    y += 2 * LINE
  }
  const footer = footerLines(report).flatMap((line) => wrap(line, 150))
  const footTop = y + 14
  return page(WIDTH, footTop + footer.length * LINE + 16, report.scenario, [
    label(MARGIN, 46, `Why ${a.study} and ${b.study} differ`, 24, true),
    ...head.map((line, i) => label(MARGIN, HEAD + i * LINE, line, 15, false, SOFT)),
    ...parts,
    ...footer.map((line, i) => label(MARGIN, footTop + i * LINE, line, 13, false, SOFT)),
  ])
}

function subtitle({ a, b, like_for_like: like }: CompareReport): string {
  const usd = (x: number): string => shown('total_usd_b', x)
  return [
    `${a.name} (A) and ${b.name} (B)`,
    `like for like ${usd(like.after.a_usd_b)} against ${usd(like.after.b_usd_b)} billion dollars of ${like.base_year} over ${fixed(like.period_years)} years`,
  ].join('  ·  ')
}

interface Bar {
  readonly i: number
  readonly name: string
  readonly from: number
  readonly to: number
  readonly text: string
  readonly values: string
  readonly fill: string
}

/** The ends and between them the steps that move something: what adds first, then what takes away, so that no sum on the way is below both ends. */
function bars(output: OutputReport, { a, b }: CompareReport): Bar[] {
  const least = 1e-9 * Math.max(1, Math.abs(output.a))
  const moving = [
    ...output.steps.filter((s) => s.change > least),
    ...output.steps.filter((s) => s.change < -least),
  ]
  let at = output.a
  const steps = moving.map((s, k): Bar => {
    const from = at
    at += s.change
    const error = s.standard_error > 0 ? ` ± ${shown(output.name, s.standard_error)}` : ''
    return {
      i: k + 1,
      name: s.name,
      from,
      to: at,
      text: signed(output.name, s.change) + error,
      values: `${short(s.from)}\n→ ${short(s.to)}`,
      fill: s.change > 0 ? POWERED : FREE,
    }
  })
  const end = (i: number, name: string, value: number): Bar => ({
    i,
    name,
    from: 0,
    to: value,
    text: shown(output.name, value),
    values: '',
    fill: INK,
  })
  return [end(0, `A: ${a.study}`, output.a), ...steps, end(steps.length + 1, `B: ${b.study}`, output.b)]
}

/** Longest value of an assumption beside a bar. */
const LONGEST = 54

function short(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).trimEnd()}…`
}

/** Space for the names of the assumptions, and for their values, px. */
const NAMES = 230
const VALUES = 380

function waterfall(output: OutputReport, rows: readonly Bar[], height: number): Plot.PlotOptions {
  const all = rows.flatMap((r) => [r.from, r.to])
  const [low, high] = [Math.min(0, ...all), Math.max(...all)]
  // Beside the longest bar stands its number, with an error where orders are drawn.
  const room = (output.orders === 'all' ? 0.18 : 0.32) * Math.max(high - low, 1e-9)
  const joints = rows.slice(0, -1).map((r) => ({ x: r.to, y1: r.i + 0.36, y2: r.i + 0.64 }))
  return {
    width: PLOT,
    height,
    marginLeft: NAMES,
    marginRight: VALUES,
    marginTop: 8,
    marginBottom: 36,
    style: PLOT_STYLE,
    x: {
      label: null,
      domain: [low < 0 ? low - room : 0, high + room],
      ticks: 5,
      tickFormat: (x: number) => shown(output.name, x).replace(/\.0+$/, ''),
    },
    y: { axis: null, domain: [rows.length - 0.4, -0.6] },
    marks: [
      Plot.gridX({ stroke: GRID, strokeOpacity: 1 }),
      Plot.rect(rows, {
        x1: 'from',
        x2: 'to',
        y1: (r: Bar) => r.i - 0.34,
        y2: (r: Bar) => r.i + 0.34,
        fill: 'fill',
      }),
      Plot.ruleX(joints, { x: 'x', y1: 'y1', y2: 'y2', stroke: SOFT, strokeWidth: 1 }),
      Plot.ruleX([0], { stroke: INK }),
      Plot.text(rows, {
        y: 'i',
        frameAnchor: 'left',
        text: 'name',
        textAnchor: 'end',
        dx: -10,
        fill: INK,
        fontWeight: 'normal',
      }),
      Plot.text(rows, {
        x: (r: Bar) => Math.max(r.from, r.to),
        y: 'i',
        text: 'text',
        textAnchor: 'start',
        dx: 6,
        fill: INK,
        stroke: PAPER,
        strokeWidth: 4,
        fontWeight: 'bold',
      }),
      Plot.text(rows, {
        y: 'i',
        frameAnchor: 'right',
        text: 'values',
        textAnchor: 'start',
        dx: 14,
        fill: SOFT,
        fontSize: 12,
        lineHeight: 1.15,
      }),
    ],
  }
}

/** Limits told under the picture. */
const TOLD = 5

function footerLines(report: CompareReport): string[] {
  const { outputs, not_compared: missing, limits } = report
  const drawn = outputs.filter((o) => o.orders !== 'all')
  return [
    `Each bar is the change by one assumption alone, averaged over ${drawn.length === 0 ? 'all orders' : 'orders'} in which they can be changed (Shapley's value); they add up to the difference. What adds stands first.`,
    ...drawn.map(
      (o) => `${outputName(o.name)}: ${fixed(o.orders as number)} drawn orders; ± is the standard error.`,
    ),
    ...missing.map(({ name, why }) => `Not compared, ${outputName(name)}: ${why}.`),
    ...limits.slice(0, TOLD),
    `Changed assumptions: ${report.changed_assumptions.length === 0 ? 'none' : report.changed_assumptions.map((c) => c.path).join('; ')}.`,
    `opendome ${report.opendome}, seed ${report.seed}.`,
  ]
}
