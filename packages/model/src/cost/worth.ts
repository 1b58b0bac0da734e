import { OpendomeError, requireWithin } from '../core/index.ts'
import { breakdown } from './breakdown.ts'
import { growthOf } from './life-cycle-cost.ts'
import type { CostItem, CostPlan } from './plan.ts'
import { totalCost } from './life-cycle-cost.ts'

/**
 * Cost of `more` further units of an item over the horizon, US dollars of the base year: the total with them less the total without. With
 * learning it is less than the average; lumps and what does not grow with the fleet drop out. Throws `unknown` for another id.
 */
export function marginalCost(plan: CostPlan, id: string, more: number): number {
  requireWithin('further units', more, 0, 1e9)
  if (!plan.items.some((i) => i.id === id))
    throw new OpendomeError('unknown', `item ${id}: the plan has ${plan.items.map((i) => i.id).join(', ')}`)
  const grown = plan.items.map((item): CostItem =>
    item.id === id ? { ...item, count: item.count + more } : item,
  )
  return totalCost({ ...plan, items: grown }) - totalCost(plan)
}

/** Price of one unit of an item when it is bought, launch included, average over its first fleet: what a shot uses up. */
export function unitCost(plan: CostPlan, id: string): number {
  const item = plan.items.find((i) => i.id === id)
  if (item === undefined || !(item.count > 0)) return 0
  let usd = 0
  for (const line of breakdown({ ...plan, items: [item] })) {
    if (line.kind !== 'launch' && !(line.kind === 'procurement' && line.account === 'procurement')) continue
    if (/^System test|^Units shot/.test(line.name)) continue
    const growth = growthOf(plan, line.account)?.value ?? 1
    for (const q of line.quantity) usd += q * line.price.value * growth
  }
  return usd / item.count
}

/** What the defender pays for each dollar of the attacker's. Throws `invalid` where the attacker pays nothing. */
export function exchangeRatio(defender: number, attacker: number): number {
  requireWithin('defender', defender, 0, 1e18, 'USD')
  if (!(attacker > 0)) throw new OpendomeError('invalid', `attacker's cost ${attacker} USD: expected above 0`)
  return defender / attacker
}
