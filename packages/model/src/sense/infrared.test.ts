import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WGS84_A, ecefFromGeodetic, geodeticHeight, sunDirection } from '../earth/index.ts'
import { DEGREE, EPOCH, INFRARED } from './fixture.ts'
import { InfraredInstrument, type Infrared } from './infrared.ts'
import { OBJECT } from './instrument.ts'

const CLOUDS = 7000

/** One object as instruments see it: position, intensity in the three bands. */
function object(r: ArrayLike<number>, intensity: readonly number[] = [1e6, 1e6, 1e5]): Float64Array {
  const row = new Float64Array(OBJECT.WIDTH)
  row.set(r)
  row[OBJECT.ALTITUDE] = geodeticHeight(row.subarray(0, 3))
  row.set(intensity, OBJECT.INTENSITY)
  row[OBJECT.CROSS_SECTION] = 1
  return row
}

function at(sensor: Infrared, r: ArrayLike<number>, t = 0): InfraredInstrument {
  const instrument = new InfraredInstrument(sensor, CLOUDS, EPOCH)
  instrument.begin(t)
  instrument.stand(r[0]!, r[1]!, r[2]!)
  return instrument
}

const place = (lat: number, lon: number, height: number): Float64Array => {
  const out = new Float64Array(3)
  ecefFromGeodetic(lat, lon, height, out)
  return out
}

const latitude = fc.double({ min: -Math.PI / 2, max: Math.PI / 2, noNaN: true })
const longitude = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true })
const somewhere = fc
  .tuple(latitude, longitude, fc.double({ min: 8000, max: 2e6, noNaN: true }))
  .map(([lat, lon, height]) => place(lat, lon, height))
const satellite = fc
  .tuple(latitude, longitude, fc.double({ min: 4e5, max: 4e7, noNaN: true }))
  .map(([lat, lon, height]) => place(lat, lon, height))
/** An object near enough to the satellite's horizon to be in doubt. */
const wide: Infrared = { ...INFRARED, fieldOfRegard: Math.PI }

/** Lowest height over the ellipsoid along a sight, by samples, with the parameter at which it lies. */
function lowest(s: Float64Array, r: Float64Array, to = 1): { height: number; at: number } {
  let best = { height: Infinity, at: 0 }
  const x = new Float64Array(3)
  const look = (from: number, until: number): void => {
    for (let i = 0; i <= 400; i++) {
      const part = from + ((until - from) * i) / 400
      for (let k = 0; k < 3; k++) x[k] = s[k]! + part * (r[k]! - s[k]!)
      const height = geodeticHeight(x)
      if (height < best.height) best = { height, at: part }
    }
  }
  look(0, to)
  const step = to / 400
  look(Math.max(0, best.at - step), Math.min(to, best.at + step))
  return best
}

describe('what stands before a satellite', () => {
  it('is hidden where its sight passes below the grazing altitude, as samples of the sight say', () => {
    let hidden = 0
    let seen = 0
    fc.assert(
      fc.property(satellite, somewhere, (s, r) => {
        const down = -(s[0]! * (r[0]! - s[0]!) + s[1]! * (r[1]! - s[1]!) + s[2]! * (r[2]! - s[2]!))
        const { height, at: where } = lowest(s, r)
        // The stretched sphere differs from the ellipsoid's heights by up to 0.34 %: leave out the doubtful.
        fc.pre(down > 0 && Math.abs(height - INFRARED.grazingAltitude) > 300)
        // At its end the lowest point is the object itself, which is above the clouds.
        const blocked = where < 0.999 && height < INFRARED.grazingAltitude
        if (blocked) hidden++
        else seen++
        expect(at(wide, s).sees(object(r), 0)).toBe(!blocked)
      }),
      { numRuns: 1000 },
    )
    expect(Math.min(hidden, seen)).toBeGreaterThan(20)
  })

  it('is before the Earth or before space, as samples of the sight beyond it say', () => {
    // A sensor that sees before space only, however faint, against one that sees everything.
    const blind: Infrared = { ...wide, channels: [{ band: 'long', noiseAbove: 1e-18 }] }
    let earth = 0
    let space = 0
    fc.assert(
      fc.property(satellite, somewhere, (s, r) => {
        fc.pre(at(wide, s).sees(object(r), 0))
        const d = Math.hypot(r[0]! - s[0]!, r[1]! - s[1]!, r[2]! - s[2]!)
        const far = Float64Array.from(s, (x, k) => x + ((2 * Math.hypot(...s)) / d) * (r[k]! - x))
        fc.pre(d < 2 * Math.hypot(...s))
        const beyond = lowest(r, far)
        fc.pre(Math.abs(beyond.height - INFRARED.limbAltitude) > 300)
        const before = beyond.at > 1e-9 && beyond.height < INFRARED.limbAltitude
        // Where the object stands on the near side, or beyond the horizon, what counts is the sight behind it.
        if (before) earth++
        else space++
        expect(at(blind, s).chance(object(r), 0)).toBe(before ? 0 : 1)
      }),
      { numRuns: 1000 },
    )
    expect(Math.min(earth, space)).toBeGreaterThan(10)
  })

  it('is in the field of regard up to half its cone from the nadir', () => {
    const s = Float64Array.of(WGS84_A + 1e6, 0, 0)
    for (const [half, off, seen] of [
      [30, 29.99, true],
      [30, 30.01, false],
      [5, 4.99, true],
      [5, 5.01, false],
    ] as const) {
      const r = [s[0]! - 5e5 * Math.cos(off * DEGREE), 5e5 * Math.sin(off * DEGREE), 0]
      const sensor = { ...INFRARED, fieldOfRegard: 2 * half * DEGREE }
      expect(at(sensor, s).sees(object(r), 0)).toBe(seen)
    }
  })

  it('is never above the satellite’s own horizontal', () => {
    const s = Float64Array.of(WGS84_A + 1e6, 0, 0)
    expect(at(wide, s).sees(object([WGS84_A + 1.1e6, 1e5, 0]), 0)).toBe(false)
    expect(at(wide, s).sees(object([WGS84_A + 0.9e6, 1e5, 0]), 0)).toBe(true)
  })

  it('is hidden by clouds above it', () => {
    const s = place(0, 0, 1e6)
    expect(at(INFRARED, s).sees(object(place(0.05, 0, CLOUDS - 1)), 0)).toBe(false)
    expect(at(INFRARED, s).sees(object(place(0.05, 0, CLOUDS + 1)), 0)).toBe(true)
  })

  it('is lost before the Sun, unless the Earth hides the Sun', () => {
    const sun = new Float64Array(3)
    sunDirection(EPOCH, 0, sun)
    const sensor = { ...wide, solarExclusion: 30 * DEGREE }
    // Beyond the limb, with the Sun behind it: the satellite, the object and the Sun on one line that passes the Earth.
    const side = [-sun[1]!, sun[0]!, 0].map((x) => x / Math.hypot(sun[0]!, sun[1]!))
    const on = (along: number, across: number) => sun.map((x, k) => along * x + across * side[k]!)
    const height = WGS84_A + 3e5
    const s = on(-4e6, height)
    const r = on(1e6, height)
    expect(at(wide, s).sees(object(r), 0)).toBe(true)
    expect(at(sensor, s).sees(object(r), 0)).toBe(false)
    // Nearer to the Earth the Sun has set for the satellite, and the same angle to it does no harm.
    const low = on(-6e6, WGS84_A - 1e6)
    const object2 = on(-5.6e6, WGS84_A - 1.2e6)
    expect(at(wide, low).sees(object(object2), 0)).toBe(true)
    expect(at(sensor, low).sees(object(object2), 0)).toBe(true)
  })
})

describe('the chance of an infrared detection', () => {
  const faint = (band: number, value: number): readonly number[] =>
    [0, 1, 2].map((b) => (b === band ? value : 0))

  it('is one half where the irradiance is the threshold times the noise', () => {
    const s = Float64Array.of(WGS84_A + 1e6, 0, 0)
    const r = Float64Array.of(WGS84_A + 2e5, 0, 0)
    const intensity = 6 * 1e-11 * 8e5 * 8e5
    expect(at(INFRARED, s).chance(object(r, faint(1, intensity)), 0)).toBeCloseTo(0.5, 9)
    // Before the Earth the long wave is blind, at any brightness.
    expect(at(INFRARED, s).chance(object(r, faint(2, 1e9)), 0)).toBe(0)
    // A band the sensor has no channel for.
    expect(at(INFRARED, s).chance(object(r, faint(0, 1e9)), 0)).toBe(0)
  })

  it('does not change when everything turns about the Earth’s axis, or is mirrored in the equator', () => {
    fc.assert(
      fc.property(satellite, somewhere, longitude, (s, r, turn) => {
        const turned = (x: Float64Array, z = 1): number[] => [
          x[0]! * Math.cos(turn) - x[1]! * Math.sin(turn),
          x[0]! * Math.sin(turn) + x[1]! * Math.cos(turn),
          z * x[2]!,
        ]
        const chance = at(wide, s).chance(object(r, [0, 1e3, 50]), 0)
        // Rounding may tip what stands on an edge: there the chance is 0 or not.
        const other = at(wide, turned(s)).chance(object(turned(r), [0, 1e3, 50]), 0)
        const mirrored = at(wide, turned(s, -1)).chance(object(turned(r, -1), [0, 1e3, 50]), 0)
        expect(other).toBeCloseTo(chance, 6)
        expect(mirrored).toBeCloseTo(chance, 6)
      }),
    )
  })

  it('falls with the threshold and rises with the intensity', () => {
    const intensity = fc.double({ min: 0, max: 1e4, noNaN: true })
    const threshold = fc.double({ min: 1, max: 50, noNaN: true })
    fc.assert(
      fc.property(satellite, somewhere, intensity, intensity, threshold, (s, r, a, b, snr) => {
        const sensor = { ...wide, thresholdSnr: snr }
        const low = at(sensor, s).chance(object(r, faint(1, Math.min(a, b))), 0)
        const high = at(sensor, s).chance(object(r, faint(1, Math.max(a, b))), 0)
        expect(low).toBeLessThanOrEqual(high)
        const harder = at({ ...sensor, thresholdSnr: snr + 1 }, s).chance(object(r, faint(1, a)), 0)
        expect(harder).toBeLessThanOrEqual(at(sensor, s).chance(object(r, faint(1, a)), 0))
      }),
    )
  })
})
