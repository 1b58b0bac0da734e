import { SCENARIO_BESIDE } from '@opendome/model/answer'
import { MAX_SCENARIO_SIZE } from '@opendome/model/scenario'
import { z } from 'zod'

/** Bytes of a request: two scenarios as JSON, whose escapes may double them, and the fields beside them. */
export const MOST_BYTES = 4 * MAX_SCENARIO_SIZE + 16 * 1024

const error = {
  code: z
    .enum(['invalid', 'unknown', 'missing', 'unsupported', 'infeasible', 'unexpected'])
    .describe('what kind of mistake it is; also the first word of the message'),
  message: z.string().describe('the value, and what is allowed'),
  where: z.string().nullable().describe('place: name:line:column of a text, or a field of the request'),
  hint: z.string().nullable().describe('what to do about it'),
}

const errorSchema = z
  .object({
    ...error,
    mistakes: z.array(z.object(error)).optional().describe('all mistakes, where there are several'),
  })
  .describe('why the request is not answered')

/** Responses that every route may give. */
export const FAILURES = {
  400: errorSchema.describe('the request is malformed'),
  401: errorSchema.describe('a token is needed'),
  403: errorSchema.describe('the token, the host or the origin does not permit it'),
  404: errorSchema.describe('there is nothing of this name'),
  408: errorSchema.describe('the request did not arrive in time'),
  413: errorSchema.describe('the request or a text in it is too large'),
  415: errorSchema.describe('the body is no JSON'),
  422: errorSchema.describe('the model refuses what is asked, with the place in the text'),
  429: errorSchema.describe('too many requests of this token'),
  500: errorSchema.describe('a fault of the program'),
  503: errorSchema.describe('the server is full or stopping, or the work took too long'),
} as const

const name = z
  .string()
  .regex(/^[A-Za-z0-9][\w .-]{0,99}$/)
  .default('scenario')
  .describe('stands before line and column in the place of a mistake')

/** Id of something that comes with the program, or of a study in the store. */
export const idSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/)

const text = z.string().describe('YAML or JSON; at most 512 kB; from: names presets only')

const subjectSchema = z
  .strictObject({
    scenario: text.optional(),
    preset: idSchema.optional().describe('a scenario of the program instead of a text'),
    name,
  })
  .describe('a scenario: its text, or the id of a preset')

const whole = (low: number, high: number) => z.int().min(low).max(high).optional()
const runs = (low: number, high = 10_000_000) => whole(low, high).describe('number of runs')
const seed = whole(0, Number.MAX_SAFE_INTEGER).describe('seed of all draws')

/** A body with an example of it, which a test sends. */
const shown = <S extends z.ZodType>(schema: S, example: object): S => schema.meta({ examples: [example] })

export const checkSchema = shown(subjectSchema, { preset: 'first-flight' })
export const runSchema = shown(
  subjectSchema.extend({
    runs: runs(1),
    seed,
    range: z.boolean().optional().describe('the assumption range too; default true'),
  }),
  { preset: 'first-flight', runs: 20, seed: 1 },
)
export const sizeSchema = shown(
  subjectSchema.extend({
    search: z.boolean().optional().describe('search for the smallest fleet; default: as in the scenario'),
  }),
  { preset: 'first-flight' },
)
export const costSchema = shown(
  subjectSchema.extend({
    runs: runs(0),
    draws: whole(100, 1_000_000).describe('draws of the prices'),
    seed,
  }),
  { preset: 'cbo-2026', runs: 0, draws: 100 },
)
export const compareSchema = shown(
  z.strictObject({
    a: subjectSchema,
    b: subjectSchema.optional().describe('the study to compare it with; without it, what matters in a'),
    runs: runs(0, 10_000),
    orders: whole(2, 1_000_000).describe('orders of the steps that are averaged over'),
    seed,
    search: z.boolean().optional().describe('search for the smallest fleets too'),
  }),
  { a: { preset: 'cbo-2026' }, b: { preset: 'aei-2025-robust' }, runs: 0 },
)
export const studySchema = shown(
  z
    .strictObject({
      study: z.string().optional().describe('text of a study file; at most 512 kB'),
      scenario: z
        .string()
        .optional()
        .describe(`text of the scenario that the study names as ${SCENARIO_BESIDE}; at most 512 kB`),
      preset: idSchema.optional().describe('a study of the program instead of a text'),
      consent: z.boolean().default(false).describe('consent to a study of very many runs'),
    })
    .describe('a study: its text, or the id of a study of the program'),
  {
    study:
      'opendome_study: 1\nname: Many runs\nscenario: first-flight\noutputs: [leaked]\nsampling: { runs: 400 }\n',
  },
)

/** The names that all documents share; the manual lists the others by command. */
export const documentSchema = z
  .looseObject({
    opendome: z.string().describe('version of the program'),
    scenario: z.unknown(),
    changed_assumptions: z.array(z.unknown()),
    limits: z.array(z.unknown()),
  })
  .describe('the document that the command of the same name prints with --json, byte for byte')

const state = z.enum(['waiting', 'running', 'stopped', 'done', 'failed', 'cancelled'])

export const studyStateSchema = z.object({
  study: z.string().describe('id'),
  name: z.string(),
  kind: z.string(),
  state,
  runs: z.number().describe('runs that are done'),
  of_runs: z.number().describe('the most there can be, as far as is known'),
  points: z.number(),
  of_points: z.number(),
  hosts: z
    .number()
    .nullable()
    .describe('hosts at work for it; null where the threads of the server are, or nobody is'),
  asked: z.string().nullable().describe('when it was asked for, UTC; null where not through a server'),
  error: z.object(error).nullable(),
})
export type StudyState = z.infer<typeof studyStateSchema>
