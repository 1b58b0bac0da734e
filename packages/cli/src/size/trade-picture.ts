import * as Plot from '@observablehq/plot'
import type { TradeReport } from '@opendome/model/study'
import type { PictureKind } from '../picture/file.ts'
import { CAPTION, lineKey, panel, plotted, rendered } from '../picture/page.ts'
import { FREE, GRID, INK, PAPER, PLOT_STYLE, POWERED, SOFT } from '../picture/style.ts'
import { fixed, percent, significant } from '../text/format.ts'
import { framed, HEAD, MARGIN, WIDTH } from './frame.ts'
import type { Sized } from './sized.ts'
import { lifeWords, years } from './sections.ts'
import { guaranteeWords, placeWords, salvoWords } from './text.ts'

const CHART = { width: WIDTH - 2 * MARGIN, height: 330 }
const DRAG = { width: WIDTH - 2 * MARGIN, height: 240 }
const GAP = 30

/** Draws the smallest fleet found at each altitude, and below it what it takes to stay there. */
export function drawTrade(sized: Sized, kind: PictureKind): Promise<string | Uint8Array> {
  return rendered(tradeSvg(sized), WIDTH, kind)
}

/** The picture as SVG text. */
function tradeSvg(sized: Sized): string {
  const { report } = sized
  const search = report.search!
  const trade = search.trade!
  const { life } = report
  const dragTop = HEAD + CAPTION + CHART.height + GAP
  // How far below the fleets not proven smallest the bound lies, at most.
  const open = Math.max(
    0,
    ...trade.map((t) =>
      t.fleet === null || t.complete ? 0 : 1 - (t.lower_bound ?? t.fleet.satellites) / t.fleet.satellites,
    ),
  )
  const refused = trade.filter((t) => t.refused !== null)
  return framed(
    sized,
    'Altitude against fleet',
    [
      `${fixed(report.need)} in reach ${guaranteeWords(search.guarantee)}`,
      salvoWords(report.shots, report.salvo).replace(/^./, (c) => c.toLowerCase()),
    ],
    [
      panel(
        MARGIN,
        HEAD,
        'Smallest fleet at each altitude: number of interceptors',
        plotted(fleets(trade, life.propulsion)),
      ),
      ...(life.propulsion
        ? [
            lineKey(WIDTH - MARGIN - 520, HEAD + 13, FREE, 'smallest found'),
            lineKey(WIDTH - MARGIN - 330, HEAD + 13, POWERED, 'weighed with make-up propellant'),
          ]
        : []),
      panel(
        MARGIN,
        dragTop,
        `Drag: propellant that holds the altitude for ${significant(life.years)} years, share of a satellite's first mass`,
        plotted(drag(trade)),
      ),
    ],
    dragTop + CAPTION + DRAG.height,
    [
      `In reach of ${placeWords(report).replace(/,$/, '')}.`,
      open === 0
        ? 'Every design of the searched grid with fewer satellites was tried.'
        : `Full dots: every design with fewer satellites was tried. Hollow: not all of them; at most ${percent(open)} fewer could do.`,
      ...(life.propulsion
        ? ['Weighed: interceptors times first mass over mass without make-up propellant.']
        : []),
      'Lower chart: the times are those until a satellite without propulsion falls.',
      `${lifeWords(life).replace(/^d/, 'D')}.`,
      ...(refused.length === 0
        ? []
        : [
            `Left out (hollow below): ${refused.map((t) => significant(t.altitude_km)).join(', ')} km. At ${significant(refused[0]!.altitude_km)} km ${refused[0]!.refused!}.`,
          ]),
    ],
  )
}

/** A domain with room at both ends; a single altitude gets some of its own. */
function altitudes(trade: readonly TradeReport[]): [number, number] {
  const all = trade.map((t) => t.altitude_km)
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const room = high > low ? (high - low) * 0.06 : 25
  return [low - room, high + 1.4 * room]
}

/** The altitudes of the trade, thinned to what a chart can name. */
function ticksOf(trade: readonly TradeReport[]): number[] {
  const every = Math.ceil(trade.length / 14)
  return trade.filter((_, k) => k % every === 0).map((t) => t.altitude_km)
}

function axis(trade: readonly TradeReport[]): Plot.ScaleOptions {
  return {
    label: 'altitude, km',
    labelArrow: 'none',
    labelAnchor: 'center',
    domain: altitudes(trade),
    tickFormat: (x: number) => fixed(x),
    ticks: ticksOf(trade),
  }
}

function fleets(trade: readonly TradeReport[], propulsion: boolean): Plot.PlotOptions {
  const rows = trade.flatMap((t) =>
    t.fleet === null
      ? []
      : [
          {
            h: t.altitude_km,
            count: t.fleet.count,
            proven: t.complete,
            weighed: propulsion ? t.fleet.count / (1 - t.propellant_share) : t.fleet.count,
          },
        ],
  )
  type Row = (typeof rows)[number]
  const smallest = rows.reduce((a, b) => (b.count < a.count ? b : a))
  // A satellite that is all but propellant would hide the rest.
  const high =
    1.12 * Math.min(Math.max(...rows.map((r) => r.weighed)), 2.5 * Math.max(...rows.map((r) => r.count)))
  const shown = rows.filter((r) => propulsion && r.weighed <= high)
  return {
    ...CHART,
    marginLeft: 60,
    marginRight: 16,
    marginTop: 14,
    marginBottom: 44,
    style: PLOT_STYLE,
    x: axis(trade),
    y: { label: null, domain: [0, high], ticks: 6, tickFormat: (y: number) => fixed(y) },
    marks: [
      Plot.gridX(ticksOf(trade), { stroke: GRID, strokeOpacity: 1 }),
      Plot.gridY({ stroke: GRID, strokeOpacity: 1 }),
      Plot.ruleY([0], { stroke: INK }),
      Plot.line(shown, { x: 'h', y: 'weighed', stroke: POWERED, strokeWidth: 2.5 }),
      Plot.dot(shown, { x: 'h', y: 'weighed', symbol: 'square', r: 4, fill: POWERED }),
      Plot.line(rows, { x: 'h', y: 'count', stroke: FREE, strokeWidth: 2.5 }),
      Plot.dot(rows, {
        x: 'h',
        y: 'count',
        r: 5,
        fill: (r: Row) => (r.proven ? FREE : PAPER),
        stroke: FREE,
        strokeWidth: 2,
      }),
      Plot.text(rows, {
        x: 'h',
        y: 'count',
        text: (r: Row) => fixed(r.count),
        fill: FREE,
        stroke: PAPER,
        strokeWidth: 5,
        fontWeight: 'bold',
        fontSize: 13,
        dy: 17,
        filter: (r: Row) => trade.length <= 14 || r === smallest,
      }),
    ],
  }
}

function drag(trade: readonly TradeReport[]): Plot.PlotOptions {
  const rows = trade.map((t) => ({
    h: t.altitude_km,
    share: 100 * t.propellant_share,
    text: t.natural_years === null ? 'no drag' : years(t.natural_years),
    refused: t.refused !== null,
  }))
  const high = Math.min(100, 1.25 * Math.max(4, ...rows.map((r) => r.share)))
  return {
    ...DRAG,
    marginLeft: 60,
    marginRight: 16,
    marginTop: 18,
    marginBottom: 44,
    style: PLOT_STYLE,
    x: axis(trade),
    y: { label: null, domain: [0, high], ticks: 5, tickFormat: (y: number) => `${fixed(y)} %` },
    marks: [
      Plot.gridX(ticksOf(trade), { stroke: GRID, strokeOpacity: 1 }),
      Plot.gridY({ stroke: GRID, strokeOpacity: 1 }),
      Plot.ruleY([0], { stroke: INK }),
      Plot.line(rows, { x: 'h', y: 'share', stroke: POWERED, strokeWidth: 2.5 }),
      Plot.dot(rows, {
        x: 'h',
        y: 'share',
        r: 5,
        fill: (r: (typeof rows)[number]) => (r.refused ? PAPER : POWERED),
        stroke: POWERED,
        strokeWidth: 1.5,
      }),
      Plot.text(rows, {
        x: 'h',
        y: 'share',
        text: 'text',
        fill: SOFT,
        stroke: PAPER,
        strokeWidth: 5,
        dx: 9,
        dy: -10,
        textAnchor: 'start',
        filter: (_: unknown, i: number) => trade.length <= 14 || i % Math.ceil(trade.length / 14) === 0,
      }),
    ],
  }
}
