/** The thread of a search: takes its options and a stop flag, and sends `SearchMessage`. */
import { parentPort, workerData } from 'node:worker_threads'
import { OpendomeError } from '@opendome/model'
import { sizeFleet, type SizeOptions } from '@opendome/model/fleet'
import type { SearchMessage } from './search-message.ts'

/** At most one report of progress in so many ms. */
const REPORT = 100

const { options, stop } = workerData as { readonly options: SizeOptions; readonly stop: Int32Array }
const send = (message: SearchMessage): void => parentPort!.postMessage(message)

let reported = 0
try {
  const result = sizeFleet({
    ...options,
    onProgress: (progress) => {
      if (performance.now() - reported > REPORT) {
        reported = performance.now()
        send({ progress })
      }
      return Atomics.load(stop, 0) === 0
    },
  })
  send({ result })
} catch (error) {
  if (!(error instanceof OpendomeError)) throw error
  send({ error: { code: error.code, message: error.message, hint: error.hint } })
}
