import { OpendomeError } from '../core/index.ts'
import { withOverrides, type Overrides, type Scenario } from '../scenario/index.ts'
import {
  assumptionRangeSteps,
  MonteCarlo,
  prepare,
  runReport,
  variantsOf,
  type FlightCache,
  type Prepared,
  type RunReport,
  type StudyResult,
  type Variant,
} from '../study/index.ts'
import { placed, type ScenarioInput } from './scenario-text.ts'

/** The assumption range takes at most this many runs per variant. */
const RANGE_RUNS = 100
/** The same for what the runs are held against: failures without a common mode, release without consent. */
const VARIANT_RUNS = 200
/** With sensors, whose runs take a hundred times as long. */
const TRACKED_VARIANT_RUNS = 20

/** One column of the answer: the scenario as written, or one of its readings. */
export interface Column {
  readonly id: string | undefined
  readonly name: string
  readonly set: Overrides
  readonly prepared: Prepared
  readonly result: StudyResult
}

/** What many runs of a scenario found out, whole or as far as they came. */
export interface RunAnswer {
  readonly scenario: Scenario
  readonly base: Column
  /** Readings in the order of the file; empty where it has none. */
  readonly readings: readonly Column[]
  readonly report: RunReport
  readonly runsAsked: number
  readonly rangeAsked: boolean
  readonly stopped: boolean
}

export interface RunQuestion {
  readonly runs: number
  /** The assumption range too. */
  readonly range: boolean
  /** Flights solved already; those of this run are added. */
  readonly cache?: FlightCache | undefined
}

/** Progress: parts done, of all parts, and what is being run. */
export interface RunStep {
  readonly done: number
  readonly of: number
  readonly what: string
}

/**
 * Runs a scenario and its readings, then the assumption range, a run a step. `stopped` is looked at after each step: once it says so the answer is what is known
 * by then; undefined where not one run was done. A flight that cannot be flown is an error with its place in the text.
 */
export function* runSteps(
  input: ScenarioInput,
  scenario: Scenario,
  { runs: count, range: rangeAsked, cache = new Map() }: RunQuestion,
  stopped: () => boolean = () => false,
): Generator<RunStep, RunAnswer | undefined> {
  const of = scenario.readings.length + (rangeAsked ? 2 : 1)
  const flown = (overrides: Overrides, reading?: string): Prepared => {
    try {
      return prepare(
        Object.keys(overrides).length === 0 ? scenario : withOverrides(scenario, overrides),
        cache,
      )
    } catch (error) {
      throw error instanceof OpendomeError ? placed(input, error, reading) : error
    }
  }
  // Everything is prepared before the first run, so that a reading that cannot be flown is told at once.
  const prepared = flown({})
  const written = JSON.stringify(scenario.document)
  const plans = scenario.readings.map((reading) => {
    const variant = flown(reading.set, reading.id)
    return { reading, variant, same: JSON.stringify(variant.scenario.document) === written }
  })
  yield { done: 0, of, what: 'the runs' }
  let part = 0
  const runs = function* (
    variant: Prepared,
    most: number,
    what: string,
  ): Generator<RunStep, StudyResult | undefined> {
    const study = new MonteCarlo(variant, most)
    for (;;) {
      yield { done: part + study.done / most, of, what }
      if (stopped() || !study.run(1)) break
    }
    return study.done === 0 ? undefined : study.result()
  }
  const result = yield* runs(prepared, count, scenario.name)
  if (result === undefined) return undefined
  const base: Column = { id: undefined, name: scenario.name, set: {}, prepared, result }
  const readings: Column[] = []
  for (const { reading, variant, same } of plans) {
    part++
    const own = same ? result : yield* runs(variant, count, reading.name)
    if (own === undefined) break
    readings.push({ id: reading.id, name: reading.name, set: reading.set, prepared: variant, result: own })
  }
  part = scenario.readings.length + 1
  const variants: Partial<Record<Variant['id'], StudyResult>> = {}
  const most = Math.min(count, scenario.sensors.length > 0 ? TRACKED_VARIANT_RUNS : VARIANT_RUNS)
  for (const { id, prepared: variant } of variantsOf(prepared)) {
    if (stopped()) break
    const own = yield* held(runs(variant, most, 'what the runs are held against'), part, of)
    if (own !== undefined && !stopped()) variants[id] = own
  }
  const range =
    rangeAsked && !stopped()
      ? yield* assumptions(scenario, { runs: Math.min(count, RANGE_RUNS), cache }, { part, of, stopped })
      : undefined
  return {
    scenario,
    base,
    readings,
    report: runReport(prepared, result, range, variants),
    runsAsked: count,
    rangeAsked,
    stopped: stopped(),
  }
}

/** Work that the parts of the answer do not count: its steps stand still. */
function* held<T>(steps: Generator<RunStep, T>, done: number, of: number): Generator<RunStep, T> {
  for (;;) {
    const next = steps.next()
    if (next.done === true) return next.value
    yield { done: Math.min(done, of), of, what: next.value.what }
  }
}

function* assumptions(
  scenario: Scenario,
  options: Parameters<typeof assumptionRangeSteps>[1],
  { part, of, stopped }: { part: number; of: number; stopped: () => boolean },
): Generator<RunStep, Parameters<typeof runReport>[2]> {
  const steps = assumptionRangeSteps(scenario, options)
  for (;;) {
    const next = steps.next()
    if (next.done === true) return next.value
    yield { done: part + next.value.done / next.value.of, of, what: 'assumption range' }
    if (stopped()) return undefined
  }
}
