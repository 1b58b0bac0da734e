import { acos, norm3 } from '../math/index.ts'
import { stateAt, type Path } from '../threat/index.ts'
import type { FlyOutTable } from './fly-out-table.ts'
import { FLY_OUT_RADIUS } from './plane-flight.ts'

/** Bounds on an intercept. Altitudes in m; times on the path's clock, s. */
export interface GroundLimits {
  readonly minAltitude: number
  /** No ceiling where left out; the table has its own. */
  readonly ceiling?: number | undefined
  readonly from: number
  readonly to: number
}

/**
 * When a battery can hit a path, both fixed to the Earth: sampled intercept times, and for each the latest release that is there in
 * time. Times on the path's clock. Made once per path and battery.
 */
export interface GroundWindow {
  /** Times of intercept, even within each stretch in reach; the ends of a stretch are found to a millisecond. */
  readonly times: Float64Array
  /** Latest release for each, the time less the fly-out; −Infinity where the point is not reached. */
  readonly releases: Float64Array
}

/** Spacing of the samples, s. */
const STEP = 2
/** To how fine the ends of a stretch are found, s. */
const FINE = 1e-3

const r = new Float64Array(3)

/**
 * The window of a path for a battery at `site_ecef` (m) with a fly-out table, within limits; undefined where there is none.
 * Range is taken along a sphere through the angle at Earth's centre, altitude above the sphere through the site: over an
 * ellipsoid the two differ from the true ones by the change of its radius, at most 3 km over 1,000 km.
 */
export function groundWindow(
  path: Path,
  site_ecef: Float64Array,
  table: Pick<FlyOutTable, 'time'>,
  { minAltitude, ceiling = Infinity, from, to }: GroundLimits,
): GroundWindow | undefined {
  const begin = Math.max(from, path.times[0]!)
  const end = Math.min(to, path.times[path.times.length - 1]!)
  if (!(end > begin)) return undefined
  const radius = norm3(site_ecef[0]!, site_ecef[1]!, site_ecef[2]!)
  const release = (t: number): number => {
    stateAt(path, t, r)
    const distance = norm3(r[0]!, r[1]!, r[2]!)
    const altitude = distance - radius
    if (altitude < minAltitude || altitude > ceiling) return -Infinity
    const cosine =
      (r[0]! * site_ecef[0]! + r[1]! * site_ecef[1]! + r[2]! * site_ecef[2]!) / (distance * radius)
    const range = FLY_OUT_RADIUS * acos(Math.max(-1, Math.min(1, cosine)))
    return t - table.time(range, altitude)
  }
  const times: number[] = []
  const releases: number[] = []
  const put = (t: number, value: number): void => {
    times.push(t)
    releases.push(value)
  }
  const count = Math.max(1, Math.ceil((end - begin) / STEP))
  let before = begin
  let last = release(begin)
  put(begin, last)
  for (let i = 1; i <= count; i++) {
    const t = begin + ((end - begin) * i) / count
    const value = release(t)
    if ((value === -Infinity) !== (last === -Infinity)) {
      // The edge of reach: the last point within it, and one beyond.
      let [inside, outside] = last === -Infinity ? [t, before] : [before, t]
      while (Math.abs(inside - outside) > FINE) {
        const middle = (inside + outside) / 2
        if (release(middle) === -Infinity) outside = middle
        else inside = middle
      }
      const edge = release(inside)
      if (inside < outside) {
        put(inside, edge)
        put(outside, -Infinity)
      } else {
        put(outside, -Infinity)
        put(inside, edge)
      }
    }
    put(t, value)
    before = t
    last = value
  }
  if (releases.every((value) => value === -Infinity)) return undefined
  return { times: Float64Array.from(times), releases: Float64Array.from(releases) }
}

/**
 * Earliest intercept (s on the path's clock) of an interceptor released at `release` or later; undefined where it comes too late. Between two
 * samples in reach the latest release runs straight.
 */
export function earliestIntercept({ times, releases }: GroundWindow, release: number): number | undefined {
  for (let i = 0; i < times.length; i++) {
    if (releases[i]! < release) continue
    const before = i === 0 ? -Infinity : releases[i - 1]!
    if (before === -Infinity) return times[i]!
    const share = (release - before) / (releases[i]! - before)
    return times[i - 1]! + share * (times[i]! - times[i - 1]!)
  }
  return undefined
}

/** The latest release that still leads to an intercept, s on the path's clock. */
export function latestRelease({ releases }: GroundWindow): number {
  let latest = -Infinity
  for (const release of releases) latest = Math.max(latest, release)
  return latest
}
