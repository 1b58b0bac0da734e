import { z } from 'zod'
import { integer, number } from '../core/index.ts'

/** Most satellites of one shell; `Shell` refuses the same. */
export const MAX_SATELLITES = 1_000_000

/** Equal circular orbits, evenly spaced: a Walker shell, and what stands on each satellite. */
export const shellSchema = z
  .strictObject({
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
    interceptors_per_satellite: integer(1, 1000, 'Interceptors on each satellite').default(1),
    availability: number(0, 1, 'Chance that a satellite works at liftoff').default(1),
  })
  .refine((s) => s.planes * s.per_plane <= MAX_SATELLITES, {
    error: (issue) => {
      const s = issue.input as { planes: number; per_plane: number }
      return `invalid shell of ${s.planes * s.per_plane} satellites: expected at most ${MAX_SATELLITES}`
    },
  })
  .describe('A Walker shell')
