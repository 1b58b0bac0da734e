import { addShots } from './fire-greedy.ts'
import { LEAST_GAIN, valueAfter, type FireProblem } from './fire-problem.ts'

/**
 * Local search on `shots`, in place: drops shots that do not pay, adds those that do, moves a shot to another target or weapon and swaps the
 * targets of two shots, until nothing of this lowers the cost or `passes` are done.
 */
export function improveFire(problem: FireProblem, shots: Int32Array, passes = 20): void {
  const { weapons, targets, kill, price, most, stock } = problem
  const value = Float64Array.from({ length: targets }, (_, j) => valueAfter(problem, shots, j))
  const given = new Int32Array(targets)
  const fired = new Int32Array(weapons)
  for (let i = 0; i < weapons; i += 1) {
    for (let j = 0; j < targets; j += 1) {
      given[j]! += shots[i * targets + j]!
      fired[i]! += shots[i * targets + j]!
    }
  }
  const cost = (i: number): number => price?.[i] ?? 0
  const p = (i: number, j: number): number => kill[i * targets + j]!
  /** What target j is worth without one shot of weapon i. */
  const without = (i: number, j: number): number => {
    const q = 1 - p(i, j)
    if (q > 0.01) return value[j]! / q
    shots[i * targets + j]! -= 1
    const left = valueAfter(problem, shots, j)
    shots[i * targets + j]! += 1
    return left
  }
  const change = (i: number, j: number, by: 1 | -1): void => {
    shots[i * targets + j]! += by
    given[j]! += by
    fired[i]! += by
    value[j] = valueAfter(problem, shots, j)
  }
  const least = (j: number, k: number): number => LEAST_GAIN * (problem.value[j]! + problem.value[k]!)

  /** Moves one shot of i at j to where it takes more; true where it moved. */
  const move = (i: number, j: number): boolean => {
    const loss = without(i, j) - value[j]! - cost(i)
    if (loss < -LEAST_GAIN * problem.value[j]!) {
      change(i, j, -1)
      return true
    }
    let best = -1
    let most0 = 0
    for (let k = 0; k < targets; k += 1) {
      if (k === j || given[k]! >= (most?.[k] ?? Infinity)) continue
      const gain = value[k]! * p(i, k) - cost(i) - loss - least(j, k)
      if (gain > most0) {
        most0 = gain
        best = k
      }
    }
    if (best >= 0) {
      change(i, j, -1)
      change(i, best, 1)
      return true
    }
    // Another weapon with interceptors left in place of this one.
    const open = without(i, j)
    for (let h = 0; h < weapons; h += 1) {
      if (h === i || fired[h]! >= stock[h]!) continue
      if (open * (p(h, j) - p(i, j)) - cost(h) + cost(i) > least(j, j)) {
        change(i, j, -1)
        change(h, j, 1)
        return true
      }
    }
    return false
  }

  const swap = (i: number, j: number, h: number, k: number): boolean => {
    if (h === i || k === j) return false
    const openJ = without(i, j)
    const openK = without(h, k)
    const now = value[j]! + value[k]!
    const then = openJ * (1 - p(h, j)) + openK * (1 - p(i, k))
    if (now - then <= least(j, k)) return false
    change(i, j, -1)
    change(h, k, -1)
    change(i, k, 1)
    change(h, j, 1)
    return true
  }

  for (let pass = 0; pass < passes; pass += 1) {
    let better = false
    const used = pairsOf(shots)
    for (const at of used) {
      if (shots[at]! > 0 && move(Math.floor(at / targets), at % targets)) better = true
    }
    const pairs = pairsOf(shots)
    for (let a = 0; a < pairs.length; a += 1) {
      for (let b = a + 1; b < pairs.length; b += 1) {
        const [x, y] = [pairs[a]!, pairs[b]!]
        if (shots[x] === 0) break
        if (shots[y] === 0) continue
        if (swap(Math.floor(x / targets), x % targets, Math.floor(y / targets), y % targets)) better = true
      }
    }
    const before = shots.slice()
    addShots(problem, shots)
    for (let at = 0; at < shots.length; at += 1) {
      const more = shots[at]! - before[at]!
      if (more === 0) continue
      better = true
      given[at % targets]! += more
      fired[Math.floor(at / targets)]! += more
      value[at % targets] = valueAfter(problem, shots, at % targets)
    }
    if (!better) return
  }
}

function pairsOf(shots: Int32Array): number[] {
  const pairs: number[] = []
  for (let at = 0; at < shots.length; at += 1) if (shots[at]! > 0) pairs.push(at)
  return pairs
}
