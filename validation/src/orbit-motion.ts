import { WGS84_GM } from '@opendome/model/earth'
import { norm3 } from '@opendome/model/math'
import {
  circularSpeed,
  elementsFromState,
  lambert,
  orbitalPeriod,
  propagateKepler,
  secularRates,
} from '@opendome/model/orbit'
import { DEGREE, KM, absolute, relative, within, type Case, type Row, type Tolerance } from './case.ts'
import { source } from './sources.ts'

/** Constants of the secular checks. */
const MU = 3.986004418e14
const RE = 6378.137e3
const J2 = 1.08262668e-3

const DAY = 86_400

type Vector = readonly [x: number, y: number, z: number]

const length = (r: Float64Array): number => norm3(r[0]!, r[1]!, r[2]!)

const metres = (r: Vector): Float64Array => Float64Array.from(r, (x) => x * KM)

function vectorRows(
  name: string,
  unit: string,
  expected: Vector,
  got: Float64Array,
  tolerance: Tolerance,
): Row[] {
  return expected.map((x, i) => within(`${name}${'xyz'.charAt(i)}`, unit, x, got[i]! / KM, tolerance))
}

interface Transfer {
  readonly r1: Vector
  readonly r2: Vector
  readonly time: number
  readonly prograde: boolean
  readonly v1: Vector
  readonly v2: Vector
}

function transferRows(transfer: Transfer, tolerance: Tolerance): Row[] {
  const { v1, v2 } = lambert(MU, metres(transfer.r1), metres(transfer.r2), transfer.time, transfer.prograde)
  return [
    ...vectorRows('v1', 'km/s', transfer.v1, v1, tolerance),
    ...vectorRows('v2', 'km/s', transfer.v2, v2, tolerance),
  ]
}

/** Altitude km, inclination deg, then speed km/s, period min, node rate deg/day as far as quoted. */
type Orbit = readonly [
  altitude: number,
  inclination: number,
  speed: number | undefined,
  period: number,
  node: number,
]

const FIVE_DIGITS = relative(1e-4, 'The figures are printed to four to six digits.')

function secularRows(orbits: readonly Orbit[]): Row[] {
  return orbits.flatMap(([altitude, inclination, speed, period, node]) => {
    const a = RE + altitude * KM
    const rates = secularRates(MU, RE, J2, a, 0, inclination * DEGREE)
    const name = `${altitude} km ${inclination}°`
    return [
      ...(speed === undefined
        ? []
        : [within(`speed ${name}`, 'km/s', speed, circularSpeed(MU, a) / KM, FIVE_DIGITS)]),
      within(`period ${name}`, 'min', period, orbitalPeriod(MU, a) / 60, FIVE_DIGITS),
      within(`node rate ${name}`, 'deg/day', node, (rates.node / DEGREE) * DAY, FIVE_DIGITS),
    ]
  })
}

function curtisDrift(): Row[] {
  const r = metres([-2384.46, 5729.01, 3050.46])
  const v = metres([-7.36138, -2.98997, 1.64354])
  const { semiLatusRectum, eccentricity, inclination } = elementsFromState(WGS84_GM, r, v)
  const a = semiLatusRectum / (1 - eccentricity * eccentricity)
  const rates = secularRates(MU, RE, J2, a, eccentricity, inclination)
  const tolerance = relative(
    0.01,
    'The book prints three digits, and the first-order rates take osculating elements.',
  )
  return [
    within('node rate', 'deg/h', -0.172, (rates.node / DEGREE) * 3600, tolerance),
    within('perigee rate', 'deg/h', 0.282, (rates.perigee / DEGREE) * 3600, tolerance),
  ]
}

/** Speed and distance along Curtis's hyperbola, and anomaly and distance along his parabola. */
function openOrbits(): Row[] {
  const four = relative(1e-3, 'The book prints four to five digits and rounds its intermediate results.')
  const r = Float64Array.of(RE + 300 * KM, 0, 0)
  const v = Float64Array.of(0, 15 * KM, 0)
  propagateKepler(MU, r, v, 14_941, r, v)
  const hyperbola = [
    within('distance, hyperbola, example 3.5', 'km', 163_180, length(r) / KM, four),
    within('speed, hyperbola, example 3.5', 'km/s', 10.51, length(v) / KM, four),
  ]
  const perigee = 6600 * KM
  const atPerigee = (time: number): Float64Array => {
    const place = Float64Array.of(perigee, 0, 0)
    const speed = Float64Array.of(0, Math.sqrt((2 * MU) / perigee), 0)
    propagateKepler(MU, place, speed, time, place, speed)
    return place
  }
  return [
    ...hyperbola,
    within(
      'distance at 0.44485 h, parabola, problem 3.15',
      'km',
      13_200,
      length(atPerigee(0.44485 * 3600)) / KM,
      four,
    ),
    within(
      'distance at 36 h, parabola, problem 3.15',
      'km',
      304_700,
      length(atPerigee(36 * 3600)) / KM,
      four,
    ),
  ]
}

export const MOTION_CASES: readonly Case[] = [
  {
    id: 'orbit/kepler-vallado-2.4',
    class: 'published',
    source: source('vallado', 'example 2-4'),
    rows: () => {
      const r = metres([1131.34, -2282.343, 6672.423])
      const v = metres([-5.64305, 4.30333, 2.42879])
      propagateKepler(MU, r, v, 2400, r, v)
      const printed = relative(1e-5, 'The book prints seven to eight digits from inputs of as many.')
      return [
        ...vectorRows('r', 'km', [-4219.7527, 4363.0292, -3958.7666], r, printed),
        ...vectorRows('v', 'km/s', [3.689866, -1.916735, -6.112511], v, printed),
      ]
    },
  },
  {
    id: 'orbit/kepler-open',
    class: 'published',
    source: source('curtisMotion', 'example 3.5 and problem 3.15'),
    note: 'On the parabola the true anomaly reaches 90° at 0.44485 h, where the distance is twice that of the perigee.',
    rows: openOrbits,
  },
  {
    id: 'orbit/lambert-vallado-7.5',
    class: 'published',
    source: source('vallado', 'example 7-5'),
    rows: () =>
      transferRows(
        {
          r1: [15945.34, 0, 0],
          r2: [12214.83899, 10249.46731, 0],
          time: 4560,
          prograde: true,
          v1: [2.058913, 2.915965, 0],
          v2: [-3.451565, 0.910315, 0],
        },
        relative(2e-5, 'Inputs have ten digits, results seven, and the book iterates to 1e-6.'),
      ),
  },
  {
    id: 'orbit/lambert-curtis-5.2',
    class: 'published',
    source: source('curtisLambert', 'example 5.2'),
    rows: () =>
      transferRows(
        {
          r1: [5000, 10000, 2100],
          r2: [-14600, 2500, 7000],
          time: 3600,
          prograde: true,
          v1: [-5.9925, 1.9254, 3.2456],
          v2: [-3.3125, -4.1966, -0.38529],
        },
        relative(5e-5, 'The book prints five digits.'),
      ),
  },
  {
    id: 'orbit/lambert-gmat',
    class: 'published',
    source: source('gmat', 'hyperbolic transfer, retrograde'),
    note: 'The prograde case of the same file is left out: two-body motion from its start velocity misses its end point by 60 km.',
    rows: () =>
      transferRows(
        {
          r1: [7100, 200, 1300],
          r2: [-47332.7499, -54840.2027, -37100.17067],
          time: 12_000,
          prograde: false,
          v1: [0, -10.35, -5.5],
          v2: [-4.3016, -3.4314, -2.5467],
        },
        absolute(5e-5, 'km/s', 'Half of the last printed digit.'),
      ),
  },
  {
    id: 'orbit/j2-drift-curtis-12.2',
    class: 'published',
    source: source('curtisDrift', 'example 12.2'),
    note: 'Rates at the initial elements; a test of the orbit room also integrates the 48 h numerically.',
    rows: curtisDrift,
  },
  {
    id: 'orbit/secular',
    class: 'closed form',
    source: source('kozai', 'first-order theory; figures worked out apart from this program'),
    rows: () =>
      secularRows([
        [300, 45, undefined, 90.52, -5.9987],
        [500, 45, undefined, 94.616, -5.41],
        [1000, 80, undefined, 105.119, -1.0392],
      ]),
  },
  {
    id: 'orbit/secular-more',
    class: 'closed form',
    source: source('kozai', 'first-order theory; figures worked out apart from this program'),
    rows: () =>
      secularRows([
        [550, 53, 7.5851, 95.65, -4.4892],
        [780, 86.4, 7.4622, 100.452, -0.4178],
      ]),
  },
]
