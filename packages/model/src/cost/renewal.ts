import { requireWithin } from '../core/index.ts'
import type { RenewalRule } from './schema.ts'

/** Slack that keeps 20/5 from falling short of 4. */
const ROUNDING = 1e-9

/** Units bought at an even rate from one time to another, years from the start of the horizon. */
export interface Lot {
  /** 0 for the first fleet, 1 for its replacement, … */
  readonly generation: number
  readonly from: number
  readonly to: number
  readonly units: number
}

export interface RenewalPlan {
  /** Units of a whole fleet, spares and failed launches included. */
  readonly units: number
  readonly rule: RenewalRule
  /** Years; undefined where nothing is renewed. */
  readonly life: number | undefined
  /** First fielding and end of the horizon, years. */
  readonly start: number
  readonly end: number
  /** Years over which a whole fleet is bought. */
  readonly buildup: number
}

/**
 * Fleets bought over a horizon of Y = end − start years, for a life of L years:
 *
 * - `whole-generations`: max(1, ⌊Y/L⌋) whole fleets, one every L years; the last one serves on
 * - `fractional`: max(1, Y/L) fleets; of the last only the part that the horizon uses
 * - `yearly-after-first-life`: the first fleet, then units/L each year from L on: max(1, Y/L) fleets, bought evenly
 */
export function fleetsBought(rule: RenewalRule, years: number, life: number | undefined): number {
  if (life === undefined) return 1
  requireWithin('life', life, 0.1, 100, 'years')
  const ratio = years / life
  return Math.max(1, rule === 'whole-generations' ? Math.floor(ratio + ROUNDING) : ratio)
}

/** The lots of a renewal rule in order of time; they add up to units · fleetsBought. */
export function lotsOf(plan: RenewalPlan): Lot[] {
  const { units, rule, life, start, end, buildup } = plan
  const years = end - start
  const first = Math.min(buildup, years)
  const lots: Lot[] = [{ generation: 0, from: start, to: start + first, units }]
  const fleets = fleetsBought(rule, years, life)
  if (life === undefined || fleets <= 1) return lots
  if (rule === 'yearly-after-first-life') {
    // One lot for each life, so that learning can start again with each.
    for (let g = 1; g * life < years - ROUNDING; g++) {
      const to = Math.min((g + 1) * life, years)
      lots.push({
        generation: g,
        from: start + g * life,
        to: start + to,
        units: (units * (to - g * life)) / life,
      })
    }
    return lots
  }
  for (let g = 1; g < fleets - ROUNDING; g++) {
    const part = Math.min(1, fleets - g)
    const from = g * life
    lots.push({
      generation: g,
      from: start + from,
      to: start + Math.min(from + buildup, years),
      units: units * part,
    })
  }
  return lots
}
