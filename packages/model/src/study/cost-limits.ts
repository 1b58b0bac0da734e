import { lastYear } from '../cost/index.ts'
import type { CostStudy } from './cost-study.ts'

/** What a reader has to know about a cost, one sentence each. */
export function costLimits({ cost, lifeCycle, draws, tornado }: CostStudy): string[] {
  const { plan } = cost
  const limits = [...cost.notes]
  const billions = (usd: number): string => `USD ${(usd / 1e9).toFixed(1)} billion`
  for (const [what, words] of Object.entries(cost.published.scope))
    limits.push(`Published scope, ${what}: ${words}.`)
  const lumps = lifeCycle.parts.filter((p) => p.account === 'lump')
  if (lumps.length > 0) {
    const usd = lumps.reduce((sum, p) => sum + p.usd, 0)
    const share = lifeCycle.total > 0 ? ` (${((100 * usd) / lifeCycle.total).toFixed(0)} % of the total)` : ''
    limits.push(
      `${billions(usd)}${share} are published lumps that nobody has broken down: ${[...new Set(lumps.map((p) => p.part))].join(', ')}. They are spent evenly and not spread over parts.`,
    )
    const period = cost.published.periodYears
    if (period !== undefined && period !== plan.years)
      limits.push(
        `Lumps published for ${period} years are counted whole over ${plan.years}: nobody published how much of them falls into each year.`,
      )
  }
  for (const item of plan.items)
    if (item.includes !== undefined && item.includes.length > 0)
      limits.push(`The unit price of ${item.id} is taken to contain ${item.includes.join(' and ')}.`)
  if (lifeCycle.unsourced.length > 0)
    limits.push(
      `${billions(lifeCycle.unsourced.reduce((sum, p) => sum + p.usd, 0))} of the total have no source: ${[...new Set(lifeCycle.unsourced.map((p) => p.priceName))].join(', ')}.`,
    )
  if (cost.notCosted.length > 0)
    limits.push(`Not costed, since no price is given: ${cost.notCosted.join(', ')}.`)
  if (draws.fixed.length > 0)
    limits.push(`Without a published range, and therefore not drawn: ${draws.fixed.join(', ')}.`)
  if (plan.growth === undefined)
    limits.push('Cost growth as in past programmes is left out (cost_growth: historical adds it).')
  else limits.push('Development and procurement carry the growth of past programmes; published lumps do not.')
  for (const { name, value, message } of tornado.refused)
    limits.push(`${name} ${value} cannot be: ${message}.`)
  const end = plan.firstYear + plan.years - 1
  const last = lastYear(plan.deflators)
  if (end > last)
    limits.push(
      `Then-year dollars after ${last} take the price rise of ${last}, the last year of the deflator table.`,
    )
  const years = [...new Set(plan.items.map((i) => i.baseYear))].filter((y) => y !== plan.baseYear)
  if (years.length > 0)
    limits.push(
      `Prices of ${years.join(', ')} are turned into dollars of ${plan.baseYear} by the GDP price index.`,
    )
  return limits
}
