import type { CostItem, CostPlan, Figure } from './plan.ts'

/** A figure with its range; the source makes it count as sourced. */
export function figure(value: number, low?: number, high?: number): Figure {
  return { value, low, high, source: 'a report' }
}

/** An item of ten units; fields are laid over it. */
export function item(fields: Partial<CostItem> = {}): CostItem {
  return { id: 'a', things: [], count: 10, baseYear: 2020, ...fields }
}

/** A plan of twenty years in dollars of 2020 with prices that rise by 2 % a year from 2000 to 2030; fields are laid over it. */
export function plan(items: readonly CostItem[], fields: Partial<CostPlan> = {}): CostPlan {
  return {
    name: 'test',
    baseYear: 2020,
    firstYear: 2020,
    years: 20,
    items,
    discountRate: 0,
    growth: undefined,
    deflators: { firstYear: 2000, index: Array.from({ length: 31 }, (_, y) => 1.02 ** y), source: 'test' },
    rates: [{ currency: 'CAD', perUsd: 1.25, date: '2020', source: 'test' }],
    spendOut: { investment: [0.5, 0.3, 0.2], operation: [1], people: [1], construction: [0.1, 0.9] },
    uncertainty: { draws: 1000, seed: 1, shape: 'lognormal', correlation: 0, pairs: [] },
    partners: [
      { id: 'united-states', name: 'United States', gdp: 900, population: 80, defendedArea: 5, norad: 0.6 },
      { id: 'canada', name: 'Canada', gdp: 100, population: 20, defendedArea: 5, norad: 0.4 },
    ],
    shares: { rule: 'fixed-sum', partners: [{ id: 'united-states' }] },
    ...fields,
  }
}
