import { OpendomeError } from '../core/index.ts'
import type { Partner, PartnerShare, ShareRequest } from './plan.ts'

/** What one partner pays, US dollars of the base year. */
export interface Payment {
  readonly partner: string
  readonly usd: number
  /** Part of the total. */
  readonly share: number
  /** Cost of what stands on its soil, which it provides itself. */
  readonly inKind: number
  /** usd − inKind; negative where it provides more than its part and is paid. */
  readonly cash: number
}

/** What an item costs, US dollars. */
interface Costed {
  readonly part: string
  readonly usd: number
}

/** Shares that are written out have to add up to 1 this closely. */
const ADD_UP = 1e-6

/**
 * Shares the cost of parts among partners:
 *
 * - `shares`: as written; they have to add up to 1
 * - `fixed-sum`: partners with a fixed sum pay that, the first partner the rest
 * - `gdp`, `population`, `defended-area`: in proportion; `norad`: as they bear NORAD
 * - `by-part`: each pays the items it names, the first partner all others
 *
 * What a partner `hosts` is counted at cost and taken off what it pays in cash. Throws `invalid`, `missing`, `unknown` or `infeasible`
 * with the path in `where`.
 */
export function payments(
  request: ShareRequest,
  partners: readonly Partner[],
  parts: readonly Costed[],
): Payment[] {
  const total = parts.reduce((all, p) => all + p.usd, 0)
  const of = (ids: readonly string[] | undefined): number =>
    parts.reduce((all, p) => (ids?.includes(p.part) === true ? all + p.usd : all), 0)
  checkItems(request, parts)
  const amounts = amountsOf(request, partners, total, of)
  return request.partners.map((partner, i) => {
    const usd = amounts[i]!
    const inKind = of(partner.hosts)
    return { partner: partner.id, usd, share: total > 0 ? usd / total : 0, inKind, cash: usd - inKind }
  })
}

function amountsOf(
  { rule, partners }: ShareRequest,
  known: readonly Partner[],
  total: number,
  of: (ids: readonly string[] | undefined) => number,
): number[] {
  switch (rule) {
    case 'shares': {
      const shares = partners.map((p) => required(p, p.share, 'share'))
      const all = shares.reduce((a, b) => a + b, 0)
      if (Math.abs(all - 1) > ADD_UP)
        throw new OpendomeError(
          'invalid',
          `cost.shares: the shares add up to ${Number(all.toPrecision(6))}, expected 1`,
          {
            where: 'cost.shares.partners',
            hint: 'change a share so that they do',
          },
        )
      return shares.map((s) => s * total)
    }
    case 'fixed-sum':
      return withRest(partners, total, (p) => required(p, p.fixed, 'fixed_usd_b'))
    case 'by-part':
      return withRest(partners, total, (p) => of(p.pays))
    default: {
      const weights = partners.map((p) => weightOf(rule, p, known))
      const all = weights.reduce((a, b) => a + b, 0)
      if (!(all > 0))
        throw new OpendomeError('infeasible', `cost.shares: no partner has a weight under the rule ${rule}`, {
          where: 'cost.shares.rule',
          hint: 'take another rule, or other partners',
        })
      return weights.map((w) => (w / all) * total)
    }
  }
}

/** All but the first pay `amount`, the first the rest, which has to be there. */
function withRest(
  partners: readonly PartnerShare[],
  total: number,
  amount: (partner: PartnerShare) => number,
): number[] {
  const others = partners.slice(1).map(amount)
  const rest = total - others.reduce((a, b) => a + b, 0)
  if (rest < -ADD_UP * total)
    throw new OpendomeError(
      'infeasible',
      `cost.shares: the partners' sums exceed the total by USD ${(-rest / 1e9).toFixed(1)} billion`,
      { where: 'cost.shares.partners', hint: 'lower a fixed sum' },
    )
  return [rest, ...others]
}

function weightOf(
  rule: 'gdp' | 'population' | 'defended-area' | 'norad',
  share: PartnerShare,
  known: readonly Partner[],
): number {
  const partner = known.find((k) => k.id === share.id)
  const field = {
    gdp: 'gdp',
    population: 'population',
    'defended-area': 'defendedArea',
    norad: 'norad',
  } as const
  const weight = partner?.[field[rule]]
  if (weight !== undefined) return weight
  throw new OpendomeError('missing', `${rule} of partner ${share.id}: the catalog has none`, {
    where: `cost.shares.partners.${share.id}`,
    hint: 'take another rule, or rule shares with a share of your own',
  })
}

function required(partner: PartnerShare, value: number | undefined, field: string): number {
  if (value !== undefined) return value
  throw new OpendomeError('missing', `field cost.shares.partners.${partner.id}.${field}: the rule needs it`, {
    where: `cost.shares.partners.${partner.id}`,
  })
}

/** Items that partners name exist, and nobody pays or hosts the same twice. */
function checkItems({ partners }: ShareRequest, parts: readonly { readonly part: string }[]): void {
  const ids = new Set(parts.map((p) => p.part))
  for (const field of ['pays', 'hosts'] as const) {
    const taken = new Set<string>()
    for (const partner of partners)
      for (const id of partner[field] ?? []) {
        const where = `cost.shares.partners.${partner.id}.${field}`
        if (!ids.has(id))
          throw new OpendomeError('unknown', `item ${id} in ${where}`, {
            where,
            hint: `items that cost something: ${[...ids].slice(0, 12).join(', ')}`,
          })
        if (taken.has(id))
          throw new OpendomeError('invalid', `${where}: two partners name item ${id}`, {
            where,
            hint: 'remove one',
          })
        taken.add(id)
      }
  }
}
