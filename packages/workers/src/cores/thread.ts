/** A thread of the pool: computes runs, writes tables as Parquet. Keeps its runner from task to task. */
import { deserialize } from 'node:v8'
import { OpendomeError, prepare, readScenario, withOverrides } from '@opendome/model'
import { answerOf, studyOptions, type Question } from '@opendome/model/answer'
import {
  courseOf,
  readStudy,
  studyMistakes,
  studySize,
  TaskRunner,
  joinTables,
  packTable,
  unpackTable,
  type Refusal,
  type RunTable,
  type Task,
} from '@opendome/model/study'
import { move } from 'piscina'
import { encodeEvents, encodeRuns, type ShardBytes } from '../store/shard.ts'
import { studyId } from '../study/record.ts'
import { eventRows } from './events.ts'
import {
  DONE,
  STOP,
  type Answered,
  type Base,
  type EventsOrder,
  type PlanOrder,
  type Planned,
  type RunsOrder,
  type Solved,
} from './order.ts'

/** Runs between two looks at the stop flag. */
const SLICE = 10

interface Loaded extends Solved {
  readonly id: number
  readonly runner: TaskRunner
}

let loaded: Loaded | undefined

/** What the shared buffer holds, and a runner for it. The buffer is read once. */
function load({ id, solved }: Base): Loaded {
  if (loaded?.id === id) return loaded
  const { text, flights } = deserialize(new Uint8Array(solved).slice()) as Solved
  return (loaded = { id, text, flights, runner: new TaskRunner(flights) })
}

/** Runs from the first on, packed; all of them, or those done when the flag was raised; null where there are none. */
export function runs({ base, set, point, from, to, control }: RunsOrder): ArrayBuffer | null | Refusal {
  return refusable(() => {
    const { text, runner } = load(base)
    const flags = new Int32Array(control)
    const tables: RunTable[] = []
    for (let at = from; at < to && Atomics.load(flags, STOP) === 0; at += SLICE) {
      const task: Task = { point, scenario: text, set, from: at, to: Math.min(to, at + SLICE) }
      tables.push(runner.run(task))
      Atomics.add(flags, DONE, task.to - task.from)
    }
    return tables.length === 0 ? null : (move(packTable(joinTables(tables))) as ArrayBuffer)
  })
}

/** A packed table as Parquet. */
export function encode(packed: ArrayBuffer): ShardBytes {
  return encodeRuns(unpackTable(packed))
}

/** Events of runs as Parquet. */
export function events({ base, set, from, to }: EventsOrder): ShardBytes | Refusal {
  return refusable(() => {
    const { text, flights } = load(base)
    const scenario = withOverrides(readScenario(text, { name: 'scenario' }), set)
    return encodeEvents(eventRows(prepare(scenario, flights), from, to))
  })
}

/** The document that answers a question, as the command prints it. */
export function answer(question: Question): Answered {
  const { document, mistakes } = answerOf(question)
  return document === undefined ? { mistakes } : { text: `${JSON.stringify(document, null, 2)}\n` }
}

/** What a study file asks for, once it is found right. */
export function plan({ name, text, scenario, consent }: PlanOrder): Planned {
  const mistakes = studyMistakes(text, studyOptions(name, scenario))
  if (mistakes.length > 0) return { mistakes: mistakes.map(plain) }
  try {
    const study = readStudy(text, studyOptions(name, scenario))
    courseOf(study, { consent })
    return { plan: { id: studyId(study), name: study.name, kind: study.kind, ...studySize(study) } }
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    return { mistakes: [plain(error)] }
  }
}

function plain({ code, message, where, hint }: OpendomeError): Refusal {
  return { code, message, where, hint }
}

/** An error of the model as plain data: a thread cannot hand over its class. */
function refusable<T>(work: () => T): T | Refusal {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    return plain(error)
  }
}
