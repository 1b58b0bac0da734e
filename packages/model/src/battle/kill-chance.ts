import { EARTH_RATE, eciFromEcefState } from '../earth/index.ts'
import { Approach, LONGEST_FLY_OUT, hitChance, longArc, longFlyOut } from '../engage/index.ts'
import { norm3 } from '../math/index.ts'
import { stateAt, type Path } from '../threat/index.ts'
import type { BattlePlan, SpaceLayer } from './plan.ts'

const NO_VELOCITY = new Float64Array(3)

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
  readonly #rCarrier = new Float64Array(3)
  readonly #vCarrier = new Float64Array(3)
  readonly #arc = longArc()

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
    let speed: number | undefined
    if ('shell' in plan && flown > LONGEST_FLY_OUT)
      speed = this.#speedOfArc(plan, carrier, this.#start + release, flown)
    else if ('shell' in plan) {
      plan.shell.position(t, carrier, this.#rCarrier)
      plan.shell.velocity(t, carrier, this.#vCarrier)
      this.#approach.set(plan.interceptor, flown, this.#rCarrier, this.#vCarrier, this.#r, this.#v)
    } else {
      eciFromEcefState(angle, plan.battery.r_ecef, NO_VELOCITY, this.#rCarrier, this.#vCarrier)
      const [x, y, z] = [0, 1, 2].map((k) => this.#r[k]! - this.#rCarrier[k]!) as [number, number, number]
      const mean = { deltaV: norm3(x, y, z) / flown, acceleration: Infinity }
      this.#approach.set(mean, flown, this.#rCarrier, this.#vCarrier, this.#r, this.#v)
    }
    const sigma = this.#plan.command.predictionSigma
    const chance = hitChance({
      sigma: [sigma, sigma],
      closingSpeed: speed ?? this.#approach.speed,
      seekerRange: interceptor.seekerRange,
      flown,
      divert: interceptor.divert,
      divertAcceleration: interceptor.divertAcceleration,
      guidanceLag: interceptor.guidanceLag,
      hitRadius: interceptor.hitRadius,
    })
    return interceptor.sspk * chance
  }

  /** Closing speed (m/s) at the end of the arc of a long fly-out, with target and velocity in place. `release`: s since the epoch. */
  #speedOfArc({ shell, interceptor }: SpaceLayer, carrier: number, release: number, flown: number): number {
    shell.position(release, carrier, this.#rCarrier)
    shell.velocity(release, carrier, this.#vCarrier)
    const { acceleration } = interceptor
    longFlyOut(this.#rCarrier, this.#vCarrier, this.#r, flown, acceleration, this.#arc)
    const { vEnd } = this.#arc
    return norm3(this.#v[0]! - vEnd[0]!, this.#v[1]! - vEnd[1]!, this.#v[2]! - vEnd[2]!)
  }
}
