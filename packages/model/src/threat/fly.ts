import { guide, type Shape } from './guidance.ts'
import { flyWhole, type Place } from './flight.ts'
import { RECORDED } from './powered.ts'
import { tabulate, type Trajectory } from './trajectory.ts'
import { OpendomeError } from '../core/index.ts'
import { rocketOf, type Vehicle } from './vehicle.ts'

export interface FlyOptions {
  readonly vehicle: Vehicle
  readonly launch: Place
  readonly aim: Place
  /** Default minimum-energy. */
  readonly shape?: Shape
  /** kg, instead of the vehicle's. */
  readonly payload?: number | undefined
}

/** A solved flight and how it was flown. */
export interface Flown {
  readonly trajectory: Trajectory
  /** Share of the upper stages' thrust along the path; 1 = nothing wasted. */
  readonly thrustShare: number
  readonly notes: readonly string[]
}

/**
 * Solves and flies one vehicle from `launch` to `aim` (rad, on the ellipsoid).
 * Throws `infeasible` where the aim is out of range or the shape cannot be flown, `invalid` where aim and launch coincide.
 */
export function solveFlight(options: FlyOptions): Flown {
  for (const place of [options.launch, options.aim]) {
    if (!(Math.abs(place.lat) <= Math.PI / 2) || !Number.isFinite(place.lon))
      throw new OpendomeError(
        'invalid',
        `place ${place.lat}, ${place.lon} rad: expected a latitude within ±π/2`,
      )
  }
  const rocket = rocketOf(options.vehicle, options.payload)
  const guided = guide(rocket, options.launch, options.aim, options.shape ?? 'minimum-energy')
  const flight = flyWhole(rocket, options.launch, guided.controls, RECORDED)
  if (typeof flight === 'string')
    throw new OpendomeError('infeasible', 'flight: the solved controls do not fly')
  return {
    trajectory: tabulate(flight, rocket.nominalBurnTime, rocket.ballisticCoefficient),
    thrustShare: guided.controls.thrustShare,
    notes: guided.notes,
  }
}
