import { assignFire, decideFire, type DoctrineDecision, type FireOption } from '../command/index.ts'
import { Stream, pow } from '../math/index.ts'
import type { Arsenal } from './arsenal.ts'
import { Battery } from './battery.ts'
import type { Reach } from './layer-reach.ts'
import type { Picture } from './picture.ts'
import { isBoost, type BattlePlan } from './plan.ts'
import { Queue } from './queue.ts'
import { ShotBook, type Flying } from './shot-book.ts'

/** How long until satellites that do not reach a target yet are asked again, s. */
const ORBIT_STEP = 60
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
 * The fight of the layers that look and shoot again, and of all behind the first, over the targets of one run's picture.
 *
 * A queue of what happens, in order of time: intercepts are settled, looks tell what came of them, and decisions are taken, behind burnout at the multiples of the
 * update interval. At a decision each layer's doctrine says how many shots it would fire at which target; the weapon–target
 * assignment deals them over all layers of one node. Nodes that do not share a decider do not know of each other's shots.
 */
export class LayeredFight {
  readonly #plan: BattlePlan
  readonly #arsenal: Arsenal
  readonly #picture: Picture
  readonly #run: number
  readonly #queue = new Queue<Happening>()
  /** What the last look at each target said. */
  readonly #called = new Map<number, { readonly at: number; readonly killed: boolean }>()
  readonly #batteries: readonly (Battery | undefined)[]
  readonly book: ShotBook

  constructor(plan: BattlePlan, arsenal: Arsenal, picture: Picture, run: number) {
    this.#plan = plan
    this.#arsenal = arsenal
    this.#picture = picture
    this.#run = run
    this.#batteries = plan.layers.map((l) => ('battery' in l ? new Battery(l) : undefined))
    this.book = new ShotBook(arsenal, plan.layers)
  }

  /** Asks for a layer's decision about a target: under thrust at t, behind burnout at the next multiple of the update interval. */
  ask(target: number, layer: number, t: number): void {
    const interval = this.#plan.command.updateInterval
    const at = isBoost(this.#plan.layers[layer]!) ? t : Math.ceil(t / interval - 1e-9) * interval
    this.#queue.put({ t: at, rank: ASK, target, layer })
  }

  /** Fights on until a time, or to the end. */
  advance(until = Infinity): void {
    for (let next = this.#queue.next; next !== undefined && next.t <= until; next = this.#queue.next) {
      if (next.rank === INTERCEPT) {
        const { target, shot } = this.#queue.take()!
        this.#picture.settle(target, shot!)
      } else if (next.rank === LOOK) this.#look(this.#queue.take()!)
      else this.#decide(next.t)
    }
  }

  /** What is in the air comes to its intercept; nothing more is decided. */
  land(): void {
    for (let next = this.#queue.take(); next !== undefined; next = this.#queue.take())
      if (next.rank === INTERCEPT) this.#picture.settle(next.target, next.shot!)
  }

  /** Is nothing in the air and nothing to be decided? */
  get isQuiet(): boolean {
    return this.#queue.next === undefined
  }

  /**
   * When a layer decides about a target again, where it does not have to now: a battery that would launch later anyway, and a layer that will know in
   * time what came of the shots that its node has in the air from another layer.
   */
  #wait(index: number, layer: number, now: number, { latest, launch }: Reach): number | undefined {
    const { updateInterval } = this.#plan.command
    if (launch !== undefined) {
      const before = Math.floor(launch / updateInterval) * updateInterval
      if (before > now) return before
    }
    const { decider } = this.#picture.release(index, layer)
    return this.book.nextLook(index, layer, decider, now, latest - updateInterval)
  }

  /** All decisions of one moment. */
  #decide(now: number): void {
    const byDecider = new Map<string, Wish[]>()
    for (let next = this.#queue.next; next?.t === now && next.rank === ASK; next = this.#queue.next) {
      const { target, layer } = this.#queue.take()!
      const wish = this.#wish(target, layer, now)
      if (wish === undefined) continue
      const { decider } = this.#picture.release(target, layer)
      byDecider.set(decider, [...(byDecider.get(decider) ?? []), wish])
    }
    for (const [decider, wishes] of byDecider) this.#assign(now, decider, wishes)
  }

  /** What a layer's doctrine says of a target; undefined where it does not fire now. */
  #wish(index: number, layer: number, now: number): Wish | undefined {
    const plan = this.#plan.layers[layer]!
    const picture = this.#picture
    // What has come down, or set its load free, is not there any more.
    const there = isBoost(plan) || !picture.isGone(index, now)
    const reach = there ? picture.reach(index, layer, now, this.#batteries[layer]) : undefined
    if (reach === undefined) {
      picture.outOfReach(index, layer)
      picture.letGo(index, layer, now)
      return undefined
    }
    // What is launched later is decided upon then, and after what is known by then.
    const wait = this.#wait(index, layer, now, reach)
    if (wait !== undefined) {
      this.ask(index, layer, wait)
      return undefined
    }
    const space = 'shell' in plan
    const options = reach.options.filter((o) => this.book.stock(o.carrier) > 0)
    const reached = reach.options.length > 0
    if (!reached) picture.outOfReach(index, layer)
    const own = this.book.of(index, layer)
    const stock = space
      ? options.reduce((sum, o) => sum + this.book.stock(o.carrier), 0)
      : this.book.left(layer)
    const decision = decideFire(plan.doctrine, {
      now,
      shots: own,
      called: this.#called.get(index),
      reach: { latest: reach.latest, intercept: reach.options[0]?.intercept ?? reach.latest },
      stock: reached ? stock : 0,
      later: plan.doctrine.holdFor === undefined ? undefined : this.#later(index, layer, now),
    })
    switch (decision.reason) {
      case 'fire':
        return { target: index, layer, options, decision }
      case 'looking':
      case 'spacing':
        if (decision.again !== undefined) this.ask(index, layer, decision.again)
        return undefined
      case 'holding':
        this.ask(index, layer, now + this.#plan.command.updateInterval)
        return undefined
      case 'empty':
      case 'reserve':
        if (reached) picture.step(index, 'no interceptor left')
        // Other satellites come into reach; a battery that is empty stays so.
        if (space && this.book.left(layer) > plan.doctrine.reserve && now + ORBIT_STEP < reach.latest)
          this.ask(index, layer, now + ORBIT_STEP)
        else if (!reached) picture.letGo(index, layer, now)
        return undefined
      case 'no-reach':
        picture.letGo(index, layer, now)
        return undefined
      default:
        return undefined
    }
  }

  /** The best layer behind one for a target: its chance to stop it with one salvo, and whether it has interceptors to spare. */
  #later(index: number, layer: number, now: number): { kill: number; free: boolean } | undefined {
    let best: { kill: number; free: boolean } | undefined
    this.#plan.layers.forEach((plan, other) => {
      if (other === layer || isBoost(plan) || !this.#picture.isBehind(index, other, layer)) return
      const reach = this.#picture.reach(index, other, now, this.#batteries[other])
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
  #expectedLoss({ target, layer }: Wish, decider: string, now: number): number {
    return this.#picture.stake(target, layer) * this.book.comesThrough(target, decider, now)
  }

  /** Launches one interceptor, where its battery can still do so in time. */
  #launch(index: number, layer: number, decider: string, option: FireOption, now: number): boolean {
    const battery = this.#batteries[layer]
    let { intercept } = option
    let release = now
    if (battery !== undefined) {
      // Launches of the same decision have moved the next one.
      const reach = this.#picture.reach(index, layer, now, battery)
      if (reach === undefined) return false
      intercept = reach.options[0]!.intercept
      release = Math.max(battery.from(now), reach.launch!)
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
    this.#picture.launched(index, shot)
    this.#queue.put({ t: intercept, rank: INTERCEPT, target: index, layer, shot })
    this.#queue.put({ t: shot.known, rank: LOOK, target: index, layer, shot })
    return true
  }

  /** When a layer is asked about a target again, and how far it came with it. */
  #after({ target, layer, decision }: Wish, fired: number, now: number): void {
    const plan = this.#plan.layers[layer]!
    this.#picture.step(target, fired > 0 ? 'missed' : 'no interceptor left')
    const shots = this.book.of(target, layer).length
    if (shots >= plan.doctrine.most) return
    if (fired < decision.fire && this.book.left(layer) <= plan.doctrine.reserve) return
    const { updateInterval } = this.#plan.command
    const wait = fired < decision.fire && 'shell' in plan ? ORBIT_STEP : updateInterval
    this.ask(target, layer, now + wait)
  }

  /** What is known of a target after a shot: the truth, but for the errors of the look. */
  #look({ t, target, layer, shot }: Happening): void {
    const { falseKill, missedKill } = this.#plan.layers[layer]!.doctrine
    const dead = this.#picture.isDead(target, t)
    const error = dead ? missedKill : falseKill
    let wrong = false
    if (error > 0) {
      const [purpose, entity] = this.#picture.lookKey(target)
      const nth = this.book.at(target).indexOf(shot!)
      wrong = new Stream(this.#plan.seed, this.#run, `${purpose}/${nth}`, entity).uniform() < error
    }
    this.#called.set(target, { at: t, killed: dead !== wrong })
  }
}
