import { TrackCustody } from '../track/index.ts'
import type { Fates } from './fates.ts'
import type { Matcher } from './match.ts'
import type { BattlePlan } from './plan.ts'
import type { BattleTarget, BattleTargets } from './targets.ts'

/**
 * Custody of each missile of one run, as the referee sees it: held is a missile while a confirmed track stands for it, or for a warhead of it, that still flies. From the first
 * such scan to the end of its last warhead, the times without are gaps. Decoys and the empty bus do not count.
 */
export class CustodyBook {
  readonly #plan: BattlePlan
  readonly #targets: BattleTargets
  readonly #own: readonly TrackCustody[]

  constructor(plan: BattlePlan, targets: BattleTargets) {
    this.#plan = plan
    this.#targets = targets
    this.#own = plan.missiles.map(() => new TrackCustody())
  }

  /** The tracks as they stand after a scan at t, s since the start of the raid. */
  scan(t: number, fates: Fates, { tracksOf }: Matcher): void {
    const flies = new Uint8Array(this.#own.length)
    const held = new Uint8Array(this.#own.length)
    this.#targets.all.forEach((target, index) => {
      const { missile, object, liftoff, plan } = target
      if (!isMissileOrWarhead(target) || t < liftoff || t > liftoff + plan.until) return
      if (fates.isDead(missile, object, t)) return
      flies[missile] = 1
      if (tracksOf[index]!.some(({ status }) => status === 'confirmed')) held[missile] = 1
    })
    this.#own.forEach((own, m) => {
      if (flies[m] === 1) own.add(t - this.#plan.missiles[m]!.liftoff, held[m] === 1)
    })
  }

  /**
   * Time in gaps of each missile, s, once all shots are settled: to the end of its last warhead, or of the watch (s since the start of the raid). Of one that was never
   * tracked: its whole flight.
   */
  gaps({ outcomes }: Fates, watched: number): number[] {
    return this.#plan.missiles.map(({ liftoff, flight }, m) => {
      const ends = flight.objects.flatMap(({ warhead, until }, k) =>
        warhead ? [(outcomes[m]!.objects[k]!.hit?.intercept ?? liftoff + until) - liftoff] : [],
      )
      const end = Math.max(0, ...ends)
      const own = this.#own[m]!
      if (own.first === undefined) return end
      own.end(Math.min(end, watched - liftoff))
      return own.lost
    })
  }
}

function isMissileOrWarhead({ plan: { kind } }: BattleTarget): boolean {
  return kind === 'missile' || kind === 'warhead'
}
