import { OpendomeError, toInternal } from '../core/index.ts'
import { catalogEntry } from '../scenario/index.ts'
import {
  carriedOf,
  solveFlight,
  type Carried,
  type Flown,
  type Orbit,
  type Place,
  type Shape,
  type Vehicle,
} from '../threat/index.ts'
import { carriesSchema, vehicleSchema } from '../threat/schema.ts'

export interface FlyThreatOptions {
  /** Catalog id, or a vehicle in SI units. */
  readonly vehicle: string | Vehicle
  /** Geodetic, rad; or the orbit that the object is in already. */
  readonly launch: Place | Orbit
  readonly aim: Place
  /** Default minimum-energy; lengths in m. */
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

/** What a vehicle carries, by number: release times, speeds and bodies are the defaults of a scenario. Throws `invalid` out of range. */
export function carriedFor(
  vehicle: Vehicle,
  count: { readonly warheads: number; readonly decoys: number },
): Carried {
  const parsed = carriesSchema.safeParse(count)
  if (parsed.success) return carriedOf(toInternal(parsed.data), vehicle)
  throw new OpendomeError(
    'invalid',
    `${count.warheads} warheads and ${count.decoys} decoys: expected 1 to 30 and 0 to 300`,
  )
}
