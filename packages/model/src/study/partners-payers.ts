import { OpendomeError } from '../core/index.ts'
import { lifeCycleCost } from '../cost/index.ts'
import type { Scenario } from '../scenario/index.ts'

/** Who pays what as the file says; the first partner the rest. */
export interface Payers {
  readonly total_usd_b: number
  readonly by_partner: readonly {
    readonly partner: string
    readonly usd_b: number
    readonly share: number
  }[]
}

/** Sums that are written out may differ from the total by this part of it. */
const ADD_UP = 1e-6

/**
 * The cost by payer: written shares and sums, the first partner the rest; null where the file does not say what it costs. Throws `infeasible` where the others pay more than the total,
 * `invalid` where the first partner's own payment is not the rest, with the path in `where`.
 */
export function payersOf({ cost, partners }: Scenario): Payers | null {
  if (cost === undefined) return null
  const { total } = lifeCycleCost(cost.plan)
  const sums = partners.map(({ pays }) =>
    pays === undefined ? 0 : 'share' in pays ? pays.share * total : pays.usd,
  )
  const others = sums.slice(1).reduce((a, b) => a + b, 0)
  const rest = total - others
  const billions = (usd: number): string => (usd / 1e9).toFixed(1)
  if (rest < -ADD_UP * total) {
    const most = sums.indexOf(Math.max(...sums.slice(1)), 1)
    throw new OpendomeError(
      'infeasible',
      `partners: all but the first pay USD ${billions(others)} billion, more than the total of ${billions(total)}`,
      { where: `partners.${partners[most]!.id}.pays`, hint: 'lower what a partner pays' },
    )
  }
  const [first] = partners
  if (first?.pays !== undefined && Math.abs(sums[0]! - rest) > ADD_UP * total)
    throw new OpendomeError(
      'invalid',
      `partners.${first.id}.pays: USD ${billions(sums[0]!)} billion, expected the rest of ${billions(rest)}: the first partner pays what the others leave`,
      { where: `partners.${first.id}.pays`, hint: 'leave its pays out' },
    )
  return {
    total_usd_b: total / 1e9,
    by_partner: partners.map(({ id }, i) => {
      const usd = i === 0 ? rest : sums[i]!
      return { partner: id, usd_b: usd / 1e9, share: usd / total }
    }),
  }
}
