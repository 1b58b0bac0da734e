import { availableParallelism } from 'node:os'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serialize } from 'node:v8'
import { OpendomeError, readScenario } from '@opendome/model'
import {
  packTable,
  solveFlights,
  unpackTable,
  type FlightCache,
  type Refusal,
  type RunTable,
  type Task,
} from '@opendome/model/study'
import { Piscina, move } from 'piscina'
import type { ShardBytes } from '../store/shard.ts'
import type { Question } from '@opendome/model/answer'
import {
  DONE,
  STOP,
  type Answered,
  type Base,
  type EventsOrder,
  type PlanOrder,
  type Planned,
  type RunsOrder,
  type Solved,
} from './order.ts'

/** The file that threads start from is JavaScript: beside this one when built, in the build where this is a source. */
const THREAD =
  ['./thread.js', '../../dist/cores/thread.js']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path)) ?? ''
/** Scenarios whose solved flights are kept for the threads. */
const KEPT = 16
/** Fewest runs that are worth a message to a thread. */
const LEAST = 10

/** Threads of a machine where nobody says how many. */
export function allCores(): number {
  return availableParallelism()
}

/**
 * The cores of one machine as a pool of threads. Each run is computed by one thread from its index alone, so the result depends neither on the number of
 * threads nor on who comes first.
 *
 * @example
 * const cores = new Cores(4)
 * const table = await cores.runs({ point: 0, scenario: '{"opendome": 1, "from": "cbo-2026"}', set: {}, from: 0, to: 1000 })
 * await cores.close()
 */
export class Cores {
  readonly threads: number
  readonly #pool: Piscina
  readonly #control = new SharedArrayBuffer(8)
  readonly #flags = new Int32Array(this.#control)
  readonly #bases = new Map<string, Base>()
  #count = 0

  /** Starts as many threads. Throws `missing` where the package is not built. */
  constructor(threads: number = allCores()) {
    if (THREAD === '')
      throw new OpendomeError('missing', 'build: the threads of @opendome/workers are not built', {
        hint: 'type `npm run build`',
      })
    this.threads = threads
    this.#pool = new Piscina({
      filename: THREAD,
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Infinity,
      // The threads need nothing of what the program was started with.
      execArgv: [],
    })
  }

  /** Runs that the threads have finished since the start. */
  get done(): number {
    return Atomics.load(this.#flags, DONE) >>> 0
  }

  /** Asks all threads to end after a few more runs; what is done is handed over. */
  stop(): void {
    Atomics.store(this.#flags, STOP, 1)
  }

  /**
   * The runs of a task, in pieces for `shares` threads. After `stop` the tables of what was done, in the order of runs and with gaps. Throws what the model refuses.
   */
  async runs(task: Task, shares = 1): Promise<readonly RunTable[]> {
    const base = this.#baseOf(task.scenario)
    const size = Math.max(LEAST, Math.ceil((task.to - task.from) / shares))
    const orders: RunsOrder[] = []
    for (let from = task.from; from < task.to; from += size)
      orders.push({
        base,
        set: task.set,
        point: task.point,
        from,
        to: Math.min(task.to, from + size),
        control: this.#control,
      })
    const packed = await Promise.all(orders.map((order) => this.#run<ArrayBuffer | null>('runs', order)))
    return packed.flatMap((buffer) => (buffer === null ? [] : [unpackTable(buffer)]))
  }

  /** A table as a Parquet file, written by a thread. */
  encode(table: RunTable): Promise<ShardBytes> {
    return this.#run<ShardBytes>('encode', move(packTable(table)))
  }

  /** The events of the runs of a task as a Parquet file. Throws what the model refuses. */
  events({ scenario, set, from, to }: Task): Promise<ShardBytes> {
    const order: EventsOrder = { base: this.#baseOf(scenario), set, from, to }
    return this.#run<ShardBytes>('events', order)
  }

  /** The document that answers a question. The signal ends the thread at work on it, and another takes its place; rejects with an AbortError then. */
  answer(question: Question, signal?: AbortSignal): Promise<Answered> {
    return this.#pool.run(question, { name: 'answer', signal: signal ?? null }) as Promise<Answered>
  }

  /** What a study file asks for, or its mistakes. The signal as in `answer`. */
  plan(order: PlanOrder, signal?: AbortSignal): Promise<Planned> {
    return this.#pool.run(order, { name: 'plan', signal: signal ?? null }) as Promise<Planned>
  }

  async close(): Promise<void> {
    this.stop()
    await this.#pool.destroy()
  }

  async #run<T>(name: string, order: unknown): Promise<T> {
    const answer = (await this.#pool.run(order, { name })) as T | Refusal
    if (!isRefusal(answer)) return answer
    const { code, message, where, hint } = answer
    throw new OpendomeError(code, message.slice(code.length + 1), { where, hint })
  }

  /**
   * Solves the flights of a scenario as written, once. Points of a study that fly otherwise are solved by the thread that runs them, and a scenario that
   * cannot be flown as written is left to them altogether.
   */
  #baseOf(text: string): Base {
    const known = this.#bases.get(text)
    if (known !== undefined) return known
    const flights: FlightCache = new Map()
    try {
      solveFlights(readScenario(text, { name: 'scenario' }), flights)
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
    }
    const solved: Solved = { text, flights }
    const bytes = serialize(solved)
    const shared = new SharedArrayBuffer(bytes.byteLength)
    new Uint8Array(shared).set(bytes)
    const base: Base = { id: ++this.#count, solved: shared }
    this.#bases.set(text, base)
    if (this.#bases.size > KEPT) this.#bases.delete([...this.#bases.keys()][0]!)
    return base
  }
}

function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'code' in answer && 'message' in answer
}
