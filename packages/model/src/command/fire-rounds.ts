import { AssignmentSolver } from '../math/index.ts'
import {
  LEAST_GAIN,
  planOf,
  requireFireProblem,
  valueAfter,
  type FirePlan,
  type FireProblem,
} from './fire-problem.ts'

/**
 * Linear assignment in rounds: in each round every target gets one more shot at most, and the shots of the round together take as much
 * as any such round can (shortest augmenting paths). Optimal where no target is worth a second shot or the shots do not go round
 * once; otherwise a plain doctrine that spreads. Proves nothing of the whole.
 */
export function roundsFire(problem: FireProblem): FirePlan {
  requireFireProblem(problem)
  const shots = new Int32Array(problem.weapons * problem.targets)
  while (addRound(problem, shots)) continue
  return planOf(problem, shots)
}

/** Adds the best round of at most one shot at each target to `shots`, in place; false where no shot takes anything. */
function addRound(problem: FireProblem, shots: Int32Array): boolean {
  const { weapons, targets, stock, value, kill, price, most } = problem
  const worth = new Float64Array(targets)
  const given = new Int32Array(targets)
  // A column is one interceptor; of one weapon no more than there are targets can leave in a round.
  const columns: number[] = []
  for (let i = 0; i < weapons; i += 1) {
    let left = stock[i]!
    for (let j = 0; j < targets; j += 1) {
      left -= shots[i * targets + j]!
      given[j]! += shots[i * targets + j]!
    }
    for (let k = Math.min(left, targets); k > 0; k -= 1) columns.push(i)
  }
  const count = columns.length
  const cost = new Float64Array(targets * count)
  let open = false
  for (let j = 0; j < targets; j += 1) {
    worth[j] = valueAfter(problem, shots, j)
    const full = most !== undefined && given[j]! >= most[j]!
    const least = LEAST_GAIN * value[j]!
    for (let c = 0; c < count; c += 1) {
      const i = columns[c]!
      const gain = full ? 0 : worth[j]! * kill[i * targets + j]! - (price?.[i] ?? 0)
      cost[j * count + c] = gain > least ? -gain : Infinity
      open ||= gain > least
    }
  }
  if (!open) return false
  const solver = new AssignmentSolver(targets, count)
  solver.solveOrLeave(targets, count, cost, new Float64Array(targets))
  for (let j = 0; j < targets; j += 1) {
    const c = solver.columnOf[j]!
    if (c >= 0) shots[columns[c]! * targets + j]! += 1
  }
  return true
}

/**
 * Search among very many plans at once: takes one shot off every target and deals one to each anew by linear assignment, over and over with
 * other shots, until none of `turns` choices in a row lowers the cost. Returns the plan found, or `shots` where there is no better.
 */
export function redealt(problem: FireProblem, shots: Int32Array, turns: number): Int32Array {
  const { weapons, targets } = problem
  let best = shots
  let { cost } = planOf(problem, shots)
  for (let turn = 0, stale = 0; stale < turns; turn += 1, stale += 1) {
    const trial = best.slice()
    for (let j = 0; j < targets; j += 1) {
      let given = 0
      for (let i = 0; i < weapons; i += 1) given += trial[i * targets + j]!
      if (given === 0) continue
      // Shot number `turn` of each target, later staggered from target to target.
      let number = (turn + Math.floor(turn / 3) * j) % given
      for (let i = 0; i < weapons; i += 1) {
        number -= trial[i * targets + j]!
        if (number >= 0) continue
        trial[i * targets + j]! -= 1
        break
      }
    }
    while (addRound(problem, trial)) continue
    const found = planOf(problem, trial).cost
    if (found < cost - LEAST_GAIN * cost) {
      best = trial
      cost = found
      stale = 0
    }
  }
  return best
}
