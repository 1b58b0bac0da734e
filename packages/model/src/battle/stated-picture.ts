import type { Release } from '../command/index.ts'
import type { Battery } from './battery.ts'
import type { Arsenal } from './arsenal.ts'
import type { Cause, Steps } from './causes.ts'
import type { Fates } from './fates.ts'
import { lastIntercept, type LayerReach, type Reach } from './layer-reach.ts'
import { LEAST_STAKE, type Picture } from './picture.ts'
import { isBoost, type BattlePlan } from './plan.ts'
import type { Flying } from './shot-book.ts'
import type { BattleTargets } from './targets.ts'

/** The picture where delays are stated: targets are the objects of the raid, on the paths they really take. */
export class StatedPicture implements Picture {
  readonly #plan: BattlePlan
  readonly #targets: BattleTargets
  readonly #arsenal: Arsenal
  readonly #fates: Fates
  readonly #steps: Steps
  readonly #reach: LayerReach
  readonly #release: (missile: number, layer: number) => Release

  constructor(
    plan: BattlePlan,
    targets: BattleTargets,
    arsenal: Arsenal,
    fates: Fates,
    steps: Steps,
    reach: LayerReach,
    release: (missile: number, layer: number) => Release,
  ) {
    this.#plan = plan
    this.#targets = targets
    this.#arsenal = arsenal
    this.#fates = fates
    this.#steps = steps
    this.#reach = reach
    this.#release = release
  }

  release(target: number, layer: number): Release {
    return this.#release(this.#targets.all[target]!.missile, layer)
  }

  reach(target: number, layer: number, now: number, battery: Battery | undefined): Reach | undefined {
    return this.#reach.at(layer, this.#targets.all[target]!, now, battery)
  }

  isGone(target: number, now: number): boolean {
    const { liftoff, plan } = this.#targets.all[target]!
    return now >= liftoff + plan.until
  }

  isBehind(target: number, later: number, layer: number): boolean {
    const { open } = this.#targets.all[target]!.plan
    const own = open[layer]
    const other = open[later]
    return other !== undefined && (own === undefined || lastIntercept(other) > lastIntercept(own))
  }

  stake(target: number, layer: number): number {
    // Under thrust nobody knows where it will come down.
    if (isBoost(this.#plan.layers[layer]!)) return 1
    return Math.max(LEAST_STAKE, this.#targets.all[target]!.stake)
  }

  step(target: number, cause: Exclude<Cause, 'seen late' | 'no reach'>): void {
    this.#steps.reached(target, cause)
  }

  /** That a layer does not reach a missile behind burnout says nothing of the warheads it sets free. */
  outOfReach(target: number, layer: number): void {
    const { plan } = this.#targets.all[target]!
    if (plan.warhead || isBoost(this.#plan.layers[layer]!)) this.#steps.unreached(target, layer)
  }

  letGo(): void {
    // Paths and releases are known from the beginning: what is out of reach stays so.
  }

  launched(): void {
    // Its intercept is settled on the true path: nothing changes on the way.
  }

  settle(target: number, { layer, carrier, release, intercept, kill }: Flying): void {
    const { missile, object } = this.#targets.all[target]!
    this.#fates.settle(
      {
        layer,
        missile,
        object: isBoost(this.#plan.layers[layer]!) ? undefined : object,
        carrier: this.#arsenal.satelliteOf(carrier),
        release,
        intercept,
      },
      true,
      kill,
    )
  }

  isDead(target: number, t: number): boolean {
    const { missile, object } = this.#targets.all[target]!
    return this.#fates.isDead(missile, object, t)
  }

  lookKey(target: number): readonly [string, number] {
    const { missile, plan } = this.#targets.all[target]!
    const { threat, number } = this.#plan.missiles[missile]!
    return [`look/${threat}/${plan.name}`, number]
  }
}
