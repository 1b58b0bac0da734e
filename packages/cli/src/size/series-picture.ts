import * as Plot from '@observablehq/plot'
import { inReachSeries, type InReachSeries } from '@opendome/model/study'
import type { PictureKind } from '../picture/file.ts'
import { CAPTION, panel, plotted, rendered } from '../picture/page.ts'
import { FREE, GRID, INK, PAPER, PLOT_STYLE, POWERED } from '../picture/style.ts'
import { decimalsFor, fixed } from '../text/format.ts'
import type { Sized } from './sized.ts'
import { fleetTitle, framed, HEAD, MARGIN, WIDTH } from './frame.ts'
import { salvoWords } from './text.ts'

/** Liftoff times are drawn in bins of this over one day, s. */
const STEP = 600
const DAY = 86_400
const HOUR = 3600
const CHART = { width: WIDTH - 2 * MARGIN, height: 260 }
const GAP = 24

/** Draws how many interceptors are in reach against liftoff time over one day, one panel a launch point. */
export function drawSeries(sized: Sized, kind: PictureKind): Promise<string | Uint8Array> {
  const shells = sized.report.search === null ? undefined : sized.fleet.shells
  return rendered(seriesSvg(sized, inReachSeries(sized.study, STEP, DAY, shells)), WIDTH, kind)
}

/** The picture as SVG text. */
function seriesSvg(sized: Sized, series: readonly InReachSeries[]): string {
  const { report } = sized
  const { need, shots, salvo } = report
  const high = 1.12 * Math.max(need, ...series.flatMap(({ most }) => [...most]))
  const height = CAPTION + CHART.height + GAP
  const parts = series.map((one, i) =>
    panel(
      MARGIN,
      HEAD + i * height,
      `Interceptors in reach of a launch from ${one.launch.id}`,
      plotted(chart(one, report.in_reach[i]!.mean, need, high)),
    ),
  )
  return framed(
    sized,
    `In reach against liftoff time: ${fleetTitle(report)}`,
    [`${salvoWords(shots, salvo)}: ${fixed(need)} needed`],
    parts,
    HEAD + series.length * height - GAP,
    [
      `Bands span the least and the most in reach at any moment within ${STEP / 60} minutes, found from exact entry and exit times. The dashed line is the mean over the scenario's liftoff times.`,
    ],
  )
}

function chart(series: InReachSeries, mean: number, need: number, high: number): Plot.PlotOptions {
  const bins = Array.from(series.least, (least, k) => ({
    from: (k * series.step) / HOUR,
    to: ((k + 1) * series.step) / HOUR,
    least,
    most: series.most[k]!,
  }))
  const line = [...bins.map((b) => ({ t: b.from, least: b.least })), { t: 24, least: bins.at(-1)!.least }]
  const marks = [
    { y: mean, text: `mean ${fixed(mean, decimalsFor([mean]))}`, fill: INK, dash: '5 4' },
    { y: need, text: `needed ${fixed(need)}`, fill: POWERED, dash: '' },
  ]
  return {
    ...CHART,
    marginLeft: 50,
    marginRight: 16,
    marginTop: 12,
    marginBottom: 44,
    style: PLOT_STYLE,
    x: {
      label: 'liftoff, hours after the epoch',
      labelArrow: 'none',
      labelAnchor: 'center',
      domain: [0, 24],
      ticks: [0, 3, 6, 9, 12, 15, 18, 21, 24],
    },
    y: { label: null, domain: [0, high], ticks: 6, tickFormat: (y: number) => fixed(y, decimalsFor([y])) },
    marks: [
      Plot.gridX({ stroke: GRID, strokeOpacity: 1 }),
      Plot.gridY({ stroke: GRID, strokeOpacity: 1 }),
      Plot.rect(bins, { x1: 'from', x2: 'to', y1: 'least', y2: 'most', fill: FREE, fillOpacity: 0.35 }),
      Plot.line(line, { x: 't', y: 'least', stroke: FREE, strokeWidth: 2, curve: 'step-after' }),
      Plot.ruleY([0], { stroke: INK }),
      ...marks.map((m) => Plot.ruleY([m.y], { stroke: m.fill, strokeWidth: 1.5, strokeDasharray: m.dash })),
      ...marks.map((m, i) =>
        Plot.text([{ t: i === 0 ? 24 : 0, y: m.y }], {
          x: 't',
          y: 'y',
          text: () => m.text,
          fill: m.fill,
          stroke: PAPER,
          strokeWidth: 5,
          fontWeight: 'bold',
          dx: i === 0 ? -6 : 6,
          // The mean goes below its line where the need is close above it.
          dy: i === 0 && need > mean && need - mean < 0.15 * high ? 13 : -9,
          textAnchor: i === 0 ? 'end' : 'start',
        }),
      ),
    ],
  }
}
