import { norm3 } from '@opendome/model/math'
import { Sgp4, parseTle } from '@opendome/model/orbit'
import { KM, absolute, within, type Case, type Row, type Tolerance } from './case.ts'
import { source } from './sources.ts'

/** A set of the verification file, what it is there for, and the last state published for it: min, km. */
interface Verification {
  readonly about: string
  readonly lines: readonly [string, string]
  readonly minutes: number
  readonly position: readonly [x: number, y: number, z: number]
  readonly deepSpace: boolean
}

const NEAR_EARTH = absolute(
  2e-8,
  'km',
  'The output prints 1e-8 km an axis; half of that in three axes, and rounding.',
)
const DEEP_SPACE = absolute(
  1e-5,
  'km',
  'The published program holds the epoch as one Julian date, good to 40 µs; Moon, Sun and sidereal angle feel it.',
)

const SETS: readonly Verification[] = [
  {
    about: '00005, eccentricity 0.19',
    lines: [
      '1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753',
      '2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667',
    ],
    minutes: 4320,
    position: [-9060.47373569, 4658.70952502, 813.68673153],
    deepSpace: false,
  },
  {
    about: '88888, the SGP4 case of Spacetrack Report No. 3',
    lines: [
      '1 88888U          80275.98708465  .00073094  13844-3  66816-4 0    87',
      '2 88888  72.8435 115.9689 0086731  52.6988 110.5714 16.05824518  1058',
    ],
    minutes: 1440,
    position: [2742.55398832, -6079.67009123, -326.39012649],
    deepSpace: false,
  },
  {
    about: '29141, twenty minutes before its decay',
    lines: [
      '1 29141U 85108AA  06170.26783845  .99999999  00000-0  13519-0 0   718',
      '2 29141  82.4288 273.4882 0015848 277.2124  83.9133 15.93343074  6828',
    ],
    minutes: 420,
    position: [-852.93910071, 192.65232023, -6322.47054784],
    deepSpace: false,
  },
  {
    about: '11801, the SDP4 case of Spacetrack Report No. 3',
    lines: [
      '1 11801U          80230.29629788  .01431103  00000-0  14311-1      13',
      '2 11801  46.7916 230.4354 7318036  47.4722  10.4117  2.28537848    13',
    ],
    minutes: 1440,
    position: [9787.87836256, 33753.32249667, -15030.79874625],
    deepSpace: true,
  },
  {
    about: '08195, half-day resonance',
    lines: [
      '1 08195U 75081A   06176.33215444  .00000099  00000-0  11873-3 0   813',
      '2 08195  64.1586 279.0717 6877146 264.7651  20.2257  2.00491383225656',
    ],
    minutes: 2880,
    position: [3417.20931586, -16038.79510665, 1894.74934058],
    deepSpace: true,
  },
  {
    about: '28626, one-day resonance, nearly equatorial',
    lines: [
      '1 28626U 05008A   06176.46683397 -.00000205  00000-0  10000-3 0  2190',
      '2 28626   0.0019 286.9433 0000335  13.7918  55.6504  1.00270176  4891',
    ],
    minutes: 1440,
    position: [42119.96263499, -1925.77567263, -0.19827433],
    deepSpace: true,
  },
  {
    about: '20413, four days a revolution, 3.5 years on',
    lines: [
      '1 20413U 83020D   05363.79166667  .00000000  00000-0  00000+0 0  7041',
      '2 20413  12.3514 187.4253 7864447 196.3027 356.5478  0.24690082  7978',
    ],
    minutes: 1_844_340,
    position: [5091.5554638, -5030.01134361, -1222.14210549],
    deepSpace: true,
  },
]

function distance({ lines, minutes, position }: Verification): number {
  const r = new Float64Array(3)
  new Sgp4(parseTle(lines.join('\n'))).state(minutes * 60, r, new Float64Array(3))
  return norm3(r[0]! / KM - position[0], r[1]! / KM - position[1], r[2]! / KM - position[2])
}

function row(set: Verification): Row {
  const tolerance: Tolerance = set.deepSpace ? DEEP_SPACE : NEAR_EARTH
  return within(`distance after ${set.minutes} min, ${set.about}`, 'km', 0, distance(set), tolerance)
}

/** x of satellite 00005 after 309.671107… minutes, by the gravity constants. */
function gravityRows(): Row[] {
  const elements = parseTle(SETS[0]!.lines.join('\n'))
  const digits = absolute(5e-9, 'km', 'Half of the last digit that is kept here of the thirteen printed.')
  return (
    [
      ['wgs72', -3754.25147432],
      ['wgs84', -3754.24376758],
    ] as const
  ).map(([gravity, expected]) => {
    const r = new Float64Array(3)
    new Sgp4(elements, { gravity }).state(309.67110720001529 * 60, r, new Float64Array(3))
    return within(`x of 00005 after 309.67 min, ${gravity}`, 'km', expected, r[0]! / KM, digits)
  })
}

export const SGP4_CASES: readonly Case[] = [
  {
    id: 'orbit/sgp4-verification',
    class: 'published',
    source: source('spacetrackCases'),
    note: 'A choice of the 33 sets and 666 states; a test of the orbit room has all sets, with 97 states and the seven error codes.',
    rows: () => SETS.map(row),
  },
  {
    id: 'orbit/sgp4-gravity',
    class: 'published',
    source: source('pythonSgp4'),
    rows: gravityRows,
  },
]
