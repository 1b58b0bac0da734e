import {
  assumptionRangeSteps,
  MonteCarlo,
  OpendomeError,
  prepare,
  runReport,
  withOverrides,
  type Overrides,
  type Prepared,
  type RunReport,
  type Scenario,
  type StudyResult,
} from '@opendome/model'
import { variantsOf, type FlightCache, type Variant } from '@opendome/model/study'
import type { Interrupt } from '../interrupt.ts'
import { progress, type Progress } from '../progress.ts'
import { placed, type ScenarioInput } from '../scenario-file.ts'

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

/** What `run` found out, whole or as far as it came. */
export interface Study {
  readonly scenario: Scenario
  readonly base: Column
  /** Readings in the order of the file; empty where it has none. */
  readonly readings: readonly Column[]
  readonly report: RunReport
  readonly runsAsked: number
  readonly rangeAsked: boolean
  readonly stopped: boolean
}

export interface StudyOptions {
  readonly runs: number
  readonly range: boolean
}

/**
 * Runs the scenario and its readings, then the assumption range. Ctrl-C ends it after the run under way; undefined where not one
 * run was done by then. A flight that cannot be flown is an error with its place in the file.
 */
export async function runStudy(
  input: ScenarioInput,
  scenario: Scenario,
  options: StudyOptions,
  interrupt: Interrupt,
): Promise<Study | undefined> {
  const cache: FlightCache = new Map()
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
  const bar = progress(scenario.readings.length + (options.range ? 2 : 1))
  try {
    // Everything is prepared before the first run, so that a reading that cannot be flown is told at once.
    const prepared = flown({})
    const written = JSON.stringify(scenario.document)
    const plans = scenario.readings.map((reading) => {
      const variant = flown(reading.set, reading.id)
      return { reading, variant, same: JSON.stringify(variant.scenario.document) === written }
    })
    await interrupt.lookUp()
    let step = 0
    const result = await runs(prepared, options.runs, interrupt, (share) =>
      bar.update(step + share, scenario.name),
    )
    if (result === undefined) return undefined
    const base: Column = { id: undefined, name: scenario.name, set: {}, prepared, result }
    const readings: Column[] = []
    for (const { reading, variant, same } of plans) {
      step++
      const own = same
        ? result
        : await runs(variant, options.runs, interrupt, (share) => bar.update(step + share, reading.name))
      if (own === undefined) break
      readings.push({ id: reading.id, name: reading.name, set: reading.set, prepared: variant, result: own })
    }
    const variants: Partial<Record<Variant['id'], StudyResult>> = {}
    for (const { id, prepared: variant } of variantsOf(prepared)) {
      if (interrupt.stopped) break
      const most = scenario.sensors.length > 0 ? TRACKED_VARIANT_RUNS : VARIANT_RUNS
      const own = await runs(variant, Math.min(options.runs, most), interrupt, () => undefined)
      if (own !== undefined && !interrupt.stopped) variants[id] = own
    }
    step++
    const range =
      options.range && !interrupt.stopped
        ? await assumptions(
            scenario,
            { runs: Math.min(options.runs, RANGE_RUNS), cache },
            interrupt,
            bar,
            step,
          )
        : undefined
    return {
      scenario,
      base,
      readings,
      report: runReport(prepared, result, range, variants),
      runsAsked: options.runs,
      rangeAsked: options.range,
      stopped: interrupt.stopped,
    }
  } finally {
    bar.stop()
  }
}

/** Up to `count` runs, looking up between them; undefined where Ctrl-C came before the first. */
async function runs(
  prepared: Prepared,
  count: number,
  interrupt: Interrupt,
  report: (share: number) => void,
): Promise<StudyResult | undefined> {
  const study = new MonteCarlo(prepared, count)
  while ((await interrupt.lookUp()) && study.run(1)) report(study.done / count)
  return study.done === 0 ? undefined : study.result()
}

async function assumptions(
  scenario: Scenario,
  options: Parameters<typeof assumptionRangeSteps>[1],
  interrupt: Interrupt,
  bar: Progress,
  step: number,
): Promise<Parameters<typeof runReport>[2]> {
  const steps = assumptionRangeSteps(scenario, options)
  for (;;) {
    const next = steps.next()
    if (next.done === true) return next.value
    bar.update(step + next.value.done / next.value.of, 'assumption range')
    if (!(await interrupt.lookUp())) return undefined
  }
}
