import { EARTH_RATE, geodesic, geodesicDirect, geodeticFromEcef } from '@opendome/model/earth'
import { norm3 } from '@opendome/model/math'
import { catalogVehicle, flyThreat } from '@opendome/model/study'
import {
  arcThrough,
  largestRange,
  phasesOf,
  rocketOf,
  stateAt,
  type Place,
  type Trajectory,
} from '@opendome/model/threat'
import { DEGREE, KM, absolute, between, relative, reported, within, type Case, type Row } from './case.ts'
import { source } from './sources.ts'

const place = (lat: number, lon: number): Place => ({ lat: lat * DEGREE, lon: lon * DEGREE })

/** Speed at the end of thrust relative to the rotating Earth, m/s. */
function burnoutSpeed(trajectory: Trajectory): number {
  const r = new Float64Array(3)
  const v = new Float64Array(3)
  stateAt(trajectory, trajectory.burnout, r, v)
  return norm3(v[0]!, v[1]!, v[2]!)
}

function minuteman(): Row[] {
  const { trajectory } = flyThreat({
    vehicle: 'minuteman-3',
    launch: place(34.75, -120.57),
    aim: place(9.4, 167.47),
    payload: 700,
  })
  return [
    within(
      'burnout speed',
      'km/s',
      6.71,
      burnoutSpeed(trajectory) / KM,
      relative(0.04, 'Printed as 15,000 mph: two digits, and no word on which frame.'),
    ),
    within(
      'apogee',
      'km',
      1126,
      trajectory.apogee.altitude / KM,
      relative(0.15, 'Printed as 700 miles; payload and shape of the flight are not published.'),
    ),
    within(
      'flight time',
      'min',
      30,
      trajectory.impact.t / 60,
      relative(0.12, 'Recalled from releases that say "about 30 minutes".'),
    ),
  ]
}

/** Near Pyongyang, and the direction of the sea east of it. */
const LAUNCH = place(39, 125.7)
const AZIMUTH = 65 * DEGREE

interface LoftedTest {
  readonly vehicle: string
  /** kg */
  readonly payload: number
  /** km, km, s */
  readonly apogee: number
  readonly range: number
  readonly report: number
}

function flyLofted(test: LoftedTest): { readonly trajectory: Trajectory; readonly arc: number } {
  const aim = geodesicDirect(LAUNCH.lat, LAUNCH.lon, AZIMUTH, test.range * KM)
  const { trajectory } = flyThreat({
    vehicle: test.vehicle,
    launch: LAUNCH,
    aim,
    payload: test.payload,
    shape: { apogee: test.apogee * KM },
  })
  return { trajectory, arc: arcThrough(test.range * KM, test.apogee * KM, 6371 * KM, 3.986004418e14).time }
}

function loftedRows(test: LoftedTest, arcTime: number): Row[] {
  const { trajectory, arc } = flyLofted(test)
  const { impact, apogee } = trajectory
  const asked = absolute(1, 'km', 'The guidance has to meet what was asked for.')
  return [
    within('apogee flown', 'km', test.apogee, apogee.altitude / KM, asked),
    within(
      'range flown',
      'km',
      test.range,
      geodesic(LAUNCH.lat, LAUNCH.lon, impact.lat, impact.lon).distance / KM,
      asked,
    ),
    within('vacuum arc', 's', arcTime, arc, absolute(1, 's', 'The arc is printed to the second.')),
    between(
      'flight time above the vacuum arc',
      's',
      '100 to 300',
      impact.t - arc,
      [100, 300],
      'Slow boost and a burnout above ground cost every plausible test 100 to 300 s.',
    ),
    within(
      'flight time',
      's',
      test.report,
      impact.t,
      relative(0.02, 'Vehicle and payload are generic; the time above the arc is 4 % of the flight.'),
    ),
  ]
}

const SOLID = { vehicle: 'icbm-solid-generic', payload: 500 } as const
const LIQUID = { vehicle: 'icbm-liquid-generic', payload: 1000 } as const
const LIGHT =
  'Payload 500 kg is an assumption: with its nominal payload the generic solid vehicle does not reach this apogee.'
const ASSUMED = 'Payload 1,000 kg is an assumption. Launched near Pyongyang (39.0° N, 125.7° E) towards 65°.'

/** Speeds (m/s) and place at t s since liftoff. */
function momentOf(path: Trajectory, t: number): { inertial: number; speed: number; place: Place } {
  const [r, v, geodetic] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)]
  stateAt(path, t, r, v)
  geodeticFromEcef(r, geodetic)
  return {
    inertial: norm3(v[0]! - EARTH_RATE * r[1]!, v[1]! + EARTH_RATE * r[0]!, v[2]!),
    speed: norm3(v[0]!, v[1]!, v[2]!),
    place: { lat: geodetic[0]!, lon: geodetic[1]! },
  }
}

const glideOf = (path: Trajectory) => phasesOf(path).find((p) => p.name === 'glide')!

function htv2(): Row[] {
  const { trajectory } = flyThreat({
    vehicle: 'hgv-solid-generic',
    launch: place(34.75, -120.57),
    aim: place(9.4, 167.47),
  })
  // The pull-up is over 200 s after it has sunk below 100 km.
  const { speed } = momentOf(trajectory, glideOf(trajectory).from + 200)
  return [
    within(
      'speed at the start of the glide',
      'km/s',
      5.81,
      speed / KM,
      relative(0.05, 'Printed as 13,000 mph, two digits; the vehicle slows by 1 km/s in its first minutes.'),
    ),
    within(
      'flight time',
      'min',
      30,
      trajectory.impact.t / 60,
      relative(0.1, 'Printed as 30 minutes, a round number; the booster here is a generic one.'),
    ),
  ]
}

function equilibriumGlide(): Row[] {
  const { trajectory } = flyThreat({
    vehicle: 'hgv-solid-generic',
    launch: place(-30, 10),
    aim: place(38, 10),
  })
  const { from, to } = glideOf(trajectory)
  const [t1, t2] = [from + 400, to - 60]
  const [a, b] = [momentOf(trajectory, t1), momentOf(trajectory, t2)]
  const [g, r, liftToDrag] = [9.71, 6.41e6, catalogVehicle('hgv-solid-generic').glide!.liftToDrag]
  const [x, y] = [a.inertial / Math.sqrt(g * r), b.inertial / Math.sqrt(g * r)]
  const range = 0.5 * r * liftToDrag * Math.log((1 - y * y) / (1 - x * x))
  const time = 0.5 * Math.sqrt(r / g) * liftToDrag * Math.log(((1 + x) * (1 - y)) / ((1 - x) * (1 + y)))
  const why =
    'The closed form leaves out the energy of height and the turning Earth, 1 % each, and takes gravity and radius as constant.'
  return [
    within(
      'range of the glide',
      'km',
      range / KM,
      geodesic(a.place.lat, a.place.lon, b.place.lat, b.place.lon).distance / KM,
      relative(0.03, why),
    ),
    within('time of the glide', 's', time, t2 - t1, relative(0.03, why)),
  ]
}

export const FLIGHT_CASES: readonly Case[] = [
  {
    id: 'threat/minuteman',
    class: 'published',
    source: source('minuteman', 'speed and apogee; time recalled from the releases'),
    note: 'Payload 700 kg (one test reentry vehicle and bus) is an assumption; speed relative to the rotating Earth.',
    rows: minuteman,
  },
  {
    id: 'threat/hwasong-18-2023-07',
    class: 'published',
    source: source('kcnaJuly2023'),
    note: `${LIGHT} Launched near Pyongyang (39.0° N, 125.7° E) towards 65°.`,
    rows: () => loftedRows({ ...SOLID, apogee: 6648.4, range: 1001.2, report: 4491 }, 4319),
  },
  {
    id: 'threat/hwasong-17-2023-03',
    class: 'published',
    source: source('kcnaMarch2023'),
    note: ASSUMED,
    rows: () => loftedRows({ ...LIQUID, apogee: 6045, range: 1000.2, report: 4151 }, 3949),
  },
  {
    id: 'threat/hwasong-18-2023-12',
    class: 'published',
    source: source('kcnaDecember2023'),
    note: LIGHT,
    rows: () => loftedRows({ ...SOLID, apogee: 6518.2, range: 1002.3, report: 4415 }, 4239),
  },
  {
    id: 'threat/hwasong-15-2017-11',
    class: 'published',
    source: source('ap2017'),
    note: `${ASSUMED} Time reported as 53 minutes.`,
    rows: () => loftedRows({ ...LIQUID, apogee: 4475, range: 950, report: 3180 }, 3017),
  },
  {
    id: 'threat/hwasong-14-2017-07',
    class: 'bracket',
    source: source('csis2017', 'apogee and range to the kilometre recalled from KCNA'),
    note: 'Reported as 39 minutes, 275 s above its arc. The generic liquid ICBM is a larger and later missile, which shows in the time.',
    rows: () => {
      const { trajectory } = flyLofted({ ...LIQUID, apogee: 2802, range: 933, report: 2340 })
      return [reported('flight time', 's', 2340, trajectory.impact.t)]
    },
  },
  {
    id: 'threat/hwasong-17-2022-03',
    class: 'bracket',
    source: source('yonhap2022'),
    note: 'The report is 23 s shorter than the vacuum arc through its own apogee and range, so no flight can match it.',
    rows: () => {
      const { trajectory } = flyLofted({ ...LIQUID, apogee: 6248.5, range: 1090, report: 4052 })
      return [reported('flight time', 's', 4052, trajectory.impact.t)]
    },
  },
  {
    id: 'threat/v2',
    class: 'published',
    source: source('levinger', "'Germany - V2'"),
    note: 'Specific impulse 210 s and thrust constant with altitude as in the source; 210 s is neither a sea-level nor a vacuum value. Largest range northwards from The Hague, where the turning Earth neither helps nor hinders.',
    rows: () => {
      const { range } = largestRange(rocketOf(catalogVehicle('v-2'), 975), place(52.08, 4.31), 0)
      const why = 'A gravity turn and the drag curve of one source against the guidance and drag of another.'
      return [within('largest range', 'km', 240, range / KM, relative(0.15, why))]
    },
  },
  {
    id: 'threat/htv-2',
    class: 'published',
    source: source('apHtv2'),
    note: 'From Vandenberg to Kwajalein, 7,769 km. Lift-to-drag ratio, mass and ballistic coefficient are those of HTV-2 in a public flight code.',
    rows: htv2,
  },
  {
    id: 'threat/equilibrium-glide',
    class: 'closed form',
    source: source('eggers1958', 'range and time of equilibrium glide between two speeds'),
    note: 'Northward from 30° S, between 400 s after the vehicle has sunk below 100 km and a minute before its dive; inertial speeds, which carry it.',
    rows: equilibriumGlide,
  },
]
