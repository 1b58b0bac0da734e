import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildServer, type ServerOptions } from '../server.ts'

/** Work with a server that has a folder of its own; both are gone afterwards. */
export async function withServer(
  options: Partial<ServerOptions>,
  work: (app: FastifyInstance, folder: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'opendome-server-'))
  try {
    const app = await buildServer({
      out: join(folder, 'store'),
      workers: 1,
      app: join(folder, 'none'),
      ...options,
    })
    try {
      await work(app, folder)
    } finally {
      await app.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Names that answers may hold; a test asks for those that this one has to have. */
interface Body {
  readonly code: string
  readonly message: string
  readonly where: string | null
  readonly hint: string | null
  readonly mistakes: readonly { readonly where: string }[]
  readonly questions: number
  readonly figures: readonly unknown[]
  readonly openapi: string
  readonly paths: Readonly<Record<string, object>>
  readonly scenarios: readonly { readonly id: string }[]
  readonly costs: readonly string[]
  readonly study: string
  readonly runs: number
  readonly state: string
  readonly studies: readonly { readonly study: string; readonly state: string }[]
}

/** Status and body of a request. */
export async function asked(
  app: FastifyInstance,
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  body?: object | string,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string; json: () => Body; headers: Record<string, unknown> }> {
  const response = await app.inject({
    method,
    url,
    headers: { host: 'localhost', ...headers },
    ...(body === undefined ? {} : { payload: body }),
  })
  return {
    status: response.statusCode,
    text: response.body,
    json: () => response.json<Body>(),
    headers: response.headers,
  }
}

/** Looks again and again until there is something. */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
