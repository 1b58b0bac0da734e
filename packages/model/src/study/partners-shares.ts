import { payments, type Partner } from '../cost/index.ts'
import { countrySize, partnerOf, readCost, type Scenario } from '../scenario/index.ts'
import { canadianAsks } from './cost-shares.ts'
import type { PartnersGame } from './partners-game.ts'
import { ratioOf } from './run-share.ts'

/** Part of the cost that one partner pays under one rule, and for what is measured its interval. */
export interface FairShare {
  readonly partner: string
  /** Null where the rule says nothing of it; may be negative where a partner lets more through. */
  readonly share: number | null
  readonly ci95: readonly [number, number] | null
}

/** All partners under one rule. */
export interface RuleOfShares {
  readonly rule: string
  readonly shares: readonly FairShare[]
}

/** What was asked of Canada, beside a published total. */
export interface Ask {
  readonly total: string
  readonly total_usd_b: number
  readonly usd_b: number
  readonly share: number
}

const STATED = ['gdp', 'population', 'defended-area', 'norad'] as const

/**
 * Who would pay what part: by the rules of `cost` among these partners, by the protection that each brings (Shapley's value of leakers kept out of all areas) and by
 * the protection that each receives (leakers kept out of its own areas by all together).
 */
export function fairShares(game: PartnersGame): RuleOfShares[] {
  const { scenario, partners } = game
  const known = partners.map((id): Partner => partnerOf(id, areaOf(scenario, id)))
  const stated = STATED.flatMap((rule): RuleOfShares[] => {
    const field = {
      gdp: 'gdp',
      population: 'population',
      'defended-area': 'defendedArea',
      norad: 'norad',
    } as const
    const those = known.filter((p) => (p[field[rule]] ?? 0) > 0)
    if (those.length === 0) return []
    const paid = payments({ rule, partners: those.map(({ id }) => ({ id })) }, those, [
      { part: 'all', usd: 1 },
    ])
    return [
      {
        rule,
        shares: partners.map((partner) => ({
          partner,
          share: paid.find((p) => p.partner === partner)?.share ?? null,
          ci95: null,
        })),
      },
    ]
  })
  return [...stated, brought(game), received(game)]
}

/** Its own areas that are countries, m². */
function areaOf(scenario: Scenario, id: string): number {
  const own = scenario.partners.find((p) => p.id === id)!
  return own.defends.reduce((sum, area) => sum + (countrySize(area) ?? 0), 0)
}

function brought(game: PartnersGame): RuleOfShares {
  const kept = game.inRuns('leaked').map((v) => v.map((x) => -x))
  return { rule: 'protection-brought', shares: parts(game, kept) }
}

function received(game: PartnersGame): RuleOfShares {
  const kept = game.partners.map((id) => {
    const sum = new Float64Array(game.runs)
    for (const area of game.scenario.partners.find((p) => p.id === id)!.defends) {
      const { none, all } = game.ends(`leaked/${area}`)
      for (let run = 0; run < game.runs; run++) sum[run]! += none[run]! - all[run]!
    }
    return sum
  })
  return { rule: 'protection-received', shares: parts(game, kept) }
}

/** Part of each in the sum of all, by the ratio of sums over runs. */
function parts(game: PartnersGame, kept: readonly Float64Array[]): FairShare[] {
  const sum = new Float64Array(game.runs)
  for (const own of kept) for (let run = 0; run < game.runs; run++) sum[run]! += own[run]!
  return game.partners.map((partner, i) => {
    const { estimate, half } = ratioOf(kept[i]!, sum)
    return Number.isFinite(estimate)
      ? { partner, share: estimate, ci95: [estimate - half, estimate + half] as const }
      : { partner, share: null, ci95: null }
  })
}

/** The programme's two totals and CBO's, USD billion. */
export function publishedTotals(): { readonly id: string; readonly usd_b: number }[] {
  return ['programme-175', 'programme-185', 'cbo-2026'].map((id) => ({
    id,
    usd_b: readCost(id).published.total!.value / 1e9,
  }))
}

/** Each ask as a part of each total. */
export function askScale(): Ask[] {
  return canadianAsks().flatMap((ask) =>
    publishedTotals().map(({ id, usd_b }) => ({
      total: id,
      total_usd_b: usd_b,
      usd_b: ask,
      share: ask / usd_b,
    })),
  )
}
