import { geodeticFromEcef } from '../earth/index.ts'
import { brent } from '../math/index.ts'
import { stateAt, type Trajectory } from '../threat/index.ts'

/**
 * What a sensor reports of one object. Times in seconds since the object's liftoff.
 * The thin room reports first sight only, without position: the line of sight and its covariance come with the sensors.
 */
export interface Measurement {
  /** Sensor id; `stated` where the scenario gives delays instead of sensors. */
  readonly sensor: string
  /** When the signal was there. */
  readonly t: number
  /** When the report arrives. */
  readonly available: number
}

const r = new Float64Array(3)
const geodetic = new Float64Array(3)

/** Geodetic altitude at t seconds since liftoff, m. */
function altitudeAt(trajectory: Trajectory, t: number): number {
  stateAt(trajectory, t, r)
  geodeticFromEcef(r, geodetic)
  return geodetic[2] as number
}

/** When a missile first rises above the cloud tops (m), s since liftoff; undefined where it never does. */
export function cloudBreak(trajectory: Trajectory, cloudTop: number): number | undefined {
  const { times } = trajectory
  // What comes out of an orbit is above them from the start.
  if (altitudeAt(trajectory, 0) >= cloudTop) return 0
  let before = 0
  for (let i = 1; i < times.length; i++) {
    const t = times[i] as number
    if (altitudeAt(trajectory, t) >= cloudTop) {
      return brent((at) => altitudeAt(trajectory, at) - cloudTop, before, t, 1e-6)
    }
    before = t
  }
  return undefined
}

/** First sight by stated delays: seen at cloud break, known a latency (s) later. */
export function firstSight(
  trajectory: Trajectory,
  cloudTop: number,
  latency: number,
): Measurement | undefined {
  const t = cloudTop > 0 ? cloudBreak(trajectory, cloudTop) : 0
  return t === undefined ? undefined : { sensor: 'stated', t, available: t + latency }
}
