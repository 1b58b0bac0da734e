import { EARTH_RATE } from '@opendome/model/earth'
import { flyOutReach } from '@opendome/model/engage'
import {
  evenSpacingCap,
  evenSpacingFleet,
  evenSpacingRatio,
  interceptorMass,
  meanInCap,
  shotsFor,
  simpleMeanInCap,
  uniformShell,
  type EvenSpacing,
} from '@opendome/model/fleet'
import { cos, sin } from '@opendome/model/math'
import { Shell } from '@opendome/model/orbit'
import { DEGREE, KM, absolute, exact, relative, reported, within, type Case, type Tolerance } from './case.ts'
import { source } from './sources.ts'

/** AEI's constant: 1 g, m/s². */
const G = 9.80665

/** The calculator's boost tier. */
const BOOST: EvenSpacing = {
  deltaV: 6 * KM,
  acceleration: 15 * G,
  time: 120,
  altitude: 300 * KM,
  interceptAltitude: 200 * KM,
  earthRadius: 6378.1 * KM,
}
const GLIDE: EvenSpacing = { ...BOOST, deltaV: 4 * KM, time: 600 }

/** AEI's three tiers, two shots at each missile. */
const SALVOS = [5, 50, 250] as const

const SAME_FORMULA = relative(1e-5, 'The same formula and constants: only the printed digits differ.')
const COUNTS = exact('Whole numbers from one formula.')

/**
 * Mean number of satellites of a shell within `cap` of a point at `latitude` (rad), counted at `samples` times over a sidereal day on
 * propagated orbits.
 */
function countedInCap(shell: Shell, cap: number, latitude: number, samples: number): number {
  const day = (2 * Math.PI) / EARTH_RATE
  const r = new Float64Array(3)
  const least = cos(cap) * shell.radius
  let count = 0
  for (let k = 0; k < samples; k++) {
    const t = (day * (k + 0.5)) / samples
    const turn = EARTH_RATE * t
    const [x, y, z] = [cos(latitude) * cos(turn), cos(latitude) * sin(turn), sin(latitude)]
    for (let i = 0; i < shell.count; i++) {
      shell.position(t, i, r)
      if (r[0]! * x + r[1]! * y + r[2]! * z >= least) count++
    }
  }
  return count / samples
}

const CAP = 5.132 * DEGREE
const LATITUDE = 40 * DEGREE

export const FLEET_CASES: readonly Case[] = [
  {
    id: 'fleet/aei-flyout',
    class: 'published',
    source: source('calculator', 'fly-out'),
    rows: () => [
      within('acceleration time', 's', 40.789, BOOST.deltaV / BOOST.acceleration, SAME_FORMULA),
      within(
        'fly-out',
        'km',
        597.634,
        flyOutReach(BOOST.deltaV, BOOST.acceleration, BOOST.time) / KM,
        SAME_FORMULA,
      ),
    ],
  },
  {
    id: 'fleet/aei-ratio',
    class: 'published',
    source: source('calculator', 'absentee ratio; AEI Working Paper 2025-20 prints 499'),
    rows: () =>
      (
        [
          [90, 498.567],
          [45, 352.54],
        ] as const
      ).map(([latitude, expected]) =>
        within(
          `absentee ratio to ${latitude}°`,
          '',
          expected,
          evenSpacingRatio({ ...BOOST, maxLatitude: latitude * DEGREE }),
          SAME_FORMULA,
        ),
      ),
  },
  {
    id: 'fleet/aei-sensitivity',
    class: 'closed form',
    source: source('calculator', 'formula, with one input changed'),
    rows: () => {
      const printed = relative(1e-4, 'Printed to four digits.')
      return [
        within('absentee ratio, 4 km/s', '', 1011.3, evenSpacingRatio({ ...BOOST, deltaV: 4 * KM }), printed),
        within(
          'absentee ratio, 180 s',
          '',
          190.8,
          evenSpacingRatio({ ...BOOST, time: 180 }),
          relative(3e-4, 'Printed to one decimal.'),
        ),
        within(
          'absentee ratio, 500 km',
          '',
          647.9,
          evenSpacingRatio({ ...BOOST, altitude: 500 * KM }),
          printed,
        ),
      ]
    },
  },
  {
    id: 'fleet/aei-count',
    class: 'published',
    source: source('calculator', 'constellation; AEI prints 4,990 = 499 × 10'),
    rows: () => {
      const shots = shotsFor(0.8, 0.96)
      return [
        within('shots for 0.96 at 0.8', '', 2, shots, COUNTS),
        within('fleet for a salvo of 1', '', 998, evenSpacingFleet(BOOST, 1, shots), COUNTS),
        within('fleet for a salvo of 5', '', 4986, evenSpacingFleet(BOOST, 5, shots), COUNTS),
      ]
    },
  },
  {
    id: 'fleet/aei-count-more',
    class: 'closed form',
    source: source('calculator', 'constellation'),
    rows: () => {
      const middle = { ...BOOST, maxLatitude: 45 * DEGREE }
      return [
        within('fleet for a salvo of 10', '', 9972, evenSpacingFleet(BOOST, 10, 2), COUNTS),
        within('fleet for a salvo of 10 to 45°', '', 7051, evenSpacingFleet(middle, 10, 2), COUNTS),
      ]
    },
  },
  {
    id: 'fleet/aei-printed',
    class: 'published',
    source: source('aei', 'appendix B, boost tier'),
    rows: () => {
      const rounded = relative(1e-3, 'AEI rounds the ratio up to 499 before it multiplies: 0.087 %.')
      return [
        within('absentee ratio', '', 499, evenSpacingRatio(BOOST), rounded),
        ...SALVOS.map((salvo) =>
          within(
            `fleet for a salvo of ${salvo}`,
            '',
            998 * salvo,
            evenSpacingFleet(BOOST, salvo, 2),
            rounded,
          ),
        ),
      ]
    },
  },
  {
    id: 'fleet/aei-boost-tiers',
    class: 'published',
    source: source('aei', 'appendix B, boost tier, 4,990, 49,900 and 249,500'),
    note: 'With the ratio rounded up to a whole number before it is multiplied, as AEI does.',
    rows: () =>
      SALVOS.map((salvo) =>
        within(
          `fleet for a salvo of ${salvo}`,
          '',
          998 * salvo,
          evenSpacingFleet(BOOST, salvo, 2, true),
          COUNTS,
        ),
      ),
  },
  {
    id: 'fleet/aei-glide',
    class: 'published',
    source: source('aei', 'appendix B, glide tier'),
    note: 'The intercept altitude is assumed: 30.1 to 31.5 over 0 to 200 km.',
    rows: () => [
      within(
        'absentee ratio',
        '',
        31,
        evenSpacingRatio(GLIDE),
        relative(0.03, 'Printed as a whole number, for an intercept altitude that is not printed.'),
      ),
    ],
  },
  {
    id: 'fleet/aei-glide-tiers',
    class: 'published',
    source: source('aei', 'appendix B, glide tier, 310, 3,100 and 15,500'),
    note: 'The intercept altitude is assumed, as above.',
    rows: () =>
      SALVOS.map((salvo) =>
        within(
          `fleet for a salvo of ${salvo}`,
          '',
          62 * salvo,
          evenSpacingFleet(GLIDE, salvo, 2),
          relative(0.03, 'A ratio printed as a whole number, 31, times the salvo and two shots.'),
        ),
      ),
  },
  {
    id: 'fleet/aei-midcourse',
    class: 'bracket',
    source: source(
      'aei',
      'midcourse tier: 2,000 interceptors for 10 on station at 1,500 km, 900 s, 6 km/s, 15 g',
    ),
    note: "The printed ratio does not follow from AEI's own formula, which the boost and glide tiers obey: it takes a fly-out of 287 s to give 200. What its appendix adds was not at hand, so the tier is printed with its distance and judged by nobody.",
    rows: () => {
      const middle = { ...BOOST, altitude: 1500 * KM, time: 900 }
      return [
        reported('absentee ratio', '', 200, evenSpacingRatio(middle)),
        ...SALVOS.map((salvo) =>
          reported(`fleet for a salvo of ${salvo}`, '', 400 * salvo, evenSpacingFleet(middle, salvo, 2)),
        ),
      ]
    },
  },
  {
    id: 'fleet/aei-mass',
    class: 'published',
    source: source('calculator', 'mass, default inputs'),
    note: 'AEI Working Paper 2025-20 uses 1,900 kg for the same kinematics: another case.',
    rows: () => {
      const mass = interceptorMass({
        specificImpulse: 240,
        deltaV: 6 * KM,
        divert: 2.5 * KM,
        killVehicle: 25,
        body: 25,
        support: 50,
        gravity: 9.81,
      })
      return [within('interceptor mass', 'kg', 1294.065, mass, SAME_FORMULA)]
    },
  },
  {
    id: 'fleet/spherical-cap',
    class: 'published',
    source: source('capCode', 'disc of reach 589.2 km at radius 6,578.1 km; uniform sphere'),
    rows: () => {
      const cap = evenSpacingCap(BOOST)
      const uniform = uniformShell(1000, cap)
      const digits = (half: number): Tolerance => absolute(half, '', 'Half of the last printed digit.')
      return [
        within('half-angle of the cap', 'deg', 5.132, cap / DEGREE, digits(5e-4)),
        within('share of the sphere', '', 0.0020044, uniform.share, digits(5e-8)),
        within('mean of 1,000 satellites', '', 2.004, uniform.mean, digits(5e-4)),
      ]
    },
  },
  {
    id: 'fleet/simple-density',
    class: 'closed form',
    source: source('ucs', 'n = N θ²/(2π √(sin²i − sin²φ)), 1,000 satellites, cap 5.132°, latitude 40°'),
    note: 'Near the inclination it is too low: at 45° a Monte Carlo counts 5.307 (fleet/inclined-density-drawn).',
    rows: () =>
      (
        [
          [60, 2.2],
          [50, 3.064],
          [45, 4.333],
          [90, 1.667],
        ] as const
      ).map(([inclination, expected]) =>
        within(
          `mean in cap, ${inclination}°`,
          '',
          expected,
          simpleMeanInCap(1000, CAP, LATITUDE, inclination * DEGREE),
          absolute(5e-4, '', 'Half of the last printed digit.'),
        ),
      ),
  },
  {
    id: 'fleet/inclined-density',
    class: 'closed form',
    source: source(
      'arithmetic',
      'latitude density integrated over the cap, 1,000 satellites, cap 5.132°, latitude 40°',
    ),
    note: 'The simple density formula gives 2.200 and 1.667.',
    rows: () => {
      const integrated = relative(1e-3, 'Two numerical integrations of one density.')
      return [
        within('mean in cap, 60°', '', 2.2115, meanInCap(1000, CAP, LATITUDE, 60 * DEGREE), integrated),
        within('mean in cap, 90°', '', 1.6686, meanInCap(1000, CAP, LATITUDE, 90 * DEGREE), integrated),
      ]
    },
  },
  {
    id: 'fleet/inclined-density-drawn',
    class: 'closed form',
    source: source('arithmetic', 'Monte Carlo of the same cap'),
    note: 'At 45° the simple density formula gives 4.333: it fails near the inclination limit.',
    rows: () => {
      const drawn = relative(
        0.01,
        'A Monte Carlo of unstated length, whose own error is not known: 1 % is a judgement.',
      )
      return (
        [
          [45, 5.307],
          [50, 3.117],
          [60, 2.216],
          [90, 1.676],
        ] as const
      ).map(([inclination, expected]) =>
        within(
          `mean in cap, ${inclination}°`,
          '',
          expected,
          meanInCap(1000, CAP, LATITUDE, inclination * DEGREE),
          drawn,
        ),
      )
    },
  },
  {
    id: 'fleet/inclined-density-flown',
    class: 'closed form',
    source: source('arithmetic', 'the expected means of fleet/inclined-density'),
    note: 'Two ways to one number: satellites of a 40 × 25 shell at 300 km counted in the cap over a sidereal day.',
    rows: () => {
      const counted = relative(
        5e-3,
        'A finite day of a finite shell against an average over all nodes and phases.',
      )
      return (
        [
          [60, 2.2115],
          [90, 1.6686],
        ] as const
      ).map(([inclination, expected]) => {
        const shell = new Shell({
          altitude: 300 * KM,
          inclination: inclination * DEGREE,
          planes: 40,
          perPlane: 25,
          phasing: 1,
        })
        const mean = countedInCap(shell, CAP, LATITUDE, 1499)
        return within(`mean in cap, ${inclination}°`, '', expected, mean, counted)
      })
    },
  },
]
