import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { programVersion } from '../program.ts'
import type { Redis } from 'ioredis'
import type { ResultStore } from '../store/index.ts'
import { PREFIX } from './job.ts'

/** Who is at work: hosts that compute, and studies that ask. */
export interface Notice {
  readonly role: 'host' | 'study'
  readonly id: string
  readonly host: string
  readonly opendome: string
  readonly store: string
  /** Name of the study. */
  readonly name?: string | undefined
}

/** A notice that is not renewed so long is gone, ms; it is renewed several times within. */
const LIFE = 8000
const RENEWAL = 2000

/** The board in Redis where hosts and studies see each other: whoever does not fit is told, instead of waiting for ever. */
export class Board {
  readonly #redis: Redis
  readonly #own: Notice
  readonly #known = new Set<string>()
  readonly #timer: NodeJS.Timeout
  #renewing = false

  /** Pins a notice and calls `onNotice` for each new one of the other role. */
  constructor(
    redis: Redis,
    own: Pick<Notice, 'role' | 'name'>,
    store: Pick<ResultStore, 'id'>,
    onNotice: (notice: Notice) => void,
    version: string = programVersion(),
  ) {
    this.#redis = redis
    this.#own = { ...own, id: randomUUID(), host: hostname(), opendome: version, store: store.id }
    const renew = (): void => void this.#renew(onNotice)
    this.#timer = setInterval(renew, RENEWAL)
    renew()
  }

  /** How many of the other role fit, as last seen. */
  fitting = 0

  async #renew(onNotice: (notice: Notice) => void): Promise<void> {
    if (this.#renewing) return
    this.#renewing = true
    try {
      await this.#redis.set(this.#key, JSON.stringify(this.#own), 'PX', LIFE)
      const others = await this.#others()
      this.fitting = others.filter((notice) => fits(notice, this.#own)).length
      for (const notice of others) {
        if (this.#known.has(notice.id)) continue
        this.#known.add(notice.id)
        onNotice(notice)
      }
    } catch {
      // The next time will do; the connection reconnects by itself.
    } finally {
      this.#renewing = false
    }
  }

  get #key(): string {
    return `${PREFIX}:board:${this.#own.role}:${this.#own.id}`
  }

  #others(): Promise<Notice[]> {
    return noticesOf(this.#redis, this.#own.role === 'host' ? 'study' : 'host')
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    if (this.#redis.status === 'ready') await this.#redis.del(this.#key).catch(() => undefined)
  }
}

async function noticesOf(redis: Redis, role: Notice['role']): Promise<Notice[]> {
  const keys: string[] = []
  let cursor = '0'
  do {
    const [next, found] = await redis.scan(cursor, 'MATCH', `${PREFIX}:board:${role}:*`, 'COUNT', 1000)
    keys.push(...found)
    cursor = next
  } while (cursor !== '0')
  if (keys.length === 0) return []
  const texts = await redis.mget(keys)
  return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Notice]))
}

/** How long Redis may take to say who is there, ms. */
const ANSWER = 1000

/** How many hosts are at work for studies of this program and store; undefined while Redis does not answer. */
export async function hostsAtWork(redis: Redis, store: Pick<ResultStore, 'id'>): Promise<number | undefined> {
  // A connection that is lost keeps its questions until it is back.
  if (redis.status !== 'ready') return undefined
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ANSWER).unref())
  const hosts = await Promise.race([noticesOf(redis, 'host').catch(() => undefined), late])
  const own = { opendome: programVersion(), store: store.id }
  return hosts?.filter((host) => fits(host, own)).length
}

/** Can a host work for a study? */
export function fits(a: Pick<Notice, 'opendome' | 'store'>, b: Pick<Notice, 'opendome' | 'store'>): boolean {
  return a.opendome === b.opendome && a.store === b.store
}
