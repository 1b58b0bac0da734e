import { describe, expect, it } from 'vitest'
import { OpendomeError } from '../core/index.ts'
import { parseTle, readOmm } from './index.ts'

/** The element set of the ISS in tle.test.ts, as a message. */
const ISS = {
  OBJECT_NAME: 'ISS (ZARYA)',
  OBJECT_ID: '1998-067A',
  EPOCH: '2018-07-03T19:25:57.304128',
  MEAN_MOTION: 15.54005638,
  ECCENTRICITY: 0.0003435,
  INCLINATION: 51.6414,
  RA_OF_ASC_NODE: 295.8524,
  ARG_OF_PERICENTER: 262.6267,
  MEAN_ANOMALY: 204.2868,
  EPHEMERIS_TYPE: 0,
  CLASSIFICATION_TYPE: 'U',
  NORAD_CAT_ID: 25544,
  ELEMENT_SET_NO: 999,
  REV_AT_EPOCH: 12110,
  BSTAR: 0.31745e-4,
  MEAN_MOTION_DOT: 0.00001614,
  MEAN_MOTION_DDOT: 0,
}

const SET = `ISS (ZARYA)
1 25544U 98067A   18184.80969102  .00001614  00000-0  31745-4 0  9993
2 25544  51.6414 295.8524 0003435 262.6267 204.2868 15.54005638121106`

function error(message: unknown): OpendomeError {
  try {
    readOmm(message)
  } catch (thrown) {
    if (thrown instanceof OpendomeError) return thrown
  }
  throw new Error('expected an OpendomeError')
}

describe('readOmm', () => {
  it('gives the elements of the same satellite as its two-line set', () => {
    const { epoch, ...elements } = readOmm(ISS)
    const { epoch: expected, ...rest } = parseTle(SET)
    expect(elements).toEqual(rest)
    expect(epoch.julianDay).toBe(expected.julianDay)
    // Eight decimals of a day against six of a second: rounding of the text.
    expect(Math.abs(epoch.secondOfDay - expected.secondOfDay)).toBeLessThan(1e-6)
  })

  it('reads numbers given as text, an epoch with Z, and the metadata that agree with SGP4', () => {
    const text = Object.fromEntries(Object.entries(ISS).map(([key, value]) => [key, String(value)]))
    const message = {
      ...text,
      EPOCH: `${ISS.EPOCH}Z`,
      BSTAR: '+.31745E-4',
      CENTER_NAME: 'EARTH',
      REF_FRAME: 'TEME',
      TIME_SYSTEM: 'UTC',
      MEAN_ELEMENT_THEORY: 'SGP4',
    }
    expect(readOmm(message)).toEqual(readOmm(ISS))
  })

  it('takes catalog numbers of nine digits and messages without name', () => {
    const { OBJECT_NAME: _, OBJECT_ID: __, ...anonymous } = ISS
    const elements = readOmm({ ...anonymous, NORAD_CAT_ID: 799_500_123 })
    expect(elements.catalogNumber).toBe(799_500_123)
    expect(elements.name).toBeUndefined()
    expect(elements.designator).toBeUndefined()
  })

  it.each([
    ['MEAN_MOTION', undefined, 'missing MEAN_MOTION of the message'],
    ['BSTAR', '', 'missing BSTAR of the message'],
    ['EPOCH', undefined, 'missing EPOCH of the message'],
    ['EPOCH', '2018-07-32T00:00:00', 'invalid UTC instant "2018-07-32T00:00:00Z"'],
    ['EPOCH', '2018-184T00:00:00', 'invalid UTC instant "2018-184T00:00:00Z"'],
    ['ECCENTRICITY', 1, 'invalid ECCENTRICITY 1: expected a number from 0 to'],
    ['ECCENTRICITY', '0,0003435', 'invalid ECCENTRICITY 0,0003435: expected a number from 0 to'],
    ['INCLINATION', 181, 'invalid INCLINATION 181: expected a number from 0 to 180'],
    ['INCLINATION', NaN, 'invalid INCLINATION NaN: expected a number from 0 to 180'],
    ['INCLINATION', [51.6], 'invalid INCLINATION of a list: expected a number or text'],
    ['MEAN_MOTION', 0, 'invalid MEAN_MOTION 0: expected a number from'],
    ['REF_FRAME', 'EME2000', 'unsupported REF_FRAME EME2000: expected TEME'],
    ['TIME_SYSTEM', 'TAI', 'unsupported TIME_SYSTEM TAI: expected UTC'],
    ['CENTER_NAME', 'MOON', 'unsupported CENTER_NAME MOON: expected EARTH'],
    ['MEAN_ELEMENT_THEORY', 'SGP4-XP', 'unsupported MEAN_ELEMENT_THEORY SGP4-XP: expected SGP4'],
    ['MEAN_ELEMENT_THEORY', 'DSST', 'unsupported MEAN_ELEMENT_THEORY DSST: expected SGP4'],
    ['OBJECT_NAME', ['ISS'], 'invalid OBJECT_NAME of a list: expected a number or text'],
    ['EPHEMERIS_TYPE', 4, 'unsupported EPHEMERIS_TYPE 4: expected 0'],
  ])('refuses %s %s', (key, value, message) => {
    const fault = error({ ...ISS, [key]: value })
    expect(fault.message.slice(0, message.length)).toBe(message)
    expect(fault.where).toBe(`omm.${key}`)
  })

  it.each([
    ['a list', [ISS], 'invalid message of a list: expected an object of keywords'],
    ['text', SET, 'invalid message of type string: expected an object of keywords'],
    ['null', null, 'invalid message null: expected an object of keywords'],
  ])('refuses %s', (_, message, words) => {
    const fault = error(message)
    expect(fault.message).toBe(words)
    expect(fault.where).toBe('omm')
  })
})
