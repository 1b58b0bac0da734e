import type { Refusal } from '@opendome/model/study'
import type { Asked, Told, Work, WorkName } from './messages.ts'

/** Mistakes that the model found in what it was asked. */
export class ModelMistakes extends Error {
  readonly list: readonly Refusal[]
  constructor(list: readonly Refusal[]) {
    super(list[0]?.message ?? 'invalid')
    this.list = list
  }
}

/** Work that was given up before its end. */
export class GivenUp extends Error {}

interface Open {
  readonly part: (part: never) => void
  readonly done: (value: never) => void
  readonly failed: (error: Error) => void
}

/** One thread of the model. Work is done in the order it was asked. */
export class ModelThread {
  readonly #name: string
  #worker: Worker | undefined
  readonly #waiting: Asked[] = []
  readonly #open = new Map<number, Open>()
  #next = 1

  /** `after`: the thread starts only then, and takes up what it has been asked meanwhile. */
  constructor(name: string, after?: Promise<void>) {
    this.#name = name
    if (after === undefined) this.#start()
    else void after.then(() => this.#start())
  }

  #start(): void {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: this.#name })
    for (const message of this.#waiting.splice(0)) this.#worker.postMessage(message)
    this.#worker.onmessage = ({ data }: MessageEvent<Told>): void => this.#told(data)
    this.#worker.onerror = (event): void => {
      event.preventDefault()
      for (const open of this.#open.values()) open.failed(new Error(event.message))
      this.#open.clear()
    }
  }

  /** Asks for work. `signal` ends it; `part` is told what comes on the way. */
  ask<K extends WorkName>(
    work: K,
    input: Work[K]['in'],
    { signal, part }: { signal?: AbortSignal; part?: (part: Work[K]['part']) => void } = {},
  ): Promise<Work[K]['out']> {
    const id = this.#next++
    return new Promise((resolve, reject) => {
      const end = (): void => {
        if (!this.#open.delete(id)) return
        this.#post({ id, cancel: true })
        reject(new GivenUp())
      }
      if (signal?.aborted === true) {
        reject(new GivenUp())
        return
      }
      signal?.addEventListener('abort', end, { once: true })
      this.#open.set(id, { part: part ?? (() => undefined), done: resolve, failed: reject })
      this.#post({ id, work, input })
    })
  }

  #post(message: Asked): void {
    if (this.#worker === undefined) this.#waiting.push(message)
    else this.#worker.postMessage(message)
  }

  #told(message: Told): void {
    const open = this.#open.get(message.id)
    if (open === undefined) return
    if ('part' in message) {
      open.part(message.part as never)
      return
    }
    this.#open.delete(message.id)
    if ('done' in message) open.done(message.done as never)
    else open.failed(new ModelMistakes(message.mistakes))
  }
}
