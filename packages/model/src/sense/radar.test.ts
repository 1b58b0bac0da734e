import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Stream } from '../math/index.ts'
import { DEGREE, RADAR, seenFrom } from './fixture.ts'
import { OBJECT } from './instrument.ts'
import { newMeasurements } from './measurements.ts'
import { GroundMotion, RadarInstrument, type Radar } from './radar.ts'

const PLACE = { lat: 60, lon: -100 }
const GROUND = { lat: PLACE.lat * DEGREE, lon: PLACE.lon * DEGREE, altitude: 0 }

/** The instrument at the place, at t = 0 and with the Earth unturned: ECI is Earth-fixed. */
function radar(change: Partial<Radar> = {}): RadarInstrument {
  const instrument = new RadarInstrument({ ...RADAR, ...change }, GROUND, 0)
  const r = new Float64Array(3)
  new GroundMotion(GROUND, 0).position(0, 0, r)
  instrument.begin(0)
  instrument.stand(r[0]!, r[1]!, r[2]!)
  return instrument
}

function at(azimuth: number, elevation: number, distance: number, crossSection = 1): Float64Array {
  const row = new Float64Array(OBJECT.WIDTH)
  row.set(seenFrom(PLACE, azimuth, elevation, distance))
  row[OBJECT.CROSS_SECTION] = crossSection
  return row
}

describe('a radar', () => {
  it('detects the reference cross-section at the reference range with the reference probability', () => {
    expect(radar().chance(at(0, 30, 3e6), 0)).toBeCloseTo(0.9, 9)
    const other = { referenceProbability: 0.5, referenceCrossSection: 0.1, referenceRange: 1e6 }
    expect(radar(other).chance(at(0, 30, 1e6, 0.1), 0)).toBeCloseTo(0.5, 9)
  })

  it('has the same chance at twice the range for sixteen times the cross-section', () => {
    const distance = fc.double({ min: 1e5, max: 5e6, noNaN: true })
    fc.assert(
      fc.property(distance, fc.double({ min: 0.01, max: 10, noNaN: true }), (range, crossSection) => {
        const near = radar().chance(at(0, 30, range, crossSection), 0)
        expect(radar().chance(at(0, 30, 2 * range, 16 * crossSection), 0)).toBeCloseTo(near, 9)
      }),
    )
  })

  it('has a chance that falls with range and rises with cross-section', () => {
    const value = fc.double({ min: 0.01, max: 100, noNaN: true })
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        expect(radar().chance(at(0, 30, 3e6, low), 0)).toBeLessThanOrEqual(
          radar().chance(at(0, 30, 3e6, high), 0),
        )
        expect(radar().chance(at(0, 30, 1e5 * high), 0)).toBeLessThanOrEqual(
          radar().chance(at(0, 30, 1e5 * low), 0),
        )
      }),
    )
  })

  it.each([
    [350, true],
    [30, true],
    [30.1, false],
    [329.9, false],
    [330.1, true],
    [180, false],
  ])('of 60° about north sees azimuth %s°: %s', (azimuth, seen) => {
    expect(radar({ azimuthWidth: 60 * DEGREE }).sees(at(azimuth, 20, 1e6), 0)).toBe(seen)
  })

  it.each([
    [20, 60.1, true],
    [20, 59.9, false],
    [20, 300.1, false],
    [20, 299.9, true],
  ])('of 240° about south sees elevation %s° at azimuth %s°: %s', (elevation, azimuth, seen) => {
    const sector = { azimuth: Math.PI, azimuthWidth: 240 * DEGREE }
    expect(radar(sector).sees(at(azimuth, elevation, 1e6), 0)).toBe(seen)
  })

  it('sees from its lowest elevation, less what refraction lifts, to its highest', () => {
    const limits = { elevationMin: 3 * DEGREE, elevationMax: 85 * DEGREE }
    // At 3° refraction lifts a distant object by 0.26°.
    for (const [elevation, seen] of [
      [2.7, false],
      [2.78, true],
      [84.9, true],
      [85.1, false],
    ] as const)
      expect(radar(limits).sees(at(0, elevation, 3e6), 0)).toBe(seen)
    expect(radar({ elevationMin: 0 }).sees(at(0, -0.7, 3e6), 0)).toBe(true)
    expect(radar({ elevationMin: 0 }).sees(at(0, -0.8, 3e6), 0)).toBe(false)
  })

  it('sees between its nearest and its farthest range', () => {
    const ranges = { minRange: 1e5, maxRange: 2e6 }
    for (const [distance, seen] of [
      [9.9e4, false],
      [1.01e5, true],
      [1.99e6, true],
      [2.01e6, false],
    ] as const)
      expect(radar(ranges).sees(at(0, 30, distance), 0)).toBe(seen)
  })

  it('has errors that shrink with the root of the signal, to their floors', () => {
    const sigmas = (crossSection: number): number[] => {
      const out = newMeasurements(1)
      radar().measure(at(0, 30, 3e6, crossSection), 0, new Stream(1, 0, 'x', 0), out, 0)
      return [...out.sigma]
    }
    // At the reference the power ratio is 130.126: beam 2° over 1.6 √(2 S/N), resolution 30 m over √(2 S/N).
    const root = Math.sqrt(2 * 130.126)
    const [angle, again, range] = sigmas(1)
    expect(angle).toBe(again)
    expect(angle).toBeCloseTo(Math.hypot((2 * DEGREE) / (1.6 * root), 1e-4), 7)
    expect(range).toBeCloseTo(Math.hypot(30 / root, 10), 4)
    // Faint: a report passed the threshold, so the ratio is at least −ln P_fa.
    expect(sigmas(1e-6)[2]).toBeCloseTo(Math.hypot(30 / Math.sqrt(-2 * Math.log(1e-6)), 10), 6)
    // Bright: the floors are left.
    expect(sigmas(1e9)[0]).toBeCloseTo(1e-4, 7)
    expect(sigmas(1e9)[2]).toBeCloseTo(10, 3)
  })

  it('has false alarms in its sector, between its limits', () => {
    const sector = {
      azimuth: 90 * DEGREE,
      azimuthWidth: 60 * DEGREE,
      minRange: 2e5,
      maxRange: 1e6,
      elevationMin: 3 * DEGREE,
      elevationMax: 60 * DEGREE,
      beamwidth: 1e-6,
      angleFloor: 0,
      rangeFloor: 0,
      rangeResolution: 1e-3,
    }
    const instrument = radar(sector)
    const wider = radar({ ...sector, azimuthWidth: 61 * DEGREE, minRange: 1e5, maxRange: 1.1e6 })
    const draws = new Stream(1, 0, 'alarms', 0)
    const out = newMeasurements(1)
    const here = new Float64Array(3)
    new GroundMotion(GROUND, 0).position(0, 0, here)
    for (let i = 0; i < 500; i++) {
      instrument.falseAlarm(draws, out, 0)
      const row = new Float64Array(OBJECT.WIDTH)
      for (let k = 0; k < 3; k++) row[k] = here[k]! + out.range[0]! * out.u_eci[k]!
      expect(wider.sees(row, 0)).toBe(true)
    }
  })
})
