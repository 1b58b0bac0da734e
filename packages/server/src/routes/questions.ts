import type { Question } from '@opendome/model/answer'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import { HttpFailure } from '../failure.ts'
import {
  FAILURES,
  checkSchema,
  compareSchema,
  costSchema,
  documentSchema,
  runSchema,
  sizeSchema,
} from '../schemas.ts'
import { subjectOf } from '../subject.ts'
import { goneSignal } from './gone.ts'

/** Routes that compute: each answers with the document that the command of its name prints. */
export const questionRoutes = ({ answers, gate }: Context): FastifyPluginCallbackZod => {
  /** A question of somebody, answered in a thread. */
  const answered = async (
    request: FastifyRequest,
    reply: FastifyReply,
    question: () => Question,
  ): Promise<unknown> => {
    const end = gate.begin(gate.enter(request, 'run'))
    try {
      const { text, mistakes } = await answers.ask(question(), goneSignal(reply))
      if (text === undefined) throw new HttpFailure(422, mistakes)
      return await reply.type('application/json; charset=utf-8').send(text)
    } finally {
      end()
    }
  }

  /** What is said of a route in the description of the API. */
  const said = <B extends z.ZodType>(summary: string, body: B) => ({
    schema: {
      summary,
      tags: ['questions'],
      body,
      response: { 200: documentSchema, ...FAILURES },
    },
  })

  return (app, _, done) => {
    app.post(
      '/api/check',
      said('is this scenario right, and if not where', checkSchema),
      (request, reply) =>
        answered(request, reply, () => ({
          command: 'check',
          scenario: subjectOf(request.body),
        })) as Promise<never>,
    )

    app.post('/api/run', said('how many get through', runSchema), (request, reply) => {
      const { runs, seed, range, ...subject } = request.body
      return answered(request, reply, () => ({
        command: 'run',
        scenario: subjectOf(subject),
        runs,
        seed,
        range,
      })) as Promise<never>
    })

    app.post(
      '/api/size',
      said('how many interceptors are in reach, and how many are needed', sizeSchema),
      (request, reply) => {
        const { search, ...subject } = request.body
        return answered(request, reply, () => ({
          command: 'size',
          scenario: subjectOf(subject),
          search,
        })) as Promise<never>
      },
    )

    app.post('/api/cost', said('what it costs, by year, part and partner', costSchema), (request, reply) => {
      const { runs, draws, seed, ...subject } = request.body
      return answered(request, reply, () => ({
        command: 'cost',
        scenario: subjectOf(subject),
        runs,
        draws,
        seed,
      })) as Promise<never>
    })

    app.post(
      '/api/compare',
      said('why two studies differ, or which assumption of one matters', compareSchema),
      (request, reply) => {
        const { a, b, runs, orders, seed, search } = request.body
        return answered(request, reply, () => ({
          command: 'compare',
          a: subjectOf(a),
          b: b && subjectOf(b),
          options: {
            ...(runs === undefined ? {} : { runs }),
            ...(orders === undefined ? {} : { orders }),
            ...(seed === undefined ? {} : { seed }),
            ...(search === undefined ? {} : { search }),
          },
        })) as Promise<never>
      },
    )
    done()
  }
}
