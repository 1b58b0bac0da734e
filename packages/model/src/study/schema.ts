import { z } from 'zod'
import { idSchema, integer, number } from '../core/index.ts'

/** Version of the study file that this program writes and reads. */
export const STUDY_VERSION = 1

const setSchema = z
  .record(z.string(), z.unknown())
  .describe('Field path → value, for example {command.decision_time_s: 0}')

const outputSchema = z
  .string()
  .max(120)
  .describe(
    'An output of runs: leaked, killed, shots, p_no_leak, leaked/AREA, shots/LAYER, …; or total_usd_b, interceptors',
  )

const samplingSchema = z.strictObject({
  runs: integer(
    1,
    1_000_000_000,
    'Most runs of a point; the scenario’s own run.runs unless given',
  ).optional(),
  batch: integer(50, 1_000_000, 'Runs between two looks at the interval').default(200),
  until: z
    .strictObject({
      output: outputSchema.default('leaked'),
      of: z
        .enum(['value', 'difference'])
        .describe('The output itself, or its difference from the scenario as written')
        .default('value'),
      ci95_width: number(
        1e-9,
        1e9,
        'Ends when the 95 % interval is at most this wide, in the unit of the output',
      ),
    })
    .describe('Stops before the last run')
    .optional(),
  interval: z
    .enum(['student', 'bootstrap', 'batch-means'])
    .describe('How the interval of a mean is found; chances have Wilson’s')
    .default('student'),
})

const againstSchema = z.strictObject({
  id: idSchema,
  name: z.string().max(200).describe('What is different, in words').optional(),
  set: setSchema,
})

const endsSchema = (doc: string) =>
  z
    .array(number(-1e15, 1e15, 'End'))
    .length(2)
    .describe(doc)
    .optional()

const axisSchema = z.strictObject({
  id: idSchema,
  name: z.string().max(200).describe('What is varied, in words').optional(),
  path: z
    .string()
    .max(300)
    .describe('The field of the scenario that it sets; with values, range or log')
    .optional(),
  values: z.array(z.unknown()).min(1).max(10_000).describe('Values, one after the other').optional(),
  range: endsSchema('First and last value; evenly spaced between'),
  log: endsSchema('First and last value, above 0; evenly spaced by their logarithms'),
  steps: integer(2, 10_000, 'Values of a grid from the first to the last of range or log').default(5),
  whole: z.boolean().describe('Whole numbers only').default(false),
  also: z
    .record(
      z.string(),
      z.strictObject({
        times: number(-1e9, 1e9, 'Factor').default(1),
        plus: number(-1e15, 1e15, 'What is added after').default(0),
        whole: z.boolean().describe('Rounded to a whole number').default(false),
      }),
    )
    .describe('Fields that move with it: path → times · value + plus')
    .default({}),
  options: z
    .array(
      z.strictObject({
        id: idSchema,
        name: z.string().max(200).describe('The option, in words').optional(),
        set: setSchema,
      }),
    )
    .min(1)
    .max(1000)
    .describe('Instead of path: options that set several fields at once')
    .optional(),
  when: z
    .record(z.string(), z.array(z.unknown()).min(1).max(1000))
    .describe('Acts only where an axis before it, by id, has one of these values')
    .default({}),
})

const axesSchema = z.array(axisSchema).min(1).max(64)

const sweepSchema = z.strictObject({
  method: z
    .enum(['grid', 'sobol', 'latin-hypercube'])
    .describe('Every combination, or points spread evenly over all axes at once')
    .default('grid'),
  points: integer(1, 1_000_000, 'Points of sobol (best a power of two) or latin-hypercube').default(64),
  axes: axesSchema.describe('What is varied'),
})

const sensitivitySchema = z.strictObject({
  method: z
    .enum(['sobol', 'morris'])
    .describe('Shares of the variance, or a screening with far fewer points')
    .default('sobol'),
  samples: integer(2, 1_048_576, 'Samples of sobol, a power of two: (inputs + 2) points each').default(64),
  trajectories: integer(2, 100_000, 'Trajectories of morris: inputs + 1 points each').default(10),
  levels: integer(2, 1000, 'Levels of each input of morris, an even number').default(4),
  resamples: integer(100, 100_000, 'Resamples behind each 95 % interval').default(1000),
  inputs: axesSchema.describe('What is varied, over its range, log or values, each part alike'),
})

const frontSchema = z.strictObject({
  variables: axesSchema.describe('What is chosen: fields of the shield, over range, log, values or options'),
  objectives: z
    .array(
      z.strictObject({
        output: outputSchema,
        goal: z.enum(['least', 'most']).describe('Is less or more of it better?').default('least'),
      }),
    )
    .min(2)
    .max(4)
    .describe('What is traded against each other'),
  constraints: z
    .array(
      z.strictObject({
        output: outputSchema,
        at_most: number(-1e15, 1e15, 'Largest value that is allowed').optional(),
        at_least: number(-1e15, 1e15, 'Smallest value that is allowed').optional(),
      }),
    )
    .max(20)
    .describe('What every design has to keep')
    .default([]),
  population: integer(4, 10_000, 'Designs of a generation, an even number').default(40),
  generations: integer(1, 10_000, 'Generations after the first').default(20),
})

/** The whole study file, as written. */
export const studySchema = z.strictObject({
  opendome_study: z.literal(STUDY_VERSION).describe('Version of the file format'),
  name: z.string().min(1).max(200).describe('Name, shown over every result'),
  doc: z.string().max(5000).describe('What this study asks').optional(),
  scenario: z.string().max(500).describe('The scenario: the id of a preset, or a path'),
  set: setSchema.describe('Fields of the scenario to set first, by path').default({}),
  outputs: z
    .array(outputSchema)
    .min(1)
    .max(40)
    .describe('What is reported with its interval')
    .default(['leaked', 'killed', 'shots', 'p_no_leak']),
  sampling: samplingSchema.describe('How often each point is run').prefault({}),
  against: z
    .array(againstSchema)
    .max(20)
    .describe('Variations run beside the scenario with the same draws')
    .default([]),
  sweep: sweepSchema.describe('Varies fields of the scenario').optional(),
  front: frontSchema.describe('Looks for the designs of which none is better in everything').optional(),
  sensitivity: sensitivitySchema.describe('Which field moves the outputs, and how far').optional(),
})

/** A study file with its defaults filled in. */
export type StudyFile = z.output<typeof studySchema>
export type Sampling = StudyFile['sampling']
export type AxisFile = z.output<typeof axisSchema>
