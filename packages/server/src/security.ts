import { isIP } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { failure } from './failure.ts'

/** The API answers documents: a browser that shows one as a page loads nothing with it. */
const NOTHING = "default-src 'none'; frame-ancestors 'none'"

/** Pages load from this server alone. WebAssembly and workers of the app are its own; charts set styles on elements. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'x-frame-options': 'DENY',
} as const

/** Is an address that of this machine alone? */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '')
  if (bare === 'localhost' || bare === '::1') return true
  return isIP(bare) === 4 && bare.startsWith('127.')
}

/**
 * Headers on every answer, and the refusal of requests that a page of somebody else has a browser send: on loopback the
 * name asked for has to be that of loopback (a foreign name may have been made to point here), and an origin has to be this server's.
 */
export function secure(app: FastifyInstance, { loopback }: { readonly loopback: boolean }): void {
  app.addHook('onRequest', async (request, reply) => {
    const api = request.url.startsWith('/api/') || request.url.startsWith('/metrics')
    reply.headers({ ...HEADERS, 'content-security-policy': api ? NOTHING : PAGE_POLICY })
    if (api) reply.header('cache-control', 'no-store')
    const host = request.headers.host ?? ''
    if (loopback && !isLoopback(host.replace(/:\d+$/, '')))
      throw failure(403, 'invalid', `host ${shown(host)}: this server answers to localhost only`)
    const { origin } = request.headers
    if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`)
      throw failure(403, 'invalid', `origin ${shown(origin)}: expected that of this server`)
  })
}

/** Text of a stranger, short and plain. */
const shown = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 100)
