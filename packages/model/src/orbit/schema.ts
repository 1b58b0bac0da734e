import { z } from 'zod'
import { integer, number } from '../core/index.ts'

/** Most satellites of one shell; `Shell` refuses the same. */
export const MAX_SATELLITES = 1_000_000

const walkerFields = {
  altitude_km: number(150, 50_000, 'Altitude above the radius 6378.137 km'),
  inclination_deg: number(0, 180, 'Inclination'),
  planes: integer(1, MAX_SATELLITES, 'Number of orbital planes'),
  per_plane: integer(1, MAX_SATELLITES, 'Satellites in each plane'),
  phasing: number(
    0,
    MAX_SATELLITES,
    'Offset of neighbouring planes, in units of 360° / (planes · per_plane)',
  ).default(0),
  pattern: z
    .enum(['delta', 'star'])
    .describe('Nodes spread over 360° (delta) or 180° (star)')
    .default('delta'),
  plane_spacing_deg: number(
    -360,
    360,
    "Angle between neighbouring nodes, instead of the pattern's",
  ).optional(),
  raan_deg: number(0, 360, 'Right ascension of the node of the first plane at the epoch').default(0),
  anomaly_deg: number(0, 360, 'Argument of latitude of the first satellite at the epoch').default(0),
}

const notTooMany = (s: { readonly planes: number; readonly per_plane: number }): boolean =>
  s.planes * s.per_plane <= MAX_SATELLITES
const tooMany = {
  error: (issue: { readonly input?: unknown }): string => {
    const s = issue.input as { planes: number; per_plane: number }
    return `invalid shell of ${s.planes * s.per_plane} satellites: expected at most ${MAX_SATELLITES}`
  },
}

/** Equal circular orbits, evenly spaced: a Walker shell, and what stands on each satellite. */
export const shellSchema = z
  .strictObject({
    ...walkerFields,
    interceptors_per_satellite: integer(1, 1000, 'Interceptors on each satellite').default(1),
    availability: number(0, 1, 'Chance that a satellite works at liftoff').default(1),
  })
  .refine(notTooMany, tooMany)
  .describe('A Walker shell')

/** A Walker shell whose satellites carry sensors. */
export const sensorShellSchema = z
  .strictObject(walkerFields)
  .refine(notTooMany, tooMany)
  .describe('A Walker shell')

/** Lowest perigee (km above the radius 6378.137 km) that counts as an orbit: below it the air ends the first revolution. */
const LOWEST_PERIGEE = 100

/** One satellite on an ellipse: a geostationary slot by its longitude, or elements at the epoch. */
export const orbitSchema = z
  .union([
    z.strictObject({
      geostationary_deg: number(-180, 360, 'Longitude of a geostationary slot, east positive'),
    }),
    z
      .strictObject({
        perigee_km: number(-6378, 500_000, 'Perigee height above the radius 6378.137 km'),
        apogee_km: number(-6378, 500_000, 'Apogee height above the radius 6378.137 km'),
        inclination_deg: number(0, 180, 'Inclination'),
        argument_of_perigee_deg: number(-360, 360, 'Angle from the ascending node to perigee').default(0),
        raan_deg: number(-360, 360, 'Right ascension of the ascending node at the epoch').optional(),
        node_longitude_deg: number(
          -180,
          360,
          'Longitude of the ascending node at the epoch, instead of raan_deg',
        ).optional(),
        mean_anomaly_deg: number(-360, 360, 'Mean anomaly at the epoch').default(0),
      })
      .refine((o) => o.perigee_km <= o.apogee_km, { error: 'perigee_km is above apogee_km' })
      .refine((o) => o.perigee_km >= LOWEST_PERIGEE, {
        error: `perigee_km is below ${LOWEST_PERIGEE}: an orbit that hits the ground or the dense air`,
      })
      .refine((o) => (o.raan_deg === undefined) !== (o.node_longitude_deg === undefined), {
        error: 'an orbit needs exactly one of raan_deg and node_longitude_deg',
      }),
  ])
  .describe('An orbit: {geostationary_deg}, or perigee, apogee and angles at the epoch')
