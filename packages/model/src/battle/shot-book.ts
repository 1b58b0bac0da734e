import type { PastShot } from '../command/index.ts'
import type { Arsenal } from './arsenal.ts'
import { holdsOf, type LayerPlan } from './plan.ts'

/** One interceptor on its way. */
export interface Flying extends PastShot {
  readonly layer: number
  readonly carrier: number
  /** Node that ordered it. */
  readonly decider: string
  /** Chance that it stops its target. */
  readonly kill: number
  /** When what came of it is known. */
  readonly known: number
}

const NONE: readonly Flying[] = []

/** The shots of one run at the targets of the later layers, and what that leaves in stock. */
export class ShotBook {
  /** Shots at targets at which another node had interceptors in the air. */
  doubled = 0
  /** Per layer: times of release. */
  readonly releases: number[][]
  readonly #arsenal: Arsenal
  readonly #shots = new Map<number, Flying[]>()
  readonly #used = new Map<number, number>()
  readonly #left: number[]

  constructor(arsenal: Arsenal, layers: readonly LayerPlan[]) {
    this.#arsenal = arsenal
    this.#left = layers.map(holdsOf)
    this.releases = layers.map(() => [])
  }

  /** Shots at a target, in order of the decisions. */
  at(target: number): readonly Flying[] {
    return this.#shots.get(target) ?? NONE
  }

  /** Shots of one layer at a target. */
  of(target: number, layer: number): readonly Flying[] {
    return this.at(target).filter((s) => s.layer === layer)
  }

  /** Interceptors left on a carrier. */
  stock(carrier: number): number {
    return this.#arsenal.stock(carrier) - (this.#used.get(carrier) ?? 0)
  }

  /** Interceptors left in a layer. */
  left(layer: number): number {
    return this.#left[layer]!
  }

  /** Writes down a shot ordered at `now`. */
  add(target: number, shot: Flying, now: number): void {
    const own = this.#shots.get(target) ?? []
    this.#shots.set(target, own)
    if (own.some((s) => s.decider !== shot.decider && s.known > now)) this.doubled++
    own.push(shot)
    this.#used.set(shot.carrier, (this.#used.get(shot.carrier) ?? 0) + 1)
    this.#left[shot.layer]!--
    this.releases[shot.layer]!.push(shot.release)
  }

  /** Chance that a target comes through all that a node has in the air at it. */
  comesThrough(target: number, decider: string, now: number): number {
    let chance = 1
    for (const shot of this.at(target))
      if (shot.decider === decider && shot.known > now) chance *= 1 - shot.kill
    return chance
  }

  /** When a node knows what came of its shots from other layers, where that is by `latest`; undefined without any. */
  nextLook(target: number, layer: number, decider: string, now: number, latest: number): number | undefined {
    let next: number | undefined
    for (const shot of this.at(target))
      if (shot.layer !== layer && shot.decider === decider && shot.known > now && shot.known <= latest)
        next = Math.min(next ?? Infinity, shot.known)
    return next
  }
}
