import { allocate, type Option } from '../command/index.ts'
import type { Engagement } from '../engage/index.ts'
import { Stream } from '../math/index.ts'
import { Arsenal } from './arsenal.ts'
import { Fates } from './fates.ts'
import type { BattlePlan, FlightPlan } from './plan.ts'
import { recordOf, type Fought } from './record-of.ts'
import type { BattleRecord } from './record.ts'
import { TrackedFight } from './tracked.ts'

/**
 * The battle room: owns the clock of a run and calls the rooms. One instance serves one plan and any number of runs;
 * a run depends only on the plan and its index, never on the runs before it.
 */
export class Battle {
  readonly plan: BattlePlan
  readonly #arsenal: Arsenal
  readonly #start: Stream
  readonly #tracked: TrackedFight | undefined

  constructor(plan: BattlePlan) {
    this.plan = plan
    this.#arsenal = new Arsenal(plan)
    this.#start = new Stream(plan.seed, 0, 'start', 0)
    const { tracking } = plan
    this.#tracked = tracking && new TrackedFight(plan, tracking, this.#arsenal)
  }

  /** Start of the raid in a run, s since the epoch. */
  startOf(run: number): number {
    const { window } = this.plan
    if (window === 0) return 0
    this.#start.reset(run, 0)
    return window * this.#start.uniform()
  }

  /** One run. `events` asks for the log of events, which costs time. */
  run(run: number, events = false): BattleRecord {
    const { plan } = this
    const start = this.startOf(run)
    const fought = this.#tracked?.fight(run, start) ?? this.#byStatedDelays(run, start)
    return recordOf(plan, run, start, fought, events)
  }

  /** The fight where the scenario states when a missile is seen and a solution stands: one deal of all shots. */
  #byStatedDelays(run: number, start: number): Fought {
    const { plan } = this
    // Who can be reached by whom, from where the satellites stand in this run.
    const options = this.#options(run, start)

    // The orders, over all layers together.
    const { shotsPerTarget, allocation } = plan.command
    const orders = allocate(options, shotsPerTarget, allocation, (c) => this.#arsenal.stock(c))
    const engagements = orders.map((o): Engagement => {
      const missile = plan.missiles[o.missile]!
      return {
        layer: this.#arsenal.layerOf(o.carrier),
        missile: o.missile,
        carrier: this.#arsenal.satelliteOf(o.carrier),
        release: missile.liftoff + missile.flight.clock!.release,
        intercept: o.intercept,
      }
    })
    engagements.sort((a, b) => a.intercept - b.intercept || a.missile - b.missile || a.carrier - b.carrier)

    const fates = new Fates(plan, run)
    for (const engagement of engagements) fates.settle(engagement)
    return { fates, clocks: plan.missiles.map((m) => m.flight.clock ?? {}), aims: [] }
  }

  /** Options of each missile; those of missiles that share flight and liftoff are the same. */
  #options(run: number, start: number): Option[][] {
    const known = new Map<FlightPlan, Map<number, Option[]>>()
    return this.plan.missiles.map(({ flight, liftoff }) => {
      const byLiftoff = known.get(flight) ?? new Map<number, Option[]>()
      known.set(flight, byLiftoff)
      const found = byLiftoff.get(liftoff) ?? this.#arsenal.options(run, start, liftoff, flight.windows)
      byLiftoff.set(liftoff, found)
      return found
    })
  }
}
