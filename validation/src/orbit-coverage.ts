import {
  Shell,
  centralAngleAt,
  centralAngleWithin,
  elevationAt,
  horizonCapFraction,
  leastInView,
  limbConeAngle,
  streetsOfCoverage,
  worstCentralAngle,
} from '@opendome/model/orbit'
import { acos, cos } from '@opendome/model/math'
import {
  DEGREE,
  KM,
  absolute,
  between,
  exact,
  relative,
  reported,
  within,
  type Case,
  type Row,
} from './case.ts'
import { source } from './sources.ts'

const ROSETTE = absolute(
  0.02,
  'deg',
  'Inclination and angle are printed to 0.01°, and one follows the other about one to one.',
)

/** Worst central angle, deg, of T/T/F at an inclination in deg. */
function rosette(planes: number, phasing: number, inclination: number): number {
  const shell = new Shell({ altitude: 1e7, inclination: inclination * DEGREE, planes, perPlane: 1, phasing })
  return worstCentralAngle(shell) / DEGREE
}

function rosetteRow(planes: number, phasing: number, inclination: number, expected: number): Row {
  const name = `worst central angle ${planes}/${planes}/${phasing} ${inclination}°`
  return within(name, 'deg', expected, rosette(planes, phasing, inclination), ROSETTE)
}

function iridium(): Shell {
  return new Shell({
    altitude: 780 * KM,
    inclination: 86.4 * DEGREE,
    planes: 6,
    perPlane: 11,
    phasing: 3,
    pattern: 'star',
    planeSpacing: 31.6 * DEGREE,
  })
}

function walker(planes: number, perPlane: number, inclination: number, phasing: number, km: number): Shell {
  return new Shell({ altitude: km * KM, inclination: inclination * DEGREE, planes, perPlane, phasing })
}

/** Largest latitude, deg, up to which one satellite at least is always within an angle: by halving, to 0.02°. */
function coveredLatitude(shell: Shell, angle: number): number {
  let [low, high] = [0, 90]
  for (let k = 0; k < 12; k++) {
    const middle = (low + high) / 2
    const latitude = [-middle * DEGREE, middle * DEGREE] as const
    if (leastInView(shell, angle, { latitude, tolerance: 1e-5 }) > 0) low = middle
    else high = middle
  }
  return low
}

/** The most that any 7 × 13 or 13 × 7 at 1,000 km always has in view. */
function mostOfSweep(angle: number): number {
  let most = 0
  for (const planes of [7, 13])
    for (let phasing = 0; phasing < planes; phasing++)
      for (let inclination = 50; inclination <= 90; inclination += 4)
        most = Math.max(most, leastInView(walker(planes, 91 / planes, inclination, phasing, 1000), angle))
  return most
}

export const COVERAGE_CASES: readonly Case[] = [
  {
    id: 'orbit/rosette-5-5-1',
    class: 'published',
    source: source('ballard', 'table of optimum patterns'),
    rows: () => [rosetteRow(5, 1, 43.66, 69.15)],
  },
  {
    id: 'orbit/rosettes',
    class: 'published',
    source: source('ballard', 'table of optimum patterns'),
    rows: () => [
      rosetteRow(6, 4, 53.13, 66.42),
      rosetteRow(8, 6, 61.86, 56.52),
      rosetteRow(10, 7, 47.93, 51.54),
      rosetteRow(13, 5, 58.44, 43.77),
    ],
  },
  {
    id: 'orbit/rosette-phase',
    class: 'closed form',
    source: source('ballard', '10/10/8 at the inclination of 10/10/7'),
    note: 'The optimum of ten satellites is phase 7, not 8: Walker and Ballard number phases differently.',
    rows: () => [rosetteRow(10, 8, 47.93, 54.41)],
  },
  {
    id: 'orbit/iridium',
    class: 'published',
    source: source('savi', '6 × 11, 780 km, 86.4°, planes 31.6° apart'),
    note: 'In-plane offset of half a slot between neighbouring planes, which is phasing 3 of 360°/66: SaVi sets it so, and streets of coverage ask for it (planes/2). With no offset the angle is 21.91°. The published mask is 8.2°; this pattern has no gap at 8.1°.',
    rows: () => {
      // Within 0.006° of the maximum, in a third of the time of the default.
      const worst = worstCentralAngle(iridium(), { tolerance: 1e-4 })
      return [
        within(
          'worst central angle',
          'deg',
          19.99,
          worst / DEGREE,
          absolute(0.03, 'deg', 'Printed to 0.01° from a search over one period.'),
        ),
        within(
          'elevation mask without gap',
          'deg',
          8.2,
          elevationAt(780 * KM, worst) / DEGREE,
          absolute(
            0.15,
            'deg',
            'The mask is published to 0.1°, and an independent search closes the pattern at 8.1°.',
          ),
        ),
      ]
    },
  },
  {
    id: 'orbit/iridium-streets',
    class: 'closed form',
    source: source('streets', 'cos c = cos λ / cos(π/S); (P − 1)(λ + c) + 2c ≥ 180° closes'),
    note: 'The closed form is for planes through the poles: at 86.4° it is 0.04° below the exact worst angle.',
    rows: () => {
      const angle = centralAngleAt(780 * KM, 8.2 * DEGREE)
      const halfWidth = acos(cos(angle) / cos(Math.PI / 11))
      const streets = streetsOfCoverage(6, 11, { planeSpacing: 31.6 * DEGREE, inclination: 86.4 * DEGREE })
      return [
        within(
          'half turn that six planes of eleven close at a mask of 8.2°',
          'deg',
          180.31,
          (5 * (angle + halfWidth) + 2 * halfWidth) / DEGREE,
          absolute(5e-3, 'deg', 'Half of the last printed digit.'),
        ),
        within(
          'phasing that the streets ask for',
          '',
          3,
          streets.phasing,
          exact('Half a slot is half the planes.'),
        ),
        within(
          'central angle at which the streets close, 31.6° and 86.4°',
          'deg',
          19.99,
          streets.centralAngle / DEGREE,
          absolute(0.05, 'deg', 'Planes 3.6° off the poles against a form for planes through them.'),
        ),
      ]
    },
  },
  {
    id: 'orbit/globalstar',
    class: 'bracket',
    source: source(
      'saviMore',
      'Globalstar 8 × 6, 1,406 km, 52°, mask 10°; service claimed to ±70°, recalled',
    ),
    note: 'Walker 48/8/1. The claim is a round number.',
    rows: () => {
      const shell = new Shell({
        altitude: 1406 * KM,
        inclination: 52 * DEGREE,
        planes: 8,
        perPlane: 6,
        phasing: 1,
      })
      return [
        reported(
          'latitude with one always in view',
          'deg',
          70,
          coveredLatitude(shell, centralAngleAt(1406 * KM, 10 * DEGREE)),
        ),
      ]
    },
  },
  {
    id: 'orbit/teledesic',
    class: 'bracket',
    source: source('saviMore', 'Teledesic 12 × 24, 1,375 km, 84.7°, planes 15° apart, mask 40°'),
    note: 'Offset of 7/12 of a slot between planes as in the script. With nodes exactly 15° apart the seam of planes at 84.7° opens to 18.4°, and some points see their satellite lower than the mask; the script itself says that planes would be adjusted for the seam.',
    rows: () => {
      const shell = new Shell({
        altitude: 1375 * KM,
        inclination: 84.7 * DEGREE,
        planes: 12,
        perPlane: 24,
        phasing: 7,
        pattern: 'star',
      })
      const worst = worstCentralAngle(shell, { tolerance: 1e-4 })
      return [reported('elevation mask without gap', 'deg', 40, elevationAt(1375 * KM, worst) / DEGREE)]
    },
  },
  {
    id: 'orbit/csis-stereo',
    class: 'published',
    source: source(
      'csis',
      'stereo everywhere: 91 satellites at 1,000 km with 120°, 312 with 110°, 15 at 10,000 km',
    ),
    note: 'Planes and inclinations stand only in its figures, so what is tested is that a design exists: 7 × 13 at 70°, 12 × 26 at 82°, 5 × 3 at 60°. Points at 20 km, all times of a revolution, not samples; at 10,000 km the horizon. 135 satellites with solar exclusion are not tested.',
    rows: () => {
      const target = 20 * KM
      const wide = centralAngleWithin(1000 * KM, 60 * DEGREE, target)
      const narrow = centralAngleWithin(1000 * KM, 55 * DEGREE, target)
      const why = 'Stereo takes two satellites at all times.'
      const stereo = (name: string, got: number): Row =>
        between(name, 'in view', '≥ 2', got, [1.5, Infinity], why)
      return [
        stereo('91 with 120°: least in view', leastInView(walker(7, 13, 70, 0, 1000), wide)),
        stereo(
          '312 with 110°: least in view',
          leastInView(walker(12, 26, 82, 0, 1000), narrow, { tolerance: 1e-5 }),
        ),
        stereo(
          '15 at 10,000 km: least in view',
          leastInView(walker(5, 3, 60, 2, 10_000), centralAngleAt(10_000 * KM, 0)),
        ),
        between(
          '91 with 110°: most of any 7 × 13 or 13 × 7, in steps of 4° and all phasings',
          'in view',
          '< 1',
          mostOfSweep(narrow),
          [-1, 0.5],
          'CSIS finds that 91 do not suffice; none of the sweep covers even once.',
        ),
      ]
    },
  },
  {
    id: 'orbit/csis-stereo-66',
    class: 'closed form',
    source: source('arithmetic', '7 × 13 at 66°, phasing 0, holds twofold with 120°, seen to the limb'),
    note: 'A cone of 120° holds the whole disc of the Earth from 1,000 km. Points at 20 km between 27.05 and 32.94° from below the satellite stand up to 0.13° outside it: with them counted out this design has gaps, and 70° does not.',
    rows: () => [
      between(
        'least in view, seen to the horizon of the ground',
        'in view',
        '≥ 2',
        leastInView(walker(7, 13, 66, 0, 1000), centralAngleAt(1000 * KM, 0)),
        [1.5, Infinity],
        'Stereo takes two satellites at all times.',
      ),
    ],
  },
  {
    id: 'orbit/limb',
    class: 'closed form',
    source: source('csis', 'field of view beyond 120° gains nothing at 1,000 km; the rest is geometry'),
    rows: () => {
      const printed = relative(1e-4, 'Closed forms printed to five digits.')
      return [
        within('cone to the limb 1000 km', 'deg', 119.64, limbConeAngle(1000 * KM) / DEGREE, printed),
        within('horizon cap 1000 km', 'of sphere', 0.06777, horizonCapFraction(1000 * KM), printed),
        within('horizon cap 10000 km', 'of sphere', 0.30529, horizonCapFraction(10_000 * KM), printed),
      ]
    },
  },
]
