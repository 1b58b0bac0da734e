import { VERSION, costPresets, studyPresets } from '@opendome/model'
import { allSources, searchSources, sourcesDocument } from '@opendome/model/answer'
import { PRESETS } from '@opendome/model/generated'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { FAILURES, documentSchema } from '../schemas.ts'

const JSON_TYPE = 'application/json; charset=utf-8'

/** What needs no computing: health, version, scenarios, catalog, metrics. */
export const infoRoutes =
  ({ answers, gate, metrics, hosts }: Context): FastifyPluginCallbackZod =>
  (app, _, done) => {
    app.get(
      '/api/health',
      {
        schema: {
          summary: 'is the server at work',
          tags: ['server'],
          security: [],
          response: {
            200: z.object({
              ok: z.literal(true),
              questions: z.number().describe('being answered or waiting'),
              threads: z.number(),
              redis: z
                .object({ reachable: z.boolean(), hosts: z.number().describe('hosts at work for studies') })
                .nullable()
                .describe('null where the threads of the server perform the studies'),
            }),
            ...FAILURES,
          },
        },
      },
      async () => ({
        ok: true as const,
        questions: answers.open,
        threads: answers.threads,
        redis: (await hosts?.now()) ?? null,
      }),
    )

    app.get(
      '/api/version',
      {
        schema: {
          summary: 'version of the program',
          tags: ['server'],
          response: { 200: z.object({ opendome: z.string() }), ...FAILURES },
        },
      },
      (request) => {
        gate.enter(request, 'read')
        return { opendome: VERSION }
      },
    )

    app.get(
      '/api/scenarios',
      {
        schema: {
          summary: 'scenarios and studies that come with the program',
          tags: ['scenarios'],
          response: {
            200: z.object({
              opendome: z.string(),
              scenarios: z.array(
                z.object({ id: z.string(), name: z.string(), doc: z.string().nullable(), text: z.string() }),
              ),
              costs: z.array(z.string()).describe('presets of which only the cost is published'),
              studies: z.array(z.string()).describe('studies of the program'),
            }),
            ...FAILURES,
          },
        },
      },
      (request) => {
        gate.enter(request, 'read')
        return presets()
      },
    )

    let catalog: string | undefined
    app.get(
      '/api/catalog',
      {
        schema: {
          summary: 'all figures with their sources: the document of `opendome sources --json`',
          tags: ['sources'],
          response: { 200: documentSchema, ...FAILURES },
        },
      },
      async (request, reply) => {
        gate.enter(request, 'read')
        catalog ??= printed(sourcesDocument(undefined, allSources()))
        return reply.type(JSON_TYPE).send(catalog as never)
      },
    )

    app.get(
      '/api/sources',
      {
        schema: {
          summary: 'figures and sources that hold a word: the document of `opendome sources WORD --json`',
          tags: ['sources'],
          querystring: z.strictObject({
            q: z.string().min(1).max(100).describe('for example burn_time, or the id of an entry or source'),
          }),
          response: { 200: documentSchema, ...FAILURES },
        },
      },
      async (request, reply) => {
        gate.enter(request, 'read')
        const { q } = request.query
        return reply.type(JSON_TYPE).send(printed(sourcesDocument(q, searchSources(q))) as never)
      },
    )

    app.get(
      '/metrics',
      {
        schema: {
          summary: 'metrics for Prometheus',
          tags: ['server'],
          response: { 200: z.string(), ...FAILURES },
        },
      },
      async (request, reply) => {
        gate.enter(request, 'admin')
        return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
      },
    )
    done()
  }

const printed = (document: object): string => `${JSON.stringify(document, null, 2)}\n`

let known: ReturnType<typeof listed> | undefined

const presets = () => (known ??= listed())

function listed() {
  return {
    opendome: VERSION,
    scenarios: Object.entries(PRESETS).map(([id, text]) => ({ id, ...wordsOf(id), text })),
    costs: costPresets().filter((id) => !Object.hasOwn(PRESETS, id)),
    studies: studyPresets(),
  }
}

/** Name and words of a preset: its own, or those of the preset it starts from. Read as plain YAML: the whole model would take seconds. */
function wordsOf(id: string): { readonly name: string; readonly doc: string | null } {
  const { name, doc, from } = parse(PRESETS[id]!) as { name?: string; doc?: string; from?: string }
  const start = from === undefined ? undefined : wordsOf(from)
  return { name: name ?? start?.name ?? id, doc: doc ?? start?.doc ?? null }
}
