import { OpendomeError, type Study } from '@opendome/model'
import { CoreEngine, Cores, programVersion, type Engine, type ResultStore } from '@opendome/workers'
import type { Notice } from '@opendome/workers/hosts'

/** Milliseconds between two attempts to reach Redis. */
const AGAIN = 1000

/** Who performs the runs of a study, and how many hosts that is; undefined for threads of this machine. */
export interface StudyEngine {
  readonly engine: Engine
  readonly hosts: () => number | undefined
}

/**
 * Threads of this machine, or with the address of a Redis the hosts that take jobs from it. A Redis that is away is waited for, since the study is kept; undefined where
 * `stop` comes first.
 */
export async function engineOf(
  study: Study,
  store: ResultStore,
  options: {
    readonly redis: string | undefined
    readonly threads: number
    readonly stop: AbortSignal
    /** Told of each host that refuses the study, and why. */
    readonly onRefusal: (text: string) => void
  },
): Promise<StudyEngine | undefined> {
  const { redis, threads, stop, onRefusal } = options
  if (redis === undefined)
    return { engine: new CoreEngine(new Cores(threads), store), hosts: () => undefined }
  const { HostEngine, connectRedis, redisAddress } = await import('@opendome/workers/hosts')
  const address = redisAddress(redis)
  const onHost = (notice: Notice): void => {
    const why = refusalOf(notice, store)
    if (why !== undefined) onRefusal(`host ${notice.host} refuses study "${study.name}": ${why}`)
  }
  while (!stop.aborted) {
    try {
      const engine = new HostEngine(await connectRedis(address), store, study.name, onHost)
      return { engine, hosts: () => engine.hosts }
    } catch (error) {
      if (!(error instanceof OpendomeError) || error.code !== 'missing') throw error
      await new Promise((resolve) => setTimeout(resolve, AGAIN))
    }
  }
  return undefined
}

/** Why a host cannot work for a study of this server; undefined where it can. */
function refusalOf({ opendome, store }: Notice, own: ResultStore): string | undefined {
  if (opendome !== programVersion())
    return `it runs opendome ${opendome}, the server ${programVersion()}; install and build the same there`
  return store === own.id
    ? undefined
    : 'its results go to another store; give both the same shared folder with --out'
}
