import { z } from 'zod'
import { idSchema, number } from '../core/index.ts'
import { shellSchema } from '../orbit/schema.ts'

/** An interceptor that burns at constant mean acceleration and coasts. */
export const interceptorSchema = z.strictObject({
  delta_v_km_s: number(0.1, 30, 'Fly-out Δv, divert not included'),
  acceleration_g: number(0.1, 500, 'Mean acceleration of the fly-out burn'),
  divert_km_s: number(0, 20, 'Divert Δv of the kill vehicle').default(0),
  seeker_range_km: number(
    1,
    10_000,
    'Range at which its own seeker takes over; until then it flies on the track. Acts with sensors only',
  ).default(200),
  min_altitude_km: number(0, 1000, 'Lowest intercept altitude').default(0),
  burnout_margin_s: number(0, 600, 'Time by which an intercept must come before the end of thrust').default(
    0,
  ),
  sspk: number(0, 1, 'Single-shot kill probability, common-mode factor not included'),
  p_common: number(0, 1, 'Common-mode factor, drawn once per missile').default(1),
})

const LAYERS = ['boost', 'midcourse', 'glide', 'upper', 'lower', 'regional'] as const

/** One layer that shoots. */
export const interceptorLayerSchema = z.strictObject({
  id: idSchema,
  layer: z.enum(LAYERS).describe('Phase of flight it engages'),
  shell: shellSchema,
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
