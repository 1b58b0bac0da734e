import * as Plot from '@observablehq/plot'
import { inReachMap, type InReachMap } from '@opendome/model/study'
import type { PictureKind } from '../picture/file.ts'
import { land } from '../picture/map.ts'
import { CAPTION, label, lineKey, panel, plotted, rendered } from '../picture/page.ts'
import { FREE, GRID, INK, PAPER, PLOT_STYLE, POWERED, SOFT } from '../picture/style.ts'
import { fixed, significant } from '../text/format.ts'
import type { Sized } from './sized.ts'
import { fleetTitle, framed, HEAD, MARGIN, WIDTH } from './frame.ts'

const DEG = 180 / Math.PI
/** Longest piece of a row, deg: pieces stay well under half the globe. */
const LONGEST = 60
const MAP = { width: WIDTH - 2 * MARGIN, height: 545 }
const CHART = { width: WIDTH - 2 * MARGIN, height: 230 }
const NONE = '#d0d4d9'
/** Steps within a decade at which colours may change. */
const STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8] as const
const MOST_COLOURS = 9

/** Draws how many interceptors are in reach by launch latitude and longitude: the boost profile of the worst launch point, carried everywhere. */
export function drawMap(sized: Sized, kind: PictureKind): Promise<string | Uint8Array> {
  const { study, fleet, report } = sized
  const shells = report.search === null ? undefined : fleet.shells
  const map = inReachMap(study, fleet.worst.launch, shells)
  return rendered(mapSvg(sized, map), WIDTH, kind)
}

/** The picture as SVG text. */
function mapSvg(sized: Sized, map: InReachMap): string {
  const { report } = sized
  const scale = colours(map)
  const cell = fixed(map.step * DEG)
  const azimuth = ((map.azimuth * DEG + 360) % 360).toFixed(0)
  const keyTop = HEAD + CAPTION + MAP.height + 14
  const chartTop = keyTop + 62
  return framed(
    sized,
    `In reach by launch point: ${fleetTitle(report)}`,
    [
      `boost profile of ${map.launch.id}, carried to every point at azimuth ${azimuth} deg`,
      `reach ${fixed(report.reach_km)} km`,
    ],
    [
      panel(
        MARGIN,
        HEAD,
        'Mean number of interceptors in reach of one launch',
        plotted(world(sized, map, scale)),
      ),
      key(scale, keyTop),
      panel(
        MARGIN,
        chartTop,
        'By launch latitude: number of interceptors in reach',
        plotted(byLatitude(sized, map)),
      ),
      lineKey(WIDTH - MARGIN - 210, chartTop + 13, FREE, 'mean'),
      lineKey(WIDTH - MARGIN - 90, chartTop + 13, POWERED, 'least'),
    ],
    chartTop + CAPTION + CHART.height,
    [
      map.times === undefined
        ? 'Mean and least over all moments: full shells over all their phases, for which launch longitude does not matter.'
        : `Sampled at ${fixed(map.times)} liftoff times, failures by chance left out; between samples the least may be lower.`,
      `Cells of ${cell} × ${cell} deg. The profile is turned as a rigid body: what the Earth's rotation does to a boost elsewhere is left out.`,
      'Land: Natural Earth 1:110m.',
    ],
  )
}

interface Scale {
  /** Where colours change, rising. */
  readonly thresholds: readonly number[]
  readonly none: boolean
  readonly of: (value: number) => string
}

/** Viridis in steps, which reads alike with all kinds of colour vision (Smith and van der Walt, 2015); none at all is grey. */
function colours(map: InReachMap): Scale {
  const cells = Array.from(map.mean, (value, k) => ({
    value,
    area: Math.cos(map.south + Math.floor(k / map.columns) * map.step),
  }))
  const some = cells.filter((c) => c.value > 0).sort((a, b) => a.value - b.value)
  const area = some.reduce((sum, c) => sum + c.area, 0)
  const [low, high] = [some[0]?.value ?? 0, some.at(-1)?.value ?? 1]
  const nice = Array.from({ length: 10 }, (_, k) => k - 3).flatMap((decade) =>
    STEPS.map((step) => Number((step * 10 ** decade).toPrecision(2))),
  )
  // Colours change where they part the globe about evenly, at round values.
  const thresholds = new Set<number>()
  let sum = 0
  let next = 1
  for (const { value, area: of } of some) {
    sum += of
    if (sum < (next * area) / MOST_COLOURS) continue
    next = Math.floor((sum * MOST_COLOURS) / area) + 1
    const near = nice.reduce((a, b) => (Math.abs(b - value) < Math.abs(a - value) ? b : a))
    if (near > low && near < high) thresholds.add(near)
  }
  // What is rare shows too: the poles, under steep orbits, have several times as many.
  for (let rare = Math.max(...thresholds, low) * 2; rare < high && thresholds.size < MOST_COLOURS; rare *= 2)
    thresholds.add(nice.reduce((a, b) => (Math.abs(b - rare) < Math.abs(a - rare) ? b : a)))
  const domain = [...thresholds].filter((t) => t < high).sort((a, b) => a - b)
  const scale = Plot.scale({
    color: { type: 'threshold', domain: domain.length === 0 ? [high] : domain, scheme: 'Viridis' },
  }) as unknown as { readonly apply: (value: number) => string }
  return {
    thresholds: domain,
    none: some.length < cells.length,
    of: (value) => (value === 0 ? NONE : scale.apply(value)),
  }
}

function world({ report }: Sized, map: InReachMap, scale: Scale): Plot.PlotOptions {
  const places = report.in_reach.map((l) => ({ lat: l.lat_deg, lon: l.lon_deg, text: l.launch }))
  const names = places.filter(
    (p, i) => places.findIndex((q) => Math.hypot(q.lat - p.lat, q.lon - p.lon) < 8) === i,
  )
  return {
    ...MAP,
    margin: 2,
    style: PLOT_STYLE,
    projection: { type: 'equal-earth', domain: { type: 'Sphere' } },
    marks: [
      ...pieces(map, scale).map(({ fill, shape }) =>
        Plot.geo(shape as never, { fill, stroke: fill, strokeWidth: 0.7 }),
      ),
      Plot.graticule({ stroke: PAPER, strokeOpacity: 0.18 }),
      Plot.geo(land(), { stroke: PAPER, strokeWidth: 2, strokeOpacity: 0.9 }),
      Plot.geo(land(), { stroke: INK, strokeWidth: 0.7 }),
      Plot.sphere({ stroke: SOFT }),
      Plot.dot(places, { x: 'lon', y: 'lat', r: 6, fill: POWERED, stroke: PAPER, strokeWidth: 2 }),
      Plot.text(names, {
        x: 'lon',
        y: 'lat',
        text: 'text',
        fontSize: 14,
        fill: INK,
        stroke: PAPER,
        strokeWidth: 5,
        dx: 12,
        textAnchor: 'start',
      }),
    ],
  }
}

/** The cells as shapes, one a colour; neighbours of one colour in a row are joined. */
function pieces(map: InReachMap, scale: Scale): { readonly fill: string; readonly shape: object }[] {
  const shapes = new Map<string, number[][][][]>()
  const size = map.step * DEG
  for (let i = 0; i < map.rows; i++) {
    const south = Math.max(-89.99, (map.south + (i - 0.5) * map.step) * DEG)
    const north = Math.min(89.99, (map.south + (i + 0.5) * map.step) * DEG)
    const fillAt = (j: number): string => scale.of(map.mean[i * map.columns + j]!)
    for (let j = 0; j < map.columns;) {
      const fill = fillAt(j)
      let end = j + 1
      while (end < map.columns && fillAt(end) === fill && (end - j) * size < LONGEST) end++
      const west = (map.west + (j - 0.5) * map.step) * DEG
      const edge = Array.from({ length: end - j + 1 }, (_, k) => west + k * size)
      // Clockwise: up in the west, east along the north, back along the south.
      const ring = [...edge.map((lon) => [lon, north]), ...edge.reverse().map((lon) => [lon, south])]
      shapes.set(fill, [...(shapes.get(fill) ?? []), [[...ring, ring[0]!]]])
      j = end
    }
  }
  return [...shapes].map(([fill, coordinates]) => ({ fill, shape: { type: 'MultiPolygon', coordinates } }))
}

/** The scale under the map: a swatch a colour, values where colours change. */
function key(scale: Scale, top: number): string {
  const { thresholds } = scale
  const width = 78
  const left = MARGIN + (scale.none ? 110 : 0)
  const swatch = (x: number, fill: string, w: number): string =>
    `<rect x="${x}" y="${top}" width="${w}" height="18" fill="${fill}"/>`
  const ends = [(thresholds[0] ?? 1) / 2, ...thresholds]
  return [
    ...(scale.none ? [swatch(MARGIN, NONE, width), label(MARGIN + 20, top + 36, 'none', 13, false)] : []),
    ...ends.map((value, i) => swatch(left + i * width, scale.of(value), width)),
    ...thresholds.map((value, i) => {
      const text = significant(value, 2)
      return label(left + (i + 1) * width - 4 * text.length, top + 36, text, 13, false)
    }),
    label(
      left + ends.length * width + 16,
      top + 14,
      'interceptors in reach, mean over liftoff times',
      13,
      false,
    ),
  ].join('')
}

function byLatitude({ report }: Sized, map: InReachMap): Plot.PlotOptions {
  const rows = Array.from({ length: map.rows }, (_, i) => {
    const of = (values: Float64Array): Float64Array => values.subarray(i * map.columns, (i + 1) * map.columns)
    return {
      lat: (map.south + i * map.step) * DEG,
      mean: of(map.mean).reduce((a, b) => a + b, 0) / map.columns,
      min: of(map.min).reduce((a, b) => Math.min(a, b), Infinity),
    }
  })
  const high = Math.max(...rows.map((r) => r.mean))
  return {
    ...CHART,
    marginLeft: 50,
    marginRight: 16,
    marginTop: 10,
    marginBottom: 44,
    style: PLOT_STYLE,
    x: {
      label: 'launch latitude, deg north',
      labelArrow: 'none',
      labelAnchor: 'center',
      domain: [-90, 90],
      ticks: [-90, -60, -30, 0, 30, 60, 90],
    },
    y: { label: null, domain: [0, high * 1.1], ticks: 6 },
    marks: [
      Plot.gridX({ stroke: GRID, strokeOpacity: 1 }),
      Plot.gridY({ stroke: GRID, strokeOpacity: 1 }),
      Plot.ruleY([0], { stroke: INK }),
      Plot.ruleX(report.in_reach, { x: 'lat_deg', stroke: SOFT, strokeDasharray: '4 4' }),
      Plot.line(rows, { x: 'lat', y: 'mean', stroke: FREE, strokeWidth: 2.5 }),
      Plot.line(rows, { x: 'lat', y: 'min', stroke: POWERED, strokeWidth: 2.5, curve: 'step' }),
    ],
  }
}
