/** A thread of the page for one study: loads the model when there is a study, and goes with it. */
import { OpendomeError, readScenario } from '@opendome/model'
import { plain, studyOptions } from '@opendome/model/answer'
import {
  courseOf,
  courseSteps,
  readStudy,
  studyMistakes,
  usualDisputes,
  type Refusal,
} from '@opendome/model/study'
import type { Job } from './job.ts'
import type { Here, Told } from './here.ts'

/** Milliseconds between two reports of progress, and two looks at what was said meanwhile. */
const PERIOD = 100

let stopped = false
const tell = (message: Told): void => self.postMessage(message)

self.onmessage = ({ data }: MessageEvent<Here>): void => {
  if ('stop' in data) stopped = true
  else if ('disputesOf' in data) answer(() => disputes(data.disputesOf))
  else void perform(data)
}

/** What the scenario disputes, or what is usually disputed. */
function disputes(text: string): void {
  const scenario = readScenario(text, { name: 'scenario' })
  tell({ disputes: scenario.disputed ?? usualDisputes(scenario) })
}

async function perform({ study: text, scenario }: Job): Promise<void> {
  const mistakes = studyMistakes(text, studyOptions('study', scenario))
  if (mistakes.length > 0) {
    tell({ mistakes: mistakes.map(plain) })
    return
  }
  try {
    const study = readStudy(text, studyOptions('study', scenario))
    // A run with sensors takes a hundred times as long as one without.
    const course = courseOf(study, { taskRuns: study.scenario.sensors.length > 0 ? 1 : 20 })
    let told = 0
    for (const { runs, of, points, ofPoints } of courseSteps(course)) {
      const now = performance.now()
      if (now - told < PERIOD) continue
      told = now
      tell({ progress: { runs, of, points, ofPoints } })
      await new Promise((resolve) => setTimeout(resolve))
      if (stopped) break
    }
    tell({ report: JSON.stringify(course.result()) })
  } catch (error) {
    tell({ mistakes: [refusalOf(error)] })
  }
}

function answer(work: () => void): void {
  try {
    work()
  } catch (error) {
    tell({ mistakes: [refusalOf(error)] })
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof OpendomeError) return plain(error)
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: 'invalid', message: `unexpected ${text}`, hint: 'this is a fault of opendome' }
}
