/** The thread that performs one study on threads of its own: what a course makes of runs is too much work for the thread that answers requests. */
import { parentPort, workerData } from 'node:worker_threads'
import { OpendomeError, courseOf, readStudy } from '@opendome/model'
import { studyOptions } from '@opendome/model/answer'
import { ResultStore, performStudy, taskRuns } from '@opendome/workers'
import { engineOf } from './engine.ts'
import { STOP, type StudyMessage, type StudyOrder } from './order.ts'

/** Batches handed out to hosts beyond what a stop rule is known to need. */
const AHEAD = 16
/** One report of progress in so many ms. */
const PERIOD = 200

const { text, scenario, consent, folder, threads, redis } = workerData as StudyOrder
const send = (message: StudyMessage): void => parentPort!.postMessage(message)

async function perform(): Promise<void> {
  const study = readStudy(text, studyOptions('study', scenario))
  const ahead = redis === undefined ? threads : AHEAD
  const course = courseOf(study, { taskRuns: taskRuns(study), ahead, consent })
  const store = await ResultStore.create(folder)
  const stop = new AbortController()
  parentPort!.on('message', (message) => {
    if (message === STOP) stop.abort()
  })
  const found = await engineOf(study, store, {
    redis,
    threads,
    stop: stop.signal,
    onRefusal: (remark) => send({ remark }),
  })
  if (found === undefined) {
    send({ ended: 'stopped', runs: 0 })
    return
  }
  const { engine, hosts } = found
  let computed = 0
  const progress = (underWay: number): void => {
    const { runs, of, points, ofPoints } = course.progress()
    send({ progress: { runs: Math.min(of, runs + underWay), of, points, ofPoints, hosts: hosts() } })
  }
  // Runs of tasks under way count as soon as they are computed, where the engine knows of them.
  const timer = setInterval(() => progress(Math.max(0, engine.done - computed)), PERIOD)
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
    progress(0)
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
