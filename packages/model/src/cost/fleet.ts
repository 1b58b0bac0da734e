import { OpendomeError } from '../core/index.ts'
import type { CostItem } from './plan.ts'
import { lotsOf, type Lot } from './renewal.ts'

/** Slack that keeps 7,800/1 from rounding up. */
const ROUNDING = 1e-9

/** What is bought of an item over the horizon. */
export interface Fleet {
  /** Units of one generation, spares and failed launches included; those launched. */
  readonly units: number
  readonly launched: number
  /** Years over which a generation is bought. */
  readonly buildup: number
  readonly lots: readonly Lot[]
}

/**
 * Units bought: fielded ones and spares, divided by launch success, in whole units; and when, by the renewal rule. Throws `infeasible`
 * where a fleet takes longer to build up than it lives, `invalid` where it starts after the horizon.
 */
export function fleetOf(item: CostItem, years: number): Fleet {
  const where = `cost.items.${item.id}`
  const start = item.startYears ?? 0
  if (start >= years)
    throw new OpendomeError(
      'invalid',
      `${where}.start_years ${start}: expected less than the ${years} years of the horizon`,
      {
        where: `${where}.start_years`,
      },
    )
  const life = item.lifeYears?.value
  const buildup = item.buildupYears ?? Math.min(5, life ?? 5, years - start)
  if (life !== undefined && buildup > life + ROUNDING)
    throw new OpendomeError(
      'infeasible',
      `${where}.buildup_years ${buildup}: longer than the life of ${life} years, so the fleet is never whole`,
      { where: `${where}.buildup_years`, hint: 'shorten the build-up, or lengthen life_years' },
    )
  const spares = item.spareFraction?.value ?? 0
  const success = item.launchSuccess?.value ?? 1
  const onGround = item.spares === 'on-ground'
  const launched = whole((item.count * (1 + (onGround ? 0 : spares))) / success)
  const units = launched + (onGround ? whole(item.count * spares) : 0)
  const rule = item.renewal ?? 'yearly-after-first-life'
  return { units, launched, buildup, lots: lotsOf({ units, rule, life, start, end: years, buildup }) }
}

const whole = (x: number): number => Math.ceil(x - ROUNDING)
