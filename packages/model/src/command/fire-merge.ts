import type { FireProblem } from './fire-problem.ts'

/** A problem in which weapons that cannot be told apart are one, and the way back. */
export interface Merged {
  readonly problem: FireProblem
  /** Shots of the merged weapons as shots of the given ones: lowest weapon and lowest target first. */
  readonly split: (shots: Int32Array) => Int32Array
}

/** Joins weapons of equal price that see every target alike: a search would otherwise look at each of their orders. */
export function merge(problem: FireProblem): Merged {
  const { weapons, targets, kill, stock, price } = problem
  const order = (a: number, b: number): number => {
    const cost = (price?.[a] ?? 0) - (price?.[b] ?? 0)
    if (cost !== 0) return cost
    for (let j = 0; j < targets; j += 1) {
      const d = kill[a * targets + j]! - kill[b * targets + j]!
      if (d !== 0) return d
    }
    return 0
  }
  const groups: number[][] = []
  const sorted = Array.from({ length: weapons }, (_, i) => i)
    .filter((i) => stock[i]! > 0)
    .sort((a, b) => order(a, b) || a - b)
  for (const i of sorted) {
    const last = groups[groups.length - 1]
    if (last !== undefined && order(last[0]!, i) === 0) last.push(i)
    else groups.push([i])
  }
  groups.sort((a, b) => a[0]! - b[0]!)
  const count = groups.length
  const merged: FireProblem = {
    ...problem,
    weapons: count,
    stock: groups.map((g) => g.reduce((sum, i) => sum + stock[i]!, 0)),
    kill: Float64Array.from(
      { length: count * targets },
      (_, at) => kill[groups[Math.floor(at / targets)]![0]! * targets + (at % targets)]!,
    ),
    ...(price === undefined ? {} : { price: groups.map((g) => price[g[0]!]!) }),
  }
  const split = (shots: Int32Array): Int32Array => {
    const out = new Int32Array(weapons * targets)
    groups.forEach((group, g) => {
      let k = 0
      let left = stock[group[0]!]!
      for (let j = 0; j < targets; j += 1) {
        for (let n = shots[g * targets + j]!; n > 0; n -= 1) {
          while (left === 0) left = stock[group[++k]!]!
          out[group[k]! * targets + j]! += 1
          left -= 1
        }
      }
    })
    return out
  }
  return { problem: merged, split }
}
