import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centralAngleAt, horizonCapFraction, limbConeAngle } from '../orbit/index.ts'
import { farthestSight, fieldNote, fieldOfRegard } from './index.ts'
import { INFRARED, RADAR, leo, radarAt, slot } from './fixture.ts'

const DEGREE = Math.PI / 180

describe('a field of regard', () => {
  it('of 120° from 1,000 km reaches 0.36° past the limb and passes 11 km over the horizon', () => {
    const field = fieldOfRegard(1e6, 120 * DEGREE)
    expect(field.pastLimb / DEGREE).toBeCloseTo(120 - limbConeAngle(1e6) / DEGREE, 9)
    expect(field.pastLimb / DEGREE).toBeCloseTo(0.36, 2)
    expect(field.horizonShare).toBe(1)
    expect(field.heightPastLimb / 1000).toBeCloseTo(11.5, 1)
  })

  it('short of the limb sees the ground to the elevation that its edge meets there', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 2e5, max: 4e7, noNaN: true }),
        fc.double({ min: 0.02, max: 0.98, noNaN: true }),
        (altitude, part) => {
          const field = part * limbConeAngle(altitude)
          const { groundAngle, pastLimb, heightPastLimb, horizonShare } = fieldOfRegard(altitude, field)
          // The elevation at the edge is the complement of half the field and the central angle.
          const elevation = Math.PI / 2 - field / 2 - groundAngle
          expect(groundAngle).toBeCloseTo(centralAngleAt(altitude, elevation), 9)
          expect(pastLimb).toBeLessThan(0)
          expect(heightPastLimb).toBe(0)
          const share = (1 - Math.cos(groundAngle)) / 2 / horizonCapFraction(altitude)
          expect(horizonShare).toBeCloseTo(share, 6)
        },
      ),
    )
  })

  it.each([0, -1, 181 * DEGREE, NaN])('of %s rad is refused', (field) => {
    expect(() => fieldOfRegard(1e6, field)).toThrow('invalid field of regard')
  })
})

describe('the farthest sight', () => {
  it('jumps at the limb: past it, objects beyond the horizon come into sight', () => {
    const limb = limbConeAngle(1e6)
    const before = farthestSight(1e6, limb - 0.01 * DEGREE, 2e5)
    const beyond = farthestSight(1e6, limb + 0.01 * DEGREE, 2e5)
    const horizon = Math.acos(6378137 / 7378137)
    const past = Math.acos(6378137 / 6578137)
    expect(before).toBeCloseTo(horizon - past, 2)
    expect(beyond).toBeCloseTo(horizon + past, 9)
  })

  it('needs more field for a grazing altitude, and sees less far with it', () => {
    const field = 125 * DEGREE
    expect(farthestSight(1e6, field, 2e5, 15_000)).toBeLessThan(farthestSight(1e6, field, 2e5))
    // 120° from 1,000 km passes 11 km over the horizon: below 15 km there is no sight beyond it.
    expect(farthestSight(1e6, 120 * DEGREE, 2e5, 15_000)).toBeLessThan(30 * DEGREE)
  })
})

describe('the note on a field of regard', () => {
  const field = (degrees: number) => ({ ...INFRARED, fieldOfRegard: degrees * DEGREE })

  it('says that 120° from 1,000 km gains nothing over the limb, as CSIS says', () => {
    expect(fieldNote(leo('low', field(120)))).toBe(
      'Sensor low: its field of regard of 120.0° reaches 0.4° past the limb (119.6°), 12 km over the horizon: not above its grazing altitude of 15 km, so it gains nothing.',
    )
  })

  it('says how much farther a wider one sees', () => {
    expect(fieldNote(leo('low', field(140)))).toBe(
      'Sensor low: its field of regard of 140.0° reaches 20.4° past the limb (119.6°): it sees objects at 200 km as far as 4850 km away along the ground instead of 1783 km.',
    )
    expect(fieldNote(slot('high', 0, field(18)))).toMatch(
      /^Sensor high: .* reaches 0.6° past the limb \(17.4°\)/,
    )
  })

  it('says nothing of a field before the limb, and of radars', () => {
    expect(fieldNote(leo('low', field(119)))).toBeUndefined()
    expect(fieldNote(radarAt('r', 0, 0, RADAR))).toBeUndefined()
  })
})
