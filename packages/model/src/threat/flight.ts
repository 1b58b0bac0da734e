import { EARTH_RATE, ecefFromGeodetic, enuAxes, geodeticFromEcef } from '../earth/index.ts'
import { cos, norm3, sin } from '../math/index.ts'
import { flyFree, type FreeFlight } from './free-flight.ts'
import { flyPowered, type Accuracy, type Burnout, type Controls } from './powered.ts'
import type { Rocket } from './vehicle.ts'

/** A point on the ellipsoid, rad. */
export interface Place {
  readonly lat: number
  readonly lon: number
}

/** One flight from liftoff to impact with given controls. */
export interface WholeFlight {
  readonly controls: Controls
  readonly burnout: Burnout
  readonly free: FreeFlight
  readonly impact: Place
  readonly rImpact_ecef: Float64Array
  /** Altitude of the apogee, m; of the end of thrust where the missile is already sinking there. */
  readonly apogee: number
}

/** Why a flight has no impact: it hits the ground under thrust, or it does not come down within a revolution. */
export type Failure = 'short' | 'far'

/** Flies `controls` from `launch` to the ground. */
export function flyWhole(
  rocket: Rocket,
  launch: Place,
  controls: Controls,
  accuracy: Accuracy,
): WholeFlight | Failure {
  return flyOn(rocket, controls, flyPowered(rocket, launch.lat, launch.lon, controls, accuracy), accuracy)
}

/** The flight that goes on from the end of thrust. */
export function flyOn(
  rocket: Rocket,
  controls: Controls,
  burnout: Burnout,
  accuracy: Accuracy,
): WholeFlight | Failure {
  if (burnout.crashed) return 'short'
  const free = flyFree(burnout.t, burnout.state, rocket.ballisticCoefficient, accuracy)
  if (free === undefined) return 'far'
  const rImpact_ecef = new Float64Array(3)
  earthFixed(free.impact.t, free.impact.state, rImpact_ecef)
  const geodetic = new Float64Array(3)
  geodeticFromEcef(rImpact_ecef, geodetic)
  return {
    controls,
    burnout,
    free,
    impact: { lat: geodetic[0]!, lon: geodetic[1]! },
    rImpact_ecef,
    apogee: free.apogee.altitude,
  }
}

/** Position in the Earth-fixed frame of a state in the launch frame at t seconds since liftoff. */
export function earthFixed(t: number, state: Float64Array, out: Float64Array): void {
  const c = cos(EARTH_RATE * t)
  const s = sin(EARTH_RATE * t)
  const x = state[0] as number
  const y = state[1] as number
  out[0] = c * x + s * y
  out[1] = -s * x + c * y
  out[2] = state[2] as number
}

/** Where an Earth-fixed point lies as seen from a place: metres east and north in its tangent plane. */
export class Target {
  readonly place: Place
  readonly r_ecef = new Float64Array(3)
  readonly #east = new Float64Array(3)
  readonly #north = new Float64Array(3)
  readonly #up = new Float64Array(3)

  constructor(place: Place) {
    this.place = place
    ecefFromGeodetic(place.lat, place.lon, 0, this.r_ecef)
    enuAxes(place.lat, place.lon, this.#east, this.#north, this.#up)
  }

  east(r_ecef: Float64Array): number {
    return this.#along(this.#east, r_ecef)
  }

  north(r_ecef: Float64Array): number {
    return this.#along(this.#north, r_ecef)
  }

  /** Straight-line distance of a point, m. */
  distance(r_ecef: Float64Array): number {
    return norm3(r_ecef[0]! - this.r_ecef[0]!, r_ecef[1]! - this.r_ecef[1]!, r_ecef[2]! - this.r_ecef[2]!)
  }

  /** Is a point on the target's side of the Earth, where east and north say how far off it is? */
  faces(r_ecef: Float64Array): boolean {
    let sum = 0
    for (let i = 0; i < 3; i++) sum += this.#up[i]! * r_ecef[i]!
    return sum > 0
  }

  #along(axis: Float64Array, r: Float64Array): number {
    let sum = 0
    for (let i = 0; i < 3; i++) sum += (axis[i] as number) * ((r[i] as number) - (this.r_ecef[i] as number))
    return sum
  }
}
