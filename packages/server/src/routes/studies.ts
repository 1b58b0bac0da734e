import { VERSION } from '@opendome/model'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { HttpFailure, failure } from '../failure.ts'
import { FAILURES, documentSchema, idSchema, studySchema, studyStateSchema } from '../schemas.ts'
import { studyTexts } from '../subject.ts'
import type { Asker } from '../tokens/gate.ts'
import { goneSignal } from './gone.ts'
import { Streams } from './streams.ts'

const params = z.object({ study: idSchema.describe('id of a study of the store') })

/** Studies: ask for one, look at them, follow one, end one, read the report. */
export const studyRoutes =
  ({ answers, desk, gate }: Context): FastifyPluginCallbackZod =>
  (app, _, done) => {
    const streams = new Streams(desk)
    app.addHook('preClose', (done) => {
      streams.close()
      done()
    })

    const known = (id: string) => {
      const state = desk.find(id)
      if (state === undefined)
        throw failure(404, 'unknown', `study ${id}: there is none`, 'GET /api/studies lists them')
      return state
    }

    app.post(
      '/api/studies',
      {
        schema: {
          summary: 'ask for a study: 202 where it is taken up, 200 where it is already waiting or running',
          tags: ['studies'],
          body: studySchema,
          response: { 200: studyStateSchema, 202: studyStateSchema, ...FAILURES },
        },
      },
      async (request, reply) => {
        const asker = gate.enter(request, 'run')
        const texts = studyTexts(request.body)
        const { consent } = request.body
        const end = gate.begin(asker)
        try {
          const { plan, mistakes } = await answers.plan({ ...texts, consent }, goneSignal(reply))
          if (plan === undefined) throw new HttpFailure(422, mistakes)
          if (desk.find(plan.id) === undefined) gate.study(desk.openOf(asker.id))
          const { state, isNew } = await desk.ask(plan, { ...texts, consent, by: asker.id })
          return await reply
            .code(isNew ? 202 : 200)
            .header('location', `/api/studies/${plan.id}`)
            .send(state)
        } finally {
          end()
        }
      },
    )

    app.get(
      '/api/studies',
      {
        schema: {
          summary: 'the studies of the store',
          tags: ['studies'],
          response: {
            200: z.object({ opendome: z.string(), studies: z.array(studyStateSchema) }),
            ...FAILURES,
          },
        },
      },
      (request) => {
        gate.enter(request, 'read')
        return { opendome: VERSION, studies: desk.list() }
      },
    )

    app.get(
      '/api/studies/:study',
      {
        schema: {
          summary: 'how far a study is',
          tags: ['studies'],
          params,
          response: { 200: studyStateSchema, ...FAILURES },
        },
      },
      (request) => {
        gate.enter(request, 'read')
        return known(request.params.study)
      },
    )

    app.get(
      '/api/studies/:study/report',
      {
        schema: {
          summary: 'the report of a study: the document of `opendome results show STUDY --json`',
          tags: ['studies'],
          params,
          response: { 200: documentSchema, ...FAILURES },
        },
      },
      async (request, reply) => {
        gate.enter(request, 'read')
        const { study, state } = known(request.params.study)
        const report = desk.report(study)
        if (report === undefined)
          throw failure(404, 'missing', `report of ${study}: it has come to none yet (${state})`)
        return reply.type('application/json; charset=utf-8').send(report as never)
      },
    )

    app.get(
      '/api/studies/:study/events',
      {
        schema: {
          summary: 'progress of a study as server-sent events: `progress` now and then, `end` at its end',
          description: 'The data of each event is what GET /api/studies/{study} answers.',
          tags: ['studies'],
          params,
          response: { 200: z.string().describe('text/event-stream'), ...FAILURES },
        },
      },
      async (request, reply) => {
        gate.enter(request, 'read')
        const { study } = known(request.params.study)
        return reply.type('text/event-stream; charset=utf-8').send(streams.open(study) as never)
      },
    )

    app.delete(
      '/api/studies/:study',
      {
        schema: {
          summary: 'end a study before its time; what is done is kept',
          tags: ['studies'],
          params,
          response: { 200: studyStateSchema, ...FAILURES },
        },
      },
      async (request) => {
        const asker = gate.enter(request, 'run')
        const { study } = known(request.params.study)
        permitted(asker, desk.askerOf(study))
        return await desk.cancel(study)
      },
    )
    done()
  }

/** A study is ended by who asked for it, or by an administrator. */
function permitted(asker: Asker, by: string | undefined): void {
  if (asker.role !== 'admin' && by !== undefined && by !== asker.id)
    throw failure(403, 'unsupported', 'cancelling a study of another token: expected role admin')
}
