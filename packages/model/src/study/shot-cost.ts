import { CATALOG } from '../generated/catalog.ts'

/** What one interceptor of a layer costs, as the catalog has it, and what those cost that are fired. */
export interface ShotCost {
  /** Id of the unit cost: `opendome sources ID` names its sources. */
  readonly entry: string
  /** Price of one, and the range of what is published. */
  readonly unit_usd_m: number
  readonly low_usd_m: number
  readonly high_usd_m: number
  /** Fiscal year of the dollars. */
  readonly base_year: number
  /** Price of the shots fired, mean per run. */
  readonly shots_usd_m: number
}

/**
 * The price of a layer's shots; null where its vehicle is not of the catalog, or the catalog has no price of it. Dollars of the entry's own year: years differ from layer
 * to layer, so the sums of layers are not added.
 */
export function shotCost(vehicleId: string | undefined, shots: number): ShotCost | null {
  const vehicle = CATALOG.find((e) => e.kind === 'interceptor' && e.id === vehicleId)
  const entry = CATALOG.find((e) => e.kind === 'unit-cost' && e.id === vehicle?.unitCost)
  const price = entry?.figures.find((f) => f.path === 'average_unit_usd_m')
  const year = entry?.figures.find((f) => f.path === 'base_year')
  if (entry === undefined || price === undefined || year === undefined) return null
  return {
    entry: entry.id,
    unit_usd_m: price.value,
    low_usd_m: price.low ?? price.value,
    high_usd_m: price.high ?? price.value,
    base_year: year.value,
    shots_usd_m: price.value * shots,
  }
}
