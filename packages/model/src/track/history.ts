import type { Beliefs } from './beliefs.ts'

/** Time (s) between samples of a track's history, and how many are kept. */
const SPACING = 5
const MOST_SAMPLES = 64
/** Numbers of a sample: time, specific force, its variance, probability of thrust, r and v (6), their covariance (36). */
const SAMPLE = 46
/** Without thrust the specific force is 0 with this variance ((m/s²)²). */
const NO_THRUST = 1

/** What a track has looked like: samples some seconds apart, from which launch point and kind of booster are told. */
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
    const at = this.count * SAMPLE
    const s = this.#samples
    s[at] = t
    beliefs.thrust(s, at + 1)
    if (s[at + 3]! < 0.5) {
      s[at + 1] = 0
      s[at + 2] = NO_THRUST
    }
    const { x, P } = beliefs.models
    for (let i = 0; i < 6; i += 1) s[at + 4 + i] = x[i]!
    for (let i = 0; i < 36; i += 1) s[at + 10 + i] = P[i]!
    this.count += 1
  }

  time(k: number): number {
    return this.#samples[k * SAMPLE]!
  }

  /** Specific force along the path, m/s². */
  force(k: number): number {
    return this.#samples[k * SAMPLE + 1]!
  }

  forceVariance(k: number): number {
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

/** A typical time (s) from liftoff to a first clear sample. */
const BACK = 25
