import { describe, expect, it } from 'vitest'
import { centralAngleAt, Shell, streetsOfCoverage, worstCentralAngle } from './index.ts'

const DEG = Math.PI / 180

describe('streets of coverage', () => {
  it('close exactly: (P − 1)(λ + c) + 2c is half a turn', () => {
    for (const [planes, perPlane] of [
      [2, 5],
      [6, 11],
      [12, 24],
      [40, 60],
    ] as const) {
      const { centralAngle, halfWidth, planeSpacing, seamSpacing } = streetsOfCoverage(planes, perPlane)
      expect((planes - 1) * planeSpacing + seamSpacing).toBeCloseTo(Math.PI, 12)
      expect(Math.cos(halfWidth) * Math.cos(Math.PI / perPlane)).toBeCloseTo(Math.cos(centralAngle), 12)
    }
  })

  it('are what a polar star of these planes has as its worst angle, with the phasing they ask for', () => {
    // Planes spaced λ + c at the equator, half a slot apart. The worst seam phase comes up within a revolution. The closed form is
    // the exact angle to the tolerance of the search.
    for (const [planes, perPlane] of [
      [2, 5],
      [3, 4],
      [4, 7],
    ] as const) {
      const { centralAngle, planeSpacing, phasing } = streetsOfCoverage(planes, perPlane)
      const shell = new Shell({
        altitude: 1e6,
        inclination: Math.PI / 2,
        planes,
        perPlane,
        phasing,
        planeSpacing,
        pattern: 'star',
        j2: false,
      })
      expect(worstCentralAngle(shell, { tolerance: 3e-5 })).toBeCloseTo(centralAngle, 4)
      // Any other phasing leaves more open.
      const other = new Shell({
        altitude: 1e6,
        inclination: Math.PI / 2,
        planes,
        perPlane,
        phasing: 0,
        planeSpacing,
        pattern: 'star',
        j2: false,
      })
      expect(worstCentralAngle(other, { tolerance: 1e-3 })).toBeGreaterThan(centralAngle + 1e-3)
    }
  })

  it('close Iridium’s half turn at its published mask: 180.31° (Adams and Rider 1987)', () => {
    const angle = centralAngleAt(780e3, 8.2 * DEG)
    const halfWidth = Math.acos(Math.cos(angle) / Math.cos(Math.PI / 11))
    expect((5 * (angle + halfWidth) + 2 * halfWidth) / DEG).toBeCloseTo(180.31, 2)
    expect(streetsOfCoverage(6, 11).centralAngle).toBeLessThan(angle)
  })

  it('with Iridium’s 31.6° and 86.4° need 19.96°, 0.04° from the exact worst angle, and half a slot of phasing', () => {
    const streets = streetsOfCoverage(6, 11, { planeSpacing: 31.6 * DEG, inclination: 86.4 * DEG })
    expect(streets.centralAngle / DEG).toBeCloseTo(19.955, 2)
    expect(streets.phasing).toBe(3)
  })

  it('refuse what cannot be', () => {
    expect(() => streetsOfCoverage(0, 11)).toThrow(/^invalid streets of 0 planes of 11/)
    expect(() => streetsOfCoverage(6, 2)).toThrow(/^invalid streets of 6 planes of 2/)
    expect(() => streetsOfCoverage(6, 2.5)).toThrow(/^invalid/)
    expect(() => streetsOfCoverage(6, 11, { planeSpacing: 0 })).toThrow(/^invalid plane spacing 0/)
    expect(() => streetsOfCoverage(6, 11, { inclination: 4 })).toThrow(/^invalid inclination 4/)
    expect(() => streetsOfCoverage(1, 11)).not.toThrow()
  })
})
