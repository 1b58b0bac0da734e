import * as Plot from '@observablehq/plot'
import type { WhatMattersReport } from '@opendome/model/study'
import type { PictureKind } from '../picture/file.ts'
import { CAPTION, label, page, panel, plotted, rendered } from '../picture/page.ts'
import { FREE, GRID, INK, PAPER, PLOT_STYLE, SOFT } from '../picture/style.ts'
import { wrap } from '../text/wrap.ts'
import { outputName, shown } from './words.ts'

const WIDTH = 1200
const MARGIN = 40
const HEAD = 96
const LINE = 19
const BAR = 30
const FRAME = 44
const PLOT = WIDTH - 2 * MARGIN

type Output = WhatMattersReport['outputs'][number]

/** Draws a tornado for each output of one study. SVG text, or the bytes of a PNG twice as large. */
export function drawWhatMatters(report: WhatMattersReport, kind: PictureKind): Promise<string | Uint8Array> {
  return rendered(whatMattersSvg(report), WIDTH, kind)
}

/** The picture as SVG text. */
function whatMattersSvg(report: WhatMattersReport): string {
  const parts: string[] = []
  let y = HEAD
  for (const output of report.outputs) {
    const rows = rowsOf(report, output)
    const height = rows.length * BAR + FRAME
    const caption = `${outputName(output.name)}: ${shown(output.name, output.value)} as stated`
    parts.push(panel(MARGIN, y, caption, plotted(tornado(output, rows, height))))
    y += CAPTION + height + 18
  }
  const footTop = y + 14
  const footer = [...report.limits, `opendome ${report.opendome}, ${report.study}.`].flatMap((line) =>
    wrap(line, 150),
  )
  return page(WIDTH, footTop + footer.length * LINE + 16, report.scenario, [
    label(MARGIN, 46, `${report.scenario}: which assumption matters`, 24, true),
    label(
      MARGIN,
      74,
      'Each moved alone from its low to its high value; those that are disputed most come first, with a star.',
      15,
      false,
      SOFT,
    ),
    ...parts,
    ...footer.map((line, i) => label(MARGIN, footTop + i * LINE, line, 13, false, SOFT)),
  ])
}

interface Row {
  readonly i: number
  readonly name: string
  readonly x1: number
  readonly x2: number
  /** Values of the assumption at the left and at the right end. */
  readonly left: string
  readonly right: string
  readonly note: string
}

/** Every disputed assumption, and of the others those that move the output. */
function rowsOf(report: WhatMattersReport, { name, value }: Output): Row[] {
  return report.assumptions
    .map((m) => ({ m, e: m.effects.find((x) => x.name === name) }))
    .filter(({ m, e }) => m.disputed || (e !== undefined && e.low !== e.high))
    .map(({ m, e }, i): Row => {
      const about = { i, name: `${m.disputed ? '* ' : ''}${m.name}` }
      if (e === undefined) return { ...about, x1: value, x2: value, left: '', right: '', note: m.why ?? '' }
      if (e.low === e.high)
        return { ...about, x1: value, x2: value, left: '', right: '', note: 'does not move it' }
      const turned = e.low > e.high
      return {
        ...about,
        x1: Math.min(e.low, e.high),
        x2: Math.max(e.low, e.high),
        left: (turned ? m.high : m.low) ?? '',
        right: (turned ? m.low : m.high) ?? '',
        note: '',
      }
    })
}

const NAMES = 230

function tornado(output: Output, rows: readonly Row[], height: number): Plot.PlotOptions {
  const all = [output.value, ...rows.flatMap((r) => [r.x1, r.x2])]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  // The values beside a bar need room on both sides.
  const room = 0.42 * Math.max(high - low, 1e-9)
  const text = (x: (r: Row) => number, words: keyof Row, anchor: 'start' | 'end', dx: number): Plot.Markish =>
    Plot.text(rows, {
      x,
      y: 'i',
      text: words,
      textAnchor: anchor,
      dx,
      fill: SOFT,
      stroke: PAPER,
      strokeWidth: 4,
    })
  return {
    width: PLOT,
    height,
    marginLeft: NAMES,
    marginRight: 24,
    marginTop: 8,
    marginBottom: 36,
    style: PLOT_STYLE,
    x: {
      label: null,
      domain: [low - room, high + room],
      ticks: 7,
      tickFormat: (x: number) => (x < 0 ? '' : shown(output.name, x).replace(/\.0+$/, '')),
      // What is below zero is room for words.
      tickSize: 0,
    },
    y: { axis: null, domain: [rows.length - 0.4, -0.6] },
    marks: [
      Plot.gridX({ stroke: GRID, strokeOpacity: 1 }),
      Plot.rect(rows, {
        x1: 'x1',
        x2: 'x2',
        y1: (r: Row) => r.i - 0.34,
        y2: (r: Row) => r.i + 0.34,
        fill: FREE,
        fillOpacity: 0.6,
      }),
      Plot.ruleX([output.value], { stroke: INK, strokeWidth: 1.5 }),
      Plot.text(rows, {
        y: 'i',
        frameAnchor: 'left',
        text: 'name',
        textAnchor: 'end',
        dx: -10,
        fill: INK,
      }),
      text((r) => r.x1, 'left', 'end', -6),
      text((r) => r.x2, 'right', 'start', 6),
      text((r) => r.x2, 'note', 'start', 8),
    ],
  }
}
