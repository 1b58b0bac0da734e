import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { OpendomeError } from '@opendome/model'
import { STOP, type StudyMessage, type StudyOrder } from './order.ts'

/** The file that the thread starts from is JavaScript: beside this one when built, in the build where this is a source. */
const THREAD =
  ['./thread.js', '../../dist/studies/thread.js']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path)) ?? ''

/**
 * How long a study may take to end after it was asked to, ms: where the server closes, what is not whole by then is computed again; where somebody ended it, it
 * reports what is done, and nobody waits but who asked.
 */
export const PATIENCE = { closing: 10_000, ending: 30_000 }

type Ended = Exclude<StudyMessage, { progress: unknown } | { remark: string }>

/** One study at work in a thread. */
export class StudyThread {
  readonly id: string
  /** Resolves when the thread is gone; never rejects. */
  readonly ended: Promise<Ended>
  readonly #worker: Worker
  #timer: NodeJS.Timeout | undefined

  constructor(
    id: string,
    order: StudyOrder,
    told: {
      readonly onProgress: (progress: Extract<StudyMessage, { progress: unknown }>['progress']) => void
      readonly log: (text: string) => void
    },
  ) {
    if (THREAD === '')
      throw new OpendomeError('missing', 'build: the threads of @opendome/server are not built', {
        hint: 'type `npm run build`',
      })
    this.id = id
    this.#worker = new Worker(THREAD, { workerData: order, execArgv: [] })
    this.ended = new Promise((resolve) => {
      let last: Ended | undefined
      this.#worker.on('message', (message: StudyMessage) => {
        if ('progress' in message) told.onProgress(message.progress)
        else if ('remark' in message) told.log(message.remark)
        else last = message
      })
      this.#worker.on('error', (error) => {
        const { message } = error
        last = { failed: { code: 'infeasible', message: `infeasible study: its thread ended (${message})` } }
      })
      this.#worker.on('exit', () => {
        clearTimeout(this.#timer)
        resolve(last ?? { ended: 'stopped', runs: 0 })
      })
    })
  }

  /** Asks the study to end; ends the thread where it does not within `patience`, ms. */
  stop(patience: number): void {
    this.#worker.postMessage(STOP)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#worker.terminate(), patience)
  }
}
