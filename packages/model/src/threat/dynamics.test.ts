import { describe, expect, it } from 'vitest'
import { EARTH_RATE, ecefFromGeodetic } from '../earth/index.ts'
import { dragCoefficient } from './drag.ts'
import { gravityInto, radialAltitude, relativeVelocity } from './dynamics.ts'

const rad = Math.PI / 180

describe('radialAltitude', () => {
  it('is the geodetic altitude to 6e-6 of itself from the ground to 40,000 km, and never below it', () => {
    const r = new Float64Array(3)
    let worst = 0
    for (let lat = -90; lat <= 90; lat += 1) {
      for (const height of [0, 10, 1e3, 5e4, 2e5, 1e6, 5e6, 4e7]) {
        ecefFromGeodetic(lat * rad, 0.7, height, r)
        const off = radialAltitude(r[0]!, r[1]!, r[2]!) - height
        expect(off).toBeGreaterThan(-1e-8)
        worst = Math.max(worst, off / Math.max(height, 1))
      }
    }
    expect(worst).toBeGreaterThan(5e-6)
    expect(worst).toBeLessThan(6e-6)
  })
})

describe('relativeVelocity', () => {
  it('is zero for what turns with Earth and unchanged at the pole', () => {
    const out = new Float64Array(3)
    relativeVelocity(Float64Array.of(3e6, 4e6, 1e6, -EARTH_RATE * 4e6, EARTH_RATE * 3e6, 0), out)
    expect(Math.max(...out.map(Math.abs))).toBeLessThan(1e-12)
    relativeVelocity(Float64Array.of(0, 0, 6.4e6, 1, 2, 3), out)
    expect([...out]).toEqual([1, 2, 3])
  })
})

describe('gravityInto', () => {
  it('passes the velocity on and pulls 9.81 to 9.84 m/s² towards the centre', () => {
    const out = new Float64Array(6)
    gravityInto(Float64Array.of(6378137, 0, 0, 7, 8, 9), out)
    expect([...out.slice(0, 3)]).toEqual([7, 8, 9])
    // Equatorial gravity 9.7803 m/s² plus the centrifugal 0.0339 m/s².
    expect(-out[3]!).toBeCloseTo(9.8143, 3)
    expect(out[4]).toBe(-0)
  })
})

describe('dragCoefficient', () => {
  const mach = Float64Array.of(0, 1, 2)
  const cd = Float64Array.of(0.1, 0.5, 0.3)

  it('is linear between the points and held at the ends', () => {
    expect(dragCoefficient(mach, cd, 0.25)).toBeCloseTo(0.2, 14)
    expect(dragCoefficient(mach, cd, 1)).toBe(0.5)
    expect(dragCoefficient(mach, cd, 1.5)).toBeCloseTo(0.4, 14)
    expect(dragCoefficient(mach, cd, -1)).toBe(0.1)
    expect(dragCoefficient(mach, cd, 30)).toBe(0.3)
  })
})
