import type { FastifyInstance } from 'fastify'
import { DOCS_SCRIPT, DOCS_STYLE } from './assets.ts'
import type { Description } from './description.ts'
import { docsPage } from './page.ts'

/** The page of the API loads its own two files, and asks this server alone. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The page that describes the API, with its style and script, under `/api/docs/`. */
export function docsRoutes(app: FastifyInstance): void {
  let page: string | undefined
  const files = {
    '': ['text/html', () => (page ??= docsPage(app.swagger() as unknown as Description))],
    'page.css': ['text/css', () => DOCS_STYLE],
    'page.js': ['text/javascript', () => DOCS_SCRIPT],
  } as const
  for (const [name, [type, content]] of Object.entries(files))
    app.get(`/api/docs/${name}`, { schema: { hide: true } }, (_, reply) =>
      reply.type(`${type}; charset=utf-8`).header('content-security-policy', POLICY).send(content()),
    )
  app.get('/api/docs', { schema: { hide: true } }, (_, reply) => reply.redirect('./docs/'))
}
