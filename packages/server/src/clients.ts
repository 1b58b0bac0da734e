import { STATUS_CODES, type Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyHttpOptions } from 'fastify'
import { failure, type HttpFailure } from './failure.ts'

/** Milliseconds that a request may take to arrive, unless the server is built otherwise; its headers a third of that. */
export const ARRIVAL = 30_000
/** Milliseconds without a byte either way, beyond the longest answer, before a connection is closed. Streams say something much more often. */
const IDLE = 60_000
/** Milliseconds between two looks at what takes too long. */
const LOOK = 1000

/**
 * What keeps clients that are slow, silent or speak no HTTP from holding on to the server: each has its time, and is cut off with an error document. `arrival`, `answer`:
 * milliseconds that a request may take to arrive, and its answer to come.
 */
export function patience(arrival: number, answer: number): FastifyHttpOptions<Server> {
  return {
    requestTimeout: arrival,
    connectionTimeout: answer + IDLE,
    http: {
      requestTimeout: arrival,
      headersTimeout: Math.ceil(arrival / 3),
      connectionsCheckingInterval: Math.min(LOOK, Math.ceil(arrival / 3)),
    },
    clientErrorHandler: (error, socket) => refuse(error, socket, arrival),
  }
}

/** Answers on the bare socket, since there is no request yet, and closes it. */
function refuse(error: ConnectionError, socket: Socket, arrival: number): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { status, document } = failureOf(error.code, arrival)
  const body = `${JSON.stringify(document, null, 2)}\n`
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    'connection: close',
  ]
  // Who sends slowly may read slowly: the socket does not wait.
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

type ConnectionError = Error & { readonly code?: string }

function failureOf(code: string | undefined, arrival: number): HttpFailure {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return failure(
      408,
      'invalid',
      `request: it did not arrive within ${arrival / 1000} s`,
      'its headers have a third of that',
    )
  if (code === 'HPE_HEADER_OVERFLOW') return failure(431, 'invalid', 'request: its headers are too large')
  return failure(400, 'invalid', 'request: it is no HTTP')
}
