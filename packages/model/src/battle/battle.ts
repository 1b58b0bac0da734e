import { Stream } from '../math/index.ts'
import { Arsenal } from './arsenal.ts'
import type { BattlePlan } from './plan.ts'
import { recordOf } from './record-of.ts'
import type { BattleRecord } from './record.ts'
import { StatedFight } from './stated.ts'
import { TrackedFight } from './tracked.ts'

/**
 * The battle room: owns the clock of a run and calls the rooms. One instance serves one plan and any number of runs;
 * a run depends only on the plan and its index, never on the runs before it.
 */
export class Battle {
  readonly plan: BattlePlan
  readonly #start: Stream
  readonly #fight: TrackedFight | StatedFight

  constructor(plan: BattlePlan) {
    this.plan = plan
    this.#start = new Stream(plan.seed, 0, 'start', 0)
    const arsenal = new Arsenal(plan)
    const { tracking } = plan
    this.#fight =
      tracking === undefined ? new StatedFight(plan, arsenal) : new TrackedFight(plan, tracking, arsenal)
  }

  /** Start of the raid in a run, s since the epoch. */
  startOf(run: number): number {
    const { window, strata = 1 } = this.plan
    if (window === 0) return 0
    this.#start.reset(run, 0)
    return window * (((run % strata) + this.#start.uniform()) / strata)
  }

  /** One run. `events` asks for the log of events, which costs time. */
  run(run: number, events = false): BattleRecord {
    const start = this.startOf(run)
    return recordOf(this.plan, run, start, this.#fight.fight(run, start), events)
  }
}
