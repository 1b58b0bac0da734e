import { Stream } from '../math/index.ts'
import type { ObjectPlan } from './objects.ts'
import type { BattlePlan } from './plan.ts'

/** One thing the layers behind the first can fire at: an object of a missile. */
export interface BattleTarget {
  readonly missile: number
  /** Index among the objects of the missile's flight. */
  readonly object: number
  readonly plan: ObjectPlan
  /** s since the start of the raid. */
  readonly liftoff: number
  /** Chance that what is called a warhead is one; for a missile the warheads it carries. */
  readonly believed: number
  /** What a decision expects to be lost if it gets through: value × chance to come down where it counts × chance that it is a warhead. */
  readonly stake: number
}

/** All targets of a raid, missile by missile; `first[m]` is the index of missile m itself. */
export class BattleTargets {
  readonly all: readonly BattleTarget[]
  readonly first: readonly number[]
  readonly #plan: BattlePlan

  constructor(plan: BattlePlan) {
    this.#plan = plan
    const all: BattleTarget[] = []
    this.first = plan.missiles.map(({ flight, liftoff }, missile) => {
      const first = all.length
      const warheads = flight.objects.filter((o) => o.warhead).length
      const lookalikes = flight.objects.filter((o) => o.kind === 'decoy' || o.kind === 'bus').length
      flight.objects.forEach((object, k) => {
        const believed = this.#believed(object, warheads, lookalikes)
        all.push({ missile, object: k, plan: object, liftoff, believed, stake: object.stake * believed })
      })
      return first
    })
    this.all = all
  }

  /**
   * Is an object called a warhead in a run? A missile that still carries its load is not taken for anything else. `reportedBy`: has a sensor, by its id, reported the object? The
   * better of the errors of those that have, and of the errors without them, counts.
   */
  isCalledWarhead(
    run: number,
    { missile, plan: object }: BattleTarget,
    reportedBy?: (sensor: string) => boolean,
  ): boolean {
    if (object.kind === 'missile') return true
    const { warheadAsDecoy, decoyAsWarhead, improvedBy } = this.#plan.command.discrimination
    const better = reportedBy === undefined ? [] : improvedBy.filter((i) => reportedBy(i.sensor))
    const chance =
      object.kind === 'warhead'
        ? 1 - Math.min(warheadAsDecoy, ...better.map((i) => i.warheadAsDecoy))
        : Math.min(decoyAsWarhead, ...better.map((i) => i.decoyAsWarhead))
    if (chance >= 1) return true
    const { threat, number } = this.#plan.missiles[missile]!
    return new Stream(this.#plan.seed, run, `call/${threat}/${object.name}`, number).uniform() < chance
  }

  /** Chance that what is called a warhead is one (Bayes, from the numbers that the missile carries). */
  #believed(object: ObjectPlan, warheads: number, lookalikes: number): number {
    if (object.kind === 'missile') return Math.max(1, warheads)
    const { warheadAsDecoy, decoyAsWarhead } = this.#plan.command.discrimination
    const right = (1 - warheadAsDecoy) * warheads
    const wrong = decoyAsWarhead * lookalikes
    return right + wrong === 0 ? 0 : right / (right + wrong)
  }
}
