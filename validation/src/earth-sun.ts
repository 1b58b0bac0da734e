import { ASTRONOMICAL_UNIT, parseUtc, sunDirection } from '@opendome/model/earth'
import { asin, atan2, cos, norm3, sin } from '@opendome/model/math'
import { DEGREE, absolute, within, type Case, type Row } from './case.ts'
import { source } from './sources.ts'

const PRINTED = absolute(1e-5, 'deg', 'Five decimals are printed of results and intermediate results alike.')
const STATED = absolute(0.01, 'deg', 'What the formula states of itself.')

/** Meeus counts right ascension from the true equinox, ECI from the mean one: the difference, degrees, by his own terms. */
const EQUATION_OF_EQUINOXES = -0.00478 * sin(264.65 * DEGREE) * cos(23.43999 * DEGREE)

function meeus(): Row[] {
  const u = new Float64Array(3)
  const distance = sunDirection(parseUtc('1992-10-13T00:00:00Z'), 0, u)
  const rightAscension = atan2(u[1]!, u[0]!) / DEGREE + 360 + EQUATION_OF_EQUINOXES
  return [
    within('right ascension', 'deg', 198.38083, rightAscension, PRINTED),
    within('declination', 'deg', -7.78507, asin(u[2]!) / DEGREE, PRINTED),
    within(
      'distance',
      'AU',
      0.99766,
      distance / ASTRONOMICAL_UNIT,
      absolute(5e-6, 'AU', 'Half of the last printed digit.'),
    ),
  ]
}

function vallado(): Row[] {
  const expected = [146186212, 28788976, 12481064] as const
  const length = norm3(...expected)
  const u = new Float64Array(3)
  const distance = sunDirection(parseUtc('2006-04-02T00:00:00Z'), 0, u)
  const off = norm3(u[0]! - expected[0] / length, u[1]! - expected[1] / length, u[2]! - expected[2] / length)
  return [
    within('angle from the direction of the example', 'deg', 0, off / DEGREE, STATED),
    within(
      'distance',
      'km',
      Math.round(length),
      distance / 1000,
      absolute(15_000, 'km', 'One part in 10,000, as stated.'),
    ),
  ]
}

export const SUN_CASES: readonly Case[] = [
  {
    id: 'earth/sun-meeus-25.a',
    class: 'published',
    source: source('meeus', 'example 25.a'),
    note: 'The program takes UTC for terrestrial time, in which the example is: its date gives its digits.',
    rows: meeus,
  },
  {
    id: 'earth/sun-vallado-5.1',
    class: 'published',
    source: source('vallado', 'example 5-1'),
    note: 'In the mean equator of date, by a shorter formula without nutation.',
    rows: vallado,
  },
]
