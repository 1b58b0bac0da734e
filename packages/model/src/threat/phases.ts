import { geodeticHeight } from '../earth/index.ts'
import { brent } from '../math/index.ts'
import { stateAt, type Path, type Phase, type Trajectory } from './trajectory.ts'

/** Altitude (m) below which what comes down is in its terminal phase: the usual edge of the air. */
export const AIR_EDGE = 100_000

/**
 * The phases of a flight: boost to burnout; midcourse until it sinks below 100 km for the last time; terminal to impact. A flight that is not above
 * 100 km after its burnout has no midcourse. A flight with other phases carries its own.
 */
export function phasesOf(trajectory: Trajectory): readonly Phase[] {
  const { phases, burnout, impact } = trajectory
  if (phases !== undefined) return phases
  const entry = lastBelow(trajectory, AIR_EDGE) ?? 0
  const middle: Phase[] = entry > burnout ? [{ name: 'midcourse', from: burnout, to: entry }] : []
  const from = Math.max(burnout, entry)
  return [
    { name: 'boost', from: 0, to: burnout },
    ...middle,
    ...(from < impact.t ? [{ name: 'terminal', from, to: impact.t } as const] : []),
  ]
}

/** When a path sinks below an altitude (m) for the last time, s since liftoff; undefined where it never is above. */
export function lastBelow(path: Path, altitude: number): number | undefined {
  const { times, r_ecef } = path
  const r = new Float64Array(3)
  let i = times.length - 1
  while (i >= 0 && geodeticHeight(r_ecef.subarray(3 * i, 3 * i + 3)) < altitude) i--
  if (i < 0) return undefined
  if (i === times.length - 1) return times[i]!
  const above = (t: number): number => {
    stateAt(path, t, r)
    return geodeticHeight(r) - altitude
  }
  return brent(above, times[i]!, times[i + 1]!, 1e-6)
}
