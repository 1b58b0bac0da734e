import { describe, expect, it } from 'vitest'
import { sbiCalculator } from './index.ts'

/** The calculator prints four digits and more; its formulas are worked out here to more, apart from this program. */
const DIGITS = 1e-3

describe('sbiCalculator', () => {
  it('gives what the public formulas give at their defaults', () => {
    const r = sbiCalculator()
    expect(r).toMatchObject({ shots: 2, count: 998, launches: 30, generations: 4, per_launch: 34 })
    const close = (got: number, expected: number): void => {
      expect(Math.abs(got / expected - 1)).toBeLessThan(DIGITS)
    }
    close(r.mass_kg, 1294.1)
    close(r.absentee_ratio, 498.57)
    close(r.average_unit_usd_m, 18.2)
    close(r.average_launch_usd_m, 131.3)
    close(r.procurement_usd_b, 72.66)
    close(r.launch_usd_b, 15.76)
    close(r.total_usd_b, 104.4)
    expect([r.development_usd_b, r.operation_usd_b]).toEqual([7, 9])
  })

  it('adds its parts up to the total', () => {
    const r = sbiCalculator({ salvo: 5, life_years: 3 })
    expect(r.procurement_usd_b + r.launch_usd_b + r.development_usd_b + r.operation_usd_b).toBe(r.total_usd_b)
  })

  it('sizes in proportion to the salvo, rounded up once', () => {
    // 997.13 for one missile: 4,986 for five, not 5 · 998.
    expect(sbiCalculator({ salvo: 5 }).count).toBe(4986)
  })

  it('learns twice over each doubling, as the closed form of the calculator does', () => {
    // Average of n units: T1 (n^(1+b) + 1)/(n (1 + b)), b = log2 of the slope.
    const n = sbiCalculator({ salvo: 2, learning_slope: 0.9 }).count
    const b = Math.log2(0.9)
    expect(sbiCalculator({ salvo: 2, learning_slope: 0.9 }).average_unit_usd_m).toBeCloseTo(
      (70 * (n ** (1 + b) + 1)) / (n * (1 + b)),
      9,
    )
  })

  it('buys whole generations, at least one, and one launch for what fits in it', () => {
    expect(sbiCalculator({ period_years: 19 }).generations).toBe(3)
    expect(sbiCalculator({ period_years: 4 }).generations).toBe(1)
    expect(sbiCalculator({ launch_payload_kg: 1300 * 998 }).launches).toBe(1)
  })

  it('covers less at less latitude', () => {
    const equator = sbiCalculator({ max_latitude_deg: 30 })
    expect(equator.count).toBe(Math.ceil(0.5 * 997.13))
  })

  it('refuses what cannot be', () => {
    expect(() => sbiCalculator({ period_years: 0 })).toThrow('invalid period 0')
    expect(() => sbiCalculator({ first_unit_usd_m: -1 })).toThrow('invalid first_unit_usd_m -1')
    expect(() => sbiCalculator({ sspk: 0 })).toThrow(/^invalid /)
    expect(() => sbiCalculator({ launch_payload_kg: 1000 })).toThrow(/^infeasible mass 1294/)
    expect(() => sbiCalculator({ flyout_s: 20 })).toThrow(/^infeasible /)
    expect(() => sbiCalculator({ learning_slope: Number.NaN })).toThrow(/^invalid /)
  })
})
