import { OpendomeError } from '../core/index.ts'
import { fleetOf, type Fleet } from './fleet.ts'
import { investmentLines } from './investment.ts'
import { ItemLines, spread, type CostLine } from './lines.ts'
import type { CostItem, CostPlan } from './plan.ts'

/**
 * The work breakdown of a plan: every item's development, procurement, launch, renewal, ground segment, operation and support, military
 * construction, people and disposal, each as price times quantity by fiscal year. A published lump stays one line. Throws `missing`
 * where a fielded item has no price, `invalid` or `infeasible` for numbers that contradict each other, with `where` = `cost.items.ID…`.
 */
export function breakdown(plan: CostPlan): CostLine[] {
  return plan.items.flatMap((item) => {
    try {
      return linesOf(item, plan)
    } catch (error) {
      if (error instanceof OpendomeError && error.where === undefined) throw error.at(`cost.items.${item.id}`)
      throw error
    }
  })
}

function linesOf(item: CostItem, plan: CostPlan): CostLine[] {
  checkPrices(item)
  const lines = new ItemLines(item, plan)
  const { years } = plan
  lines.add('lump', item.lump, item.lumpKind ?? 'residual', 'lump', 'Published lump', (out) =>
    spread(out, 1, 0, Math.min(item.lumpYears ?? years, years)),
  )
  const start = item.startYears ?? 0
  lines.add('development', item.development, 'development', 'development', DEVELOPMENT, (out) =>
    spread(out, 1, 0, Math.min(item.developmentYears ?? (start > 0 ? start : 5), years)),
  )
  const fleet = item.count > 0 ? fleetOf(item, years) : undefined
  if (fleet !== undefined) investmentLines(item, fleet, lines)
  supportLines(item, fleet, lines, years)
  return lines.lines
}

/** Names of MIL-STD-881F, common elements. */
const DEVELOPMENT = 'Systems engineering, program management, integration, test and evaluation'

/** Ground segment, operation and support, construction, people: what the fleet needs beside itself. */
function supportLines(item: CostItem, fleet: Fleet | undefined, lines: ItemLines, years: number): void {
  const start = item.startYears ?? 0
  const buildup = fleet?.buildup ?? Math.min(5, years - start)
  const firstYears = (out: Float64Array, amount: number): void => spread(out, amount, start, start + buildup)
  const service = (out: Float64Array, amount: number): void => serve(out, amount, item, start, buildup)
  lines.add(
    'ground',
    item.ground,
    'ground',
    'procurement',
    'Ground operations and processing center',
    (out) => firstYears(out, 1),
  )
  lines.add(
    'groundPerYear',
    item.groundPerYear,
    'ground',
    'operation',
    'Ground segment, sustainment',
    (out) => service(out, 1),
  )
  lines.add(
    'construction',
    item.construction,
    'construction',
    'construction',
    'Operational/site activation',
    (out) => firstYears(out, item.count),
  )
  lines.add('operationPerYear', item.operationPerYear, 'operation', 'operation', SUPPORT, (out) =>
    service(out, 1),
  )
  lines.add('operationPerUnit', item.operationPerUnit, 'operation', 'operation', SUPPORT, (out) =>
    service(out, item.count),
  )
  lines.add('perPerson', item.perPerson, 'people', 'people', 'Unit-level manpower', (out) =>
    service(out, item.people?.value ?? 0),
  )
}

const SUPPORT = 'Operation and support'

/** `amount` a year from the first fielding on; grows with the fleet where the item says so, and ends with its wind-down. */
function serve(out: Float64Array, amount: number, item: CostItem, start: number, buildup: number): void {
  const end = out.length
  const down = item.windDownYears ?? 0
  for (let y = 0; y < end; y++) {
    // Means over the year of the two ramps, by the midpoint of the part of the year in service.
    const from = Math.max(start, y)
    if (from >= y + 1) continue
    const middle = 0.5 * (from + y + 1)
    const up = item.operationRamps === true ? Math.min(1, (middle - start) / buildup) : 1
    const off = down > 0 ? Math.min(1, (end - middle) / down) : 1
    out[y]! += amount * (y + 1 - from) * Math.min(up, off)
  }
}

/** A fielded item without any price, or with both cost paths, is refused. */
function checkPrices(item: CostItem): void {
  const where = `cost.items.${item.id}`
  if (item.averageUnit !== undefined && item.firstUnit !== undefined)
    throw new OpendomeError(
      'invalid',
      `${where}: average_unit_usd_m and first_unit_usd_m: expected one of them`,
      { where, hint: 'an average price takes no learning; remove one (null removes that of a preset)' },
    )
  if (item.averageUnit !== undefined && item.learningSlope !== undefined)
    throw new OpendomeError('invalid', `${where}.learning_slope: not together with average_unit_usd_m`, {
      where: `${where}.learning_slope`,
      hint: 'learning starts from first_unit_usd_m',
    })
  const priced =
    item.lump ??
    item.averageUnit ??
    item.firstUnit ??
    item.development ??
    item.ground ??
    item.groundPerYear ??
    item.construction ??
    item.operationPerYear ??
    item.operationPerUnit ??
    item.launchPricePerTonne ??
    item.launchVehicle ??
    item.perPerson
  if (priced === undefined)
    throw new OpendomeError(
      'missing',
      `price of ${where}: expected average_unit_usd_m, first_unit_usd_m, lump_usd_b or another price`,
      { where, hint: 'a cost that is not given is not zero: add it, or remove the item' },
    )
  if (item.includes?.includes('development') === true && item.development !== undefined)
    throw new OpendomeError(
      'invalid',
      `${where}.includes: the unit price contains development, and development is priced too`,
      { where: `${where}.includes`, hint: 'keep one of the two' },
    )
  if ((item.people === undefined) !== (item.perPerson === undefined))
    throw new OpendomeError('missing', `${where}: people and per_person_usd_m go together`, {
      where,
      hint: `add ${item.people === undefined ? 'people' : 'per_person_usd_m'}`,
    })
}
