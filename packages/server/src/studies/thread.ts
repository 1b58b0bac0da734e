/** The thread that performs one study on threads of its own: what a course makes of runs is too much work for the thread that answers requests. */
import { parentPort, workerData } from 'node:worker_threads'
import { OpendomeError, courseOf, readStudy } from '@opendome/model'
import { studyOptions } from '@opendome/model/answer'
import { CoreEngine, Cores, ResultStore, performStudy, taskRuns } from '@opendome/workers'
import { STOP, type StudyMessage, type StudyOrder } from './order.ts'

/** One report of progress in so many ms. */
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
  // Runs of tasks under way count as soon as they are computed, where the engine knows of them: those that a stop rule then leaves out are few.
  let computed = 0
  const timer = setInterval(() => {
    const { runs, of, points, ofPoints } = course.progress()
    const underWay = Math.max(0, engine.done - computed)
    send({ progress: { runs: Math.min(of, runs + underWay), of, points, ofPoints } })
  }, PERIOD)
  try {
    const { report, stopped } = await performStudy({
      study,
      file: 'study',
      course,
      store,
      engine,
      signal: stop.signal,
      onProgress: (runs) => (computed = runs),
    })
    const { runs, of, points, ofPoints } = course.progress()
    send({ progress: { runs, of, points, ofPoints } })
    send({ ended: stopped ? 'stopped' : 'done', runs: report.runs })
  } finally {
    clearInterval(timer)
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
