import { OpendomeError } from '../core/index.ts'
import { DRAG_TOP, type Figure } from '../cost/index.ts'
import { orbitalLife } from '../orbit/index.ts'
import type { Thing } from './cost-things.ts'

/** s. */
const JULIAN_YEAR = 365.25 * 86_400

/** Lives that a cost can hold, years. */
const SHORTEST = 0.1
const LONGEST = 100

/** Cross-section by mass of a compact satellite, m²/kg: the value with which lives at low altitudes are quoted (CSIS). */
const COMPACT = 0.01

/** Where a satellite counts as fallen, m. */
const FALLEN = 180_000

const falls = (altitude: number, areaToMass: number): number =>
  altitude <= FALLEN ? 0 : orbitalLife(altitude, areaToMass, { endAltitude: FALLEN }) / JULIAN_YEAR

/** Altitude that an item's block states or the first thing it stands for has, m. Throws `missing`. */
export function altitudeOf(
  id: string,
  field: 'drag_make_up' | 'orbital_life',
  stated: number | undefined,
  found: readonly Thing[],
): number {
  const altitude = stated ?? found.find((t) => t.altitude !== undefined)?.altitude
  if (altitude !== undefined) return altitude
  const where = `cost.items.${id}.${field}`
  throw new OpendomeError('missing', `field ${where}.altitude_km: no shell of the scenario gives it`, {
    where,
    hint: 'add altitude_km',
  })
}

/**
 * Life of a satellite that does not hold its altitude, at mean sun, years, with the range that the range of its cross-section gives.
 * Undefined above the atmosphere and from 100 years on: nothing is renewed. Throws `infeasible` where it falls within weeks.
 */
export function fallingLife(id: string, altitude: number, area: Figure): Figure | undefined {
  if (altitude > DRAG_TOP) return undefined
  const value = falls(altitude, area.value)
  if (value > LONGEST) return undefined
  const shortest = area.high === undefined ? value : falls(altitude, area.high)
  if (shortest < SHORTEST)
    throw new OpendomeError(
      'infeasible',
      `cost.items.${id}.orbital_life: ${shortest.toPrecision(2)} years at ${altitude / 1000} km, less than ${SHORTEST}`,
      {
        where: `cost.items.${id}.orbital_life`,
        hint: 'a satellite so low has to hold its altitude: give life_years and drag_make_up',
      },
    )
  return {
    value,
    ...(area.high === undefined ? {} : { low: shortest }),
    ...(area.low === undefined ? {} : { high: Math.min(LONGEST, falls(altitude, area.low)) }),
    source: area.source,
    where: 'orbital life at mean sun',
    mark: area.mark,
  }
}

/** A sentence where a satellite has to hold its altitude to live as long as it is said to; undefined where it need not. */
export function fallsBefore(name: string, life: number, found: readonly Thing[]): string | undefined {
  const low = found.map((t) => t.altitude ?? Infinity).reduce((a, b) => Math.min(a, b), Infinity)
  if (low > DRAG_TOP) return undefined
  const years = falls(low, COMPACT)
  if (years >= life) return undefined
  return `${name}: without propulsion a compact satellite (${COMPACT} m²/kg) falls from ${low / 1000} km within ${years.toPrecision(2)} years at mean sun, not the ${life} taken; drag_make_up adds the propellant.`
}
