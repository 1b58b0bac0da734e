import { Body, GeoVector, MakeTime, RotateVector, Rotation_EQJ_EQD, SiderealTime } from 'astronomy-engine'
import { describe, expect, it } from 'vitest'
import { ASTRONOMICAL_UNIT, ecefFromEci, parseUtc, siderealAngle, sunDirection } from './index.ts'
import { sunOfDate } from './sun.ts'

const DEGREE = Math.PI / 180

/** What the model states, degrees and part of the distance. */
const STATED = 0.01
const STATED_DISTANCE = 1e-4

function angle(a: readonly number[] | Float64Array, b: readonly number[] | Float64Array): number {
  const cross = Math.hypot(
    a[1]! * b[2]! - a[2]! * b[1]!,
    a[2]! * b[0]! - a[0]! * b[2]!,
    a[0]! * b[1]! - a[1]! * b[0]!,
  )
  return Math.atan2(cross, a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!) / DEGREE
}

describe('the Sun in the true equator and mean equinox of date', () => {
  const u = new Float64Array(3)

  it('is that of Meeus, Astronomical Algorithms (2nd ed.), example 25.a, but for the mean equinox', () => {
    // 1992 October 13.0 TD: α 198.38083°, δ −7.78507°, R 0.99766, all printed digits; nutation in longitude 0.00476°.
    const PRINTED = 1.5e-5
    const distance = sunOfDate(-0.072183436, u)
    const equinoxes =
      -0.00478 * Math.sin((125.04 + 1934.136 * 0.072183436) * DEGREE) * Math.cos(23.43999 * DEGREE)
    expect(Math.abs(Math.atan2(u[1]!, u[0]!) / DEGREE + 360 + equinoxes - 198.38083)).toBeLessThan(PRINTED)
    expect(Math.abs(Math.asin(u[2]!) / DEGREE + 7.78507)).toBeLessThan(PRINTED)
    expect(Math.abs(distance / ASTRONOMICAL_UNIT - 0.99766)).toBeLessThan(PRINTED)
  })

  it('is that of Vallado (4th ed.), example 5-1, within what both state', () => {
    // 2006 April 2, 00:00 UTC: km in the mean equator of date, by a shorter formula.
    const expected = [146186212, 28788976, 12481064]
    const distance = sunOfDate((2453827.5 - 2451545) / 36525, u)
    expect(angle(u, expected)).toBeLessThan(STATED)
    expect(Math.abs(distance / 1000 / Math.hypot(...expected) - 1)).toBeLessThan(STATED_DISTANCE)
  })
})

describe('sunDirection', () => {
  it('stands over the ground where astronomy-engine 2.1.19 has it, at 4,000 instants of 1900 to 2097', () => {
    const u = new Float64Array(3)
    let worst = 0
    let worstDistance = 0
    for (let k = 0; k < 4000; k++) {
      // Scenario epochs some days before the instant, so that the turn of ECI is part of what is compared.
      const t = 1e6 + 371.5 * k
      const epoch = { julianDay: 2415021.5 + 18 * k, secondOfDay: (k * 9_973) % 86_400 }
      const distance = sunDirection(epoch, t, u)
      ecefFromEci(siderealAngle(epoch, t), u, u)

      const seconds = (epoch.julianDay - 2440587.5) * 86_400 + epoch.secondOfDay + t
      const time = MakeTime(new Date(seconds * 1000))
      const { x, y, z } = RotateVector(Rotation_EQJ_EQD(time), GeoVector(Body.Sun, time, true))
      const expected = Float64Array.of(x, y, z)
      ecefFromEci((SiderealTime(time) / 12) * Math.PI, expected, expected)
      worst = Math.max(worst, angle(u, expected))
      worstDistance = Math.max(
        worstDistance,
        Math.abs(distance / ASTRONOMICAL_UNIT / Math.hypot(x, y, z) - 1),
      )
    }
    expect(worst).toBeLessThan(STATED)
    expect(worstDistance).toBeLessThan(STATED_DISTANCE)
  })

  it('is over the same ground whatever the scenario epoch, and of length 1', () => {
    const t = 40 * 86_400
    const here = new Float64Array(3)
    const there = new Float64Array(3)
    const distance = sunDirection(parseUtc('2030-03-01T00:00:00Z'), t, here)
    expect(sunDirection(parseUtc('2030-04-10T00:00:00Z'), 0, there)).toBe(distance)
    expect(Math.hypot(...here)).toBeCloseTo(1, 14)
    ecefFromEci(siderealAngle(parseUtc('2030-03-01T00:00:00Z'), t), here, here)
    ecefFromEci(siderealAngle(parseUtc('2030-04-10T00:00:00Z'), 0), there, there)
    expect(angle(here, there)).toBeLessThan(1e-9)
  })

  it.each(['1899-12-30T00:00:00Z', '2100-01-03T00:00:00Z'])('refuses %s', (text) => {
    expect(() => sunDirection(parseUtc(text), 0, new Float64Array(3))).toThrow(/^unsupported Sun /)
  })
})
