import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate, type Option, type Order } from './index.ts'

const option = (carrier: number, intercept: number, margin = 100 - intercept): Option => ({
  carrier,
  intercept,
  margin,
})
const one = (): number => 1
const brief = (orders: Order[]): string => orders.map((o) => `${o.missile}<${o.carrier}`).join(' ')

describe('dealing shots', () => {
  it('gives every missile its first shot before any gets a second, in rounds', () => {
    const both = [option(0, 10), option(1, 20), option(2, 30)]
    expect(brief(allocate([both, both], 2, 'rounds', one))).toBe('0<0 1<1 0<2')
  })

  it('gives one missile all its shots before the next, greedily', () => {
    const both = [option(0, 10), option(1, 20), option(2, 30)]
    expect(brief(allocate([both, both], 2, 'greedy', one))).toBe('0<0 0<1 1<2')
  })

  it('begins with the smallest engagement margin, ties by index', () => {
    const options = [[option(0, 10, 50)], [option(1, 10, 20)], [option(2, 10, 50)], [option(3, 10, 20)]]
    for (const allocation of ['rounds', 'greedy'] as const)
      expect(brief(allocate(options, 1, allocation, one))).toBe('1<1 3<3 0<0 2<2')
  })

  it('orders each round anew by the margin of what is still open', () => {
    // Missile 1 goes first in round one; its next interceptor leaves it the larger margin.
    const options = [
      [option(0, 10, 50), option(1, 20, 40)],
      [option(2, 30, 30), option(3, 5, 55)],
    ]
    expect(brief(allocate(options, 2, 'rounds', one))).toBe('1<2 0<0 0<1 1<3')
  })

  it('fires several interceptors of one carrier where it has them', () => {
    const orders = allocate([[option(7, 10), option(8, 20)]], 3, 'rounds', (c) => (c === 7 ? 2 : 1))
    expect(brief(orders)).toBe('0<7 0<7 0<8')
    expect(orders.map((o) => o.intercept)).toEqual([10, 10, 20])
  })

  it('counts the shots a missile has had at earlier decisions, and lets the others catch up first', () => {
    const both = [option(0, 10), option(1, 20), option(2, 30)]
    expect(brief(allocate([both, both], 2, 'rounds', one, [1, 0]))).toBe('1<0 0<1 1<2')
    expect(brief(allocate([both, both], 2, 'greedy', one, [1, 0]))).toBe('0<0 1<1 1<2')
    expect(brief(allocate([both, both], 2, 'rounds', one, [2, 2]))).toBe('')
  })

  it('fires nothing without options, stock or shots', () => {
    expect(allocate([[], []], 2, 'rounds', one)).toEqual([])
    expect(allocate([[option(0, 1)]], 2, 'greedy', () => 0)).toEqual([])
    expect(allocate([[option(0, 1)]], 0, 'rounds', one)).toEqual([])
  })
})

const raids = fc.record({
  shots: fc.integer({ min: 1, max: 4 }),
  stock: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 }),
  options: fc.array(
    fc
      .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 9 })), {
        selector: ([carrier]) => carrier,
      })
      .map((pairs) =>
        pairs
          .sort((a, b) => a[1] - b[1] || a[0] - b[0])
          .map(([carrier, intercept]) => option(carrier, intercept)),
      ),
    { minLength: 1, maxLength: 6 },
  ),
  allocation: fc.constantFrom('rounds' as const, 'greedy' as const),
})
const times = (orders: readonly Order[], key: 'missile' | 'carrier', value: number): number =>
  orders.filter((o) => o[key] === value).length

describe('any deal', () => {
  it('takes no carrier beyond its stock and no missile beyond its shots, and fires only what can reach', () => {
    fc.assert(
      fc.property(raids, ({ options, shots, stock, allocation }) => {
        const orders = allocate(options, shots, allocation, (c) => stock[c]!)
        stock.forEach((most, c) => expect(times(orders, 'carrier', c)).toBeLessThanOrEqual(most))
        options.forEach((_, m) => expect(times(orders, 'missile', m)).toBeLessThanOrEqual(shots))
        for (const o of orders)
          expect(options[o.missile]).toContainEqual(
            expect.objectContaining({ carrier: o.carrier, intercept: o.intercept }),
          )
      }),
    )
  })

  it('leaves no missile short of shots while a carrier that can reach it has an interceptor', () => {
    fc.assert(
      fc.property(raids, ({ options, shots, stock, allocation }) => {
        const orders = allocate(options, shots, allocation, (c) => stock[c]!)
        options.forEach((own, m) => {
          if (times(orders, 'missile', m) === shots) return
          for (const o of own) expect(times(orders, 'carrier', o.carrier)).toBe(stock[o.carrier])
        })
      }),
    )
  })

  it('gives, in rounds, no second shot while a missile with an open option has none', () => {
    fc.assert(
      fc.property(raids, ({ options, shots, stock }) => {
        const orders = allocate(options, shots, 'rounds', (c) => stock[c]!)
        orders.forEach((order, i) => {
          const before = orders.slice(0, i)
          const own = times(before, 'missile', order.missile)
          options.forEach((other, m) => {
            if (times(before, 'missile', m) >= own) return
            // A missile with fewer shots has nothing left to fire at it.
            for (const o of other) expect(times(before, 'carrier', o.carrier)).toBe(stock[o.carrier])
          })
        })
      }),
    )
  })

  it('gives each missile its shots in order of intercept, then carrier', () => {
    fc.assert(
      fc.property(raids, ({ options, shots, stock, allocation }) => {
        const orders = allocate(options, shots, allocation, (c) => stock[c]!)
        options.forEach((_, m) => {
          const own = orders.filter((o) => o.missile === m)
          const sorted = [...own].sort((a, b) => a.intercept - b.intercept || a.carrier - b.carrier)
          expect(own).toEqual(sorted)
        })
      }),
    )
  })
})
