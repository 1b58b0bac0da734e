import { ReachFinder } from '@opendome/model/engage'
import { interceptorMass } from '@opendome/model/fleet'
import { readScenario, withOverrides, type Scenario } from '@opendome/model/scenario'
import { OpendomeError } from '@opendome/model/core'
import { prepare } from '@opendome/model/study'
import { KM, reported, type Case, type Row } from './case.ts'
import { source } from './sources.ts'

/** Liftoff times over the scenario's window at which interceptors in reach are counted. */
const LIFTOFFS = 400

interface InReach {
  readonly fleet: number
  readonly mean: number
  readonly least: number
}

/** Interceptors of the first layer that can reach the first missile in time, over evenly spaced liftoff times. */
function inReach(scenario: Scenario): InReach {
  const { plan } = prepare(scenario).battle
  const layer = plan.layers[0]
  const window = plan.missiles[0]?.flight.windows[0]
  if (layer === undefined || window === undefined)
    throw new OpendomeError(
      'infeasible',
      `scenario ${scenario.name}: no time in which the missile can be hit`,
    )
  const finder = new ReachFinder(layer.shell)
  let sum = 0
  let least = Infinity
  for (let k = 0; k < LIFTOFFS; k++) {
    const liftoff = (plan.window * (k + 0.5)) / LIFTOFFS
    const count = finder.find(window, layer.interceptor, liftoff, plan.epochAngle).length * layer.perSatellite
    sum += count
    least = Math.min(least, count)
  }
  return { fleet: layer.shell.count * layer.perSatellite, mean: sum / LIFTOFFS, least }
}

/**
 * Interceptors in reach, on average and at the worst liftoff, and the fleet that would have as many there as the salvo takes shots, next to
 * the published one.
 */
function fleetRows(name: string, published: number, scenario: Scenario): Row[] {
  const { fleet, mean, least } = inReach(scenario)
  const salvo = scenario.threats.reduce((sum, threat) => sum + threat.count, 0)
  const wanted = salvo * scenario.command.shotsPerTarget
  return (
    [
      ['on average', mean],
      ['at the worst liftoff', least],
    ] as const
  ).flatMap(([when, count]) => [
    reported(`in reach ${when}${name}`, '', 'not published', count),
    ...(count === 0
      ? []
      : [
          reported(
            `fleet with ${wanted} in reach ${when}${name}`,
            '',
            published,
            Math.round((fleet * wanted) / count),
          ),
        ]),
  ])
}

function preset(id: string): Scenario {
  return readScenario(`opendome: 1\nfrom: ${id}\n`, { name: id })
}

function cbo(): Row[] {
  const scenario = preset('cbo-2026')
  return scenario.readings.flatMap((reading) =>
    fleetRows(`, ${reading.name}`, 7800, withOverrides(scenario, reading.set)),
  )
}

function aps(): Row[] {
  const scenario = preset('aps-2003')
  const deltaV = scenario.layers[0]?.vehicle.deltaV ?? 0
  const calculator = {
    specificImpulse: 240,
    divert: 2.5 * KM,
    killVehicle: 25,
    body: 25,
    support: 50,
  }
  const tonnes = (speed: number): number => (1600 * interceptorMass({ ...calculator, deltaV: speed })) / 1000
  return [
    ...fleetRows('', 1600, scenario),
    reported(`mass of 1,600 at ${deltaV / KM} km/s`, 't', 2000, tonnes(deltaV)),
    reported('mass of 1,600 at 6 km/s', 't', 2000, tonnes(6 * KM)),
  ]
}

const SCALED = `Counted at ${LIFTOFFS} liftoff times over the window and scaled in proportion to the fleet; sizing proper comes with the fleet room.`

export const BRACKET_CASES: readonly Case[] = [
  {
    id: 'fleet/cbo-2026',
    class: 'bracket',
    source: source(
      'cbo',
      '7,800 interceptors on orbit to engage ten ICBMs, 300 to 500 km, boost of 3 to 5 minutes',
    ),
    note: `Scenario cbo-2026 and its two readings; CBO publishes no speed, decision time or number of shots. All ten missiles rise from one site at once and share those in reach. ${SCALED}`,
    rows: cbo,
  },
  {
    id: 'fleet/aps-2003',
    class: 'bracket',
    source: source('aps', 'at least 1,600 interceptors, about 2,000 t on orbit, against one solid ICBM'),
    note: `Scenario aps-2003: one site, one aim, and an interceptor of assumed speed and acceleration, reach until burnout (the impact point enters the United States no sooner). How many sites, aims and margins APS covered was not at hand, so its count answers another question. Masses are the calculator's (25 kg kill vehicle; APS: 90 to 140 kg) at the catalog's and at AEI's fly-out speed. ${SCALED}`,
    rows: aps,
  },
]
