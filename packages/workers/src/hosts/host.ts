import { OpendomeError } from '@opendome/model'
import type { Task } from '@opendome/model/study'
import { UnrecoverableError, Worker, type Job as QueueJob } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Cores } from '../cores/index.ts'
import { StudyFailure } from '../failure.ts'
import { programVersion } from '../program.ts'
import type { ResultStore } from '../store/index.ts'
import { computeShards } from '../study/index.ts'
import { Board, type Notice } from './board.ts'
import { PREFIX, queueName, scenarioKey, type Job, type JobResult } from './job.ts'

/** How long a job is held by a host that does not renew its claim, ms. It is renewed twice within; work is done in threads, so nothing delays it. */
const LOCK = 6000
/** How often hosts look for jobs whose host is gone, ms. */
const LOOK = 3000
/** How many hosts a job may take with it before it is set aside. */
const LOSSES = 3
/** Scenarios whose text is kept. */
const KEPT = 16

export interface HostOptions {
  readonly redis: Redis
  readonly store: ResultStore
  readonly cores: Cores
  /** A job is done, or failed. */
  readonly onJob?: (job: Job, outcome: { readonly runs: number } | { readonly error: string }) => void
  /** A study has come up on the board. */
  readonly onStudy?: (notice: Notice) => void
}

/** A host at work: takes jobs of its version and store from Redis, computes them in its threads and writes shards into the store. */
export class Host {
  readonly #options: HostOptions
  readonly #worker: Worker<Job, JobResult>
  readonly #board: Board
  readonly #scenarios = new Map<string, string>()

  constructor(options: HostOptions) {
    this.#options = options
    const { redis, store, cores, onJob, onStudy } = options
    this.#worker = new Worker<Job, JobResult>(queueName(store), (job) => this.#work(job), {
      connection: redis,
      prefix: PREFIX,
      concurrency: cores.threads,
      lockDuration: LOCK,
      stalledInterval: LOOK,
      maxStalledCount: LOSSES,
    })
    // Lost connections come back by themselves.
    this.#worker.on('error', () => undefined)
    this.#worker.on('completed', ({ data }, { shards }) =>
      onJob?.(data, { runs: shards.reduce((sum, { from, to }) => sum + to - from, 0) }),
    )
    this.#worker.on('failed', (job, error) => {
      if (job !== undefined) onJob?.(job.data, { error: error.message })
    })
    this.#board = new Board(redis, { role: 'host' }, store, (notice) => onStudy?.(notice))
  }

  /** Resolves when jobs are being taken. */
  async ready(): Promise<void> {
    await this.#worker.waitUntilReady()
  }

  async #work({ data }: QueueJob<Job, JobResult>): Promise<JobResult> {
    const { store, cores } = this.#options
    const { kind, opendome, setting, point, set, from, to } = data
    if (opendome !== programVersion())
      throw new UnrecoverableError(
        `unsupported job of opendome ${opendome}: this host runs ${programVersion()}`,
      )
    if (data.store !== store.id)
      throw new UnrecoverableError('unsupported job of another result store: this host cannot see it')
    const task: Task = { point, set, from, to, scenario: await this.#scenario(data.scenario) }
    try {
      if (kind === 'events') {
        const shard = await store.write(setting, 'events', task, await cores.events(task))
        return { shards: [shard].map(reference) }
      }
      const written = await computeShards(cores, store, setting, task, 1)
      return { shards: written.map(({ shard }) => reference(shard)) }
    } catch (error) {
      if (!(error instanceof OpendomeError) || error instanceof StudyFailure) throw error
      const { code, message, where, hint } = error
      return { shards: [], refused: { code, message, where, hint } }
    }
  }

  async #scenario(hash: string): Promise<string> {
    const known = this.#scenarios.get(hash)
    if (known !== undefined) return known
    const text = await this.#options.redis.get(scenarioKey(hash))
    if (text === null) throw new Error(`missing scenario ${hash} in Redis`)
    this.#scenarios.set(hash, text)
    if (this.#scenarios.size > KEPT) this.#scenarios.delete([...this.#scenarios.keys()][0]!)
    return text
  }

  /** Ends soon: jobs under way are handed back with what is done of them. */
  async close(): Promise<void> {
    this.#options.cores.stop()
    await this.#board.close()
    await this.#worker.close(this.#options.redis.status !== 'ready')
  }
}

const reference = ({ file, from, to, sha256 }: JobResult['shards'][number]): JobResult['shards'][number] => ({
  file,
  from,
  to,
  sha256,
})
