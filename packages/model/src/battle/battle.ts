import { allocate, type Option } from '../command/index.ts'
import { ReachFinder, type Engagement, type InReach } from '../engage/index.ts'
import { Stream } from '../math/index.ts'
import { eventsOf } from './events.ts'
import { Fates } from './fates.ts'
import type { BattlePlan, FlightPlan, LayerPlan } from './plan.ts'
import type { BattleRecord, Fate } from './record.ts'

/**
 * The battle room: owns the clock of a run and calls the rooms. One instance serves one plan and any number of runs;
 * a run depends only on the plan and its index, never on the runs before it.
 */
export class Battle {
  readonly plan: BattlePlan
  readonly #finders: readonly ReachFinder[]
  readonly #firstCarrier: readonly number[]
  readonly #start: Stream
  readonly #availability: readonly Stream[]

  constructor(plan: BattlePlan) {
    this.plan = plan
    this.#finders = plan.layers.map((l) => new ReachFinder(l.shell))
    let first = 0
    this.#firstCarrier = plan.layers.map((l) => {
      const mine = first
      first += l.shell.count
      return mine
    })
    this.#start = new Stream(plan.seed, 0, 'start', 0)
    this.#availability = plan.layers.map((l) => new Stream(plan.seed, 0, `availability/${l.id}`, 0))
  }

  /** One run. `events` asks for the log of events, which costs time. */
  run(run: number, events = false): BattleRecord {
    const { plan } = this
    this.#start.reset(run, 0)
    const start = plan.window > 0 ? plan.window * this.#start.uniform() : 0

    // Who can be reached by whom, from where the satellites stand in this run.
    const options = this.#options(run, start)

    // The orders, over all layers together.
    const orders = allocate(options, plan.command.shotsPerTarget, plan.command.allocation, (carrier) => {
      return plan.layers[this.#layerOf(carrier)]!.perSatellite
    })
    const engagements = orders.map((o): Engagement => {
      const layer = this.#layerOf(o.carrier)
      const missile = plan.missiles[o.missile]!
      return {
        layer,
        missile: o.missile,
        carrier: o.carrier - this.#firstCarrier[layer]!,
        release: missile.liftoff + missile.flight.clock!.release,
        intercept: o.intercept,
      }
    })
    engagements.sort((a, b) => a.intercept - b.intercept || a.missile - b.missile || a.carrier - b.carrier)

    const fates = new Fates(plan, run)
    for (const engagement of engagements) fates.settle(engagement)
    return this.#record(run, start, fates, events)
  }

  #layerOf(carrier: number): number {
    let layer = this.#firstCarrier.length - 1
    while (layer > 0 && carrier < this.#firstCarrier[layer]!) layer--
    return layer
  }

  /** Options of each missile over all layers, earliest intercept first; intercepts in s since the start of the raid. */
  #options(run: number, start: number): Option[][] {
    const { plan } = this
    const known = new Map<FlightPlan, Map<number, Option[]>>()
    return plan.missiles.map((missile) => {
      const byLiftoff = known.get(missile.flight) ?? new Map<number, Option[]>()
      known.set(missile.flight, byLiftoff)
      const found = byLiftoff.get(missile.liftoff)
      if (found !== undefined) return found
      const options: Option[] = []
      plan.layers.forEach((layer, i) => {
        const window = missile.flight.windows[i]
        if (window === undefined) return
        for (const reach of this.#inReach(run, i, layer, missile.flight, start + missile.liftoff)) {
          options.push({
            carrier: this.#firstCarrier[i]! + reach.satellite,
            intercept: missile.liftoff + reach.intercept,
            margin: window.deadline - reach.intercept,
          })
        }
      })
      if (plan.layers.length > 1) options.sort((a, b) => a.intercept - b.intercept || a.carrier - b.carrier)
      byLiftoff.set(missile.liftoff, options)
      return options
    })
  }

  #inReach(run: number, index: number, layer: LayerPlan, flight: FlightPlan, liftoff: number): InReach[] {
    const reach = this.#finders[index]!.find(
      flight.windows[index]!,
      layer.interceptor,
      liftoff,
      this.plan.epochAngle,
    )
    if (layer.availability >= 1) return reach
    const stream = this.#availability[index]!
    return reach.filter((r) => {
      stream.reset(run, r.satellite)
      return stream.uniform() < layer.availability
    })
  }

  #record(run: number, start: number, { outcomes, log }: Fates, events: boolean): BattleRecord {
    const { plan } = this
    const fired = new Int32Array(plan.missiles.length)
    const byLayer = plan.layers.map(() => ({ shots: 0, killed: 0 }))
    let wasted = 0
    for (const shot of log) {
      fired[shot.missile]!++
      byLayer[shot.layer]!.shots++
      if (shot.result === 'wasted') wasted++
      if (shot.result === 'hit' && outcomes[shot.missile]!.fate === 'killed') byLayer[shot.layer]!.killed++
    }
    const count = (fate: Fate): number => outcomes.filter((o) => o.fate === fate).length
    return {
      run,
      start,
      launched: plan.missiles.length,
      engaged: fired.filter((n) => n > 0).length,
      engagedInFull: fired.filter((n) => n >= plan.command.shotsPerTarget).length,
      killed: count('killed'),
      leaked: count('leaked'),
      fellElsewhere: count('fell-elsewhere'),
      shots: log.length,
      wasted,
      byLayer,
      fates: outcomes.map((o) => o.fate),
      leakedInto: outcomes.map((o) => (o.fate === 'leaked' ? o.area : undefined)),
      log,
      events: events ? eventsOf(plan, outcomes, log) : [],
    }
  }
}
