/** The values of one design: objectives, all to be made small, and by how much it breaks its constraints in all; 0 where it keeps them. */
export interface Evaluation {
  readonly objectives: readonly number[]
  readonly violation: number
}

/** Is `a` better under constraints (K. Deb et al., IEEE Transactions on Evolutionary Computation 6 (2002) 182–197, definition 1)? */
export function dominates(a: Evaluation, b: Evaluation): boolean {
  if (a.violation > 0 || b.violation > 0) return a.violation < b.violation
  let better = false
  for (let k = 0; k < a.objectives.length; k++) {
    if (a.objectives[k]! > b.objectives[k]!) return false
    if (a.objectives[k]! < b.objectives[k]!) better = true
  }
  return better
}

/** Indices by front: those that none dominates, those that only these dominate, and so on; rising within a front. Fast non-dominated sorting (ibid., section III A). */
export function sortedFronts(all: readonly Evaluation[]): number[][] {
  const under: number[][] = all.map(() => [])
  const count = new Uint32Array(all.length)
  for (let i = 0; i < all.length; i++)
    for (let j = i + 1; j < all.length; j++) {
      const [a, b] = dominates(all[i]!, all[j]!) ? [i, j] : dominates(all[j]!, all[i]!) ? [j, i] : [-1, -1]
      if (a < 0) continue
      under[a]!.push(b)
      count[b]!++
    }
  const fronts: number[][] = []
  let front = [...all.keys()].filter((i) => count[i] === 0)
  while (front.length > 0) {
    fronts.push(front)
    const next: number[] = []
    for (const i of front) for (const j of under[i]!) if (--count[j]! === 0) next.push(j)
    front = next.sort((a, b) => a - b)
  }
  return fronts
}

/** Crowding distance of each design of a front, in its order (ibid., section III B); infinite at the ends of each objective. */
export function crowding(front: readonly Evaluation[]): Float64Array {
  const out = new Float64Array(front.length)
  const objectives = front[0]?.objectives.length ?? 0
  for (let k = 0; k < objectives; k++) {
    const value = (i: number): number => front[i]!.objectives[k]!
    const order = [...front.keys()].sort((a, b) => value(a) - value(b) || a - b)
    const width = value(order.at(-1)!) - value(order[0]!)
    out[order[0]!] = Infinity
    out[order.at(-1)!] = Infinity
    if (width > 0)
      for (let r = 1; r < order.length - 1; r++)
        out[order[r]!]! += (value(order[r + 1]!) - value(order[r - 1]!)) / width
  }
  return out
}

/**
 * The knee of a front: the design farthest below the plane through the ends of the front, with each objective from its least to its largest value on it as 0 to 1 (I. Das, Structural Optimization 18 (1999)
 * 107–115, for two objectives). Of equals the first; undefined for fewer than three designs or where none lies below.
 */
export function knee(front: readonly Evaluation[]): number | undefined {
  if (front.length < 3) return undefined
  const least = front[0]!.objectives.map((_, k) => Math.min(...front.map((e) => e.objectives[k]!)))
  const width = least.map((low, k) => Math.max(...front.map((e) => e.objectives[k]!)) - low)
  let best: number | undefined
  let deepest = 0
  front.forEach(({ objectives }, i) => {
    const sum = objectives.reduce((s, v, k) => s + (width[k]! > 0 ? (v - least[k]!) / width[k]! : 0), 0)
    if (1 - sum > deepest + 1e-12) {
      deepest = 1 - sum
      best = i
    }
  })
  return best
}
