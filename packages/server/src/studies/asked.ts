import { programVersion, type ResultStore, type StudyPlan } from '@opendome/workers'
import type { Refusal } from '@opendome/model/study'
import { z } from 'zod'

/** What became of a study, as far as the server is concerned: it goes on with those that wait when it starts. */
const outcomeSchema = z.enum(['waiting', 'done', 'failed', 'cancelled'])

const refusalSchema = z.object({
  code: z.enum(['invalid', 'unknown', 'missing', 'unsupported', 'infeasible']),
  message: z.string(),
  where: z.string().nullable(),
  hint: z.string().nullable(),
})

const askedSchema = z.object({
  opendome_asked: z.literal(1),
  id: z.string(),
  name: z.string(),
  kind: z.enum(['runs', 'sweep', 'sensitivity', 'front']),
  points: z.number(),
  runs: z.number(),
  text: z.string(),
  /** Text of the scenario that came with it. */
  scenario: z.string().optional(),
  consent: z.boolean(),
  /** The build of the program, which is part of the id. */
  program: z.string(),
  /** Id of the token that asked. */
  by: z.string(),
  asked: z.string(),
  outcome: outcomeSchema,
  error: refusalSchema.nullable(),
})

/** A study that the server was asked for, as its store keeps it. */
export type Asked = z.infer<typeof askedSchema>

/** What somebody asks for. */
export type StudyRequest = Pick<Asked, 'text' | 'scenario' | 'consent' | 'by'>

/** A study that is asked for now. */
export function askedNow(plan: StudyPlan, { text, scenario, consent, by }: StudyRequest): Asked {
  const asked = new Date().toISOString()
  return {
    opendome_asked: 1,
    ...plan,
    text,
    ...(scenario === undefined ? {} : { scenario }),
    consent,
    program: programVersion(),
    by,
    asked,
    outcome: 'waiting',
    error: null,
  }
}

/** The studies of a store that a server was asked for, the oldest first. A document that is none of this program's is passed over. */
export function readAsked(store: ResultStore): Asked[] {
  return store
    .asked()
    .flatMap((id) => {
      try {
        const parsed = askedSchema.safeParse(store.readDocument(id, 'asked'))
        return parsed.success && parsed.data.id === id ? [parsed.data] : []
      } catch {
        return []
      }
    })
    .sort((a, b) => (a.asked < b.asked ? -1 : a.asked > b.asked ? 1 : 0))
}

/** A study that waits as this program may go on with it: what another build began is never continued. */
export function resumable(asked: Asked): Asked {
  if (asked.outcome !== 'waiting' || asked.program === programVersion()) return asked
  const error = {
    code: 'unsupported' as const,
    message: `unsupported study: ${asked.program} began it, this is ${programVersion()}`,
    where: null,
    hint: 'ask for it again: it then begins anew',
  }
  return { ...asked, outcome: 'failed', error }
}

export const errorOf = ({ code, message, where, hint }: Refusal): Asked['error'] => ({
  code,
  message,
  where: where ?? null,
  hint: hint ?? null,
})
