import { describe, expect, it } from 'vitest'
import { FLIGHTS, HOME } from './fixture.ts'
import { DefendedAreas } from './index.ts'

describe('the raids of these tests', () => {
  it('land in the defended area, but for the stray one', () => {
    const areas = new DefendedAreas([HOME])
    const landed = Object.values(FLIGHTS).map(({ impact }) => areas.at(impact.lat, impact.lon))
    expect(landed).toEqual(['home', 'home', undefined])
  })
})
