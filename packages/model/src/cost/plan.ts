import type { Mark } from '../core/index.ts'
import type { DeflatorTable, ExchangeRate } from './deflator.ts'
import type { Kind, LearningScope, LearningTheory, RenewalRule, ShareRule, Shape } from './schema.ts'

/** A number with its published range and its source. Money in US dollars of its item's base year. */
export interface Figure {
  readonly value: number
  readonly low?: number | undefined
  readonly high?: number | undefined
  readonly source?: string | undefined
  readonly where?: string | undefined
  readonly mark?: Mark | undefined
}

export interface CostLaunchVehicle {
  /** kg. */
  readonly payload: Figure
  readonly packing?: Figure | undefined
  readonly mostPerLaunch?: number | undefined
  readonly firstLaunch: Figure
  readonly learningSlope?: Figure | undefined
  readonly learning?: LearningScope | undefined
}

/** What is paid for one layer, sensor, link, command node, site or lump. Field names as in the scenario, SI and US dollars. */
export interface CostItem {
  readonly id: string
  readonly name?: string | undefined
  /** Things of the scenario it stands for, as `interceptors.sbi`; empty where it stands alone. */
  readonly things: readonly string[]
  /** Things of the scenario whose cost it contains as a lump. */
  readonly covers?: readonly string[] | undefined
  /** What it stands for or covers as written, whether a scenario has it or not: `layer.boost`, `sensors`, `command`. */
  readonly selectors?: readonly string[] | undefined
  readonly count: number
  readonly baseYear: number
  readonly lump?: Figure | undefined
  readonly lumpKind?: Kind | undefined
  readonly lumpYears?: number | undefined
  readonly development?: Figure | undefined
  readonly developmentYears?: number | undefined
  readonly averageUnit?: Figure | undefined
  readonly includes?: readonly ('development' | 'launch')[] | undefined
  readonly firstUnit?: Figure | undefined
  readonly learningSlope?: Figure | undefined
  readonly learning?: LearningScope | undefined
  readonly learningTheory?: LearningTheory | undefined
  readonly lifeYears?: Figure | undefined
  readonly renewal?: RenewalRule | undefined
  readonly spareFraction?: Figure | undefined
  readonly spares?: 'on-orbit' | 'on-ground' | undefined
  readonly launchSuccess?: Figure | undefined
  readonly startYears?: number | undefined
  readonly buildupYears?: number | undefined
  readonly windDownYears?: number | undefined
  readonly mass?: Figure | undefined
  readonly launchPricePerTonne?: Figure | undefined
  readonly launchVehicle?: CostLaunchVehicle | undefined
  readonly dragMakeUp?: { readonly altitude: number; readonly area: Figure; readonly isp: Figure } | undefined
  readonly testsPerYear?: Figure | undefined
  readonly expended?: Figure | undefined
  readonly ground?: Figure | undefined
  readonly groundPerYear?: Figure | undefined
  readonly construction?: Figure | undefined
  readonly operationPerYear?: Figure | undefined
  readonly operationPerUnit?: Figure | undefined
  readonly operationRamps?: boolean | undefined
  readonly people?: Figure | undefined
  readonly perPerson?: Figure | undefined
  readonly disposalPerUnit?: Figure | undefined
}

/** What a country brings into a share rule. */
export interface Partner {
  readonly id: string
  readonly name: string
  /** US dollars. */
  readonly gdp?: number | undefined
  readonly population?: number | undefined
  /** Part of the defended areas on its soil, m². */
  readonly defendedArea?: number | undefined
  /** Part of NORAD it pays. */
  readonly norad?: number | undefined
}

/** What one partner does under a rule. */
export interface PartnerShare {
  readonly id: string
  readonly share?: number | undefined
  /** Fixed sum, US dollars of the plan's base year. */
  readonly fixed?: number | undefined
  readonly pays?: readonly string[] | undefined
  readonly hosts?: readonly string[] | undefined
}

export interface ShareRequest {
  readonly rule: ShareRule
  readonly partners: readonly PartnerShare[]
}

export interface Uncertainty {
  readonly draws: number
  readonly seed: number
  readonly shape: Shape
  /** Between any two prices that no pair names. */
  readonly correlation: number
  readonly pairs: readonly { readonly between: readonly [string, string]; readonly rho: number }[]
}

/** Part of a budget authority that is spent in the year it is given, in the next, … */
export type SpendOut = Readonly<
  Record<'investment' | 'operation' | 'people' | 'construction', readonly number[]>
>

/** All that a life-cycle cost needs; made from a scenario or a preset, or by hand. */
export interface CostPlan {
  readonly name: string
  readonly baseYear: number
  readonly firstYear: number
  readonly years: number
  readonly items: readonly CostItem[]
  /** Real rate of the present value. */
  readonly discountRate: number
  /** Growth factors of past programmes; undefined where growth is left out. */
  readonly growth?: { readonly development: Figure; readonly procurement: Figure } | undefined
  readonly deflators: DeflatorTable
  readonly rates: readonly ExchangeRate[]
  readonly spendOut: SpendOut
  readonly uncertainty: Uncertainty
  readonly partners: readonly Partner[]
  readonly shares: ShareRequest
  readonly currency?: string | undefined
}
