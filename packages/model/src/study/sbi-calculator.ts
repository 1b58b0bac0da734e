import { requireWithin } from '../core/index.ts'
import { fleetsBought, launchesFor, learnedUnits, unitsPerLaunch } from '../cost/index.ts'
import { evenSpacingFleet, evenSpacingRatio, interceptorMass, shotsFor } from '../fleet/index.ts'
import { flyOutReach } from '../engage/index.ts'

/** Inputs of the public SBI calculator crediting AEI, with units in the names; all have its defaults. */
export interface SbiCalculatorInputs {
  readonly altitude_km?: number
  readonly acceleration_g?: number
  readonly delta_v_km_s?: number
  readonly divert_km_s?: number
  readonly isp_s?: number
  readonly kill_vehicle_dry_kg?: number
  readonly body_kg?: number
  readonly support_kg?: number
  readonly life_years?: number
  readonly sspk?: number
  readonly kill_probability_wanted?: number
  readonly salvo?: number
  readonly intercept_altitude_km?: number
  readonly max_latitude_deg?: number
  readonly flyout_s?: number
  readonly development_usd_m?: number
  readonly first_unit_usd_m?: number
  readonly learning_slope?: number
  readonly operation_per_year_usd_m?: number
  readonly period_years?: number
  readonly launch_payload_kg?: number
  readonly first_launch_usd_m?: number
  readonly launch_learning_slope?: number
}

export interface SbiCalculatorResult {
  readonly shots: number
  readonly mass_kg: number
  readonly reach_km: number
  readonly absentee_ratio: number
  readonly count: number
  readonly per_launch: number
  readonly launches: number
  readonly generations: number
  readonly average_unit_usd_m: number
  readonly average_launch_usd_m: number
  readonly procurement_usd_b: number
  readonly launch_usd_b: number
  readonly development_usd_b: number
  readonly operation_usd_b: number
  readonly total_usd_b: number
}

const DEFAULTS = {
  altitude_km: 300,
  acceleration_g: 15,
  delta_v_km_s: 6,
  divert_km_s: 2.5,
  isp_s: 240,
  kill_vehicle_dry_kg: 25,
  body_kg: 25,
  support_kg: 50,
  life_years: 5,
  sspk: 0.8,
  kill_probability_wanted: 0.96,
  salvo: 1,
  intercept_altitude_km: 200,
  max_latitude_deg: 90,
  flyout_s: 120,
  development_usd_m: 7000,
  first_unit_usd_m: 70,
  learning_slope: 0.85,
  operation_per_year_usd_m: 450,
  period_years: 20,
  launch_payload_kg: 45_000,
  first_launch_usd_m: 150,
  launch_learning_slope: 0.95,
} as const satisfies Required<SbiCalculatorInputs>

const G = 9.80665
const RAD = Math.PI / 180

/**
 * The public SBI calculator crediting AEI, from interceptor and threat to the cost of the period: even spacing, learning and launch
 * learning that start again with each of max(1, ⌊period/life⌋) generations, no spares, no disposal. Constant dollars. The flight and mass
 * formulas are `fleet`'s, the money `cost`'s: this only joins them. Throws `invalid` and `infeasible` as they do.
 *
 * @example
 * console.log(sbiCalculator({ salvo: 5 }).total_usd_b)
 */
export function sbiCalculator(inputs: SbiCalculatorInputs = {}): SbiCalculatorResult {
  const i = { ...DEFAULTS, ...inputs }
  requireWithin('period', i.period_years, 1, 100, 'years')
  for (const name of [
    'development_usd_m',
    'first_unit_usd_m',
    'operation_per_year_usd_m',
    'first_launch_usd_m',
  ] as const)
    requireWithin(name, i[name], 0, 1e9, 'USD million')
  const spacing = {
    deltaV: i.delta_v_km_s * 1000,
    acceleration: i.acceleration_g * G,
    time: i.flyout_s,
    altitude: i.altitude_km * 1000,
    interceptAltitude: i.intercept_altitude_km * 1000,
    maxLatitude: i.max_latitude_deg * RAD,
  }
  const shots = shotsFor(i.sspk, i.kill_probability_wanted)
  const mass = interceptorMass({
    specificImpulse: i.isp_s,
    deltaV: i.delta_v_km_s * 1000,
    divert: i.divert_km_s * 1000,
    killVehicle: i.kill_vehicle_dry_kg,
    body: i.body_kg,
    support: i.support_kg,
  })
  const count = Math.max(1, evenSpacingFleet(spacing, i.salvo, shots))
  const vehicle = { payload: i.launch_payload_kg }
  const launches = launchesFor(count, mass, vehicle)
  const generations = fleetsBought('whole-generations', i.period_years, i.life_years)
  const units = i.first_unit_usd_m * learnedUnits(count, i.learning_slope, 'aei')
  const campaign = i.first_launch_usd_m * learnedUnits(launches, i.launch_learning_slope, 'aei')
  const procurement = (units * generations) / 1000
  const launch = (campaign * generations) / 1000
  const development = i.development_usd_m / 1000
  const operation = (i.operation_per_year_usd_m * i.period_years) / 1000
  return {
    shots,
    mass_kg: mass,
    reach_km: flyOutReach(spacing.deltaV, spacing.acceleration, spacing.time) / 1000,
    absentee_ratio: evenSpacingRatio(spacing),
    count,
    per_launch: unitsPerLaunch(mass, vehicle),
    launches,
    generations,
    average_unit_usd_m: units / count,
    average_launch_usd_m: campaign / launches,
    procurement_usd_b: procurement,
    launch_usd_b: launch,
    development_usd_b: development,
    operation_usd_b: operation,
    total_usd_b: procurement + launch + development + operation,
  }
}
