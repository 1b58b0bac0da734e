import { OpendomeError } from '../core/index.ts'
import type { Option, Order } from './allocate.ts'
import { greedyFire } from './fire-greedy.ts'
import { optimalFire, type FireEffort } from './fire-optimal.ts'
import type { FirePlan, FireProblem } from './fire-problem.ts'
import { roundsFire } from './fire-rounds.ts'

/** The ways to solve a fire problem. All keep stocks, limits and reach; they differ in cost, proof and time. */
export const FIRE_SOLVERS = {
  /** Maximum marginal return, shot by shot. */
  'marginal-return': greedyFire,
  /** Linear assignment of one shot a target, round after round. */
  linear: roundsFire,
  /** Branch and bound with a proven gap. */
  optimal: optimalFire,
} as const satisfies Record<string, (problem: FireProblem, effort?: FireEffort) => FirePlan>
export type FireMethod = keyof typeof FIRE_SOLVERS

/** An option with what the assignment needs of it. */
export interface FireOption extends Option {
  /** Chance that the shot stops the missile, given that none before it did. */
  readonly kill: number
  /** Last release that still comes in time, s on the clock of the intercepts. */
  readonly latest: number
}

/** What is known at one decision, over all layers. */
export interface FireDecision {
  /** Time of release, s: options whose last release has passed are closed. */
  readonly now: number
  /** Per missile who can reach it, each carrier once. */
  readonly options: readonly (readonly FireOption[])[]
  /** Per missile what is lost if nothing more is fired at it: value × chance that it is a threat × chance that the shots in flight miss. */
  readonly values: readonly number[]
  /** Per missile the shots that doctrine lets go now. */
  readonly most: readonly number[]
  /** Interceptors a carrier holds, and how many of them stay for later waves. */
  readonly stock: (carrier: number) => number
  readonly reserve?: (carrier: number) => number
  /** What an interceptor kept is worth, in the unit of the values; 0 where not given. */
  readonly price?: (carrier: number) => number
}

/** Orders by intercept, missile and carrier, one a shot, and the plan behind them (weapons: the carriers, ascending). */
export interface FireOrders {
  readonly orders: readonly Order[]
  readonly plan: FirePlan
}

/**
 * Weapon–target assignment at one decision. Throws `invalid` with the place where a stock or reserve is below zero, a chance outside 0 to 1, or
 * lists do not fit.
 */
export function assignFire(decision: FireDecision, method: FireMethod, effort: FireEffort = {}): FireOrders {
  const { options, values, most, now, stock, reserve, price } = decision
  const targets = options.length
  const carriers = [...new Set(options.flatMap((own) => own.map((o) => o.carrier)))].sort((a, b) => a - b)
  const place = new Map(carriers.map((carrier, i) => [carrier, i]))
  const kill = new Float64Array(carriers.length * targets)
  const chosen = new Array<FireOption | undefined>(kill.length)
  options.forEach((own, j) => {
    for (const option of own) {
      const at = place.get(option.carrier)! * targets + j
      if (chosen[at] !== undefined) {
        throw new OpendomeError('invalid', `options: carrier ${option.carrier} twice, expected once`, {
          where: `missile ${j}`,
        })
      }
      chosen[at] = option
      if (!(option.latest < now)) kill[at] = option.kill
    }
  })
  const free = carriers.map((carrier) => {
    const kept = reserve?.(carrier) ?? 0
    for (const [name, n] of [
      ['stock', stock(carrier)],
      ['reserve', kept],
    ] as const) {
      if (Number.isInteger(n) && n >= 0) continue
      throw new OpendomeError('invalid', `${name} ${n}: expected a whole number, 0 or more`, {
        where: `carrier ${carrier}`,
      })
    }
    return Math.max(0, stock(carrier) - kept)
  })
  const plan = FIRE_SOLVERS[method](
    {
      weapons: carriers.length,
      targets,
      stock: free,
      value: values,
      kill,
      most,
      ...(price === undefined ? {} : { price: carriers.map((c) => price(c)) }),
    },
    effort,
  )
  const orders: Order[] = []
  plan.shots.forEach((count, at) => {
    for (let k = 0; k < count; k += 1) {
      const { carrier, intercept } = chosen[at]!
      orders.push({ missile: at % targets, carrier, intercept })
    }
  })
  orders.sort((a, b) => a.intercept - b.intercept || a.missile - b.missile || a.carrier - b.carrier)
  return { orders, plan }
}
