import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WGS84_A, WGS84_B } from './constants.ts'
import { centralAngle, ecefFromGeodetic, enuAxes, geodeticFromEcef, geodeticHeight } from './geodesy.ts'

const ANGLE_TOLERANCE = 1e-9
const HEIGHT_TOLERANCE = 1e-3
/** Rounding of numbers of 5e7 m. */
const SAME_HEIGHT = 1e-7
const within = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: low, max: high, noNaN: true })

function expectThereAndBack(latitude: number, longitude: number, height: number): void {
  const r = new Float64Array(3)
  const back = new Float64Array(3)
  ecefFromGeodetic(latitude, longitude, height, r)
  geodeticFromEcef(r, back)
  expect(Math.abs(back[0]! - latitude)).toBeLessThan(ANGLE_TOLERANCE)
  expect(Math.abs(Math.sin(back[1]! - longitude)) * Math.cos(latitude)).toBeLessThan(ANGLE_TOLERANCE)
  expect(Math.abs(back[2]! - height)).toBeLessThan(HEIGHT_TOLERANCE)
  expect(Math.abs(geodeticHeight(r) - back[2]!)).toBeLessThan(SAME_HEIGHT)
}

describe('geodetic coordinates', () => {
  it('come back within 1e-9 rad and 1 mm from −50 km to 40,000 km', () => {
    const latitude = within(-Math.PI / 2, Math.PI / 2)
    const longitude = within(-Math.PI, Math.PI)
    const run = { numRuns: 5000, seed: 1 }
    fc.assert(fc.property(latitude, longitude, within(-5e4, 4e7), expectThereAndBack), run)
    fc.assert(fc.property(latitude, longitude, within(-5e4, 1e6), expectThereAndBack), run)
  })

  it('come back at and beside the poles and the equator', () => {
    for (const height of [-5e4, 0, 1e5, 4e7]) {
      for (const offset of [0, 1e-15, 1e-12, 1e-8, 1e-5]) {
        expectThereAndBack(Math.PI / 2 - offset, 1, height)
        expectThereAndBack(-Math.PI / 2 + offset, -3, height)
        expectThereAndBack(offset, 3, height)
        expectThereAndBack(-offset, Math.PI, height)
      }
    }
  })

  it('are those of the axes of the ellipsoid', () => {
    const out = new Float64Array(3)
    geodeticFromEcef(Float64Array.of(0, 0, -WGS84_B - 100), out)
    expect(out[0]).toBe(-Math.PI / 2)
    expect(out[2]).toBeCloseTo(100, 8)
    geodeticFromEcef(Float64Array.of(0, WGS84_A + 100, 0), out)
    expect([out[0], out[1]]).toEqual([0, Math.PI / 2])
    expect(out[2]).toBeCloseTo(100, 8)
  })

  it('may be written over the position', () => {
    const r = new Float64Array(3)
    ecefFromGeodetic(0.7, -1.2, 3e5, r)
    geodeticFromEcef(r, r)
    expect(r[0]).toBeCloseTo(0.7, 12)
    expect(r[1]).toBeCloseTo(-1.2, 12)
    expect(r[2]).toBeCloseTo(3e5, 6)
  })
})

describe('enuAxes', () => {
  it('are the directions in which position grows with longitude, latitude and height', () => {
    const [east, north, up] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)]
    const [here, there] = [new Float64Array(3), new Float64Array(3)]
    const step = 1e-6
    const direction = (dLat: number, dLon: number, dHeight: number): number[] => {
      ecefFromGeodetic(0.6 - dLat, 2.1 - dLon, 1e5 - dHeight, here)
      ecefFromGeodetic(0.6 + dLat, 2.1 + dLon, 1e5 + dHeight, there)
      const d = [0, 1, 2].map((i) => there[i]! - here[i]!)
      const size = Math.hypot(...d)
      return d.map((x) => x / size)
    }
    enuAxes(0.6, 2.1, east, north, up)
    direction(0, step, 0).forEach((x, i) => expect(x).toBeCloseTo(east[i]!, 8))
    direction(step, 0, 0).forEach((x, i) => expect(x).toBeCloseTo(north[i]!, 8))
    direction(0, 0, 1).forEach((x, i) => expect(x).toBeCloseTo(up[i]!, 8))
  })
})

describe('centralAngle', () => {
  it('is the angle between the unit vectors of the places', () => {
    const lat = within(-1.5, 1.5)
    const lon = within(-3.1, 3.1)
    const check = (lat1: number, lon1: number, lat2: number, lon2: number): void => {
      const u = [Math.cos(lat1) * Math.cos(lon1), Math.cos(lat1) * Math.sin(lon1), Math.sin(lat1)]
      const v = [Math.cos(lat2) * Math.cos(lon2), Math.cos(lat2) * Math.sin(lon2), Math.sin(lat2)]
      const half = Math.hypot(...u.map((x, i) => x - v[i]!)) / 2
      const other = Math.hypot(...u.map((x, i) => x + v[i]!)) / 2
      expect(centralAngle(lat1, lon1, lat2, lon2)).toBeCloseTo(2 * Math.atan2(half, other), 7)
    }
    fc.assert(fc.property(lat, lon, lat, lon, check), { numRuns: 2000, seed: 3 })
  })

  it('keeps relative accuracy for close places', () => {
    expect(centralAngle(0.5, 1, 0.5 + 1e-9, 1) / 1e-9).toBeCloseTo(1, 6)
  })

  it('is a half turn between antipodes', () => {
    expect(centralAngle(0.3, 0.2, -0.3, 0.2 + Math.PI)).toBeCloseTo(Math.PI, 7)
  })
})
