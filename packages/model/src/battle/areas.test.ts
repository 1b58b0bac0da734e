import { describe, expect, it } from 'vitest'
import { geodesicDirect } from '../earth/index.ts'
import { AREAS } from '../generated/areas.ts'
import { CATALOG } from '../generated/catalog.ts'
import { DefendedAreas, type Area } from './index.ts'

const DEG = Math.PI / 180

const rings = (...degrees: number[][]): Float64Array[] =>
  degrees.map((ring) => Float64Array.from(ring, (x) => x * DEG))
const catalog = (id: string, margin = 25_000): Area => ({
  id,
  margin,
  rings: rings(...AREAS.find((a) => a.id === id)!.polygons.map((ring) => [...ring])),
})
const at = (areas: readonly Area[], lat: number, lon: number): string | undefined =>
  new DefendedAreas(areas).at(lat * DEG, lon * DEG)

/** 10° square with a 4° hole in its middle, on the equator. */
const ring: Area = {
  id: 'ring',
  margin: 0,
  rings: rings([-5, 0, -5, 10, 5, 10, 5, 0], [-2, 3, -2, 7, 2, 7, 2, 3]),
}

describe('a defended area', () => {
  it('holds what lies inside its outline and not what lies outside', () => {
    expect(at([ring], 4, 5)).toBe('ring')
    expect(at([ring], -4.9, 0.1)).toBe('ring')
    for (const [lat, lon] of [
      [6, 5],
      [-6, 5],
      [0, -1],
      [0, 11],
      [0, 185],
    ] as const)
      expect(at([ring], lat, lon)).toBeUndefined()
  })

  it('does not hold its holes', () => {
    expect(at([ring], 0, 5)).toBeUndefined()
    expect(at([ring], 0, 2)).toBe('ring')
    expect(at([ring], 0, 8)).toBe('ring')
  })

  it('takes a longitude of any turn', () => {
    for (const turn of [-720, -360, 360, 720]) {
      expect(at([ring], 4, 5 + turn)).toBe('ring')
      expect(at([ring], 4, 11 + turn)).toBeUndefined()
    }
  })

  it('holds what lies within its margin outside, by the geodesic to 1 %, and not beyond', () => {
    for (const lat of [0, 45, 70]) {
      const box: Area = {
        id: 'box',
        margin: 25_000,
        rings: rings([lat - 2, 10, lat - 2, 14, lat, 14, lat, 10]),
      }
      const from = (azimuth: number, distance: number, cornerLat: number, cornerLon: number) => {
        const p = geodesicDirect(cornerLat * DEG, cornerLon * DEG, azimuth * DEG, distance)
        return new DefendedAreas([box]).at(p.lat, p.lon)
      }
      for (const [azimuth, cornerLat, cornerLon] of [
        [180, lat - 2, 12],
        [90, lat - 1, 14],
        [-90, lat - 1, 10],
        [45, lat, 14],
        [-135, lat - 2, 10],
      ] as const) {
        expect(from(azimuth, 24_700, cornerLat, cornerLon)).toBe('box')
        expect(from(azimuth, 25_300, cornerLat, cornerLon)).toBeUndefined()
      }
    }
  })

  it('yields to the area a point lies in, then to the nearest outline', () => {
    const west: Area = { id: 'west', margin: 50_000, rings: rings([0, 0, 0, 1, 1, 1, 1, 0]) }
    const east: Area = { id: 'east', margin: 50_000, rings: rings([0, 1.4, 0, 2, 1, 2, 1, 1.4]) }
    for (const areas of [
      [west, east],
      [east, west],
    ]) {
      expect(at(areas, 0.5, 0.99)).toBe('west')
      expect(at(areas, 0.5, 1.19)).toBe('west')
      expect(at(areas, 0.5, 1.21)).toBe('east')
      expect(at(areas, 0.5, 1.41)).toBe('east')
    }
  })

  it('continues over the antimeridian', () => {
    const pacific: Area = {
      id: 'pacific',
      margin: 25_000,
      rings: rings([50, 178, 50, 180, 53, 180, 53, 178], [50, -180, 50, -179, 53, -179, 53, -180]),
    }
    for (const lon of [178.1, 179.9, 180, -180, -179.9, -179.1, 180.5])
      expect(at([pacific], 52, lon)).toBe('pacific')
    expect(at([pacific], 52, -178.7)).toBe('pacific')
    expect(at([pacific], 52, -178.5)).toBeUndefined()
    expect(at([pacific], 53.2, 180)).toBe('pacific')
    expect(at([pacific], 53.2, -179.999)).toBe('pacific')
    expect(at([pacific], 53.3, 180)).toBeUndefined()
  })
})

describe('the areas of the catalog', () => {
  const america = [catalog('united-states'), catalog('canada')]

  it('hold the Aleutians on both sides of the antimeridian, Hawaii and Alaska', () => {
    expect(at(america, 52.9, 172.9)).toBe('united-states')
    expect(at(america, 51.88, -176.65)).toBe('united-states')
    expect(at(america, 51.95, 179.6)).toBe('united-states')
    expect(at(america, 19.7, -155.1)).toBe('united-states')
    expect(at(america, 71.29, -156.79)).toBe('united-states')
    expect(at(america, 51, 168)).toBeUndefined()
  })

  it('do not hold places abroad or at sea', () => {
    for (const [lat, lon] of [
      [25, -105],
      [40, -60],
      [30, -130],
      [64.1, -21.9],
      [64, -172.5],
      [23.1, -82.4],
    ] as const)
      expect(at(america, lat, lon)).toBeUndefined()
  })

  it('do not reach over the pole', () => {
    // Latitudes of Ellesmere Island, on the opposite meridians.
    for (let lat = 76; lat <= 84; lat += 0.02)
      for (const lon of [90, 95, 100, 105, 110]) expect(at(america, lat, lon)).toBeUndefined()
  })

  it('hold every city of the catalog in its country', () => {
    const cities = CATALOG.map((entry) => ({
      id: entry.id,
      ...(entry.value as Record<string, unknown>),
    })).filter((site) => 'role' in site && site.role === 'city') as unknown as {
      id: string
      country: string
      lat_deg: number
      lon_deg: number
    }[]
    expect(cities.length).toBeGreaterThan(10)
    const country: Record<string, string> = { USA: 'united-states', CAN: 'canada' }
    for (const city of cities) {
      expect([city.id, at(america, city.lat_deg, city.lon_deg)]).toEqual([city.id, country[city.country]])
    }
  })
})
