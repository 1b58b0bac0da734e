import { OpendomeError, toInternal } from '../core/index.ts'
import { catalogEntry } from '../scenario/index.ts'
import { solveFlight, type Flown, type Place, type Shape, type Vehicle } from '../threat/index.ts'
import { vehicleSchema } from '../threat/schema.ts'

export interface FlyThreatOptions {
  /** Catalog id, or a vehicle in SI units. */
  readonly vehicle: string | Vehicle
  /** Geodetic, rad. */
  readonly launch: Place
  readonly aim: Place
  /** Default minimum-energy; apogee in m. */
  readonly shape?: Shape | undefined
  /** kg, instead of the vehicle's. */
  readonly payload?: number | undefined
}

/**
 * Solves and flies one vehicle.
 *
 * @example
 * const rad = Math.PI / 180
 * const flown = flyThreat({
 *   vehicle: 'icbm-solid-generic',
 *   launch: { lat: 40 * rad, lon: 125 * rad },
 *   aim: { lat: 41.9 * rad, lon: -87.6 * rad },
 * })
 * console.log(flown.trajectory.burnout)
 */
export function flyThreat(options: FlyThreatOptions): Flown {
  const { vehicle } = options
  return solveFlight({
    vehicle: typeof vehicle === 'string' ? catalogVehicle(vehicle) : vehicle,
    launch: options.launch,
    aim: options.aim,
    payload: options.payload,
    ...(options.shape === undefined ? {} : { shape: options.shape }),
  })
}

/** A vehicle of the catalog in SI units. Throws `unknown` with the nearest id. */
export function catalogVehicle(id: string): Vehicle {
  const parsed = vehicleSchema.safeParse(catalogEntry('vehicle', id).value)
  if (parsed.success) return toInternal(parsed.data)
  throw new OpendomeError('invalid', `catalog vehicle ${id}: ${parsed.error.issues[0]?.message ?? ''}`)
}
