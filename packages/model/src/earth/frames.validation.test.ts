import { describe, expect, it } from 'vitest'
import { ecefFromEci, itrfFromPef } from './frames.ts'
import { gmst82, gmst82AtJulianDate, parseUtc } from './time.ts'

const ARCSECOND = Math.PI / 180 / 3600

// Vallado, Crawford, Hujsak and Kelso, "Revisiting Spacetrack Report #3", AIAA 2006-6753, appendix C.
const TEME = Float64Array.of(5094180.1621, 6127644.6595, 6380344.5327)
const ITRF = Float64Array.of(-1033479.383, 7901295.2754, 6380356.5958)
const EPOCH = parseUtc('2004-04-06T07:51:28.386Z')
const DUT1 = -0.439961
const XP = -0.140682 * ARCSECOND
const YP = 0.333309 * ARCSECOND

/** The paper prints 1e−8 km; rounding of a date and its polynomial in one number leaves 5e−8 km. */
const PRINTED = 5e-5
/** One double holds the paper's UT1 Julian date to ±20 µs, a turn of 1.5e−9 rad at 8,000 km from the axis. */
const DATE_ROUNDING = 0.015

function distance(a: Float64Array, b: Float64Array): number {
  return Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!)
}

describe('TEME to ITRF, AIAA 2006-6753 appendix C', () => {
  it('agrees to 5e-8 km in each axis with the Julian date rounded as in the paper', () => {
    const r = new Float64Array(3)
    const ut1 = EPOCH.julianDay + EPOCH.secondOfDay / 86400 + DUT1 / 86400
    ecefFromEci(gmst82AtJulianDate(ut1), TEME, r)
    itrfFromPef(XP, YP, r, r)
    for (let i = 0; i < 3; i++) expect(Math.abs(r[i]! - ITRF[i]!)).toBeLessThan(PRINTED)
  })

  it('agrees to the rounding of that date, 13 mm, with the instant itself', () => {
    const r = new Float64Array(3)
    ecefFromEci(gmst82(EPOCH, DUT1), TEME, r)
    itrfFromPef(XP, YP, r, r)
    expect(distance(r, ITRF)).toBeLessThan(DATE_ROUNDING)
  })

  it('is off by what the manual states with UT1 = UTC and no polar motion', () => {
    const r = new Float64Array(3)
    ecefFromEci(gmst82(EPOCH), TEME, r)
    expect(distance(r, ITRF)).toBeLessThan(400)
    expect(distance(r, ITRF)).toBeGreaterThan(100)
  })
})

describe('gmst82', () => {
  it('gives 152.578787810 degrees on 1992-08-20 12:14 UT1', () => {
    // Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., example 3-5.
    // The example too holds the date in one number: ±20 µs or 8e−8 degree.
    const degrees = (gmst82(parseUtc('1992-08-20T12:14:00Z')) * 180) / Math.PI
    expect(Math.abs(degrees - 152.57878781)).toBeLessThan(8e-8)
    expect(Math.abs((gmst82AtJulianDate(2448855.009722222) * 180) / Math.PI - degrees)).toBeLessThan(8e-8)
  })
})
