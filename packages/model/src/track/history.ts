import { EARTH_RATE, gravity } from '../earth/index.ts'
import type { Beliefs } from './beliefs.ts'

/** Time (s) between samples of a track's history, and how many are kept. */
const SPACING = 5
const MOST_SAMPLES = 64
/** Numbers of a sample: time, speed gained, variance of the speed along the path, probability of thrust, r and v (6), their covariance (36). */
const SAMPLE = 46
/** A typical time (s) from liftoff to a first clear sample. */
const BACK = 25

const middle = new Float64Array(3)
const pull = new Float64Array(3)

/**
 * What a track has looked like: samples some seconds apart, from which launch point and kind of booster are told. The speed gained since the first sample is the change of velocity less gravity along the path, summed
 * over the samples: ∫ a dt, whatever the flight-path angle.
 */
export class History {
  count = 0
  #samples = new Float64Array(8 * SAMPLE)

  /** Keeps the loaded belief at t if the last sample is old enough. */
  add(t: number, beliefs: Beliefs): void {
    if (this.count === MOST_SAMPLES) return
    if (this.count > 0 && t - this.time(this.count - 1) < SPACING) return
    if ((this.count + 1) * SAMPLE > this.#samples.length) {
      const larger = new Float64Array(2 * this.#samples.length)
      larger.set(this.#samples)
      this.#samples = larger
    }
    const k = this.count
    const at = k * SAMPLE
    const s = this.#samples
    const { x, P } = beliefs.models
    s[at] = t
    s[at + 3] = beliefs.thrusting
    for (let i = 0; i < 6; i += 1) s[at + 4 + i] = x[i]!
    for (let i = 0; i < 36; i += 1) s[at + 10 + i] = P[i]!
    this.#measureGain(k)
    this.count = k + 1
  }

  #measureGain(k: number): void {
    const s = this.#samples
    const at = k * SAMPLE
    const now = at + 4
    const before = k === 0 ? now : now - SAMPLE
    const dt = s[at]! - s[before - 4]!
    for (let i = 0; i < 3; i += 1) middle[i] = 0.5 * (s[before + i]! + s[now + i]!)
    gravity(middle, pull)
    // Mean velocity relative to the air gives the direction of the path.
    let wx = 0.5 * (s[before + 3]! + s[now + 3]!) + EARTH_RATE * middle[1]!
    let wy = 0.5 * (s[before + 4]! + s[now + 4]!) - EARTH_RATE * middle[0]!
    let wz = 0.5 * (s[before + 5]! + s[now + 5]!)
    const speed = Math.sqrt(wx * wx + wy * wy + wz * wz)
    wx /= speed
    wy /= speed
    wz /= speed
    const gained =
      wx * (s[now + 3]! - s[before + 3]! - dt * pull[0]!) +
      wy * (s[now + 4]! - s[before + 4]! - dt * pull[1]!) +
      wz * (s[now + 5]! - s[before + 5]! - dt * pull[2]!)
    s[at + 1] = k === 0 ? 0 : s[at + 1 - SAMPLE]! + gained
    const P = now + 6
    s[at + 2] =
      wx * (wx * s[P + 21]! + 2 * wy * s[P + 22]! + 2 * wz * s[P + 23]!) +
      wy * (wy * s[P + 28]! + 2 * wz * s[P + 29]!) +
      wz * wz * s[P + 35]!
  }

  time(k: number): number {
    return this.#samples[k * SAMPLE]!
  }

  /** Speed gained since the first sample, m/s. */
  gain(k: number): number {
    return this.#samples[k * SAMPLE + 1]!
  }

  /** Variance (m²/s²) of the speed along the path at sample k. */
  speedVariance(k: number): number {
    return this.#samples[k * SAMPLE + 2]!
  }

  /** Probability of thrust. */
  thrusting(k: number): number {
    return this.#samples[k * SAMPLE + 3]!
  }

  /** Position and velocity (6) stand at this place of `numbers`, their covariance (36) after them. */
  stateAt(k: number): number {
    return k * SAMPLE + 4
  }

  get numbers(): Float64Array {
    return this.#samples
  }

  /** How well a launch point could be told from sample k: squared metres. */
  blur(k: number): number {
    const P = this.stateAt(k) + 6
    const s = this.#samples
    const position = s[P]! + s[P + 7]! + s[P + 14]!
    const velocity = s[P + 21]! + s[P + 28]! + s[P + 35]!
    return position + BACK * BACK * velocity
  }
}
