import swagger from '@fastify/swagger'
import { OpendomeError, VERSION } from '@opendome/model'
import { ResultStore, allCores } from '@opendome/workers'
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { Answers } from './answers.ts'
import { ARRIVAL, patience } from './clients.ts'
import { docsRoutes } from './docs/routes.ts'
import { HttpFailure, failure, told } from './failure.ts'
import { Metrics } from './metrics.ts'
import { BUILT_APP, pages } from './pages.ts'
import { infoRoutes } from './routes/info.ts'
import { questionRoutes } from './routes/questions.ts'
import { studyRoutes } from './routes/studies.ts'
import { MOST_BYTES } from './schemas.ts'
import { isLoopback, secure } from './security.ts'
import { StudyDesk } from './studies/desk.ts'
import { connectHosts } from './studies/hosts.ts'
import { Gate } from './tokens/gate.ts'
import { TokenFile } from './tokens/token-file.ts'

/** Milliseconds that a question may take, unless the server is built otherwise. */
const ANSWER = 120_000

export interface ServerOptions {
  /** Address to listen on; default 127.0.0.1. Any that is not of this machine alone demands tokens. */
  readonly host?: string
  /** Folder of the result store. */
  readonly out: string
  /** Threads for questions, and as many for the study at work; default all cores. */
  readonly workers?: number
  /** File of tokens; without it everybody who reaches the server may do everything. */
  readonly tokens?: string | undefined
  /** Address of a Redis (`redis://…`): hosts that share the store perform the runs of studies. */
  readonly redis?: string | undefined
  /** Folder of the built app. */
  readonly app?: string
  /** Questions that may wait, and studies; default 32 and 100. */
  readonly queue?: { readonly questions?: number; readonly studies?: number }
  /** Milliseconds that a question may take; default 120,000. */
  readonly timeout?: number
  /** Milliseconds that a request may take to arrive, its headers a third of that; default 30,000. */
  readonly arrival?: number
  /** Of one token: requests at once and a second, open questions, open studies; default 60, 10, 4, 10. */
  readonly perToken?: Partial<Record<'burst' | 'perSecond' | 'questions' | 'studies', number>>
  /** Told what goes wrong, a line each. */
  readonly log?: (text: string) => void
}

/**
 * The server, ready to listen or to be injected requests. `close` ends it: answers under way are cut off, a study at work ends after its runs under way
 * and goes on at the next start. Throws `missing` where tokens are demanded and there are none, and where the Redis is not there.
 */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { host = '127.0.0.1', workers = allCores(), log = () => undefined, perToken = {} } = options
  if (!isLoopback(host) && options.tokens === undefined)
    throw new OpendomeError('missing', `--tokens: ${host} can be reached from other machines`, {
      hint: 'make a token with opendome serve token --tokens FILE --role run, and give --tokens FILE',
    })
  const tokens = options.tokens === undefined ? undefined : new TokenFile(options.tokens)
  const gate = new Gate({ tokens, burst: 60, perSecond: 10, questions: 4, studies: 10, ...perToken })
  const { redis, timeout = ANSWER } = options
  // Hosts look for the store: it is there before the first study.
  const hosts =
    redis === undefined ? undefined : await connectHosts(redis, await ResultStore.create(options.out))
  const desk = new StudyDesk({
    folder: options.out,
    threads: workers,
    redis,
    queue: options.queue?.studies ?? 100,
    log,
  })
  const answers = new Answers({
    threads: workers,
    queue: options.queue?.questions ?? 32,
    timeout,
  })
  const metrics = new Metrics({
    questions: () => answers.open,
    studies: () => desk.counts(),
    hosts: hosts && (() => hosts.now()),
  })
  const app = Fastify({
    bodyLimit: MOST_BYTES,
    ...patience(options.arrival ?? ARRIVAL, timeout),
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 128 },
  })
  app.addHook('preClose', async () => {
    await Promise.all([answers.close(), desk.close()])
    hosts?.close()
    metrics.close()
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.removeContentTypeParser('text/plain')
  failures(app, log)
  secure(app, { loopback: isLoopback(host) })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.answered(request.method, route, reply.statusCode, reply.elapsedTime / 1000)
  })
  await describe(app, tokens !== undefined)
  const typed = app.withTypeProvider<ZodTypeProvider>()
  const context = { answers, desk, gate, metrics, hosts }
  await typed.register(infoRoutes(context))
  await typed.register(questionRoutes(context))
  await typed.register(studyRoutes(context))
  await pages(app, options.app ?? BUILT_APP, tokens !== undefined)
  return app
}

/** The description of the API, made of the schemas of its routes, and its page from files of this machine. */
async function describe(app: FastifyInstance, tokens: boolean): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'opendome',
        version: VERSION,
        description:
          'The commands of opendome over HTTP. A scenario goes in as text, the document that the command prints with `--json` comes out.',
      },
      servers: [],
      ...(tokens
        ? {
            components: { securitySchemes: { token: { type: 'http' as const, scheme: 'bearer' } } },
            security: [{ token: [] }],
          }
        : {}),
    },
    transform: jsonSchemaTransform,
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())
  docsRoutes(app)
}

/** Every failure is an error document. */
function failures(app: FastifyInstance, log: (text: string) => void): void {
  app.setNotFoundHandler((request) => {
    throw failure(
      404,
      'unknown',
      `path of ${request.method}: there is none such`,
      'GET /api/openapi.json lists all',
    )
  })
  app.setErrorHandler((error: FastifyError | Error, request, reply) => {
    const { status, document } = told(ofRequest(error))
    if (status === 500)
      log(`${request.method} ${request.routeOptions.url ?? ''}: ${error.stack ?? error.message}`)
    if (error instanceof HttpFailure && error.retryAfter !== undefined)
      reply.header('retry-after', String(error.retryAfter))
    if (status === 401) reply.header('www-authenticate', 'Bearer')
    // A string passes by the schemas of responses.
    return reply
      .code(status)
      .type('application/json; charset=utf-8')
      .send(`${JSON.stringify(document, null, 2)}\n`)
  })
}

/** Errors of the web framework as failures of this program. */
function ofRequest(error: FastifyError | Error): Error {
  if (error instanceof HttpFailure || error instanceof OpendomeError) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const mistakes = error.validation.map(({ instancePath, message }) => {
      const where = [error.validationContext, ...instancePath.split('/').filter((part) => part !== '')].join(
        '.',
      )
      return {
        code: 'invalid' as const,
        message: `invalid ${where}: ${message ?? 'not as described'}`,
        where,
        hint: 'GET /api/openapi.json describes what is expected',
      }
    })
    return new HttpFailure(400, mistakes)
  }
  if (!('statusCode' in error) || error.statusCode === undefined || error.statusCode >= 500) return error
  const { statusCode } = error
  if (statusCode === 413)
    return failure(
      413,
      'invalid',
      `request: expected at most ${MOST_BYTES} bytes`,
      'a scenario may have 512 kB',
    )
  if (statusCode === 415)
    return failure(415, 'unsupported', 'body: expected JSON', 'send Content-Type: application/json')
  return failure(statusCode, 'invalid', `request: ${error.message}`)
}
