import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Stream, drawnOrders, shapley } from './index.ts'

/** All values of a game of n players given by a function of its members. */
function game(n: number, value: (members: readonly number[]) => number): Float64Array {
  const members = (set: number): number[] =>
    Array.from({ length: n }, (_, i) => i).filter((i) => (set >> i) & 1)
  return Float64Array.from({ length: 1 << n }, (_, set) => value(members(set)))
}
const anyGame = fc
  .integer({ min: 1, max: 6 })
  .chain((n) =>
    fc.tuple(
      fc.constant(n),
      fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1 << n, maxLength: 1 << n }),
    ),
  )

describe('Shapley values', () => {
  it('of the glove game are 2/3, 1/6, 1/6: one left glove, two right ones', () => {
    // Textbook case: a pair is worth 1 (Shapley and Shubik 1969; Maschler, Solan and Zamir, Game Theory, 2013, ch. 18).
    const pairs = game(3, (m) => (m.includes(0) && (m.includes(1) || m.includes(2)) ? 1 : 0))
    const [left, a, b] = shapley(3, pairs)
    expect(left).toBeCloseTo(2 / 3, 14)
    expect(a).toBeCloseTo(1 / 6, 14)
    expect(b).toBeCloseTo(1 / 6, 14)
  })

  it('of the UN Security Council are 421/2145 for a permanent member and 4/2145 for another', () => {
    // Five permanent members with a veto, ten others, nine votes; the Shapley–Shubik index published for it is 0.1963 and 0.001865.
    const council = game(15, (m) => (m.filter((i) => i < 5).length === 5 && m.length >= 9 ? 1 : 0))
    const values = shapley(15, council)
    for (let i = 0; i < 15; i++) expect(values[i]).toBeCloseTo(i < 5 ? 421 / 2145 : 4 / 2145, 12)
  })

  it('of the airport game share each stretch of the runway among those who need it', () => {
    // Littlechild and Owen (1973): φᵢ = Σ over k ≤ i of (cₖ − cₖ₋₁)/(n − k + 1).
    const costs = [1, 3, 4, 9]
    const runway = game(4, (m) => Math.max(0, ...m.map((i) => costs[i]!)))
    const expected = [1 / 4, 1 / 4 + 2 / 3, 1 / 4 + 2 / 3 + 1 / 2, 1 / 4 + 2 / 3 + 1 / 2 + 5]
    shapley(4, runway).forEach((x, i) => {
      expect(x).toBeCloseTo(expected[i]!, 14)
    })
  })

  it('add up to the whole', () => {
    fc.assert(
      fc.property(anyGame, ([n, v]) => {
        const sum = shapley(n, v).reduce((a, b) => a + b, 0)
        expect(sum).toBeCloseTo(v.at(-1)! - v[0]!, 9)
      }),
    )
  })

  it('are alike for twins, zero for a dummy, and add over games', () => {
    fc.assert(
      fc.property(anyGame, fc.double({ min: -3, max: 3, noNaN: true }), ([n, v], weight) => {
        // Players n and n + 1 bring the same to whomever they join; n + 2 brings nothing.
        const twins = Float64Array.from({ length: 1 << (n + 3) }, (_, set) => {
          const own = v[set & ((1 << n) - 1)]!
          const count = ((set >> n) & 1) + ((set >> (n + 1)) & 1)
          return own + weight * count * count
        })
        const values = shapley(n + 3, twins)
        expect(values[n]).toBeCloseTo(values[n + 1]!, 9)
        expect(values[n + 2]).toBeCloseTo(0, 9)
        const doubled = shapley(
          n,
          v.map((x, i) => x + 2 * v[v.length - 1 - i]!),
        )
        const mirrored = shapley(n, [...v].reverse())
        shapley(n, v).forEach((x, i) => {
          expect(doubled[i]).toBeCloseTo(x + 2 * mirrored[i]!, 8)
        })
      }),
    )
  })

  it('refuse what is no game', () => {
    expect(() => shapley(2, [0, 1, 2])).toThrow('invalid values 3: expected 4 for 2 players')
    expect(() => shapley(-1, [])).toThrow('invalid players -1')
    expect(shapley(0, [5])).toEqual(new Float64Array(0))
  })

  it('are met by the mean over drawn orders within its error', () => {
    const costs = [1, 3, 4, 9, 9.5, 11, 2, 6, 7]
    const v = (m: readonly number[]): number => Math.max(0, ...m.map((i) => costs[i]!))
    const exact = shapley(9, game(9, v))
    const orders = drawnOrders(9, 2000, new Stream(1, 0, 'test', 0))
    expect(orders).toHaveLength(4000)
    const mean = new Array<number>(9).fill(0)
    const squares = new Array<number>(9).fill(0)
    for (let pair = 0; pair < 2000; pair++) {
      const own = new Array<number>(9).fill(0)
      for (const order of orders.slice(2 * pair, 2 * pair + 2))
        order.forEach((i, k) => {
          own[i]! += 0.5 * (v(order.slice(0, k + 1)) - v(order.slice(0, k)))
        })
      own.forEach((x, i) => {
        mean[i]! += x / 2000
        squares[i]! += (x * x) / 2000
      })
    }
    mean.forEach((x, i) => {
      const error = Math.sqrt(Math.max(1e-12, squares[i]! - x * x) / 2000)
      expect(Math.abs(x - exact[i]!)).toBeLessThan(4.5 * error + 1e-9)
    })
  })
})
