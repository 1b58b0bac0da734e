import { OpendomeError } from '../core/index.ts'
import { atan2 } from '../math/index.ts'
import { sightAxes } from '../sense/index.ts'
import type { MeasurementModel } from './models.ts'

/**
 * One line of sight, with or without range, as a measurement of a state that begins with r_eci: predicted (atan2(e1·d, u·d), atan2(e2·d, u·d), |d|) with d = r − sensor and the axes of `sightAxes`; the measured angles are 0.
 * `aim` points it; nothing is allocated then.
 */
export class SightModel implements MeasurementModel {
  readonly dimension: number
  readonly R: Float64Array
  /** States of the model it measures. */
  readonly states: number
  readonly #sensor = new Float64Array(3)
  readonly #u = new Float64Array(3)
  readonly #e1 = new Float64Array(3)
  readonly #e2 = new Float64Array(3)

  /** `angleSigma` in rad; `rangeSigma` in m, left out without range. Errors: `invalid` unless above 0. */
  constructor(states: number, angleSigma: number, rangeSigma?: number) {
    const m = rangeSigma === undefined ? 2 : 3
    if (!(angleSigma > 0) || !((rangeSigma ?? 1) > 0))
      throw new OpendomeError(
        'invalid',
        `sigmas ${angleSigma} rad, ${rangeSigma ?? 'none'} m: expected above 0`,
      )
    this.states = states
    this.dimension = m
    this.R = new Float64Array(m * m)
    this.R[0] = angleSigma * angleSigma
    this.R[m + 1] = angleSigma * angleSigma
    if (rangeSigma !== undefined) this.R[8] = rangeSigma * rangeSigma
  }

  /** Points the sight: sensor position (ECI, m) and measured unit vector. */
  aim(rSensor_eci: Float64Array, u_eci: Float64Array): void {
    for (let i = 0; i < 3; i += 1) {
      this.#sensor[i] = rSensor_eci[i]!
      this.#u[i] = u_eci[i]!
    }
    sightAxes(this.#sensor, this.#u, this.#e1, this.#e2)
  }

  expect(x: Float64Array, out: Float64Array): void {
    const dx = x[0]! - this.#sensor[0]!
    const dy = x[1]! - this.#sensor[1]!
    const dz = x[2]! - this.#sensor[2]!
    const along = this.#u[0]! * dx + this.#u[1]! * dy + this.#u[2]! * dz
    out[0] = atan2(this.#e1[0]! * dx + this.#e1[1]! * dy + this.#e1[2]! * dz, along)
    out[1] = atan2(this.#e2[0]! * dx + this.#e2[1]! * dy + this.#e2[2]! * dz, along)
    if (this.dimension === 3) out[2] = Math.sqrt(dx * dx + dy * dy + dz * dz)
  }

  linearise(x: Float64Array, H: Float64Array): void {
    const n = this.states
    H.fill(0, 0, this.dimension * n)
    const dx = x[0]! - this.#sensor[0]!
    const dy = x[1]! - this.#sensor[1]!
    const dz = x[2]! - this.#sensor[2]!
    const u = this.#u
    const along = u[0]! * dx + u[1]! * dy + u[2]! * dz
    for (let k = 0; k < 2; k += 1) {
      const e = k === 0 ? this.#e1 : this.#e2
      const across = e[0]! * dx + e[1]! * dy + e[2]! * dz
      const scale = 1 / (along * along + across * across)
      for (let i = 0; i < 3; i += 1) H[k * n + i] = (along * e[i]! - across * u[i]!) * scale
    }
    if (this.dimension < 3) return
    const inverse = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz)
    H[2 * n] = dx * inverse
    H[2 * n + 1] = dy * inverse
    H[2 * n + 2] = dz * inverse
  }

  difference(z: Float64Array, expected: Float64Array, out: Float64Array): void {
    for (let k = 0; k < 2; k += 1) {
      const d = z[k]! - expected[k]!
      out[k] = d > Math.PI ? d - 2 * Math.PI : d < -Math.PI ? d + 2 * Math.PI : d
    }
    if (this.dimension === 3) out[2] = z[2]! - expected[2]!
  }
}
