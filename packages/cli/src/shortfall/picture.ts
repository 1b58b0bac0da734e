import * as Plot from '@observablehq/plot'
import type {
  FallZone,
  Nations,
  Remains,
  Shortfall,
  ShortfallEntry,
  ShortfallReport,
} from '@opendome/model/study'
import type { PictureKind } from '../picture/file.ts'
import { circle, land } from '../picture/map.ts'
import { CAPTION, label, lineKey, page, panel, plotted, rendered } from '../picture/page.ts'
import { FREE, GRID, INK, LAND, PAPER, PLOT_STYLE, POWERED, SEA, SOFT } from '../picture/style.ts'
import { fixed, percent } from '../text/format.ts'
import { changedSentence } from '../text/page.ts'
import { wrap } from '../text/wrap.ts'
import { placeName } from './text.ts'

/** Size of the whole picture and of its parts, px. */
const WIDTH = 1200
const MARGIN = 40
const HEAD = 132
const MAP = { width: 640, height: 560 }
const BARS = { width: WIDTH - 3 * MARGIN - MAP.width, height: MAP.height }
const GAP = 30
const LINE = 19
/** More threats than this are left out, and the picture says so. */
const MOST_MAPS = 6
/** Dots of remains on one map: more would hide each other. The caption says how many there are. */
const MOST_DOTS = 400
/** Bars in one panel; the caption says how many places there are. */
const MOST_BARS = 14
/** From the middle of a map to its edge, degrees: at most. */
const MOST_WIDTH = 85
const DEG = 180 / Math.PI
/** Colours that all kinds of colour vision tell apart (Okabe and Ito, 2002). */
const ZONE_COLOUR: Readonly<Record<FallZone, string>> = {
  land: POWERED,
  'territorial-sea': '#e69f00',
  'within-200-nm': '#56b4e9',
  'high-seas': FREE,
  'in-orbit': SOFT,
}

/** Draws the track of the impact point and the remains of each threat on a map, and the shares as bars. */
export function drawShortfall(
  report: ShortfallReport,
  found: Shortfall,
  nations: Nations,
  kind: PictureKind,
): Promise<string | Uint8Array> {
  return rendered(shortfallSvg(report, found, nations), WIDTH, kind)
}

/** The picture as SVG text. */
function shortfallSvg(report: ShortfallReport, found: Shortfall, nations: Nations): string {
  const shown = report.threats.slice(0, MOST_MAPS)
  const left = report.threats.length - shown.length
  const height = CAPTION + MAP.height + GAP
  const parts = shown.flatMap((t, i) => {
    const y = HEAD + i * height
    const own = found.remains.filter((r) => r.threat === t.threat && r.landing !== undefined)
    const drawn = thinned(own)
    const cut = [
      ...(drawn.length < own.length ? [`; ${fixed(drawn.length)} of ${fixed(own.length)} remains`] : []),
      ...(farthest(t) > MOST_WIDTH ? ['; it leaves the map'] : []),
    ].join('')
    return [
      panel(
        MARGIN,
        y,
        `${t.threat}: impact point from first release to burnout${cut}`,
        plotted(map(t, dots(drawn))),
      ),
      ...(t.places.length === 0
        ? []
        : [
            panel(
              2 * MARGIN + MAP.width,
              y,
              `Share of ${fixed(t.intercepts, 1)} intercepts a run${
                t.places.length > MOST_BARS ? `; ${fixed(MOST_BARS)} of ${fixed(t.places.length)} places` : ''
              }`,
              plotted(bars(t, nations)),
            ),
          ]),
    ]
  })
  const top = HEAD + shown.length * height + 10
  const footer = [
    ...(left > 0 ? [`${fixed(left)} more threats are not drawn.`] : []),
    ...report.limits,
    changedSentence(report),
    `opendome ${report.opendome}, ${report.scenario}, seed ${report.seed}, ${fixed(report.runs)} runs. Land: Natural Earth 1:110m.`,
  ].flatMap((line) => wrap(line, 150))
  const title = 'Where the remains of intercepted missiles come down'
  return page(WIDTH, top + footer.length * LINE + 16, title, [
    label(MARGIN, 46, title, 24, true),
    label(MARGIN, 74, report.scenario, 15, false, SOFT),
    lineKey(MARGIN, 104, ZONE_COLOUR.land, 'land'),
    lineKey(MARGIN + 110, 104, ZONE_COLOUR['territorial-sea'], 'sea within 12 nm'),
    lineKey(MARGIN + 300, 104, ZONE_COLOUR['within-200-nm'], 'within 200 nm'),
    lineKey(MARGIN + 470, 104, ZONE_COLOUR['high-seas'], 'over 200 nm from any coast'),
    ...(shown.some((t) => t.places.some((p) => p.zone === 'in-orbit'))
      ? [lineKey(MARGIN + 720, 104, ZONE_COLOUR['in-orbit'], 'in orbit')]
      : []),
    ...parts,
    ...footer.map((line, i) => label(MARGIN, top + i * LINE, line, 13, false, SOFT)),
  ])
}

interface Dot {
  readonly lat: number
  readonly lon: number
  readonly zone: FallZone
}

/** Every so-manieth of the remains, so that no more are left than can be told apart. */
function thinned(remains: readonly Remains[]): Remains[] {
  const step = Math.ceil(remains.length / MOST_DOTS)
  return remains.filter((_, i) => i % step === 0)
}

function dots(remains: readonly Remains[]): Dot[] {
  return remains.flatMap(({ landing, zone }) =>
    landing === undefined ? [] : [{ lat: landing.lat * DEG, lon: landing.lon * DEG, zone }],
  )
}

/** The track from `from` on as lines: it ends where the missile enters an orbit. */
function lines({ track, stretches }: ShortfallEntry, from: number): object {
  const orbits = stretches.filter(({ zone }) => zone === 'in-orbit')
  const parts: (readonly [number, number])[][] = []
  let last = -Infinity
  for (const { t_s, lat_deg, lon_deg } of track) {
    if (t_s < from) continue
    if (last === -Infinity || orbits.some((o) => o.from_s >= last && o.to_s <= t_s)) parts.push([])
    parts.at(-1)!.push([lon_deg, lat_deg])
    last = t_s
  }
  return { type: 'MultiLineString', coordinates: parts }
}

function map(t: ShortfallEntry, remains: readonly Dot[]): Plot.PlotOptions {
  const from = t.first_release_s ?? 0
  const last = t.track.at(-1)
  const marks =
    last === undefined ? [] : [{ ...last, text: last.t_s < t.burnout_s ? 'into orbit' : 'burnout' }]
  const places = [
    { lat: t.launch.lat_deg, lon: t.launch.lon_deg, text: 'launch' },
    ...marks.map((p) => ({ lat: p.lat_deg, lon: p.lon_deg, text: p.text })),
    ...before(t, [10, 20, 40, 80], from).map((p) => ({ lat: p.lat, lon: p.lon, text: `${p.s} s` })),
  ]
  const [lat, lon] = middle(t)
  const geo = (shape: object, options: Plot.GeoOptions): Plot.Markish => Plot.geo(shape, options)
  return {
    ...MAP,
    margin: 2,
    style: PLOT_STYLE,
    projection: {
      type: 'azimuthal-equidistant',
      rotate: [-lon, -lat],
      domain: circle(lat, lon, halfWidth(t)) as never,
      clip: 'frame',
    } as never,
    marks: [
      Plot.frame({ fill: SEA, stroke: SOFT }),
      Plot.graticule({ stroke: GRID, strokeOpacity: 1 }),
      geo(land(), { fill: LAND, stroke: SOFT, strokeWidth: 0.6 }),
      geo(lines(t, from), { stroke: INK, strokeWidth: 1.2 }),
      Plot.dot(remains, {
        x: 'lon',
        y: 'lat',
        r: 3,
        fill: (d: Dot) => ZONE_COLOUR[d.zone],
        fillOpacity: 0.6,
      }),
      Plot.dot(places, { x: 'lon', y: 'lat', r: 3.5, fill: INK, stroke: PAPER }),
      Plot.text(places, {
        x: 'lon',
        y: 'lat',
        text: 'text',
        dx: 8,
        textAnchor: 'start',
        fill: INK,
        stroke: PAPER,
        strokeWidth: 4,
      }),
      Plot.frame({ stroke: SOFT }),
    ],
  }
}

/** Stations of the track so many seconds before burnout. */
function before(t: ShortfallEntry, seconds: readonly number[], from: number) {
  return seconds.flatMap((s) => {
    const at = t.burnout_s - s
    const point = t.track.find((p) => p.t_s >= at)
    return at < from || point === undefined ? [] : [{ s, lat: point.lat_deg, lon: point.lon_deg }]
  })
}

/** Where the map has its middle: half way from launch to aim, on the sphere. */
function middle(t: ShortfallEntry): readonly [number, number] {
  const unit = (p: { lat_deg: number; lon_deg: number }): [number, number, number] => {
    const [lat, lon] = [p.lat_deg / DEG, p.lon_deg / DEG]
    return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)]
  }
  const [a, b] = [unit(t.launch), unit(t.aim)]
  const [x, y, z] = [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
  return [Math.atan2(z, Math.hypot(x, y)) * DEG, Math.atan2(y, x) * DEG]
}

/** Angle on the sphere between two points, all in degrees. */
function apart(a: readonly [number, number], b: readonly [number, number]): number {
  const [p, q] = [a[0] / DEG, b[0] / DEG]
  const c = Math.sin(p) * Math.sin(q) + Math.cos(p) * Math.cos(q) * Math.cos((a[1] - b[1]) / DEG)
  return Math.acos(Math.min(1, Math.max(-1, c))) * DEG
}

/** Angle from the middle of the map to the farthest of aim and track, degrees. */
function farthest(t: ShortfallEntry): number {
  const centre = middle(t)
  return [t.aim, ...t.track].reduce((most, p) => Math.max(most, apart(centre, [p.lat_deg, p.lon_deg])), 0)
}

/** From the middle to the edge of the map, degrees: what is to be seen with some room, up to most of a hemisphere. */
const halfWidth = (t: ShortfallEntry): number => Math.min(MOST_WIDTH, Math.max(5, 1.15 * farthest(t)))

function bars(t: ShortfallEntry, nations: Nations): Plot.PlotOptions {
  const rows = t.places.slice(0, MOST_BARS).map((p) => ({
    name: placeName(p, nations),
    share: 100 * p.share.estimate,
    low: 100 * p.share.ci95[0],
    high: 100 * p.share.ci95[1],
    text: percent(p.share.estimate),
    fill: ZONE_COLOUR[p.zone],
  }))
  return {
    ...BARS,
    marginLeft: 8,
    marginRight: 60,
    marginTop: 10,
    marginBottom: 44,
    style: PLOT_STYLE,
    x: {
      label: 'share of intercepts, %; 95 % interval',
      labelArrow: 'none',
      labelAnchor: 'center',
      domain: [0, Math.max(...rows.map((r) => r.high), 1)],
    },
    y: { axis: null, domain: rows.map((r) => r.name), padding: 0.62 },
    marks: [
      Plot.gridX({ stroke: GRID, strokeOpacity: 1 }),
      Plot.barX(rows, { x: 'share', y: 'name', fill: 'fill' }),
      Plot.ruleY(rows, { x1: 'low', x2: 'high', y: 'name', stroke: INK, strokeWidth: 1.5 }),
      Plot.text(rows, {
        x: 0,
        y: 'name',
        text: 'name',
        dy: -23,
        dx: 2,
        textAnchor: 'start',
        fill: INK,
      }),
      Plot.text(rows, { x: 'high', y: 'name', text: 'text', dx: 8, textAnchor: 'start', fill: INK }),
      Plot.ruleX([0], { stroke: INK }),
    ],
  }
}
