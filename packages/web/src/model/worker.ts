/** A thread of the page that computes. It loads the model once and answers one piece of work after the other. */
import {
  OpendomeError,
  costPresets,
  costReport,
  costStudy,
  fleetInReach,
  prepareSize,
  readCost,
  scenarioMistakes,
  withOverrides,
} from '@opendome/model'
import {
  allSources,
  answerOf,
  inputOf,
  plain,
  runDocument,
  runSteps,
  sceneOf,
  searchSources,
  titleOf,
  variationText,
  type ScenarioInput,
} from '@opendome/model/answer'
import { PRESETS, SOURCES } from '@opendome/model/generated'
import { parse } from 'yaml'
import { explainMissile, type Refusal } from '@opendome/model/study'
import type { Scenario } from '@opendome/model'
import { fieldsOf } from '../panels/fields.ts'
import { layers, orNot } from './layers.ts'
import type { AppSubject, Asked, Handlers, Opened, Quick, Reach, Told, Turn } from './messages.ts'
import { cache, flown, loaded, spelled } from './scenarios.ts'

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

  ...layers,

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

  explain({ scenario: subject, missile, run, language }) {
    const input = inputOf(spelled(subject))
    return explainMissile(flown(input, loaded(input)), missile, run, language)
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

const nameOf = (text: string): string | undefined => (parse(text) as { name?: string }).name

/** Where a source can be read, if it is on the web. */
function addressOf(source: string): string | undefined {
  const url = SOURCES.find((s) => s.id === source)?.address
  return url !== undefined && /^https?:/.test(url) ? url : undefined
}

function openedOf(subject: AppSubject): Opened {
  const scenario = loaded(inputOf(spelled(subject)))
  const written =
    subject.set === undefined ? scenario : loaded(inputOf({ name: subject.name, text: subject.text }))
  return {
    name: scenario.name,
    doc: scenario.doc,
    partners: scenario.partners.map((p) => ({
      ...p,
      wasIn: written.partners.find((o) => o.id === p.id)?.in ?? p.in,
      asked: scenario.command.authority?.ask.includes(p.id) === true,
    })),
    hasSensors: scenario.sensors.length > 0,
    hasBatteries: scenario.groundLayers.length > 0,
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
