import { OpendomeError } from '@opendome/model'
import type { RunTable, Task } from '@opendome/model/study'
import { Queue, QueueEvents, type Job as QueueJob } from 'bullmq'
import type { Redis } from 'ioredis'
import { StudyFailure } from '../failure.ts'
import { programVersion } from '../program.ts'
import { gapsOf, sha256, type Range, type ResultStore, type ShardFile } from '../store/index.ts'
import type { Engine } from '../study/index.ts'
import { Board, type Notice } from './board.ts'
import { PREFIX, jobId, queueName, scenarioKey, type Job, type JobResult } from './job.ts'

/** Jobs under way at once: enough for many hosts, few enough to end soon. */
const WIDTH = 256
/** How often jobs are looked at although no event came, ms: events may be lost when Redis is restarted. */
const LOOK = 1000
/** A job is tried so often, with twice the wait each time, before it is set aside. */
const ATTEMPTS = 4
const BACK_OFF = 500
/** How long a scenario stays in Redis, s: longer than a study waits for hosts. */
const SCENARIO_LIFE = 30 * 86_400
/** How long what nobody fetches stays, s. */
const DONE_LIFE = 86_400
const FAILED_LIFE = 30 * 86_400
/** A shard that a host has written is seen after so many looks at most: shared folders lag. */
const LOOKS_FOR_SHARD = 20
const BETWEEN_LOOKS = 250
/** Answers whose shards are not to be seen, before hosts and study are told to look into different folders. */
const UNSEEN = 3

/** Hosts that take jobs from Redis, and share the store's folder. */
export class HostEngine implements Engine {
  readonly width = WIDTH
  #done = 0
  readonly #redis: Redis
  readonly #store: ResultStore
  readonly #queue: Queue<Job, JobResult>
  readonly #events: QueueEvents
  readonly #board: Board
  readonly #scenarios = new Map<string, Promise<string>>()
  readonly #waiting = new Map<string, () => void>()
  readonly #timer: NodeJS.Timeout
  #stopped = false

  /** `onHost` is called for each host that comes up. */
  constructor(redis: Redis, store: ResultStore, name: string, onHost: (notice: Notice) => void) {
    this.#redis = redis
    this.#store = store
    const options = { connection: redis, prefix: PREFIX }
    this.#queue = new Queue<Job, JobResult>(queueName(store), options)
    this.#events = new QueueEvents(queueName(store), options)
    // Lost connections come back by themselves.
    this.#queue.on('error', () => undefined)
    this.#events.on('error', () => undefined)
    const wake = ({ jobId: id }: { jobId: string }): void => this.#waiting.get(id)?.()
    this.#events.on('completed', wake)
    this.#events.on('failed', wake)
    this.#timer = setInterval(() => this.#wakeAll(), LOOK)
    this.#board = new Board(redis, { role: 'study', name }, store, onHost)
  }

  get done(): number {
    return this.#done
  }

  /** Hosts at work that fit. */
  get hosts(): number {
    return this.#board.fitting
  }

  async compute(setting: string, task: Task): Promise<readonly RunTable[]> {
    const tables: RunTable[] = []
    let unseen = 0
    for (;;) {
      tables.sort((a, b) => a.from - b.from)
      const gap = gapsOf(tables, task)[0]
      if (gap === undefined || this.#stopped) return tables
      const result = await this.#ask('runs', setting, task, gap)
      if (result === undefined) return tables
      const own = await this.#read(setting, result.shards)
      if (own.length === 0 && result.shards.length > 0 && ++unseen === UNSEEN)
        throw new StudyFailure(
          'missing',
          `runs ${gap.from} to ${gap.to - 1}: hosts answer, but no shard comes`,
          {
            where: this.#store.settingFolder(setting),
            hint: 'check that hosts and study see the same folder',
          },
        )
      tables.push(...own)
      this.#done += own.reduce((sum, { from, to }) => sum + to - from, 0)
    }
  }

  async events(setting: string, task: Task): Promise<void> {
    await this.#ask('events', setting, task, task)
  }

  /** Puts a job into the queue and waits for its end; undefined after `stop`. Throws what the model refuses, and `StudyFailure` for a job set aside. */
  async #ask(kind: Job['kind'], setting: string, task: Task, range: Range): Promise<JobResult | undefined> {
    const data: Job = {
      kind,
      opendome: programVersion(),
      store: this.#store.id,
      setting,
      scenario: await this.#scenario(task.scenario),
      point: task.point,
      set: task.set,
      from: range.from,
      to: range.to,
    }
    const id = jobId(data)
    // What failed before is tried anew; what is done is fetched.
    const before = await this.#queue.getJob(id)
    if (before !== undefined && (await before.isFailed())) await before.remove().catch(() => undefined)
    const job = await this.#end(id, data)
    if (job === undefined) return undefined
    await job.remove().catch(() => undefined)
    const { refused, shards } = job.returnvalue
    if (refused === undefined) return { shards }
    const { code, message, where, hint } = refused
    throw new OpendomeError(code, message.slice(code.length + 1), { where, hint })
  }

  /** The job once it is done. Adds it where it is not there: the first time, and where Redis lost it. */
  async #end(id: string, data: Job): Promise<QueueJob<Job, JobResult> | undefined> {
    for (;;) {
      if (this.#stopped) {
        const job = await this.#queue.getJob(id)
        // One that a host works on cannot be taken back.
        await job?.remove().catch(() => undefined)
        return undefined
      }
      const woken = new Promise<void>((resolve) => this.#waiting.set(id, resolve))
      const job = await this.#queue.getJob(id)
      if (job === undefined) await this.#add(id, data)
      else if (await job.isCompleted()) return (await this.#queue.getJob(id)) ?? job
      else if (await job.isFailed()) throw setAside(job, data)
      await woken
      this.#waiting.delete(id)
    }
  }

  async #add(id: string, data: Job): Promise<void> {
    await this.#queue.add(data.kind, data, {
      jobId: id,
      attempts: ATTEMPTS,
      backoff: { type: 'exponential', delay: BACK_OFF },
      removeOnComplete: { age: DONE_LIFE },
      removeOnFail: { age: FAILED_LIFE },
    })
  }

  /** Tables of shards that hosts have written, each checked against the hash that the host told. */
  async #read(setting: string, shards: JobResult['shards']): Promise<RunTable[]> {
    const tables: RunTable[] = []
    for (const shard of shards) {
      const file: ShardFile = { ...shard, kind: 'runs', setting }
      let table = await this.#store.read(file)
      for (let look = 0; table === undefined && look < LOOKS_FOR_SHARD; look++) {
        await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS))
        table = await this.#store.read(file)
      }
      if (table !== undefined) tables.push(table)
    }
    return tables
  }

  /** Puts the text of a scenario into Redis, once. */
  #scenario(text: string): Promise<string> {
    const hash = sha256(text)
    let put = this.#scenarios.get(hash)
    if (put === undefined) {
      put = this.#redis.set(scenarioKey(hash), text, 'EX', SCENARIO_LIFE).then(() => hash)
      this.#scenarios.set(hash, put)
    }
    return put
  }

  #wakeAll(): void {
    for (const wake of this.#waiting.values()) wake()
  }

  stop(): void {
    this.#stopped = true
    this.#wakeAll()
  }

  async close(): Promise<void> {
    this.stop()
    clearInterval(this.#timer)
    await this.#board.close()
    await this.#events.close()
    await this.#queue.close()
    this.#redis.disconnect()
  }
}

/** A job that failed on every attempt: it stays in Redis with its error. */
function setAside(job: QueueJob<Job, JobResult>, { from, to, point }: Job): StudyFailure {
  return new StudyFailure(
    'infeasible',
    `runs ${from} to ${to - 1} of point ${point}: set aside after ${job.attemptsMade} attempts (${job.failedReason.split('\n')[0]!})`,
    {
      hint: 'what is done is kept; mend the host that says so and type the same command again',
    },
  )
}
