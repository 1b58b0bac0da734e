import { OpendomeError, requireWithin } from '../core/index.ts'
import { dragMakeUp, propellantFraction } from '../orbit/index.ts'

/** s. */
const JULIAN_YEAR = 365.25 * 86_400

/** Top of the default atmosphere, m; above it drag is left out. */
export const DRAG_TOP = 1_000_000

/** Slack that keeps 45,000/1,500 from falling short of 30. */
const ROUNDING = 1e-9

/** Mass at launch (kg) of a unit of `mass` kg that carries the propellant to hold its altitude for its life. */
export interface DragMakeUpOptions {
  /** m. */
  readonly altitude: number
  /** Cross-section by mean mass, m²/kg. */
  readonly area: number
  /** s. */
  readonly specificImpulse: number
  /** Years. */
  readonly life: number
}

/**
 * Propellant against drag, kg, for a unit that weighs `mass` kg without it: m/(1 − f) − m, where f = 1 − exp(−Δv/(g₀ Isp)) and Δv is
 * what drag takes over the life at mean sun (US Standard Atmosphere 1976; `orbit`). 0 above 1,000 km. Throws as `dragMakeUp`.
 */
export function dragPropellant(mass: number, options: DragMakeUpOptions): number {
  if (options.altitude > DRAG_TOP) return 0
  const { total } = dragMakeUp(options.altitude, options.area, options.life * JULIAN_YEAR, {
    endAltitude: Math.min(180_000, options.altitude),
  })
  const part = propellantFraction(total, options.specificImpulse)
  return mass / (1 - part) - mass
}

export interface LaunchVehicle {
  /** kg. */
  readonly payload: number
  /** Part of the payload that can be filled; default 1. */
  readonly packing?: number
  /** Most units of one launch, by volume; default no limit. */
  readonly most?: number
}

/** Units of `mass` kg that one launch carries: ⌊payload · packing / mass⌋, at most `most`. Throws `infeasible` where none fits. */
export function unitsPerLaunch(mass: number, vehicle: LaunchVehicle): number {
  requireWithin('mass', mass, 1e-3, 1e9, 'kg')
  const { payload, packing = 1, most = Infinity } = vehicle
  const fit = Math.min(most, Math.floor((payload * packing) / mass + ROUNDING))
  if (fit >= 1) return fit
  throw new OpendomeError(
    'infeasible',
    `mass ${mass} kg: more than the ${payload * packing} kg of one launch`,
    {
      hint: 'take a larger launch vehicle, or a lighter unit',
    },
  )
}

/** Launches for `units`: ⌈units / unitsPerLaunch⌉. Throws as `unitsPerLaunch`. */
export function launchesFor(units: number, mass: number, vehicle: LaunchVehicle): number {
  return Math.ceil(units / unitsPerLaunch(mass, vehicle) - ROUNDING)
}
