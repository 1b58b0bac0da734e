import {
  assignFire,
  decideFire,
  type DoctrineDecision,
  type FireOption,
  type Release,
} from '../command/index.ts'
import { Stream, pow } from '../math/index.ts'
import type { Arsenal } from './arsenal.ts'
import { Battery } from './battery.ts'
import type { Steps } from './causes.ts'
import type { Fates } from './fates.ts'
import { LayerReach, releaseFor, type Reach } from './layer-reach.ts'
import { isBoost, type BattlePlan } from './plan.ts'
import { Queue } from './queue.ts'
import { ShotBook, type Flying } from './shot-book.ts'
import type { BattleTarget, BattleTargets } from './targets.ts'

/** How long until satellites that do not reach a target yet are asked again, s. */
const ORBIT_STEP = 60
/** Least value of what is engaged at all: a threshold of 0 takes in what lands in no area. */
const LEAST_STAKE = 1e-6
/** Ranks of what happens at one time: intercepts, then what looks say of them, then decisions. */
const [INTERCEPT, LOOK, ASK] = [0, 1, 2]

/** Something that happens in the fight of the later layers. */
interface Happening {
  readonly t: number
  readonly rank: number
  readonly target: number
  readonly layer: number
  /** The shot, of an intercept and the look at it. */
  readonly shot?: Flying
}

/** A layer that may fire at a target now, and what its doctrine says. */
interface Wish {
  readonly target: number
  readonly layer: number
  readonly options: readonly FireOption[]
  readonly decision: DoctrineDecision
}

/**
 * The fight of the layers that look and shoot again, and of all behind the first, over the targets of one run, by stated delays.
 *
 * A queue of what happens, in order of time: intercepts are settled, looks tell what came of them, and decisions are taken at the multiples of the update interval. At
 * a decision each layer's doctrine says how many shots it would fire at which target; the weapon–target assignment deals them
 * over all layers of one node. Nodes that do not share a decider do not know of each other's shots.
 */
export class LayeredFight {
  readonly #plan: BattlePlan
  readonly #arsenal: Arsenal
  readonly #targets: BattleTargets
  readonly #run: number
  readonly #fates: Fates
  readonly #steps: Steps
  readonly #reach: LayerReach
  readonly #release: (missile: number, layer: number) => Release
  readonly #queue = new Queue<Happening>()
  readonly #called: ({ readonly at: number; readonly killed: boolean } | undefined)[]
  readonly #batteries: readonly (Battery | undefined)[]
  readonly book: ShotBook

  constructor(
    plan: BattlePlan,
    arsenal: Arsenal,
    targets: BattleTargets,
    run: number,
    start: number,
    fates: Fates,
    steps: Steps,
    release: (missile: number, layer: number) => Release,
  ) {
    this.#plan = plan
    this.#arsenal = arsenal
    this.#targets = targets
    this.#run = run
    this.#fates = fates
    this.#steps = steps
    this.#reach = new LayerReach(plan, arsenal, run, start)
    this.#release = release
    this.#called = targets.all.map(() => undefined)
    this.#batteries = plan.layers.map((l) => ('battery' in l ? new Battery(l) : undefined))
    this.book = new ShotBook(arsenal, targets.all.length, plan.layers)
  }

  /** Fights to the end. `layers`: indices of the layers that take part. */
  fight(layers: readonly number[]): void {
    for (const layer of layers) this.#firstAsks(layer)
    for (let next = this.#queue.next; next !== undefined; next = this.#queue.next) {
      if (next.rank === INTERCEPT) this.#settle(this.#queue.take()!)
      else if (next.rank === LOOK) this.#look(this.#queue.take()!)
      else this.#decide(next.t)
    }
  }

  /** When each target is decided upon first, and what keeps a layer from it for good. */
  #firstAsks(layer: number): void {
    const { command, layers } = this.#plan
    const boost = isBoost(layers[layer]!)
    this.#targets.all.forEach((target, index) => {
      const { clock } = this.#plan.missiles[target.missile]!.flight
      if (boost && target.object > 0) return
      if (clock === undefined) return
      if (!boost && !this.#isThreat(target)) {
        this.#step(index, 'judged harmless')
        return
      }
      const release = this.#release(target.missile, layer)
      if (release.at === undefined) {
        if (release.why === 'refused') this.#step(index, 'not authorised')
        return
      }
      if (!this.#reach.comesTo(layer, target)) {
        this.#outOfReach(index, layer)
        return
      }
      const seen = target.liftoff + target.plan.from
      const ready = boost ? 0 : seen + command.midcourseSolution + command.decisionTime
      this.#ask(index, layer, Math.max(release.at, ready), !boost)
    })
  }

  #isThreat(target: BattleTarget): boolean {
    if (!this.#targets.isCalledWarhead(this.#run, target)) return false
    return target.plan.chance >= this.#plan.command.threatThreshold
  }

  /** Puts a decision into the queue, at the next multiple of the update interval. */
  #ask(target: number, layer: number, t: number, onGrid = true): void {
    const interval = this.#plan.command.updateInterval
    const at = onGrid ? Math.ceil(t / interval - 1e-9) * interval : t
    this.#queue.put({ t: at, rank: ASK, target, layer })
  }

  /** A layer does not reach a target. That it does not reach a missile behind burnout says nothing of the warheads it sets free. */
  #outOfReach(index: number, layer: number): void {
    const { plan } = this.#targets.all[index]!
    if (plan.warhead || isBoost(this.#plan.layers[layer]!)) this.#steps.unreached(index, layer)
  }

  /**
   * When a layer decides about a target again, where it does not have to now: a battery that would launch later anyway, and a layer that will know in
   * time what came of the shots that its node has in the air from another layer.
   */
  #wait(index: number, layer: number, now: number, { latest, options }: Reach): number | undefined {
    const { updateInterval } = this.#plan.command
    const { liftoff, missile, plan } = this.#targets.all[index]!
    const first = options[0]
    const ground = plan.open[layer]!.ground
    if (ground !== undefined && first !== undefined) {
      const launch = liftoff + releaseFor(ground, first.intercept - liftoff)
      const before = Math.floor(launch / updateInterval) * updateInterval
      if (before > now) return before
    }
    const { decider } = this.#release(missile, layer)
    return this.book.nextLook(index, layer, decider, now, latest - updateInterval)
  }

  #step(target: number, cause: Parameters<Steps['reached']>[1]): void {
    this.#steps.reached(target, cause)
  }

  /** All decisions of one moment. */
  #decide(now: number): void {
    const byDecider = new Map<string, Wish[]>()
    for (let next = this.#queue.next; next?.t === now && next.rank === ASK; next = this.#queue.next) {
      const { target, layer } = this.#queue.take()!
      const wish = this.#wish(target, layer, now)
      if (wish === undefined) continue
      const { decider } = this.#release(this.#targets.all[target]!.missile, layer)
      byDecider.set(decider, [...(byDecider.get(decider) ?? []), wish])
    }
    for (const [decider, wishes] of byDecider) this.#assign(now, decider, wishes)
  }

  /** What a layer's doctrine says of a target; undefined where it does not fire now. */
  #wish(index: number, layer: number, now: number): Wish | undefined {
    const target = this.#targets.all[index]!
    const plan = this.#plan.layers[layer]!
    const boost = isBoost(plan)
    // What has come down, or set its load free, is not there any more.
    if (now >= target.liftoff + target.plan.until && !boost) {
      this.#outOfReach(index, layer)
      return undefined
    }
    const reach = this.#reach.at(layer, target, now, this.#batteries[layer])
    const space = 'shell' in plan
    if (reach === undefined) {
      this.#outOfReach(index, layer)
      return undefined
    }
    // What is launched later is decided upon then, and after what is known by then.
    const wait = this.#wait(index, layer, now, reach)
    if (wait !== undefined) {
      this.#ask(index, layer, wait, !boost)
      return undefined
    }
    const options = reach.options.filter((o) => this.book.stock(o.carrier) > 0)
    const reached = reach.options.length > 0
    if (!reached) this.#outOfReach(index, layer)
    const own = this.book.of(index, layer)
    const stock = space
      ? options.reduce((sum, o) => sum + this.book.stock(o.carrier), 0)
      : this.book.left(layer)
    const decision = decideFire(plan.doctrine, {
      now,
      shots: own,
      called: this.#called[index],
      reach: { latest: reach.latest, intercept: reach.options[0]?.intercept ?? reach.latest },
      stock: reached ? stock : 0,
      later: plan.doctrine.holdFor === undefined ? undefined : this.#later(target, layer, now),
    })
    switch (decision.reason) {
      case 'fire':
        return { target: index, layer, options, decision }
      case 'looking':
      case 'spacing':
        if (decision.again !== undefined) this.#ask(index, layer, decision.again, !boost)
        return undefined
      case 'holding':
        this.#ask(index, layer, now + this.#plan.command.updateInterval, !boost)
        return undefined
      case 'empty':
      case 'reserve':
        if (reached) this.#step(index, 'no interceptor left')
        // Other satellites come into reach; a battery that is empty stays so.
        if (space && this.book.left(layer) > plan.doctrine.reserve && now + ORBIT_STEP < reach.latest)
          this.#ask(index, layer, now + ORBIT_STEP, !boost)
        return undefined
      default:
        return undefined
    }
  }

  /** The best layer behind one for a target: its chance to stop it with one salvo, and whether it has interceptors to spare. */
  #later(target: BattleTarget, layer: number, now: number): { kill: number; free: boolean } | undefined {
    let best: { kill: number; free: boolean } | undefined
    this.#plan.layers.forEach((plan, other) => {
      const open = target.plan.open[other]
      if (other === layer || open === undefined || isBoost(plan)) return
      const mine = target.plan.open[layer]
      if (mine !== undefined && open.to <= mine.to) return
      const reach = this.#reach.at(other, target, now, this.#batteries[other])
      if (reach === undefined) return
      const kill = 1 - pow(1 - plan.interceptor.sspk, plan.doctrine.salvo)
      const free = this.book.left(other) - plan.doctrine.reserve >= plan.doctrine.salvo
      if (best === undefined || (free && !best.free) || (free === best.free && kill > best.kill))
        best = { kill, free }
    })
    return best
  }

  /** Deals the shots of one node at one moment. */
  #assign(now: number, decider: string, wishes: readonly Wish[]): void {
    const indices = [...new Set(wishes.map((w) => w.target))].sort((a, b) => a - b)
    const own = indices.map((index) => wishes.filter((w) => w.target === index))
    const { orders } = assignFire(
      {
        now,
        options: own.map((list) => list.flatMap((w) => w.options)),
        values: own.map((list) => this.#expectedLoss(list[0]!, decider, now)),
        most: own.map((list) => list.reduce((sum, w) => sum + w.decision.fire, 0)),
        stock: (carrier) => this.book.stock(carrier),
        reserve: (carrier) => this.#reserve(carrier),
      },
      this.#plan.command.assignment,
    )
    const fired = new Map<Wish, number>()
    for (const order of orders) {
      const layer = this.#arsenal.layerOf(order.carrier)
      const wish = own[order.missile]!.find((w) => w.layer === layer)!
      const had = fired.get(wish) ?? 0
      // The assignment knows of a limit for a target, not for a layer at it.
      if (had >= wish.decision.fire) continue
      if (this.book.left(layer) <= this.#plan.layers[layer]!.doctrine.reserve) continue
      const option = wish.options.find((o) => o.carrier === order.carrier)!
      if (this.#launch(wish.target, layer, decider, option, now)) fired.set(wish, had + 1)
    }
    for (const wish of wishes) this.#after(wish, fired.get(wish) ?? 0, now)
  }

  /** Interceptors of a carrier that stay: of a battery its reserve. Of satellites the layer's reserve is kept as a sum. */
  #reserve(carrier: number): number {
    const layer = this.#plan.layers[this.#arsenal.layerOf(carrier)]!
    return 'battery' in layer ? Math.min(layer.doctrine.reserve, this.book.stock(carrier)) : 0
  }

  /** What a node expects to lose by a target after its own shots that it has no look at yet. */
  #expectedLoss({ target: index, layer }: Wish, decider: string, now: number): number {
    const target = this.#targets.all[index]!
    // Under thrust nobody knows where it will come down.
    const value = isBoost(this.#plan.layers[layer]!) ? 1 : Math.max(LEAST_STAKE, target.stake)
    return value * this.book.comesThrough(index, decider, now)
  }

  /** Launches one interceptor, where its battery can still do so in time. */
  #launch(index: number, layer: number, decider: string, option: FireOption, now: number): boolean {
    const target = this.#targets.all[index]!
    const battery = this.#batteries[layer]
    let { intercept } = option
    let release = now
    if (battery !== undefined) {
      // Launches of the same decision have moved the next one.
      const reach = this.#reach.at(layer, target, now, battery)
      if (reach === undefined) return false
      intercept = reach.options[0]!.intercept
      const ground = target.plan.open[layer]!.ground!
      release = Math.max(battery.from(now), target.liftoff + releaseFor(ground, intercept - target.liftoff))
      battery.launch(release)
    }
    const { assessmentDelay } = this.#plan.layers[layer]!.doctrine
    const shot: Flying = {
      layer,
      carrier: option.carrier,
      decider,
      kill: option.kill,
      release,
      intercept,
      known: intercept + assessmentDelay,
    }
    this.book.add(index, shot, now)
    this.#queue.put({ t: intercept, rank: INTERCEPT, target: index, layer, shot })
    this.#queue.put({ t: shot.known, rank: LOOK, target: index, layer, shot })
    return true
  }

  /** When a layer is asked about a target again, and how far it came with it. */
  #after({ target, layer, decision }: Wish, fired: number, now: number): void {
    const plan = this.#plan.layers[layer]!
    this.#step(target, fired > 0 ? 'missed' : 'no interceptor left')
    const shots = this.book.of(target, layer).length
    if (shots >= plan.doctrine.most) return
    if (fired < decision.fire && this.book.left(layer) <= plan.doctrine.reserve) return
    const { updateInterval } = this.#plan.command
    const wait = fired < decision.fire && 'shell' in plan ? ORBIT_STEP : updateInterval
    this.#ask(target, layer, now + wait, !isBoost(plan))
  }

  #settle({ target: index, layer, shot }: Happening): void {
    const target = this.#targets.all[index]!
    this.#fates.settle(
      {
        layer,
        missile: target.missile,
        object: isBoost(this.#plan.layers[layer]!) ? undefined : target.object,
        carrier: this.#arsenal.satelliteOf(shot!.carrier),
        release: shot!.release,
        intercept: shot!.intercept,
      },
      true,
      shot!.kill,
    )
  }

  /** What is known of a target after a shot: the truth, but for the errors of the look. */
  #look({ t, target: index, layer, shot }: Happening): void {
    const { missile, object, plan } = this.#targets.all[index]!
    const { falseKill, missedKill } = this.#plan.layers[layer]!.doctrine
    const dead = this.#fates.isDead(missile, object, t)
    const { threat, number } = this.#plan.missiles[missile]!
    const error = dead ? missedKill : falseKill
    let wrong = false
    if (error > 0) {
      const nth = this.book.at(index).indexOf(shot!)
      const purpose = `look/${threat}/${plan.name}/${nth}`
      wrong = new Stream(this.#plan.seed, this.#run, purpose, number).uniform() < error
    }
    this.#called[index] = { at: t, killed: dead !== wrong }
  }
}
