import {
  boostAzimuth,
  latitudesOf,
  lineAvailability,
  regionAvailability,
  type OverPlaces,
  type OverPlacesOptions,
  type Rings,
} from '../fleet/index.ts'
import { fleetLayers, type FleetShell } from './size.ts'
import { overPhases } from './size-series.ts'
import type { SizeLaunchPoint, SizeStudy } from './size-study.ts'

const DEG = 180 / Math.PI

/** Where launches may come from: a region of the scenario's kind, or a line through places, rad. */
export type Whence =
  | { readonly id: string; readonly rings: Rings }
  | { readonly id: string; readonly line: readonly { readonly lat: number; readonly lon: number }[] }

/** Interceptors in reach of launches from a region or a line, in a document. */
export interface PlacesReport {
  /** Area, or the places as they were given. */
  readonly id: string
  /** The launch point whose boost profile was carried, and its azimuth. */
  readonly profile: string
  readonly azimuth_deg: number
  /** Over the phases of full shells, where longitude does not matter; else over the liftoff times of the scenario. */
  readonly over_phases: boolean
  readonly latitudes_deg: readonly (readonly [number, number])[]
  readonly mean: number
  readonly p05: number
  readonly share_with_need: number
  readonly min: number
  /** No place has fewer at any moment: equal to `min` where that is proven to be the least. */
  readonly min_at_least: number
  readonly worst_lat_deg: number
  readonly worst_lon_deg: number | null
  readonly places: readonly {
    readonly lat_deg: number
    readonly lon_deg: number
    readonly share: number
    readonly mean: number
    readonly p05: number
    readonly min: number
  }[]
}

/**
 * In reach of launches from anywhere in a region or on a line: the boost profile of one launch point carried there at its own azimuth. Full delta shells
 * and windows of a day or more are taken over their phases. Throws as `regionAvailability` and `lineAvailability`.
 */
export function placesReport(
  study: SizeStudy,
  launch: SizeLaunchPoint,
  whence: Whence,
  shells?: readonly FleetShell[],
): PlacesReport {
  const layers = fleetLayers(study, launch, shells)
  const azimuth = boostAzimuth(launch.trajectory)
  const phases = overPhases(layers, launch)
  const { siderealAngle } = study
  const options: OverPlacesOptions = {
    layers,
    azimuth,
    liftoff: phases ? undefined : { from: launch.from, to: launch.to, siderealAngle },
  }
  const found: OverPlaces =
    'rings' in whence ? regionAvailability(options, whence.rings) : lineAvailability(options, whence.line)
  const latitudes =
    'rings' in whence
      ? latitudesOf(whence.rings)
      : latitudesOf([whence.line.flatMap(({ lat, lon }) => [lat, lon])])
  return {
    id: whence.id,
    profile: launch.id,
    azimuth_deg: (azimuth * DEG + 360) % 360,
    over_phases: phases,
    latitudes_deg: latitudes.map(([from, to]) => [from * DEG, to * DEG] as const),
    mean: found.mean,
    p05: found.p05,
    share_with_need: found.distribution.slice(study.salvo * study.shots).reduce((a, b) => a + b, 0),
    min: found.min,
    min_at_least: found.minAtLeast,
    worst_lat_deg: found.worst.lat * DEG,
    worst_lon_deg: found.worst.lon === undefined ? null : found.worst.lon * DEG,
    places: found.places.map(({ lat, lon, share, mean, p05, min }) => ({
      lat_deg: lat * DEG,
      lon_deg: lon * DEG,
      share,
      mean,
      p05,
      min,
    })),
  }
}
