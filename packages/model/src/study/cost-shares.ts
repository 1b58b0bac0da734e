import { exchangeRate, payments, type CostPlan, type Partner, type ShareRequest } from '../cost/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { catalogEntry, partnerOf } from '../scenario/index.ts'
import type { CostStudy } from './cost-study.ts'

const BILLION = 1e9

/** What partners would pay under one rule. */
export interface RuleShares {
  readonly rule: string
  readonly partners: readonly { readonly partner: string; readonly usd_b: number; readonly share: number }[]
}

/** A published programme beside the cost: what the same money buys. */
export interface Alternative {
  readonly id: string
  readonly name: string
  readonly doc: string
  readonly country: string
  readonly currency: string
  readonly amount_b: number
  readonly year: number
  readonly per_usd: number
  readonly rate_date: string
  /** The sum as announced at that rate; not brought to the base year, since announced sums mix the prices of many years. */
  readonly usd_b: number
}

/**
 * The United States and Canada under every rule, so that a reader sees what the choice of rule does: by GDP, population, defended area
 * (where the scenario defends both), as they bear NORAD, and the sums that were asked of Canada as long as the total holds them.
 */
export function shareRules({ cost, lifeCycle }: CostStudy): RuleShares[] {
  const partners = ['united-states', 'canada'].map((id): Partner => {
    const known = cost.plan.partners.find((p) => p.id === id)
    return known ?? partnerOf(id, cost.defendedAreas.get(id) ?? 0)
  })
  const both = partners.map(({ id }) => ({ id }))
  const requests: { rule: string; request: ShareRequest }[] = [
    { rule: 'gdp', request: { rule: 'gdp', partners: both } },
    { rule: 'population', request: { rule: 'population', partners: both } },
    { rule: 'norad', request: { rule: 'norad', partners: both } },
  ]
  if (partners.every((p) => (p.defendedArea ?? 0) > 0))
    requests.push({ rule: 'defended-area', request: { rule: 'defended-area', partners: both } })
  for (const ask of asksOf('canada'))
    if (ask * BILLION <= lifeCycle.total)
      requests.push({
        rule: `fixed-sum of USD ${ask} B`,
        request: {
          rule: 'fixed-sum',
          partners: [{ id: 'united-states' }, { id: 'canada', fixed: ask * BILLION }],
        },
      })
  return requests.map(({ rule, request }) => ({
    rule,
    partners: payments(request, partners, lifeCycle.parts).map(({ partner, usd, share }) => ({
      partner,
      usd_b: usd / BILLION,
      share,
    })),
  }))
}

/** Sums asked of a nation, USD billion; none of most. Throws `unknown` for one that the catalog does not have. */
export function asksOf(nation: string): number[] {
  const { asks = [] } = catalogEntry('partner', nation).value as { asks?: readonly { usd_b: number }[] }
  return asks.map((a) => a.usd_b)
}

interface Programme {
  readonly country: string
  readonly currency: string
  readonly year: number
  readonly amount_cad_b?: number
  readonly amount_eur_b?: number
  readonly amount_aud_b?: number
  readonly further_cad_b?: number
}

/** The programmes of the catalog, in US dollars at the dated rates. */
export function alternatives(plan: CostPlan): Alternative[] {
  return CATALOG.filter((e) => e.kind === 'programme').map((entry) => {
    const value = entry.value as Programme
    const amount =
      (value.amount_cad_b ?? value.amount_eur_b ?? value.amount_aud_b ?? 0) + (value.further_cad_b ?? 0)
    const rate = exchangeRate(plan.rates, value.currency)
    return {
      id: entry.id,
      name: entry.name,
      doc: entry.doc,
      country: value.country,
      currency: value.currency,
      amount_b: amount,
      year: value.year,
      per_usd: rate.perUsd,
      rate_date: rate.date,
      usd_b: amount / rate.perUsd,
    }
  })
}
