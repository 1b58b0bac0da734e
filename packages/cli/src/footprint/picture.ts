import * as Plot from '@observablehq/plot'
import type { FootprintEntry, FootprintReport } from '@opendome/model/study'
import type { PictureKind } from '../picture/file.ts'
import { circle, land } from '../picture/map.ts'
import { CAPTION, label, lineKey, page, panel, plotted, rendered } from '../picture/page.ts'
import { FREE, GRID, INK, LAND, PAPER, PLOT_STYLE, POWERED, SEA, SOFT } from '../picture/style.ts'
import { fixed } from '../text/format.ts'
import { changedSentence } from '../text/page.ts'
import { wrap } from '../text/wrap.ts'
import { area, sentence } from './text.ts'

/** Size of the whole picture and of its parts, px. */
const WIDTH = 1200
const MARGIN = 40
const HEAD = 128
const MAP = { width: (WIDTH - 3 * MARGIN) / 2, height: 420 }
const GAP = 26
const LINE = 19
/** More maps than this are left out, and the picture says so. */
const MOST_MAPS = 12
const KM_PER_DEGREE = 111.2

/** Draws each footprint on a map of its own, around its battery. */
export function drawFootprints(report: FootprintReport, kind: PictureKind): Promise<string | Uint8Array> {
  return rendered(footprintSvg(report), WIDTH, kind)
}

/** The picture as SVG text. */
function footprintSvg(report: FootprintReport): string {
  const shown = report.footprints.slice(0, MOST_MAPS)
  const left = report.footprints.length - shown.length
  const maps = shown.map((f, i) => {
    const x = MARGIN + (i % 2) * (MAP.width + MARGIN)
    const y = HEAD + Math.floor(i / 2) * (CAPTION + MAP.height + GAP)
    return panel(x, y, caption(f), plotted(map(f)))
  })
  const top = HEAD + Math.ceil(shown.length / 2) * (CAPTION + MAP.height + GAP) + 10
  const footer = [
    ...(left > 0 ? [`${fixed(left)} more footprints are not drawn.`] : []),
    ...shown.filter((f) => f.reason !== null).map(sentence),
    ...report.limits,
    changedSentence(report),
    `opendome ${report.opendome}, ${report.scenario}. Azimuthal equidistant maps about each battery: distances from it are true. Land: Natural Earth 1:110m.`,
  ].flatMap((line) => wrap(line, 150))
  const title = 'What each battery can defend'
  return page(WIDTH, top + footer.length * LINE + 16, title, [
    label(MARGIN, 46, title, 24, true),
    label(MARGIN, 74, report.scenario, 15, false, SOFT),
    lineKey(MARGIN, 102, FREE, 'defended aim points'),
    lineKey(MARGIN + 230, 102, POWERED, 'ground track to the aim of the threat'),
    lineKey(MARGIN + 580, 102, SOFT, 'distance from the battery', '4 4'),
    ...maps,
    ...footer.map((line, i) => label(MARGIN, top + i * LINE, line, 13, false, SOFT)),
  ])
}

function caption(f: FootprintEntry): string {
  if (f.reason !== null) return `${f.layer} against ${f.threat}: none, see below`
  return `${f.layer} against ${f.threat}: ${f.area_km2 === 0 ? 'nothing' : area(f.area_km2)}`
}

function map(f: FootprintEntry): Plot.PlotOptions {
  // Half width of the map, km: the outline and the interceptor's own reach, up to a hemisphere.
  const span = Math.min(9500, Math.max(40, 1.12 * Math.max(farthestFrom(f), Math.min(f.fly_out_km, 400))))
  const step = round(span / 2.2)
  const rings = [step, 2 * step].filter((r) => r < span)
  const outline = { type: 'Polygon', coordinates: [closed(f.outline.map((p) => [p.lon_deg, p.lat_deg]))] }
  const track =
    f.launch === null
      ? undefined
      : {
          type: 'LineString',
          coordinates: [
            [f.launch.lon_deg, f.launch.lat_deg],
            [f.aim.lon_deg, f.aim.lat_deg],
          ],
        }
  const geo = (shape: object, options: Plot.GeoOptions): Plot.Markish => Plot.geo(shape, options)
  const battery = [{ lat: f.lat_deg, lon: f.lon_deg }]
  return {
    ...MAP,
    margin: 2,
    style: PLOT_STYLE,
    projection: {
      type: 'azimuthal-equidistant',
      rotate: [-f.lon_deg, -f.lat_deg],
      domain: about(f, span) as never,
      clip: 'frame',
    } as never,
    marks: [
      Plot.frame({ fill: SEA, stroke: SOFT }),
      Plot.graticule({ stroke: GRID, strokeOpacity: 1 }),
      geo(land(), { fill: LAND, stroke: SOFT, strokeWidth: 0.6 }),
      ...(f.outline.length === 0
        ? []
        : [geo(outline, { fill: FREE, fillOpacity: 0.18, stroke: FREE, strokeWidth: 2.5 })]),
      ...rings.map((r) => geo(about(f, r), { stroke: SOFT, strokeDasharray: '4 4' })),
      ...(track === undefined ? [] : [geo(track, { stroke: POWERED, strokeWidth: 2.5 })]),
      Plot.dot([f.aim], { x: 'lon_deg', y: 'lat_deg', r: 4, fill: POWERED, stroke: PAPER }),
      Plot.dot(battery, { x: 'lon', y: 'lat', r: 5, fill: INK, stroke: PAPER, strokeWidth: 1.5 }),
      Plot.text(
        rings.map((r) => ({ lat: f.lat_deg - r / KM_PER_DEGREE, lon: f.lon_deg, text: `${fixed(r)} km` })),
        { x: 'lon', y: 'lat', text: 'text', dy: -7, fill: INK, stroke: PAPER, strokeWidth: 4 },
      ),
      Plot.frame({ stroke: SOFT }),
    ],
  }
}

/** Distance of the farthest point of the outline from the battery, km. */
function farthestFrom(f: FootprintEntry): number {
  const rad = Math.PI / 180
  return f.outline.reduce((most, p) => {
    const u = Math.sin(((p.lat_deg - f.lat_deg) * rad) / 2)
    const v = Math.sin(((p.lon_deg - f.lon_deg) * rad) / 2)
    const h = u * u + Math.cos(p.lat_deg * rad) * Math.cos(f.lat_deg * rad) * v * v
    return Math.max(most, 2 * Math.asin(Math.sqrt(Math.min(1, h))) * (180 / Math.PI) * KM_PER_DEGREE)
  }, 0)
}

/** A circle of so many km about the battery. */
function about(f: FootprintEntry, km: number): object {
  return circle(f.lat_deg, f.lon_deg, km / KM_PER_DEGREE)
}

const closed = (points: number[][]): number[][] => [...points, points[0] ?? [0, 0]]

/** A round number at or below x: 1, 2 or 5 times a power of ten. */
function round(x: number): number {
  const ten = 10 ** Math.floor(Math.log10(x))
  return [5, 2, 1].map((k) => k * ten).find((k) => k <= x)!
}
