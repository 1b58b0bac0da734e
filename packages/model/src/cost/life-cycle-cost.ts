import { OpendomeError } from '../core/index.ts'
import { breakdown } from './breakdown.ts'
import { lastYear, priceIndex } from './deflator.ts'
import type { Account, CostLine } from './lines.ts'
import { moneyFlow, presentValue, spendOutOf, type Authority, type CostYear } from './money-flow.ts'
import type { CostPlan, Figure } from './plan.ts'
import type { Kind } from './schema.ts'
import { payments, type Payment } from './shares.ts'

/** One line of a work breakdown. Money in US dollars of the base year. */
export interface CostPart {
  /** Id of the item. */
  readonly part: string
  readonly kind: Kind
  readonly name: string
  readonly account: Account
  readonly usd: number
  /** By fiscal year of the horizon. */
  readonly byYear: Float64Array
  /** Its price as `item.field`, and where that comes from; undefined where nobody is named. */
  readonly priceName: string
  readonly source: string | undefined
  readonly mark: Figure['mark']
}

/** What something costs over its life. Money in US dollars of the base year unless it says then-year. */
export interface LifeCycleCost {
  readonly baseYear: number
  readonly firstYear: number
  readonly years: number
  readonly total: number
  readonly totalThenYear: number
  readonly presentValue: number
  readonly parts: readonly CostPart[]
  /** Fiscal years of the horizon, then those in which the rest is spent. */
  readonly byYear: readonly CostYear[]
  readonly byPartner: readonly Payment[]
  /** Parts whose price names no source; they are in the total. */
  readonly unsourced: readonly CostPart[]
}

/** Factor of an account by the growth of past programmes. */
export function growthOf(plan: CostPlan, account: Account): Figure | undefined {
  if (account === 'development') return plan.growth?.development
  return account === 'procurement' ? plan.growth?.procurement : undefined
}

/**
 * The cost of a plan over its horizon: work breakdown, fiscal-year profile, shares. Deterministic, all prices at their base value; see
 * `drawCosts` for the spread. Throws `missing` for a fielded item without a price, `invalid` for a base year outside the deflator
 * table, a life of zero or shares that do not add up, `infeasible` for what contradicts itself; `where` is the field's path.
 */
export function lifeCycleCost(plan: CostPlan): LifeCycleCost {
  checkPlan(plan)
  const lines = breakdown(plan)
  const amounts = lines.map((line) => amountsOf(line, plan))
  const parts = lines.map((line, i): CostPart => {
    const { part, kind, name, account, priceName, price } = line
    return {
      part,
      kind,
      name,
      account,
      usd: sum(amounts[i]!),
      byYear: amounts[i]!,
      priceName,
      source: price.source,
      mark: price.mark,
    }
  })
  const byYear = moneyFlow(plan, authoritiesOf(plan, lines, amounts))
  const constant = Float64Array.from(byYear.slice(0, plan.years), (y) => y.usd)
  const total = parts.reduce((all, p) => all + p.usd, 0)
  return {
    baseYear: plan.baseYear,
    firstYear: plan.firstYear,
    years: plan.years,
    total,
    totalThenYear: byYear.reduce((all, y) => all + y.thenYear, 0),
    presentValue: presentValue(constant, plan.discountRate),
    parts,
    byYear,
    byPartner: payments(plan.shares, plan.partners, parts),
    unsourced: parts.filter((p) => p.source === undefined),
  }
}

/** Only the total; the same number as `lifeCycleCost`. */
export function totalCost(plan: CostPlan): number {
  return breakdown(plan).reduce((all, line) => all + sum(amountsOf(line, plan)), 0)
}

/** What one line comes to within the first years of a horizon. US dollars of the base year. */
export interface CostWithin {
  readonly part: string
  readonly kind: Kind
  readonly account: Account
  readonly usd: number
}

/**
 * Every line's budget authority in the first `years` of the plan's horizon, of a broken year its part. A published lump counts as it is spent, evenly. With the
 * whole horizon the sum is `totalCost`.
 */
export function costWithin(plan: CostPlan, years: number): CostWithin[] {
  return breakdown(plan).map((line) => {
    const { part, kind, account } = line
    const amounts = amountsOf(line, plan)
    let usd = 0
    for (let y = 0; y < amounts.length && y < years; y++) usd += amounts[y]! * Math.min(1, years - y)
    return { part, kind, account, usd }
  })
}

function amountsOf(line: CostLine, plan: CostPlan): Float64Array {
  const price = line.price.value * (growthOf(plan, line.account)?.value ?? 1)
  const { quantity } = line
  const out = new Float64Array(quantity.length)
  for (let y = 0; y < out.length; y++) out[y] = quantity[y]! * price
  return out
}

/** Lines of one spend-out profile added up, in the order of the lines. */
function authoritiesOf(
  plan: CostPlan,
  lines: readonly CostLine[],
  amounts: readonly Float64Array[],
): Authority[] {
  const byProfile = new Map<readonly number[], Float64Array>()
  lines.forEach((line, i) => {
    const profile = spendOutOf(plan.spendOut, line.account, line.kind)
    const all = byProfile.get(profile) ?? new Float64Array(plan.years)
    const own = amounts[i]!
    for (let y = 0; y < all.length; y++) all[y]! += own[y]!
    byProfile.set(profile, all)
  })
  return [...byProfile].map(([profile, all]) => ({ profile, amounts: all }))
}

function sum(values: ArrayLike<number>): number {
  let all = 0
  for (let i = 0; i < values.length; i++) all += values[i]!
  return all
}

/** Base years within the deflator table, a first year that it reaches, spend-out profiles that add up. */
function checkPlan(plan: CostPlan): void {
  const at = (where: string, work: () => void): void => {
    try {
      work()
    } catch (error) {
      throw error instanceof OpendomeError ? error.at(where) : error
    }
  }
  const { deflators } = plan
  at('cost.base_year', () => void priceIndex(deflators, plan.baseYear))
  for (const item of plan.items)
    at(`cost.items.${item.id}.base_year`, () => void priceIndex(deflators, item.baseYear))
  if (plan.firstYear < deflators.firstYear || plan.firstYear > lastYear(deflators))
    throw new OpendomeError(
      'invalid',
      `cost.first_year ${plan.firstYear}: expected ${deflators.firstYear} to ${lastYear(deflators)}`,
      { where: 'cost.first_year' },
    )
  for (const [name, profile] of Object.entries(plan.spendOut)) {
    const all = sum(profile)
    if (!(Math.abs(all - 1) < 1e-9))
      throw new OpendomeError('invalid', `spend-out profile ${name}: its parts add up to ${all}, expected 1`)
  }
}
