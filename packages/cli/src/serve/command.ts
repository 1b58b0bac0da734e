import { OpendomeError } from '@opendome/model'
import { buildServer, makeToken, ROLES, type Role } from '@opendome/server'
import { EXIT } from '../exit.ts'
import { stopAsked } from '../interrupt.ts'
import { numberOption, optionalNumber } from '../options.ts'
import { DEFAULT_STORE, threadsOption } from '../study/options.ts'
import { answer, answerJson, remark } from '../terminal.ts'
import { ownVersion } from '../version.ts'

export interface ServeOptions {
  readonly port?: string
  readonly host?: string
  readonly out?: string
  readonly workers?: string
  readonly tokens?: string
  readonly redis?: string
}

const DEFAULT_PORT = 4040
const PORT = { low: 0, high: 65_535, whole: true }
const DAYS = { low: 1, high: 3660, whole: true, unit: 'days' }

/** `opendome serve`: answers requests until Ctrl-C (exit code 130) or a request to terminate (0). */
export async function serveCommand(options: ServeOptions): Promise<number> {
  const port = optionalNumber('--port', options.port, PORT) ?? DEFAULT_PORT
  const { host = '127.0.0.1', out = DEFAULT_STORE, tokens, redis } = options
  const workers = threadsOption(options.workers)
  const asked = stopAsked()
  const server = await buildServer({ host, out, workers, tokens, redis, log: remark })
  try {
    const address = await listen(server, host, port)
    remark(`opendome ${ownVersion()} at ${address}/, results in ${out}; Ctrl-C ends`)
    return await asked
  } finally {
    await server.close()
  }
}

async function listen(
  server: Awaited<ReturnType<typeof buildServer>>,
  host: string,
  port: number,
): Promise<string> {
  try {
    return await server.listen({ host, port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
    if (code === 'EADDRINUSE')
      throw new OpendomeError('invalid', `--port ${port}: another program listens on it`, {
        hint: 'give another --port; 0 takes a free one',
        cause: error,
      })
    if (code === 'EACCES')
      throw new OpendomeError('invalid', `--port ${port}: this user may not listen on it`, {
        hint: 'give a --port from 1024 on',
        cause: error,
      })
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
      throw new OpendomeError('invalid', `--host ${host}: it is no address of this machine`, {
        hint: '127.0.0.1 for this machine alone, 0.0.0.0 for all its addresses',
        cause: error,
      })
    throw error
  }
}

export interface TokenOptions {
  readonly tokens?: string
  readonly role: Role
  readonly days: string
  readonly name: string
  readonly json?: boolean
}

/** `opendome serve token`: makes a token; returns the exit code. */
export function tokenCommand({ tokens, role, days, name, json }: TokenOptions): number {
  if (tokens === undefined)
    throw new OpendomeError('missing', '--tokens: the file that the hash of the token goes into', {
      hint: `opendome serve token --tokens FILE --role ${ROLES.join('|')}`,
    })
  const { token, entry } = makeToken(tokens, { role, days: numberOption('--days', days, DAYS), name })
  const { id, expires } = entry
  if (json === true) answerJson({ opendome: ownVersion(), token, id, name, role, expires })
  else answer(token)
  remark(`token ${id}, role ${role}, until ${expires}; its hash is in ${tokens}, and it is not shown again`)
  return EXIT.ok
}
