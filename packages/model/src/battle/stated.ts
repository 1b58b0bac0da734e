import { ONE_COMMAND, ReleaseClock, allocate, type Option, type Release } from '../command/index.ts'
import { windowOf, type Engagement, type Window } from '../engage/index.ts'
import type { Arsenal } from './arsenal.ts'
import { Battery } from './battery.ts'
import { Steps, type Cause } from './causes.ts'
import { Fates } from './fates.ts'
import { KillChance } from './kill-chance.ts'
import { LayerReach } from './layer-reach.ts'
import { LayeredFight } from './layered.ts'
import { ownViewOf } from './own-view.ts'
import { firesOnce, isBoost, type BattlePlan, type FlightPlan } from './plan.ts'
import type { Fought } from './record-of.ts'
import type { MissileClock } from './record.ts'
import { BattleTargets } from './targets.ts'

/** Part of a flight open to each layer that fires once, by index; undefined where there is none. */
type Windows = readonly (Window | undefined)[]

/**
 * The fight where the scenario states when a missile is seen and a solution stands. Layers of satellites against missiles under thrust that fire once deal all their
 * shots at the releases, over the whole raid; then the layers that look, and those behind burnout, fight on (`LayeredFight`).
 */
export class StatedFight {
  readonly #plan: BattlePlan
  readonly #arsenal: Arsenal
  readonly #targets: BattleTargets
  readonly #clock: ReleaseClock
  /** Layers of the first deal, and the others. */
  readonly #once: readonly number[]
  readonly #later: readonly number[]
  readonly #views = new Map<FlightPlan, number[]>()
  readonly #firstSolution: number

  constructor(plan: BattlePlan, arsenal: Arsenal) {
    this.#plan = plan
    this.#arsenal = arsenal
    this.#targets = new BattleTargets(plan)
    this.#clock = new ReleaseClock(plan.command, plan.layers, plan.seed)
    const all = plan.layers.map((_, i) => i)
    const inDeal = (i: number): boolean => {
      const layer = plan.layers[i]!
      return isBoost(layer) && 'shell' in layer && firesOnce(layer)
    }
    this.#once = all.filter(inDeal)
    this.#later = all.filter((i) => !inDeal(i))
    const solutions = plan.missiles.flatMap(({ flight, liftoff }) =>
      flight.clock === undefined ? [] : [liftoff + flight.clock.solution],
    )
    this.#firstSolution = Math.min(Infinity, ...solutions)
  }

  /** One run; `start` of the raid in s since the epoch. */
  fight(run: number, start: number): Fought {
    const plan = this.#plan
    this.#clock.begin(run, this.#firstSolution)
    const releases = new Map<number, Release>()
    const releaseOf = (missile: number, layer: number): Release => {
      const key = missile * plan.layers.length + layer
      let release = releases.get(key)
      if (release === undefined) releases.set(key, (release = this.#release(missile, layer)))
      return release
    }

    const steps = new Steps(this.#targets.all.length)
    const fates = new Fates(plan, run)
    const dealt = this.#deal(run, start, releaseOf, fates, steps)

    // Behind the first deal, and looking again.
    const layered = new LayeredFight(plan, this.#arsenal, this.#targets, run, start, fates, steps, releaseOf)
    if (this.#later.length > 0) layered.fight(this.#later)
    const { doubled, releases: later } = layered.book
    for (const { layer, release } of dealt) later[layer]!.push(release)
    fates.finish()

    const clocks = plan.missiles.map(({ flight, liftoff }, m): MissileClock => {
      const { clock } = flight
      if (clock === undefined) return {}
      if (this.#clock.isFixed) return clock
      const ordered = plan.layers.flatMap((_, l) => releaseOf(m, l).at ?? [])
      return { ...clock, release: ordered.length > 0 ? Math.min(...ordered) - liftoff : undefined }
    })
    return {
      fates,
      clocks,
      aims: [],
      causes: this.#causes(run, start, fates, steps),
      doubled,
      releases: later,
    }
  }

  #release(missile: number, layer: number): Release {
    const { flight, liftoff } = this.#plan.missiles[missile]!
    const { clock } = flight
    if (clock === undefined) return { at: undefined, decider: ONE_COMMAND, why: 'no-picture' }
    if (this.#clock.isFixed) return { at: liftoff + clock.release, decider: ONE_COMMAND }
    let views = this.#views.get(flight)
    if (views === undefined)
      this.#views.set(flight, (views = this.#plan.layers.map((l) => ownViewOf(flight, l))))
    return this.#clock.release(layer, missile, liftoff + clock.solution, liftoff + views[layer]!)
  }

  /** The orders of the layers that fire once at missiles under thrust, over all of them together. */
  #deal(
    run: number,
    start: number,
    releaseOf: (missile: number, layer: number) => Release,
    fates: Fates,
    steps: Steps,
  ): Engagement[] {
    const plan = this.#plan
    if (this.#once.length === 0) return []
    const windows = plan.missiles.map((_, m) => this.#windows(m, releaseOf, steps))
    const options = this.#options(run, start, windows)

    const { shotsPerTarget, allocation } = plan.command
    const orders = allocate(options, shotsPerTarget, allocation, (c) => this.#arsenal.stock(c))
    const engagements = orders.map((o): Engagement => {
      const layer = this.#arsenal.layerOf(o.carrier)
      return {
        layer,
        missile: o.missile,
        carrier: this.#arsenal.satelliteOf(o.carrier),
        release: releaseOf(o.missile, layer).at!,
        intercept: o.intercept,
      }
    })
    engagements.sort((a, b) => a.intercept - b.intercept || a.missile - b.missile || a.carrier - b.carrier)
    const kill = new KillChance(plan, start)
    for (const engagement of engagements) {
      const { layer, missile, carrier, release, intercept } = engagement
      const { flight, liftoff } = plan.missiles[missile]!
      fates.settle(engagement, true, kill.of(layer, carrier, flight.trajectory, liftoff, release, intercept))
      steps.reached(this.#targets.first[engagement.missile]!, 'missed')
    }
    options.forEach((own, m) => {
      const index = this.#targets.first[m]!
      if (own.length > 0) steps.reached(index, 'no interceptor left')
      else if (plan.missiles[m]!.flight.clock !== undefined)
        for (const layer of this.#once)
          if (releaseOf(m, layer).at !== undefined) steps.unreached(index, layer)
    })
    return engagements
  }

  /** What of a missile's flight is open to each layer of the first deal. */
  #windows(missile: number, releaseOf: (missile: number, layer: number) => Release, steps: Steps): Windows {
    const { flight, liftoff } = this.#plan.missiles[missile]!
    if (this.#clock.isFixed || flight.clock === undefined) return flight.windows
    return this.#plan.layers.map((layer, i) => {
      if (!this.#once.includes(i)) return undefined
      const release = releaseOf(missile, i)
      if (release.at === undefined) {
        if (release.why === 'refused') steps.reached(this.#targets.first[missile]!, 'not authorised')
        return undefined
      }
      const { deadlines, trajectory } = flight
      const from = release.at - liftoff
      return windowOf(trajectory, from, deadlines[i]!, layer.interceptor.minAltitude)
    })
  }

  /** Options of each missile; those of missiles that share flight, liftoff and windows are the same. */
  #options(run: number, start: number, windows: readonly Windows[]): Option[][] {
    const known = new Map<Windows, Map<number, Option[]>>()
    return this.#plan.missiles.map(({ liftoff }, m) => {
      const own = windows[m]!
      const byLiftoff = known.get(own) ?? new Map<number, Option[]>()
      known.set(own, byLiftoff)
      const found = byLiftoff.get(liftoff) ?? this.#arsenal.options(run, start, liftoff, own)
      byLiftoff.set(liftoff, found)
      return found
    })
  }

  /** Per missile, for each of its warheads that came down where it counts: why. */
  #causes(run: number, start: number, fates: Fates, steps: Steps): (readonly Cause[])[] {
    const reach = new LayerReach(this.#plan, this.#arsenal, run, start)
    const late = new Map<string, boolean>()
    const isLate = (index: number, layer: number): boolean => {
      const { missile, object } = this.#targets.all[index]!
      const { flight, liftoff } = this.#plan.missiles[missile]!
      const key = `${layer} ${liftoff} ${this.#flightNumber(flight)} ${object}`
      let known = late.get(key)
      if (known === undefined) late.set(key, (known = this.#seenLate(run, start, index, layer, reach)))
      return known
    }
    return this.#plan.missiles.map(({ flight }, m) => {
      const outcome = fates.outcomes[m]!
      if (outcome.fate !== 'leaked') return []
      const first = this.#targets.first[m]!
      // A payload that survived its booster's end came through although it was hit.
      if (outcome.hit !== undefined)
        return flight.objects.flatMap((o) => (o.warhead ? (['missed'] as const) : []))
      return flight.objects.flatMap((object, k) =>
        object.warhead && object.impactArea !== undefined && outcome.objects[k]!.hit === undefined
          ? [steps.cause(k === 0 ? [first] : [first + k, first], isLate)]
          : [],
      )
    })
  }

  /** Would a layer have reached a target, had its decision begun at cloud break? */
  #seenLate(run: number, start: number, index: number, layer: number, reach: LayerReach): boolean {
    const target = this.#targets.all[index]!
    const { flight, liftoff } = this.#plan.missiles[target.missile]!
    if (flight.cloudBreak === undefined) return false
    const plan = this.#plan.layers[layer]!
    const release = flight.cloudBreak + this.#plan.command.decisionTime
    if (this.#once.includes(layer)) {
      const window = windowOf(
        flight.trajectory,
        release,
        flight.deadlines[layer]!,
        plan.interceptor.minAltitude,
      )
      return window !== undefined && this.#arsenal.layerOptions(run, start, liftoff, layer, window).length > 0
    }
    const battery = 'battery' in plan ? new Battery(plan) : undefined
    const from = Math.max(release, isBoost(plan) ? 0 : target.plan.from)
    return (reach.at(layer, target, liftoff + from, battery)?.options.length ?? 0) > 0
  }

  #flightNumber(flight: FlightPlan): number {
    return this.#plan.missiles.findIndex((m) => m.flight === flight)
  }
}
