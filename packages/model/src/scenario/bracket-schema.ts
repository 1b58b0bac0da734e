import { z } from 'zod'
import { idSchema, integer, number } from '../core/index.ts'
import { bounds, guaranteeSchema } from '../fleet/schema.ts'

/** Field path → value. */
export const overridesSchema = z
  .record(z.string(), z.unknown())
  .describe('Field path → value, for example {command.decision_time_s: 0}')

const orbitsSchema = z.strictObject({
  altitude_km: bounds(150, 50_000, 'Least and largest altitude'),
  inclination_deg: bounds(0, 180, 'Least and largest inclination'),
})

const coverSchema = z.strictObject({
  id: idSchema,
  name: z.string().max(200).describe('What has to be covered, in words'),
  lat_deg: bounds(
    -90,
    90,
    'Launch latitudes; without it, the launch points of the threats themselves',
  ).optional(),
  step_deg: number(0.1, 30, 'Spacing of the latitudes that are looked at').default(5),
})

const moveSchema = z.strictObject({
  id: idSchema,
  name: z.string().max(200).describe('The assumption, in words'),
  options: z
    .array(
      z.strictObject({
        name: z.string().max(200).describe('The value, in words'),
        set: overridesSchema,
      }),
    )
    .max(20)
    .describe('Values to try, one at a time, all else as in the scenario')
    .default([]),
  solve: z
    .strictObject({
      field: z.string().max(300).describe('Path of a number').optional(),
      burn_time_of: idSchema.describe('A threat whose stages are stretched alike; values in s').optional(),
      between: z
        .array(number(-1e9, 1e9, 'Bound'))
        .length(2)
        .describe('Where to look'),
    })
    .describe('Looks for the value that alone gives the published fleet')
    .optional(),
})

/** A published fleet, and how this program sizes the same. */
export const bracketSchema = z.strictObject({
  published: integer(1, 10_000_000, 'Interceptors on orbit that the study publishes').optional(),
  at_least: z.boolean().describe('The study says at least').default(false),
  mark: z
    .enum(['published', 'second-hand', 'recalled'])
    .describe('How its number came here')
    .default('recalled'),
  where: z.string().max(500).describe('Where it stands').default(''),
  guarantee: guaranteeSchema.default('always'),
  family: orbitsSchema.describe('Shells of the kind the study published'),
  beside: orbitsSchema.describe('Shells of the free search beside it').optional(),
  altitude_step_km: number(1, 5000, 'Spacing of the altitudes tried').default(100),
  inclination_step_deg: number(0.1, 45, 'Spacing of the inclinations tried').default(4),
  cover: z
    .array(coverSchema)
    .min(1)
    .max(8)
    .describe('What has to be covered; the first and the last are shown in every table'),
  moves: z.array(moveSchema).max(30).describe('Assumptions to change one at a time').default([]),
})
