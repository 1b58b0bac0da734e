/** The thread that performs one study on threads of its own: what a course makes of runs is too much work for the thread that answers requests. */
import { parentPort, workerData } from 'node:worker_threads'
import { OpendomeError, courseOf, readStudy } from '@opendome/model'
import { studyOptions } from '@opendome/model/answer'
import { CoreEngine, Cores, ResultStore, performStudy, taskRuns } from '@opendome/workers'
import { STOP, type StudyMessage, type StudyOrder } from './order.ts'

/** At most one report of progress in so many ms. */
const PERIOD = 200

const { text, scenario, consent, folder, threads } = workerData as StudyOrder
const send = (message: StudyMessage): void => parentPort!.postMessage(message)

async function perform(): Promise<void> {
  const study = readStudy(text, studyOptions('study', scenario))
  const course = courseOf(study, { taskRuns: taskRuns(study), ahead: threads, consent })
  const store = await ResultStore.create(folder)
  const engine = new CoreEngine(new Cores(threads), store)
  const stop = new AbortController()
  parentPort!.on('message', (message) => {
    if (message === STOP) stop.abort()
  })
  let sent = 0
  const progress = (): void => {
    sent = performance.now()
    const { runs, of, points, ofPoints } = course.progress()
    send({ progress: { runs, of, points, ofPoints } })
  }
  try {
    const { report, stopped } = await performStudy({
      study,
      file: 'study',
      course,
      store,
      engine,
      signal: stop.signal,
      onProgress: () => {
        if (performance.now() - sent > PERIOD) progress()
      },
    })
    progress()
    send({ ended: stopped ? 'stopped' : 'done', runs: report.runs })
  } finally {
    await engine.close()
  }
}

try {
  await perform()
} catch (error) {
  if (!(error instanceof OpendomeError)) throw error
  const { code, message, where, hint } = error
  send({ failed: { code, message, where, hint } })
} finally {
  // The port would keep the thread alive.
  parentPort!.close()
}
