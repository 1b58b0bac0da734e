import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  betaQuantile,
  chiSquareCdf,
  chiSquareQuantile,
  normalCdf,
  normalQuantile,
  studentQuantile,
} from './distributions.ts'
import { log1p } from './functions.ts'
import { incompleteBeta } from './incomplete.ts'

const chance = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })
const size = fc.double({ min: -1, max: 4, noNaN: true }).map((e) => 10 ** e)

describe('normalQuantile', () => {
  it('is the inverse of normalCdf', () => {
    fc.assert(
      fc.property(chance, (p) => {
        expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1)).toBeLessThan(1e-13)
      }),
      { seed: 1 },
    )
  })

  it('is odd about one half, bit for bit', () => {
    for (let k = 1; k < 1024; k += 1) expect(normalQuantile(k / 1024)).toBe(0 - normalQuantile(1 - k / 1024))
  })

  it('refuses 0, 1 and NaN', () => {
    for (const p of [0, 1, NaN, -1]) expect(() => normalQuantile(p)).toThrow(/^invalid p/)
    expect(() => normalCdf(NaN)).toThrow(/^invalid x/)
  })
})

describe('betaQuantile', () => {
  it('is the inverse of incompleteBeta', () => {
    fc.assert(
      fc.property(chance, size, size, (p, a, b) => {
        const x = betaQuantile(p, a, b)
        // Where the distribution is steep at x = 1 the nearest double to x is already this far off in p.
        fc.pre(x > 0 && x < 0.999)
        expect(Math.abs(incompleteBeta(x, a, b) - p)).toBeLessThan(1e-11 * p + 1e-12)
      }),
      { seed: 1 },
    )
  })

  it('is 0 and 1 at the ends and refuses what lies outside', () => {
    expect(betaQuantile(0, 2, 3)).toBe(0)
    expect(betaQuantile(1, 2, 3)).toBe(1)
    for (const p of [-0.1, 1.1, NaN]) expect(() => betaQuantile(p, 2, 3)).toThrow(/^invalid p/)
    expect(() => betaQuantile(0.5, 0, 3)).toThrow(/^invalid a/)
    expect(() => betaQuantile(0.5, 2, Infinity)).toThrow(/^invalid b/)
  })
})

describe('studentQuantile', () => {
  it('has the closed forms of one and of two degrees of freedom', () => {
    for (const p of [1e-9, 0.01, 0.3, 0.5, 0.7, 0.99]) {
      const one = p < 0.5 ? -1 / Math.tan(Math.PI * p) : Math.tan(Math.PI * (p - 0.5))
      const two = (2 * p - 1) / Math.sqrt(2 * p * (1 - p))
      expect(Math.abs(studentQuantile(p, 1) - one)).toBeLessThanOrEqual(1e-12 * Math.abs(one))
      expect(Math.abs(studentQuantile(p, 2) - two)).toBeLessThanOrEqual(1e-12 * Math.abs(two))
    }
  })

  it('lies outside the normal quantile and meets it for many degrees of freedom', () => {
    for (const p of [1e-6, 0.025, 0.6, 0.999]) {
      const z = normalQuantile(p)
      let last = Infinity
      for (const dof of [1, 3, 10, 100, 1e4, 1e6, 1e8]) {
        const size = Math.abs(studentQuantile(p, dof))
        expect(size).toBeLessThan(last)
        expect(size).toBeGreaterThan(Math.abs(z))
        last = size
      }
      // The first term of the expansion in 1/dof (Cornish–Fisher).
      expect(Math.abs(last - Math.abs(z + (z ** 3 + z) / 4e8))).toBeLessThan(1e-11)
      expect(studentQuantile(p, Infinity)).toBe(z)
    }
  })

  it('stays finite in the far tails and refuses what lies beyond', () => {
    expect(studentQuantile(1e-100, 1)).toBeCloseTo(-1e100 / Math.PI, -90)
    expect(() => studentQuantile(1e-101, 1)).toThrow(/^invalid p/)
    expect(() => studentQuantile(0, 3)).toThrow(/^invalid p/)
    expect(() => studentQuantile(0.9, 0.5)).toThrow(/^invalid degrees of freedom/)
    expect(() => studentQuantile(0.9, NaN)).toThrow(/^invalid degrees of freedom/)
  })
})

describe('chiSquareQuantile', () => {
  it('has a closed form for two degrees of freedom, and is a squared normal number for one', () => {
    for (const p of [1e-12, 0.01, 0.3, 0.5, 0.9, 0.9999]) {
      const two = -2 * log1p(-p)
      expect(Math.abs(chiSquareQuantile(p, 2) - two)).toBeLessThanOrEqual(1e-12 * two)
      const z = normalQuantile(0.5 + 0.5 * p)
      // 0.5 + p/2 rounds where p is small.
      if (p >= 0.01) expect(Math.abs(chiSquareQuantile(p, 1) - z * z)).toBeLessThanOrEqual(1e-12 * z * z)
    }
  })

  it('is undone by the distribution function', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-12, max: 1 - 1e-9, noNaN: true }),
        fc.double({ min: 0.1, max: 1e4, noNaN: true }),
        (p, dof) => {
          const back = chiSquareCdf(chiSquareQuantile(p, dof), dof)
          expect(Math.abs(back - p)).toBeLessThanOrEqual(1e-11 * Math.min(1, 10 * p))
        },
      ),
      { seed: 1 },
    )
  })

  it('starts at zero and refuses what is no part', () => {
    expect(chiSquareQuantile(0, 3)).toBe(0)
    expect(() => chiSquareQuantile(1, 3)).toThrow(/^invalid p 1/)
    expect(() => chiSquareQuantile(0.5, 0)).toThrow(/^invalid degrees of freedom 0/)
    expect(() => chiSquareCdf(-1, 3)).toThrow(/^invalid x/)
  })
})
