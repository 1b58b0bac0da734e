import { describe, expect, it } from 'vitest'
import { geodesic } from '../earth/index.ts'
import { Stream } from '../math/index.ts'
import { scatteredLaunch } from './index.ts'

const DEG = Math.PI / 180
const SITE = { lat: 40.3 * DEG, lon: 125.3 * DEG }

describe('launchers of a raid', () => {
  it('are spread evenly over the disc', () => {
    const distances = Array.from({ length: 2000 }, (_, i) => {
      const place = scatteredLaunch(SITE, 30e3, new Stream(1, 0, 'launcher/raid', i))
      return geodesic(SITE.lat, SITE.lon, place.lat, place.lon).distance
    })
    expect(Math.max(...distances)).toBeLessThanOrEqual(30e3 + 1e-3)
    // A quarter of the disc lies within half its radius: 500 of 2,000, sigma 19.
    const inner = distances.filter((d) => d < 15e3).length
    expect(inner).toBeGreaterThan(420)
    expect(inner).toBeLessThan(580)
  })

  it('stand on the spot without spread', () => {
    const place = scatteredLaunch(SITE, 0, new Stream(1, 0, 'launcher/raid', 0))
    expect(place.lat).toBeCloseTo(SITE.lat, 12)
    expect(place.lon).toBeCloseTo(SITE.lon, 12)
  })
})
