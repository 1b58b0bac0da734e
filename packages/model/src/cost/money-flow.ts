import { priceIndex, projectedIndex } from './deflator.ts'
import type { Account } from './lines.ts'
import type { CostPlan, SpendOut } from './plan.ts'
import type { Kind } from './schema.ts'

/** Money of one fiscal year, US dollars. */
export interface CostYear {
  readonly year: number
  /** Budget authority in dollars of the base year. */
  readonly usd: number
  /** Budget authority in then-year dollars: what has to be appropriated so that it buys this when it is spent. */
  readonly thenYear: number
  /** Outlays in dollars of the base year, and in then-year dollars. */
  readonly outlays: number
  readonly outlaysThenYear: number
}

/** The spend-out profile an account follows; a lump follows its kind. */
export function spendOutOf(profile: SpendOut, account: Account, kind: Kind): readonly number[] {
  switch (account) {
    case 'operation':
    case 'people':
    case 'construction':
      return profile[account]
    case 'lump':
      return kind === 'operation' || kind === 'people' || kind === 'construction'
        ? profile[kind]
        : profile.investment
    default:
      return profile.investment
  }
}

/** Budget authority in dollars of the base year, by fiscal year of the horizon, for one spend-out profile. */
export interface Authority {
  readonly profile: readonly number[]
  readonly amounts: Float64Array
}

/**
 * Budget authority and outlays by fiscal year, constant and then-year. Outlays of year t: Σ over k of profile[k] · authority(t − k);
 * prices of year t are I(t)/I(base). The list goes on after the horizon until all is spent.
 */
export function moneyFlow(plan: CostPlan, authorities: readonly Authority[]): CostYear[] {
  const { years, firstYear, deflators, baseYear } = plan
  const tail = Math.max(0, ...authorities.map((a) => a.profile.length - 1))
  const length = years + tail
  const [usd, thenYear, outlays] = [0, 1, 2].map(() => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const base = priceIndex(deflators, baseYear)
  const prices = Float64Array.from({ length }, (_, y) => projectedIndex(deflators, firstYear + y) / base)
  for (const { profile, amounts } of authorities)
    for (let y = 0; y < years; y++) {
      const amount = amounts[y]!
      if (amount === 0) continue
      usd[y]! += amount
      for (let k = 0; k < profile.length; k++) {
        outlays[y + k]! += profile[k]! * amount
        thenYear[y]! += profile[k]! * amount * prices[y + k]!
      }
    }
  return Array.from(usd, (amount, y) => ({
    year: firstYear + y,
    usd: amount,
    thenYear: thenYear[y]!,
    outlays: outlays[y]!,
    outlaysThenYear: outlays[y]! * prices[y]!,
  }))
}

/** Σ amount(y) / (1 + rate)^(y + ½): value at the start of the first fiscal year, money flowing in the middle of each. */
export function presentValue(amounts: ArrayLike<number>, rate: number): number {
  let sum = 0
  let worth = 1 / Math.sqrt(1 + rate)
  for (let y = 0; y < amounts.length; y++) {
    sum += amounts[y]! * worth
    worth /= 1 + rate
  }
  return sum
}
