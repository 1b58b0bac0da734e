import type { ResultStore } from '@opendome/workers'

/** Hosts that take the runs of studies from Redis, as far as the server sees them. */
export interface HostsNow {
  readonly reachable: boolean
  /** At work for this program and store. */
  readonly hosts: number
}

/** The Redis behind a server: a connection of its own that looks at who is at work. */
export interface Hosts {
  now(): Promise<HostsNow>
  close(): void
}

/**
 * Connects to the Redis of an address as `opendome serve --redis` takes it. Throws `invalid` and `missing` as `connectRedis`, and `unsupported` for settings that would
 * lose work. The packages of Redis are loaded here alone.
 */
export async function connectHosts(url: string, store: ResultStore): Promise<Hosts> {
  const { checkSettings, connectRedis, hostsAtWork, redisAddress } = await import('@opendome/workers/hosts')
  const address = redisAddress(url)
  const redis = await connectRedis(address)
  try {
    await checkSettings(redis, address.name)
  } catch (error) {
    redis.disconnect()
    throw error
  }
  return {
    async now() {
      const hosts = await hostsAtWork(redis, store)
      return { reachable: hosts !== undefined, hosts: hosts ?? 0 }
    },
    close: () => redis.disconnect(),
  }
}
