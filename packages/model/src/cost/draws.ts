import { Stream, mean, quantile } from '../math/index.ts'
import { breakdown } from './breakdown.ts'
import { correlationFactor } from './copula.ts'
import { hasRange, transformOf, type Transform } from './distribution.ts'
import { growthOf } from './life-cycle-cost.ts'
import type { CostPlan, Figure } from './plan.ts'

/** Percentiles of something drawn, US dollars of the base year. */
export interface Spread {
  readonly mean: number
  readonly p10: number
  readonly p50: number
  readonly p90: number
}

/** Distribution of a plan's cost. */
export interface CostDraws {
  readonly draws: number
  readonly seed: number
  readonly total: Spread
  /** Cumulative distribution of the total: chance `p` that it is no more than `usd`. */
  readonly curve: readonly { readonly p: number; readonly usd: number }[]
  /** By item. */
  readonly byPart: readonly ({ readonly part: string } & Spread)[]
  /** Prices that were drawn, and prices without a published range, which stay as they are. */
  readonly drawn: readonly string[]
  readonly fixed: readonly string[]
}

/** Draws that are worked out together. */
const BLOCK = 64

/** One line as the draws see it: amount = weight · price · growth. */
interface DrawnLine {
  readonly part: number
  readonly weight: number
  /** Index of its price, −1 where it stays as it is; likewise for growth. */
  readonly price: number
  readonly growth: number
}

/**
 * Draws the prices of a plan. A draw depends on seed, its own number and the names of the prices alone, so that pieces computed anywhere
 * give the same bytes: each price has Philox blocks keyed by (seed, pair of draws, name), and a Gaussian copula ties them together. Counts,
 * lives, masses and learning stay as they are (see `tornado`). Throws `invalid` for correlations that are not positive semidefinite.
 */
export class CostSampler {
  readonly parts: readonly string[]
  readonly drawn: readonly string[]
  readonly fixed: readonly string[]
  readonly #lines: readonly DrawnLine[]
  readonly #transforms: readonly Transform[]
  readonly #streams: readonly Stream[]
  readonly #factor: Float64Array
  /** Is a row of the factor that of its columns' common coefficients (the last row's) up to its diagonal? */
  readonly #common: readonly boolean[]
  readonly #normal: Float64Array
  readonly #price: Float64Array
  readonly #running = new Float64Array(BLOCK)

  constructor(plan: CostPlan) {
    const { seed, shape } = plan.uncertainty
    const lines = breakdown(plan)
    const figures = new Map<string, Figure>()
    const fixed = new Set<string>()
    for (const { priceName, price, account } of lines) {
      if (hasRange(price)) figures.set(priceName, price)
      else fixed.add(priceName)
      const growth = growthOf(plan, account)
      if (growth !== undefined && hasRange(growth)) figures.set(`growth.${account}`, growth)
    }
    this.drawn = [...figures.keys()]
    this.fixed = [...fixed]
    this.parts = [...new Set(lines.map((l) => l.part))]
    this.#transforms = [...figures].map(([name, figure]) => transformOf(figure, shape, name))
    this.#streams = this.drawn.map((name) => new Stream(seed, 0, `cost/${name}`, 0))
    this.#factor = correlationFactor(this.drawn, plan.uncertainty)
    const n = this.drawn.length
    this.#common = this.drawn.map((_, i) =>
      this.#factor.subarray(i * n, i * n + i).every((c, j) => c === this.#factor[(n - 1) * n + j]),
    )
    this.#normal = new Float64Array(n * BLOCK)
    this.#price = new Float64Array(n * BLOCK)
    this.#lines = joined(
      lines.map((line): DrawnLine => {
        const growth = growthOf(plan, line.account)
        const price = this.drawn.indexOf(line.priceName)
        const growing = growth === undefined ? -1 : this.drawn.indexOf(`growth.${line.account}`)
        const quantity = line.quantity.reduce((a, b) => a + b, 0)
        const kept = (price < 0 ? line.price.value : 1) * (growing < 0 ? (growth?.value ?? 1) : 1)
        return { part: this.parts.indexOf(line.part), weight: quantity * kept, price, growth: growing }
      }),
    )
  }

  /** Writes the cost of each part (row by row, one row a draw) for the draws `first` to `first + count − 1` into `out`. */
  draw(first: number, count: number, out: Float64Array): void {
    for (let k = 0; k < count; k += BLOCK) {
      const size = Math.min(BLOCK, count - k)
      this.#prices(first + k, size)
      this.#amounts(size, k, out)
    }
  }

  /** Prices of `size` draws from `first` on, by price and then by draw. */
  #prices(first: number, size: number): void {
    const n = this.drawn.length
    const normal = this.#normal
    for (let i = 0; i < n; i++) {
      const stream = this.#streams[i]!
      for (let k = 0; k < size; k++) {
        // One Philox block holds the numbers of two draws.
        const odd = (first + k) & 1
        if (k === 0 || odd === 0) stream.reset(Math.floor((first + k) / 2), 0)
        if (k === 0 && odd === 1) stream.normal()
        normal[i * BLOCK + k] = stream.normal()
      }
    }
    // Rows of prices with the common correlation alone share their coefficients: one running sum serves them all.
    const running = this.#running.fill(0)
    for (let i = 0; i < n; i++) {
      const price = this.#price.subarray(i * BLOCK, i * BLOCK + size)
      if (this.#common[i] === true) for (let k = 0; k < size; k++) price[k] = running[k]!
      else {
        price.fill(0)
        for (let j = 0; j < i; j++) {
          const c = this.#factor[i * n + j]!
          for (let k = 0; k < size; k++) price[k]! += c * normal[j * BLOCK + k]!
        }
      }
      const own = this.#factor[i * n + i]!
      const shared = this.#factor[(n - 1) * n + i]!
      for (let k = 0; k < size; k++) {
        price[k]! += own * normal[i * BLOCK + k]!
        running[k]! += shared * normal[i * BLOCK + k]!
      }
      this.#transforms[i]!(price)
    }
  }

  /** Adds the lines up by part, into the rows of `out` from `row` on. */
  #amounts(size: number, row: number, out: Float64Array): void {
    const width = this.parts.length
    out.fill(0, row * width, (row + size) * width)
    for (const { part, weight, price, growth } of this.#lines) {
      for (let k = 0; k < size; k++) {
        let amount = weight
        if (price >= 0) amount *= this.#price[price * BLOCK + k]!
        if (growth >= 0) amount *= this.#price[growth * BLOCK + k]!
        out[(row + k) * width + part]! += amount
      }
    }
  }
}

/** Lines that differ in their weights alone, added up. */
function joined(lines: readonly DrawnLine[]): DrawnLine[] {
  const byKey = new Map<string, DrawnLine>()
  for (const line of lines) {
    const key = `${line.part} ${line.price} ${line.growth}`
    const before = byKey.get(key)
    byKey.set(key, before === undefined ? line : { ...before, weight: before.weight + line.weight })
  }
  return [...byKey.values()]
}

/** Percentages of the S-curve. */
const CURVE = Array.from({ length: 19 }, (_, i) => (i + 1) / 20)

/** The distribution of a plan's cost from its draws. Throws as `CostSampler`. */
export function drawCosts(plan: CostPlan): CostDraws {
  const sampler = new CostSampler(plan)
  const { draws, seed } = plan.uncertainty
  const width = sampler.parts.length
  const rows = new Float64Array(draws * width)
  sampler.draw(0, draws, rows)
  const totals = new Float64Array(draws)
  const column = new Float64Array(draws)
  const byPart = sampler.parts.map((part, p) => {
    for (let k = 0; k < draws; k++) {
      column[k] = rows[k * width + p]!
      totals[k]! += column[k]!
    }
    return { part, ...spreadOf(column) }
  })
  const total = draws > 0 && width > 0 ? spreadOf(totals) : { mean: 0, p10: 0, p50: 0, p90: 0 }
  return {
    draws,
    seed,
    total,
    curve: CURVE.map((p) => ({ p, usd: quantile(totals, p) })),
    byPart,
    drawn: sampler.drawn,
    fixed: sampler.fixed,
  }
}

/** Sorts `values` in place. */
function spreadOf(values: Float64Array): Spread {
  const average = mean(values)
  values.sort()
  const at = (p: number): number => quantile(values, p)
  return { mean: average, p10: at(0.1), p50: at(0.5), p90: at(0.9) }
}
