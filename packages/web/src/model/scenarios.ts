/** Scenarios in the model's thread: as the page asks for them, read, and ready to run. The last ones are kept. */
import { prepare } from '@opendome/model'
import {
  inPlace,
  inputOf,
  loadScenario,
  presetOf,
  variationText,
  type ScenarioInput,
  type Subject,
} from '@opendome/model/answer'
import type { FlightCache, Prepared } from '@opendome/model/study'
import type { Scenario } from '@opendome/model'
import type { AppSubject } from './messages.ts'

let speltLast: { readonly key: string; readonly subject: Subject } | undefined

/**
 * A subject as the file that "Save" writes: answers are those of that file on the command line, to the last byte. Of a text that starts from no preset the values
 * are laid over it, so that what was changed of the file is told.
 */
export function spelled({ name, text, set }: AppSubject): Subject {
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

/** Scenarios read last, newest at the end. */
const read = new Map<string, Scenario>()
const MOST_READ = 6

export function loaded(input: ScenarioInput): Scenario {
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

/** Flights of all scenarios. */
export const cache: FlightCache = new Map()
/** Flights that are kept at most; beyond, all are solved anew. */
const MOST_FLIGHTS = 200
let last: { readonly key: string; readonly prepared: Prepared } | undefined

/** A scenario ready to run; the last one is kept, and all flights. */
export function flown(input: ScenarioInput, scenario: Scenario): Prepared {
  const key = JSON.stringify([input.text, input.set])
  if (last?.key === key) return last.prepared
  if (cache.size > MOST_FLIGHTS) cache.clear()
  const prepared = inPlace(input, () => prepare(scenario, cache))
  last = { key, prepared }
  return prepared
}
