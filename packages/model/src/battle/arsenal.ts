import type { Option } from '../command/index.ts'
import { ReachFinder, type Window } from '../engage/index.ts'
import { Stream } from '../math/index.ts'
import type { Path } from '../threat/index.ts'
import type { BattlePlan, LayerPlan } from './plan.ts'

/**
 * The interceptors of all layers: their carriers, counted through over the layers, which of them work in a run, and
 * which can reach a path in time. One instance serves one plan and keeps its buffers.
 */
export class Arsenal {
  readonly #plan: BattlePlan
  readonly #finders: readonly ReachFinder[]
  readonly #firstCarrier: readonly number[]
  readonly #availability: readonly Stream[]

  constructor(plan: BattlePlan) {
    this.#plan = plan
    this.#finders = plan.layers.map((l) => new ReachFinder(l.shell))
    let first = 0
    this.#firstCarrier = plan.layers.map((l) => {
      const mine = first
      first += l.shell.count
      return mine
    })
    this.#availability = plan.layers.map((l) => new Stream(plan.seed, 0, `availability/${l.id}`, 0))
  }

  /** Interceptors on a carrier at the start of the raid. */
  stock(carrier: number): number {
    return this.#plan.layers[this.layerOf(carrier)]!.perSatellite
  }

  layerOf(carrier: number): number {
    let layer = this.#firstCarrier.length - 1
    while (layer > 0 && carrier < this.#firstCarrier[layer]!) layer--
    return layer
  }

  /** Satellite index of a carrier in its layer's shell. */
  satelliteOf(carrier: number): number {
    return carrier - this.#firstCarrier[this.layerOf(carrier)]!
  }

  /**
   * Who can reach a missile in one run, earliest intercept first. `windows`: per layer the part of its path open to it, on
   * a clock that stands at 0 `lag` seconds after the start of the raid; undefined where there is none. `start` is the start of the
   * raid, s since the epoch; intercepts are in s since then.
   */
  options(run: number, start: number, lag: number, windows: readonly (Window<Path> | undefined)[]): Option[] {
    const options: Option[] = []
    this.#plan.layers.forEach((layer, i) => {
      const window = windows[i]
      if (window === undefined) return
      const reach = this.#finders[i]!.find(window, layer.interceptor, start + lag, this.#plan.epochAngle)
      for (const { satellite, intercept } of reach) {
        if (!this.#works(run, i, layer, satellite)) continue
        options.push({
          carrier: this.#firstCarrier[i]! + satellite,
          intercept: lag + intercept,
          margin: window.deadline - intercept,
        })
      }
    })
    if (this.#plan.layers.length > 1)
      options.sort((a, b) => a.intercept - b.intercept || a.carrier - b.carrier)
    return options
  }

  /** Does a satellite work in this run? */
  #works(run: number, index: number, layer: LayerPlan, satellite: number): boolean {
    if (layer.availability >= 1) return true
    const stream = this.#availability[index]!
    stream.reset(run, satellite)
    return stream.uniform() < layer.availability
  }
}
