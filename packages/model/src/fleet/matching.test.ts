import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Matching } from './matching.ts'

/** The largest matching by trying everything. */
function largest(edges: readonly (readonly number[])[], capacity: readonly number[], k = 0): number {
  if (k === edges.length) return 0
  let best = largest(edges, capacity, k + 1)
  for (const right of edges[k]!) {
    if (capacity[right]! === 0) continue
    best = Math.max(best, 1 + largest(edges, capacity.with(right, capacity[right]! - 1), k + 1))
  }
  return best
}

describe('matching', () => {
  it('is as large as the best found by trying everything, whatever the order, and after taking some out again', () => {
    const edges = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }), {
      minLength: 1,
      maxLength: 7,
    })
    const capacities = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(edges, capacities, fc.array(fc.nat(), { maxLength: 3 }), (e, capacity, out) => {
        const matching = new Matching(e, (right) => capacity[right]!)
        e.forEach((_, left) => matching.add(left))
        expect(matching.size).toBe(largest(e, capacity))
        for (const n of out) matching.remove(n % e.length)
        for (let left = e.length - 1; left >= 0; left--) matching.add(left)
        expect(matching.size).toBe(largest(e, capacity))
        const used = new Array<number>(6).fill(0)
        e.forEach((list, left) => {
          const right = matching.rightOf(left)
          if (right === -1) return
          expect(list).toContain(right)
          used[right]!++
        })
        used.forEach((n, right) => expect(n).toBeLessThanOrEqual(capacity[right]!))
      }),
      { numRuns: 1000, seed: 1 },
    )
  })

  it('keeps what is matched when more is added', () => {
    const matching = new Matching([[0], [0, 1], [1]], () => 1)
    expect([matching.add(1), matching.add(0), matching.add(2)]).toEqual([true, true, false])
    expect([matching.rightOf(0), matching.rightOf(1), matching.rightOf(2)]).toEqual([0, 1, -1])
  })
})
