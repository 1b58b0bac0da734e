import type { GroundLayer } from './plan.ts'

/** The launches of one battery in one run: one after the other, at their least interval, with pauses to reload. Times in s since the start of the raid. */
export class Battery {
  readonly #battery: GroundLayer['battery']
  #next = -Infinity
  #sinceReload = 0

  constructor({ battery }: GroundLayer) {
    this.#battery = battery
  }

  /** When the battery can launch at the earliest, from `now` on. */
  from(now: number): number {
    return Math.max(now, this.#next)
  }

  /** A launch at t. The next comes later. */
  launch(t: number): void {
    const { ready, reload, salvoInterval } = this.#battery
    this.#sinceReload += 1
    const empty = this.#sinceReload === ready
    if (empty) this.#sinceReload = 0
    this.#next = t + (empty ? Math.max(reload, salvoInterval) : salvoInterval)
  }
}
