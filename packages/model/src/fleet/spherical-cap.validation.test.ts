import { describe, expect, it } from 'vitest'
import { evenSpacingCap, evenSpacingFleet, simpleMeanInCap, uniformShell } from './index.ts'

const DEG = Math.PI / 180

describe('the spherical cap of public code that cites AEI: reach disc of 589.2 km at 6,578.1 km', () => {
  const boost = {
    deltaV: 6000,
    acceleration: 15 * 9.80665,
    time: 120,
    altitude: 300e3,
    interceptAltitude: 200e3,
  }

  it('is 5.132° wide and 0.0020044 of the sphere: 2.004 of 1,000 satellites', () => {
    // Printed to four and five digits.
    const cap = evenSpacingCap(boost)
    expect(cap / DEG).toBeCloseTo(5.132, 3)
    const { share, ratio, mean, atLeastOne } = uniformShell(1000, cap)
    expect(share).toBeCloseTo(0.0020044, 7)
    expect(mean).toBeCloseTo(2.004, 3)
    expect(ratio * share).toBeCloseTo(1, 14)
    expect(atLeastOne).toBeCloseTo(1 - Math.exp(-mean), 14)
  })

  it('needs nearly as many as the even disc: A is 1/f to half the square of the angle', () => {
    expect((498.567 * uniformShell(1, evenSpacingCap(boost)).share - 1) * 100).toBeCloseTo(-0.067, 2)
  })

  it('prints AEI’s tiers as whole ratios times shots: 4,990, 49,900 and 249,500', () => {
    expect([5, 50, 250].map((salvo) => evenSpacingFleet(boost, salvo, 2, true))).toEqual([
      4990, 49_900, 249_500,
    ])
  })
})

describe('the simple latitude density', () => {
  it('gives 2.200, 3.064, 4.333 and 1.667 of 1,000 at 60, 50, 45 and 90°, latitude 40°', () => {
    // Printed to four digits.
    for (const [inclination, expected] of [
      [60, 2.2],
      [50, 3.064],
      [45, 4.333],
      [90, 1.667],
    ] as const)
      expect(simpleMeanInCap(1000, 5.132 * DEG, 40 * DEG, inclination * DEG)).toBeCloseTo(expected, 3)
  })
})
