import { describe, expect, it } from 'vitest'
import { elevationAt, horizonCapFraction, limbConeAngle, Shell, worstCentralAngle } from './index.ts'

const DEGREE = Math.PI / 180

describe('optimum rosettes of Ballard, Rosette Constellations of Earth Satellites (IEEE Trans. AES-16, 1980)', () => {
  /** Inclination and angle are printed to 0.01°; the angle changes by at most as much as the inclination. */
  const PRINTED_DEG = 0.02

  it.each([
    [5, 1, 43.66, 69.15],
    [6, 4, 53.13, 66.42],
    [8, 6, 61.86, 56.52],
    [10, 7, 47.93, 51.54],
    [13, 5, 58.44, 43.77],
  ])('%d satellites, phase %d', (planes, phasing, inclination, expected) => {
    const shell = new Shell({
      altitude: 1e7,
      inclination: inclination * DEGREE,
      planes,
      perPlane: 1,
      phasing,
    })
    expect(Math.abs(worstCentralAngle(shell) / DEGREE - expected)).toBeLessThan(PRINTED_DEG)
  })

  it('ten satellites need phase 7: phase 8 leaves 54.41° at 47.93°, and 53.45° at its own best inclination', () => {
    const worst = (inclination: number): number =>
      worstCentralAngle(
        new Shell({ altitude: 1e7, inclination: inclination * DEGREE, planes: 10, perPlane: 1, phasing: 8 }),
      ) / DEGREE
    expect(Math.abs(worst(47.93) - 54.41)).toBeLessThan(PRINTED_DEG)
    const best = Math.min(...Array.from({ length: 61 }, (_, k) => worst(40 + 0.5 * k)))
    expect(best).toBeGreaterThan(53.4)
  })
})

describe("Iridium in SaVi's definition: 6 × 11 at 780 km, 86.4°, planes 31.6° apart, mask 8.2°", () => {
  const shell = new Shell({
    altitude: 780e3,
    inclination: 86.4 * DEGREE,
    planes: 6,
    perPlane: 11,
    phasing: 3,
    pattern: 'star',
    planeSpacing: 31.6 * DEGREE,
  })
  const worst = worstCentralAngle(shell)

  it('leaves no point further than 19.99° from the nearest satellite', () => {
    expect(Math.abs(worst / DEGREE - 19.99)).toBeLessThan(0.03)
  })

  it('covers the Earth without a gap at the published mask, within 0.15°', () => {
    expect(Math.abs(elevationAt(780e3, worst) / DEGREE - 8.2)).toBeLessThan(0.15)
  })
})

describe('limb and horizon', () => {
  /** Closed forms, printed to five digits. */
  const PRINTED_RELATIVE = 1e-4

  it('cone to the limb is 119.64° at 1,000 km, so 120° of view are enough (CSIS, Getting on Track, 2023)', () => {
    expect(Math.abs(limbConeAngle(1e6) / DEGREE / 119.64 - 1)).toBeLessThan(PRINTED_RELATIVE)
  })

  it('horizon caps are 0.06777 and 0.30529 of the sphere at 1,000 and 10,000 km', () => {
    expect(Math.abs(horizonCapFraction(1e6) / 0.06777 - 1)).toBeLessThan(PRINTED_RELATIVE)
    expect(Math.abs(horizonCapFraction(1e7) / 0.30529 - 1)).toBeLessThan(PRINTED_RELATIVE)
  })
})
