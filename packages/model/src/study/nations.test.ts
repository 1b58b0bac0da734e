import { describe, expect, it } from 'vitest'
import { WGS84_A, geodesic } from '../earth/index.ts'
import { AREAS } from '../generated/areas.ts'
import { CATALOG } from '../generated/catalog.ts'
import { NATIONS } from '../generated/nations.ts'
import { Nations, TERRITORIAL_SEA, ZONE_200 } from './nations.ts'

const DEG = Math.PI / 180
const nations = new Nations(NATIONS)
const at = (lat: number, lon: number) => nations.at(lat * DEG, lon * DEG)

describe('whose land or water a point is', () => {
  it('finds every city of the catalog in its country, or no farther off its coast than outlines are thinned', () => {
    const cities = CATALOG.filter((e) => e.kind === 'site').map(
      (e) => e.value as { lat_deg: number; lon_deg: number; country?: string; role?: string },
    )
    const own = cities.filter((c) => c.role === 'city' || c.role === 'aim')
    const of: Record<string, string> = { USA: 'united-states', CAN: 'canada' }
    const known = (own.length > 0 ? own : cities).filter((c) => of[c.country ?? ''] !== undefined)
    expect(known.length).toBeGreaterThan(10)
    for (const { lat_deg, lon_deg, country } of known) {
      const { nation, distance } = at(lat_deg, lon_deg)
      expect(nation, `${lat_deg}, ${lon_deg}`).toBe(of[country!])
      expect(distance).toBeLessThan(12_000)
    }
  })

  it.each([
    [55.75, 37.6, 'russia', 'land'],
    [66, -175, 'russia', 'land'],
    [71.2, 179.5, 'russia', 'land'],
    [71.2, -179.0, 'russia', 'land'],
    [72, -40, 'greenland', 'land'],
    [-90, 0, 'antarctica', 'land'],
    [-75, 179.99, 'antarctica', 'within-200-nm'],
    [-17.8, 178, 'fiji', 'land'],
    [78.2, 16, 'norway', 'land'],
    [0, -140, undefined, 'high-seas'],
    [90, 0, undefined, 'high-seas'],
    [40, -40, undefined, 'high-seas'],
  ] as const)('%s, %s: %s, %s', (lat, lon, nation, zone) => {
    expect(at(lat, lon)).toMatchObject({ nation, zone })
  })

  it('agrees with the finer outlines of the catalog away from their borders', () => {
    for (const { id } of AREAS) expect(NATIONS.map((n) => n.id)).toContain(id)
    for (const [lat, lon, id] of [
      [60, -100, 'canada'],
      [40, -100, 'united-states'],
      [64, -150, 'united-states'],
      [40, 127, 'north-korea'],
      [52.5, 13.4, 'germany'],
    ] as const)
      expect(at(lat, lon).nation).toBe(id)
  })

  it('measures the distance to the nearest corner or edge as the ellipsoid does, within 0.5 %', () => {
    // An island that is one small square; points off its edge and off its corner.
    const square = new Nations([{ id: 'square', name: 'Square', rings: [[70, 10, 70, 11, 71, 11, 71, 10]] }])
    const corner = (lat: number, lon: number): number =>
      geodesic(70 * DEG, 10 * DEG, lat * DEG, lon * DEG).distance
    for (const [lat, lon] of [
      [69, 9],
      [67.5, 8],
      [69.9, 9.9],
    ] as const) {
      const { distance, nation } = square.at(lat * DEG, lon * DEG)
      expect(nation).toBe('square')
      expect(Math.abs(distance / corner(lat, lon) - 1)).toBeLessThan(0.005)
    }
    // Straight south of the edge: the great circle from corner to corner bows north of the parallel.
    const south = square.at(69 * DEG, 10.5 * DEG).distance
    expect(south).toBeGreaterThan(1 * DEG * WGS84_A)
    expect(south).toBeLessThan(1.02 * DEG * WGS84_A)
  })

  it('draws the zones at 12 and 200 nautical miles', () => {
    const square = new Nations([{ id: 'square', name: 'Square', rings: [[0, 10, 0, 11, 1, 11, 1, 10]] }])
    const east = (metres: number) => square.at(0.5 * DEG, 11 * DEG + metres / WGS84_A)
    expect(east(TERRITORIAL_SEA - 100).zone).toBe('territorial-sea')
    expect(east(TERRITORIAL_SEA + 100).zone).toBe('within-200-nm')
    expect(east(ZONE_200 - 500).zone).toBe('within-200-nm')
    expect(east(ZONE_200 + 500)).toEqual({ nation: undefined, zone: 'high-seas', distance: Infinity })
  })
})
