/** How far the defence came with a target, in the order of its chain. */
export const CAUSES = [
  'not seen',
  'seen late',
  'judged harmless',
  'not authorised',
  'no reach',
  'no interceptor left',
  'missed',
] as const

/** Why a leaker got through: the furthest step the defence reached with it in any layer. `seen late`: reach existed had it been seen at cloud break. */
export type Cause = (typeof CAUSES)[number]

/** The furthest step of each target, kept as the fight goes on. */
export class Steps {
  readonly #furthest: Int8Array
  /** Layers that did not reach a target; whether it was seen too late is asked only for leakers. */
  readonly #unreached = new Map<number, Set<number>>()

  constructor(targets: number) {
    this.#furthest = new Int8Array(targets)
  }

  /** A layer came this far with a target. */
  reached(target: number, cause: Exclude<Cause, 'seen late' | 'no reach'>): void {
    const step = CAUSES.indexOf(cause)
    if (step > this.#furthest[target]!) this.#furthest[target] = step
  }

  /** A layer does not reach a target, from when it may fire at it. */
  unreached(target: number, layer: number): void {
    const layers = this.#unreached.get(target)
    if (layers === undefined) this.#unreached.set(target, new Set([layer]))
    else layers.add(layer)
  }

  /** The furthest step of any of some targets: a warhead, and the missile it came from. `late`: would the layer have reached the target from cloud break on? */
  cause(targets: readonly number[], late: (target: number, layer: number) => boolean): Cause {
    let step = Math.max(...targets.map((t) => this.#furthest[t]!))
    const [seenLate, noReach] = [CAUSES.indexOf('seen late'), CAUSES.indexOf('no reach')]
    for (const target of targets) {
      for (const layer of this.#unreached.get(target) ?? []) {
        if (step >= noReach) return CAUSES[step]!
        step = Math.max(step, late(target, layer) ? seenLate : noReach)
      }
    }
    return CAUSES[step]!
  }
}
