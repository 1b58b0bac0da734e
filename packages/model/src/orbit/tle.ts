import { OpendomeError } from '../core/index.ts'
import { parseUtc, type Epoch } from '../earth/index.ts'
import { meanElements, type MeanElements } from './mean-elements.ts'

const LENGTH = 69

/** Where a field stands (columns from 1, both ends included), what it must look like, and that in words. */
interface Field {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly form: RegExp
  readonly words: string
}

const field = (name: string, from: number, to: number, form: RegExp, words: string): Field => ({
  name,
  from,
  to,
  form,
  words,
})

const CATALOG = /^(?: *\d+|[A-HJ-NP-Z]\d{4})$/
const ANGLE = /^[ \d]{2}\d\.\d{4}$/
const POWER = /^[-+ ]\d{5}[-+]\d$/
const BLANK = / /

const number = field('catalog number', 3, 7, CATALOG, 'five digits, the first perhaps a letter but I and O')
const checksum = field('checksum', LENGTH, LENGTH, /\d/, 'a digit')

/** Columns of the first line, in their order. Space-Track, "Basic Description of the Two Line Element (TLE) Format". */
const LINE_1: readonly Field[] = [
  number,
  field('classification', 8, 8, /[UCS ]/, 'U, C or S'),
  field('international designator', 10, 17, /^(?: {8}|\d{5}[A-Z]{1,3} *)$/, 'like 98067A'),
  field('year of the epoch', 19, 20, /^\d\d$/, 'two digits'),
  field('day of the epoch', 21, 32, /^[ \d]{2}\d\.\d{8}$/, 'ddd.dddddddd'),
  field('first derivative of the mean motion', 34, 43, /^[-+ ]\.\d{8}$/, '±.dddddddd'),
  field('second derivative of the mean motion', 45, 52, POWER, '±ddddd±d'),
  field('drag term B*', 54, 61, POWER, '±ddddd±d'),
  field('ephemeris type', 63, 63, /[ \d]/, 'a digit'),
  field('number of the element set', 65, 68, /^ *\d+$/, 'up to four digits'),
  checksum,
]

/** Columns of the second line. */
const LINE_2: readonly Field[] = [
  number,
  field('inclination', 9, 16, ANGLE, 'ddd.dddd'),
  field('right ascension of the node', 18, 25, ANGLE, 'ddd.dddd'),
  field('eccentricity', 27, 33, /^\d{7}$/, 'seven digits'),
  field('argument of perigee', 35, 42, ANGLE, 'ddd.dddd'),
  field('mean anomaly', 44, 51, ANGLE, 'ddd.dddd'),
  field('mean motion', 53, 63, /^[ \d]\d\.\d{8}$/, 'dd.dddddddd'),
  field('revolution number', 64, 68, /^ *\d+$/, 'up to five digits'),
  checksum,
]

/**
 * Reads a two-line element set, with or without a line for the name before it. `source` is what `where` of an error
 * begins with, before line and column. The set is for SGP4 (ephemeris type 0 or blank); the derivatives of the mean motion
 * are checked for form and left out, since SGP4 takes B* instead. Years 57 to 99 are of the 20th century.
 *
 * Errors, each with its place: `missing` for a set without its lines, `invalid` for a wrong column, checksum, number or
 * date, `unsupported` for another ephemeris type.
 */
export function parseTle(text: string, source = 'tle'): MeanElements {
  const all = text.split(/\r?\n/).map((line) => line.trimEnd())
  const rows = all.flatMap((line, k) => (line === '' ? [] : [{ line, row: k + 1 }]))
  if (rows.length < 2) {
    throw new OpendomeError(
      'missing',
      `lines of an element set: found ${rows.length}, expected two, or a name and two`,
      {
        where: `${source}:1:1`,
      },
    )
  }
  if (rows.length > 3) {
    throw new OpendomeError(
      'invalid',
      `element set of ${rows.length} lines: expected two, or a name and two`,
      {
        where: `${source}:${rows[3]!.row}:1`,
        hint: 'give one satellite at a time',
      },
    )
  }
  const [first, second] = rows.slice(-2) as [Row, Row]
  const name = rows.length === 3 ? rows[0]!.line.replace(/^0 /, '').trim() : undefined
  const one = new Columns(first, '1', LINE_1, source)
  const two = new Columns(second, '2', LINE_2, source)
  if (one.text(number) !== two.text(number)) {
    const found = two.text(number).trim()
    throw two.fault(number.from, `catalog number ${found}: expected ${one.text(number).trim()} as in line 1`)
  }
  const type = one.at('ephemeris type')
  if (type !== ' ' && type !== '0') {
    throw new OpendomeError('unsupported', `ephemeris type ${type}: expected 0, a set for SGP4`, {
      where: one.where(63),
      hint: type === '4' ? 'SGP4-XP is not public; take the SGP4 set of the same satellite' : undefined,
    })
  }

  const epoch = one.epoch()
  const turn = (name: string): number => two.within(name, 360)
  const identity = {
    name: name === '' ? undefined : name,
    catalogNumber: catalogNumber(one.at('catalog number')),
    designator: designator(one.at('international designator')),
  }
  return meanElements(identity, epoch, {
    inclination_deg: two.within('inclination', 180),
    node_deg: turn('right ascension of the node'),
    eccentricity: Number(`0.${two.at('eccentricity')}`),
    perigee_deg: turn('argument of perigee'),
    meanAnomaly_deg: turn('mean anomaly'),
    revolutionsPerDay: two.within('mean motion', 100, Number.MIN_VALUE),
    bstar: impliedPoint(one.at('drag term B*')),
  })
}

interface Row {
  readonly line: string
  readonly row: number
}

/** One line after its columns are checked. */
class Columns {
  readonly #line: string
  readonly #row: number
  readonly #fields: readonly Field[]
  readonly #source: string

  constructor({ line, row }: Row, label: string, fields: readonly Field[], source: string) {
    this.#line = line
    this.#row = row
    this.#fields = fields
    this.#source = source
    if (!line.startsWith(label)) {
      throw this.fault(1, `line number "${line.charAt(0)}": expected ${label}`)
    }
    let next = 2
    for (const one of fields) {
      for (; next < one.from; next++) {
        if (!BLANK.test(this.#column(next, next))) {
          throw this.fault(next, `"${this.#column(next, next)}" in column ${next}: expected a space`)
        }
      }
      const text = this.text(one)
      if (!one.form.test(text)) {
        throw this.fault(one.from, `${one.name} "${text}": expected ${one.words}`)
      }
      next = one.to + 1
    }
    if (line.length > LENGTH) {
      throw this.fault(LENGTH + 1, `line of ${line.length} columns: expected ${LENGTH}`)
    }
    const sum = checksumOf(line)
    if (Number(this.text(checksum)) !== sum) {
      throw this.fault(LENGTH, `checksum of line ${label}: expected ${sum}, found ${this.text(checksum)}`)
    }
  }

  text({ from, to }: Field): string {
    return this.#column(from, to)
  }

  at(name: string): string {
    return this.text(this.#field(name))
  }

  /** A number from `low` to `high`. */
  within(name: string, high: number, low = 0): number {
    const value = Number(this.at(name))
    if (!(value >= low && value <= high)) {
      const range = low > 0 ? `above 0, at most ${high}` : `0 to ${high}`
      throw this.fault(this.#field(name).from, `${name} ${value}: expected ${range}`)
    }
    return value
  }

  /** The epoch: two digits of the year, and the day of the year from 1 with its fraction. */
  epoch(): Epoch {
    const short = Number(this.at('year of the epoch'))
    const year = short < 57 ? 2000 + short : 1900 + short
    const [whole, fraction] = this.at('day of the epoch').split('.') as [string, string]
    const start = parseUtc(`${year}-01-01`).julianDay
    const days = parseUtc(`${year + 1}-01-01`).julianDay - start
    const day = Number(whole)
    if (!(day >= 1 && day <= days)) {
      throw this.fault(21, `day ${day} of ${year}: expected 1 to ${days}`)
    }
    return { julianDay: start + day - 1, secondOfDay: Number(`0.${fraction}`) * 86_400 }
  }

  where(column: number): string {
    return `${this.#source}:${this.#row}:${column}`
  }

  fault(column: number, text: string): OpendomeError {
    return new OpendomeError('invalid', text, { where: this.where(column) })
  }

  #field(name: string): Field {
    return this.#fields.find((one) => one.name === name)!
  }

  #column(from: number, to: number): string {
    return this.#line.slice(from - 1, to)
  }
}

/** Sum of the digits of the first 68 columns, a minus counting 1, modulo 10. */
function checksumOf(line: string): number {
  let sum = 0
  for (const character of line.slice(0, LENGTH - 1)) {
    if (character === '-') sum += 1
    else if (character >= '0' && character <= '9') sum += Number(character)
  }
  return sum % 10
}

/** Alpha-5: a letter in the first place, without I and O, stands for 10 to 33. */
function catalogNumber(text: string): number {
  const letter = 'ABCDEFGHJKLMNPQRSTUVWXYZ'.indexOf(text.charAt(0))
  return letter < 0 ? Number(text) : (10 + letter) * 10_000 + Number(text.slice(1))
}

/** `98067A` as `1998-067A`. */
function designator(text: string): string | undefined {
  if (text.trim() === '') return undefined
  const century = Number(text.slice(0, 2)) < 57 ? '20' : '19'
  return `${century}${text.slice(0, 2)}-${text.slice(2).trim()}`
}

/** ` 12345-3` is 0.12345e−3. */
function impliedPoint(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1
  return sign * Number(`0.${text.slice(1, 6)}e${text.slice(6)}`)
}
