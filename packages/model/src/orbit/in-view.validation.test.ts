import { describe, expect, it } from 'vitest'
import { centralAngleAt, centralAngleWithin, leastInView, Shell, worstCentralAngle } from './index.ts'

const DEG = Math.PI / 180
const walker = (planes: number, perPlane: number, inclination: number, phasing: number, altitude: number) =>
  new Shell({ altitude, inclination: inclination * DEG, planes, perPlane, phasing })

describe('stereo coverage of CSIS, Getting on Track (2023): points at 20 km, no gap over a day', () => {
  it('91 satellites at 1,000 km suffice with a cone of 120°: a design exists', () => {
    const cone = centralAngleWithin(1e6, 60 * DEG, 20e3)
    expect(leastInView(walker(7, 13, 70, 0, 1e6), cone)).toBeGreaterThanOrEqual(2)
  })

  it('91 do not with 110°: no 7 × 13 or 13 × 7 in steps of 4° covers even once', () => {
    const cone = centralAngleWithin(1e6, 55 * DEG, 20e3)
    for (const [planes, perPlane] of [
      [7, 13],
      [13, 7],
    ] as const)
      for (let phasing = 0; phasing < planes; phasing++)
        for (let inclination = 50; inclination <= 90; inclination += 4)
          expect(leastInView(walker(planes, perPlane, inclination, phasing, 1e6), cone)).toBe(0)
  })

  it('312 satellites do with 110°: a design exists', () => {
    const cone = centralAngleWithin(1e6, 55 * DEG, 20e3)
    expect(leastInView(walker(12, 26, 82, 0, 1e6), cone)).toBeGreaterThanOrEqual(2)
  })

  it('15 satellites do at 10,000 km, seen to the horizon', () => {
    expect(leastInView(walker(5, 3, 60, 2, 1e7), centralAngleAt(1e7, 0))).toBeGreaterThanOrEqual(2)
  })
})

describe('Globalstar in SaVi’s definition: 8 × 6 at 1,406 km, 52°, mask 10°', () => {
  const shell = walker(8, 6, 52, 1, 1_406e3)
  const cone = centralAngleAt(1_406e3, 10 * DEG)

  it('covers to 69.7° of latitude, its recalled ±70° rounded, and not the poles', () => {
    expect(leastInView(shell, cone, { latitude: [-69.6 * DEG, 69.6 * DEG] })).toBe(1)
    expect(leastInView(shell, cone, { latitude: [-70 * DEG, 70 * DEG] })).toBe(0)
    expect(worstCentralAngle(shell, { tolerance: 1e-3 })).toBeGreaterThan(cone)
  })
})
