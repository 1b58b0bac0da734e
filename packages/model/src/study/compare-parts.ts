import type { CostItem, CostPlan } from '../cost/index.ts'
import type { Scenario, ScenarioLayer, ScenarioThreat } from '../scenario/index.ts'

/** What two studies may differ in, and its name; the assumptions that the debate disputes first (docs/compare.md). */
export const ASSUMPTIONS = {
  salvo: 'missiles at once',
  'decision-time': 'decision time',
  'fly-out-speed': 'fly-out speed',
  life: 'life of a unit',
  'launch-price': 'launch price',
  'unit-price': 'unit price',
  learning: 'learning',
  guarantee: 'guarantee',
  independence: 'independence of shots',
  vehicle: 'vehicle and burn time',
  raid: 'raid',
  places: 'launch and aim',
  shots: 'shots at each missile',
  'solution-time': 'firing solution',
  acceleration: 'fly-out acceleration',
  interceptor: 'limits of the interceptor',
  sspk: 'kill probability of a shot',
  orbit: 'orbit',
  fleet: 'fleet',
  command: 'consent, links and discrimination',
  'ground-layers': 'layers on the ground',
  defended: 'what is defended',
  renewal: 'renewal rule',
  mass: 'mass at launch',
  spares: 'spares and launch success',
  'build-up': 'build-up',
  development: 'development',
  operation: 'operation',
  people: 'people',
  interceptors: 'cost of the interceptors',
  sensors: 'sensors',
  'other-layers': 'other layers, command and links',
  growth: 'cost growth',
  period: 'period',
  'base-year': 'base year of the dollars',
} as const

export type AssumptionId = keyof typeof ASSUMPTIONS

/** The assumptions that are disputed most: always listed, and listed first. */
export const DISPUTED: readonly AssumptionId[] = [
  'salvo',
  'decision-time',
  'fly-out-speed',
  'life',
  'launch-price',
  'unit-price',
  'learning',
  'guarantee',
  'independence',
]

/** A group of cost items that one assumption swaps whole. */
export interface ItemGroup {
  readonly items: readonly CostItem[]
  /** Ids of those that take part in a run. */
  readonly tookPart: readonly string[]
  /** Fleet for which the counts are written; undefined where they do not follow the fleet. */
  readonly fleet: number | undefined
}

/** Some fields of a cost item. */
export type ItemFields = Partial<CostItem>

/** The value of each assumption. SI units, rad; money in US dollars of the reference year of the comparison. */
export interface PartValues {
  readonly salvo: {
    readonly counts: readonly number[]
    readonly intervals: readonly number[]
    /** Missiles at once from one place. */
    readonly salvo: number
  }
  readonly 'decision-time': number
  readonly 'fly-out-speed': number
  readonly life: ItemFields
  readonly 'launch-price': ItemFields
  /** Price of a unit on average of the study's own first fleet, the number of units in that, and units for each interceptor. */
  readonly 'unit-price': { readonly level: number; readonly count: number; readonly perInterceptor: number }
  /** How the price moves with the number: prices of the study, which the unit price scales. */
  readonly learning: ItemFields
  /** Own fleet over the mean need: what the study asks for beyond the mean, or takes as given. */
  readonly guarantee: number
  readonly independence: number
  readonly vehicle: readonly ScenarioThreat[]
  readonly raid: Scenario
  readonly places: Scenario
  readonly shots: { readonly need: number; readonly each: number }
  readonly 'solution-time': Scenario
  readonly acceleration: number
  readonly interceptor: ScenarioLayer
  readonly sspk: number
  readonly orbit: ScenarioLayer
  /** Interceptors on orbit, not sized again; with a scenario its layers. */
  readonly fleet: { readonly count: number; readonly layers: readonly ScenarioLayer[] }
  readonly command: Scenario['command']
  readonly 'ground-layers': Scenario
  readonly defended: Scenario['defended']
  readonly renewal: ItemFields
  readonly mass: ItemFields
  readonly spares: ItemFields
  readonly 'build-up': ItemFields
  readonly development: ItemFields
  readonly operation: ItemFields
  readonly people: ItemFields
  readonly interceptors: ItemGroup
  readonly sensors: ItemGroup
  readonly 'other-layers': ItemGroup
  readonly growth: CostPlan['growth']
  readonly period: { readonly years: number; readonly within: number }
  readonly 'base-year': number
}

/** One assumption of a study: its value, how it reads, and what tells it from another. */
export interface Part<V> {
  readonly value: V
  readonly text: string
  readonly key: string
}

/** A study taken apart. */
export type Parts = { readonly [K in AssumptionId]?: Part<PartValues[K]> }

/** A part; two are the same where their keys are, by default the value as JSON. */
export function part<V>(value: V, text: string, key: unknown = value): Part<V> {
  return { value, text, key: JSON.stringify(bare(key)) ?? 'none' }
}

/** Without the ranges and sources that stand beside a figure's value: the same number from another source is the same assumption. */
function bare(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(bare)
  if (typeof node !== 'object' || node === null) return node
  if ('value' in node && Object.keys(node).every((key) => FIGURE.has(key))) return node.value
  return Object.fromEntries(Object.entries(node).map(([key, v]) => [key, bare(v)]))
}

const FIGURE = new Set(['value', 'low', 'high', 'source', 'where', 'mark'])

/** In the order of `ASSUMPTIONS`, those in which two studies differ. */
export function differing(a: Parts, b: Parts): AssumptionId[] {
  return (Object.keys(ASSUMPTIONS) as AssumptionId[]).filter((id) => a[id]?.key !== b[id]?.key)
}

/** The parts of `a`, those of `ids` whose bit is set taken from `b`. */
export function mixed(a: Parts, b: Parts, ids: readonly AssumptionId[], changed: number): Parts {
  const out: Record<string, unknown> = { ...a }
  ids.forEach((id, i) => {
    if ((changed & (1 << i)) !== 0) out[id] = b[id]
  })
  return out
}

const FOUGHT: readonly AssumptionId[] = [
  'salvo',
  'decision-time',
  'fly-out-speed',
  'guarantee',
  'independence',
]

/** Why an assumption is not among the parts of a study, in words. */
export function absent(id: AssumptionId, parts: Parts, study: { readonly scenario: unknown }): string {
  if (FOUGHT.includes(id))
    return study.scenario === undefined ? 'published cost: not in it' : 'not told apart here'
  if (parts['unit-price'] === undefined) return 'in a lump, or swapped whole'
  return id === 'launch-price' ? 'in the unit price' : 'not in it'
}
