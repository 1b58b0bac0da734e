import type { Refusal, StudyReport } from '@opendome/model/study'
import { ModelMistakes } from '../model/client.ts'
import type { Dispute, Job } from './job.ts'

/** How far a study is. */
export interface Progress {
  readonly runs: number
  readonly of: number
  readonly points: number
  readonly ofPoints: number
  /** Hosts at work for it, where hosts of the server are. */
  readonly hosts?: number | null
}

/** What the thread of a study is told. */
export type Here = Job | { readonly stop: true } | { readonly disputesOf: string }

/** What it says. */
export type Told =
  | { readonly progress: Progress }
  | { readonly report: string }
  | { readonly disputes: readonly Dispute[] }
  | { readonly mistakes: readonly Refusal[] }

/** Performs a study in a thread of this page. `stop` ends it before its time, with what is done. Rejects with `ModelMistakes`. */
export function performHere(
  job: Job,
  { stop, onProgress }: { readonly stop: AbortSignal; readonly onProgress: (progress: Progress) => void },
): Promise<StudyReport> {
  return inThread<StudyReport>(job, stop, (told) => {
    if ('report' in told) return JSON.parse(told.report) as StudyReport
    if ('progress' in told) onProgress(told.progress)
    return undefined
  })
}

/** The disputed assumptions of a scenario: its own, or the usual ones. Rejects with `ModelMistakes`. */
export function disputesOf(scenario: string, stop: AbortSignal): Promise<readonly Dispute[]> {
  return inThread({ disputesOf: scenario }, stop, (told) => ('disputes' in told ? told.disputes : undefined))
}

/** One order in a thread of its own, until `answer` makes something of what it says. */
function inThread<T>(
  order: Exclude<Here, { readonly stop: true }>,
  stop: AbortSignal,
  answer: (told: Told) => T | undefined,
): Promise<T> {
  const thread = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'opendome study',
  })
  const say = (message: Here): void => thread.postMessage(message)
  const end = (): void => say({ stop: true })
  return new Promise<T>((resolve, reject) => {
    thread.onmessage = ({ data }: MessageEvent<Told>): void => {
      if ('mistakes' in data) reject(new ModelMistakes(data.mistakes))
      const found = answer(data)
      if (found !== undefined) resolve(found)
    }
    thread.onerror = (event): void => {
      event.preventDefault()
      reject(new Error(event.message))
    }
    stop.addEventListener('abort', end)
    say(order)
    if (stop.aborted) end()
  }).finally(() => {
    stop.removeEventListener('abort', end)
    thread.terminate()
  })
}
