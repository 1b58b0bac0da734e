import { interceptorMass } from '@opendome/model/fleet'
import { readScenario, type Scenario } from '@opendome/model/scenario'
import {
  bracketReport,
  bracketSteps,
  fleetInReach,
  prepareSize,
  type BracketReport,
} from '@opendome/model/study'
import { KM, reported, type Case, type Row } from './case.ts'
import { source } from './sources.ts'

function preset(id: string): Scenario {
  return readScenario(`opendome: 1\nfrom: ${id}\n`, { name: id })
}

/** The fleets of a scenario's bracket, without what moves them. */
function sized(scenario: Scenario, covers: readonly string[], beside: boolean): BracketReport {
  const steps = bracketSteps(scenario, { fleetsOnly: true, covers, beside })
  for (;;) {
    const next = steps.next()
    if (next.done === true) return bracketReport(next.value)
  }
}

/** One row a fleet: of the published kind beside the published count, and freely optimised beside nothing. */
function fleetRows(id: string, covers: readonly string[], beside = false): Row[] {
  const report = sized(preset(id), covers, beside)
  const published = report.published.interceptors!
  return report.fleets.flatMap((fleet) => {
    const cover = report.covers.find((c) => c.id === fleet.cover)!.name
    const reading = fleet.reading === 'scenario' ? '' : `${fleet.name}, `
    const rows = [
      ['of the published kind', published, fleet.family] as const,
      ...(fleet.beside === null
        ? []
        : [['freely optimised, which reproduces nothing', 'none', fleet.beside] as const]),
    ]
    return rows.flatMap(([kind, expected, { interceptors }]) =>
      interceptors === null
        ? []
        : [reported(`fleet ${kind}: ${reading}${cover}`, '', expected, interceptors)],
    )
  })
}

/** What the scenario's own fleet has in reach of its launch point, exactly over its liftoff times. */
function inReachRows(id: string): Row[] {
  const study = prepareSize(preset(id))
  const { count, worst } = fleetInReach(study)
  return [
    reported(`${count} of the scenario: in reach on average`, '', 'not published', worst.mean),
    reported(`${count} of the scenario: in reach at the worst liftoff`, '', 'not published', worst.min),
  ]
}

function apsMasses(): Row[] {
  const deltaV = preset('aps-2003').layers[0]!.vehicle.deltaV
  const calculator = { specificImpulse: 240, divert: 2.5 * KM, killVehicle: 25, body: 25, support: 50 }
  const tonnes = (speed: number): number => (1600 * interceptorMass({ ...calculator, deltaV: speed })) / 1000
  return [
    reported(`mass of 1,600 at ${deltaV / KM} km/s`, 't', 2000, tonnes(deltaV)),
    reported('mass of 1,600 at 6 km/s', 't', 2000, tonnes(6 * KM)),
  ]
}

/** The solid salvo without and with 30 s to decide, and what those 30 s multiply the fleet by. */
function solidRows(): Row[] {
  const covers = ['launch-region', BAND]
  const none = fleetRows('aps-popa-2025-solid', covers)
  const slow = fleetRows('aps-popa-2025-solid-30-s', covers)
  const ratio = (slow.at(-1)!.got as number) / (none.at(-1)!.got as number)
  return [
    ...none,
    ...slow.map((row) => ({ ...row, quantity: row.quantity.replace(':', ', 30 s to decide:') })),
    reported('fleet with 30 s to decide over that without', '', 2.25, ratio),
  ]
}

const BAND = 'two-regions'
const SIZED =
  'Sized by a quick search, at most the printed gap above the smallest single shell of its family (opendome size SCENARIO --what-moves prints it, and what moves it).'

export const BRACKET_CASES: readonly Case[] = [
  {
    id: 'fleet/cbo-2026',
    class: 'bracket',
    source: source(
      'cbo',
      '7,800 interceptors on orbit to engage ten ICBMs, near-polar, 300 to 500 km, boost of 3 to 5 minutes',
    ),
    note: `Scenario cbo-2026 and its two readings; CBO publishes no speed, decision time, shots or latitudes. Published kind: 300 to 500 km, 82 to 98° (assumed for near-polar). ${SIZED}`,
    rows: () => [
      ...inReachRows('cbo-2026'),
      ...fleetRows('cbo-2026', ['launch-region', 'all-latitudes'], true),
    ],
  },
  {
    id: 'fleet/aps-2003',
    class: 'bracket',
    source: source('aps', 'at least 1,600 interceptors, about 2,000 t on orbit, against one solid ICBM'),
    note: `Scenario aps-2003: an interceptor of recalled speed and acceleration, reach until burnout. No shell family was seen in print: 300 km and 40 to 60° are assumed. North Korea to southern Iran is assumed from the study's recalled subjects. Masses are the calculator's (25 kg kill vehicle; APS: 90 to 140 kg) at the catalog's and at AEI's fly-out speed. ${SIZED}`,
    rows: () => [
      ...inReachRows('aps-2003'),
      ...fleetRows('aps-2003', ['launch-region', 'north-korea', BAND], true),
      ...apsMasses(),
    ],
  },
  {
    id: 'fleet/aps-2003-liquid',
    class: 'bracket',
    source: source('arsTechnica', 'at least 700 interceptors against one liquid ICBM'),
    note: `Second-hand; scenario aps-2003-liquid. ${SIZED}`,
    rows: () => fleetRows('aps-2003-liquid', ['launch-region', BAND]),
  },
  {
    id: 'fleet/aps-popa-2025-liquid',
    class: 'bracket',
    source: source('popa', 'about 1,600 interceptors against a salvo of four liquid ICBMs'),
    note: `Second-hand, as cited in public code; scenario aps-popa-2025-liquid, all but the salvo as in APS 2003. ${SIZED}`,
    rows: () => fleetRows('aps-popa-2025-liquid', ['launch-region', BAND]),
  },
  {
    id: 'fleet/aps-popa-2025-solid',
    class: 'bracket',
    source: source('popa', 'about 16,000 interceptors against ten Hwasong-18, 36,000 with 30 s to decide'),
    note: `Recalled; scenarios aps-popa-2025-solid and aps-popa-2025-solid-30-s, all but the salvo and the decision time as in APS 2003. ${SIZED}`,
    rows: solidRows,
  },
]
