import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EARTH_RATE } from './constants.ts'
import { formatUtc, gmst82, parseUtc, siderealAngle } from './time.ts'

describe('parseUtc', () => {
  it('gives the Julian day of midnight and the second of the day', () => {
    expect(parseUtc('2000-01-01T12:00:00Z')).toEqual({ julianDay: 2451544.5, secondOfDay: 43200 })
    expect(parseUtc('2028-02-29T23:59:59.250Z')).toEqual({ julianDay: 2461830.5, secondOfDay: 86399.25 })
    expect(parseUtc('1858-11-17')).toEqual({ julianDay: 2400000.5, secondOfDay: 0 })
    expect(parseUtc('2030-01-01T06:30Z').secondOfDay).toBe(23400)
  })

  it.each(['2028-06-01T00:00:00', '2028-06-01T00:00:00+02:00', '2028-6-1', 'tomorrow', ''])(
    'refuses the form "%s"',
    (text) => {
      expect(() => parseUtc(text)).toThrow(/^invalid UTC instant .*expected YYYY-MM-DDThh:mm:ssZ/)
    },
  )

  it.each(['2027-02-29', '2028-13-01', '2028-00-10', '2028-01-01T24:00:00Z', '1066-10-14'])(
    'refuses the date %s',
    (text) => {
      expect(() => parseUtc(text)).toThrow(/^invalid UTC instant .*existing date/)
    },
  )

  it('says that it does not know leap seconds', () => {
    expect(() => parseUtc('2016-12-31T23:59:60Z')).toThrow(/^unsupported UTC instant/)
  })
})

describe('formatUtc', () => {
  it('agrees with the calendar of the engine on any day', () => {
    const day = fc.integer({ min: Date.UTC(1600, 0, 1) / 864e5, max: Date.UTC(2399, 11, 31) / 864e5 })
    const millisecond = fc.integer({ min: 0, max: 86399999 })
    const check = (d: number, ms: number, later: number): void => {
      const text = new Date(d * 864e5 + ms).toISOString()
      const epoch = parseUtc(text)
      expect(formatUtc(epoch, 0)).toBe(text)
      expect(formatUtc(epoch, later)).toBe(new Date(d * 864e5 + ms + later * 1000).toISOString())
    }
    fc.assert(fc.property(day, millisecond, fc.integer({ min: -1e8, max: 1e8 }), check), { seed: 5 })
  })

  it('carries a rounded millisecond into the next day', () => {
    expect(formatUtc(parseUtc('2027-12-31T23:59:59Z'), 0.9996)).toBe('2028-01-01T00:00:00.000Z')
  })

  it('refuses a time that is not a number', () => {
    expect(() => formatUtc(parseUtc('2028-01-01'), NaN)).toThrow(/^invalid time NaN s/)
  })
})

describe('siderealAngle', () => {
  const epoch = parseUtc('2028-06-01T05:00:00Z')

  it('starts at GMST and turns at the rate of the Earth', () => {
    expect(siderealAngle(epoch, 0, 0.2)).toBe(gmst82(epoch, 0.2))
    const turned = siderealAngle(epoch, 1000) - siderealAngle(epoch, 0)
    expect(turned).toBeCloseTo(1000 * EARTH_RATE, 12)
  })

  it('stays in [0, 2π) for any time', () => {
    const check = (t: number): void => {
      const angle = siderealAngle(epoch, t)
      expect(angle).toBeGreaterThanOrEqual(0)
      expect(angle).toBeLessThan(2 * Math.PI)
    }
    fc.assert(fc.property(fc.double({ min: -1e8, max: 1e8, noNaN: true }), check), { seed: 6 })
  })

  it('follows GMST of a later epoch but for precession, 5 m on the equator in a day', () => {
    const later = parseUtc('2028-06-02T05:00:00Z')
    const difference = gmst82(later) - siderealAngle(epoch, 86400)
    expect(Math.abs(difference)).toBeLessThan(8e-7)
    expect(Math.abs(difference)).toBeGreaterThan(6e-7)
  })
})
