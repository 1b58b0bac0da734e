import { type OpendomeError } from '../core/index.ts'
import { readScenario, withOverrides, type Overrides, type Scenario } from '../scenario/index.ts'
import { prepare, type FlightCache, type Prepared } from './prepare.ts'
import { runTable, type RunTable } from './run-table.ts'

/** A piece of a study: plain data that says all of what is to be computed. */
export interface Task {
  /** Index of the point (the variation of the scenario) within the study. */
  readonly point: number
  /** The scenario's merged document as JSON; the same text for all tasks of a study. */
  readonly scenario: string
  /** What the point sets in it, by field path. */
  readonly set: Overrides
  /** First run index. */
  readonly from: number
  /** Run index after the last. */
  readonly to: number
}

/** What tells a task apart from the others of its study. */
export function taskKey({ point, from, to }: Pick<Task, 'point' | 'from' | 'to'>): string {
  return `${point}/${from}-${to}`
}

/** The scenario's document as tasks carry it: without what no run reads. */
export function taskScenario(scenario: Scenario): string {
  const {
    disputed: _,
    readings: __,
    bracket: ___,
    ...document
  } = scenario.document as Record<string, unknown>
  return JSON.stringify(document)
}

/** Variations that are kept ready: tasks of one point follow each other, now and then beside those of a few others. */
const KEPT = 4
/** Solved flights that are kept. */
const KEPT_FLIGHTS = 500

/**
 * Computes tasks, one after the other: one for each thread. What it keeps from one task to the next (the scenario, solved flights, the last
 * variations) saves time and changes nothing.
 *
 * @example
 * const runner = new TaskRunner()
 * const table = runner.run({ point: 0, scenario: '{"opendome": 1, "from": "cbo-2026"}', set: {}, from: 0, to: 10 })
 * console.log(table.columns.get('leaked'))
 */
export class TaskRunner {
  readonly #flights: FlightCache
  readonly #ready = new Map<string, Prepared>()
  #base: { readonly text: string; readonly scenario: Scenario } | undefined

  /** `flights`: already solved; more are added. */
  constructor(flights: FlightCache = new Map()) {
    this.#flights = flights
  }

  /** The runs of a task. Throws an OpendomeError where the model refuses the variation: as `withOverrides` and `prepare`. */
  run({ scenario, set, from, to }: Task): RunTable {
    return runTable(this.#prepared(scenario, set), from, to)
  }

  #prepared(text: string, set: Overrides): Prepared {
    if (this.#base?.text !== text) {
      this.#base = { text, scenario: readScenario(text, { name: 'task' }) }
      this.#ready.clear()
    }
    const key = JSON.stringify(set)
    const known = this.#ready.get(key)
    // The newest stands last.
    this.#ready.delete(key)
    const prepared = known ?? this.#fresh(this.#base.scenario, set)
    this.#ready.set(key, prepared)
    if (this.#ready.size > KEPT) this.#ready.delete([...this.#ready.keys()][0]!)
    return prepared
  }

  #fresh(scenario: Scenario, set: Overrides): Prepared {
    if (this.#flights.size > KEPT_FLIGHTS) this.#flights.clear()
    return prepare(withOverrides(scenario, set), this.#flights)
  }
}

/** Why a task was not computed, as plain data. */
export interface Refusal {
  readonly code: OpendomeError['code']
  readonly message: string
  readonly where?: string | undefined
  readonly hint?: string | undefined
}
