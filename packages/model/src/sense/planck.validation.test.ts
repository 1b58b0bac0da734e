import { describe, expect, it } from 'vitest'
import { bandRadiance } from './planck.ts'

// Blackbody fractions F(0 → λT): Incropera and DeWitt, Fundamentals of Heat and Mass Transfer, table 12.1 (recalled), six decimals.
const TABLE = {
  2000: 0.066728,
  2600: 0.18312,
  2800: 0.227897,
  3000: 0.273232,
  4000: 0.480877,
  6000: 0.737818,
}
const SIGMA = 5.670374419e-8
/** The table takes c₂ = 1.4388e-2 m K, 1.6e-5 above CODATA's: fractions move by up to 1e-5 each. */
const PRINTED = 2e-5

describe('the radiance of a blackbody in a band', () => {
  it.each([
    ['long, 250 K', 2, 250, TABLE[3000] - TABLE[2000]],
    ['long, 500 K', 2, 500, TABLE[6000] - TABLE[4000]],
    ['mid, 800 K', 1, 800, TABLE[4000] - TABLE[2800]],
  ])('agrees with the published fractions: %s', (_, band, temperature, fraction) => {
    const total = (SIGMA * temperature ** 4) / Math.PI
    expect(Math.abs(bandRadiance(band, temperature) / total - fraction)).toBeLessThan(PRINTED)
  })

  it('is Planck’s law integrated', () => {
    // c₁ = 2hc², c₂ = hc/k (CODATA 2018); Simpson's rule.
    const planck = (l: number, T: number): number =>
      1.191042972e-16 / (l ** 5 * (Math.exp(1.438776877e-2 / (l * T)) - 1))
    for (const [band, low, high] of [
      [0, 2.6e-6, 2.9e-6],
      [1, 3.5e-6, 5e-6],
      [2, 8e-6, 12e-6],
    ] as const) {
      for (const T of [150, 300, 1000, 2500]) {
        const n = 400
        const h = (high - low) / n
        let sum = planck(low, T) + planck(high, T)
        for (let i = 1; i < n; i++) sum += (i % 2 === 1 ? 4 : 2) * planck(low + i * h, T)
        expect(bandRadiance(band, T) / ((sum * h) / 3)).toBeCloseTo(1, 7)
      }
    }
  })

  it('refuses temperatures outside 50 to 5000 K', () => {
    expect(() => bandRadiance(1, 20)).toThrow('invalid temperature 20 K')
  })
})
