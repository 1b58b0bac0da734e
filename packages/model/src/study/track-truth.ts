import type { MissilePlan } from '../battle/index.ts'
import { EARTH_RATE, eciFromEcefState, geodesic, geodeticFromEcef, geodeticHeight } from '../earth/index.ts'
import { cos, sin } from '../math/index.ts'
import { cloudBreak } from '../sense/index.ts'
import { stateAt, type Path, type Place } from '../threat/index.ts'
import type { ImpactEstimate } from '../track/index.ts'

/** Parts of a flight in which a filter is judged on its own: thrust, free flight, and the last fall through the air. */
export const TRACK_PHASES = ['boost', 'free-flight', 'reentry'] as const
export type TrackPhase = (typeof TRACK_PHASES)[number]
/** Reentry begins where a missile falls below this, m. */
const REENTRY = 100_000

/** What the referee knows of one missile. Times in s since its liftoff. */
export class MissileTruth {
  readonly plan: MissilePlan
  /** When it rises above the cloud tops; undefined where it never does. */
  readonly cloudBreak: number | undefined
  readonly burnout: number
  readonly impact: number
  readonly launch: Place
  /** The last sample of its table before reentry; the burnout where it never rises that high. */
  readonly reentry: number
  readonly #epochAngle: number

  constructor(plan: MissilePlan, cloudTop: number, epochAngle: number) {
    const { trajectory } = plan.flight
    const geodetic = new Float64Array(3)
    geodeticFromEcef(trajectory.r_ecef.subarray(0, 3), geodetic)
    this.plan = plan
    this.cloudBreak = cloudBreak(trajectory, cloudTop)
    this.burnout = trajectory.burnout
    this.impact = trajectory.impact.t
    this.launch = { lat: geodetic[0]!, lon: geodetic[1]! }
    this.reentry = Math.max(this.burnout, lastAbove(trajectory))
    this.#epochAngle = epochAngle
  }

  phase(t: number): TrackPhase {
    return t <= this.burnout ? 'boost' : t <= this.reentry ? 'free-flight' : 'reentry'
  }

  /** Position and velocity (ECI, m and m/s) at t, which is `now` in s since the epoch. */
  state(t: number, now: number, r: Float64Array, v: Float64Array): void {
    stateAt(this.plan.flight.trajectory, t, r, v)
    eciFromEcefState(this.#epochAngle + EARTH_RATE * now, r, v, r, v)
  }

  /** How far a predicted impact lies from the true one (m), and whether its ellipse holds it. */
  missOf(predicted: ImpactEstimate): { readonly error: number; readonly inside: boolean } {
    const { lat, lon } = this.plan.flight.landing
    const { distance, azimuth1 } = geodesic(predicted.lat, predicted.lon, lat, lon)
    const e = distance * sin(azimuth1)
    const n = distance * cos(azimuth1)
    const P = predicted.covariance
    const square = (P[3]! * e * e - 2 * P[1]! * e * n + P[0]! * n * n) / (P[0]! * P[3]! - P[1]! * P[1]!)
    return { error: distance, inside: square <= predicted.edge }
  }

  /** Distance (m) of an estimated launch from the true one. */
  launchError(estimate: Place): number {
    return geodesic(this.launch.lat, this.launch.lon, estimate.lat, estimate.lon).distance
  }
}

/** Time of the last sample at or above the height of reentry; 0 without one. */
function lastAbove({ times, r_ecef }: Path): number {
  for (let i = times.length - 1; i >= 0; i--)
    if (geodeticHeight(r_ecef.subarray(3 * i, 3 * i + 3)) >= REENTRY) return times[i]!
  return 0
}
