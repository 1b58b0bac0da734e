import type { FlyReport } from '@opendome/model'
import { fixed, percent } from '../text/format.ts'
import { changedWords } from '../text/page.ts'
import type { Emphasis } from '../text/table.ts'
import { bullets, wrap } from '../text/wrap.ts'
import type { FlightOrder } from './order.ts'

/** `12 min 34 s` for a duration in s. */
export function minutes(t: number): string {
  const seconds = Math.round(t)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** A place as `41.90 N, 87.60 W`. */
export function coordinates(lat: number, lon: number): string {
  const part = (x: number, plus: string, minus: string): string =>
    `${Math.abs(x).toFixed(2)} ${x < 0 ? minus : plus}`
  return `${part(lat, 'N', 'S')}, ${part(lon, 'E', 'W')}`
}

/** The words for a flight's shape. */
export function shapeWords(shape: FlightOrder['shape']): string {
  if (typeof shape !== 'object') return shape
  return 'orbital' in shape
    ? `through orbit at ${fixed(shape.orbital / 1000)} km, heading ${shape.heading}`
    : `apogee ${fixed(shape.apogee / 1000)} km`
}

/** The words for how a vehicle flies from where it starts. */
function flightWords({ launch, shape, vehicle }: FlightOrder): string {
  if ('orbit' in launch) return 'out of orbit'
  if (vehicle.vehicle.glide === undefined) return shapeWords(shape)
  return typeof shape === 'object' ? `boost-glide, ${shapeWords(shape)}` : 'boost-glide'
}

/** The answer of `fly`. */
export function flyText(
  report: FlyReport,
  order: FlightOrder,
  options: { readonly width: number; readonly emphasise: (text: string, emphasis: Emphasis) => string },
): string {
  const { burnout, impact } = report
  const nominal = report.nominal_burn_time_s
  const flown = report.flown_burn_time_s
  const wasted = 1 - report.thrust_share
  const rows: [string, string, string?][] = [
    ['Trajectory', flightWords(order)],
    [
      'Burn time',
      `${fixed(flown, 1)} s`,
      nominal - flown > 0.05 ? `cut off; ${fixed(nominal, 1)} s nominal` : 'nominal',
    ],
    [
      'Burnout altitude',
      `${fixed(burnout.altitude_km, 1)} km`,
      `at ${coordinates(burnout.lat_deg, burnout.lon_deg)}`,
    ],
    [
      'Burnout speed',
      `${fixed(burnout.speed_km_s, 3)} km/s`,
      `relative to the ground; ${fixed(burnout.inertial_speed_km_s, 3)} km/s inertial`,
    ],
    [
      'Flight-path angle',
      `${fixed(burnout.flight_path_angle_deg, 1)} deg`,
      'at burnout, above the horizontal',
    ],
    ['Thrust wasted', percent(wasted < 1e-9 ? 0 : wasted), 'of the upper stages, to spend spare energy'],
    ['Apogee', `${fixed(report.apogee_km)} km`],
    ['Range', `${fixed(report.range_km)} km`, 'along the ground (WGS 84)'],
    ['Flight time', `${fixed(report.flight_time_s)} s`, minutes(report.flight_time_s)],
    ...report.phases.map(({ name, from_s, to_s }): [string, string, string] => [
      `  ${name}`,
      `${fixed(to_s - from_s)} s`,
      `${fixed(from_s)} s to ${fixed(to_s)} s`,
    ]),
    ['Impact', coordinates(impact.lat_deg, impact.lon_deg)],
    ['Miss', `${fixed(impact.miss_km * 1000)} m`, 'from the aim'],
    ...objectRows(report),
  ]
  const label = Math.max(...rows.map(([a]) => a.length))
  const value = Math.max(...rows.map(([, b, c]) => (c === undefined ? 0 : b.length)))
  const changed = changedWords(report)
  return [
    ...wrap(report.scenario, options.width).map((line) => options.emphasise(line, 'strong')),
    '',
    ...rows.map(([a, b, c]) =>
      `  ${a.padEnd(label)}  ${c === undefined ? b : `${b.padEnd(value)}  ${c}`}`.trimEnd(),
    ),
    '',
    options.emphasise('Notes', 'strong'),
    ...bullets(report.limits, options.width),
    '',
    options.emphasise('Changed assumptions', 'strong'),
    ...(changed.length === 0 ? ['  none'] : bullets(changed, options.width)),
    '',
    options.emphasise(`opendome ${report.opendome}`, 'small'),
    '',
  ].join('\n')
}

/** What is released, one row a kind. */
function objectRows({ objects, burnout }: FlyReport): [string, string, string][] {
  return (['warhead', 'decoy', 'bus'] as const).flatMap((kind): [string, string, string][] => {
    const all = objects.filter((o) => o.kind === kind)
    const [first, last] = [all[0], all.at(-1)]
    if (first === undefined || last === undefined) return []
    const span = (values: readonly number[], digits: number): string => {
      const [low, high] = [fixed(Math.min(...values), digits), fixed(Math.max(...values), digits)]
      return low === high ? low : `${low} to ${high}`
    }
    const down = `down at ${span(
      all.map((o) => o.flight_time_s),
      0,
    )} s, ${span(
      all.map((o) => o.impact.miss_km),
      1,
    )} km from the aim`
    const released = `released ${span(
      all.map((o) => o.release_s - burnout.t_s),
      0,
    )} s after burnout`
    const name = { warhead: 'Warheads', decoy: 'Decoys', bus: 'Bus' }[kind]
    return [[name, `${all.length}`, kind === 'bus' ? down : `${released}, ${down}`]]
  })
}
