import { describe, expect, it } from 'vitest'
import { meanInCap } from './index.ts'

const DEG = Math.PI / 180

describe('inclined density', () => {
  it('gives the numbers of the numerical integration: 1,000 satellites, cap 5.132°, latitude 40°', () => {
    // Values of shared/validation case fleet/inclined-density, printed to five digits.
    for (const [inclination, expected] of [
      [60, 2.2115],
      [90, 1.6686],
    ] as const) {
      const got = meanInCap(1000, 5.132 * DEG, 40 * DEG, inclination * DEG)
      expect(Math.abs(got / expected - 1)).toBeLessThan(1e-4)
    }
  })

  it('agrees with Monte Carlo where the simple density fails, near the inclination', () => {
    // Monte Carlo of the figures collection, about 1 % of sampling error: 2.216, 3.117, 5.307, 1.676.
    for (const [inclination, sampled] of [
      [60, 2.216],
      [50, 3.117],
      [45, 5.307],
      [90, 1.676],
    ] as const) {
      const got = meanInCap(1000, 5.132 * DEG, 40 * DEG, inclination * DEG)
      expect(Math.abs(got / sampled - 1)).toBeLessThan(0.01)
    }
  })
})
