import { earthFixed, type Target } from './flight.ts'
import type { FreeFlight } from './free-flight.ts'
import { newton } from './newton.ts'

/** What counts as on target, m. */
export const ON_TARGET = 50
const MOST_ITERATIONS = 30

/**
 * Two controls, in units of their difference steps from a first guess, that bring a flight down within 50 m of an aim: Newton's method on the miss east and
 * north. `impactOf` flies them; undefined where they do not come down. Undefined where none are found.
 */
export function solveOntoAim(
  target: Target,
  impactOf: (controls: Float64Array) => FreeFlight['impact'] | undefined,
): Float64Array | undefined {
  const r_ecef = new Float64Array(3)
  const miss = (controls: Float64Array): Float64Array | undefined => {
    const impact = impactOf(controls)
    if (impact === undefined) return undefined
    earthFixed(impact.t, impact.state, r_ecef)
    return target.faces(r_ecef)
      ? Float64Array.of(target.east(r_ecef) / ON_TARGET, target.north(r_ecef) / ON_TARGET)
      : undefined
  }
  return newton(miss, new Float64Array(2), Float64Array.of(1, 1), MOST_ITERATIONS)?.x
}
