import { OpendomeError } from '../core/index.ts'
import { interpolate } from './dense.ts'
import { brent } from './roots.ts'

/**
 * Something that happens where `value` passes through zero. `direction` is the sign of its change along the
 * integration (1: from negative to positive, −1: from positive to negative, 0: either). A `terminal` event
 * ends the integration.
 */
export interface OdeEvent {
  readonly name: string
  readonly value: (t: number, y: Float64Array) => number
  readonly direction: -1 | 0 | 1
  readonly terminal: boolean
}

/** Where an event happened: time and state. */
export interface OdeHit {
  readonly name: string
  readonly t: number
  readonly y: Float64Array
}

/** Events are looked for in halves of a step, so that a pair of crossings in one step is not lost as a rule. */
const PARTS = 2

/** Root tolerance as a fraction of the step. */
const ROOT_TOLERANCE = 1e-14

/** Watches the events over one step after the other. */
export class EventWatch {
  readonly #events: readonly OdeEvent[]
  readonly #n: number
  readonly #values: Float64Array
  readonly #y: Float64Array

  constructor(events: readonly OdeEvent[], t0: number, y0: Float64Array) {
    this.#events = events
    this.#n = y0.length
    this.#y = new Float64Array(y0.length)
    this.#values = new Float64Array(events.length)
    for (let e = 0; e < events.length; e += 1) this.#values[e] = valueOf(events[e]!, t0, y0)
  }

  /**
   * Appends to `hits` the events of the step [t, t + h] with the coefficients `c`, in the order in which they
   * happen (those at one time in the order of the list), up to the first terminal one, which is returned.
   */
  step(t: number, h: number, c: Float64Array, yEnd: Float64Array, hits: OdeHit[]): OdeHit | undefined {
    let found: { theta: number; event: OdeEvent }[] | undefined
    for (let part = 1; part <= PARTS; part += 1) {
      const thetaLow = (part - 1) / PARTS
      const theta = part / PARTS
      let y = yEnd
      if (part < PARTS) {
        y = this.#y
        interpolate(c, 0, this.#n, theta, y)
      }
      for (let e = 0; e < this.#events.length; e += 1) {
        const event = this.#events[e]!
        const before = this.#values[e]!
        const after = valueOf(event, t + theta * h, y)
        this.#values[e] = after
        const rises = before < 0 && after >= 0 && event.direction >= 0
        const falls = before > 0 && after <= 0 && event.direction <= 0
        if (!rises && !falls) continue
        found ??= []
        found.push({ theta: this.#locate(event, t, h, c, thetaLow, theta, before < 0), event })
        // The search used the scratch state, which the remaining events of this part still need.
        if (y === this.#y) interpolate(c, 0, this.#n, theta, y)
      }
    }
    if (found === undefined) return undefined

    found.sort((a, b) => a.theta - b.theta)
    for (const { theta, event } of found) {
      const y = new Float64Array(this.#n)
      if (theta === 1) y.set(yEnd)
      else interpolate(c, 0, this.#n, theta, y)
      const hit = { name: event.name, t: t + theta * h, y }
      hits.push(hit)
      if (event.terminal) return hit
    }
    return undefined
  }

  /**
   * The crossing in [low, high] of the step on its far side, where the value is already zero or has its new
   * sign: an integration started again from a hit does not meet the same crossing a second time.
   */
  #locate(
    event: OdeEvent,
    t: number,
    h: number,
    c: Float64Array,
    low: number,
    high: number,
    rises: boolean,
  ): number {
    const sign = rises ? 1 : -1
    const y = this.#y
    const n = this.#n
    function value(theta: number): number {
      interpolate(c, 0, n, theta, y)
      return sign * valueOf(event, t + theta * h, y)
    }
    // Rounding of the interpolant can hide a sign that the ends of the step show; the end is then the answer.
    if (!(value(low) < 0)) return low
    if (!(value(high) > 0)) return high
    let theta = brent(value, low, high, ROOT_TOLERANCE)
    for (let forward = ROOT_TOLERANCE; value(theta) < 0 && theta < high; forward *= 2) {
      theta = Math.min(high, theta + forward)
    }
    return theta
  }
}

function valueOf(event: OdeEvent, t: number, y: Float64Array): number {
  const value = event.value(t, y)
  if (Number.isNaN(value)) {
    throw new OpendomeError('invalid', `event value NaN at t = ${t} s: expected a number`, {
      where: event.name,
    })
  }
  return value
}
