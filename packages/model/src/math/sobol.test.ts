import { describe, expect, it } from 'vitest'
import { SobolSequence, latinHypercube } from './index.ts'

function points(n: number, dimensions: number, seed?: number): Float64Array[] {
  const sequence = new SobolSequence(dimensions, seed)
  return Array.from({ length: n }, (_, i) => {
    const out = new Float64Array(dimensions)
    sequence.point(i, out)
    return out
  })
}

/** How many of `parts` equal parts of (0, 1) hold a value. */
const filled = (values: readonly number[], parts: number): number =>
  new Set(values.map((v) => Math.floor(v * parts))).size

/** Π 2xₖ, whose integral over the cube is 1. */
const product = (x: Float64Array): number => x.reduce((a, b) => a * 2 * b, 1)

describe('Sobol sequence', () => {
  it.each([[undefined], [0], [123456789012345]])(
    'puts one of 2ᵐ points in each of 2ᵐ parts of every dimension (seed %s)',
    (seed) => {
      const drawn = points(256, 160, seed)
      for (let d = 0; d < 160; d++)
        expect(
          filled(
            drawn.map((p) => p[d]!),
            256,
          ),
          `dimension ${d + 1}`,
        ).toBe(256)
    },
  )

  it('keeps its spread over pairs when scrambled: one of 2⁸ points in each box of 2⁻ᵃ by 2⁻ᵇ, a + b = 8, of the first two dimensions', () => {
    const drawn = points(256, 2, 7)
    for (let a = 0; a <= 8; a++) {
      const boxes = new Set(
        drawn.map((p) => Math.floor(p[0]! * 2 ** a) * 1024 + Math.floor(p[1]! * 2 ** (8 - a))),
      )
      expect(boxes.size).toBe(256)
    }
  })

  it('has scrambled points that follow from the seed, never 0 or 1, each uniform', () => {
    expect(points(4, 3, 5)).toEqual(points(4, 3, 5))
    expect(points(4, 3, 5)).not.toEqual(points(4, 3, 6))
    // Point 0 under 2,000 seeds: mean 1/2 with a standard error of 0.0065, variance 1/12.
    const first = Float64Array.from({ length: 2000 }, (_, seed) => points(1, 1, seed)[0]![0]!)
    const mean = first.reduce((a, b) => a + b) / 2000
    expect(Math.min(...first)).toBeGreaterThan(0)
    expect(Math.max(...first)).toBeLessThan(1)
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.026)
    expect(first.reduce((a, b) => a + (b - mean) * (b - mean), 0) / 2000).toBeCloseTo(1 / 12, 2)
  })

  it('integrates far better than points of chance, without bias', () => {
    // Variance of one point: (4/3)⁴ − 1 = 2.16; of the mean of 1,024 points of chance 0.0459².
    const errors = Array.from(
      { length: 40 },
      (_, seed) => points(1024, 4, seed).reduce((a, p) => a + product(p), 0) / 1024 - 1,
    )
    const mean = errors.reduce((a, b) => a + b) / 40
    const spread = Math.sqrt(errors.reduce((a, b) => a + b * b, 0) / 40)
    expect(spread).toBeLessThan(0.0459 / 30)
    expect(Math.abs(mean)).toBeLessThan((4 * spread) / Math.sqrt(40))
  })

  it.each([0, 161, 1.5, Number.NaN])('refuses %s dimensions', (dimensions) => {
    expect(() => new SobolSequence(dimensions)).toThrow('invalid dimensions')
  })
})

describe('Latin hypercube', () => {
  it('puts one point in each part of every dimension, and follows from the seed', () => {
    const [n, d] = [100, 7]
    const drawn = latinHypercube(n, d, 3)
    for (let k = 0; k < d; k++)
      expect(
        filled(
          [...drawn].filter((_, i) => i % d === k),
          n,
        ),
      ).toBe(n)
    expect(latinHypercube(n, d, 3)).toEqual(drawn)
    expect(latinHypercube(n, d, 4)).not.toEqual(drawn)
    // Dimensions are shuffled apart: correlation of two is 0 with a standard deviation of 0.1.
    const centred = (k: number): number[] => [...drawn].filter((_, i) => i % d === k).map((v) => v - 0.5)
    const [a, b] = [centred(0), centred(1)]
    const correlation = a.reduce((sum, v, i) => sum + v * b[i]!, 0) / (n / 12)
    expect(Math.abs(correlation)).toBeLessThan(0.35)
  })

  it('has the variance that stratification leaves: of a sum of dimensions next to none', () => {
    const errors = Array.from({ length: 30 }, (_, seed) => {
      const drawn = latinHypercube(50, 3, seed)
      return drawn.reduce((a, b) => a + b, 0) / 50 - 1.5
    })
    // Within a part of width 1/50 the variance is (1/50)²/12: √(3 · (1/50)²/12 / 50) = 0.0014.
    const spread = Math.sqrt(errors.reduce((a, b) => a + b * b, 0) / 30)
    expect(spread).toBeGreaterThan(0.0007)
    expect(spread).toBeLessThan(0.0028)
  })

  it('refuses no points and no dimensions', () => {
    expect(() => latinHypercube(0, 2, 1)).toThrow('invalid points 0')
    expect(() => latinHypercube(2, 2.5, 1)).toThrow('invalid dimensions 2.5')
  })
})
