import {
  centralAngle,
  ecefFromEci,
  geodesic,
  gmst82,
  gmst82AtJulianDate,
  itrfFromPef,
  parseUtc,
} from '@opendome/model/earth'
import { norm3 } from '@opendome/model/math'
import { DEGREE, KM, absolute, within, type Case, type Row } from './case.ts'
import { source } from './sources.ts'

/** Latitude and longitude, degrees. */
const VANDENBERG = [34.75, -120.57] as const
const KWAJALEIN = [9.4, 167.47] as const

/** AIAA 2006-6753, appendix C: km, UTC, s, arc seconds. */
const TEME = [5094.1801621, 6127.6446595, 6380.3445327] as const
const ITRF = [-1033.479383, 7901.2952754, 6380.3565958] as const
const INSTANT = '2004-04-06T07:51:28.386Z'
const DUT1 = -0.439961
const POLE = [-0.140682, 0.333309] as const

const PAPER_DATE = absolute(
  5e-8,
  'km',
  'Half of the last printed digit; the date is held in one number and summed in the order of the paper, since rounding there turns the Earth by millimetres.',
)
const OWN_DATE = absolute(
  1.5e-5,
  'km',
  'One double holds the UT1 Julian date of the paper to 20 µs, which turns a point 8,000 km from the axis by 12 mm.',
)
const NO_EARTH_ORIENTATION = absolute(
  0.4,
  'km',
  'UT1 = UTC turns the Earth by up to 0.9 s and the pole moves by up to 20 m: the size of what is left out.',
)

/** The paper's TEME position in ITRF, km, for a sidereal angle; without polar motion where `pole` is left out. */
function itrf(angle: number, pole?: readonly [xp: number, yp: number]): Float64Array {
  const r = Float64Array.from(TEME, (x) => x * KM)
  ecefFromEci(angle, r, r)
  if (pole !== undefined) itrfFromPef((pole[0] * DEGREE) / 3600, (pole[1] * DEGREE) / 3600, r, r)
  return r.map((x) => x / KM)
}

function miss(r: Float64Array): number {
  return norm3(r[0]! - ITRF[0], r[1]! - ITRF[1], r[2]! - ITRF[2])
}

function teme(): Row[] {
  const epoch = parseUtc(INSTANT)
  const date = epoch.julianDay + epoch.secondOfDay / 86_400 + DUT1 / 86_400
  const paper = itrf(gmst82AtJulianDate(date), POLE)
  return [
    ...ITRF.map((expected, i) =>
      within(
        `${'xyz'.charAt(i)}, dut1 and polar motion given, date in one number`,
        'km',
        expected,
        paper[i]!,
        PAPER_DATE,
      ),
    ),
    within(
      'distance, same, date in two numbers as the program keeps it',
      'km',
      0,
      miss(itrf(gmst82(epoch, DUT1), POLE)),
      OWN_DATE,
    ),
    within('distance, UT1 = UTC, no polar motion', 'km', 0, miss(itrf(gmst82(epoch))), NO_EARTH_ORIENTATION),
  ]
}

const degrees = (d: number, m: number, s: number): number => d + m / 60 + s / 3600

/** Published lines: name, from, to (degrees), length (m), tolerance. */
const LINES = [
  [
    'New York to London',
    [40.6, -73.8],
    [51.6, -0.5],
    5_551_760,
    absolute(5, 'm', 'The example prints 10 m steps.'),
  ],
  [
    'New York to Singapore',
    [degrees(40, 38, 23), -degrees(73, 46, 44)],
    [degrees(1, 21, 33), degrees(103, 59, 22)],
    15_347_628,
    absolute(0.5, 'm', 'The example prints metres.'),
  ],
  [
    'Wellington to Salamanca, nearly antipodal',
    [-41.32, 174.81],
    [40.96, -5.5],
    19_959_679.267,
    absolute(5e-4, 'm', 'The example prints millimetres.'),
  ],
] as const

export const FRAME_CASES: readonly Case[] = [
  {
    id: 'earth/geodesic',
    class: 'published',
    source: source('arithmetic', 'great circle on a sphere of 6,371 km, Vandenberg to Kwajalein'),
    note: 'Press reports print 6,759 km for this line: nautical miles taken for statute ones.',
    rows: () => {
      const [from, to] = [VANDENBERG, KWAJALEIN]
      const angle = centralAngle(from[0] * DEGREE, from[1] * DEGREE, to[0] * DEGREE, to[1] * DEGREE)
      const tolerance = absolute(0.5, 'km', 'The coordinates are given to 0.01°, about 1 km.')
      return [within('great circle', 'km', 7769.4, 6371 * angle, tolerance)]
    },
  },
  {
    id: 'earth/teme-itrf',
    class: 'published',
    source: source('spacetrack', 'appendix C'),
    note: 'A scenario takes UT1 = UTC and no polar motion (last row); the functions take both.',
    rows: teme,
  },
  {
    id: 'earth/geodesic-ellipsoid',
    class: 'published',
    source: source('geographiclib', 'examples of Geodesic, GeodSolve and Python Geodesic.Inverse'),
    rows: () =>
      LINES.map(([name, from, to, expected, tolerance]) => {
        const line = geodesic(from[0] * DEGREE, from[1] * DEGREE, to[0] * DEGREE, to[1] * DEGREE)
        return within(name, 'm', expected, line.distance, tolerance)
      }),
  },
  {
    id: 'earth/gmst',
    class: 'published',
    source: source('vallado', 'example 3-5'),
    rows: () => {
      const angle = gmst82(parseUtc('1992-08-20T12:14:00Z')) / DEGREE
      const tolerance = absolute(8e-8, 'deg', 'The example holds its date in one number, good to 20 µs.')
      return [within('sidereal angle 1992-08-20 12:14 UT1', 'deg', 152.57878781, angle, tolerance)]
    },
  },
]
