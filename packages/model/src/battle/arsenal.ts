import type { Option } from '../command/index.ts'
import { LONGEST_FLY_OUT, LongReachFinder, ReachFinder, windowOf, type Window } from '../engage/index.ts'
import { Stream } from '../math/index.ts'
import type { Path } from '../threat/index.ts'
import { isBoost, type BattlePlan, type SpaceLayer } from './plan.ts'

/**
 * The interceptors of all layers: their carriers (satellites, and one for each battery), counted through over the layers, which of them work in a run, and
 * which can reach a path in time. One instance serves one plan and keeps its buffers.
 */
export class Arsenal {
  readonly #plan: BattlePlan
  readonly #finders: readonly (ReachFinder | undefined)[]
  readonly #longFinders: readonly (LongReachFinder | undefined)[]
  readonly #firstCarrier: readonly number[]
  readonly #availability: readonly Stream[]

  constructor(plan: BattlePlan) {
    this.#plan = plan
    this.#finders = plan.layers.map((l) => ('shell' in l ? new ReachFinder(l.shell) : undefined))
    this.#longFinders = plan.layers.map((l) =>
      'shell' in l && !isBoost(l) && l.interceptor.maxFlight > LONGEST_FLY_OUT
        ? new LongReachFinder(l.shell)
        : undefined,
    )
    let first = 0
    this.#firstCarrier = plan.layers.map((l) => {
      const mine = first
      first += 'shell' in l ? l.shell.count : 1
      return mine
    })
    this.#availability = plan.layers.map((l) => new Stream(plan.seed, 0, `availability/${l.id}`, 0))
  }

  /** Interceptors on a carrier at the start of the raid. */
  stock(carrier: number): number {
    const layer = this.#plan.layers[this.layerOf(carrier)]!
    return 'shell' in layer ? layer.perSatellite : layer.battery.inventory
  }

  layerOf(carrier: number): number {
    let layer = this.#firstCarrier.length - 1
    while (layer > 0 && carrier < this.#firstCarrier[layer]!) layer--
    return layer
  }

  /** Index of a carrier within its layer: a satellite of the shell, 0 for a battery. */
  satelliteOf(carrier: number): number {
    return carrier - this.#firstCarrier[this.layerOf(carrier)]!
  }

  /** Carrier of a battery. */
  carrierOf(layer: number): number {
    return this.#firstCarrier[layer]!
  }

  /**
   * Satellites that can reach a missile in one run, earliest intercept first. `windows`: per layer the part of its path open to it, on
   * a clock that stands at 0 `lag` seconds after the start of the raid; undefined where there is none. `start` is the start of the
   * raid, s since the epoch; intercepts are in s since then.
   */
  options(run: number, start: number, lag: number, windows: readonly (Window<Path> | undefined)[]): Option[] {
    const options: Option[] = []
    windows.forEach((window, i) => {
      if (window !== undefined) options.push(...this.layerOptions(run, start, lag, i, window))
    })
    if (this.#plan.layers.length > 1)
      options.sort((a, b) => a.intercept - b.intercept || a.carrier - b.carrier)
    return options
  }

  /** The same of one layer of satellites. */
  layerOptions(run: number, start: number, lag: number, index: number, window: Window<Path>): Option[] {
    const layer = this.#plan.layers[index]!
    if (!('shell' in layer)) return []
    const reach = this.#finders[index]!.find(window, layer.interceptor, start + lag, this.#plan.epochAngle)
    const options: Option[] = []
    for (const { satellite, intercept } of reach) {
      if (!this.#works(run, index, layer, satellite)) continue
      options.push({
        carrier: this.#firstCarrier[index]! + satellite,
        intercept: lag + intercept,
        margin: window.deadline - intercept,
      })
    }
    return options
  }

  /**
   * Satellites of a layer that reach a path when released at `release`, with intercepts from `from` to `until` (all on its clock, s), earliest intercept first:
   * by the free-fall shortcut over the first 250 s, and by two-body arcs after that where the layer fights behind burnout and its interceptor flies longer.
   */
  pathOptions(
    run: number,
    start: number,
    lag: number,
    index: number,
    path: Path,
    { release, from, until }: { readonly release: number; readonly from: number; readonly until: number },
  ): Option[] {
    const layer = this.#plan.layers[index]!
    if (!('shell' in layer)) return []
    const { interceptor } = layer
    const { minAltitude } = interceptor
    const first = this.#firstCarrier[index]!
    const long = this.#longFinders[index]
    const last = Math.min(until, release + (long === undefined ? LONGEST_FLY_OUT : interceptor.maxFlight))
    const switched = Math.min(last, release + LONGEST_FLY_OUT)
    const open = windowOf(path, Math.max(release, from), switched, minAltitude)
    const options = open ? this.layerOptions(run, start, lag, index, { ...open, release }) : []
    if (long === undefined || !(last > switched)) return options
    const known = new Set(options.map((o) => o.carrier))
    const later = long.find(
      path,
      interceptor,
      { release, from: Math.max(switched, from), until, longest: interceptor.maxFlight, minAltitude },
      start + lag,
      this.#plan.epochAngle,
      (satellite) => !known.has(first + satellite) && this.#works(run, index, layer, satellite),
    )
    return [
      ...options.map((o) => ({ ...o, margin: last - (o.intercept - lag) })),
      ...later.map(({ satellite, intercept }) => ({
        carrier: first + satellite,
        intercept: lag + intercept,
        margin: last - intercept,
      })),
    ]
  }

  /** Could any satellite reach a missile under thrust that is released at it from `release` (s since its liftoff) on? Of all layers, or of one. */
  reachesFrom(run: number, start: number, missile: number, release: number, only?: number): boolean {
    const { flight, liftoff } = this.#plan.missiles[missile]!
    const windows = this.#plan.layers.map((layer, i) =>
      isBoost(layer) && (only ?? i) === i
        ? windowOf(flight.trajectory, release, flight.deadlines[i]!, layer.interceptor.minAltitude)
        : undefined,
    )
    return this.options(run, start, liftoff, windows).length > 0
  }

  /** Does a satellite work in this run? */
  #works(run: number, index: number, layer: SpaceLayer, satellite: number): boolean {
    if (layer.availability >= 1) return true
    const stream = this.#availability[index]!
    stream.reset(run, satellite)
    return stream.uniform() < layer.availability
  }
}
