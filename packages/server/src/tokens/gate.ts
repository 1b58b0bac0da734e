import type { FastifyRequest } from 'fastify'
import { failure } from '../failure.ts'
import { ROLES, type Role, type TokenFile } from './token-file.ts'

/** Who asks: by a token, or anybody on this machine. */
export interface Asker {
  readonly id: string
  readonly role: Role
}

export interface GateOptions {
  /** Undefined: everybody who reaches the server may do everything. */
  readonly tokens: TokenFile | undefined
  /** Requests of one token: so many at once, and so many a second in the long run. */
  readonly burst: number
  readonly perSecond: number
  /** Questions of one token at work or waiting, and studies not yet at their end. */
  readonly questions: number
  readonly studies: number
}

const ANYBODY: Asker = { id: 'local', role: 'admin' }

/** Lets requests in: by token and role, at a rate, and so many at once. */
export class Gate {
  readonly #options: GateOptions
  readonly #buckets = new Map<string, { level: number; at: number }>()
  readonly #open = new Map<string, number>()

  constructor(options: GateOptions) {
    this.#options = options
  }

  /** Who asks. Throws failures of status 401, 403 and 429. */
  enter(request: FastifyRequest, needed: Role, now = performance.now()): Asker {
    const { tokens } = this.#options
    if (tokens === undefined) return ANYBODY
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
    if (token === undefined)
      throw failure(401, 'missing', 'token: this server demands one', 'send Authorization: Bearer TOKEN')
    const entry = tokens.find(token)
    if (entry === undefined)
      throw failure(401, 'unknown', 'token: it is not known here, or has expired', 'ask for another')
    this.#take(entry.id, now)
    if (ROLES.indexOf(entry.role) < ROLES.indexOf(needed))
      throw failure(403, 'unsupported', `request with role ${entry.role}: expected ${needed}`)
    return { id: entry.id, role: entry.role }
  }

  /** A question of somebody begins; returns what ends it. Throws a failure of status 429 where too many are open. */
  begin({ id }: Asker): () => void {
    const { tokens, questions } = this.#options
    if (tokens === undefined) return () => undefined
    const open = this.#open.get(id) ?? 0
    if (open >= questions)
      throw failure(429, 'infeasible', `request: ${open} of this token are open`, 'wait for their answers', 5)
    this.#open.set(id, open + 1)
    return () => {
      const left = (this.#open.get(id) ?? 1) - 1
      if (left > 0) this.#open.set(id, left)
      else this.#open.delete(id)
    }
  }

  /** May somebody ask for one more study, with so many open? Throws a failure of status 429. */
  study(open: number): void {
    const { tokens, studies } = this.#options
    if (tokens !== undefined && open >= studies)
      throw failure(
        429,
        'infeasible',
        `study: ${open} of this token are open`,
        'wait for their end, or cancel one',
        60,
      )
  }

  /** A bucket that fills with time and is emptied by requests. */
  #take(id: string, now: number): void {
    const { burst, perSecond } = this.#options
    const bucket = this.#buckets.get(id) ?? { level: burst, at: now }
    const level = Math.min(burst, bucket.level + ((now - bucket.at) / 1000) * perSecond)
    if (level < 1) {
      this.#buckets.set(id, { level, at: now })
      const wait = Math.max(1, Math.ceil((1 - level) / perSecond))
      throw failure(
        429,
        'infeasible',
        `request: more than ${perSecond} a second of this token`,
        'ask less often',
        wait,
      )
    }
    this.#buckets.set(id, { level: level - 1, at: now })
  }
}
