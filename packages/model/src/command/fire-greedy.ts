import { LEAST_GAIN, planOf, requireFireProblem, type FirePlan, type FireProblem } from './fire-problem.ts'

/**
 * Maximum marginal return: shot after shot goes where it takes most, value left × kill − price, until none takes anything. Ties: lowest
 * target, then lowest weapon. The baseline; proves nothing. Best possible where the kill chance depends on the target alone
 * (G. G. den Broeder, R. E. Ellison, L. Emerling, Operations Research 7 (1959) 322–326).
 */
export function greedyFire(problem: FireProblem): FirePlan {
  requireFireProblem(problem)
  const shots = new Int32Array(problem.weapons * problem.targets)
  addShots(problem, shots)
  return planOf(problem, shots)
}

/** Adds to `shots`, in place, what still takes something, the most first; stocks and limits count what is there already. */
export function addShots(problem: FireProblem, shots: Int32Array): void {
  const { weapons, targets, stock, value, kill, price, most } = problem
  const left = Int32Array.from({ length: weapons }, (_, i) => stock[i]!)
  const open = Float64Array.from({ length: targets }, (_, j) => most?.[j] ?? Infinity)
  const worth = Float64Array.from({ length: targets }, (_, j) => value[j]!)
  for (let i = 0; i < weapons; i += 1) {
    for (let j = 0; j < targets; j += 1) {
      const n = shots[i * targets + j]!
      left[i]! -= n
      open[j]! -= n
      for (let k = 0; k < n; k += 1) worth[j]! *= 1 - kill[i * targets + j]!
    }
  }
  // Per target the weapon that takes most, kept until the target or that weapon changes.
  const best = new Int32Array(targets)
  const gain = new Float64Array(targets)
  const look = (j: number): void => {
    best[j] = -1
    gain[j] = LEAST_GAIN * value[j]!
    if (!(open[j]! > 0)) return
    for (let i = 0; i < weapons; i += 1) {
      if (left[i]! <= 0) continue
      const take = worth[j]! * kill[i * targets + j]! - (price?.[i] ?? 0)
      if (take > gain[j]) {
        gain[j] = take
        best[j] = i
      }
    }
  }
  for (let j = 0; j < targets; j += 1) look(j)
  for (;;) {
    let target = -1
    let take = 0
    for (let j = 0; j < targets; j += 1) {
      if (best[j]! >= 0 && gain[j]! > take) {
        take = gain[j]!
        target = j
      }
    }
    if (target < 0) return
    const weapon = best[target]!
    shots[weapon * targets + target]! += 1
    worth[target]! *= 1 - kill[weapon * targets + target]!
    open[target]! -= 1
    left[weapon]! -= 1
    look(target)
    if (left[weapon]! === 0) {
      for (let j = 0; j < targets; j += 1) if (best[j] === weapon) look(j)
    }
  }
}
