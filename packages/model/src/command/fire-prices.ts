import { log1p, pow } from '../math/index.ts'
import { valueAfter, type FireProblem } from './fire-problem.ts'
import { SalvoFinder } from './salvo.ts'

/** What the search may still choose: shots of weapon i at target j between `low` and `high`, by rows as the problem. */
export interface Bounds {
  readonly low: Int32Array
  readonly high: Int32Array
}

/** How many of the cheaper weapons are looked at. */
const SUREST = 6
const surest = new Float64Array(SUREST)
const after = new Float64Array(SUREST)
const shots = new Int32Array(SUREST)

/** Insertion sort of `order` by `cost`, ascending: the order changes little from step to step. */
function sortBy(order: Int32Array, cost: Float64Array): void {
  for (let k = 1; k < order.length; k += 1) {
    const i = order[k]!
    let c = k
    for (; c > 0 && cost[order[c - 1]!]! > cost[i]!; c -= 1) order[c] = order[c - 1]!
    order[c] = i
  }
}

/**
 * The Lagrangian bound of a fire problem: each weapon's stock is replaced by a price λ ≥ 0 of its shots, and the targets fall apart,
 *
 *     L(λ) = Σ_j min_x [ value_j Π_i (1 − kill_ij)^x_ij + Σ_i (λ_i + price_i) x_ij ] − Σ_i λ_i stock_i ≤ least cost.
 *
 * Each minimum is exact (`SalvoFinder`), so the best L is that of the problem over whole salvos, well above the continuous one.
 * L is concave; its best prices are sought by subgradient steps of Polyak's length with the deflection of P. M. Camerini, L. Fratta,
 * F. Maffioli (Mathematical Programming Study 3 (1975) 26–34).
 */
export class FirePrices {
  /** Prices of the best bound of the last `raise`, and the salvos they buy (all targets, shots by rows). */
  readonly best: Float64Array
  readonly bought: Int32Array
  readonly #problem: FireProblem
  /** Kill chances by targets. */
  readonly #kill: Float64Array
  readonly #finder: SalvoFinder
  /** −ln(1 − kill), by targets. */
  readonly #strength: Float64Array
  readonly #trial: Float64Array
  /** Price of a shot of each weapon at the trial prices, and the weapons from the cheapest on. */
  readonly #cost: Float64Array
  readonly #order: Int32Array
  readonly #step: Float64Array
  readonly #free: Float64Array
  readonly #base: Float64Array
  readonly #room: Float64Array
  readonly #use: Float64Array
  readonly #chosen: Int32Array

  constructor(problem: FireProblem) {
    const { weapons, targets, kill } = problem
    this.#problem = problem
    this.#kill = new Float64Array(weapons * targets)
    for (let i = 0; i < weapons; i += 1)
      for (let j = 0; j < targets; j += 1) this.#kill[j * weapons + i] = kill[i * targets + j]!
    this.#strength = this.#kill.map((p) => -log1p(-p))
    this.#finder = new SalvoFinder(weapons)
    this.best = new Float64Array(weapons)
    this.bought = new Int32Array(weapons * targets)
    this.#chosen = new Int32Array(weapons * targets)
    this.#cost = new Float64Array(weapons)
    this.#order = Int32Array.from({ length: weapons }, (_, i) => i)
    this.#trial = new Float64Array(weapons)
    this.#step = new Float64Array(weapons)
    this.#free = new Float64Array(weapons)
    this.#use = new Float64Array(weapons)
    this.#base = new Float64Array(targets)
    this.#room = new Float64Array(targets)
  }

  /**
   * Raises the bound from the prices in `best`, for at most `steps` steps or until it comes within `near` of `goal`, the cost of the best
   * plan known. `see` is shown each choice of salvos that raised it. Returns the best bound; −Infinity where `bounds` leave no plan.
   */
  raise(
    bounds: Bounds,
    goal: () => number,
    near: number,
    steps: number,
    see: (bought: Int32Array, bound: number) => void,
  ): number {
    const { weapons, targets, stock, price, most } = this.#problem
    let given = 0
    for (let j = 0; j < targets; j += 1) {
      this.#base[j] = valueAfter(this.#problem, bounds.low, j)
      this.#room[j] = most?.[j] ?? Infinity
    }
    for (let i = 0; i < weapons; i += 1) {
      let fixed = 0
      let open = false
      for (let j = 0; j < targets; j += 1) {
        const n = bounds.low[i * targets + j]!
        fixed += n
        this.#room[j]! -= n
        open ||= bounds.high[i * targets + j]! > n
      }
      this.#free[i] = stock[i]! - fixed
      if (!open || this.#free[i] === 0) this.best[i] = 0
      if (this.#free[i]! < 0) return -Infinity
      given += fixed * (price?.[i] ?? 0)
    }
    if (this.#room.some((n) => n < 0)) return -Infinity

    let bound = -Infinity
    let pace = 1
    let stale = 0
    this.#trial.set(this.best)
    this.#step.fill(0)
    for (let k = 0; k < steps; k += 1) {
      const found = given + this.#evaluate(bounds)
      if (found > bound) {
        // Small gains do not count against the length of the step, but they do not renew it either.
        if (found > bound + 0.02 * (goal() - bound)) stale = 0
        bound = found
        this.best.set(this.#trial)
        this.bought.set(this.#chosen)
        see(this.bought, bound)
      }
      stale += 1
      if (bound >= goal() - near) break
      if (stale > 8) {
        pace /= 2
        stale = 0
        if (pace < 1e-3) break
        this.#trial.set(this.best)
      }
      if (!this.#move(pace * (goal() - found))) break
    }
    return bound
  }

  /** L at the trial prices without the fixed shots' prices; leaves the salvos in `chosen` and the use of each weapon's free stock in `use`. */
  #evaluate(bounds: Bounds): number {
    const { weapons, targets, price } = this.#problem
    const finder = this.#finder
    this.#chosen.set(bounds.low)
    this.#use.fill(0)
    for (let i = 0; i < weapons; i += 1) this.#cost[i] = this.#trial[i]! + (price?.[i] ?? 0)
    sortBy(this.#order, this.#cost)
    let sum = 0
    for (let j = 0; j < targets; j += 1) {
      this.#offer(bounds, j)
      finder.find(this.#base[j]!, this.#room[j]!)
      sum += finder.bound
      for (let k = 0; k < finder.count; k += 1) {
        const i = finder.weapon[k]!
        this.#chosen[i * targets + j]! += finder.shots[k]!
        this.#use[i]! += finder.shots[k]!
      }
    }
    for (let i = 0; i < weapons; i += 1) sum -= this.#trial[i]! * this.#free[i]!
    return sum
  }

  /**
   * Offers the finder the weapons that the cheapest salvo at target j may hold. Where one weapon costs no less and kills no better than another, a
   * salvo with the first and not all of the other is no better for it; so a weapon has to pay for itself behind all that outdo it, and
   * looking at the surest few of the cheaper ones leaves a handful.
   */
  #offer(bounds: Bounds, j: number): void {
    const { weapons, targets } = this.#problem
    const finder = this.#finder
    const base = this.#base[j]!
    const room = this.#room[j]!
    const row = j * weapons
    finder.clear()
    let kept = 0
    for (let k = 0; k < weapons; k += 1) {
      const i = this.#order[k]!
      const p = this.#kill[row + i]!
      const cost = this.#cost[i]!
      if (cost >= base * p) continue
      const at = i * targets + j
      const many = Math.min(bounds.high[at]! - bounds.low[at]!, this.#free[i]!, room)
      if (many <= 0) continue
      let left = base
      let before = 0
      for (let c = 0; c < kept && surest[c]! >= p; c += 1) {
        left *= after[c]!
        before += shots[c]!
      }
      if (cost >= left * p || before >= room) continue
      finder.push(i, p, this.#strength[row + i]!, cost, many)
      // Into the list of the surest, in order; the last falls out.
      if (kept === SUREST && surest[kept - 1]! >= p) continue
      let c = kept < SUREST ? kept++ : SUREST - 1
      for (; c > 0 && surest[c - 1]! < p; c -= 1) {
        surest[c] = surest[c - 1]!
        after[c] = after[c - 1]!
        shots[c] = shots[c - 1]!
      }
      surest[c] = p
      after[c] = many === 1 ? 1 - p : pow(1 - p, many)
      shots[c] = many
    }
  }

  /** One step of the trial prices for a `lift` still wanted; false where the slope is flat, so that the bound is the best. */
  #move(lift: number): boolean {
    const { weapons } = this.#problem
    const trial = this.#trial
    const step = this.#step
    let along = 0
    let before = 0
    let flat = true
    for (let i = 0; i < weapons; i += 1) {
      // A price of nothing does not fall.
      let slope = this.#use[i]! - this.#free[i]!
      if (slope < 0 && trial[i]! <= 0) slope = 0
      if (this.#free[i] === 0) slope = 0
      this.#use[i] = slope
      if (slope !== 0) flat = false
      along += slope * step[i]!
      before += step[i]! * step[i]!
    }
    if (flat) return false
    const deflect = along < 0 ? (-1.5 * along) / before : 0
    let length = 0
    for (let i = 0; i < weapons; i += 1) {
      step[i] = this.#use[i]! + deflect * step[i]!
      length += step[i]! * step[i]!
    }
    if (!(length > 0)) return false
    const scale = lift / length
    for (let i = 0; i < weapons; i += 1) trial[i] = Math.max(0, trial[i]! + scale * step[i]!)
    return true
  }
}
