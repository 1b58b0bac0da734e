import * as Plot from '@observablehq/plot'
import type { TrackReport } from '@opendome/model/study'
import { FREE, GRID, INK, PAPER, PLOT_STYLE, POWERED, SOFT, type Size } from '../picture/style.ts'
import { fixed } from '../text/format.ts'

/** The missile shown, and the part of its flight that a chart spans, s since liftoff. */
export interface View {
  readonly run: TrackReport['first_run']
  readonly missile: TrackReport['missiles'][number]
  readonly from: number
  readonly to: number
}

/** A moment of the flight with its name. */
interface Moment {
  readonly t: number
  readonly text: string
}

/** Space beside a plot, px. */
const LEFT = 62
const RIGHT = 12
/** Width of a letter of a moment's name, px, and the space between two names. */
const LETTER = 6.6
const SPACE = 10
/** Decades that an axis of errors spans at most. */
const DECADES = 6
/** Predicted impacts farther apart than this (s) have a time between them in which none could be predicted. */
const UNBROKEN = 45

/** Sensors in view against time; fewer than two infrared ones measure directions only. */
export function coverageChart(view: View, size: Size): Plot.PlotOptions {
  const points = within(view, view.run.samples)
  const most = Math.max(2, ...view.run.samples.map((s) => s.heads_in_view))
  const apart = Math.ceil(most / 5)
  const whole = Array.from({ length: Math.floor(most / apart) + 1 }, (_, k) => k * apart)
  return {
    ...frame(view, size),
    y: {
      label: null,
      domain: [0, 1.15 * most],
      ticks: whole,
      tickFormat: (y: number) => fixed(y),
    },
    marks: [
      ...background(view, 0, 1.15 * most, whole),
      Plot.areaY(points, {
        x: 't_s',
        y: 'heads_in_view',
        fill: FREE,
        fillOpacity: 0.3,
        curve: 'step-after',
      }),
      Plot.lineY(points, {
        x: 't_s',
        y: 'heads_in_view',
        stroke: FREE,
        strokeWidth: 1.5,
        curve: 'step-after',
      }),
      Plot.ruleY([2], { stroke: POWERED, strokeWidth: 1.5, strokeDasharray: '6 4' }),
      Plot.ruleY([0], { stroke: INK }),
      ...named(view, size, 1.15 * most),
    ],
  }
}

/** Position error and what the track claims against time, metres on a logarithmic scale. */
export function errorChart(view: View, size: Size): Plot.PlotOptions {
  const values = view.run.samples.flatMap((s) => [s.position_error_m ?? [], s.position_sigma_m ?? []].flat())
  const points = within(view, view.run.samples)
  return {
    ...frame(view, size),
    ...logarithmic(values),
    marks: [
      ...background(view, ...span(values), decades(span(values))),
      Plot.line(points, { x: 't_s', y: 'position_error_m', stroke: FREE, strokeWidth: 1.5 }),
      Plot.line(points, {
        x: 't_s',
        y: 'position_sigma_m',
        stroke: POWERED,
        strokeWidth: 2.5,
        strokeDasharray: '7 4',
      }),
    ],
  }
}

/** Error of the predicted impact and the larger half axis of its ellipse against time, kilometres on a logarithmic scale. */
export function impactChart(view: View, size: Size): Plot.PlotOptions {
  const values = view.run.impacts.flatMap((p) => [p.error_km, p.semi_major_km])
  const points = within(view, view.run.impacts)
  // Lines break where no impact could be predicted for a while.
  let parts = 0
  const part = points.map((p, k) => (k > 0 && p.t_s - points[k - 1]!.t_s > UNBROKEN ? ++parts : parts))
  return {
    ...frame(view, size),
    ...logarithmic(values),
    marks: [
      ...background(view, ...span(values), decades(span(values))),
      Plot.line(points, { x: 't_s', y: 'error_km', z: part, stroke: FREE, strokeWidth: 1.5 }),
      Plot.dot(points, {
        x: 't_s',
        y: 'error_km',
        r: 3.5,
        fill: (p: TrackReport['first_run']['impacts'][number]) => (p.in_ellipse ? FREE : PAPER),
        stroke: FREE,
        strokeWidth: 1.5,
      }),
      Plot.line(points, {
        x: 't_s',
        y: 'semi_major_km',
        z: part,
        stroke: POWERED,
        strokeWidth: 2.5,
        strokeDasharray: '7 4',
      }),
    ],
  }
}

function within<T extends { readonly t_s: number }>(view: View, rows: readonly T[]): T[] {
  return rows.filter((row) => row.t_s >= view.from && row.t_s <= view.to)
}

function frame(view: View, size: Size): Plot.PlotOptions {
  return {
    ...size,
    marginLeft: LEFT,
    marginRight: RIGHT,
    marginTop: 12,
    marginBottom: 40,
    style: PLOT_STYLE,
    x: {
      label: 's after liftoff',
      labelArrow: 'none',
      labelAnchor: 'center',
      domain: [view.from, view.to],
      ticks: 6,
    },
  }
}

/** The whole decades that hold the values; one decade about 1 where there are none. */
function span(values: readonly number[]): [number, number] {
  const positive = values.filter((x) => x > 0)
  if (positive.length === 0) return [1, 10]
  const low = Math.floor(Math.log10(Math.min(...positive)))
  const high = Math.ceil(Math.log10(Math.max(...positive)))
  // A value that happens to be all but zero is cut off rather than pressing the others together.
  const least = Math.max(low, high - DECADES)
  return [10 ** least, 10 ** Math.max(high, least + 1)]
}

/** Powers of ten from one to the other. */
function decades([low, high]: readonly [number, number]): number[] {
  return Array.from({ length: Math.round(Math.log10(high / low)) + 1 }, (_, k) => low * 10 ** k)
}

function logarithmic(values: readonly number[]): Plot.PlotOptions {
  const domain = span(values)
  return {
    y: {
      label: null,
      type: 'log',
      domain,
      clamp: true,
      ticks: decades(domain),
      tickFormat: (y: number) => (y >= 1 ? fixed(y) : String(Number(y.toPrecision(1)))),
    },
  }
}

/** Grid, gaps in custody, and lines at the moments. */
function background(view: View, low: number, high: number, lines?: readonly number[]): Plot.Markish[] {
  const gaps = view.run.gaps
    .filter((g) => g.missile === view.missile.missile && g.to_s > view.from && g.from_s < view.to)
    .map((g) => ({ from: Math.max(view.from, g.from_s), to: Math.min(view.to, g.to_s) }))
  return [
    Plot.gridX({ stroke: GRID, strokeOpacity: 1, ticks: 6 }),
    Plot.gridY({ stroke: GRID, strokeOpacity: 1, ...(lines === undefined ? {} : { ticks: [...lines] }) }),
    Plot.rect(gaps, { x1: 'from', x2: 'to', y1: low, y2: high, fill: SOFT, fillOpacity: 0.25 }),
    Plot.ruleX(moments(view), { x: 't', stroke: SOFT, strokeDasharray: '2 3' }),
  ]
}

/** Names of the moments at the top of a chart; those close together stand on one label. */
function named(view: View, size: Size, high: number): Plot.Markish[] {
  const labels: Moment[] = []
  const pixels = (size.width - LEFT - RIGHT) / (view.to - view.from)
  for (const moment of moments(view)) {
    const last = labels.at(-1)
    const room = last === undefined ? Infinity : (moment.t - last.t) * pixels
    if (last !== undefined && room < LETTER * last.text.length + SPACE)
      labels[labels.length - 1] = { t: last.t, text: `${last.text}, ${moment.text}` }
    else labels.push(moment)
  }
  return [
    Plot.text(labels, {
      x: 't',
      y: high,
      text: 'text',
      dx: 4,
      dy: 9,
      textAnchor: 'start',
      fill: SOFT,
      stroke: PAPER,
      strokeWidth: 4,
      fontSize: 12,
    }),
  ]
}

/** What happens to the missile shown in the first run, in order. */
function moments({ run, missile, from, to }: View): Moment[] {
  const first = run.samples.find((s) => s.track !== null)
  const all = [
    { t: missile.cloud_break_s, text: 'cloud break' },
    { t: first?.t_s ?? null, text: 'tracked' },
    { t: missile.burnout_s, text: 'burnout' },
  ]
  return all
    .flatMap(({ t, text }) => (t === null || t < from || t > to ? [] : [{ t, text }]))
    .sort((a, b) => a.t - b.t)
}
