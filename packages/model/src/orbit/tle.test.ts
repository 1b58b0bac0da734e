import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OpendomeError } from '../core/index.ts'
import { formatUtc } from '../earth/index.ts'
import { parseTle } from './index.ts'

const DEGREE = Math.PI / 180

const ISS = [
  'ISS (ZARYA)',
  '1 25544U 98067A   18184.80969102  .00001614  00000-0  31745-4 0  9993',
  '2 25544  51.6414 295.8524 0003435 262.6267 204.2868 15.54005638121106',
] as const
const [NAME, ONE, TWO] = ISS

/** The line with its last digit made right. */
function summed(line: string): string {
  let sum = 0
  for (const c of line.slice(0, 68)) sum += c === '-' ? 1 : Number(c) || 0
  return `${line.slice(0, 68)}${sum % 10}`
}

/** The line with `text` written from `column` (from 1) on and its checksum made right. */
function changed(line: string, column: number, text: string): string {
  return summed(line.slice(0, column - 1) + text + line.slice(column - 1 + text.length))
}

function error(text: string, source?: string): OpendomeError {
  try {
    parseTle(text, source)
  } catch (thrown) {
    if (thrown instanceof OpendomeError) return thrown
  }
  throw new Error('expected an OpendomeError')
}

describe('parseTle', () => {
  it('reads the elements of a set with a name', () => {
    const elements = parseTle(ISS.join('\n'))
    expect(elements).toEqual({
      name: 'ISS (ZARYA)',
      catalogNumber: 25544,
      designator: '1998-067A',
      epoch: { julianDay: 2458302.5, secondOfDay: 0.80969102 * 86_400 },
      inclination: 51.6414 * DEGREE,
      node: 295.8524 * DEGREE,
      eccentricity: 0.0003435,
      perigee: 262.6267 * DEGREE,
      meanAnomaly: 204.2868 * DEGREE,
      meanMotion: (15.54005638 * 2 * Math.PI) / 86_400,
      bstar: 0.31745e-4,
    })
    expect(formatUtc(elements.epoch, 0)).toBe('2018-07-03T19:25:57.304Z')
  })

  it('reads it alike without a name, with 0 before it, with blank lines, spaces at the end and CR LF', () => {
    const { name: _, ...elements } = parseTle(ISS.join('\n'))
    expect(parseTle(`${ONE}\n${TWO}`)).toEqual({ ...elements, name: undefined })
    expect(parseTle(`\n0 ${NAME}  \r\n${ONE} \r\n\r\n${TWO}\r\n`)).toEqual({ ...elements, name: NAME })
  })

  it('reads Alpha-5 catalog numbers, skipping I and O', () => {
    const at = (text: string): number =>
      parseTle(`${changed(ONE, 3, text)}\n${changed(TWO, 3, text)}`).catalogNumber
    expect(at('    5')).toBe(5)
    expect(at('A0000')).toBe(100_000)
    expect(at('E8493')).toBe(148_493)
    expect(at('J2931')).toBe(182_931)
    expect(at('Z9999')).toBe(339_999)
    for (const wrong of ['I0000', 'O0000', 'a0000', '2554 ', '25A44'])
      expect(() => at(wrong)).toThrow('catalog')
  })

  it('reads exponents, signs and years as the format has them', () => {
    const drag = (text: string): number => parseTle(`${changed(ONE, 54, text)}\n${TWO}`).bstar
    expect(drag('-13525-3')).toBe(-0.13525e-3)
    expect(drag(' 14311-1')).toBe(0.014311)
    expect(drag('+12345+1')).toBe(1.2345)
    expect(drag(' 00000+0')).toBe(0)
    const epoch = (text: string): string => formatUtc(parseTle(`${changed(ONE, 19, text)}\n${TWO}`).epoch, 0)
    expect(epoch('57001.00000000')).toBe('1957-01-01T00:00:00.000Z')
    expect(epoch('56366.50000000')).toBe('2056-12-31T12:00:00.000Z')
    expect(epoch('00060.00000000')).toBe('2000-02-29T00:00:00.000Z')
    expect(epoch('24  1.00000000')).toBe('2024-01-01T00:00:00.000Z')
  })

  it('reads sets without designator and ephemeris type, as Spacetrack Report No. 3 prints them', () => {
    const elements = parseTle(
      [
        '1 88888U          80275.98708465  .00073094  13844-3  66816-4 0    87',
        '2 88888  72.8435 115.9689 0086731  52.6988 110.5714 16.05824518  1058',
      ].join('\n'),
    )
    expect(elements.designator).toBeUndefined()
    expect(parseTle(`${changed(ONE, 63, ' ')}\n${TWO}`).catalogNumber).toBe(25544)
  })

  it('says which checksum it expected and which it found, and where', () => {
    const fault = error(`${NAME}\n${ONE}\n${TWO.slice(0, 68)}7`, 'site.yaml')
    expect(fault.message).toBe('invalid checksum of line 2: expected 6, found 7')
    expect(fault.where).toBe('site.yaml:3:69')
    expect(error(`${ONE.replace('.80969102', '.80969103')}\n${TWO}`).message).toContain('expected 4, found 3')
  })

  it.each([
    ['nothing', '', 'missing lines of an element set: found 0', 'tle:1:1'],
    ['one line', ONE, 'missing lines of an element set: found 1', 'tle:1:1'],
    ['four lines', `${ISS.join('\n')}\n${ONE}`, 'invalid element set of 4 lines', 'tle:4:1'],
    ['the lines the other way round', `${TWO}\n${ONE}`, 'invalid line number "2": expected 1', 'tle:1:1'],
    [
      'a line cut short',
      `${ONE.slice(0, 60)}\n${TWO}`,
      'invalid drag term B* " 31745-": expected ±ddddd±d',
      'tle:1:54',
    ],
    [
      'a line without checksum',
      `${ONE}\n${TWO.slice(0, 68)}`,
      'invalid checksum "": expected a digit',
      'tle:2:69',
    ],
    ['a line too long', `${ONE}\n${TWO}  0.0`, 'invalid line of 74 columns: expected 69', 'tle:2:70'],
    [
      'a column shifted',
      `${ONE}\n2  25544 51.6414${TWO.slice(16)}`,
      'invalid "4" in column 8: expected a space',
      'tle:2:8',
    ],
    [
      'a letter in the inclination',
      `${ONE}\n${changed(TWO, 9, ' 51.641x')}`,
      'invalid inclination " 51.641x": expected ddd.dddd',
      'tle:2:9',
    ],
    [
      'a tab',
      `${ONE}\n${TWO.replace('  51', '\t 51')}`,
      'invalid "\t" in column 8: expected a space',
      'tle:2:8',
    ],
    [
      'an inclination past 180°',
      `${ONE}\n${changed(TWO, 9, '181.6414')}`,
      'invalid inclination 181.6414: expected 0 to 180',
      'tle:2:9',
    ],
    [
      'a node past 360°',
      `${ONE}\n${changed(TWO, 18, '360.8524')}`,
      'invalid right ascension of the node 360.8524: expected 0 to 360',
      'tle:2:18',
    ],
    [
      'no motion',
      `${ONE}\n${changed(TWO, 53, ' 0.00000000')}`,
      'invalid mean motion 0: expected above 0, at most 100',
      'tle:2:53',
    ],
    [
      'a day past the year',
      `${changed(ONE, 21, '366.00000000')}\n${TWO}`,
      'invalid day 366 of 2018: expected 1 to 365',
      'tle:1:21',
    ],
    [
      'a day before the year',
      `${changed(ONE, 21, '000.50000000')}\n${TWO}`,
      'invalid day 0 of 2018: expected 1 to 365',
      'tle:1:21',
    ],
    [
      'two satellites',
      `${ONE}\n${changed(TWO, 3, '25545')}`,
      'invalid catalog number 25545: expected 25544 as in line 1',
      'tle:2:3',
    ],
    [
      'a set for SGP4-XP',
      `${changed(ONE, 63, '4')}\n${TWO}`,
      'unsupported ephemeris type 4: expected 0, a set for SGP4',
      'tle:1:63',
    ],
  ])('refuses %s', (_, text, message, where) => {
    const fault = error(text)
    expect(fault.message.slice(0, message.length)).toBe(message)
    expect(fault.where).toBe(where)
  })

  it('reads back what is written in the format', () => {
    const angle = (high: number): fc.Arbitrary<number> =>
      fc.integer({ min: 0, max: high * 10_000 }).map((k) => k / 10_000)
    fc.assert(
      fc.property(
        angle(180),
        angle(360),
        angle(360),
        angle(360),
        fc.integer({ min: 0, max: 9_999_999 }),
        fc.integer({ min: 1_000_000, max: 1_700_000_000 }),
        fc.integer({ min: -99_999, max: 99_999 }),
        fc.integer({ min: -9, max: 9 }),
        (inclination, node, perigee, anomaly, eccentricity, motion, mantissa, exponent) => {
          const degrees = (value: number): string => value.toFixed(4).padStart(8)
          const drag = `${mantissa < 0 ? '-' : ' '}${String(Math.abs(mantissa)).padStart(5, '0')}${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`
          const two = `2 25544 ${degrees(inclination)} ${degrees(node)} ${String(eccentricity).padStart(7, '0')} ${degrees(perigee)} ${degrees(anomaly)} ${(motion / 1e8).toFixed(8).padStart(11)}12110`
          const elements = parseTle(`${changed(ONE, 54, drag)}\n${summed(two)}`)
          expect(elements.inclination).toBe(inclination * DEGREE)
          expect(elements.node).toBe(node * DEGREE)
          expect(elements.perigee).toBe(perigee * DEGREE)
          expect(elements.meanAnomaly).toBe(anomaly * DEGREE)
          expect(elements.eccentricity).toBe(Number(`0.${String(eccentricity).padStart(7, '0')}`))
          expect(elements.meanMotion).toBeCloseTo(((motion / 1e8) * 2 * Math.PI) / 86_400, 15)
          expect(elements.bstar).toBe(Number(`${mantissa}e${exponent - 5}`))
        },
      ),
    )
  })

  it('gives elements or one of our errors with a place, whatever a line is changed to', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 1),
        fc.integer({ min: 0, max: 69 }),
        fc.string({ maxLength: 4 }),
        (row, column, text) => {
          const lines = [ONE, TWO] as string[]
          const line = lines[row]!
          lines[row] = line.slice(0, column) + text + line.slice(column + text.length)
          try {
            expect(Number.isFinite(parseTle(lines.join('\n')).meanMotion)).toBe(true)
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(OpendomeError)
            expect((thrown as OpendomeError).where).toMatch(/^tle:\d+:\d+$/)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })
})
