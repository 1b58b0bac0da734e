/**
 * Maximum bipartite matching by shortest augmenting paths (Berge 1957; Kuhn 1955): left nodes are matched to right nodes
 * that take up to `capacity` of them. Left nodes once matched stay matched, perhaps elsewhere, so adding all of
 * them one by one ends in a maximum matching whatever the order, and what is preferred is added first.
 */
export class Matching {
  readonly #edges: readonly (readonly number[])[]
  readonly #capacity: (right: number) => number
  /** Left nodes held by each right node. */
  readonly #held = new Map<number, number[]>()
  readonly #right: Int32Array
  size = 0

  /** `edges[left]`: right nodes in order of preference. */
  constructor(edges: readonly (readonly number[])[], capacity: (right: number) => number) {
    this.#edges = edges
    this.#capacity = capacity
    this.#right = new Int32Array(edges.length).fill(-1)
  }

  /** The right node of a left one, −1 where none. */
  rightOf(left: number): number {
    return this.#right[left]!
  }

  /** Matches a left node if some rearrangement allows; says whether it did. */
  add(left: number): boolean {
    if (this.#right[left] !== -1) return true
    // Breadth first over left nodes; each right node is reached once, from `via`.
    const via = new Map<number, number>()
    const queue = [left]
    for (let k = 0; k < queue.length; k++) {
      const here = queue[k]!
      for (const right of this.#edges[here]!) {
        if (via.has(right)) continue
        via.set(right, here)
        const holders = this.#held.get(right) ?? []
        if (holders.length < this.#capacity(right)) {
          this.#shift(left, right, via)
          this.size++
          return true
        }
        queue.push(...holders)
      }
    }
    return false
  }

  /** Takes a left node out again. */
  remove(left: number): void {
    const right = this.#right[left]!
    if (right === -1) return
    this.#drop(right, left)
    this.#right[left] = -1
    this.size--
  }

  /** Moves the holders along an augmenting path that ends in a free right node. */
  #shift(start: number, free: number, via: ReadonlyMap<number, number>): void {
    let right = free
    for (;;) {
      const left = via.get(right)!
      const before = this.#right[left]!
      if (before !== -1) this.#drop(before, left)
      this.#right[left] = right
      const holders = this.#held.get(right)
      if (holders === undefined) this.#held.set(right, [left])
      else holders.push(left)
      if (left === start) return
      right = before
    }
  }

  #drop(right: number, left: number): void {
    const holders = this.#held.get(right)!
    holders.splice(holders.indexOf(left), 1)
  }
}
