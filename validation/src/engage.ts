import { readScenario } from '@opendome/model'
import { chanceWithin, divertReach, flyOutTable, type GroundInterceptor } from '@opendome/model/engage'
import { arcThrough } from '@opendome/model/threat'
import { KM, absolute, reported, within, type Case, type Row } from './case.ts'
import { source } from './sources.ts'

/** An interceptor of the catalog, as a battery has it. */
function ground(id: string): GroundInterceptor {
  const { groundLayers } = readScenario(`opendome: 1
name: ${id}
epoch: 2030-01-01T00:00:00Z
interceptors: [{ id: a, layer: lower, site: chicago, inventory: 1, vehicle: ${id} }]
threats: [{ id: b, vehicle: icbm-solid-generic, launch: { site: sinpung-dong }, aim: { site: chicago } }]
defended: [{ area: united-states }]
`)
  return groundLayers[0]!.vehicle
}

/** What the speed alone gives, no published limit set: farthest over the ground above the lowest intercept altitude, and highest. */
function free(id: string): { readonly reach: number; readonly height: number } {
  const { ceiling: _, ...vehicle } = ground(id)
  const table = flyOutTable({ ...vehicle, limitReach: false })
  return { reach: table.farthest / KM, height: table.top / KM }
}

/** Published reach and height of a class against what its speed alone gives. */
function against(id: string, reach: number, height: number): Row[] {
  const got = free(id)
  return [
    reported(`${id}: reach over the ground`, 'km', reach, got.reach),
    reported(`${id}: highest intercept`, 'km', height, got.height),
  ]
}

const FORMULA = absolute(1e-9, '', 'The formula itself.')

export const ENGAGE_CASES: readonly Case[] = [
  {
    id: 'engage/reach-sm-3-iia',
    class: 'bracket',
    source: source('sm3Press'),
    note: 'Neither target nor trajectory is stated. The burnout speed of 4.5 km/s is recalled.',
    rows: () => against('sm-3-iia-class', 2500, 1000),
  },
  {
    id: 'engage/reach-thaad',
    class: 'bracket',
    source: source('thaadPress'),
    note: 'Neither target nor trajectory is stated; the speed of 10,000 km/h alone carries several times as far, so the published reach is no kinematic one.',
    rows: () => against('thaad-class', 200, 150),
  },
  {
    id: 'engage/reach-pac-3',
    class: 'bracket',
    source: source('pac3Press'),
    note: 'Said of the earlier PAC-3; the class here stands for its successor, with a recalled speed and no lift.',
    rows: () => against('patriot-mse-class', 70, 24.4),
  },
  {
    id: 'engage/gbi-booster-2003',
    class: 'bracket',
    source: source('act2003'),
    note: 'Against the speed that the Missile Defense Agency claimed for a version of two stages (AFP, 2007); the catalog takes 7.2 km/s, 6.3 to 8.5.',
    rows: () => {
      const arc = arcThrough(5300 * KM, 1900 * KM, 6371 * KM, 3.986004418e14)
      return [
        reported('speed of the arc over 5,300 km with its apogee at 1,900 km', 'km/s', 6.3, arc.speed / KM),
      ]
    },
  },
  {
    id: 'engage/miss-distance',
    class: 'closed form',
    source: source('arithmetic', 'Rayleigh distribution; displacement under constant thrust'),
    rows: () => [
      within(
        'chance within 1.1774 standard deviations',
        '',
        0.5,
        chanceWithin(Math.sqrt(2 * Math.LN2), 1, 1),
        FORMULA,
      ),
      within('divert of 200 m/s at 40 m/s2 in 10 s, no lag', 'm', 1500, divertReach(200, 40, 0, 10), FORMULA),
    ],
  },
]
