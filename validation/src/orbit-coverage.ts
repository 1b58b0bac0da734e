import {
  Shell,
  elevationAt,
  horizonCapFraction,
  limbConeAngle,
  worstCentralAngle,
} from '@opendome/model/orbit'
import { DEGREE, KM, absolute, relative, within, type Case, type Row } from './case.ts'
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
    note: 'In-plane offset of half a slot between neighbouring planes. The published mask is 8.2°; this pattern has no gap at 8.1°.',
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
