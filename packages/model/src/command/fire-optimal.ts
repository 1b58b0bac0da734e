import { OpendomeError } from '../core/index.ts'
import { log1p } from '../math/index.ts'
import { addShots } from './fire-greedy.ts'
import { improveFire } from './fire-improve.ts'
import { redealt, roundsFire } from './fire-rounds.ts'
import { merge } from './fire-merge.ts'
import { FirePrices, type Bounds } from './fire-prices.ts'
import {
  ROUNDING,
  planOf,
  requireFireProblem,
  valueAfter,
  type FirePlan,
  type FireProblem,
} from './fire-problem.ts'

/** When to stop. */
export interface FireEffort {
  /** Proven gap that will do, a part of the cost (0: the optimum, to rounding). */
  readonly gap?: number
  /** Most parts of the search; where they do not suffice the plan comes with the gap that is proven. */
  readonly nodes?: number
}

/** Steps of the prices in each part of the search; the first has several times as many. */
const FIRST_LEGS = 10
const STEPS = 40
/** Choices of shots to deal anew that have to fail before a plan is left. */
const TURNS = 6
/** Part of the missing bound, see `see`. */
const WORTH_A_TRY = 0.15
/** Local search takes longer than a bound: plans that start above this many times the best cost are left. */
const HOPEFUL = 1.3
/** −ln of a part of the value so small that further shots of one weapon do not matter. */
const ENOUGH_STRENGTH = 30

/** One part of the search: the pairs decided on, the bound proven for it, and the prices that prove it. */
interface Part {
  readonly parent: Part | undefined
  readonly at: number
  readonly low: number
  readonly high: number
  readonly depth: number
  bound: number
  prices: Float64Array
}

/**
 * The least cost by branch and bound: bounds from `FirePrices`, plans from maximum marginal return, from the salvos that the prices buy, cut to the
 * stock, and from local search. A part is split at a weapon of which the prices buy too much or too little, into "at least one more at
 * this target" and "no more at this target". The part with the lowest bound goes first, so the gap is known at any time.
 */
export function optimalFire(problem: FireProblem, effort: FireEffort = {}): FirePlan {
  requireFireProblem(problem)
  const gap = effort.gap ?? 0
  const most = effort.nodes ?? 10_000
  if (!(gap >= 0 && gap < 1)) throw new OpendomeError('invalid', `gap ${gap}: expected 0 to below 1`)
  if (!(most >= 1)) throw new OpendomeError('invalid', `nodes ${most}: expected 1 or more`)
  const merged = merge(problem)
  const search = new Search(merged.problem)
  const { shots, bound, nodes } = search.run(gap, most)
  return planOf(problem, merged.split(shots), bound, nodes)
}

class Search {
  readonly #problem: FireProblem
  readonly #prices: FirePrices
  readonly #low: Int32Array
  readonly #high: Int32Array
  readonly #bounds: Bounds
  readonly #top: Int32Array
  #plan: Int32Array
  #cost: number
  readonly #stake: number
  #tried = 0
  /** A choice of salvos is worth a try where the bound has risen by a good part of what is missing since the last. */
  readonly #see = (bought: Int32Array, bound: number): void => {
    if (bound - this.#tried < WORTH_A_TRY * (this.#cost - bound)) return
    this.#tried = bound
    this.#try(bought)
  }

  constructor(problem: FireProblem) {
    const { weapons, targets, stock, kill, most } = problem
    this.#problem = problem
    this.#prices = new FirePrices(problem)
    this.#low = new Int32Array(weapons * targets)
    let stake = 0
    for (let j = 0; j < targets; j += 1) stake += problem.value[j]!
    this.#stake = stake
    this.#top = Int32Array.from({ length: weapons * targets }, (_, at) => {
      if (kill[at] === 0) return 0
      const useful = Math.ceil(ENOUGH_STRENGTH / -log1p(-kill[at]!)) + 1
      return Math.min(stock[Math.floor(at / targets)]!, most?.[at % targets] ?? Infinity, useful)
    })
    this.#high = this.#top.slice()
    this.#bounds = { low: this.#low, high: this.#high }
    this.#plan = new Int32Array(weapons * targets)
    this.#cost = Infinity
    addShots(problem, this.#plan)
    this.#startPrices()
    this.#offer(this.#plan)
    this.#offer(roundsFire(problem).shots)
  }

  run(gap: number, most: number): { shots: Int32Array; bound: number; nodes: number } {
    const enough = (): number => Math.max(gap * this.#cost, 0.5 * ROUNDING * this.#stake)
    const root: Part = {
      parent: undefined,
      at: -1,
      low: 0,
      high: 0,
      depth: 0,
      bound: 0,
      prices: this.#prices.best,
    }
    const heap = [root]
    let nodes = 0
    // Parts that were closed because they hold nothing better by more than the gap still bound the whole.
    let closed = Infinity
    while (heap.length > 0) {
      const part = pop(heap)
      if (part.bound >= this.#cost - enough()) {
        closed = Math.min(closed, part.bound)
        break
      }
      if (nodes >= most) {
        closed = Math.min(closed, part.bound)
        break
      }
      nodes += 1
      this.#enter(part)
      this.#prices.best.set(part.prices)
      for (let leg = nodes === 1 ? FIRST_LEGS : 1; leg > 0 && part.bound < this.#cost - enough(); leg -= 1) {
        const found = this.#prices.raise(this.#bounds, () => this.#cost, enough(), STEPS, this.#see)
        part.bound = found === -Infinity ? Infinity : Math.max(part.bound, found)
        if (part.bound < this.#cost - enough()) this.#try(this.#prices.bought)
      }
      if (part.bound >= this.#cost - enough()) {
        closed = Math.min(closed, part.bound)
        continue
      }
      const at = this.#split()
      if (at < 0) {
        // Nothing left to decide: the salvos are a plan, and it has been seen.
        closed = Math.min(closed, part.bound)
        continue
      }
      const prices = this.#prices.best.slice()
      const [low, high] = [this.#low[at]!, this.#high[at]!]
      const below = this.#prices.bought[at]! > low ? this.#prices.bought[at]! - 1 : low
      const rest = { parent: part, at, depth: part.depth + 1, bound: part.bound, prices }
      push(heap, { ...rest, low: below + 1, high })
      push(heap, { ...rest, low, high: below })
    }
    return { shots: this.#plan, bound: Math.min(closed, this.#cost), nodes }
  }

  /** Prices at which the plan of marginal return would not buy one shot more; nearer to the best than those of better plans. */
  #startPrices(): void {
    const { weapons, targets, kill, price } = this.#problem
    const left = Float64Array.from({ length: targets }, (_, j) => valueAfter(this.#problem, this.#plan, j))
    for (let i = 0; i < weapons; i += 1) {
      let most = 0
      for (let j = 0; j < targets; j += 1) most = Math.max(most, left[j]! * kill[i * targets + j]!)
      this.#prices.best[i] = Math.max(0, most - (price?.[i] ?? 0))
    }
  }

  #enter(part: Part): void {
    this.#low.fill(0)
    this.#high.set(this.#top)
    for (let p: Part | undefined = part; p !== undefined && p.at >= 0; p = p.parent) {
      this.#low[p.at] = Math.max(this.#low[p.at]!, p.low)
      this.#high[p.at] = Math.min(this.#high[p.at]!, p.high)
    }
  }

  /** Makes a plan of what the prices buy: shots beyond the stock go where they take least, then shots are added. */
  #try(bought: Int32Array): void {
    const { weapons, targets, stock, kill } = this.#problem
    const shots = bought.slice()
    for (let i = 0; i < weapons; i += 1) {
      let over = -stock[i]!
      for (let j = 0; j < targets; j += 1) over += shots[i * targets + j]!
      for (; over > 0; over -= 1) {
        let worst = -1
        let least = Infinity
        for (let j = 0; j < targets; j += 1) {
          const at = i * targets + j
          if (shots[at] === 0) continue
          shots[at]! -= 1
          const loss = valueAfter(this.#problem, shots, j) * kill[at]!
          shots[at]! += 1
          if (loss < least) {
            least = loss
            worst = at
          }
        }
        shots[worst]! -= 1
      }
    }
    addShots(this.#problem, shots)
    const cost = planOf(this.#problem, shots).cost
    if (cost > HOPEFUL * this.#cost) return
    this.#offer(shots)
  }

  /** Takes `shots`, after local search, for the plan where it costs less. */
  #offer(shots: Int32Array): void {
    improveFire(this.#problem, shots)
    const plan = redealt(this.#problem, shots, TURNS)
    const { cost } = planOf(this.#problem, plan)
    if (cost >= this.#cost) return
    this.#plan = plan
    this.#cost = cost
  }

  /** The pair to split at; −1 where the salvos keep the stock and leave nothing of a priced weapon. */
  #split(): number {
    const { weapons, targets, stock, kill } = this.#problem
    const { bought, best } = this.#prices
    let weapon = -1
    let worst = 0
    for (let i = 0; i < weapons; i += 1) {
      let use = 0
      let open = false
      for (let j = 0; j < targets; j += 1) {
        use += bought[i * targets + j]!
        open ||= this.#high[i * targets + j]! > this.#low[i * targets + j]!
      }
      // What too much of it is worth, or what too little leaves between bound and plan.
      const off = Math.abs(use - stock[i]!) * best[i]! + (use > stock[i]! ? Number.MIN_VALUE : 0)
      if (open && off > worst) {
        worst = off
        weapon = i
      }
    }
    if (weapon < 0) return -1
    let at = -1
    let most = -1
    for (let j = 0; j < targets; j += 1) {
      const k = weapon * targets + j
      if (this.#high[k]! <= this.#low[k]!) continue
      const gain = (bought[k]! > this.#low[k]! ? 1e3 : 1) * kill[k]! * valueAfter(this.#problem, bought, j)
      if (gain > most) {
        most = gain
        at = k
      }
    }
    return at
  }
}

/** A binary heap, lowest bound first, then the deeper part. */
function before(a: Part, b: Part): boolean {
  return a.bound < b.bound || (a.bound === b.bound && a.depth > b.depth)
}

function push(heap: Part[], part: Part): void {
  let k = heap.length
  heap.push(part)
  while (k > 0) {
    const up = (k - 1) >> 1
    if (!before(part, heap[up]!)) break
    heap[k] = heap[up]!
    k = up
  }
  heap[k] = part
}

function pop(heap: Part[]): Part {
  const top = heap[0]!
  const last = heap.pop()!
  if (heap.length === 0) return top
  let k = 0
  for (;;) {
    let down = 2 * k + 1
    if (down >= heap.length) break
    if (down + 1 < heap.length && before(heap[down + 1]!, heap[down]!)) down += 1
    if (!before(heap[down]!, last)) break
    heap[k] = heap[down]!
    k = down
  }
  heap[k] = last
  return top
}
