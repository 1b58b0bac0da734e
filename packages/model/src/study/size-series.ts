import {
  boostAzimuth,
  inReachAt,
  inReachOverTime,
  latitudeMap,
  mapLayer,
  worldMap,
  type FleetLayer,
  type WorldMap,
} from '../fleet/index.ts'
import { fleetLayers, type FleetShell } from './size.ts'
import type { SizeLaunchPoint, SizeStudy } from './size-study.ts'

const TURN = 2 * Math.PI

/** Counts of one launch point against liftoff time, s since the epoch: k · step. */
export interface InReachSeries {
  readonly launch: SizeLaunchPoint
  readonly step: number
  /** In reach for a liftoff at k · step. */
  readonly counts: Float64Array
  /** Least and most between k · step and (k + 1) · step. */
  readonly least: Float64Array
  readonly most: Float64Array
}

/**
 * In reach against liftoff time over `duration` s from the epoch, per launch point. Counts are satellites as designed: failures by chance are not
 * taken off. Least and most hold for all times within a step.
 */
export function inReachSeries(
  study: SizeStudy,
  step: number,
  duration: number,
  shells?: readonly FleetShell[],
): InReachSeries[] {
  return study.launches.map((launch) => {
    const mapped = fleetLayers(study, launch, shells).map((layer) => mapLayer(layer))
    const steps = Math.round(duration / step)
    const counts = Float64Array.from({ length: steps + 1 }, (_, k) =>
      mapped.reduce((sum, m) => sum + inReachAt(m, k * step, study.siderealAngle), 0),
    )
    const least = new Float64Array(steps).fill(Infinity)
    const most = new Float64Array(steps)
    inReachOverTime(mapped, 0, steps * step, study.siderealAngle, (from, to, count) => {
      const last = Math.min(steps - 1, Math.ceil(to / step) - 1)
      for (let k = Math.floor(from / step); k <= last; k++) {
        least[k] = Math.min(least[k]!, count)
        most[k] = Math.max(most[k]!, count)
      }
    })
    return { launch, step, counts, least, most }
  })
}

/** Counts by launch latitude and longitude on a grid, rad. Cell (i, j) is centred at latitude south + i·step, longitude west + j·step. */
export interface InReachMap extends WorldMap {
  readonly launch: SizeLaunchPoint
  readonly azimuth: number
  readonly step: number
  readonly south: number
  readonly west: number
  readonly rows: number
  readonly columns: number
  /** Number of liftoff times sampled; undefined where mean and minimum are those of all phases of the shells. */
  readonly times: number | undefined
}

/** Liftoff times of a map are sampled at this, s; at most so many. */
const MAP_STEP = 30
const MOST_TIMES = 400
/** From this window on, s, full shells are averaged over all their phases: a sidereal day. */
const WHOLE = 86_160
/** Are the statistics of these layers those over their phases: full delta shells, and a window of a day or more? */
export function overPhases(layers: readonly FleetLayer[], { from, to }: SizeLaunchPoint): boolean {
  return (
    to - from >= WHOLE &&
    layers.every(({ shell }) => Math.abs(shell.planeSpacing * shell.planes - TURN) < 1e-9)
  )
}

/** Cells, rad: where longitude does not matter, and where each is sampled. */
const FINE = Math.PI / 180
const COARSE = Math.PI / 90

/**
 * Mean and least counts by launch latitude and longitude: the boost profile of one launch point, carried to every cell at its own azimuth
 * (`carryProfile`). Full delta shells and windows of a day or more: over the shells' phases (`latitudeMap`), where longitude does not matter; else sampled
 * over the window (`worldMap`), without failures by chance.
 */
export function inReachMap(
  study: SizeStudy,
  launch: SizeLaunchPoint,
  shells?: readonly FleetShell[],
): InReachMap {
  const layers = fleetLayers(study, launch, shells)
  const duration = launch.to - launch.from
  const full = overPhases(layers, launch)
  const step = full ? FINE : COARSE
  const rows = Math.round(Math.PI / step)
  const columns = 2 * rows
  const south = -Math.PI / 2 + step / 2
  const west = -Math.PI + step / 2
  const azimuth = boostAzimuth(launch.trajectory)
  const latitudes = Float64Array.from({ length: rows }, (_, i) => south + i * step)
  const grid = { launch, azimuth, step, south, west, rows, columns }
  if (full) {
    const mean = new Float64Array(rows * columns)
    const min = new Float64Array(rows * columns)
    latitudeMap({ layers, latitudes, azimuth }).forEach((found, i) => {
      mean.fill(found.mean, i * columns, (i + 1) * columns)
      min.fill(found.min, i * columns, (i + 1) * columns)
    })
    return { ...grid, mean, min, times: undefined }
  }
  const times = Math.max(1, Math.min(MOST_TIMES, Math.floor(duration / MAP_STEP)))
  const map = worldMap({
    layers,
    latitudes,
    longitudes: { from: west, step, count: columns },
    times: { from: launch.from, step: duration / times, count: times },
    azimuth,
    siderealAngle: study.siderealAngle,
  })
  return { ...grid, ...map, times }
}
