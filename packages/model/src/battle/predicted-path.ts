import { EARTH_RATE, ecefFromEciState, eciFromEcefState } from '../earth/index.ts'
import { vacuumImpact, type Path } from '../threat/index.ts'
import type { PredictedPath } from '../track/index.ts'
import type { DefendedAreas } from './areas.ts'

const r = new Float64Array(3)
const v = new Float64Array(3)

/**
 * A predicted path in the Earth-fixed frame, on the raid's clock: `times` in s since the start of the raid, one for each state of the
 * prediction. `start`: s since the epoch; `epochAngle`: sidereal angle there, rad.
 */
export function earthFixedPath(
  times: Float64Array,
  predicted: PredictedPath,
  start: number,
  epochAngle: number,
): Path {
  const r_ecef = new Float64Array(3 * times.length)
  const v_ecef = new Float64Array(3 * times.length)
  for (let i = 0; i < times.length; i++) {
    for (let k = 0; k < 3; k++) {
      r[k] = predicted.r_eci[3 * i + k]!
      v[k] = predicted.v_eci[3 * i + k]!
    }
    ecefFromEciState(epochAngle + EARTH_RATE * (start + times[i]!), r, v, r, v)
    r_ecef.set(r, 3 * i)
    v_ecef.set(v, 3 * i)
  }
  return { times, r_ecef, v_ecef }
}

/**
 * The first time of a path from which, were thrust to end then, the missile would come down in a defended area by the arc in
 * vacuum; the end of the path where it never would.
 */
export function firstTimeInArea(path: Path, areas: DefendedAreas): number {
  const { times, r_ecef, v_ecef } = path
  for (let i = 0; i < times.length; i++) {
    const t = times[i]!
    eciFromEcefState(
      EARTH_RATE * t,
      r_ecef.subarray(3 * i, 3 * i + 3),
      v_ecef.subarray(3 * i, 3 * i + 3),
      r,
      v,
    )
    const impact = vacuumImpact(t, r, v)
    if (impact !== undefined && areas.at(impact.lat, impact.lon) !== undefined) return t
  }
  return times[times.length - 1]!
}
