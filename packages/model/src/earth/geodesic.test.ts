import fc from 'fast-check'
import geographic from 'geographiclib-geodesic'
import { describe, expect, it } from 'vitest'
import { geodesic, geodesicDirect } from './geodesic.ts'

const RAD = Math.PI / 180
const WGS84 = geographic.Geodesic.WGS84
const RUNS = { numRuns: 1000, seed: 20 }

/** Both programs round at 1e−16 of the Earth's circumference a few times; 0.1 µm leaves room for that. */
const DISTANCE_TOLERANCE = 1e-7
/** Azimuth times the reduced length it turns, m: a sideways error at the other end. */
const SIDEWAYS_TOLERANCE = 1e-7

const within = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: low, max: high, noNaN: true })
const latitude = within(-90, 90)
const longitude = within(-180, 180)

/** Compares with GeographicLib; azimuths are weighted, since they lose meaning at poles and antipodes. */
function expectOracle(lat1: number, lon1: number, lat2: number, lon2: number): void {
  const ours = geodesic(lat1 * RAD, lon1 * RAD, lat2 * RAD, lon2 * RAD)
  const theirs = WGS84.Inverse(lat1, lon1, lat2, lon2)
  expect(Math.abs(ours.distance - theirs.s12!)).toBeLessThan(DISTANCE_TOLERANCE)
  const reduced = 6.4e6 * Math.abs(Math.sin(theirs.a12 * RAD))
  const error = (angle: number, degrees: number): number =>
    Math.abs(Math.sin(angle - degrees * RAD)) * reduced
  const poles = Math.min(Math.cos(lat1 * RAD), Math.cos(lat2 * RAD))
  if (poles < 1e-8) return
  expect(error(ours.azimuth1, theirs.azi1!)).toBeLessThan(SIDEWAYS_TOLERANCE)
  expect(error(ours.azimuth2, theirs.azi2!)).toBeLessThan(SIDEWAYS_TOLERANCE)
}

describe('geodesic', () => {
  it('agrees with GeographicLib for any two places', () => {
    fc.assert(fc.property(latitude, longitude, latitude, longitude, expectOracle), RUNS)
  })

  it('agrees with GeographicLib for places within 100 m', () => {
    const near = within(-1e-3, 1e-3)
    const check = (lat: number, lon: number, north: number, east: number): void =>
      expectOracle(lat, lon, lat + north, lon + east)
    fc.assert(fc.property(within(-89, 89), longitude, near, near, check), RUNS)
  })

  it.each([1, 1e-3, 1e-6, 1e-9])('agrees with GeographicLib within %f degrees of the antipode', (size) => {
    const near = within(-size, size)
    const check = (lat: number, lon: number, north: number, east: number): void =>
      expectOracle(lat, lon, -lat + north, lon + 180 + east)
    fc.assert(fc.property(within(-89, 89), longitude, near, near, check), { ...RUNS, numRuns: 500 })
  })

  it('agrees with GeographicLib along the equator, also where the shortest line leaves it', () => {
    const check = (lon1: number, lon2: number): void => expectOracle(0, lon1, 0, lon2)
    fc.assert(fc.property(longitude, longitude, check), RUNS)
    fc.assert(
      fc.property(within(179.3, 180), (lon) => expectOracle(0, 0, 0, lon)),
      RUNS,
    )
  })

  it('agrees with GeographicLib on one parallel and on opposite ones', () => {
    fc.assert(
      fc.property(latitude, longitude, (lat, lon) => expectOracle(lat, 0, lat, lon)),
      RUNS,
    )
    fc.assert(
      fc.property(latitude, longitude, (lat, lon) => expectOracle(lat, 0, -lat, lon)),
      RUNS,
    )
  })

  it('agrees with GeographicLib from and to the poles and along meridians', () => {
    fc.assert(
      fc.property(latitude, longitude, (lat, lon) => expectOracle(90, 0, lat, lon)),
      RUNS,
    )
    fc.assert(
      fc.property(latitude, longitude, (lat, lon) => expectOracle(lat, lon, -90, 5)),
      RUNS,
    )
    fc.assert(
      fc.property(latitude, latitude, (a, b) => expectOracle(a, 10, b, 10)),
      RUNS,
    )
    fc.assert(
      fc.property(latitude, latitude, (a, b) => expectOracle(a, -40, b, 140)),
      RUNS,
    )
  })

  it('has the same length in both directions', () => {
    const check = (lat1: number, lon1: number, lat2: number, lon2: number): void => {
      const there = geodesic(lat1 * RAD, lon1 * RAD, lat2 * RAD, lon2 * RAD).distance
      const back = geodesic(lat2 * RAD, lon2 * RAD, lat1 * RAD, lon1 * RAD).distance
      expect(Math.abs(there - back)).toBeLessThan(DISTANCE_TOLERANCE)
    }
    fc.assert(fc.property(latitude, longitude, latitude, longitude, check), { ...RUNS, numRuns: 500 })
  })

  it('is zero with zero azimuths between coincident places', () => {
    expect(geodesic(0.5, 1, 0.5, 1)).toEqual({ distance: 0, azimuth1: 0, azimuth2: 0 })
    expect(geodesic(0, 1, 0, 1 + 2 * Math.PI).distance).toBeLessThan(1e-8)
  })

  it('refuses angles outside its range', () => {
    expect(() => geodesic(1.6, 0, 0, 0)).toThrow(/invalid latitude 1.6 rad/)
    expect(() => geodesic(0, 0, 0, NaN)).toThrow(/invalid longitude NaN/)
  })
})

describe('geodesicDirect', () => {
  it('agrees with GeographicLib forward and backward', () => {
    const check = (lat: number, lon: number, azimuth: number, distance: number): void => {
      const ours = geodesicDirect(lat * RAD, lon * RAD, azimuth * RAD, distance)
      const theirs = WGS84.Direct(lat, lon, azimuth, distance)
      const parallel = 6.4e6 * Math.cos(theirs.lat2! * RAD)
      expect(Math.abs(ours.lat - theirs.lat2! * RAD) * 6.4e6).toBeLessThan(DISTANCE_TOLERANCE)
      expect(Math.abs(Math.sin(ours.lon - theirs.lon2! * RAD)) * parallel).toBeLessThan(DISTANCE_TOLERANCE)
      expect(Math.abs(Math.sin(ours.azimuth2 - theirs.azi2! * RAD)) * parallel).toBeLessThan(
        SIDEWAYS_TOLERANCE,
      )
      expect(Math.abs(ours.lon)).toBeLessThanOrEqual(Math.PI)
    }
    fc.assert(fc.property(latitude, longitude, longitude, within(-1e7, 4e7), check), RUNS)
  })

  it('ends where the inverse problem started', () => {
    const check = (lat1: number, lon1: number, lat2: number, lon2: number): void => {
      const line = geodesic(lat1, lon1, lat2, lon2)
      const end = geodesicDirect(lat1, lon1, line.azimuth1, line.distance)
      expect(geodesic(end.lat, end.lon, lat2, lon2).distance).toBeLessThan(1e-6)
    }
    const lat = within(-1.55, 1.55)
    const lon = within(-3.14, 3.14)
    fc.assert(fc.property(lat, lon, lat, lon, check), { ...RUNS, numRuns: 500 })
  })

  it('refuses a distance of more than two and a half turns', () => {
    expect(() => geodesicDirect(0, 0, 0, 2e8)).toThrow(/invalid distance 200000000 m/)
  })
})
