import {
  convertDollars,
  exchangeRatio,
  lifeCycleCost,
  marginalCost,
  unitCost,
  type CostItem,
  type CostPlan,
} from '../cost/index.ts'
import { OpendomeError } from '../core/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { withOverrides, type Scenario } from '../scenario/index.ts'
import { monteCarlo } from './monte-carlo.ts'
import { prepare } from './prepare.ts'
import { fleetInReach, prepareSize } from './size.ts'

const BILLION = 1e9
const MILLION = 1e6

/** What the money buys in the scenario's raid. Undiscounted dollars of the plan's base year. */
export interface CostWorth {
  readonly runs: number
  /** Parts that took part in the run (interceptors, and sensors where there are any), their cost, and that of the other parts. */
  readonly took_part: readonly string[]
  readonly took_part_usd_b: number
  readonly others_usd_b: number
  readonly killed: number
  /** Cost of what took part over the mean number stopped; null where none is stopped. */
  readonly per_missile_stopped_usd_b: number | null
  /** The same for each reading of the study. */
  readonly readings: readonly {
    readonly id: string
    readonly name: string
    readonly killed: number
    readonly per_missile_stopped_usd_b: number | null
  }[]
  /** Fleet to be added so that one more missile of the same salvo is engaged in full, on average; null where nothing is in reach. */
  readonly one_more_missile: {
    readonly interceptors: number
    readonly satellites: number
    readonly usd_b: number
  } | null
  /** The fleet's own scale: its interceptors over the salvo that the scenario fires from one place. */
  readonly fleet_per_missile: {
    readonly interceptors: number
    readonly usd_b: number
  } | null
  readonly attacker: readonly {
    readonly name: string
    readonly low_usd_m: number
    readonly high_usd_m: number
    /** Defender's cost of one more missile over the attacker's, at the attacker's high and low price. */
    readonly exchange_low: number | null
    readonly exchange_high: number | null
  }[]
  /** Interceptors used up for each missile stopped, at the price of a unit in orbit; null where none is stopped. */
  readonly shots_per_missile_stopped_usd_m: number | null
  readonly assumptions: readonly string[]
}

/**
 * Joins a scenario's cost with runs of its raid and with what its fleet has in reach. Throws `missing` for a scenario without cost, else
 * as `prepare` and `monteCarlo`.
 */
export function costWorth(scenario: Scenario, runs: number): CostWorth {
  const { cost } = scenario
  if (cost === undefined)
    throw new OpendomeError('missing', 'field cost: the scenario does not say what it costs', {
      where: 'cost',
    })
  const { plan } = cost
  const fight = fought(scenario, plan, runs)
  const { took, others, result } = fight
  const readings = scenario.readings.map((reading) => {
    const read = withOverrides(scenario, reading.set)
    const { result, perKilled } = fought(read, read.cost?.plan ?? plan, runs)
    return { id: reading.id, name: reading.name, killed: result.killed, per_missile_stopped_usd_b: perKilled }
  })
  const more = oneMore(scenario, plan)
  return {
    runs: result.runs,
    took_part: took,
    took_part_usd_b: fight.tookUsd / BILLION,
    others_usd_b: fight.othersUsd / BILLION,
    killed: result.killed,
    per_missile_stopped_usd_b: fight.perKilled,
    readings,
    one_more_missile: more.engaged,
    fleet_per_missile: more.scale,
    attacker: attackers(plan).map(({ name, low, high }) => ({
      name,
      low_usd_m: low / MILLION,
      high_usd_m: high / MILLION,
      exchange_low: more.engaged === null ? null : exchangeRatio(more.engaged.usd_b * BILLION, high),
      exchange_high: more.engaged === null ? null : exchangeRatio(more.engaged.usd_b * BILLION, low),
    })),
    shots_per_missile_stopped_usd_m:
      result.killed > 0 && fight.shooter !== undefined
        ? ((result.shots / result.killed) * unitCost(plan, fight.shooter)) / MILLION
        : null,
    assumptions: [
      `Cost per missile stopped: what took part in the run (${took.length === 0 ? 'nothing' : took.join(', ')}) over ${plan.years} years, for this raid only; a fleet that is never attacked costs as much.`,
      ...(others.length === 0
        ? []
        : [`It leaves out ${others.join(', ')}, which did not take part in the run.`]),
      ...(more.refused === undefined ? [] : [`There is no number for one more missile: ${more.refused}.`]),
      ...(more.engaged === null
        ? []
        : [
            'One more missile: shots per target times the interceptors on orbit for each in reach on average, at the worst launch point, at the same learning and life; at the worst moment it takes more.',
            "The attacker's prices are published prices of one missile; warheads, crews and forces are left out on both sides.",
          ]),
    ],
  }
}

/** Does an item take part in runs of a scenario: is all that it stands for or covers among the interceptors and the sensors that command acts on? */
export function takesPart(item: CostItem, { layers, sensors }: Scenario): boolean {
  const acts = new Set([
    ...layers.map((l) => `interceptors.${l.id}`),
    ...sensors.map((s) => `sensors.${s.id}`),
  ])
  const things = [...item.things, ...(item.covers ?? [])]
  return things.length > 0 && things.every((t) => acts.has(t))
}

/** Runs of a scenario, and which items of its plan took part in them. */
function fought(scenario: Scenario, plan: CostPlan, runs: number) {
  const result = monteCarlo(prepare(scenario), { runs })
  const shoot = new Set(scenario.layers.map((l) => `interceptors.${l.id}`))
  const took = plan.items.filter((i) => takesPart(i, scenario)).map((i) => i.id)
  const others = plan.items.filter((i) => !takesPart(i, scenario)).map((i) => i.id)
  const { parts } = lifeCycleCost(plan)
  const of = (ids: readonly string[]): number =>
    parts.reduce((sum, p) => (ids.includes(p.part) ? sum + p.usd : sum), 0)
  const tookUsd = of(took)
  return {
    result,
    took,
    others,
    tookUsd,
    othersUsd: of(others),
    perKilled: result.killed > 0 && took.length > 0 ? tookUsd / result.killed / BILLION : null,
    /** The first item that buys interceptors. */
    shooter: plan.items.find((i) => i.things.some((t) => shoot.has(t)))?.id,
  }
}

interface More {
  readonly engaged: CostWorth['one_more_missile']
  readonly scale: CostWorth['fleet_per_missile']
  /** Why there is no number. */
  readonly refused: string | undefined
}

const none = (refused: string | undefined): More => ({ engaged: null, scale: null, refused })

/** What must be added to the first boost layer for one more missile, and its cost over the horizon. */
function oneMore(scenario: Scenario, plan: CostPlan): More {
  const layer = scenario.layers.find((l) => l.layer === 'boost')
  const item =
    layer === undefined ? undefined : plan.items.find((i) => i.things.includes(`interceptors.${layer.id}`))
  if (layer === undefined || item === undefined) return none(undefined)
  try {
    const study = prepareSize(scenario)
    const fleet = fleetInReach(study)
    if (!(fleet.worst.mean > 0)) return none('nothing is in reach of the worst launch point')
    const interceptors = (study.shots * fleet.count) / fleet.worst.mean
    const satellites = interceptors / layer.shell.interceptorsPerSatellite
    // The item counts satellites or interceptors; its count stands for the whole fleet.
    const usd = (more: number): number =>
      marginalCost(plan, item.id, (more * item.count) / fleet.count) / BILLION
    const own = fleet.count / study.salvo
    return {
      engaged: { interceptors, satellites, usd_b: usd(interceptors) },
      scale: { interceptors: own, usd_b: usd(own) },
      refused: undefined,
    }
  } catch (error) {
    // Nothing is in reach of some launch point: no fleet of this kind engages one more.
    if (error instanceof OpendomeError && error.code === 'infeasible') return none(error.message)
    throw error
  }
}

/** Published prices of one missile, US dollars of the plan's base year. */
function attackers(plan: CostPlan): { name: string; low: number; high: number }[] {
  const entry = CATALOG.find((e) => e.kind === 'money' && e.id === 'attacker-costs')!
  const { missiles } = entry.value as {
    missiles: readonly { name: string; base_year: number; low_usd_m: number; high_usd_m: number }[]
  }
  return missiles.map(({ name, base_year, low_usd_m, high_usd_m }) => {
    const at = (usd: number): number =>
      convertDollars(plan.deflators, usd * MILLION, base_year, plan.baseYear)
    return { name, low: at(low_usd_m), high: at(high_usd_m) }
  })
}
