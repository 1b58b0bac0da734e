import type { Question } from '@opendome/model/answer'
import { Cores, type Answered, type PlanOrder, type Planned } from '@opendome/workers'
import { failure } from './failure.ts'

export interface AnswersOptions {
  readonly threads: number
  /** Questions that may wait beside those at work. */
  readonly queue: number
  /** Milliseconds that a question may take, its wait included. */
  readonly timeout: number
}

/** Answers questions in threads: so many at once, so many waiting, each within its time. */
export class Answers {
  readonly #options: AnswersOptions
  readonly #cores: Cores
  readonly #open = new Set<AbortController>()
  #closed = false

  constructor(options: AnswersOptions) {
    this.#options = options
    this.#cores = new Cores(options.threads)
  }

  /** Questions that are being answered or wait. */
  get open(): number {
    return this.#open.size
  }

  get threads(): number {
    return this.#options.threads
  }

  /** The document of a question. `gone`: the asker has left. Throws a failure of status 503 where there is no room or no time. */
  ask(question: Question, gone?: AbortSignal): Promise<Answered> {
    return this.#within((signal) => this.#cores.answer(question, signal), gone)
  }

  /** What a study asks for. */
  plan(order: Omit<PlanOrder, 'name'>, gone?: AbortSignal): Promise<Planned> {
    return this.#within((signal) => this.#cores.plan({ name: 'study', ...order }, signal), gone)
  }

  /** Ends the threads, and what they are at. */
  async close(): Promise<void> {
    this.#closed = true
    for (const one of this.#open) one.abort()
    await this.#cores.close()
  }

  async #within<T>(work: (signal: AbortSignal) => Promise<T>, gone?: AbortSignal): Promise<T> {
    const { threads, queue, timeout } = this.#options
    if (this.#closed) throw stopping()
    if (this.#open.size >= threads + queue)
      throw failure(
        503,
        'infeasible',
        `request: ${threads} are at work and ${queue} wait`,
        'ask again in a while',
        5,
      )
    const stop = new AbortController()
    const end = (): void => stop.abort()
    let late = false
    const timer = setTimeout(() => {
      late = true
      end()
    }, timeout)
    gone?.addEventListener('abort', end)
    if (gone?.aborted === true) end()
    this.#open.add(stop)
    try {
      return await work(stop.signal)
    } catch (error) {
      if (late)
        throw failure(
          503,
          'infeasible',
          `request: not answered within ${timeout / 1000} s`,
          'ask for fewer runs, or make it a study',
        )
      if (this.#closed || stop.signal.aborted) throw stopping()
      if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        throw failure(422, 'infeasible', 'request: it needs more memory than a thread may have')
      throw error
    } finally {
      clearTimeout(timer)
      gone?.removeEventListener('abort', end)
      this.#open.delete(stop)
    }
  }
}

const stopping = () =>
  failure(503, 'infeasible', 'request: the server is stopping', 'ask again when it is back', 5)
