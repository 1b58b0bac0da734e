import { exp, ln } from '../math/index.ts'
import { unitOf } from '../core/index.ts'
import type { Overrides } from '../scenario/index.ts'
import type { AxisFile } from './schema.ts'

/** The value of an axis as reports show it. */
export type Shown = number | string | boolean | null

/** One value of an axis: what it is called, and what it sets. */
export interface Level {
  readonly value: Shown
  readonly set: Overrides
}

/** A point of a study: the value of every axis, null where it does not act, and what they set together. */
export interface Point {
  readonly at: Readonly<Record<string, Shown>>
  readonly set: Overrides
}

/** An axis of a sweep, an input of a sensitivity analysis, or a variable of a trade space. */
export class Axis {
  readonly file: AxisFile
  readonly id: string
  /** Levels of an axis that has no interval. */
  readonly #listed: readonly Level[] | undefined

  constructor(file: AxisFile) {
    this.file = file
    this.id = file.id
    const { values, options, path } = file
    if (options !== undefined) this.#listed = options.map(({ id, set }) => ({ value: id, set }))
    else if (values !== undefined)
      this.#listed = values.map((v) => ({ value: shown(v), set: this.#setting(path!, v) }))
  }

  get name(): string {
    return this.file.name ?? this.file.path ?? this.id
  }

  /** The unit that the field's name carries, or undefined. */
  get unit(): string | undefined {
    return this.file.path === undefined
      ? undefined
      : unitOf(this.file.path.slice(this.file.path.lastIndexOf('.') + 1))?.unit
  }

  /** First and last value of an interval; undefined for a list. */
  get ends(): readonly [number, number] | undefined {
    const ends = this.file.range ?? this.file.log
    return this.#listed !== undefined || ends === undefined ? undefined : [ends[0]!, ends[1]!]
  }

  /** The values of a grid, in order and each once. */
  levels(): readonly Level[] {
    if (this.#listed !== undefined) return this.#listed
    const { steps } = this.file
    const levels = Array.from({ length: steps }, (_, i) => this.#number(i / (steps - 1)))
    return [...new Set(levels)].map((value) => this.level(value))
  }

  /** The value at a part u of (0, 1): of a list, each entry alike; of an interval, even over it or over its logarithms. Whole numbers are each as likely. */
  at(u: number): Level {
    if (this.#listed !== undefined)
      return this.#listed[Math.min(this.#listed.length - 1, Math.floor(u * this.#listed.length))]!
    const { range, whole } = this.file
    if (!whole || range === undefined) return this.level(this.#number(u))
    const [low, high] = [Math.ceil(Math.min(...range)), Math.floor(Math.max(...range))]
    return this.level(Math.min(high, low + Math.floor(u * (high - low + 1))))
  }

  /** The level of a number on the interval. */
  level(value: number): Level {
    return { value, set: this.#setting(this.file.path!, value) }
  }

  /** The levels of a list, or undefined. */
  get listed(): readonly Level[] | undefined {
    return this.#listed
  }

  /** Does it act where the axes before it have these values? */
  acts(at: Readonly<Record<string, Shown>>): boolean {
    return Object.entries(this.file.when).every(([id, values]) => values.some((v) => shown(v) === at[id]))
  }

  #number(u: number): number {
    const { range, log, whole } = this.file
    const [first, last] = (range ?? log) as [number, number]
    // The ends themselves are exact.
    const value =
      u === 0
        ? first
        : u === 1
          ? last
          : log === undefined
            ? first + u * (last - first)
            : exp(ln(first) + u * (ln(last) - ln(first)))
    return whole ? Math.round(value) : value
  }

  #setting(path: string, value: unknown): Overrides {
    const linked = Object.entries(this.file.also).map(
      ([other, { times, plus, whole }]): [string, unknown] => {
        const moved = Number(value) * times + plus
        return [other, whole ? Math.round(moved) : moved]
      },
    )
    return { [path]: value, ...Object.fromEntries(linked) }
  }
}

/** A value as reports show it: maps and lists as JSON. */
function shown(value: unknown): Shown {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as Shown)
}

/** The point that one level of each axis makes; an axis that does not act is asked for none. */
export function pointOf(axes: readonly Axis[], levelOf: (axis: Axis, index: number) => Level): Point {
  const at: Record<string, Shown> = {}
  const set: Record<string, unknown> = {}
  axes.forEach((axis, i) => {
    if (!axis.acts(at)) {
      at[axis.id] = null
      return
    }
    const level = levelOf(axis, i)
    at[axis.id] = level.value
    Object.assign(set, level.set)
  })
  return { at, set }
}

/** Every combination of the levels of some axes, the last axis fastest. Where an axis does not act there is one combination instead of one for each of its levels. */
export function* gridPoints(axes: readonly Axis[]): Generator<Point> {
  const levels = axes.map((axis) => axis.levels())
  function* from(k: number, { at, set }: Point): Generator<Point> {
    const axis = axes[k]
    if (axis === undefined) yield { at, set }
    else if (!axis.acts(at)) yield* from(k + 1, { at: { ...at, [axis.id]: null }, set })
    else
      for (const level of levels[k]!)
        yield* from(k + 1, { at: { ...at, [axis.id]: level.value }, set: { ...set, ...level.set } })
  }
  yield* from(0, { at: {}, set: {} })
}
