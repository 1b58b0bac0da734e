import { OpendomeError, requireWithin } from '../core/index.ts'
import { EARTH_RATE } from '../earth/index.ts'
import {
  availability,
  mapLayer,
  type Availability,
  type AvailabilityOptions,
  type FleetLayer,
} from './availability.ts'
import type { MappedShell } from './holdings.ts'
import { LaunchLongitudes } from './launch-longitudes.ts'
import { carryProfile } from './profile.ts'
import { ReachMap } from './reach-map.ts'
import type { ReachAt } from './reach-path.ts'
import { convolve, scale, statisticsOf, thin, type InReachStatistics } from './statistics.ts'
import { TwoPhaseCount } from './two-phase.ts'

const TURN = 2 * Math.PI

export interface LatitudeMapOptions {
  readonly layers: readonly FleetLayer[]
  /** Launch latitudes, rad. */
  readonly latitudes: ArrayLike<number>
  /** Azimuth of the boost path, rad from north over east. */
  readonly azimuth: number
  readonly at?: ReachAt | undefined
}

/**
 * Interceptors in reach by launch latitude: one boost profile carried to each (`carryProfile`), full shells over their two phases. For these the
 * statistics do not depend on longitude. All zero where nothing is in reach. Throws `unsupported` for missing satellites.
 */
export function latitudeMap(options: LatitudeMapOptions): InReachStatistics[] {
  const { layers, azimuth, at = 'path' } = options
  if (layers.some((layer) => (layer.dead?.length ?? 0) > 0))
    throw new OpendomeError('unsupported', 'missing satellites: expected full shells', {
      hint: 'use worldMap',
    })
  return Array.from(options.latitudes, (lat) => {
    let shares = [1]
    let min = 0
    for (const layer of layers) {
      const { shell, map, weight } = mapLayer(
        { ...layer, window: carryProfile(layer.window, { lat, lon: 0, azimuth }) },
        at,
      )
      if (map.empty) continue
      const found = new TwoPhaseCount(shell, map).statistics()
      const { availability = 1 } = layer
      shares = convolve(shares, scale(thin(found.distribution, availability), weight))
      if (availability === 1) min += found.min * weight
    }
    return statisticsOf(shares, min)
  })
}

export interface PlacesOptions {
  readonly layers: readonly FleetLayer[]
  /** Launch points, rad: along a line, or a raster of a region. */
  readonly places: readonly { readonly lat: number; readonly lon: number }[]
  readonly azimuth: number
  readonly liftoff?: AvailabilityOptions['liftoff']
  readonly at?: ReachAt | undefined
}

/**
 * `availability` at each of a list of launch points, one boost profile carried to each: exact, a few milliseconds a place. Undefined
 * where no shell ever has the missile in reach. Throws as `availability` otherwise.
 */
export function availabilityAt(options: PlacesOptions): (Availability | undefined)[] {
  const { layers, places, azimuth, liftoff, at } = options
  return places.map(({ lat, lon }) => {
    const there = layers
      .map((layer) => ({ ...layer, window: carryProfile(layer.window, { lat, lon, azimuth }) }))
      .filter(({ window, flyOut, shell }) => !new ReachMap(shell, window, flyOut, at).empty)
    return there.length === 0 ? undefined : availability({ layers: there, liftoff, at })
  })
}

export interface WorldMapOptions extends LatitudeMapOptions {
  /** First launch longitude and their spacing, rad, and their number. */
  readonly longitudes: { readonly from: number; readonly step: number; readonly count: number }
  /** Liftoff times, s since the epoch: from + k · step. */
  readonly times: { readonly from: number; readonly step: number; readonly count: number }
  /** Sidereal angle at the epoch, rad. */
  readonly siderealAngle: number
}

/** Per cell, latitude by latitude: mean and least of the sampled counts of interceptors in reach. */
export interface WorldMap {
  readonly mean: Float64Array
  /** Of the samples; the true minimum may be lower between them. */
  readonly min: Float64Array
}

/**
 * Interceptors in reach by launch latitude and longitude, sampled in time: for shells with missing satellites, short windows, or a picture. Counts
 * are from the tables of `ReachMap`: a satellite within their error (2e-8 rad on average, 2e-5 at worst) of an end of an arc may be miscounted. Missing
 * satellites are allowed here.
 */
export function worldMap(options: WorldMapOptions): WorldMap {
  const { layers, latitudes, longitudes, times, azimuth, at = 'path' } = options
  for (const [name, n] of [
    ['longitudes', longitudes.count],
    ['times', times.count],
  ] as const)
    requireWithin(`number of ${name}`, n, 1, 1e7)
  const columns = longitudes.count
  const mean = new Float64Array(latitudes.length * columns)
  const min = new Float64Array(latitudes.length * columns)
  const differences = new Float64Array(columns + 1)
  for (let row = 0; row < latitudes.length; row++) {
    const lat = latitudes[row]!
    const mapped = layers.map((layer) =>
      mapLayer({ ...layer, window: carryProfile(layer.window, { lat, lon: 0, azimuth }) }, at),
    )
    const turned = mapped.map(({ map }) => new LaunchLongitudes(map))
    const means = mean.subarray(row * columns, (row + 1) * columns)
    const least = min.subarray(row * columns, (row + 1) * columns).fill(Infinity)
    for (let k = 0; k < times.count; k++) {
      differences.fill(0)
      mapped.forEach((m, i) =>
        addDifferences(m, turned[i]!, times.from + k * times.step, options, differences),
      )
      for (let c = 0, count = 0; c < columns; c++) {
        count += differences[c]!
        means[c]! += count
        if (count < least[c]!) least[c] = count
      }
    }
    for (let c = 0; c < columns; c++) means[c]! /= times.count
  }
  return { mean, min }
}

/** Adds each satellite near the latitude to the longitudes it reaches. */
function addDifferences(
  mapped: MappedShell,
  launches: LaunchLongitudes,
  t: number,
  options: WorldMapOptions,
  differences: Float64Array,
): void {
  const { shell, weight } = mapped
  const { from, step, count } = options.longitudes
  const node0 = shell.node(t, 0) - options.siderealAngle - EARTH_RATE * t - from
  const lead = shell.argumentOfLatitude(t, 0, 0)
  const spacing = TURN / shell.perPlane
  for (let plane = 0; plane < shell.planes; plane++) {
    const lambda = node0 + plane * shell.planeSpacing
    const first = lead + plane * shell.phaseOffset
    const phases = mapped.phases?.get(plane)
    if (phases !== undefined) {
      for (const phase of phases) launches.add(first + phase, lambda, step, count, 1, differences)
      continue
    }
    for (let i = 0; i < launches.phases.length; i += 2) {
      // Each slot once: phases are within one turn, the end left to the next.
      const end = Math.ceil((launches.phases[i + 1]! - first) / spacing)
      for (let k = Math.ceil((launches.phases[i]! - first) / spacing); k < end; k++)
        launches.add(first + k * spacing, lambda, step, count, weight, differences)
    }
  }
}
