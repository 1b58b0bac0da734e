import { ONE_COMMAND, ReleaseClock, allocate, type Option, type Release } from '../command/index.ts'
import { windowOf, type Engagement, type Window } from '../engage/index.ts'
import type { Arsenal } from './arsenal.ts'
import { Steps, type Cause, type Unreached } from './causes.ts'
import { couldReach } from './could-reach.ts'
import { Fates } from './fates.ts'
import { KillChance } from './kill-chance.ts'
import { LayerReach } from './layer-reach.ts'
import { LayeredFight } from './layered.ts'
import { leakedCauses } from './leaked-causes.ts'
import { ownViewOf } from './own-view.ts'
import { isBoost, isDealtOnce, type BattlePlan, type FlightPlan } from './plan.ts'
import type { Fought } from './record-of.ts'
import type { MissileClock } from './record.ts'
import { StatedPicture } from './stated-picture.ts'
import { BattleTargets, type BattleTarget } from './targets.ts'

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
  /** The same if nobody had to consent: tells for leakers what consent kept from firing. */
  readonly #freeClock: ReleaseClock
  /** Layers of the first deal, and the others. */
  readonly #once: readonly number[]
  readonly #later: readonly number[]
  readonly #views = new Map<FlightPlan, number[]>()
  readonly #firstSolution: number

  constructor(plan: BattlePlan, arsenal: Arsenal) {
    this.#plan = plan
    this.#arsenal = arsenal
    this.#targets = new BattleTargets(plan)
    this.#clock = new ReleaseClock(plan.command, plan.layers, plan.seed, plan.epochAngle)
    const { authority: _, ...free } = plan.command
    this.#freeClock = new ReleaseClock(free, plan.layers, plan.seed, plan.epochAngle)
    const all = plan.layers.map((_, i) => i)
    this.#once = all.filter((i) => isDealtOnce(plan.layers[i]!))
    this.#later = all.filter((i) => !this.#once.includes(i))
    const solutions = plan.missiles.flatMap(({ flight, liftoff }) =>
      flight.clock === undefined ? [] : [liftoff + flight.clock.solution],
    )
    this.#firstSolution = Math.min(Infinity, ...solutions)
  }

  /** One run; `start` of the raid in s since the epoch. */
  fight(run: number, start: number): Fought {
    const plan = this.#plan
    this.#clock.begin(run, this.#firstSolution, start)
    this.#freeClock.begin(run, this.#firstSolution, start)
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
    const reach = new LayerReach(plan, this.#arsenal, run, start)
    const picture = new StatedPicture(plan, this.#targets, this.#arsenal, fates, steps, reach, releaseOf)
    const layered = new LayeredFight(plan, this.#arsenal, picture, run)
    for (const layer of this.#later) this.#firstAsks(run, layer, layered, picture, reach)
    layered.advance()
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
      causes: this.#causes(run, start, fates, steps, reach),
      doubled,
      releases: later,
    }
  }

  /** When each target is decided upon first by a later layer, and what keeps the layer from it for good. */
  #firstAsks(
    run: number,
    layer: number,
    fight: LayeredFight,
    picture: StatedPicture,
    reach: LayerReach,
  ): void {
    const { command, layers, missiles } = this.#plan
    const boost = isBoost(layers[layer]!)
    this.#targets.all.forEach((target, index) => {
      if (boost && target.object > 0) return
      if (missiles[target.missile]!.flight.clock === undefined) return
      if (!boost && !this.#isThreat(run, target)) {
        picture.step(index, 'judged harmless')
        return
      }
      const release = picture.release(index, layer)
      if (release.at === undefined) {
        if (release.why === 'refused') picture.step(index, 'not authorised')
        return
      }
      if (!reach.comesTo(layer, target)) {
        picture.outOfReach(index, layer)
        return
      }
      const seen = target.liftoff + target.plan.from
      const ready = boost ? 0 : seen + command.midcourseSolution + command.decisionTime
      fight.ask(index, layer, Math.max(release.at, ready))
    })
  }

  #isThreat(run: number, target: BattleTarget): boolean {
    if (!this.#targets.isCalledWarhead(run, target)) return false
    return target.plan.chance >= this.#plan.command.threatThreshold
  }

  #release(missile: number, layer: number): Release {
    const { flight, liftoff } = this.#plan.missiles[missile]!
    const { clock } = flight
    if (clock === undefined) return { at: undefined, decider: ONE_COMMAND, why: 'no-picture' }
    if (this.#clock.isFixed) return { at: liftoff + clock.release, decider: ONE_COMMAND }
    const view = this.#viewsOf(flight)[layer]!
    return this.#clock.release(layer, missile, liftoff + clock.solution, liftoff + view)
  }

  /** When a flight comes into the own view of each layer, s since liftoff. */
  #viewsOf(flight: FlightPlan): readonly number[] {
    let views = this.#views.get(flight)
    if (views === undefined)
      this.#views.set(flight, (views = this.#plan.layers.map((l) => ownViewOf(flight, l))))
    return views
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

  /** Missiles on one path at one time share the answer, where they share their releases. */
  #causes(run: number, start: number, fates: Fates, steps: Steps, reach: LayerReach): (readonly Cause[])[] {
    const { isFixed } = this.#clock
    return leakedCauses(
      this.#plan,
      this.#targets,
      fates,
      steps,
      (index, layer) => this.#whyUnreached(run, start, index, layer, reach),
      ({ liftoff, missile }, layer) => `${layer} ${liftoff}${isFixed ? '' : ` ${missile}`}`,
    )
  }

  /** What kept a layer from a target: consent that came late, sight that came late, or nothing but distance. */
  #whyUnreached(run: number, start: number, index: number, layer: number, reach: LayerReach): Unreached {
    const { missile, liftoff } = this.#targets.all[index]!
    const { flight } = this.#plan.missiles[missile]!
    const { authority, decisionTime } = this.#plan.command
    const reaches = (release: number): boolean =>
      couldReach(this.#plan, this.#arsenal, reach, run, start, this.#targets.all[index]!, layer, release)
    if (authority !== undefined && flight.clock !== undefined) {
      const free = this.#freeClock.release(
        layer,
        missile,
        liftoff + flight.clock.solution,
        liftoff + this.#viewsOf(flight)[layer]!,
      )
      if (free.at !== undefined && reaches(free.at - liftoff)) return 'not authorised'
    }
    if (flight.cloudBreak !== undefined && reaches(flight.cloudBreak + decisionTime)) return 'seen late'
    return 'no reach'
  }
}
