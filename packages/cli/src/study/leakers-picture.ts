import * as Plot from '@observablehq/plot'
import type { StudyReport } from '@opendome/model'
import { FREE, GRID, INK, PAPER, PLOT_STYLE, POWERED, type Size } from '../picture/style.ts'
import { fixed } from '../text/format.ts'
import type { StudyPanels } from './study-panel.ts'
import { estimateWords } from './output-words.ts'

type RunsReport = Extract<StudyReport, { kind: 'runs' }>
type Point = RunsReport['points'][number]

/** Points beyond these are left to the table. */
const MOST = 12

/** How often each number of missiles got through, point by point. */
export function leakerPanels(report: RunsReport): StudyPanels {
  const points = report.points.filter((p) => p.runs > 0).slice(0, MOST)
  const most = Math.max(1, ...points.flatMap((p) => p.leakers.map((l) => l.leaked)))
  const highest = Math.max(...points.flatMap((p) => p.leakers.map((l) => l.runs / p.runs)), 1e-9)
  return {
    subtitle:
      points.length < report.points.length
        ? `The first ${points.length} of ${report.points.length} points. Share of runs by the number of missiles that got through.`
        : 'Share of runs by the number of missiles that got through; the mean with its 95 % interval.',
    panels: points.map((p) => ({
      caption: captionOf(p),
      height: points.length === 1 ? 420 : 250,
      whole: points.length === 1,
      plot: (size) => distribution(p, most, highest, size),
    })),
  }
}

function captionOf(p: Point): string {
  const leaked = p.outputs.find((o) => o.output === 'leaked')
  const name = p.name ?? (p.id === 'scenario' ? 'As written' : p.id)
  return leaked === undefined ? name : `${name}: ${estimateWords(leaked)} get through`
}

function distribution(p: Point, most: number, highest: number, size: Size): Plot.PlotOptions {
  const bars = p.leakers.map(({ leaked, runs }) => ({ leaked, share: runs / p.runs }))
  const mean = p.outputs.find((o) => o.output === 'leaked')
  // So many ticks that each is a whole number.
  const step = Math.max(1, Math.ceil(most / 20))
  return {
    ...size,
    marginLeft: 56,
    marginRight: 16,
    marginTop: 12,
    marginBottom: 44,
    style: PLOT_STYLE,
    x: {
      label: 'missiles that got through',
      labelArrow: 'none',
      labelAnchor: 'center',
      domain: [-0.6, most + 0.6],
      ticks: Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step),
      tickFormat: (x: number) => fixed(x),
    },
    y: {
      label: null,
      domain: [0, highest * 1.08],
      ticks: 5,
      tickFormat: (y: number) => `${fixed(100 * y)} %`,
    },
    marks: [
      Plot.gridY({ stroke: GRID, strokeOpacity: 1 }),
      Plot.rect(bars, {
        x1: (b: { leaked: number }) => b.leaked - 0.42,
        x2: (b: { leaked: number }) => b.leaked + 0.42,
        y1: 0,
        y2: 'share',
        fill: FREE,
        fillOpacity: 0.75,
      }),
      Plot.ruleY([0], { stroke: INK }),
      ...(mean === undefined
        ? []
        : [
            ...(mean.ci95 === null
              ? []
              : [
                  Plot.rect([mean.ci95], {
                    x1: (c: readonly number[]) => c[0]!,
                    x2: (c: readonly number[]) => c[1]!,
                    y1: 0,
                    y2: highest * 1.08,
                    fill: POWERED,
                    fillOpacity: 0.25,
                  }),
                ]),
            Plot.ruleX([mean.mean], { stroke: POWERED, strokeWidth: 2 }),
            Plot.text([mean], {
              x: 'mean',
              y: highest * 1.05,
              text: () => 'mean',
              dx: 8,
              textAnchor: 'start',
              fill: POWERED,
              stroke: PAPER,
              strokeWidth: 4,
            }),
          ]),
    ],
  }
}
