import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Stream } from '../math/index.ts'
import { attribution } from './shapley.ts'

const EXACT = { limit: 2 ** 16, orders: 0, seed: 1 }
const DRAWN = { limit: 0, orders: 400, seed: 1 }

/** A value for each set of n assumptions, drawn. */
function game(n: number, seed: number): (changed: number) => number {
  const stream = new Stream(seed, 0, 'test/game', 0)
  const values = Array.from({ length: 2 ** n }, () => 1000 * (stream.uniform() - 0.5))
  return (changed) => values[changed]!
}

/** Every order of 0 … n − 1. */
function orders(n: number): number[][] {
  if (n === 0) return [[]]
  return orders(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, k) => [...rest.slice(0, k), n - 1, ...rest.slice(k)]),
  )
}

/** The mean change by each assumption over all orders, walked one by one. */
function byPermutation(n: number, value: (changed: number) => number): number[] {
  const all = orders(n)
  const sum = new Array<number>(n).fill(0)
  for (const order of all) {
    let changed = 0
    for (const i of order) {
      const before = value(changed)
      changed |= 1 << i
      sum[i]! += value(changed) - before
    }
  }
  return sum.map((x) => x / all.length)
}

const total = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0)

/** Sums of up to 2¹⁰ numbers of size 1000 in another order. */
const ROUNDING = 9

describe('attribution over all orders', () => {
  it('is the mean over every permutation, walked one by one', () => {
    for (let n = 1; n <= 7; n++) {
      const v = game(n, n)
      const walked = byPermutation(n, v)
      const shared = attribution(n, v, EXACT)
      shared.changes.forEach((x, i) => expect(x).toBeCloseTo(walked[i]!, ROUNDING))
      expect(shared.orders).toBe(orders(n).length)
      expect(shared.errors.every((e) => e === 0)).toBe(true)
      expect(shared.values).toBe(2 ** n)
    }
  })

  it('adds up, gives nothing to what moves nothing, and the same to what does the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 1, max: 1e6 }), (n, seed) => {
        const v = game(n, seed)
        const { changes, from, to } = attribution(n, v, EXACT)
        expect(total(changes)).toBeCloseTo(to - from, ROUNDING)
        // One more that moves nothing.
        const more = attribution(n + 1, (s) => v(s & (2 ** n - 1)), EXACT)
        expect(more.changes[n]).toBeCloseTo(0, ROUNDING)
        more.changes.slice(0, n).forEach((x, i) => expect(x).toBeCloseTo(changes[i]!, ROUNDING))
        // The first and the second take each other's place.
        const low = (s: number): number => (s & ~3) | ((s & 1) << 1) | ((s & 2) >> 1)
        const swapped = attribution(n, (s) => v(low(s)), EXACT)
        expect(swapped.changes[0]).toBeCloseTo(changes[1]!, ROUNDING)
        expect(swapped.changes[1]).toBeCloseTo(changes[0]!, ROUNDING)
      }),
      { numRuns: 60 },
    )
  })

  it('shares a product of factors out in the way that is known for two', () => {
    const [a, b] = [3, 5]
    const { changes, alone, last } = attribution(
      2,
      (s) => ((s & 1) === 0 ? 1 : a) * ((s & 2) === 0 ? 1 : b),
      EXACT,
    )
    expect(changes).toEqual([0.5 * (a - 1) * (1 + b), 0.5 * (b - 1) * (1 + a)])
    expect(alone).toEqual([a - 1, b - 1])
    expect(last).toEqual([(a - 1) * b, (b - 1) * a])
  })

  it('has no step where nothing differs', () => {
    expect(attribution(0, () => 7, EXACT)).toMatchObject({ from: 7, to: 7, changes: [], orders: 1 })
  })
})

describe('attribution over drawn orders', () => {
  it('adds up whatever is drawn', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { changes, from, to, exact } = attribution(9, game(9, seed), { ...DRAWN, orders: 6, seed })
      expect(exact).toBe(false)
      expect(total(changes)).toBeCloseTo(to - from, ROUNDING)
    }
  })

  it('lies about the exact shares as its standard error says', () => {
    const scores: number[] = []
    for (let seed = 1; seed <= 12; seed++) {
      const v = game(8, seed)
      const exact = attribution(8, v, EXACT)
      const drawn = attribution(8, v, { ...DRAWN, seed })
      drawn.changes.forEach((x, i) => scores.push((x - exact.changes[i]!) / drawn.errors[i]!))
    }
    const square = total(scores.map((z) => z * z)) / scores.length
    // 96 squares of standard normal scores, eight of a game together 0: mean 1, spread 0.15.
    expect(square).toBeGreaterThan(0.5)
    expect(square).toBeLessThan(1.5)
  })

  it('draws the same orders from the same seed and others from another', () => {
    const v = game(10, 3)
    const draw = (seed: number): readonly number[] =>
      attribution(10, v, { ...DRAWN, orders: 8, seed }).changes
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
  })

  it('refuses a value that is no number', () => {
    expect(() => attribution(1, (s) => (s === 1 ? NaN : 0), EXACT)).toThrow('value NaN')
  })
})
