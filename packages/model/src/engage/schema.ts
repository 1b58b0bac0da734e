import { z } from 'zod'
import { idSchema, integer, number } from '../core/index.ts'
import { shellSchema } from '../orbit/schema.ts'

/** What decides whether a shot hits: a stated probability, or the geometry of the last leg. */
const hitFields = {
  divert_km_s: number(0, 20, 'Divert Δv of the kill vehicle').default(0),
  divert_acceleration_g: number(0.01, 200, 'Largest divert acceleration. Acts with lethality only').default(
    4,
  ),
  guidance_lag_s: number(0, 10, 'Time constant of the divert, first order. Acts with lethality only').default(
    0.1,
  ),
  hit_radius_m: number(0.01, 1000, 'Largest miss that is still a hit. Acts with lethality only').default(0.5),
  seeker_range_km: number(
    1,
    10_000,
    'Range at which its own seeker takes over; until then it flies on the track. Acts with sensors or lethality only',
  ).default(200),
  min_altitude_km: number(0, 1000, 'Lowest intercept altitude').default(0),
  sspk: number(0, 1, 'Single-shot kill probability, common-mode factor not included').optional(),
  lethality: number(
    0,
    1,
    'Chance that a hit kills, instead of sspk: the chance to hit then comes from geometry',
  ).optional(),
  p_common: number(0, 1, 'Common-mode factor, drawn once per missile').default(1),
}

const oneHit = (v: { readonly sspk?: number | undefined; readonly lethality?: number | undefined }) =>
  (v.sspk === undefined) !== (v.lethality === undefined)
const ONE_HIT = { error: 'an interceptor needs exactly one of sspk and lethality' }

/** A space-based interceptor that burns at constant mean acceleration and coasts. */
export const interceptorSchema = z
  .strictObject({
    type: z.literal('space').describe('Where it starts from').optional(),
    delta_v_km_s: number(0.1, 30, 'Fly-out Δv, divert not included'),
    acceleration_g: number(0.1, 500, 'Mean acceleration of the fly-out burn'),
    burnout_margin_s: number(0, 600, 'Time by which an intercept must come before the end of thrust').default(
      0,
    ),
    max_flight_s: number(
      250,
      1000,
      'Longest time from release to intercept behind burnout; past 250 s reach is that of two-body arcs that stay above 80 km',
    ).default(250),
    ...hitFields,
  })
  .refine(oneHit, ONE_HIT)

/** An interceptor that starts from the ground or from a ship: a staged rocket at the level of published figures. */
export const groundInterceptorSchema = z
  .strictObject({
    type: z.literal('ground').describe('Where it starts from'),
    burnout_speed_km_s: number(
      0.3,
      12,
      'Speed at the end of thrust when thrust points 45° up; the loss to gravity and air comes on top',
    ).optional(),
    burn_time_s: number(0.5, 1000, 'Burn time of all stages, at constant mean acceleration').optional(),
    stages: z
      .array(
        z.strictObject({
          delta_v_km_s: number(0.05, 12, 'Δv of the stage in vacuum'),
          burn_time_s: number(0.5, 1000, 'Burn time at constant mean acceleration'),
          coast_s: number(0, 1000, 'Time without thrust after the stage').default(0),
        }),
      )
      .min(1)
      .max(5)
      .describe('Stages in order of burning, instead of burnout_speed_km_s and burn_time_s')
      .optional(),
    ballistic_coefficient_kg_m2: number(
      50,
      100_000,
      'Mass / (drag coefficient × area), one for the whole flight',
    ),
    ceiling_km: number(0.1, 40_000, 'Highest intercept altitude').optional(),
    reach_km: number(
      0.1,
      20_000,
      'Published reach over the ground: a figure to hold against, a limit only with limit_reach',
    ).optional(),
    limit_reach: z.boolean().describe('Does the published reach end the fly-out?').default(false),
    max_flight_s: number(1, 7200, 'Longest time from launch to intercept').default(1800),
    ...hitFields,
  })
  .refine(oneHit, ONE_HIT)
  .refine(
    (v) =>
      v.stages === undefined
        ? v.burnout_speed_km_s !== undefined && v.burn_time_s !== undefined
        : v.burnout_speed_km_s === undefined && v.burn_time_s === undefined,
    { error: 'an interceptor needs burnout_speed_km_s and burn_time_s, or stages' },
  )
  .refine((v) => v.ceiling_km === undefined || v.ceiling_km > v.min_altitude_km, {
    error: 'ceiling_km is not above min_altitude_km',
  })
  .refine((v) => !v.limit_reach || v.reach_km !== undefined, { error: 'limit_reach needs reach_km' })

/** Schemas of an interceptor by the word under `type`; without it, it starts from space. */
export const INTERCEPTOR_SCHEMAS = { space: interceptorSchema, ground: groundInterceptorSchema } as const

const LAYERS = ['boost', 'midcourse', 'glide', 'upper', 'lower', 'regional'] as const

/** One layer that shoots: a shell of satellites, or one battery on land or on a ship. */
export const interceptorLayerSchema = z.strictObject({
  id: idSchema,
  layer: z.enum(LAYERS).describe('Phase of flight it engages'),
  shell: shellSchema.optional(),
  site: idSchema.describe('A site of the catalog where a battery stands').optional(),
  at: z
    .strictObject({
      lat_deg: number(-90, 90, 'Geodetic latitude'),
      lon_deg: number(-180, 180, 'Longitude, east positive'),
      altitude_km: number(0, 6, 'Height above the ellipsoid').default(0),
    })
    .describe('The place of a battery')
    .optional(),
  afloat: z.boolean().describe('Does the battery stand on a ship?').optional(),
  inventory: integer(0, 100_000, 'Interceptors of a battery').optional(),
  ready: integer(
    1,
    100_000,
    'Interceptors it can launch before it has to reload; all where left out',
  ).optional(),
  reload_s: number(0, 1_000_000, 'Time from the last ready launch until as many are ready again').optional(),
  salvo_interval_s: number(
    0,
    3600,
    'Least time between two launches of a battery; 0 where left out',
  ).optional(),
  vehicle: z
    .union([idSchema, z.record(z.string(), z.unknown())])
    .describe('A catalog id, or the interceptor itself'),
  deadline: z
    .enum(['burnout', 'impact-point'])
    .describe(
      'Last intercept: burnout minus margin, or the first moment at which thrust ended then would still reach a defended area',
    )
    .default('burnout'),
  payload_survives_hit: number(
    0,
    1,
    'Chance that the payload survives a hit on the booster and flies on',
  ).default(0),
})
