import { describe, expect, it } from 'vitest'
import { exp, normalCdf, quadrature, sin } from './index.ts'

describe('quadrature', () => {
  it('is exact for polynomials of degree 22, as the rule of 15 points is', () => {
    for (const n of [0, 1, 2, 7, 13, 21, 22]) {
      const exact = (Math.pow(3, n + 1) - Math.pow(-1, n + 1)) / (n + 1)
      const got = quadrature((x) => Math.pow(x, n), -1, 3, 1e300)
      expect(Math.abs(got - exact)).toBeLessThan(1e-13 * Math.max(1, exact))
    }
  })

  it('meets its tolerance on smooth, kinked and broken functions', () => {
    expect(Math.abs(quadrature(sin, 0, 10, 1e-12) - (1 - Math.cos(10)))).toBeLessThan(1e-12)
    expect(Math.abs(quadrature((x) => Math.abs(x - 0.3), 0, 1, 1e-10) - 0.29)).toBeLessThan(1e-10)
    expect(Math.abs(quadrature((x) => (x > 1 / 3 ? 1 : 0), 0, 1, 1e-8) - 2 / 3)).toBeLessThan(1e-8)
    const density = (x: number): number => exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI)
    expect(Math.abs(quadrature(density, -1, 2, 1e-13) - (normalCdf(2) - normalCdf(-1)))).toBeLessThan(1e-13)
  })

  it('gives nothing for an empty interval and refuses nonsense', () => {
    expect(quadrature(sin, 1, 1, 1e-9)).toBe(0)
    expect(() => quadrature(sin, 1, 0, 1e-9)).toThrow('invalid interval 1 to 0')
    expect(() => quadrature(sin, 0, Infinity, 1e-9)).toThrow('invalid interval')
    expect(() => quadrature(sin, 0, 1, 0)).toThrow('invalid tolerance 0')
    expect(() => quadrature(() => NaN, 0, 1, 1)).toThrow('invalid integral NaN')
  })
})
