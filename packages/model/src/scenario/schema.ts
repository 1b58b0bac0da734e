import { z } from 'zod'
import { commandSchema, layerCommandFields } from '../command/schema.ts'
import { idSchema, integer, number } from '../core/index.ts'
import { costSchema } from '../cost/schema.ts'
import { interceptorLayerSchema } from '../engage/schema.ts'
import { sizeSchema } from '../fleet/schema.ts'
import { orbitSchema, sensorShellSchema } from '../orbit/schema.ts'
import { groundSchema } from '../sense/schema.ts'
import { threatSchema } from '../threat/schema.ts'
import { templateSchema, trackingSchema } from '../track/schema.ts'
import { bracketSchema, overridesSchema } from './bracket-schema.ts'
import { partnerSchema } from './partners-schema.ts'

/** Version of the scenario file that this program writes and reads. */
export const SCENARIO_VERSION = 1

/** Where a sensor stands: exactly one of these, or where its catalog entry stands. */
const standFields = {
  shell: sensorShellSchema.optional(),
  orbit: z
    .union([...orbitSchema.options, z.array(orbitSchema).min(1).max(200)])
    .describe('An orbit, or a list of them, one satellite each')
    .optional(),
  tle: z
    .union([z.string().max(20_000), z.array(z.string().max(1000)).min(1).max(200)])
    .describe('Two-line element sets of real satellites: a text with one or more, or a list of them')
    .optional(),
  omm: z
    .union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown())).min(1).max(200)])
    .describe('Orbit mean-elements messages of real satellites: the keywords of one, or a list of them')
    .optional(),
  site: idSchema.describe('A site of the catalog').optional(),
  at: groundSchema.optional(),
}

/** Where a sensor of the catalog stands, if it says so. */
export const standSchema = z.strictObject(standFields)

const sensorSchema = z.strictObject({
  id: idSchema,
  ...standFields,
  sensor: z
    .union([idSchema, z.record(z.string(), z.unknown())])
    .describe('A sensor of the catalog, or the sensor itself'),
  availability: number(0, 1, 'Chance that a satellite or radar works in a run').default(1),
})

const disputedSchema = z.strictObject({
  id: idSchema,
  doc: z.string().max(500).describe('What is disputed, and by whom').default(''),
  low: overridesSchema.describe('Values that let fewest through'),
  high: overridesSchema.describe('Values that let most through'),
})

/** Titles stand on a line of their own in every output. */
const oneLine = (text: string): boolean => !/[\n\t\u2028\u2029]/.test(text)

const readingSchema = z.strictObject({
  id: idSchema,
  name: z
    .string()
    .max(200)
    .refine(oneLine, { error: 'expected one line' })
    .describe('One line that says what this reading assumes'),
  set: overridesSchema,
})

/** Tracking, and what is known of boosters beforehand: the kinds, and how far a missile may differ from its kind. */
const trackingBlock = z.strictObject({
  ...trackingSchema.shape,
  ...templateSchema.shape,
  templates: z
    .array(idSchema)
    .min(1)
    .max(20)
    .describe('Vehicles of the catalog that command expects: predictions fly on their thrust')
    .default(['icbm-solid-generic', 'icbm-liquid-generic']),
})

const textList = z.array(z.string().max(1000)).max(100)

/** The whole scenario file, as written: units in the names, ids not yet resolved. */
export const scenarioSchema = z.strictObject({
  opendome: z.literal(SCENARIO_VERSION).describe('Version of the file format'),
  name: z
    .string()
    .min(1)
    .max(200)
    .refine(oneLine, { error: 'expected one line' })
    .describe('Name, shown over every result'),
  doc: z.string().max(5000).describe('What this scenario is').optional(),
  source: idSchema.describe('Source id of the study it reads').optional(),
  published: textList.describe('What the study published').default([]),
  assumed: textList.describe('What had to be assumed').default([]),
  not_modelled: textList.describe('What the study has and this scenario leaves out').default([]),
  epoch: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/)
    .describe('UTC instant at which t = 0, as 2030-01-01T00:00:00Z'),
  interceptors: z
    .array(interceptorLayerSchema.extend(layerCommandFields))
    .max(50)
    .describe('Layers that shoot')
    .default([]),
  sensors: z.array(sensorSchema).max(200).describe('Sensors').default([]),
  tracking: trackingBlock.describe('How reports become tracks; acts where there are sensors').prefault({}),
  command: commandSchema.describe('The clock from liftoff to release, and the salvo').prefault({}),
  threats: z.array(threatSchema).min(1).max(200).describe('The raid'),
  defended: z
    .array(
      z.strictObject({
        area: idSchema.describe('An area of the catalog, or the name of the ring beside it'),
        ring: z
          .array(
            z.strictObject({
              lat_deg: number(-90, 90, 'Geodetic latitude'),
              lon_deg: number(-180, 180, 'Longitude, east positive'),
            }),
          )
          .min(3)
          .max(1000)
          .describe('Corners of an area of your own, in order along its outline')
          .optional(),
        margin_km: number(0, 500, 'An impact this near outside still belongs to the area').default(25),
        value: number(
          0,
          1e6,
          'What an impact there costs, in any unit: weighs shots against each other',
        ).default(1),
        protected: z
          .boolean()
          .describe(
            'false: an impact there counts, but behind burnout nothing is fired for its sake; default: true',
          )
          .optional(),
      }),
    )
    .min(1)
    .max(200)
    .describe('Areas that count'),
  partners: z
    .array(partnerSchema)
    .max(20)
    .describe('Nations in the shield: opendome partners, opendome brief')
    .default([]),
  cost: costSchema.describe('What it costs: opendome cost').optional(),
  size: sizeSchema.describe('The smallest fleet that opendome size is to find, and its bounds').optional(),
  bracket: bracketSchema
    .describe('A published fleet and what moves it: opendome size --what-moves')
    .optional(),
  run: z
    .strictObject({
      runs: integer(1, 10_000_000, 'Number of runs').default(200),
      seed: integer(0, Number.MAX_SAFE_INTEGER, 'Seed of all draws').default(1),
      window_s: number(
        0,
        31_557_600,
        'The raid starts uniformly within this time after the epoch; 0 = at the epoch',
      ).default(86164),
      strata: integer(
        1,
        100_000,
        'Equal parts of the window that runs start in by turns, so that all are covered alike; 1 = anywhere in it',
      ).default(1),
    })
    .describe('How often it is run')
    .prefault({}),
  disputed: z.array(disputedSchema).max(20).describe('Assumptions that set the assumption range').optional(),
  readings: z
    .array(readingSchema)
    .max(10)
    .describe('Readings of the study, printed side by side')
    .default([]),
})
