import { describe, expect, it } from 'vitest'
import { figure, item, plan } from './fixture.ts'
import { CostSampler, drawCosts, lifeCycleCost } from './index.ts'
import type { CostPlan, Uncertainty } from './plan.ts'

const uncertainty = (fields: Partial<Uncertainty>): Uncertainty => ({
  draws: 20_000,
  seed: 7,
  shape: 'lognormal',
  correlation: 0,
  pairs: [],
  ...fields,
})

const two = (fields: Partial<Uncertainty> = {}): CostPlan =>
  plan(
    [
      item({ count: 1, averageUnit: figure(3, 2, 5) }),
      item({ id: 'b', count: 1, averageUnit: figure(3, 2, 5) }),
      item({ id: 'c', count: 0, lump: figure(4) }),
    ],
    { uncertainty: uncertainty(fields) },
  )

/** Standard error of a percentile of 20,000 draws is below 1 % of these prices; five of them. */
const SAMPLED = 0.05

/** Sample correlation of two columns of rows three wide. */
function correlation(rows: Float64Array, i: number, j: number): number {
  const n = rows.length / 3
  const at = (k: number, c: number): number => Math.log(rows[3 * k + c]!)
  let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0]
  for (let k = 0; k < n; k++) {
    const [a, b] = [at(k, i), at(k, j)]
    x += a
    y += b
    xx += a * a
    yy += b * b
    xy += a * b
  }
  return (xy / n - (x * y) / n ** 2) / Math.sqrt((xx / n - (x / n) ** 2) * (yy / n - (y / n) ** 2))
}

describe('drawCosts', () => {
  it('reads a lognormal range as the 10th and 90th percentile', () => {
    const { byPart, drawn, fixed } = drawCosts(two())
    const [a] = byPart
    expect(Math.abs(a!.p10 - 2)).toBeLessThan(SAMPLED)
    expect(Math.abs(a!.p50 - Math.sqrt(10))).toBeLessThan(SAMPLED)
    expect(Math.abs(a!.p90 - 5)).toBeLessThan(2 * SAMPLED)
    expect(drawn).toEqual(['a.average_unit_usd_m', 'b.average_unit_usd_m'])
    expect(fixed).toEqual(['c.lump_usd_b'])
    const { mean, p10, p50, p90 } = byPart[2]!
    for (const x of [mean, p10, p50, p90]) expect(x).toBeCloseTo(4, 12)
  })

  it('reads a triangular range as its ends: mean of low, mode and high over three', () => {
    const { byPart, total } = drawCosts(two({ shape: 'triangular' }))
    expect(Math.abs(byPart[0]!.mean - (2 + 3 + 5) / 3)).toBeLessThan(SAMPLED)
    expect(byPart[0]!.p10).toBeGreaterThan(2)
    // p10 of a triangle from 2 to 5 with its mode at 3: 2 + √(0.1 · 3 · 1).
    expect(Math.abs(byPart[0]!.p10 - (2 + Math.sqrt(0.3)))).toBeLessThan(SAMPLED)
    expect(Math.abs(total.mean - (20 / 3 + 4))).toBeLessThan(2 * SAMPLED)
  })

  it('gives the same bytes in any pieces, and other ones for another seed', () => {
    const whole = new Float64Array(3 * 100)
    new CostSampler(two({ correlation: 0.3 })).draw(0, 100, whole)
    for (const piece of [1, 7, 50]) {
      const out = new Float64Array(3 * 100)
      for (let from = 0; from < 100; from += piece) {
        const count = Math.min(piece, 100 - from)
        new CostSampler(two({ correlation: 0.3 })).draw(
          from,
          count,
          out.subarray(3 * from, 3 * (from + count)),
        )
      }
      expect(out).toEqual(whole)
    }
    const other = new Float64Array(3 * 100)
    new CostSampler(two({ correlation: 0.3, seed: 8 })).draw(0, 100, other)
    expect(other).not.toEqual(whole)
  })

  it('does not shift the draws of one price when another is added', () => {
    const alone = new Float64Array(50)
    new CostSampler(
      plan([item({ count: 1, averageUnit: figure(3, 2, 5) })], { uncertainty: uncertainty({}) }),
    ).draw(0, 50, alone)
    const both = new Float64Array(150)
    new CostSampler(two()).draw(0, 50, both)
    expect(Array.from(alone)).toEqual(Array.from({ length: 50 }, (_, k) => both[3 * k]))
  })

  it('ties prices together as told', () => {
    const sample = (rho: number): Float64Array => {
      const rows = new Float64Array(3 * 20_000)
      new CostSampler(two({ correlation: rho })).draw(0, 20_000, rows)
      return rows
    }
    // Standard error of a correlation of 20,000 pairs: (1 − ρ²)/√n = 0.007.
    for (const rho of [-0.5, 0, 0.6])
      expect(Math.abs(correlation(sample(rho), 0, 1) - rho)).toBeLessThan(0.03)
    const one = sample(1)
    for (let k = 0; k < 50; k++) expect(one[3 * k]).toBeCloseTo(one[3 * k + 1]!, 9)
  })

  it('widens the total with the correlation', () => {
    const width = (rho: number): number => {
      const { p10, p90 } = drawCosts(two({ correlation: rho })).total
      return p90 - p10
    }
    expect(width(0.9)).toBeGreaterThan(1.2 * width(0))
  })

  it('draws growth of past programmes over all lines of an account at once', () => {
    const grown = plan([item({ averageUnit: figure(1) })], {
      growth: { development: figure(1.5, 1.2, 2.2), procurement: figure(1.4, 1.2, 1.7) },
      uncertainty: uncertainty({}),
    })
    const { total, drawn } = drawCosts(grown)
    expect(drawn).toEqual(['growth.procurement'])
    expect(Math.abs(total.p10 - 12)).toBeLessThan(10 * SAMPLED)
    expect(lifeCycleCost(grown).total).toBeCloseTo(14, 9)
  })

  it('rises along its S-curve from 5 to 95 per cent', () => {
    const { curve, total } = drawCosts(two())
    expect(curve.map((c) => c.p)[0]).toBe(0.05)
    expect(curve.at(-1)!.p).toBe(0.95)
    curve.slice(1).forEach((c, i) => expect(c.usd).toBeGreaterThan(curve[i]!.usd))
    expect(curve.find((c) => c.p === 0.5)!.usd).toBe(total.p50)
  })

  it('refuses a lognormal price that may be zero', () => {
    const free = plan([item({ averageUnit: figure(1, 0, 2) })])
    expect(() => drawCosts(free)).toThrow('invalid cost.items.a.average_unit_usd_m: low 0')
  })
})

describe('correlations', () => {
  const three = (fields: Partial<Uncertainty>): CostPlan =>
    plan(
      ['a', 'b', 'c'].map((id) => item({ id, averageUnit: figure(3, 2, 5) })),
      { uncertainty: uncertainty(fields) },
    )
  const pair = (x: string, y: string, rho: number) => ({
    between: [`${x}.average_unit_usd_m`, `${y}.average_unit_usd_m`] as const,
    rho,
  })

  it('are refused where no three prices can be correlated like that, with the eigenvalue', () => {
    // Eigenvalues of 1 with −0.9 between all three: 1 − 2 · 0.9 and 1.9 twice.
    expect(() => drawCosts(three({ correlation: -0.9 }))).toThrow(
      'invalid cost.uncertainty.correlation: the correlations of 3 prices are not positive semidefinite: smallest eigenvalue -0.800',
    )
    const pairs = [pair('a', 'b', 0.9), pair('a', 'c', 0.9), pair('b', 'c', -0.9)]
    expect(() => drawCosts(three({ pairs }))).toThrow('not positive semidefinite: smallest eigenvalue -0.800')
  })

  it('may reach the edge: −1/2 between three, or two that are one', () => {
    expect(drawCosts(three({ correlation: -0.5, draws: 100 })).draws).toBe(100)
    expect(drawCosts(three({ pairs: [pair('a', 'b', 1)], draws: 100 })).draws).toBe(100)
    expect(() => drawCosts(three({ pairs: [pair('a', 'b', 1), pair('a', 'c', 0.5)] }))).toThrow(
      'not positive semidefinite',
    )
  })

  it('are refused for unknown prices, for a price with itself and for a pair given twice', () => {
    expect(() => drawCosts(three({ pairs: [pair('a', 'z', 0.5)] }))).toThrow(
      'unknown price z.average_unit_usd_m',
    )
    expect(() => drawCosts(three({ pairs: [pair('a', 'a', 0.5)] }))).toThrow('correlated with itself')
    expect(() => drawCosts(three({ pairs: [pair('a', 'b', 0.5), pair('b', 'a', 0.5)] }))).toThrow(
      'stands twice',
    )
  })
})
