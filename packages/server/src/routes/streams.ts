import { PassThrough, type Readable } from 'node:stream'
import { failure } from '../failure.ts'
import type { StudyState } from '../schemas.ts'
import type { StudyDesk } from '../studies/desk.ts'

/** Streams that may be open at once. */
const MOST = 512
/** A sign of life, ms: proxies close what is silent, and of studies of other programs the store alone tells. */
const HEARTBEAT = 15_000

/** Streams of progress. A reader who is slow is told the newest state when there is room again, and never holds up another. */
export class Streams {
  readonly #desk: Pick<StudyDesk, 'find' | 'watch'>
  readonly #open = new Set<PassThrough>()

  constructor(desk: Pick<StudyDesk, 'find' | 'watch'>) {
    this.#desk = desk
  }

  /** The progress of a study, from now to its end. Throws a failure of status 503 where too many are open. */
  open(study: string): Readable {
    const desk = this.#desk
    if (this.#open.size >= MOST)
      throw failure(
        503,
        'infeasible',
        `stream: ${MOST} are open`,
        'ask how far the study is now and then',
        30,
      )
    const stream = new PassThrough()
    this.#open.add(stream)
    let pending: StudyState | undefined
    const send = (state: StudyState): void => {
      if (stream.writableEnded) return
      const ended = isAtEnd(state)
      if (stream.writableNeedDrain && !ended) {
        pending = state
        return
      }
      pending = undefined
      stream.write(`event: ${ended ? 'end' : 'progress'}\ndata: ${JSON.stringify(state)}\n\n`)
      if (ended) stream.end()
    }
    const unwatch = desk.watch(study, send)
    const timer = setInterval(() => {
      const now = desk.find(study)
      if (now === undefined) stream.end()
      else send(now)
    }, HEARTBEAT)
    stream.on('drain', () => {
      if (pending !== undefined) send(pending)
    })
    const closed = (): void => {
      clearInterval(timer)
      unwatch()
      this.#open.delete(stream)
    }
    stream.once('close', closed)
    stream.once('finish', closed)
    const now = desk.find(study)
    if (now === undefined) stream.end()
    else send(now)
    return stream
  }

  close(): void {
    for (const stream of this.#open) stream.end()
  }
}

const isAtEnd = ({ state }: StudyState): boolean => state !== 'waiting' && state !== 'running'
