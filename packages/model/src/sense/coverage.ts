import { requireWithin } from '../core/index.ts'
import { EARTH_RATE, ecefFromGeodetic, eciFromEcef, siderealAngle } from '../earth/index.ts'
import { cos, sin } from '../math/index.ts'
import { OBJECT } from './instrument.ts'
import type { SensorNetwork } from './network.ts'

const TURN = 2 * Math.PI

export interface CoverageOptions {
  /** Altitude of the points above the ellipsoid, m. */
  readonly altitude: number
  /** Spacing of the points, rad; default 6°. */
  readonly spacing?: number | undefined
  /** From and to, s since the epoch; default one day. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** Time between two looks at the whole grid, s; default 300. */
  readonly timeStep?: number | undefined
  /** Bounds of latitude, rad; default all. */
  readonly south?: number | undefined
  readonly north?: number | undefined
}

/** How many heads of a network could look at places, over a grid and over time. */
export interface Coverage {
  /** Fewest at any place and moment, and where and when first. rad, s since the epoch. */
  readonly least: number
  readonly leastAt: { readonly lat: number; readonly lon: number; readonly t: number }
  /** Mean over area and time. */
  readonly mean: number
  /** `atLeast[k]`: part of area and time with k or more; `atLeast[0]` is 1. */
  readonly atLeast: readonly number[]
  readonly points: number
  readonly moments: number
}

/**
 * Coverage by geometry: field of regard, Earth, grazing altitude, sector, elevation and solar exclusion count; brightness does not.
 * Rows of points lie half a spacing from the poles and one spacing apart, points in a row about as far; each stands for its
 * area. Errors: `invalid` out of range.
 *
 * @example
 * const { sensors, epoch } = readScenario(
 *   'opendome: 1\nfrom: first-flight\nsensors: [{ id: low, sensor: cbo-2026-tracking-leo }]',
 * )
 * const network = new SensorNetwork({ sensors, epoch, seed: 1, cloudTop: 7000 })
 * const { least, atLeast } = coverage(network, { altitude: 20_000, to: 600 })
 * console.log(`at least ${least} at once; two or more over ${100 * atLeast[2]} % of the Earth`)
 */
export function coverage(network: SensorNetwork, options: CoverageOptions): Coverage {
  const { altitude, spacing = (6 * Math.PI) / 180, from = 0, to = 86_400, timeStep = 300 } = options
  const { south = -Math.PI / 2, north = Math.PI / 2 } = options
  requireWithin('coverage altitude', altitude, 0, 1e8, 'm')
  requireWithin('coverage spacing', spacing, 0.001, 1, 'rad')
  requireWithin('coverage from', from, 0, 1e9, 's')
  requireWithin('coverage to', to, from, 1e9, 's')
  requireWithin('coverage time step', timeStep, 0.1, 1e6, 's')
  requireWithin('coverage south', south, -Math.PI / 2, Math.PI / 2, 'rad')
  requireWithin('coverage north', north, south + 1e-9, Math.PI / 2, 'rad')
  const grid = gridOf(altitude, spacing, south, north)
  const { count, fixed, weights } = grid
  const points = new Float64Array(OBJECT.WIDTH * count)
  const counts = new Int32Array(count)
  const histogram = new Float64Array(network.heads + 1)
  const r = new Float64Array(3)
  const epochAngle = siderealAngle(network.epoch, 0)
  const moments = Math.floor((to - from) / timeStep) + 1
  let least = Infinity
  let leastAt = { lat: 0, lon: 0, t: from }
  for (let m = 0; m < moments; m++) {
    const t = from + m * timeStep
    for (let i = 0; i < count; i++) {
      r.set(fixed.subarray(3 * i, 3 * i + 3))
      eciFromEcef(epochAngle + EARTH_RATE * t, r, r)
      points.set(r, OBJECT.WIDTH * i)
      points[OBJECT.WIDTH * i + OBJECT.ALTITUDE] = altitude
    }
    network.countCovering(t, points, counts)
    for (let i = 0; i < count; i++) {
      const seen = counts[i]!
      histogram[seen]! += weights[i]!
      if (seen < least) {
        least = seen
        leastAt = { lat: grid.lat[i]!, lon: grid.lon[i]!, t }
      }
    }
  }
  const total = histogram.reduce((sum, weight) => sum + weight, 0)
  const most = histogram.findLastIndex((weight) => weight > 0)
  const atLeast: number[] = []
  for (let k = most, above = 0; k >= 0; k--) {
    above += histogram[k]!
    atLeast[k] = above / total
  }
  const mean = histogram.reduce((sum, weight, k) => sum + weight * k, 0) / total
  return { least, leastAt, mean, atLeast, points: count, moments }
}

interface Grid {
  readonly count: number
  /** Earth-fixed positions, three numbers a point, m. */
  readonly fixed: Float64Array
  readonly lat: Float64Array
  readonly lon: Float64Array
  /** Area of each, on the unit sphere. */
  readonly weights: Float64Array
}

function gridOf(altitude: number, spacing: number, south: number, north: number): Grid {
  const rows = Math.max(1, Math.round((north - south) / spacing))
  const height = (north - south) / rows
  const lat: number[] = []
  const lon: number[] = []
  const weights: number[] = []
  for (let row = 0; row < rows; row++) {
    const low = south + row * height
    const middle = low + 0.5 * height
    const across = Math.max(3, Math.ceil((TURN * cos(middle)) / spacing))
    for (let k = 0; k < across; k++) {
      lat.push(middle)
      lon.push(-Math.PI + ((k + 0.5) * TURN) / across)
      weights.push(((sin(low + height) - sin(low)) * TURN) / across)
    }
  }
  const fixed = new Float64Array(3 * lat.length)
  lat.forEach((latitude, i) =>
    ecefFromGeodetic(latitude, lon[i]!, altitude, fixed.subarray(3 * i, 3 * i + 3)),
  )
  return {
    count: lat.length,
    fixed,
    lat: Float64Array.from(lat),
    lon: Float64Array.from(lon),
    weights: Float64Array.from(weights),
  }
}
