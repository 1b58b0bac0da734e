import { OpendomeError, requireWithin } from '../core/index.ts'
import { Stream } from '../math/index.ts'

/** How a difference v(all) − v(none) is shared out among the assumptions that make it. */
export interface Attribution {
  /** Value with none and with all of the assumptions changed. */
  readonly from: number
  readonly to: number
  /** Mean change by each assumption over the orders; they add up to to − from. */
  readonly changes: readonly number[]
  /** Standard error of each mean; zero where all orders were taken. */
  readonly errors: readonly number[]
  /** Change by each alone, all others as in the first study, and as the last of all. */
  readonly alone: readonly number[]
  readonly last: readonly number[]
  /** Number of orders looked at; all n! of them where `exact`. */
  readonly orders: number
  readonly exact: boolean
  /** Values worked out. */
  readonly values: number
}

export interface AttributionOptions {
  /** Values that may be worked out for all orders (2ⁿ of them); above, orders are drawn. */
  readonly limit: number
  /** Orders drawn, an even number: each with its reverse. */
  readonly orders: number
  readonly seed: number
}

/** Most assumptions: a coalition is a bit pattern. */
const MOST = 30

/**
 * Shapley's value (1953): each assumption's change of v averaged over all orders in which n of them can be made. `value` gives v of a set of
 * changed assumptions, bit i for the i-th; each set is worked out once.
 *
 *   φᵢ = Σ over S without i of |S|! (n − |S| − 1)!/n! · (v(S ∪ i) − v(S))
 *
 * needs all 2ⁿ sets. Beyond `limit` of them it is the mean over drawn orders, each taken with its reverse (Philox, keyed by seed and
 * number of the pair), with the standard error of the means of pairs. Every order goes from v(none) to v(all), so that the changes add up
 * either way. Yields before each value, the number of them done; returns the shares. Throws what `value` throws.
 */
export function* attributionSteps(
  n: number,
  value: (changed: number) => number,
  options: AttributionOptions,
): Generator<number, Attribution> {
  requireWithin('assumptions', n, 0, MOST)
  const known = new Map<number, number>()
  function* at(changed: number): Generator<number, number> {
    const before = known.get(changed)
    if (before !== undefined) return before
    yield known.size
    const v = value(changed)
    if (!Number.isFinite(v)) throw new OpendomeError('infeasible', `value ${v}: expected a finite number`)
    known.set(changed, v)
    return v
  }
  const all = (1 << n) - 1
  const from = yield* at(0)
  const to = yield* at(all)
  const alone: number[] = []
  const last: number[] = []
  for (let i = 0; i < n; i++) {
    alone.push((yield* at(1 << i)) - from)
    last.push(to - (yield* at(all - (1 << i))))
  }
  const exact = 1 << n <= options.limit
  const shares = exact ? yield* allOrders(n, at) : yield* drawnOrders(n, at, options)
  return { from, to, alone, last, exact, values: known.size, ...shares }
}

type At = (changed: number) => Generator<number, number>
type Shares = Pick<Attribution, 'changes' | 'errors' | 'orders'>

function* allOrders(n: number, at: At): Generator<number, Shares> {
  const changes = new Array<number>(n).fill(0)
  // |S|! (n − |S| − 1)!/n! by size of S.
  const weight = new Array<number>(n).fill(1 / Math.max(1, n))
  for (let size = 1; size < n; size++) weight[size] = (weight[size - 1]! * size) / (n - size)
  for (let set = 0; set < 1 << n; set++) {
    const without = yield* at(set)
    const size = bits(set)
    for (let i = 0; i < n; i++)
      if ((set & (1 << i)) === 0) changes[i]! += weight[size]! * ((yield* at(set | (1 << i))) - without)
  }
  let orders = 1
  for (let k = 2; k <= n; k++) orders *= k
  return { changes, errors: changes.map(() => 0), orders }
}

function* drawnOrders(n: number, at: At, { orders, seed }: AttributionOptions): Generator<number, Shares> {
  const pairs = Math.max(2, Math.ceil(orders / 2))
  const sum = new Array<number>(n).fill(0)
  const squares = new Array<number>(n).fill(0)
  const stream = new Stream(seed, 0, 'compare/orders', 0)
  for (let pair = 0; pair < pairs; pair++) {
    stream.reset(0, pair)
    const order = shuffled(n, stream)
    const mean = new Array<number>(n).fill(0)
    for (const walk of [order, [...order].reverse()]) {
      let changed = 0
      let before = yield* at(0)
      for (const i of walk) {
        changed |= 1 << i
        const now = yield* at(changed)
        mean[i]! += 0.5 * (now - before)
        before = now
      }
    }
    mean.forEach((x, i) => {
      sum[i]! += x
      squares[i]! += x * x
    })
  }
  const changes = sum.map((x) => x / pairs)
  const errors = squares.map((q, i) => {
    const variance = Math.max(0, q / pairs - changes[i]! * changes[i]!)
    return Math.sqrt(variance / (pairs - 1))
  })
  return { changes, errors, orders: 2 * pairs }
}

/** 0 … n − 1 in an order of which each is equally likely (Fisher and Yates). */
function shuffled(n: number, stream: Stream): number[] {
  const order = Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const k = Math.floor((i + 1) * stream.uniform())
    const x = order[i]!
    order[i] = order[k]!
    order[k] = x
  }
  return order
}

function bits(set: number): number {
  let count = 0
  for (let rest = set; rest !== 0; rest &= rest - 1) count++
  return count
}

/** `attributionSteps` in one go. */
export function attribution(
  n: number,
  value: (changed: number) => number,
  options: AttributionOptions,
): Attribution {
  const steps = attributionSteps(n, value, options)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
