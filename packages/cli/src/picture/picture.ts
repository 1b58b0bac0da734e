import type * as Plot from '@observablehq/plot'
import type { FlyReport } from '@opendome/model'
import { shapeWords, coordinates, minutes } from '../fly/text.ts'
import type { FlightOrder } from '../fly/order.ts'
import { counted, fixed } from '../text/format.ts'
import { changedSentence } from '../text/page.ts'
import { wrap } from '../text/wrap.ts'
import { groundTrack } from './map.ts'
import { altitudeChart, speedChart } from './charts.ts'
import type { PictureKind } from './file.ts'
import { CAPTION, label, lineKey, page, panel, plotted, rendered } from './page.ts'
import { FREE, POWERED, SOFT } from './style.ts'

/** Size of the whole picture and of its parts, px. */
const WIDTH = 1200
const MARGIN = 40
const CHART = { width: (WIDTH - 3 * MARGIN) / 2, height: 330 }
const MAP = { width: WIDTH - 2 * MARGIN, height: 520 }
const HEAD = 96
const LINE = 19

/**
 * Draws a flight: altitude and speed against time, and the ground track on a world map, with what it assumes below.
 * Returns SVG text, or the bytes of a PNG twice as large; fonts come with the program.
 */
export function drawFlight(
  report: FlyReport,
  order: FlightOrder,
  kind: PictureKind,
): Promise<string | Uint8Array> {
  return rendered(flightSvg(report, order), WIDTH, kind)
}

/** The picture as SVG text. */
export function flightSvg(report: FlyReport, order: FlightOrder): string {
  const draw = (options: Plot.PlotOptions): string => plotted(options)
  const footer = footerLines(report, order)
  const mapTop = HEAD + CAPTION + CHART.height + 24
  const footTop = mapTop + CAPTION + MAP.height + 34
  const height = footTop + footer.length * LINE + 16
  const second = 2 * MARGIN + CHART.width
  return page(WIDTH, height, report.scenario, [
    label(MARGIN, 46, report.scenario, 24, true),
    label(MARGIN, 74, subtitle(report, order), 15, false, SOFT),
    panel(MARGIN, HEAD, 'Altitude above the ellipsoid, km', draw(altitudeChart(report, CHART))),
    panel(second, HEAD, 'Speed relative to the ground, km/s', draw(speedChart(report, CHART))),
    panel(MARGIN, mapTop, 'Ground track', draw(groundTrack(report, order, MAP))),
    lineKey(WIDTH - MARGIN - 270, mapTop + 13, POWERED, 'powered'),
    lineKey(WIDTH - MARGIN - 120, mapTop + 13, FREE, 'free flight'),
    ...footer.map((line, i) => label(MARGIN, footTop + i * LINE, line, 13, false, SOFT)),
  ])
}

function subtitle(report: FlyReport, order: FlightOrder): string {
  return [
    ...(typeof order.shape === 'object' ? [] : [shapeWords(order.shape)]),
    `range ${fixed(report.range_km)} km`,
    `apogee ${fixed(report.apogee_km)} km`,
    `flight time ${minutes(report.flight_time_s)}`,
    `burnout at ${fixed(report.burnout.t_s)} s with ${fixed(report.burnout.speed_km_s, 2)} km/s`,
  ].join('  ·  ')
}

/** What the picture rests on. */
function footerLines(report: FlyReport, order: FlightOrder): string[] {
  const { aim } = order
  const from = report.samples[0]!
  const { stages, payload } = order.vehicle.vehicle
  return [
    `Vehicle: ${counted(stages.length, 'stage')}, payload ${fixed(order.payload ?? payload)} kg, nominal burn time ${fixed(report.nominal_burn_time_s, 1)} s.`,
    `Launch ${coordinates(from.lat_deg, from.lon_deg)}; aim ${coordinates((aim.lat * 180) / Math.PI, (aim.lon * 180) / Math.PI)}; impact ${fixed(report.impact.miss_km * 1000)} m from the aim.`,
    ...report.limits,
    changedSentence(report),
    `opendome ${report.opendome}. Land: Natural Earth 1:110m.`,
  ].flatMap((line) => wrap(line, 150))
}
