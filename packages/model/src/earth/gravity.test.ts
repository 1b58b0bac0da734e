import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EARTH_RATE, WGS84_A, WGS84_B, WGS84_GM } from './constants.ts'
import { gravity, potential } from './gravity.ts'

const component = fc.double({ min: -2e7, max: 2e7, noNaN: true })

describe('gravity', () => {
  it('is minus the gradient of the potential', () => {
    const check = (x: number, y: number, z: number): void => {
      const r = Float64Array.of(x, y, z)
      fc.pre(Math.hypot(x, y, z) > 6e6)
      const g = new Float64Array(3)
      gravity(r, g)
      const step = 100
      for (let i = 0; i < 3; i++) {
        const [low, high] = [r.slice(), r.slice()]
        low[i]! -= step
        high[i]! += step
        const slope = (potential(high) - potential(low)) / (2 * step)
        expect(Math.abs(g[i]! + slope)).toBeLessThan(1e-8)
      }
    }
    fc.assert(fc.property(component, component, component, check), { numRuns: 500, seed: 7 })
  })

  it('may be written over the position', () => {
    const r = Float64Array.of(5e6, -4e6, 3e6)
    const g = new Float64Array(3)
    gravity(r, g)
    gravity(r, r)
    expect([...r]).toEqual([...g])
  })

  it('approaches the point mass far away', () => {
    const g = new Float64Array(3)
    gravity(Float64Array.of(0, 4e9, 0), g)
    expect(g[1]! / (-WGS84_GM / 1.6e19)).toBeCloseTo(1, 8)
  })

  it('gives normal gravity at the equator and the pole but for the omitted J4 term', () => {
    // NGA.STND.0036 (2014), table 3.6 (WGS 84): 9.7803253359 and 9.8321849379 m/s².
    // The ellipsoid's J4 is −2.37e−6: 5 |J4| g at the pole.
    const omitted = 1.2e-4
    const g = new Float64Array(3)
    gravity(Float64Array.of(WGS84_A, 0, 0), g)
    expect(Math.abs(-g[0]! - EARTH_RATE ** 2 * WGS84_A - 9.7803253359)).toBeLessThan(omitted)
    gravity(Float64Array.of(0, 0, WGS84_B), g)
    expect(Math.abs(-g[2]! - 9.8321849379)).toBeLessThan(omitted)
  })
})
