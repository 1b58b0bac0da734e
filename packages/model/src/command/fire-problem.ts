import { OpendomeError } from '../core/index.ts'
import { pow } from '../math/index.ts'

/**
 * One decision of fire: which weapon fires how many interceptors at which target. A weapon is a stock of like interceptors that
 * see all targets alike (a battery, a satellite). Arrays go by index; values and prices share one unit, which is the caller's.
 */
export interface FireProblem {
  readonly weapons: number
  readonly targets: number
  /** Per weapon: interceptors that may leave now (what it holds, less what is in reserve), a whole number. */
  readonly stock: ArrayLike<number>
  /** Per target: what is lost if it gets through. */
  readonly value: ArrayLike<number>
  /** Chance that one shot stops the target, weapons × targets by rows; 0 where the weapon does not reach it in time. */
  readonly kill: Float64Array
  /** Per weapon: what one interceptor is worth if it stays for later; 0 where not given. */
  readonly price?: ArrayLike<number>
  /** Per target: most shots at it now, a whole number; no limit where not given. */
  readonly most?: ArrayLike<number>
}

/** What was decided, what it leaves, and what is proven about it. */
export interface FirePlan {
  /** Shots, weapons × targets by rows. */
  readonly shots: Int32Array
  /** Expected value that gets through: Σ value Π (1 − kill)^shots. */
  readonly leaked: number
  /** Σ price of the shots. */
  readonly spent: number
  /** leaked + spent, which the solvers make small. */
  readonly cost: number
  /** No plan costs less (to rounding). 0 from a solver that proves nothing. */
  readonly bound: number
  /** (cost − bound)/cost; 0 where they differ by less than 1e-11 of the value at stake, which is rounding. */
  readonly gap: number
  /** Parts of the search that were bounded; 0 from a solver that does not search. */
  readonly nodes: number
}

/** A shot that takes less than this part of its target's value is not fired: rounding must not send a search in circles. */
export const LEAST_GAIN = 1e-12

/** Sums of products round to less than this part of the value at stake. */
export const ROUNDING = 1e-11

/** Most shots of one weapon, and of all at one target, that a solver tells apart. */
const MOST_SHOTS = 1_000_000

/** Throws `invalid` with the place (`weapon 3`, `target 0`) unless the problem is whole. */
export function requireFireProblem(problem: FireProblem): void {
  const { weapons, targets, stock, value, kill, price, most } = problem
  requireCount('weapons', weapons)
  requireCount('targets', targets)
  const whole = (name: string, x: number, where: string): void => {
    if (Number.isInteger(x) && x >= 0 && x <= MOST_SHOTS) return
    throw new OpendomeError('invalid', `${name} ${x}: expected a whole number 0 to ${MOST_SHOTS}`, { where })
  }
  const worth = (name: string, x: number, where: string): void => {
    if (x >= 0 && x <= 1e300) return
    throw new OpendomeError('invalid', `${name} ${x}: expected a number, 0 or more`, { where })
  }
  requireLength('stocks', stock, weapons)
  requireLength('values', value, targets)
  requireLength('kill chances', kill, weapons * targets)
  if (price !== undefined) requireLength('prices', price, weapons)
  if (most !== undefined) requireLength('limits of shots', most, targets)
  for (let i = 0; i < weapons; i += 1) {
    whole('stock', stock[i]!, `weapon ${i}`)
    if (price !== undefined) worth('price', price[i]!, `weapon ${i}`)
  }
  for (let j = 0; j < targets; j += 1) {
    worth('value', value[j]!, `target ${j}`)
    if (most !== undefined) whole('most shots', most[j]!, `target ${j}`)
  }
  for (let k = 0; k < weapons * targets; k += 1) {
    const p = kill[k]!
    if (p >= 0 && p <= 1) continue
    throw new OpendomeError('invalid', `kill chance ${p}: expected 0 to 1`, {
      where: `weapon ${Math.floor(k / targets)}, target ${k % targets}`,
    })
  }
}

function requireCount(name: string, count: number): void {
  if (Number.isInteger(count) && count >= 0) return
  throw new OpendomeError('invalid', `${count} ${name}: expected a whole number, 0 or more`)
}

function requireLength(name: string, list: ArrayLike<number>, count: number): void {
  if (list.length === count) return
  throw new OpendomeError('invalid', `${list.length} ${name}: expected ${count}`)
}

/** What a target is still worth after the shots of `shots` at it. */
export function valueAfter(problem: FireProblem, shots: Int32Array, target: number): number {
  const { weapons, targets, kill, value } = problem
  let left = value[target]!
  for (let i = 0; i < weapons; i += 1) {
    const n = shots[i * targets + target]!
    if (n === 0) continue
    const q = 1 - kill[i * targets + target]!
    left *= n === 1 ? q : pow(q, n)
  }
  return left
}

/** The plan that `shots` is: its cost summed in index order, with what is known of the least cost. */
export function planOf(problem: FireProblem, shots: Int32Array, least = 0, nodes = 0): FirePlan {
  const { weapons, targets, value, price } = problem
  let leaked = 0
  for (let j = 0; j < targets; j += 1) leaked += valueAfter(problem, shots, j)
  let spent = 0
  if (price !== undefined) {
    for (let i = 0; i < weapons; i += 1) {
      let fired = 0
      for (let j = 0; j < targets; j += 1) fired += shots[i * targets + j]!
      spent += fired * price[i]!
    }
  }
  const cost = leaked + spent
  let stake = 0
  for (let j = 0; j < targets; j += 1) stake += value[j]!
  // Rounding can put the proof of an optimum above the plan itself.
  const bound = Math.min(least, cost)
  return {
    shots,
    leaked,
    spent,
    cost,
    bound,
    gap: cost - bound <= ROUNDING * stake ? 0 : (cost - bound) / cost,
    nodes,
  }
}
