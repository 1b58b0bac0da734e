import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AREAS } from '../generated/areas.ts'
import { DefendedAreas } from '../battle/index.ts'
import { DEG } from './fixture.ts'
import { holds, joined, latitudesOf, longitudesAt, meetsBox, requireRings, shortWay } from './region.ts'

const ringOf = (...degrees: number[]): Float64Array => Float64Array.from(degrees, (x) => x * DEG)
/** 10° square with a 4° hole in its middle. */
const SQUARE = [ringOf(0, 0, 0, 10, 10, 10, 10, 0), ringOf(3, 3, 3, 7, 7, 7, 7, 3)]

describe('a region', () => {
  it('has its longitudes at a latitude, holes left out', () => {
    const at = (lat: number): number[] =>
      longitudesAt(SQUARE, lat * DEG).flatMap((s) => s.map((x) => x / DEG))
    expect(at(1).map((x) => Math.round(x * 1e9) / 1e9)).toEqual([0, 10])
    expect(at(5).map((x) => Math.round(x * 1e9) / 1e9)).toEqual([0, 3, 7, 10])
    expect(at(11)).toEqual([])
  })

  it('holds what an area of the battle holds', () => {
    const area = AREAS.find((a) => a.id === 'north-korea')!
    const rings = area.polygons.map((ring) => Float64Array.from(ring, (x) => x * DEG))
    const battle = new DefendedAreas([{ id: 'a', rings, margin: 0 }])
    let within = 0
    fc.assert(
      fc.property(
        fc.double({ min: 37, max: 43.5, noNaN: true }),
        fc.double({ min: 123.5, max: 131.5, noNaN: true }),
        (lat, lon) => {
          const here = holds(rings, lat * DEG, lon * DEG)
          if (here) within++
          expect(here).toBe(battle.at(lat * DEG, lon * DEG) === 'a')
        },
      ),
      { numRuns: 1000, seed: 1 },
    )
    expect(within).toBeGreaterThan(100)
    const [[south, north]] = latitudesOf(rings) as [[number, number]]
    expect([south / DEG, north / DEG].map(Math.round)).toEqual([38, 43])
  })

  it('has its latitudes as disjoint intervals', () => {
    expect(latitudesOf([...SQUARE, ringOf(20, 0, 20, 1, 22, 1)]).map((s) => s.map((x) => x / DEG))).toEqual([
      [0, 10],
      [20, 22],
    ])
    expect(
      joined([
        [0, 1],
        [0.5, 2],
        [2, 3],
        [4, 5],
      ]),
    ).toEqual([
      [0, 3],
      [4, 5],
    ])
  })

  it('meets a box that holds a place of it, has it in the middle, or is cut by its edge', () => {
    const meets = (lat: number, lon: number, half: number): boolean =>
      meetsBox(SQUARE, lat * DEG, lon * DEG, half * DEG, half * DEG)
    expect(meets(1, 1, 0.5)).toBe(true)
    expect(meets(11, 5, 1.1)).toBe(true)
    expect(meets(11, 5, 0.9)).toBe(false)
    expect(meets(5, 5, 1)).toBe(false)
    expect(meets(5, 5, 2.1)).toBe(true)
    // A box that holds all of a small region, away from its centre.
    expect(meetsBox([ringOf(1, 1, 1, 1.1, 1.1, 1)], 0, 0, 2 * DEG, 2 * DEG)).toBe(true)
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 13, noNaN: true }),
        fc.double({ min: -3, max: 13, noNaN: true }),
        (lat, lon) => {
          if (holds(SQUARE, lat * DEG, lon * DEG)) expect(meets(lat + 0.3, lon - 0.2, 0.31)).toBe(true)
        },
      ),
      { numRuns: 500, seed: 2 },
    )
  })

  it('goes the short way round, past 180 degrees', () => {
    const ring = shortWay(ringOf(-20, 170, -10, 175, -10, -170, -20, -175))
    expect([...ring].map((x) => Math.round(x / DEG))).toEqual([-20, 170, -10, 175, -10, 190, -20, 185])
    expect(() => requireRings([ring])).not.toThrow()
    expect(holds([ring], -15 * DEG, 180 * DEG)).toBe(true)
    const pole = shortWay(ringOf(80, 0, 80, 120, 80, -120))
    expect(() => requireRings([pole])).toThrow(/^invalid an edge of the ring spans more than 180 deg/)
  })

  it('refuses what is no region', () => {
    expect(() => requireRings([])).toThrow(/^missing no ring/)
    expect(() => requireRings([[0, 0, 1, 1]])).toThrow(
      /^invalid ring of 2 corners: expected latitude and longitude of at least 3/,
    )
    expect(() => requireRings([[0, 0, 1, 1, 2]])).toThrow(/^invalid ring of 2.5 corners/)
    expect(() => requireRings([[0, 0, 1, 0, 2, 0]])).toThrow(/^invalid latitude 2/)
    expect(() => requireRings([[0, 0, 1, 1, 0.5, 0.5]])).toThrow(/^invalid ring around nothing/)
    expect(() => requireRings([[0, 3, 0.1, -3, 0.2, 3]])).toThrow(
      /^invalid an edge of the ring spans more than 180 deg/,
    )
    expect(() => requireRings(SQUARE)).not.toThrow()
  })
})
