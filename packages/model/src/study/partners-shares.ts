import { payments, type Partner } from '../cost/index.ts'
import { countrySize, partnerOf, readCost, type Scenario } from '../scenario/index.ts'
import { asksOf } from './cost-shares.ts'
import { pairedMean } from './paired.ts'
import type { PartnersGame } from './partners-game.ts'
import { ratioOf, unseenAround } from './run-share.ts'

/** Part of the cost that one partner pays under one rule, and for what is measured its interval. */
export interface FairShare {
  readonly partner: string
  /** Null where the rule says nothing of it, or what is shared cannot be told from zero; may be negative where a partner lets more through. */
  readonly share: number | null
  readonly ci95: readonly [number, number] | null
}

/** All partners under one rule. */
export interface RuleOfShares {
  readonly rule: string
  readonly shares: readonly FairShare[]
}

/** A sum that was asked of a partner, beside a published total. */
export interface Ask {
  readonly partner: string
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
  return { rule: 'protection-brought', shares: parts(game, kept, launchedIn(game)) }
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
  // An area that several partners defend counts for each.
  const { partners } = game.scenario
  const times = game.scenario.defended.map(({ id }) => partners.filter((p) => p.defends.includes(id)).length)
  const most = Math.max(1, ...times) * launchedIn(game)
  return { rule: 'protection-received', shares: parts(game, kept, most) }
}

/** Missiles of the raid: no run has more leakers. */
const launchedIn = ({ outputs }: PartnersGame): number => outputs[0]!.most

/**
 * Part of each in the sum of all, by the ratio of sums over runs; null where the sum cannot be told from zero: a part of nothing. `most`: what the sum can be in a run. Where all runs have the same
 * ratio, the interval is that of an outcome not yet seen.
 */
function parts({ partners, runs }: PartnersGame, kept: readonly Float64Array[], most: number): FairShare[] {
  const sum = new Float64Array(runs)
  for (const own of kept) for (let run = 0; run < runs; run++) sum[run]! += own[run]!
  if (!pairedMean(sum, most).distinguishable)
    return partners.map((partner) => ({ partner, share: null, ci95: null }))
  return partners.map((partner, i) => {
    const { estimate, half } = ratioOf(kept[i]!, sum)
    const ci95 =
      half > 0
        ? ([estimate - half, estimate + half] as const)
        : unseenAround(estimate, runs, [Math.min(-1, estimate), Math.max(1, estimate)])
    return { partner, share: estimate, ci95 }
  })
}

/** The programme's two totals and CBO's, USD billion. */
export function publishedTotals(): { readonly id: string; readonly usd_b: number }[] {
  return ['programme-175', 'programme-185', 'cbo-2026'].map((id) => ({
    id,
    usd_b: readCost(id).published.total!.value / 1e9,
  }))
}

/** Each sum asked of one of the partners as a part of each total. */
export function askScale(partners: readonly string[]): Ask[] {
  return partners.flatMap((partner) =>
    asksOf(partner).flatMap((ask) =>
      publishedTotals().map(({ id, usd_b }) => ({
        partner,
        total: id,
        total_usd_b: usd_b,
        usd_b: ask,
        share: ask / usd_b,
      })),
    ),
  )
}
