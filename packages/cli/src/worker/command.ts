import { hostname } from 'node:os'
import { Cores, ResultStore, programVersion } from '@opendome/workers'
import { Host, checkSettings, connectRedis, redisAddress } from '@opendome/workers/hosts'
import { stopAsked } from '../interrupt.ts'
import { DEFAULT_STORE, threadsOption } from '../study/options.ts'
import { answer, answerJson, remark } from '../terminal.ts'
import { counted } from '../text/format.ts'
import { ownVersion } from '../version.ts'

export interface WorkerOptions {
  readonly redis: string
  readonly workers?: string
  readonly out?: string
  readonly json?: boolean
}

/** Milliseconds between two remarks on what is done. */
const PERIOD = 10_000

/** `opendome worker`: lends this host to studies until Ctrl-C; returns the exit code. */
export async function workerCommand(options: WorkerOptions): Promise<number> {
  const address = redisAddress(options.redis)
  const threads = threadsOption(options.workers)
  const redis = await connectRedis(address)
  try {
    await checkSettings(redis, address.name)
    const store = await ResultStore.create(options.out ?? DEFAULT_STORE)
    const cores = new Cores(threads)
    const done = { jobs: 0, runs: 0, failed: 0 }
    const host = new Host({
      redis,
      store,
      cores,
      onJob: (job, outcome) => {
        if ('runs' in outcome) {
          done.jobs++
          done.runs += outcome.runs
        } else {
          done.failed++
          remark(`runs ${job.from} to ${job.to - 1} of point ${job.point}: ${outcome.error}`)
        }
      },
      onStudy: ({ name, host: from, opendome, store: id }) => {
        const study = `study "${name ?? ''}" of ${from}`
        if (opendome !== programVersion())
          remark(`refused ${study}: it is of opendome ${opendome}, this host runs ${programVersion()}`)
        else if (id === store.id) remark(`working for ${study}`)
        else remark(`refused ${study}: its results go to another store than ${store.folder}`)
      },
    })
    await host.ready()
    remark(
      `host ${hostname()} at work: opendome ${programVersion()}, ${counted(cores.threads, 'thread')}, Redis at ${address.name}, results in ${store.folder}; Ctrl-C ends`,
    )
    let told = 0
    const timer = setInterval(() => {
      if (done.runs === told) return
      told = done.runs
      remark(`${counted(done.jobs, 'job')}, ${counted(done.runs, 'run')}`)
    }, PERIOD)
    const code = await stopAsked()
    clearInterval(timer)
    await host.close()
    await cores.close()
    if (options.json === true) answerJson({ opendome: ownVersion(), ...done })
    else
      answer(`${counted(done.jobs, 'job')}, ${counted(done.runs, 'run')}, ${counted(done.failed, 'failure')}`)
    return code
  } finally {
    redis.disconnect()
  }
}
