import type { CostItem, CostPlan } from '../cost/index.ts'
import { groupOf, priced, type MoneyForm } from './compare-money.ts'

/** The only item of a plan's interceptors, where it buys units. */
export function interceptorItem(plan: CostPlan): CostItem | undefined {
  const items = plan.items.filter((i) => groupOf(i, plan) === 'interceptors')
  return items.length === 1 && priced(items[0]!) ? items[0] : undefined
}

/** How two plans can be taken apart: by fields where both price one item of interceptors, else by whole groups. */
export function moneyForm(a: CostPlan, b: CostPlan): MoneyForm {
  const year = Math.max(a.baseYear, b.baseYear)
  const items = [interceptorItem(a), interceptorItem(b)]
  if (items.some((i) => i === undefined)) return wholeGroups(year)
  const any = (is: (item: CostItem) => boolean): boolean => items.some((i) => is(i!))
  const noUnitPrice = any((i) => i.averageUnit === undefined && i.firstUnit === undefined)
  const noLaunch = any((i) => i.launchPricePerTonne === undefined && i.launchVehicle === undefined)
  return {
    year,
    fields: true,
    // What a price contains in one study cannot be changed apart from it in the other.
    withLaunch: noUnitPrice || any((i) => i.includes?.includes('launch') === true),
    withDevelopment: any((i) => i.includes?.includes('development') === true),
    withMass: noLaunch,
  }
}

/** Groups are swapped whole: their prices cannot be told apart. */
export const wholeGroups = (year: number): MoneyForm => ({
  year,
  fields: false,
  withLaunch: false,
  withDevelopment: false,
  withMass: false,
})
