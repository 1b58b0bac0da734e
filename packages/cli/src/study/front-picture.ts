import * as Plot from '@observablehq/plot'
import type { StudyReport } from '@opendome/model'
import { FREE, GRID, INK, PAPER, PLOT_STYLE, POWERED, SOFT, type Size } from '../picture/style.ts'
import { fixed } from '../text/format.ts'
import { outputWords } from './output-words.ts'
import type { StudyPanel, StudyPanels } from './study-panel.ts'
import { shownWords } from './sweep-text.ts'

type FrontReport = Extract<StudyReport, { kind: 'front' }>
type FrontDesign = FrontReport['front'][number]

/** Designs tried, and the front with its knee: one chart for each pair of objectives. */
export function frontPanels(report: FrontReport): StudyPanels {
  const names = report.objectives.map(({ output }) => output)
  const pairs = names.flatMap((y, i) => names.slice(0, i).map((x) => ({ x, y })))
  return {
    subtitle: `${fixed(report.front.length)} designs of which none is better in everything (blue, the knee orange), of ${fixed(report.designs.length)} that were tried (grey; hollow where a constraint is not kept).`,
    panels: pairs.map(({ x, y }) => chart(report, x, y, pairs.length === 1)),
  }
}

function chart(report: FrontReport, x: string, y: string, whole: boolean): StudyPanel {
  const knee = report.front.find((design) => design.knee)
  return {
    caption: `${outputWords(y)} against ${outputWords(x)}${knee === undefined ? '' : `; knee: ${designWords(report, knee)}`}`,
    height: whole ? 480 : 340,
    whole,
    plot: (size) => scatter(report, x, y, knee, size),
  }
}

/** `planes 60, fly-out speed 8 km/s`. */
function designWords({ variables }: FrontReport, { at }: FrontDesign): string {
  return variables
    .map(({ id, name, unit }) => `${name} ${shownWords(at[id] ?? null)}${unit === null ? '' : ` ${unit}`}`)
    .join(', ')
}

interface Dot {
  readonly x: number
  readonly y: number
}

function scatter(
  { front, designs }: FrontReport,
  x: string,
  y: string,
  knee: FrontDesign | undefined,
  size: Size,
): Plot.PlotOptions {
  const dot = (values: Readonly<Record<string, number | null>>): Dot[] => {
    const [a, b] = [values[x], values[y]]
    return typeof a === 'number' && typeof b === 'number' ? [{ x: a, y: b }] : []
  }
  const tried = (keeps: boolean): Dot[] =>
    designs.filter((d) => d.keeps_constraints === keeps).flatMap((d) => dot(d.values))
  const best = front.flatMap((d) => dot(d.values)).sort((a, b) => a.x - b.x)
  const axis = { labelArrow: 'none' as const, ticks: 8, nice: true }
  return {
    ...size,
    marginLeft: 76,
    marginRight: 24,
    marginTop: 14,
    marginBottom: 46,
    style: PLOT_STYLE,
    x: { ...axis, label: outputWords(x), labelAnchor: 'center' },
    // The caption names it.
    y: { ...axis, label: null },
    marks: [
      Plot.gridX({ ticks: 8, stroke: GRID, strokeOpacity: 1 }),
      Plot.gridY({ ticks: 8, stroke: GRID, strokeOpacity: 1 }),
      Plot.dot(tried(false), { x: 'x', y: 'y', r: 3, stroke: SOFT, strokeOpacity: 0.6 }),
      Plot.dot(tried(true), { x: 'x', y: 'y', r: 3, fill: SOFT, fillOpacity: 0.45 }),
      Plot.line(best, { x: 'x', y: 'y', stroke: FREE, strokeOpacity: 0.5 }),
      Plot.dot(best, { x: 'x', y: 'y', r: 4.5, fill: FREE, stroke: PAPER }),
      ...(knee === undefined
        ? []
        : [
            Plot.dot(dot(knee.values), {
              x: 'x',
              y: 'y',
              r: 7,
              fill: POWERED,
              stroke: PAPER,
              strokeWidth: 1.5,
            }),
            Plot.text(dot(knee.values), {
              x: 'x',
              y: 'y',
              text: () => 'knee',
              dx: 12,
              dy: -10,
              textAnchor: 'start',
              fill: INK,
              stroke: PAPER,
              strokeWidth: 4,
            }),
          ]),
    ],
  }
}
