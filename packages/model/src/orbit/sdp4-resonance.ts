import { cos, sin } from '../math/index.ts'
import type { ResonantTerm } from './sdp4-harmonics.ts'
import type { BrouwerOrbit } from './sgp4-secular.ts'

/** Step of the integration, minutes; part of the model's definition. */
const STEP = 720

/** Rate of the sidereal angle as the theory has it, rad/min. */
export const SIDEREAL_RATE = 4.37526908801129966e-3

/**
 * Mean motion n and resonance longitude λ under the tesseral harmonics that keep step with the Earth:
 *
 *   λ̇ = n + drift,   ṅ = Σ A sin(k λ + l ω − φ)
 *
 * by second-order Taylor steps of 720 minutes from the epoch of the element set. Hoots and Roehrich, Spacetrack Report No.
 * 3 (1980), section 10; Hujsak, Project Space Track Report No. 1 (1979). State on the grid of steps is kept, and
 * does not depend on the order of calls.
 */
export class Resonance {
  /** At the last `integrate`: resonance longitude (rad) and mean motion (rad/min). */
  longitude = 0
  motion = 0
  readonly #orbit: BrouwerOrbit
  readonly #longitude0: number
  readonly #drift: number
  readonly #amplitude: Float64Array
  readonly #byLongitude: Float64Array
  readonly #byPerigee: Float64Array
  readonly #phase: Float64Array
  // On the grid: time (min), longitude, mean motion, and the rates that hold there.
  #time = 0
  #gridLongitude = 0
  #gridMotion = 0
  #longitudeRate = 0
  #motionRate = 0
  #motionBend = 0

  /**
   * `longitude0` is the resonance longitude at the epoch; its rate there is the Brouwer mean motion plus `drift` (rad/min).
   */
  constructor(orbit: BrouwerOrbit, terms: readonly ResonantTerm[], longitude0: number, drift: number) {
    this.#orbit = orbit
    this.#longitude0 = longitude0
    this.#drift = drift
    this.#amplitude = Float64Array.from(terms, (term) => term.amplitude)
    this.#byLongitude = Float64Array.from(terms, (term) => term.longitude)
    this.#byPerigee = Float64Array.from(terms, (term) => term.perigee)
    this.#phase = Float64Array.from(terms, (term) => term.phase)
    this.#restart()
  }

  /** Finds `longitude` and `motion` at `t` minutes after the epoch. */
  integrate(t: number): void {
    if (t * this.#time < 0 || Math.abs(t) < Math.abs(this.#time)) this.#restart()
    const step = t > 0 ? STEP : -STEP
    while (Math.abs(t - this.#time) >= STEP) {
      const half = 0.5 * STEP * STEP
      this.#gridLongitude += this.#longitudeRate * step + this.#motionRate * half
      this.#gridMotion += this.#motionRate * step + this.#motionBend * half
      this.#time += step
      this.#evaluate()
    }
    const rest = t - this.#time
    const half = 0.5 * rest * rest
    this.longitude = this.#gridLongitude + this.#longitudeRate * rest + this.#motionRate * half
    this.motion = this.#gridMotion + this.#motionRate * rest + this.#motionBend * half
  }

  #restart(): void {
    this.#time = 0
    this.#gridLongitude = this.#longitude0
    this.#gridMotion = this.#orbit.motion
    this.#evaluate()
  }

  /** Rates at the grid point: λ̇, ṅ and n̈. */
  #evaluate(): void {
    const perigee = this.#orbit.perigee + this.#orbit.perigeeRate * this.#time
    let rate = 0
    let gradient = 0
    for (let k = 0; k < this.#amplitude.length; k++) {
      const multiple = this.#byLongitude[k]!
      const angle = multiple * this.#gridLongitude + this.#byPerigee[k]! * perigee - this.#phase[k]!
      rate += this.#amplitude[k]! * sin(angle)
      gradient += this.#amplitude[k]! * multiple * cos(angle)
    }
    this.#longitudeRate = this.#gridMotion + this.#drift
    this.#motionRate = rate
    this.#motionBend = gradient * this.#longitudeRate
  }
}
