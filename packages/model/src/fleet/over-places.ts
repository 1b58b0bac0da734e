import { OpendomeError } from '../core/index.ts'
import { cos, sin } from '../math/index.ts'
import { availability, mapLayer, type AvailabilityOptions, type FleetLayer } from './availability.ts'
import { leastOver, type LeastOver } from './least-over.ts'
import { inReachOverTime } from './over-time.ts'
import { carryProfile } from './profile.ts'
import type { ReachAt } from './reach-path.ts'
import { holds, latitudesOf, longitudesAt, meetsBox, requireRings, type Rings } from './region.ts'
import { halves } from './size-band.ts'
import { statisticsOf, type InReachStatistics } from './statistics.ts'
import { reachThroughout, type Places } from './throughout.ts'
import { TwoPhaseCount } from './two-phase.ts'

export interface OverPlacesOptions {
  readonly layers: readonly FleetLayer[]
  /** Azimuth of the boost path, which is carried to every place, rad from north over east. */
  readonly azimuth: number
  /** Without it: over the shells' phases, where longitude does not matter. */
  readonly liftoff?: AvailabilityOptions['liftoff']
  readonly at?: ReachAt | undefined
  /** Spacing of the places averaged over, rad; default: about 100 places, at most 0.5° apart. */
  readonly step?: number | undefined
  /** Places at which the minimum may be looked for; default 1,000 over phases, 200 over liftoff times. */
  readonly effort?: number | undefined
}

/** One launch place of a region or a line, with its share of it. */
export interface PlaceInReach extends Omit<InReachStatistics, 'distribution'> {
  readonly lat: number
  /** Middle of the region's longitudes at this latitude, over phases. */
  readonly lon: number
  readonly share: number
}

/** Interceptors in reach of launches from anywhere in a region or on a line: statistics over places and moments, places weighed by area or length. */
export interface OverPlaces extends InReachStatistics {
  /** `min` is the least found at any place and moment; no place falls below this: equal where the minimum is proven. */
  readonly minAtLeast: number
  /** Where `min` was found, rad; over phases longitude does not matter. */
  readonly worst: { readonly lat: number; readonly lon: number | undefined }
  readonly places: readonly PlaceInReach[]
}

const FINEST_STEP = Math.PI / 360
const PLACES = 100

/**
 * `availability` over a region: one boost profile carried to every place (`carryProfile`). Mean, shares and 5th percentile are of places `step` apart,
 * each exact; the minimum is searched with a bound over all places (`leastOver`, `reachThroughout`), so it is not that of the places.
 * Throws as `requireRings` and as `availability`, but for places out of reach, which count zero.
 */
export function regionAvailability(options: OverPlacesOptions, rings: Rings): OverPlaces {
  requireRings(rings)
  const bands = latitudesOf(rings)
  if (options.liftoff === undefined) {
    const parts = bands.map(([from, to]) => ({
      lat: (from + to) / 2,
      lon: 0,
      halfLat: (to - from) / 2,
      halfLon: 0,
    }))
    const tall = bands.reduce((sum, [from, to]) => sum + to - from, 0)
    const step = options.step ?? Math.min(FINEST_STEP, tall / PLACES)
    return over(options, strips(rings, bands, step), { parts, split: halves })
  }
  const spans = bands.map(([from, to]) => boxOf(rings, from, to))
  const area = spans.reduce((sum, b) => sum + 4 * b.halfLat * b.halfLon * cos(b.lat), 0)
  const step = options.step ?? Math.min(FINEST_STEP, Math.sqrt(area / PLACES))
  return over(options, raster(rings, spans, step), {
    parts: spans,
    split: quarters,
    meets: (b) => meetsBox(rings, b.lat, b.lon, b.halfLat, b.halfLon),
    centred: (b) => holds(rings, b.lat, b.lon),
  })
}

/** The same along a line through places (rad), straight in latitude and longitude between them. Throws `invalid` for fewer than two. */
export function lineAvailability(
  options: OverPlacesOptions,
  line: readonly { readonly lat: number; readonly lon: number }[],
): OverPlaces {
  if (line.length < 2)
    throw new OpendomeError('invalid', `line of ${line.length} places: expected at least 2`)
  const pieces = line.slice(1).map((b, k): Piece => {
    const a = line[k]!
    return piece((a.lat + b.lat) / 2, (a.lon + b.lon) / 2, (b.lat - a.lat) / 2, (b.lon - a.lon) / 2)
  })
  const total = pieces.reduce((sum, p) => sum + lengthOf(p), 0)
  const step = options.step ?? Math.max(1e-9, Math.min(FINEST_STEP, total / PLACES))
  const sampled = pieces.flatMap((p) => {
    const n = Math.max(1, Math.ceil(lengthOf(p) / step - 1e-9))
    return Array.from({ length: n }, (_, k) => {
      const x = (2 * k + 1) / n - 1
      return { lat: p.lat + x * p.towardsLat, lon: p.lon + x * p.towardsLon, weight: lengthOf(p) / n }
    })
  })
  return over(options, sampled, {
    parts: pieces,
    split: (places) => {
      const { lat, lon, towardsLat, towardsLon } = places as Piece
      return [-0.5, 0.5].map((x) =>
        piece(lat + x * towardsLat, lon + x * towardsLon, towardsLat / 2, towardsLon / 2),
      )
    },
  })
}

/** A straight piece of a line, by its middle and the way to one end. */
interface Piece extends Places {
  readonly towardsLat: number
  readonly towardsLon: number
}

function piece(lat: number, lon: number, towardsLat: number, towardsLon: number): Piece {
  const [halfLat, halfLon] = [Math.abs(towardsLat), Math.abs(towardsLon)]
  return { lat, lon, halfLat, halfLon, towardsLat, towardsLon }
}

function lengthOf({ lat, halfLat, halfLon }: Places): number {
  const across = halfLon * cos(lat)
  return 2 * Math.sqrt(halfLat * halfLat + across * across)
}

interface Weighed {
  readonly lat: number
  readonly lon: number
  readonly weight: number
}

type Search = Pick<Parameters<typeof leastOver>[0], 'parts' | 'split' | 'meets' | 'centred'>

function over(options: OverPlacesOptions, sampled: readonly Weighed[], search: Search): OverPlaces {
  const total = sampled.reduce((sum, { weight }) => sum + weight, 0)
  const distribution: number[] = []
  let mean = 0
  let known = { least: Infinity, lat: NaN, lon: NaN }
  const places = sampled.map(({ lat, lon, weight }): PlaceInReach => {
    const found = inReachFrom(options, lat, lon)
    const share = total > 0 ? weight / total : 1 / sampled.length
    found.distribution.forEach((x, k) => {
      while (distribution.length <= k) distribution.push(0)
      distribution[k]! += share * x
    })
    mean += share * found.mean
    if (found.min < known.least) known = { least: found.min, lat, lon }
    return { lat, lon, share, mean: found.mean, min: found.min, p05: found.p05 }
  })
  const floor = leastOverPhases(options, search.parts)
  const least = leastOver({
    ...search,
    at: (lat, lon) => leastAt(options, { lat, lon, halfLat: 0, halfLon: 0 }),
    throughout: (part) => Math.max(floor, leastAt(options, part)),
    known: known.least,
    effort: options.effort ?? (options.liftoff === undefined ? 1000 : 200),
  })
  const worst: Pick<LeastOver, 'least' | 'lat' | 'lon'> = least.least < known.least ? least : known
  return {
    ...statisticsOf(distribution, worst.least),
    mean,
    minAtLeast: least.atLeast,
    worst: { lat: worst.lat, lon: options.liftoff === undefined ? undefined : worst.lon },
    places,
  }
}

/** What full shells hold at all latitudes of some places over their phases, so at any liftoff time as well; 0 where they are not full, or not asked. */
function leastOverPhases(options: OverPlacesOptions, parts: readonly Places[]): number {
  const { layers, liftoff } = options
  if (liftoff === undefined || layers.some(({ dead }) => (dead?.length ?? 0) > 0)) return 0
  const overPhases = { ...options, liftoff: undefined }
  return leastOver({
    parts: parts.map((part) => ({ ...part, halfLon: 0 })),
    at: (lat, lon) => leastAt(overPhases, { lat, lon, halfLat: 0, halfLon: 0 }),
    throughout: (part) => leastAt(overPhases, part),
    split: halves,
    effort: PLACES,
  }).atLeast
}

/** Statistics at one place; zero where no shell has it in reach. */
function inReachFrom(
  { layers, azimuth, liftoff, at }: OverPlacesOptions,
  lat: number,
  lon: number,
): InReachStatistics {
  const there = layers.map((layer) => ({
    ...layer,
    window: carryProfile(layer.window, { lat, lon, azimuth }),
  }))
  try {
    return availability({ layers: there, liftoff, at })
  } catch (error) {
    if (!(error instanceof OpendomeError) || error.code !== 'infeasible') throw error
    return { mean: 0, min: 0, p05: 0, distribution: [1] }
  }
}

/** The least count, of full shells or over liftoff times, that holds throughout some places. */
function leastAt({ layers, azimuth, liftoff, at }: OverPlacesOptions, places: Places): number {
  const mapped = layers.map((layer) =>
    mapLayer(layer, at, reachThroughout(layer.shell, layer.window, layer.flyOut, places, azimuth, at)),
  )
  if (liftoff !== undefined)
    return inReachOverTime(mapped, liftoff.from ?? 0, liftoff.to, liftoff.siderealAngle).min
  return mapped.reduce((sum, { shell, map, weight }) => {
    return sum + weight * new TwoPhaseCount(shell, map).minimum().min
  }, 0)
}

/** Strips of latitude with the region's area in each. */
function strips(rings: Rings, bands: readonly (readonly [number, number])[], step: number): Weighed[] {
  return bands.flatMap(([from, to]) => {
    const n = Math.max(1, Math.ceil((to - from) / step - 1e-9))
    return Array.from({ length: n }, (_, k): Weighed => {
      const lat = from + ((to - from) * (k + 0.5)) / n
      const spans = longitudesAt(rings, lat)
      const wide = spans.reduce((sum, [west, east]) => sum + east - west, 0)
      const lon = spans.length === 0 ? 0 : (spans[0]![0] + spans.at(-1)![1]) / 2
      // Area on the sphere: width times the difference of sines.
      const high = sin(from + ((to - from) * (k + 1)) / n) - sin(from + ((to - from) * k) / n)
      return { lat, lon, weight: wide * high }
    })
  })
}

/** Places of a grid within the region; at least the one nearest its middle. */
function raster(rings: Rings, boxes: readonly Places[], step: number): Weighed[] {
  const places: Weighed[] = []
  for (const box of boxes) {
    const rows = Math.max(1, Math.ceil((2 * box.halfLat) / step - 1e-9))
    for (let i = 0; i < rows; i++) {
      const lat = box.lat + box.halfLat * ((2 * i + 1) / rows - 1)
      for (const [west, east] of longitudesAt(rings, lat)) {
        const columns = Math.max(1, Math.round(((east - west) * cos(lat)) / step))
        const weight = ((east - west) * cos(lat) * box.halfLat) / rows / columns
        for (let j = 0; j < columns; j++)
          places.push({ lat, lon: west + ((east - west) * (j + 0.5)) / columns, weight })
      }
    }
  }
  return places
}

function boxOf(rings: Rings, from: number, to: number): Places {
  let [west, east] = [Infinity, -Infinity]
  for (const ring of rings)
    for (let k = 0; k < ring.length; k += 2) {
      if (ring[k]! < from || ring[k]! > to) continue
      west = Math.min(west, ring[k + 1]!)
      east = Math.max(east, ring[k + 1]!)
    }
  return {
    lat: (from + to) / 2,
    lon: (west + east) / 2,
    halfLat: (to - from) / 2,
    halfLon: (east - west) / 2,
  }
}

/** A box cut in two across its longer side on the ground. */
function quarters(box: Places): Places[] {
  const tall = box.halfLat >= box.halfLon * cos(box.lat)
  if (tall) return halves(box)
  const halfLon = box.halfLon / 2
  return [-halfLon, halfLon].map((by) => ({ ...box, lon: box.lon + by, halfLon }))
}
