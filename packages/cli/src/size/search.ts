import { Worker } from 'node:worker_threads'
import { OpendomeError, type SizeStudy } from '@opendome/model'
import { inSearch } from '@opendome/model/answer'
import { SIZE_STAGES, type SizeResult } from '@opendome/model/fleet'
import { searchOptions } from '@opendome/model/study'
import type { Interrupt } from '../interrupt.ts'
import { progress } from '../progress.ts'
import { placed, type ScenarioInput } from '../scenario-file.ts'
import { fixed } from '../text/format.ts'
import type { SearchMessage } from './search-message.ts'

/** A fleet, or why there is none; neither where Ctrl-C came first. */
export type SearchOutcome = { readonly result: SizeResult } | { readonly error: OpendomeError | undefined }

const WORDS: Readonly<Record<string, string>> = {
  orbits: 'orbits',
  trade: 'altitude by altitude',
  front: 'fleets around it',
}
/** How often the thread is told of Ctrl-C, ms. */
const LOOK_UP = 50

/**
 * Searches for the smallest fleet in a thread of its own, so that Ctrl-C is felt and the bar moves; after Ctrl-C the result is the best so far.
 * Mistakes in what is asked for are thrown with their place.
 */
export async function searchFleet(
  input: ScenarioInput,
  study: SizeStudy,
  interrupt: Interrupt,
  trade: boolean,
): Promise<SearchOutcome> {
  const place = (error: OpendomeError): OpendomeError =>
    placed(input, error.where === undefined ? error.at('size') : error)
  const options = inSearch(input, () => searchOptions(study, trade))
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const stages = SIZE_STAGES.filter(
    (stage) => (stage !== 'second shell' || options.shells === 2) && (stage !== 'trade' || trade),
  )
  const bar = progress(stages.length)
  const worker = new Worker(new URL('./search-worker.js', import.meta.url), { workerData: { options, stop } })
  const timer = setInterval(() => Atomics.store(stop, 0, interrupt.stopped ? 1 : 0), LOOK_UP)
  try {
    const last = await new Promise<Exclude<SearchMessage, { progress: unknown }>>((resolve, reject) => {
      worker.on('error', reject)
      worker.on('message', (message: SearchMessage) => {
        if ('progress' in message) {
          const { stage, done, best } = message.progress
          const size =
            best === undefined || stage === 'second shell' || stage === 'trade'
              ? ''
              : `, best so far ${fixed(best.planes * best.perPlane)}`
          bar.update(stages.indexOf(stage) + Math.min(1, done), `${WORDS[stage] ?? `${stage} search`}${size}`)
        } else resolve(message)
      })
    })
    if ('result' in last) return last
    const { code, message, hint } = last.error
    const error = place(new OpendomeError(code, message.slice(code.length + 1), { hint }))
    if (code !== 'infeasible') throw error
    return { error: interrupt.stopped ? undefined : error }
  } finally {
    clearInterval(timer)
    bar.stop()
    await worker.terminate()
  }
}
