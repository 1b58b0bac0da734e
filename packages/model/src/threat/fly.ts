import { fallFromOrbit, type Orbit } from './from-orbit.ts'
import { flyGlide } from './glide-flight.ts'
import { guide, type BallisticShape } from './guidance.ts'
import { flyThroughOrbit, type OrbitalShape } from './into-orbit.ts'
import { flyWhole, type Place } from './flight.ts'
import { RECORDED } from './powered.ts'
import { tabulate, type Trajectory } from './trajectory.ts'
import { OpendomeError } from '../core/index.ts'
import { rocketOf, type Vehicle } from './vehicle.ts'

/** Shape of a flight; lengths in m. */
export type Shape = BallisticShape | OrbitalShape

export interface FlyOptions {
  readonly vehicle: Vehicle
  /** A point on the ellipsoid, or the orbit that an object is in already. */
  readonly launch: Place | Orbit
  readonly aim: Place
  /** Default minimum-energy. */
  readonly shape?: Shape
  /** kg, instead of the vehicle's. */
  readonly payload?: number | undefined
}

/** A solved flight and how it was flown. */
export interface Flown {
  readonly trajectory: Trajectory
  /** The launch point; of an object in orbit the point below it when it begins to brake. */
  readonly launch: Place
  /** Share of the upper stages' thrust along the path; 1 = nothing wasted. */
  readonly thrustShare: number
  readonly notes: readonly string[]
}

/**
 * Solves and flies one vehicle from `launch` to `aim` (rad, on the ellipsoid).
 * Throws `infeasible` where the aim is out of range or the shape cannot be flown, `invalid` where aim and launch coincide.
 */
export function solveFlight(options: FlyOptions): Flown {
  const { launch, aim, shape = 'minimum-energy' } = options
  for (const place of 'orbit' in launch ? [aim] : [launch, aim]) {
    if (!(Math.abs(place.lat) <= Math.PI / 2) || !Number.isFinite(place.lon))
      throw new OpendomeError(
        'invalid',
        `place ${place.lat}, ${place.lon} rad: expected a latitude within ±π/2`,
      )
  }
  const rocket = rocketOf(options.vehicle, options.payload)
  const { glide } = options.vehicle
  if (glide !== undefined) {
    const apogee = apogeeOfGlide(launch, shape)
    if (!('orbit' in launch))
      return { ...flyGlide(rocket, glide, launch, aim, apogee), launch, thrustShare: 1 }
  }
  if ('orbit' in launch)
    return {
      ...fallFromOrbit(rocket, launch, aim),
      thrustShare: 1,
      notes: [
        'it is in orbit at the start and brakes at once, with all stages: liftoff is the start of that burn',
      ],
    }
  if (typeof shape === 'object' && 'orbital' in shape)
    return {
      trajectory: flyThroughOrbit(rocket, launch, aim, shape),
      launch,
      thrustShare: 1,
      notes: ['it flies through a low orbit, out of which its last stage brakes: burnout is the insertion'],
    }
  const guided = guide(rocket, launch, aim, shape)
  const flight = flyWhole(rocket, launch, guided.controls, RECORDED)
  if (typeof flight === 'string')
    throw new OpendomeError('infeasible', 'flight: the solved controls do not fly')
  return {
    trajectory: tabulate(flight, rocket.nominalBurnTime, rocket.ballisticCoefficient),
    launch,
    thrustShare: guided.controls.thrustShare,
    notes: guided.notes,
  }
}

/** Apogee (m) that a shape asks of a boost into a glide; undefined for the glider's own. Throws `unsupported` for other shapes. */
function apogeeOfGlide(launch: Place | Orbit, shape: Shape): number | undefined {
  if (!('orbit' in launch)) {
    if (shape === 'minimum-energy') return undefined
    if (typeof shape === 'object' && 'apogee' in shape) return shape.apogee
  }
  throw new OpendomeError(
    'unsupported',
    'glide vehicle: takes no other trajectory than an apogee of its boost',
    {
      hint: 'leave trajectory out, or choose {apogee_km}',
    },
  )
}
