import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as Plot from '@observablehq/plot'
import type { FlyReport } from '@opendome/model'
import { feature } from 'topojson-client'
import type { FlightOrder } from '../fly/order.ts'
import { FREE, GRID, INK, LAND, PAPER, PLOT_STYLE, POWERED, SEA, SOFT, type Size } from './style.ts'

/** The ground track over the whole Earth; the map is turned so that the track lies in its middle, uncut by 180 degrees. */
export function groundTrack(report: FlyReport, order: FlightOrder, size: Size): Plot.PlotOptions {
  const burnout = report.burnout.t_s
  const track = (part: readonly FlyReport['samples'][number][]): object => ({
    type: 'LineString',
    coordinates: part.map((s) => [s.lon_deg, s.lat_deg]),
  })
  const powered = report.samples.filter((s) => s.t_s <= burnout + 1e-6)
  const free = report.samples.filter((s) => s.t_s >= burnout - 1e-6)
  const places = [
    { lat: report.samples[0]!.lat_deg, lon: report.samples[0]!.lon_deg, text: order.launch.name },
    { lat: report.impact.lat_deg, lon: report.impact.lon_deg, text: order.aim.name },
  ]
  const geo = (shape: object, options: Plot.GeoOptions): Plot.Markish => Plot.geo(shape, options)
  const middle = middleLongitude(report)
  // Each name stands away from the other place, so that the track does not run through it.
  const east = (lon: number): number => ((lon - middle + 540) % 360) - 180
  const rightmost = east(places[0]!.lon) > east(places[1]!.lon) ? 0 : 1
  return {
    ...size,
    margin: 2,
    style: PLOT_STYLE,
    projection: { type: 'equal-earth', rotate: [-middle, 0], domain: { type: 'Sphere' } },
    marks: [
      Plot.sphere({ fill: SEA, stroke: SOFT }),
      Plot.graticule({ stroke: GRID, strokeOpacity: 1 }),
      geo(land(), { fill: LAND, stroke: SOFT, strokeWidth: 0.5 }),
      geo(track(free), { stroke: FREE, strokeWidth: 2.5 }),
      geo(track(powered), { stroke: POWERED, strokeWidth: 4 }),
      Plot.dot(places, { x: 'lon', y: 'lat', r: 4.5, fill: INK, stroke: PAPER, strokeWidth: 1.5 }),
      ...places.map((place, i) =>
        Plot.text([place], {
          x: 'lon',
          y: 'lat',
          text: 'text',
          fill: INK,
          stroke: PAPER,
          strokeWidth: 4,
          dx: i === rightmost ? 10 : -10,
          dy: 4,
          textAnchor: i === rightmost ? 'start' : 'end',
        }),
      ),
    ],
  }
}

/** Longitude of the middle of the ground track: that of the point half of its turn after the launch. */
function middleLongitude(report: FlyReport): number {
  let turned = 0
  for (let i = 1; i < report.samples.length; i++) {
    const step = report.samples[i]!.lon_deg - report.samples[i - 1]!.lon_deg
    turned += step - 360 * Math.round(step / 360)
  }
  return report.samples[0]!.lon_deg + turned / 2
}

/** A circle of `radius` degrees about a point (degrees) as GeoJSON; clockwise, as the drawing library takes the inside. */
export function circle(lat: number, lon: number, radius: number): object {
  const rad = Math.PI / 180
  const [phi, d] = [lat * rad, radius * rad]
  const points = Array.from({ length: 73 }, (_, i) => {
    const b = (2 * Math.PI * i) / 72
    const sin = Math.sin(phi) * Math.cos(d) + Math.cos(phi) * Math.sin(d) * Math.cos(b)
    const east = Math.atan2(Math.sin(b) * Math.sin(d) * Math.cos(phi), Math.cos(d) - Math.sin(phi) * sin)
    return [lon + east / rad, Math.asin(sin) / rad]
  })
  return { type: 'LineString', coordinates: points }
}

/** Land of the world as GeoJSON (Natural Earth 1:110m). */
export function land(): object {
  const require = createRequire(import.meta.url)
  const topology = JSON.parse(readFileSync(require.resolve('world-atlas/land-110m.json'), 'utf8')) as {
    objects: { land: unknown }
  }
  return feature(topology, topology.objects.land) as object
}
