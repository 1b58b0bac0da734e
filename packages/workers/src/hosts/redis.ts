import { OpendomeError } from '@opendome/model'
import { Redis, type RedisOptions } from 'ioredis'

/** How long the first connection may take, ms. */
const FIRST = 5000
/** Longest wait between two attempts to reconnect, ms. */
const LONGEST = 2000

/** An address of a Redis server. */
export interface RedisAddress {
  /** For messages: without user and password. */
  readonly name: string
  readonly options: RedisOptions
}

/**
 * Reads `redis://[USER:PASSWORD@]HOST[:PORT][/DB]`, or `rediss://…` for TLS. Throws `invalid` for anything else, without repeating a password.
 */
export function redisAddress(text: string): RedisAddress {
  const refused = (why: string): OpendomeError =>
    new OpendomeError('invalid', `--redis: ${why}`, {
      hint: 'give redis://HOST:PORT, with USER:PASSWORD@ before the host where it needs one; rediss:// for TLS',
    })
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw refused('expected an address')
  }
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:')
    throw refused(`unknown scheme ${url.protocol}//: expected redis:// or rediss://`)
  if (url.hostname === '') throw refused('the address has no host')
  const db = url.pathname.replace(/^\//, '')
  if (!/^\d{0,3}$/.test(db)) throw refused(`database ${db}: expected a number`)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = url.port === '' ? 6379 : Number(url.port)
  return {
    name: `${url.protocol}//${url.hostname}:${port}${db === '' ? '' : `/${db}`}`,
    options: {
      host,
      port,
      db: Number(db),
      ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
      ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
      ...(url.protocol === 'rediss:' ? { tls: { servername: host } } : {}),
    },
  }
}

/**
 * Connects, once tried without patience: a server that is not there or refuses the password is told at once. The connection then outlives restarts of the
 * server. Throws `missing` or `invalid` with what to do.
 */
export async function connectRedis({ name, options }: RedisAddress): Promise<Redis> {
  const trial = new Redis({
    ...options,
    lazyConnect: true,
    connectTimeout: FIRST,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  })
  // The reason stands in the event, not in the rejection.
  let reason: unknown
  trial.on('error', (error: unknown) => (reason ??= error))
  try {
    await trial.connect()
    await trial.ping()
  } catch (error) {
    throw connectionError(name, reason ?? error)
  } finally {
    trial.disconnect()
  }
  const redis = new Redis({
    ...options,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(LONGEST, 100 * attempt),
  })
  // It reconnects by itself; who waits for an answer sees that it waits.
  redis.on('error', () => undefined)
  return redis
}

function connectionError(name: string, error: unknown): OpendomeError {
  const text = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  if (/WRONGPASS|invalid password|invalid username/i.test(text))
    return new OpendomeError('invalid', `password for Redis at ${name}: it refuses it`, {
      hint: 'check USER:PASSWORD in the address; characters such as @ and / are written %40 and %2F',
    })
  if (/NOAUTH/.test(text))
    return new OpendomeError('missing', `password for Redis at ${name}: it asks for one`, {
      hint: 'give redis://:PASSWORD@HOST:PORT',
    })
  return new OpendomeError('missing', `Redis at ${name}: it cannot be reached (${code ?? text})`, {
    hint: 'check address and port, and that the server runs; without --redis the study runs on this machine',
    cause: error,
  })
}

/**
 * Checks the settings that a study depends on: no eviction, since a job that vanishes is lost work, and an append-only file, since a restart would lose all jobs.
 * Throws `unsupported` naming the setting.
 */
export async function checkSettings(redis: Redis, name: string): Promise<void> {
  const info = await redis.info()
  const value = (key: string): string | undefined =>
    new RegExp(`^${key}:(.*?)\\r?$`, 'm').exec(info)?.[1]?.trim()
  const policy = value('maxmemory_policy')
  if (policy !== undefined && policy !== 'noeviction')
    throw setting(name, 'maxmemory-policy', policy, 'noeviction')
  if (value('aof_enabled') === '0') throw setting(name, 'appendonly', 'no', 'yes')
}

function setting(server: string, key: string, found: string, wanted: string): OpendomeError {
  return new OpendomeError(
    'unsupported',
    `setting ${key} ${found} of Redis at ${server}: a study needs ${wanted}`,
    {
      hint: `type redis-cli CONFIG SET ${key} ${wanted}, and put it into redis.conf`,
    },
  )
}
