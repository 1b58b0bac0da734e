/** A thread of the page that computes. It loads the model once and answers one piece of work after the other. */
import {
  OpendomeError,
  costPresets,
  costReport,
  costStudy,
  fleetInReach,
  prepare,
  prepareSize,
  readCost,
  scenarioMistakes,
  withOverrides,
} from '@opendome/model'
import {
  allSources,
  answerOf,
  inPlace,
  inputOf,
  loadScenario,
  plain,
  runDocument,
  presetOf,
  runSteps,
  sceneOf,
  searchSources,
  titleOf,
  variationText,
  type ScenarioInput,
  type Subject,
} from '@opendome/model/answer'
import { PRESETS, SOURCES } from '@opendome/model/generated'
import { parse } from 'yaml'
import {
  explainMissile,
  inReachMap,
  inReachSeries,
  type FlightCache,
  type Prepared,
  type Refusal,
} from '@opendome/model/study'
import type { Scenario } from '@opendome/model'
import { fieldsOf } from '../panels/fields.ts'
import type { AppSubject, Asked, Opened, Quick, Reach, Told, Work, WorkName } from './messages.ts'

const cancelled = new Set<number>()
const tell = (message: Told): void => self.postMessage(message)

/** Mistakes found by the model, to be shown with their place. */
class Mistakes extends Error {
  readonly list: readonly Refusal[]
  constructor(list: readonly Refusal[]) {
    super('mistakes')
    this.list = list
  }
}

/** Lets messages in, so that work that is no longer wanted ends. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

interface Turn {
  readonly id: number
  /** Has the asker lost interest? Looks at most every so many milliseconds. */
  stopped(): Promise<boolean>
  part(part: unknown): void
}

type Handlers = {
  [K in WorkName]: (input: Work[K]['in'], turn: Turn) => Promise<Work[K]['out']> | Work[K]['out']
}

const handlers: Handlers = {
  open({ scenario }) {
    const { name, text, set } = scenario
    // Of a file that is opened every mistake is told, not the first alone.
    if (set === undefined && text !== undefined) {
      const mistakes = scenarioMistakes(text, inputOf({ name, text }).options())
      if (mistakes.length > 0) throw new Mistakes(mistakes.map(plain))
    }
    return openedOf(scenario)
  },

  map({ scenario: subject }) {
    const study = prepareSize(loaded(inputOf(spelled(subject))), cache)
    const { worst } = fleetInReach(study)
    const { rows, columns, mean } = inReachMap(study, worst.launch)
    return { launch: worst.launch.id, rows, columns, mean }
  },

  series({ scenario: subject }) {
    const study = prepareSize(loaded(inputOf(spelled(subject))), cache)
    const { worst } = fleetInReach(study)
    const all = inReachSeries(study, SERIES_STEP, SERIES)
    const { least, most } = all[study.launches.indexOf(worst.launch)]!
    return { step: SERIES_STEP, least, most }
  },

  quick: ({ scenario }) => quickOf(scenario),

  async run({ scenario: subject, rounds, run, scene, first }, turn) {
    const input = inputOf(spelled(subject))
    const scenario = loaded(input)
    const prepared = flown(input, scenario)
    if (scene) turn.part({ scene: sceneOf(prepared, run) })
    for (const runs of rounds) {
      if (!(await round(input, scenario, runs, turn))) break
      if (runs !== rounds[0] || !first) continue
      turn.part({ quick: quickOf(subject) })
      turn.part({ opened: openedOf(subject) })
    }
    return { runs: rounds.at(-1) ?? 0 }
  },

  answer(question) {
    const asked =
      question.command === 'compare'
        ? { ...question, a: spelled(question.a), ...(question.b && { b: spelled(question.b) }) }
        : { ...question, scenario: spelled(question.scenario) }
    const { document, mistakes } = answerOf(asked)
    if (mistakes !== undefined) throw new Mistakes(mistakes)
    return document
  },

  explain({ scenario: subject, missile, run }) {
    const input = inputOf(spelled(subject))
    return explainMissile(flown(input, loaded(input)), missile, run)
  },

  presets: () => [
    ...Object.entries(PRESETS).map(([id, text]) => ({ id, name: nameOf(text) ?? id, fights: true })),
    ...costPresets()
      .filter((id) => !Object.hasOwn(PRESETS, id))
      .map((id) => ({ id, name: readCost(id).preset?.name ?? id, fights: false })),
  ],

  sources({ word, ids }) {
    const wanted = new Set(ids)
    const { figures } = word === '' ? allSources() : searchSources(word)
    return {
      figures: figures
        .filter(({ entry }) => word !== '' || wanted.has(entry.id))
        .sort((a, b) => Number(a.entry.kind === 'cost') - Number(b.entry.kind === 'cost'))
        .map(({ entry, figure: f }) => ({
          entry: entry.id,
          name: entry.name,
          path: f.path,
          value: f.value,
          unit: f.unit,
          mark: f.mark,
          low: f.low,
          high: f.high,
          title: titleOf(f.source),
          url: addressOf(f.source),
          where: f.where,
          note: f.note,
          alternatives: (f.alternatives ?? []).map((x) => ({
            value: x.value,
            title: titleOf(x.source),
            where: x.where,
          })),
        })),
    }
  },

  text: ({ scenario: { name, text, set = {} } }) => variationText(inputOf({ name, text }), set),
}

/** Step and length of the series of what is in reach, s. */
const SERIES_STEP = 30
const SERIES = 10_800

const nameOf = (text: string): string | undefined => (parse(text) as { name?: string }).name

/** Where a source can be read, if it is on the web. */
function addressOf(source: string): string | undefined {
  const url = SOURCES.find((s) => s.id === source)?.address
  return url !== undefined && /^https?:/.test(url) ? url : undefined
}

let speltLast: { readonly key: string; readonly subject: Subject } | undefined

/**
 * A subject as the file that "Save" writes: answers are those of that file on the command line, to the last byte. Of a text that starts from no preset the values
 * are laid over it, so that what was changed of the file is told.
 */
function spelled({ name, text, set }: AppSubject): Subject {
  if (set === undefined || text === undefined) return { name, text }
  const key = JSON.stringify([text, set])
  if (speltLast?.key === key) return speltLast.subject
  const subject =
    presetOf(text) === undefined
      ? { name, text, set }
      : { name, text: variationText(inputOf({ name, text }), set) }
  speltLast = { key, subject }
  return subject
}

function openedOf(subject: AppSubject): Opened {
  const scenario = loaded(inputOf(spelled(subject)))
  const written =
    subject.set === undefined ? scenario : loaded(inputOf({ name: subject.name, text: subject.text }))
  return {
    name: scenario.name,
    doc: scenario.doc,
    written: written.document,
    document: scenario.document,
    fields: fieldsOf(written.document, scenario.document),
    published: scenario.published,
    assumed: scenario.assumed,
    notModelled: scenario.notModelled,
    runs: scenario.run.runs,
  }
}

/** Cost and reach. The values are laid over the scenario that is read already, which is ten times as fast as reading the file that says so. */
function quickOf({ name, text, set }: AppSubject): Quick {
  const base = loaded(inputOf({ name, text }))
  const scenario = set === undefined ? base : withOverrides(base, set)
  return {
    cost: orNot(() =>
      costReport(costStudy(readCost(scenario)), { scenario: name, changed_assumptions: scenario.changed }),
    ),
    reach: orNot(() => reachOf(scenario)),
  }
}

function reachOf(scenario: Scenario): Reach {
  const study = prepareSize(scenario, cache)
  const { worst, count } = fleetInReach(study)
  return {
    onOrbit: count,
    launch: worst.launch.id,
    mean: worst.mean,
    least: worst.min,
    absenteeRatio: worst.mean > 0 ? count / worst.mean : Infinity,
  }
}

/** Undefined where the scenario does not have what the work needs; mistakes of another kind go on. */
function orNot<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (
      error instanceof OpendomeError &&
      (error.code === 'missing' || error.code === 'infeasible' || error.code === 'unsupported')
    )
      return undefined
    throw error
  }
}

/** Scenarios read last, newest at the end. */
const read = new Map<string, Scenario>()
const MOST_READ = 6

function loaded(input: ScenarioInput): Scenario {
  const key = JSON.stringify([input.text, input.set])
  const known = read.get(key)
  if (known !== undefined) return known
  const scenario = loadScenario(input)
  read.set(key, scenario)
  for (const old of read.keys()) {
    if (read.size <= MOST_READ) break
    read.delete(old)
  }
  return scenario
}

const cache: FlightCache = new Map()
/** Flights that are kept at most; beyond, all are solved anew. */
const MOST_FLIGHTS = 200
let last: { readonly key: string; readonly prepared: Prepared } | undefined

/** A scenario ready to run; the last one is kept, and all flights. */
function flown(input: ScenarioInput, scenario: Scenario): Prepared {
  const key = JSON.stringify([input.text, input.set])
  if (last?.key === key) return last.prepared
  if (cache.size > MOST_FLIGHTS) cache.clear()
  const prepared = inPlace(input, () => prepare(scenario, cache))
  last = { key, prepared }
  return prepared
}

/** The document of so many runs, with the assumption range. False where it was no longer wanted. */
async function round(input: ScenarioInput, scenario: Scenario, runs: number, turn: Turn): Promise<boolean> {
  const steps = runSteps(input, scenario, { runs, range: true, cache })
  let told = 0
  for (;;) {
    const next = steps.next()
    if (next.done === true) {
      turn.part({ document: runDocument(next.value!) })
      return true
    }
    if (await turn.stopped()) return false
    const now = performance.now()
    if (now - told > 200) {
      told = now
      turn.part(next.value)
    }
  }
}

self.onmessage = async ({ data }: MessageEvent<Asked>): Promise<void> => {
  const { id, work, input, cancel } = data
  if (cancel === true) {
    cancelled.add(id)
    return
  }
  let looked = performance.now()
  const turn: Turn = {
    id,
    part: (part) => tell({ id, part }),
    async stopped() {
      if (performance.now() - looked > 40) {
        await breathe()
        looked = performance.now()
      }
      return cancelled.has(id)
    },
  }
  // What was asked and given up before its turn came is not done: the word of it is let in first.
  await breathe()
  try {
    if (!cancelled.has(id))
      tell({ id, done: await (handlers[work!] as (i: unknown, t: Turn) => unknown)(input, turn) })
  } catch (error) {
    tell({ id, mistakes: mistakesOf(error) })
  } finally {
    cancelled.delete(id)
  }
}

function mistakesOf(error: unknown): readonly Refusal[] {
  if (error instanceof Mistakes) return error.list
  if (error instanceof OpendomeError) return [plain(error)]
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return [{ code: 'invalid', message: `unexpected ${text}`, hint: 'this is a fault of opendome' }]
}
