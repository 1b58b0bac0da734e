import { OpendomeError, prepare, type Scenario } from '@opendome/model'
import { TrackStudy, trackReport, type TrackReport } from '@opendome/model/study'
import type { Interrupt } from '../interrupt.ts'
import { progress } from '../progress.ts'
import { inPlace, type ScenarioInput } from '../scenario-file.ts'

/** What `track` found out, whole or as far as it came. */
export interface Followed {
  readonly scenario: Scenario
  readonly study: TrackStudy
  readonly report: TrackReport
  readonly stopped: boolean
}

export interface FollowOptions {
  readonly runs: number
  /** Id of the missile to show; the hardest to follow where left out. */
  readonly missile: string | undefined
}

/** Scans between two looks at the clock. */
const SCANS = 5

/**
 * Follows the missiles of a scenario. Ctrl-C ends it within a run; undefined where no run was done by then. A scenario without sensors, and a flight that
 * cannot be flown, is an error with its place in the file.
 */
export async function followMissiles(
  input: ScenarioInput,
  scenario: Scenario,
  options: FollowOptions,
  interrupt: Interrupt,
): Promise<Followed | undefined> {
  const bar = progress(options.runs)
  try {
    const study = inPlace(input, () => new TrackStudy(prepare(scenario), options.runs))
    const shown = options.missile === undefined ? undefined : indexOf(study, options.missile)
    while ((await interrupt.lookUp()) && study.advance(SCANS)) bar.update(study.done, scenario.name)
    if (study.runs.length === 0) return undefined
    return { scenario, study, report: trackReport(study, shown), stopped: interrupt.stopped }
  } finally {
    bar.stop()
  }
}

/** Index of the missile of this id. Throws `unknown` with the ids there are. */
function indexOf({ missiles }: TrackStudy, id: string): number {
  const index = missiles.findIndex(({ plan }) => plan.id === id)
  if (index >= 0) return index
  const ids = missiles.map(({ plan }) => plan.id)
  const some = ids.length <= 12 ? ids.join(', ') : `${ids.slice(0, 11).join(', ')} … ${ids.at(-1)!}`
  throw new OpendomeError('unknown', `--missile ${id}: the scenario has none of this id`, {
    hint: `there are ${some}`,
  })
}
