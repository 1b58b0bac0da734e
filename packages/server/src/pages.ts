import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** The app as built, beside this package. */
export const BUILT_APP = fileURLToPath(new URL('../../web/dist', import.meta.url))

const PLAIN = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>opendome</title></head>
<body>
<h1>opendome</h1>
<p>The app is not built here. The API is at work: <a href="/api/docs/">its description</a>,
<a href="/api/openapi.json">as OpenAPI 3.1</a>.</p>
</body>
</html>
`

/** The app where it is built, else a page that says that it is not. */
export async function pages(app: FastifyInstance, folder: string): Promise<void> {
  if (existsSync(join(folder, 'index.html'))) {
    await app.register(fastifyStatic, { root: folder, dotfiles: 'ignore', schemaHide: true })
    return
  }
  app.get('/', { schema: { hide: true } }, (_, reply) => reply.type('text/html; charset=utf-8').send(PLAIN))
}
