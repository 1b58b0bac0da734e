import { describe, expect, it } from 'vitest'
import { ecefFromGeodetic, geodeticHeight, geodesic, geodesicDirect } from '../earth/index.ts'
import { Stream } from '../math/index.ts'
import { DEGREE } from './fixture.ts'
import { OBJECT } from './instrument.ts'
import { newMeasurements } from './measurements.ts'
import { OverHorizonInstrument, type OverHorizon } from './over-horizon.ts'

const RADAR: OverHorizon = {
  type: 'over-horizon',
  minRange: 1e6,
  maxRange: 3e6,
  azimuth: 0,
  azimuthWidth: 90 * DEGREE,
  maxAltitude: 150_000,
  leastCrossSection: 0.5,
  detectionProbability: 0.6,
  rangeSigma: 15_000,
  azimuthSigma: 0.7 * DEGREE,
  tracks: 100,
  revisit: 20,
  latency: 20,
  linkLoss: 0,
}
const HOME = { lat: 44.4 * DEGREE, lon: -80.1 * DEGREE }

function radar(change: Partial<OverHorizon> = {}): OverHorizonInstrument {
  const instrument = new OverHorizonInstrument({ ...RADAR, ...change })
  const r = new Float64Array(3)
  ecefFromGeodetic(HOME.lat, HOME.lon, 0, r)
  instrument.begin()
  instrument.stand(r[0]!, r[1]!, r[2]!)
  return instrument
}

/** An object along the geodesic: azimuth in deg, ground range and altitude in m. */
function at(azimuth: number, range: number, altitude: number, crossSection = 1): Float64Array {
  const end = geodesicDirect(HOME.lat, HOME.lon, azimuth * DEGREE, range)
  const row = new Float64Array(OBJECT.WIDTH)
  ecefFromGeodetic(end.lat, end.lon, altitude, row)
  row[OBJECT.ALTITUDE] = geodeticHeight(row)
  row[OBJECT.CROSS_SECTION] = crossSection
  return row
}

describe('an over-the-horizon radar', () => {
  it.each([
    ['beyond its nearest range', at(0, 1.01e6, 5e4), true],
    ['within it', at(0, 0.98e6, 5e4), false],
    ['within its farthest range', at(0, 2.98e6, 5e4), true],
    ['beyond it', at(0, 3.02e6, 5e4), false],
    ['at the edge of its sector', at(44.5, 2e6, 5e4), true],
    ['beyond its sector', at(45.5, 2e6, 5e4), false],
    ['behind it', at(180, 2e6, 5e4), false],
    ['at the highest altitude', at(0, 2e6, 149_000), true],
    ['above it', at(0, 2e6, 151_000), false],
  ])('sees what is %s: %#', (_, object, seen) => {
    expect(radar().sees(object, 0)).toBe(seen)
    expect(radar().chance(object, 0)).toBe(seen ? 0.6 : 0)
  })

  it('does not detect what is smaller than its least cross-section', () => {
    expect(radar().chance(at(0, 2e6, 5e4, 0.49), 0)).toBe(0)
  })

  it('measures ground range and azimuth without bias, with the stated spread', () => {
    const out = newMeasurements(1)
    const draws = new Stream(1, 0, 'oth', 0)
    const instrument = radar()
    const object = at(20, 2e6, 75_000)
    const n = 2000
    const sums = [0, 0, 0, 0]
    const r = new Float64Array(3)
    ecefFromGeodetic(HOME.lat, HOME.lon, 0, r)
    const place = new Float64Array(3)
    for (let i = 0; i < n; i++) {
      instrument.measure(object, 0, draws, out, 0)
      for (let k = 0; k < 3; k++) place[k] = r[k]! + out.range[0]! * out.u_eci[k]!
      // The sight leads to the middle of the altitudes, over the measured place.
      expect(Math.abs(geodeticHeight(place) - 75_000)).toBeLessThan(1000)
      const lat = Math.atan2(place[2]! * 1.006739497, Math.hypot(place[0]!, place[1]!))
      const { azimuth, distance } = found(lat, Math.atan2(place[1]!, place[0]!))
      const dRange = distance - 2e6
      const dAzimuth = azimuth - 20 * DEGREE
      sums[0]! += dRange
      sums[1]! += dRange * dRange
      sums[2]! += dAzimuth
      sums[3]! += dAzimuth * dAzimuth
    }
    // Beside the drawn errors stand those of the sphere: 0.3 % of the range and 0.2°.
    expect(Math.abs(sums[0]! / n)).toBeLessThan(0.003 * 2e6)
    expect(Math.abs(sums[2]! / n)).toBeLessThan(0.2 * DEGREE)
    const spread = (k: number): number => Math.sqrt(sums[k + 1]! / n - (sums[k]! / n) ** 2)
    expect(spread(0) / RADAR.rangeSigma).toBeCloseTo(1, 1)
    expect(spread(2) / RADAR.azimuthSigma).toBeCloseTo(1, 1)
    // The true object lies within four sigmas of the row in elevation at any altitude it may have.
    expect(out.sigma[1]!).toBeGreaterThan(150_000 / 2.2e6)
    expect(out.sigma[2]!).toBeGreaterThan(RADAR.rangeSigma)
  })

  it('says its elevation is unknown: objects of every altitude lie within two sigmas of the sight', () => {
    const out = newMeasurements(1)
    const exact = radar({ rangeSigma: 1, azimuthSigma: 1e-6 })
    for (const altitude of [10_000, 75_000, 149_000]) {
      const object = at(10, 2e6, altitude)
      exact.measure(object, 0, new Stream(1, 0, 'oth', 0), out, 0)
      const r = new Float64Array(3)
      ecefFromGeodetic(HOME.lat, HOME.lon, 0, r)
      const d = r.map((x, k) => object[k]! - x)
      const distance = Math.hypot(...d)
      const miss = Math.acos(
        (d[0]! * out.u_eci[0]! + d[1]! * out.u_eci[1]! + d[2]! * out.u_eci[2]!) / distance,
      )
      expect(miss).toBeLessThan(2 * out.sigma[1]!)
      expect(Math.abs(distance - out.range[0]!)).toBeLessThan(3 * out.sigma[2]!)
    }
  })

  function found(lat: number, lon: number): { azimuth: number; distance: number } {
    const line = geodesic(HOME.lat, HOME.lon, lat, lon)
    return { azimuth: line.azimuth1, distance: line.distance }
  }
})
