import { norm3 } from '../math/index.ts'
import type { FlyOut } from './reach.ts'

/**
 * The last leg of an interceptor: how it closes with its target, and what of an aim error its divert has to take out.
 *
 * The interceptor flies from where its carrier would be in free fall towards the aim point, so at intercept it moves with the
 * carrier plus min(Δv, a·T) in that direction. Only the part of an aim error across the closing velocity misses; the part along it
 * moves the time of the intercept. A miss m that is taken out at once with τ seconds to go costs m/τ of divert (the
 * zero-effort miss; P. Zarchan, Tactical and Strategic Missile Guidance, 6th ed., chapter 2).
 *
 * Kept as one object whose buffers are used again; vectors ECI, m and m/s.
 */
export class Approach {
  /** Closing speed, m/s. */
  speed = 0
  /** Unit vector of the target's velocity relative to the interceptor. */
  readonly along = new Float64Array(3)

  /**
   * @param flown time from release to intercept, s
   * @param rCarrier_eci,vCarrier_eci the carrier in free fall at intercept
   * @param rAim_eci aim point
   * @param vTarget_eci velocity of the target at intercept
   */
  set(
    flyOut: FlyOut,
    flown: number,
    rCarrier_eci: Float64Array,
    vCarrier_eci: Float64Array,
    rAim_eci: Float64Array,
    vTarget_eci: Float64Array,
  ): void {
    const away = norm3(
      rAim_eci[0]! - rCarrier_eci[0]!,
      rAim_eci[1]! - rCarrier_eci[1]!,
      rAim_eci[2]! - rCarrier_eci[2]!,
    )
    const gained = away > 0 ? Math.min(flyOut.deltaV, flyOut.acceleration * flown) / away : 0
    for (let k = 0; k < 3; k++)
      this.along[k] = vTarget_eci[k]! - vCarrier_eci[k]! - gained * (rAim_eci[k]! - rCarrier_eci[k]!)
    this.#unit()
  }

  /** The same of an interceptor whose velocity at intercept is known. */
  close(vInterceptor_eci: Float64Array, vTarget_eci: Float64Array): void {
    for (let k = 0; k < 3; k++) this.along[k] = vTarget_eci[k]! - vInterceptor_eci[k]!
    this.#unit()
  }

  #unit(): void {
    this.speed = norm3(this.along[0]!, this.along[1]!, this.along[2]!)
    if (this.speed > 0) for (let k = 0; k < 3; k++) this.along[k]! /= this.speed
  }

  /** The part of an aim error (m) across the closing velocity: what would be missed by. */
  miss(error_eci: Float64Array): number {
    const { along } = this
    const part = along[0]! * error_eci[0]! + along[1]! * error_eci[1]! + along[2]! * error_eci[2]!
    return norm3(
      error_eci[0]! - part * along[0]!,
      error_eci[1]! - part * along[1]!,
      error_eci[2]! - part * along[2]!,
    )
  }

  /**
   * Time to go (s) when the interceptor's own seeker takes over: the target is then within its range. No longer than the
   * whole flight.
   */
  handover(seekerRange: number, flown: number): number {
    return seekerRange >= this.speed * flown ? flown : seekerRange / this.speed
  }
}
