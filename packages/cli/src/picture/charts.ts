import * as Plot from '@observablehq/plot'
import type { FlyReport } from '@opendome/model'
import { fixed } from '../text/format.ts'
import { FREE, GRID, INK, PAPER, PLOT_STYLE, POWERED, type Size } from './style.ts'

type Sample = FlyReport['samples'][number]

interface Point {
  readonly t: number
  readonly y: number
}

/** Altitude against time: powered part, free flight, burnout and apogee. */
export function altitudeChart(report: FlyReport, size: Size): Plot.PlotOptions {
  const of = (s: Sample): number => s.altitude_km
  const apogee = highest(report)
  return chart(report, size, of, [
    { t: report.burnout.t_s, y: report.burnout.altitude_km, text: 'burnout', side: 'right' },
    { t: apogee.t_s, y: report.apogee_km, text: `apogee ${fixed(report.apogee_km)} km`, side: 'top' },
  ])
}

/** Speed against time, relative to the rotating Earth. */
export function speedChart(report: FlyReport, size: Size): Plot.PlotOptions {
  const { burnout } = report
  const last = report.samples.at(-1)!
  return chart(report, size, (s) => s.speed_km_s, [
    {
      t: burnout.t_s,
      y: burnout.speed_km_s,
      text: `burnout ${fixed(burnout.speed_km_s, 2)} km/s`,
      side: 'right',
    },
    { t: last.t_s, y: last.speed_km_s, text: 'impact', side: 'left' },
  ])
}

interface Mark extends Point {
  readonly text: string
  readonly side: 'right' | 'left' | 'top'
}

function chart(
  report: FlyReport,
  size: Size,
  value: (s: Sample) => number,
  marks: readonly Mark[],
): Plot.PlotOptions {
  const points = report.samples.map((s) => ({ t: s.t_s, y: value(s) }))
  const burnout = report.burnout.t_s
  const powered = points.filter((p) => p.t <= burnout + 1e-6)
  const free = points.filter((p) => p.t >= burnout - 1e-6)
  const high = Math.max(...points.map((p) => p.y))
  const line = (data: readonly Point[], stroke: string): Plot.Markish =>
    Plot.line(data, { x: 't', y: 'y', stroke, strokeWidth: 2.5 })
  const text = (side: Mark['side']): Plot.Markish =>
    Plot.text(
      marks.filter((m) => m.side === side),
      {
        x: 't',
        y: 'y',
        text: 'text',
        fill: INK,
        stroke: PAPER,
        strokeWidth: 4,
        ...(side === 'top'
          ? { dy: -14 }
          : { dx: side === 'right' ? 10 : -10, textAnchor: side === 'right' ? 'start' : 'end' }),
      },
    )
  return {
    ...size,
    marginLeft: 56,
    marginRight: 16,
    marginTop: 12,
    marginBottom: 44,
    style: PLOT_STYLE,
    x: {
      label: 'time since liftoff, s',
      labelArrow: 'none',
      labelAnchor: 'center',
      domain: [0, report.flight_time_s],
    },
    y: { label: null, domain: [0, high * 1.1] },
    marks: [
      Plot.gridX({ stroke: GRID, strokeOpacity: 1 }),
      Plot.gridY({ stroke: GRID, strokeOpacity: 1 }),
      Plot.ruleY([0], { stroke: INK }),
      line(free, FREE),
      line(powered, POWERED),
      Plot.dot(marks, { x: 't', y: 'y', r: 4.5, fill: INK, stroke: PAPER, strokeWidth: 1.5 }),
      text('right'),
      text('left'),
      text('top'),
    ],
  }
}

function highest(report: FlyReport): Sample {
  return report.samples.reduce((best, s) => (s.altitude_km > best.altitude_km ? s : best))
}
