import {
  drawCosts,
  exchangeRate,
  lifeCycleCost,
  quantities,
  tornado,
  type CostPart,
  type LifeCycleCost,
} from '../cost/index.ts'
import { unitOf } from '../core/index.ts'
import type { ScenarioCost } from '../scenario/index.ts'
import { costLimits } from './cost-limits.ts'
import type { CostStudy } from './cost-study.ts'
import { alternatives, shareRules, type Alternative, type RuleShares } from './cost-shares.ts'
import type { CostWorth } from './cost-worth.ts'
import type { ReportHead } from './report.ts'
import { VERSION } from './version.ts'

const BILLION = 1e9

interface PartReport {
  readonly part: string
  readonly kind: string
  readonly usd_b: number
  readonly name: string
  readonly price: string
  readonly source: string | null
  readonly mark: string | null
}

interface SpreadReport {
  readonly p10_usd_b: number
  readonly p50_usd_b: number
  readonly p90_usd_b: number
  readonly mean_usd_b: number
}

interface YearReport {
  readonly year: number
  readonly usd_b: number
  readonly then_year_usd_b: number
  readonly outlays_usd_b: number
  readonly outlays_then_year_usd_b: number
}

/** `opendome cost --json`. Constant dollars of `base_year` unless a name says then-year; discounted nowhere but in `present_value_usd_b`. */
export interface CostReport extends ReportHead, SpreadReport {
  readonly preset: string | null
  readonly base_year: number
  readonly first_year: number
  readonly years: number
  readonly total_usd_b: number
  readonly total_then_year_usd_b: number
  readonly present_value_usd_b: number
  readonly discount_rate: number
  readonly in_currency: {
    readonly currency: string
    readonly total_b: number
    readonly per_usd: number
    readonly date: string
  } | null
  readonly published: {
    readonly total_usd_b: number
    readonly difference_usd_b: number
    readonly period_years: number | null
    readonly scope: Readonly<Record<string, string>>
  } | null
  readonly by_part: readonly PartReport[]
  readonly by_year: readonly YearReport[]
  readonly outlays_after: readonly YearReport[]
  readonly by_partner: readonly {
    readonly partner: string
    readonly usd_b: number
    readonly share: number
    readonly in_kind_usd_b: number
    readonly cash_usd_b: number
  }[]
  readonly share_rules: readonly RuleShares[]
  readonly alternatives: readonly Alternative[]
  readonly quantities: readonly {
    readonly part: string
    readonly things: readonly string[]
    readonly fielded: number
    readonly fleet: number
    readonly bought: number
    readonly fleets: number
    readonly life_years: number | null
    readonly launches_first_fleet: number | null
    readonly launches: number | null
    readonly launch_mass_kg: number | null
    readonly drag_propellant_kg: number | null
  }[]
  readonly draws: number
  readonly seed: number
  readonly drawn: readonly string[]
  readonly fixed: readonly string[]
  readonly curve: readonly { readonly p: number; readonly usd_b: number }[]
  readonly spread_by_part: readonly ({ readonly part: string } & SpreadReport)[]
  readonly tornado: readonly {
    readonly name: string
    readonly value: number | string
    readonly low: number | string
    readonly high: number | string
    readonly low_usd_b: number
    readonly high_usd_b: number
  }[]
  readonly unsourced: readonly PartReport[]
  readonly unsourced_usd_b: number
  readonly not_costed: readonly string[]
  readonly worth: CostWorth | null
}

/**
 * Costs a scenario's cost block or a preset: work breakdown, draws, tornado. Throws as `lifeCycleCost`.
 *
 * @example
 * const { lifeCycle, draws } = costStudy(readCost('cbo-2026'))
 * console.log(lifeCycle.total, draws.total.p90)
 */
export function costStudy(cost: ScenarioCost): CostStudy {
  const { plan } = cost
  return { cost, lifeCycle: lifeCycleCost(plan), draws: drawCosts(plan), tornado: tornado(plan) }
}

/** The document of one cost study; `head` tells the scenario's name and what was changed in it. */
export function costReport(
  study: CostStudy,
  head: Pick<ReportHead, 'scenario' | 'changed_assumptions'>,
  worth: CostWorth | undefined = undefined,
): CostReport {
  const { cost, lifeCycle, draws } = study
  const { plan, published } = cost
  const rate = plan.currency === undefined ? undefined : exchangeRate(plan.rates, plan.currency)
  const total = lifeCycle.total
  const unsourced = lifeCycle.unsourced.map(partReport)
  return {
    opendome: VERSION,
    scenario: head.scenario,
    changed_assumptions: head.changed_assumptions,
    limits: [...costLimits(study), ...(worth?.assumptions ?? [])],
    preset: cost.preset?.id ?? null,
    base_year: plan.baseYear,
    first_year: plan.firstYear,
    years: plan.years,
    total_usd_b: total / BILLION,
    ...spreadReport(draws.total),
    total_then_year_usd_b: lifeCycle.totalThenYear / BILLION,
    present_value_usd_b: lifeCycle.presentValue / BILLION,
    discount_rate: plan.discountRate,
    in_currency:
      rate === undefined
        ? null
        : {
            currency: rate.currency,
            total_b: (total * rate.perUsd) / BILLION,
            per_usd: rate.perUsd,
            date: rate.date,
          },
    published:
      published.total === undefined
        ? null
        : {
            total_usd_b: published.total.value / BILLION,
            difference_usd_b: (total - published.total.value) / BILLION,
            period_years: published.periodYears ?? null,
            scope: published.scope,
          },
    by_part: lifeCycle.parts.map(partReport),
    by_year: lifeCycle.byYear.slice(0, plan.years).map(yearReport),
    outlays_after: lifeCycle.byYear.slice(plan.years).map(yearReport),
    by_partner: lifeCycle.byPartner.map((p) => ({
      partner: p.partner,
      usd_b: p.usd / BILLION,
      share: p.share,
      in_kind_usd_b: p.inKind / BILLION,
      cash_usd_b: p.cash / BILLION,
    })),
    share_rules: shareRules(study),
    alternatives: alternatives(plan),
    quantities: quantities(plan).map((q) => ({
      part: q.part,
      things: q.things,
      fielded: q.fielded,
      fleet: q.fleet,
      bought: q.bought,
      fleets: q.fleets,
      life_years: q.lifeYears ?? null,
      launches_first_fleet: q.launches ?? null,
      launches: q.launchesInAll ?? null,
      launch_mass_kg: q.launchMass ?? null,
      drag_propellant_kg: q.dragPropellant ?? null,
    })),
    draws: draws.draws,
    seed: draws.seed,
    drawn: draws.drawn,
    fixed: draws.fixed,
    curve: draws.curve.map(({ p, usd }) => ({ p, usd_b: usd / BILLION })),
    spread_by_part: draws.byPart.map((p) => ({ part: p.part, ...spreadReport(p) })),
    tornado: study.tornado.bars.map((b) => ({
      name: b.name,
      value: atTheDoor(b.name, b.value),
      low: atTheDoor(b.name, b.low),
      high: atTheDoor(b.name, b.high),
      low_usd_b: b.lowUsd / BILLION,
      high_usd_b: b.highUsd / BILLION,
    })),
    unsourced,
    unsourced_usd_b: unsourced.reduce((sum, p) => sum + p.usd_b, 0),
    not_costed: cost.notCosted,
    worth: worth ?? null,
  }
}

/** A value in the unit that its field's name carries. */
function atTheDoor(name: string, value: number | string): number | string {
  if (typeof value === 'string') return value
  const unit = unitOf(name.slice(name.lastIndexOf('.') + 1))
  return unit === undefined ? value : value / unit.factor
}

function partReport(p: CostPart): PartReport {
  return {
    part: p.part,
    kind: p.kind,
    usd_b: p.usd / BILLION,
    name: p.name,
    price: p.priceName,
    source: p.source ?? null,
    mark: p.mark ?? null,
  }
}

function spreadReport(s: { mean: number; p10: number; p50: number; p90: number }): SpreadReport {
  return {
    p10_usd_b: s.p10 / BILLION,
    p50_usd_b: s.p50 / BILLION,
    p90_usd_b: s.p90 / BILLION,
    mean_usd_b: s.mean / BILLION,
  }
}

function yearReport(y: LifeCycleCost['byYear'][number]): YearReport {
  return {
    year: y.year,
    usd_b: y.usd / BILLION,
    then_year_usd_b: y.thenYear / BILLION,
    outlays_usd_b: y.outlays / BILLION,
    outlays_then_year_usd_b: y.outlaysThenYear / BILLION,
  }
}
