import { OpendomeError } from '../core/index.ts'
import { FIGURE_FIELDS, fieldName } from './fields.ts'
import { totalCost } from './life-cycle-cost.ts'
import type { CostItem, CostPlan, Figure } from './plan.ts'
import { LEARNING_SCOPES, RENEWAL_RULES, type LearningScope } from './schema.ts'

/** What one assumption does to the total when it alone is moved over its range. US dollars of the base year. */
export interface TornadoBar {
  /** `item.field`, as in the scenario. */
  readonly name: string
  readonly low: number | string
  readonly high: number | string
  readonly value: number | string
  readonly lowUsd: number
  readonly highUsd: number
}

/** A variation that cannot be, with its reason. */
export interface RefusedBar {
  readonly name: string
  readonly value: number | string
  readonly message: string
}

export interface Tornado {
  /** Widest first; ties by name. */
  readonly bars: readonly TornadoBar[]
  readonly refused: readonly RefusedBar[]
}

interface Variation {
  readonly name: string
  readonly value: number | string
  /** Values tried; the first and the last are low and high where they are numbers. */
  readonly tried: readonly { readonly value: number | string; readonly plan: CostPlan }[]
}

/**
 * Every figure with a range, one at a time at its low and its high, and each rule (renewal, learning) at its alternatives. Not only
 * prices: lives, masses, slopes, spares and growth too.
 */
export function tornado(plan: CostPlan): Tornado {
  const bars: TornadoBar[] = []
  const refused: RefusedBar[] = []
  for (const { name, value, tried } of variations(plan)) {
    const totals: { value: number | string; usd: number }[] = []
    for (const t of tried) {
      try {
        totals.push({ value: t.value, usd: totalCost(t.plan) })
      } catch (error) {
        if (!(error instanceof OpendomeError)) throw error
        refused.push({ name, value: t.value, message: error.message })
      }
    }
    if (totals.length < 2) continue
    const numbers = typeof value === 'number'
    const [low, high] = numbers
      ? [totals[0]!, totals.at(-1)!]
      : [totals.reduce((a, b) => (b.usd < a.usd ? b : a)), totals.reduce((a, b) => (b.usd > a.usd ? b : a))]
    if (low.usd === high.usd) continue
    bars.push({ name, value, low: low.value, high: high.value, lowUsd: low.usd, highUsd: high.usd })
  }
  const width = (b: TornadoBar): number => Math.abs(b.highUsd - b.lowUsd)
  bars.sort((a, b) => width(b) - width(a) || (a.name < b.name ? -1 : 1))
  return { bars, refused }
}

function variations(plan: CostPlan): Variation[] {
  const out: Variation[] = []
  plan.items.forEach((item, i) => {
    const withItem = (changed: CostItem): CostPlan => ({
      ...plan,
      items: plan.items.map((other, k) => (k === i ? changed : other)),
    })
    for (const field of FIGURE_FIELDS) {
      const figure = figureAt(item, field)
      if (figure === undefined || (figure.low === undefined && figure.high === undefined)) continue
      const at = (value: number): { value: number; plan: CostPlan } => ({
        value,
        plan: withItem(withFigure(item, field, { ...figure, value })),
      })
      const tried = [figure.low ?? figure.value, figure.high ?? figure.value].map(at)
      out.push({ name: `${item.id}.${fieldName(field)}`, value: figure.value, tried })
    }
    out.push(...rules(item, withItem))
  })
  const { growth } = plan
  if (growth !== undefined)
    for (const account of ['development', 'procurement'] as const) {
      const figure = growth[account]
      const tried = [figure.low ?? figure.value, figure.high ?? figure.value].map((value) => ({
        value,
        plan: { ...plan, growth: { ...growth, [account]: { ...figure, value } } },
      }))
      out.push({ name: `growth.${account}`, value: figure.value, tried })
    }
  return out
}

/** The rules that studies set differently. */
function rules(item: CostItem, withItem: (changed: CostItem) => CostPlan): Variation[] {
  const out: Variation[] = []
  const bought = item.averageUnit !== undefined || item.firstUnit !== undefined
  if (item.lifeYears !== undefined && bought)
    out.push({
      name: `${item.id}.renewal`,
      value: item.renewal ?? 'yearly-after-first-life',
      tried: RENEWAL_RULES.map((value) => ({ value, plan: withItem({ ...item, renewal: value }) })),
    })
  if (item.firstUnit !== undefined && item.learningSlope !== undefined)
    out.push({
      name: `${item.id}.learning`,
      value: item.learning ?? 'per-generation',
      tried: LEARNING_SCOPES.map((value) => ({ value, plan: withItem(withUnitLearning(item, value)) })),
    })
  const { launchVehicle } = item
  if (launchVehicle?.learningSlope !== undefined)
    out.push({
      name: `${item.id}.launch_vehicle.learning`,
      value: launchVehicle.learning ?? item.learning ?? 'per-generation',
      tried: LEARNING_SCOPES.map((value) => ({
        value,
        plan: withItem({ ...item, launchVehicle: { ...launchVehicle, learning: value } }),
      })),
    })
  return out
}

/** Learning of the units alone: that of launches stays as it is. */
function withUnitLearning(item: CostItem, learning: LearningScope): CostItem {
  const { launchVehicle } = item
  if (launchVehicle === undefined) return { ...item, learning }
  return {
    ...item,
    learning,
    launchVehicle: { ...launchVehicle, learning: launchVehicle.learning ?? item.learning },
  }
}

function figureAt(item: CostItem, field: string): Figure | undefined {
  return field
    .split('.')
    .reduce<unknown>((node, step) => (node as Record<string, unknown> | undefined)?.[step], item) as
    Figure | undefined
}

function withFigure(item: CostItem, field: string, figure: Figure): CostItem {
  const [first, second] = field.split('.') as [keyof CostItem, string | undefined]
  if (second === undefined) return { ...item, [first]: figure }
  return { ...item, [first]: { ...(item[first] as object), [second]: figure } }
}
