import { arcThrough, minimumEnergyArc } from '@opendome/model/threat'
import { DEGREE, KM, absolute, printed, relative, within, type Case, type Row } from './case.ts'
import { source } from './sources.ts'

/** Sphere of the arcs, m and m³/s². */
const RADIUS = 6371 * KM
const MU = 3.986004418e14

const WHY = 'The closed forms are printed to four to six digits; half of the last one where that is more.'
const PRINTED = relative(1e-4, WHY)

/** Range km, then speed km/s, flight-path angle deg, apogee km, time s. */
type MinimumEnergy = readonly [range: number, speed: number, angle: number, apogee: number, time: number]

function minimumEnergyRows(table: readonly MinimumEnergy[]): Row[] {
  return table.flatMap(([range, speed, angle, apogee, time]) => {
    const arc = minimumEnergyArc(range * KM, RADIUS, MU)
    return [
      within(`speed ${range} km`, 'km/s', speed, arc.speed / KM, PRINTED),
      within(`angle ${range} km`, 'deg', angle, arc.flightPathAngle / DEGREE, PRINTED),
      within(`apogee ${range} km`, 'km', apogee, arc.apogee / KM, printed(1e-4, 0.05, 'km', WHY)),
      within(`time ${range} km`, 's', time, arc.time, printed(1e-4, 0.05, 's', WHY)),
    ]
  })
}

/** Announced tests: apogee and range km, reported flight time s; arc speed km/s, arc time s, reported minus arc s. */
const LOFTED = [
  ['Hwasong-14 2017-07-04', 2802, 933, 2340, 6.204, 2065, 275],
  ['Hwasong-15 2017-11-29', 4475, 950, 3180, 7.195, 3017, 163],
  ['Hwasong-17 2022-03-24', 6248.5, 1090, 4052, 7.879, 4075, -23],
  ['Hwasong-17 2023-03-16', 6045, 1000.2, 4151, 7.812, 3949, 202],
  ['Hwasong-18 2023-07-12', 6648.4, 1001.2, 4491, 7.999, 4319, 172],
  ['Hwasong-18 2023-12-18', 6518.2, 1002.3, 4415, 7.961, 4239, 176],
] as const

function loftedRows(): Row[] {
  const seconds = absolute(1, 's', 'Arc and report are both rounded to the second.')
  const speeds = relative(1e-4, 'The speed is printed to four digits.')
  return LOFTED.flatMap(([name, apogee, range, report, speed, time, excess]) => {
    const arc = arcThrough(range * KM, apogee * KM, RADIUS, MU)
    return [
      within(`arc speed ${name}`, 'km/s', speed, arc.speed / KM, speeds),
      within(`arc time ${name}`, 's', time, arc.time, seconds),
      within(`report minus arc ${name}`, 's', excess, report - arc.time, seconds),
    ]
  })
}

export const ARC_CASES: readonly Case[] = [
  {
    id: 'threat/minimum-energy',
    class: 'closed form',
    source: source(
      'wheelon',
      'sphere of 6,371 km, no rotation, vacuum; figures worked out apart from this program',
    ),
    note: 'The case asks for 0.01 % throughout; the apogee of 1,000 km, 239.9384 km and printed as 239.9, cannot carry that.',
    rows: () =>
      minimumEnergyRows([
        [1000, 3.0161, 42.752, 239.9, 474.4],
        [5500, 6.0752, 32.634, 1040.5, 1315.8],
        [10000, 7.1981, 22.517, 1319.5, 1931],
      ]),
  },
  {
    id: 'threat/minimum-energy-table',
    class: 'closed form',
    source: source(
      'wheelon',
      'sphere of 6,371 km, no rotation, vacuum; figures worked out apart from this program',
    ),
    note: 'The apogee is highest near 10,000 km and falls beyond.',
    rows: () =>
      minimumEnergyRows([
        [3000, 4.865, 38.255, 655.2, 895],
        [7769.4, 6.7501, 27.532, 1250.2, 1648.2],
        [8000, 6.8046, 27.014, 1263.7, 1679.5],
        [12000, 7.4796, 18.02, 1264.5, 2143.1],
        [13000, 7.5877, 15.772, 1195.8, 2233.1],
        [15000, 7.751, 11.275, 978.1, 2378.6],
      ]),
  },
  {
    id: 'threat/lofted-arcs',
    class: 'closed form',
    source: source('arithmetic', 'conic through reported apogee and range on a sphere of 6,371 km'),
    note: 'A report should exceed its vacuum arc by 160 to 280 s. That of 24 March 2022 falls short of it: no missile flies through all three of its figures.',
    rows: loftedRows,
  },
]
