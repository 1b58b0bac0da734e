/** Names at the door of the prices of an item. */
const NAMES: Readonly<Record<string, string>> = {
  lump: 'lump_usd_b',
  development: 'development_usd_b',
  averageUnit: 'average_unit_usd_m',
  firstUnit: 'first_unit_usd_m',
  learningSlope: 'learning_slope',
  lifeYears: 'life_years',
  spareFraction: 'spare_fraction',
  launchSuccess: 'launch_success',
  mass: 'mass_kg',
  launchPricePerTonne: 'launch_price_per_tonne_usd_m',
  testsPerYear: 'tests_per_year',
  expended: 'expended',
  ground: 'ground_usd_m',
  groundPerYear: 'ground_per_year_usd_m',
  construction: 'construction_usd_m',
  operationPerYear: 'operation_per_year_usd_m',
  operationPerUnit: 'operation_per_unit_usd_m',
  people: 'people',
  perPerson: 'per_person_usd_m',
  disposalPerUnit: 'disposal_per_unit_usd_m',
  'launchVehicle.payload': 'launch_vehicle.payload_kg',
  'launchVehicle.packing': 'launch_vehicle.packing',
  'launchVehicle.firstLaunch': 'launch_vehicle.first_launch_usd_m',
  'launchVehicle.learningSlope': 'launch_vehicle.learning_slope',
  'dragMakeUp.area': 'drag_make_up.area_m2_kg',
  'dragMakeUp.isp': 'drag_make_up.isp_s',
}

/** The name of an item's field as the scenario writes it: `averageUnit` → `average_unit_usd_m`. */
export function fieldName(field: string): string {
  const name = NAMES[field]
  if (name === undefined) throw new Error(`no name for cost field ${field}`)
  return name
}

/** Figures of an item that a tornado moves: all those with a range. */
export const FIGURE_FIELDS: readonly string[] = Object.keys(NAMES)

const FIGURE_NAMES = new Set([
  ...Object.values(NAMES).map((name) => name.slice(name.lastIndexOf('.') + 1)),
  'total_usd_b',
])

/** Is this a field of the cost block that takes a number with its range and source? */
export function takesFigure(name: string): boolean {
  return FIGURE_NAMES.has(name)
}
