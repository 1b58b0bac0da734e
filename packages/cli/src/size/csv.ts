import { inReachMap, inReachSeries } from '@opendome/model/study'
import { csv, provenance } from '../text/csv.ts'
import type { Sized } from './sized.ts'

/** Spacing and length of series in time, s. */
const STEP = 60
const DAY = 86_400
const DEG = 180 / Math.PI

const rounded = (x: number): number => Number(x.toFixed(6))

/** In reach against liftoff time, launch point by launch point. */
export function seriesCsv({ study, fleet, report }: Sized): string {
  const shells = report.search === null ? undefined : fleet.shells
  const rows = inReachSeries(study, STEP, DAY, shells).flatMap(({ launch, counts }) =>
    Array.from(counts, (count, k) => [launch.id, launch.threat, k * STEP, count]),
  )
  return csv(
    provenance(report, `seed ${report.seed}, interceptors in reach of a liftoff t_s after the epoch`),
    ['launch', 'threat', 't_s', 'in_reach'],
    rows,
  )
}

/** The world map: by latitude where longitude does not matter, else by cell. */
export function mapCsv({ study, fleet, report }: Sized): string {
  const shells = report.search === null ? undefined : fleet.shells
  const map = inReachMap(study, fleet.worst.launch, shells)
  const columns = map.times === undefined ? 1 : map.columns
  const rows = Array.from({ length: map.rows * columns }, (_, k) => {
    const [i, j] = [Math.floor(k / columns), k % columns]
    const cell = i * map.columns + j
    const lon = map.times === undefined ? undefined : rounded((map.west + j * map.step) * DEG)
    return [rounded((map.south + i * map.step) * DEG), lon, rounded(map.mean[cell]!), map.min[cell]!]
  })
  const azimuth = ((map.azimuth * DEG + 360) % 360).toFixed(1)
  return csv(
    [
      ...provenance(report, `seed ${report.seed}, interceptors in reach by launch point`),
      `boost profile of ${map.launch.id} carried to every point at azimuth ${azimuth} deg`,
      map.times === undefined
        ? 'over all phases of full shells: longitude does not matter'
        : `sampled at ${map.times} liftoff times`,
    ],
    ['lat_deg', 'lon_deg', 'mean', 'least'],
    rows,
  )
}

/** The trade of altitude against fleet. */
export function tradeCsv({ report }: Sized): string {
  const { trade, guarantee } = report.search!
  const rows = trade!.map((t) => {
    const [shell] = t.fleet?.shells ?? []
    return [
      t.altitude_km,
      t.fleet?.count,
      t.fleet?.satellites,
      t.fleet?.guaranteed === undefined ? undefined : rounded(t.fleet.guaranteed),
      t.lower_bound ?? undefined,
      String(t.complete),
      shell?.inclination_deg,
      shell?.planes,
      shell?.per_plane,
      shell?.phasing,
      t.natural_years === null ? undefined : rounded(t.natural_years),
      t.make_up_m_s === null ? undefined : rounded(t.make_up_m_s),
      rounded(t.propellant_share),
      t.refused ?? undefined,
    ]
  })
  const kept = typeof guarantee === 'string' ? guarantee : `probability ${guarantee.probability}`
  return csv(
    [
      ...provenance(report, `seed ${report.seed}, the smallest fleet found at each altitude`),
      `${report.need} in reach of every launch point: ${kept}; complete: no smaller single shell on the grid at this altitude; lower_bound in satellites`,
      `drag: ${report.life.years} years, ${report.life.area_to_mass_m2_kg} m2/kg, drag coefficient ${report.life.drag_coefficient}, F10.7 ${report.life.f107}, Ap ${report.life.ap}, specific impulse ${report.life.isp_s} s`,
    ],
    [
      'altitude_km',
      'interceptors',
      'satellites',
      'kept_in_reach',
      'lower_bound',
      'complete',
      'inclination_deg',
      'planes',
      'per_plane',
      'phasing',
      'natural_years',
      'make_up_m_s',
      'propellant_share',
      'refused',
    ],
    rows,
  )
}
