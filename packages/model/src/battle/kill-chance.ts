import { EARTH_RATE, eciFromEcefState } from '../earth/index.ts'
import { Approach, hitChance } from '../engage/index.ts'
import { stateAt, type Path } from '../threat/index.ts'
import { setApproach } from './approach-of.ts'
import type { BattlePlan } from './plan.ts'

/**
 * The chance that a shot stops its target, the common-mode factor apart: the stated one, or from the geometry of the last leg: the
 * stated error of the prediction at handover against what divert takes out in the time that the closing speed leaves, times the lethality.
 *
 * An interceptor of a battery closes with the mean speed of its fly-out along the line from its site, one in space with what it gains on
 * top of its orbit, past 250 s with the end of its two-body arc. Times in s since the start of the raid.
 */
export class KillChance {
  readonly #plan: BattlePlan
  /** Start of the raid, s since the epoch. */
  readonly #start: number
  readonly #approach = new Approach()
  readonly #r = new Float64Array(3)
  readonly #v = new Float64Array(3)

  constructor(plan: BattlePlan, start: number) {
    this.#plan = plan
    this.#start = start
  }

  /** `carrier`: index within the layer. `path` on a clock that stands at 0 at `liftoff`. */
  of(
    layer: number,
    carrier: number,
    path: Path,
    liftoff: number,
    release: number,
    intercept: number,
  ): number {
    const plan = this.#plan.layers[layer]!
    const { interceptor } = plan
    if (interceptor.hit === 'fixed') return interceptor.sspk
    const flown = intercept - release
    const t = this.#start + intercept
    const angle = this.#plan.epochAngle + EARTH_RATE * t
    stateAt(path, intercept - liftoff, this.#r, this.#v)
    eciFromEcefState(angle, this.#r, this.#v, this.#r, this.#v)
    setApproach(this.#approach, plan, carrier, t, flown, this.#r, this.#v, this.#plan.epochAngle)
    const sigma = this.#plan.command.predictionSigma
    const chance = hitChance({
      sigma: [sigma, sigma],
      closingSpeed: this.#approach.speed,
      seekerRange: interceptor.seekerRange,
      flown,
      divert: interceptor.divert,
      divertAcceleration: interceptor.divertAcceleration,
      guidanceLag: interceptor.guidanceLag,
      hitRadius: interceptor.hitRadius,
    })
    return interceptor.sspk * chance
  }
}
