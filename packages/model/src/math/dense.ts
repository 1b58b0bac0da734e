import { OpendomeError } from '../core/index.ts'

/**
 * Value at the fraction θ of a step from its five coefficient vectors, stored one after the other from
 * `offset` on in `c`: the continuous extension of order 4 of Dormand–Prince 5(4) (Hairer, Nørsett, Wanner,
 * Solving Ordinary Differential Equations I, 2nd ed., II.6; routine CONTD5).
 */
export function interpolate(
  c: Float64Array,
  offset: number,
  n: number,
  theta: number,
  out: Float64Array,
): void {
  const rest = 1 - theta
  for (let i = 0; i < n; i += 1) {
    const j = offset + i
    out[i] =
      c[j]! + theta * (c[j + n]! + rest * (c[j + 2 * n]! + theta * (c[j + 3 * n]! + rest * c[j + 4 * n]!)))
  }
}

/** The solution between t0 and t1 (t1 < t0 when integrated backward), to 4th order, continuous with its slope. */
export class DenseOutput {
  readonly t0: number
  readonly t1: number
  readonly dimension: number
  readonly #starts: Float64Array
  readonly #lengths: Float64Array
  readonly #coefficients: Float64Array
  readonly #count: number
  readonly #forward: boolean
  #recent = 0

  /** Built by `integrate`: step starts (count), step lengths (count), coefficients (count × 5 × dimension). */
  constructor(
    t0: number,
    t1: number,
    dimension: number,
    count: number,
    starts: Float64Array,
    lengths: Float64Array,
    coefficients: Float64Array,
  ) {
    this.t0 = t0
    this.t1 = t1
    this.dimension = dimension
    this.#count = count
    this.#starts = starts
    this.#lengths = lengths
    this.#coefficients = coefficients
    this.#forward = t1 >= t0
  }

  /** Writes the state at `t` into `out` (length ≥ dimension). Throws `invalid` outside [t0, t1]. */
  at(t: number, out: Float64Array): void {
    const inside = this.#forward ? t >= this.t0 && t <= this.t1 : t <= this.t0 && t >= this.t1
    if (!inside) {
      throw new OpendomeError('invalid', `time ${t} s: expected ${this.t0} to ${this.t1} s`, {
        where: 'DenseOutput.at',
      })
    }
    const k = this.#find(t)
    const theta = (t - this.#starts[k]!) / this.#lengths[k]!
    interpolate(this.#coefficients, 5 * this.dimension * k, this.dimension, theta, out)
  }

  /** Index of the step that holds t: the step of the last call, or the next one, or by bisection. */
  #find(t: number): number {
    const k = this.#recent
    if (this.#holds(k, t)) return k
    if (this.#holds(k + 1, t)) return (this.#recent = k + 1)
    let low = 0
    let high = this.#count - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      const start = this.#starts[middle]!
      if (this.#forward ? start <= t : start >= t) low = middle
      else high = middle - 1
    }
    return (this.#recent = low)
  }

  #holds(k: number, t: number): boolean {
    if (k >= this.#count) return false
    const start = this.#starts[k]!
    const next = k + 1 < this.#count ? this.#starts[k + 1]! : undefined
    if (this.#forward) return start <= t && (next === undefined || t < next)
    return start >= t && (next === undefined || t > next)
  }
}

/** Collects steps while integrating; grows by doubling. */
export class DenseRecorder {
  readonly #dimension: number
  #count = 0
  #starts = new Float64Array(32)
  #lengths = new Float64Array(32)
  #coefficients: Float64Array

  constructor(dimension: number) {
    this.#dimension = dimension
    this.#coefficients = new Float64Array(32 * 5 * dimension)
  }

  add(t: number, h: number, coefficients: Float64Array): void {
    const k = this.#count
    if (k === this.#starts.length) {
      this.#starts = grown(this.#starts)
      this.#lengths = grown(this.#lengths)
      this.#coefficients = grown(this.#coefficients)
    }
    this.#starts[k] = t
    this.#lengths[k] = h
    this.#coefficients.set(coefficients, 5 * this.#dimension * k)
    this.#count = k + 1
  }

  /** The output from t0 to t1. Without a single step the state is constant at `y`. */
  finish(t0: number, t1: number, y: Float64Array): DenseOutput {
    if (this.#count === 0) {
      const constant = new Float64Array(5 * this.#dimension)
      constant.set(y)
      this.add(t0, 1, constant)
    }
    const k = this.#count
    return new DenseOutput(
      t0,
      t1,
      this.#dimension,
      k,
      this.#starts.slice(0, k),
      this.#lengths.slice(0, k),
      this.#coefficients.slice(0, 5 * this.#dimension * k),
    )
  }
}

function grown(array: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * array.length)
  larger.set(array)
  return larger
}
