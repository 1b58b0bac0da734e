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

/** Why nothing of a layer came to a target: in the chain's order. */
export type Unreached = Extract<Cause, 'seen late' | 'not authorised' | 'no reach'>

/** The furthest step of each target, kept as the fight goes on. */
export class Steps {
  readonly #furthest: Int8Array
  /** Layers that did not reach a target; why is asked only for leakers. */
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

  /** The furthest step of any of some targets: a warhead, and the missile it came from. */
  cause(targets: readonly number[], why: (target: number, layer: number) => Unreached): Cause {
    let step = Math.max(...targets.map((t) => this.#furthest[t]!))
    const noReach = CAUSES.indexOf('no reach')
    for (const target of targets)
      for (const layer of this.#unreached.get(target) ?? [])
        if (step < noReach) step = Math.max(step, CAUSES.indexOf(why(target, layer)))
    return CAUSES[step]!
  }
}
