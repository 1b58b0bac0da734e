import { EARTH_RATE, geodeticHeight } from '../earth/index.ts'
import { cos, norm3, sin } from '../math/index.ts'
import { stateAt, type Path, type Trajectory } from '../threat/index.ts'

/**
 * The part of a missile's path in which one layer may hit it, sampled evenly in the Earth-fixed frame. Times on the path's own
 * clock: seconds since liftoff of a flown one.
 */
export interface Window<P extends Path = Trajectory> {
  readonly trajectory: P
  /** Earliest release of an interceptor. */
  readonly release: number
  /** First intercept: release, or the time from which the missile stays above the minimum altitude. */
  readonly open: number
  readonly deadline: number
  /** Bounds on the inertial speed (m/s) and acceleration (m/s²) of the missile in the window. */
  readonly topSpeed: number
  readonly topAcceleration: number
  /** Sample times and Earth-fixed positions. */
  readonly times: Float64Array
  readonly r_ecef: Float64Array
}

/** Spacing of the samples between which reach is bounded, s. */
const STEP = 5
/** Bound on 2ωv + ω²r, by which acceleration differs between Earth-fixed and inertial axes, m/s²: 20 km/s, 10,000 km. */
const FRAME_ACCELERATION = 3

/** The window of a path between `release` and `deadline`, above `minAltitude` (m), sampled at most `step` s apart; undefined where it is empty. */
export function windowOf<P extends Path>(
  path: P,
  release: number,
  deadline: number,
  minAltitude: number,
  step = STEP,
): Window<P> | undefined {
  const last = Math.min(deadline, path.times[path.times.length - 1]!)
  const open = Math.max(release, stayAbove(path, minAltitude, release, last))
  if (!(open < last)) return undefined
  const count = Math.max(2, Math.ceil((last - open) / step) + 1)
  const times = new Float64Array(count)
  const table = new Float64Array(3 * count)
  const r = new Float64Array(3)
  const v = new Float64Array(3)
  let topSpeed = 0
  for (let i = 0; i < count; i++) {
    const t = open + ((last - open) * i) / (count - 1)
    stateAt(path, t, r, v)
    times[i] = t
    table.set(r, 3 * i)
    topSpeed = Math.max(topSpeed, norm3(v[0]! - EARTH_RATE * r[1]!, v[1]! + EARTH_RATE * r[0]!, v[2]!))
  }
  const topAcceleration = largestBend(path, open, last) + FRAME_ACCELERATION
  const spacing = (last - open) / (count - 1)
  return {
    trajectory: path,
    release,
    open,
    deadline: last,
    // No time is farther than half a spacing from a sample.
    topSpeed: topSpeed + (topAcceleration * spacing) / 2,
    topAcceleration,
    times,
    r_ecef: table,
  }
}

/**
 * Largest acceleration of the interpolated path in the Earth-fixed frame between two times, m/s². Within an interval
 * `stateAt` is a cubic, so its acceleration is largest at one of the ends.
 */
function largestBend(path: Path, from: number, to: number): number {
  const { times, r_ecef, v_ecef } = path
  let largest = 0
  for (let i = 0; i + 1 < times.length; i++) {
    const h = times[i + 1]! - times[i]!
    if (times[i + 1]! <= from || times[i]! >= to) continue
    let atStart = 0
    let atEnd = 0
    for (let k = 3 * i; k < 3 * i + 3; k++) {
      const mean = (r_ecef[k + 3]! - r_ecef[k]!) / h
      const start = (6 * mean - 4 * v_ecef[k]! - 2 * v_ecef[k + 3]!) / h
      const end = (2 * v_ecef[k]! + 4 * v_ecef[k + 3]! - 6 * mean) / h
      atStart += start * start
      atEnd += end * end
    }
    largest = Math.max(largest, Math.sqrt(atStart), Math.sqrt(atEnd))
  }
  return largest
}

/** The time from which the missile stays above an altitude until `end`, `start` or before where that is so at `start`; Infinity where it is below it at the end. */
function stayAbove(path: Path, altitude: number, start: number, end: number): number {
  if (altitude <= 0) return 0
  const r = new Float64Array(3)
  const above = (t: number): boolean => {
    stateAt(path, t, r)
    return geodeticHeight(r) >= altitude
  }
  if (!above(end)) return Infinity
  let high = end
  let low = end
  while (low > 0 && above(low)) {
    if (low <= start) return start
    high = low
    low = Math.max(0, low - 1)
  }
  if (low === high) return 0
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (above(middle)) high = middle
    else low = middle
  }
  return high
}

/** Rotates an Earth-fixed vector at `offset` in a table to ECI: `angle` = sidereal angle, rad. */
export function turnToEci(angle: number, table: Float64Array, offset: number, out: Float64Array): void {
  const c = cos(angle)
  const s = sin(angle)
  const x = table[offset]!
  const y = table[offset + 1]!
  out[0] = c * x - s * y
  out[1] = s * x + c * y
  out[2] = table[offset + 2]!
}
