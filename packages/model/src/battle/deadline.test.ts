import { describe, expect, it } from 'vitest'
import { fallFrom } from '../threat/index.ts'
import { CHICAGO, FLIGHTS, HOME, SITE, place, square } from './fixture.ts'
import { DefendedAreas, impactPointDeadline, type Area } from './index.ts'

const deadline = (flight: keyof typeof FLIGHTS, ...areas: Area[]): number =>
  impactPointDeadline(FLIGHTS[flight], new DefendedAreas(areas))

describe('the deadline by impact point', () => {
  it('is the moment from which thrust, ended then, would land in the area: outside before, inside after', () => {
    const areas = new DefendedAreas([HOME])
    for (const flight of ['solid', 'liquid'] as const) {
      const trajectory = FLIGHTS[flight]
      const end = deadline(flight, HOME)
      expect(end).toBeLessThan(trajectory.burnout)
      expect(end).toBeGreaterThan(trajectory.burnout - 20)
      const landing = (t: number): string | undefined => {
        const down = fallFrom(trajectory, t)!
        return areas.at(down.lat, down.lon)
      }
      expect(landing(end + 1e-4)).toBe('home')
      expect(landing(end - 1e-4)).toBeUndefined()
      for (let t = 5; t < end; t += 5) expect(landing(t)).toBeUndefined()
      for (let t = end + 1e-4; t <= trajectory.burnout; t += 0.2) expect(landing(t)).toBe('home')
    }
  })

  it('is burnout where the impact point never lies in an area', () => {
    expect(deadline('stray', HOME)).toBe(FLIGHTS.stray.burnout)
    expect(deadline('solid')).toBe(FLIGHTS.solid.burnout)
    expect(deadline('solid', square('elsewhere', place(-40, 20), 5))).toBe(FLIGHTS.solid.burnout)
  })

  it('comes no later where more is defended', () => {
    const late = deadline('solid', HOME)
    const fallen = fallFrom(FLIGHTS.solid, late - 6)!
    const onTheWay: Area = { ...square('way', { lat: fallen.lat, lon: fallen.lon }, 1.5), margin: 0 }
    const early = deadline('solid', HOME, onTheWay)
    expect(early).toBeLessThan(late - 5)
    expect(early).toBeGreaterThan(late - 8)
  })

  it('does not step over an island that the impact point crosses within a quarter of a second', () => {
    // Ten seconds before the end the impact point moves hundreds of kilometres a second.
    const moment = FLIGHTS.solid.burnout - 2.37
    const below = fallFrom(FLIGHTS.solid, moment)!
    const island = { ...square('island', { lat: below.lat, lon: below.lon }, 0.2), margin: 25_000 }
    const end = deadline('solid', island)
    expect(end).toBeLessThan(moment)
    expect(end).toBeGreaterThan(moment - 0.25)
  })

  it('is the start of the search where the launch site itself is defended', () => {
    expect(deadline('solid', square('site', SITE, 1))).toBe(5)
  })

  it('lies before burnout for an aim in the middle of a wide area, by the time thrust takes to cross it', () => {
    const narrow = deadline('liquid', square('narrow', CHICAGO, 2))
    const wide = deadline('liquid', square('wide', CHICAGO, 10))
    expect(wide).toBeLessThan(narrow)
  })
})
