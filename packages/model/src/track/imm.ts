import { OpendomeError } from '../core/index.ts'
import { exp, ln } from '../math/index.ts'
import { ExtendedFilter } from './extended.ts'
import { requireMeasurement, requireStep, type Filter } from './filter.ts'
import { MOST_STATES, whiteUpdate, type Fit } from './gaussian.ts'
import type { MeasurementModel, MotionModel } from './models.ts'

/** Least probability that a model keeps, so that it can come back. */
const LEAST_WEIGHT = 1e-6
/** Below this a model has little more than that: the mixture is told without it, or a model that has run far off would widen it. */
const UNHEARD = 1e-5

/**
 * Chances of a change of model within dt s, written by rows into `out`: from model i to model j. `rates` (1/s, by rows) are those of a continuous Markov chain whose
 * diagonal is not read; it stays with chance exp(−Λᵢ dt), Λᵢ the sum of row i, and else goes where the rates point.
 */
function chances(count: number, rates: Float64Array, dt: number, out: Float64Array): void {
  const t = Math.abs(dt)
  for (let i = 0; i < count; i += 1) {
    let sum = 0
    for (let j = 0; j < count; j += 1) if (j !== i) sum += rates[i * count + j]!
    const stay = sum > 0 ? exp(-sum * t) : 1
    for (let j = 0; j < count; j += 1) {
      if (j === i) out[i * count + j] = stay
      else out[i * count + j] = sum > 0 ? ((1 - stay) * rates[i * count + j]!) / sum : 0
    }
  }
}

/**
 * Interacting multiple models: one extended filter a model, mixed before each prediction by a Markov chain and weighted by how each explains the measurements (H. A. P. Blom,
 * Y. Bar-Shalom, IEEE Trans. Automatic Control 33 (1988) 780–783).
 *
 * Models may differ in dimension when the first components mean the same; `dimension` is the smallest, and x, P are the mixture in those. A model takes components that another lacks
 * from itself when mixed, mean and covariance (or afresh, where it says what they begin with), so that nothing biases them (T. Yuan, Y. Bar-Shalom, P. Willett, E. Mozeson, S. Pollak, D. Hardiman, IEEE Trans. Aerospace and
 * Electronic Systems 48 (2012) 3250–3267).
 */
export class Imm implements Filter {
  readonly dimension: number
  readonly x: Float64Array
  readonly P: Float64Array
  readonly fit: Fit = { nis: 0, logLikelihood: 0 }
  readonly filters: readonly ExtendedFilter[]
  /** Probability of each model. */
  readonly weights: Float64Array
  /** Everything that changes, one after the other: weights, then x and P of each model. For keeping and putting back. */
  readonly storage: Float64Array
  readonly #rates: Float64Array
  /** How many of their first components two models share, by rows. */
  readonly #shared: Int32Array
  readonly #chance: Float64Array
  readonly #mix: Float64Array
  readonly #score: Float64Array
  readonly #mixed: Float64Array
  readonly #offset: Int32Array
  /** Distance of each model's mean from the mixture's, in rows of MOST_STATES. */
  readonly #apart: Float64Array

  /**
   * `starts` holds the first belief of each model, `rates` the changes per second by rows, `weights` the first probabilities.
   * Models of the same dimension share all components, others their first `common` (the smallest dimension unless said otherwise).
   * Errors: `invalid` for sizes that do not fit, negative rates, or weights that do not add up to 1.
   */
  constructor(
    motions: readonly MotionModel[],
    starts: readonly { readonly x: ArrayLike<number>; readonly P: ArrayLike<number> }[],
    rates: ArrayLike<number>,
    weights: ArrayLike<number>,
    common = Math.min(...motions.map((m) => m.dimension)),
  ) {
    const count = motions.length
    if (count === 0 || starts.length !== count || rates.length !== count * count || weights.length !== count)
      throw new OpendomeError(
        'invalid',
        `models: ${count} with ${starts.length} starts, ${rates.length} rates and ${weights.length} weights`,
      )
    if (!(common >= 1 && motions.every((m) => m.dimension >= common)))
      throw new OpendomeError('invalid', `models: ${common} common components of fewer`)
    let sum = 0
    for (let i = 0; i < count; i += 1) sum += weights[i]!
    if (!(Math.abs(sum - 1) < 1e-9))
      throw new OpendomeError('invalid', `model weights add up to ${sum}: expected 1`)
    for (let i = 0; i < rates.length; i += 1) {
      if (!(rates[i]! >= 0 && rates[i]! < Infinity))
        throw new OpendomeError('invalid', `model change rate ${rates[i]} per s: expected 0 or more`)
    }
    this.#rates = Float64Array.from(rates)
    let size = count
    this.#offset = new Int32Array(count + 1)
    motions.forEach((m, i) => {
      this.#offset[i] = size - count
      size += m.dimension * (m.dimension + 1)
    })
    this.#offset[count] = size - count
    this.storage = new Float64Array(size)
    this.weights = this.storage.subarray(0, count)
    this.weights.set(weights)
    this.filters = motions.map(
      (m, i) =>
        new ExtendedFilter(
          m,
          starts[i]!.x,
          starts[i]!.P,
          this.storage.subarray(count + this.#offset[i]!, count + this.#offset[i + 1]!),
        ),
    )
    this.dimension = common
    this.#shared = new Int32Array(count * count)
    motions.forEach((a, i) => {
      motions.forEach((b, j) => {
        this.#shared[i * count + j] = a.dimension === b.dimension ? a.dimension : common
      })
    })
    this.x = new Float64Array(this.dimension)
    this.P = new Float64Array(this.dimension * this.dimension)
    this.#chance = new Float64Array(count * count)
    this.#mix = new Float64Array(count * count)
    this.#score = new Float64Array(count)
    this.#mixed = new Float64Array(size - count)
    this.#apart = new Float64Array(MOST_STATES * count)
    this.combine()
  }

  predict(dt: number): void {
    requireStep(dt)
    if (dt !== 0) this.#interact(dt)
    for (const filter of this.filters) filter.predict(dt)
    this.combine()
  }

  update(model: MeasurementModel, z: Float64Array): void {
    requireMeasurement(model, z)
    for (let i = 0; i < this.filters.length; i += 1) {
      const filter = this.filters[i]!
      filter.update(model, z)
      this.#score[i] = filter.fit.logLikelihood
    }
    this.#reweight()
  }

  /**
   * The update by linear measurements of unit covariance of the first `used` components (m rows over `used` columns, against the value 0 of `x − origin`): what the
   * tracker makes of all lines of sight of one moment.
   */
  updateWhite(m: number, used: number, rows: Float64Array, values: Float64Array, origin: Float64Array): void {
    for (let i = 0; i < this.filters.length; i += 1) {
      const { x, P, dimension, fit } = this.filters[i]!
      for (let r = 0; r < m; r += 1) {
        let nu = values[r]!
        for (let k = 0; k < dimension; k += 1) wide[r * dimension + k] = k < used ? rows[r * used + k]! : 0
        for (let k = 0; k < used; k += 1) nu -= rows[r * used + k]! * (x[k]! - origin[k]!)
        nus[r] = nu
      }
      whiteUpdate(dimension, m, used, x, P, wide, nus, fit)
      this.#score[i] = fit.logLikelihood
    }
    this.#reweight()
  }

  /** Puts mixture mean and covariance of the common components into x and P, of the models that have a say. */
  combine(): void {
    const n = this.dimension
    const { x, P, filters, weights } = this
    let best = 0
    let total = 0
    for (let i = 0; i < filters.length; i += 1) {
      if (weights[i]! > weights[best]!) best = i
      if (weights[i]! > UNHEARD) total += weights[i]!
    }
    const first = filters[best]!.x
    for (let k = 0; k < n; k += 1) x[k] = 0
    for (let i = 0; i < filters.length; i += 1) {
      const own = filters[i]!.x
      if (i === best || weights[i]! <= UNHEARD) continue
      const w = weights[i]! / total
      for (let k = 0; k < n; k += 1) x[k]! += w * (own[k]! - first[k]!)
    }
    for (let k = 0; k < n; k += 1) x[k]! += first[k]!
    const apart = this.#apart
    let found = false
    for (let i = 0; i < filters.length; i += 1) {
      if (weights[i]! <= UNHEARD) continue
      const { x: own, P: spread, dimension } = filters[i]!
      const w = weights[i]! / total
      for (let a = 0; a < n; a += 1) {
        const da = own[a]! - x[a]!
        apart[a] = da
        const row = a * n
        const from = a * dimension
        for (let b = 0; b <= a; b += 1) {
          const part = w * (spread[from + b]! + da * apart[b]!)
          P[row + b] = found ? P[row + b]! + part : part
        }
      }
      found = true
    }
    for (let a = 0; a < n; a += 1) for (let b = 0; b < a; b += 1) P[b * n + a] = P[a * n + b]!
  }

  /** Mixes the beliefs before a prediction over dt. */
  #interact(dt: number): void {
    const { filters, weights } = this
    const count = filters.length
    chances(count, this.#rates, dt, this.#chance)
    // μ(i | j) = p(i → j) μᵢ / Σ.
    for (let j = 0; j < count; j += 1) {
      let sum = 0
      for (let i = 0; i < count; i += 1) {
        const joint = this.#chance[i * count + j]! * weights[i]!
        this.#mix[i * count + j] = joint
        sum += joint
      }
      for (let i = 0; i < count; i += 1) this.#mix[i * count + j]! /= sum
      this.#score[j] = sum
    }
    for (let j = 0; j < count; j += 1) this.#mixInto(j)
    for (let j = 0; j < count; j += 1) {
      const f = filters[j]!
      const n = f.dimension
      const start = this.#offset[j]!
      for (let k = 0; k < n; k += 1) f.x[k] = this.#mixed[start + k]!
      const matrix = start + n
      for (let a = 0; a < n; a += 1) {
        for (let b = 0; b <= a; b += 1) {
          const p = this.#mixed[matrix + a * n + b]!
          f.P[a * n + b] = p
          f.P[b * n + a] = p
        }
      }
      weights[j] = this.#score[j]!
    }
  }

  /** Mean and covariance (its lower triangle) of the mixture of all beliefs as model j takes them. */
  #mixInto(j: number): void {
    const { filters } = this
    const count = filters.length
    const own = filters[j]!
    const n = own.dimension
    const mean = this.#offset[j]!
    const matrix = mean + n
    const X = this.#mixed
    const apart = this.#apart
    const { freshMean, freshVariance } = own.motion
    const first = this.dimension
    for (let k = 0; k < n; k += 1) X[mean + k] = 0
    for (let i = 0; i < count; i += 1) {
      const share = this.#mix[i * count + j]!
      const shared = this.#shared[i * count + j]!
      if (share === 0) continue
      const { x } = filters[i]!
      for (let k = 0; k < shared; k += 1) X[mean + k]! += share * (x[k]! - own.x[k]!)
      if (freshMean === undefined) continue
      for (let k = shared; k < n; k += 1) X[mean + k]! += share * (freshMean[k - first]! - own.x[k]!)
    }
    // X holds the mean's distance from the model's own; `apart` what each belief's lies off it, in rows of 16.
    let common = n
    for (let i = 0; i < count; i += 1) {
      const { x } = filters[i]!
      const shared = this.#shared[i * count + j]!
      common = Math.min(common, shared)
      const at = MOST_STATES * i
      for (let k = 0; k < shared; k += 1) apart[at + k] = x[k]! - own.x[k]! - X[mean + k]!
      for (let k = shared; k < n; k += 1) {
        const fresh = freshMean === undefined ? 0 : freshMean[k - first]! - own.x[k]!
        apart[at + k] = fresh - X[mean + k]!
      }
    }
    if (count === 3) this.#mixThree(j, common, matrix)
    for (let a = count === 3 ? common : 0; a < n; a += 1) {
      const row = matrix + a * n
      for (let b = 0; b <= a; b += 1) X[row + b] = 0
      for (let i = 0; i < count; i += 1) {
        const { P, dimension } = filters[i]!
        const shared = this.#shared[i * count + j]!
        const share = this.#mix[i * count + j]!
        const at = MOST_STATES * i
        const da = apart[at + a]!
        if (a < shared) {
          for (let b = 0; b <= a; b += 1) X[row + b]! += share * (P[a * dimension + b]! + da * apart[at + b]!)
          continue
        }
        // What the other lacks is fresh, or the model's own: uncorrelated with what it has.
        for (let b = 0; b < shared; b += 1) X[row + b]! += share * (da * apart[at + b]!)
        for (let b = shared; b <= a; b += 1) {
          let part = own.P[a * n + b]!
          if (freshVariance !== undefined) part = a === b ? freshVariance[a - first]! : 0
          X[row + b]! += share * (part + da * apart[at + b]!)
        }
      }
    }
    for (let k = 0; k < n; k += 1) X[mean + k]! += own.x[k]!
  }

  /** The first `rows` rows of the mixed covariance of three models, which all have them: the loop below without its inner one. */
  #mixThree(j: number, rows: number, matrix: number): void {
    const X = this.#mixed
    const apart = this.#apart
    const n = this.filters[j]!.dimension
    const [f0, f1, f2] = this.filters as readonly [ExtendedFilter, ExtendedFilter, ExtendedFilter]
    const [P0, P1, P2] = [f0.P, f1.P, f2.P]
    const [n0, n1, n2] = [f0.dimension, f1.dimension, f2.dimension]
    const s0 = this.#mix[j]!
    const s1 = this.#mix[3 + j]!
    const s2 = this.#mix[6 + j]!
    for (let a = 0; a < rows; a += 1) {
      const row = matrix + a * n
      const d0 = apart[a]!
      const d1 = apart[MOST_STATES + a]!
      const d2 = apart[2 * MOST_STATES + a]!
      for (let b = 0; b <= a; b += 1) {
        X[row + b] =
          s0 * (P0[a * n0 + b]! + d0 * apart[b]!) +
          s1 * (P1[a * n1 + b]! + d1 * apart[MOST_STATES + b]!) +
          s2 * (P2[a * n2 + b]! + d2 * apart[2 * MOST_STATES + b]!)
      }
    }
  }

  /** μⱼ ∝ μⱼ Λⱼ from the logarithms in `#score`; the fit is the mixture's. */
  #reweight(): void {
    const { weights } = this
    const count = weights.length
    let best = -Infinity
    let nis = 0
    for (let i = 0; i < count; i += 1) best = Math.max(best, this.#score[i]!)
    let sum = 0
    for (let i = 0; i < count; i += 1) {
      weights[i]! *= exp(this.#score[i]! - best)
      sum += weights[i]!
    }
    this.fit.logLikelihood = best + ln(sum)
    let total = 0
    for (let i = 0; i < count; i += 1) {
      weights[i] = Math.max(weights[i]! / sum, LEAST_WEIGHT)
      total += weights[i]!
    }
    for (let i = 0; i < count; i += 1) weights[i]! /= total
    for (let i = 0; i < count; i += 1) nis += weights[i]! * this.filters[i]!.fit.nis
    this.fit.nis = nis
    this.combine()
  }
}

const wide = new Float64Array(256)
const nus = new Float64Array(16)
