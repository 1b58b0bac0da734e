import { integrate, norm3 } from '../math/index.ts'
import { gravityInto } from './dynamics.ts'
import type { Accuracy, Piece } from './powered.ts'
import type { Burn } from './vehicle.ts'

/** The end of a braking burn in the launch frame. */
export interface Braked {
  readonly t: number
  readonly state: Float64Array
  readonly pieces: readonly Piece[]
  /** Ends of the stages, s on the clock of the flight. */
  readonly ends: readonly number[]
}

/**
 * Burns stages one after the other against the inertial velocity, in vacuum, from a state of the launch frame at `t0` (s): dv/dt = g − (T/m) v/|v|, with constant mass
 * flow. Times of the burns count from the start of the first.
 */
export function brake(burns: readonly Burn[], t0: number, state: Float64Array, accuracy: Accuracy): Braked {
  const pieces: Piece[] = []
  const ends: number[] = []
  const start = burns[0]?.ignition ?? 0
  let t = t0
  let y = state
  for (const burn of burns) {
    const ignition = t
    const derivative = (time: number, s: Float64Array, out: Float64Array): void => {
      gravityInto(s, out)
      const mass = burn.massAtIgnition - burn.massFlow * (time - ignition)
      const slow = burn.vacuumThrust / mass / norm3(s[3]!, s[4]!, s[5]!)
      for (let i = 3; i < 6; i++) out[i] = out[i]! - slow * s[i]!
    }
    const leg = integrate(derivative, t, y, t0 + burn.end - start, {
      relative: accuracy.relative,
      absolute: accuracy.absolute,
      firstStep: 1,
      dense: accuracy.dense,
    })
    if (leg.dense !== undefined) pieces.push({ t0: t, t1: leg.t, dense: leg.dense, powered: true })
    t = leg.t
    y = leg.y
    ends.push(t)
  }
  return { t, state: y, pieces, ends }
}
