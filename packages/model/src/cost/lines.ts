import { convertDollars } from './deflator.ts'
import { fieldName } from './fields.ts'
import type { CostItem, CostPlan, Figure } from './plan.ts'
import type { Kind } from './schema.ts'

/** Appropriation that a line is paid from; decides its spend-out and whether growth applies. */
export type Account =
  'development' | 'procurement' | 'launch' | 'operation' | 'people' | 'construction' | 'lump'

/** One line of the breakdown: `price · quantity` by fiscal year. */
export interface CostLine {
  /** Id of its item. */
  readonly part: string
  readonly kind: Kind
  /** What it buys, after MIL-STD-881F where the standard has a name. */
  readonly name: string
  readonly account: Account
  /** Its price: `item.field` as in the scenario, and the figure. */
  readonly priceName: string
  readonly price: Figure
  /** Quantity by fiscal year, so that line(year) = price · quantity(year), in dollars of the plan's base year. */
  readonly quantity: Float64Array
}

/** Adds `amount`, spread evenly over [from, to) years, to the fiscal years it falls in. */
export function spread(out: Float64Array, amount: number, from: number, to: number): void {
  if (to <= from) return
  const rate = amount / (to - from)
  const end = Math.min(out.length, Math.ceil(to))
  for (let y = Math.max(0, Math.floor(from)); y < end; y++)
    out[y]! += rate * (Math.min(to, y + 1) - Math.max(from, y))
}

/** Collects the lines of one item. */
export class ItemLines {
  readonly lines: CostLine[] = []
  readonly #item: CostItem
  readonly #years: number
  readonly #factor: number

  constructor(item: CostItem, plan: CostPlan) {
    this.#item = item
    this.#years = plan.years
    this.#factor = convertDollars(plan.deflators, 1, item.baseYear, plan.baseYear)
  }

  /** A line whose quantities `fill` writes; left out where the price is not given. */
  add(
    field: string,
    price: Figure | undefined,
    kind: Kind,
    account: Account,
    name: string,
    fill: (out: Float64Array) => void,
  ): void {
    if (price === undefined) return
    const quantity = new Float64Array(this.#years)
    fill(quantity)
    let empty = true
    for (let y = 0; y < quantity.length; y++) {
      quantity[y]! *= this.#factor
      if (quantity[y] !== 0) empty = false
    }
    if (empty) return
    const part = this.#item.id
    this.lines.push({ part, kind, name, account, price, priceName: `${part}.${fieldName(field)}`, quantity })
  }
}
