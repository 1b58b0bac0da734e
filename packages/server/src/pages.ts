import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** What the build names by what is in it: another file has another name. */
const NAMED_BY_CONTENT = /[\\/]assets[\\/][^\\/]+$/
const FOR_EVER = 'public, max-age=31536000, immutable'

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

/**
 * The app where it is built, else a page that says that it is not. The page of the app is told that it comes from a server, and whether that demands tokens: as
 * static files it has no such mark, and never asks for a server that may not be there.
 */
export async function pages(app: FastifyInstance, folder: string, tokens: boolean): Promise<void> {
  const page = join(folder, 'index.html')
  const html = async (): Promise<string> =>
    existsSync(page) ? marked(await readFile(page, 'utf8'), tokens) : PLAIN
  if (existsSync(page))
    await app.register(fastifyStatic, {
      root: folder,
      dotfiles: 'ignore',
      index: false,
      schemaHide: true,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) =>
        void reply.header('cache-control', NAMED_BY_CONTENT.test(path) ? FOR_EVER : 'no-cache'),
    })
  for (const path of ['/', '/index.html'])
    app.get(path, { schema: { hide: true } }, async (_, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(await html()),
    )
}

/** A page that says who served it. */
const marked = (html: string, tokens: boolean): string =>
  html.replace(
    '<head>',
    `<head>\n    <meta name="opendome-server" content="${tokens ? 'tokens' : 'open'}" />`,
  )
