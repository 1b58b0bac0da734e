import { WGS84_A, centralAngle } from '../earth/index.ts'
import { fallFrom, type Landing, type Trajectory } from '../threat/index.ts'
import type { DefendedAreas } from './areas.ts'

/** Longest and shortest step of the search, s. */
const STEP = 1
const SHORTEST = 1 / 64
/** Steps are halved until the impact point moves no farther than this in one, m. Late in the burn it moves 500 km/s. */
const STRIDE = 50_000
/** Start of the search, s: before, the missile has hardly left its launcher. */
const FIRST = 5

/**
 * The deadline of the rule `impact-point`, s since liftoff: the first moment at which, were thrust to end then, the
 * ballistic impact point would lie in a defended area; burnout where it never does before, 5 s where it always does.
 * A corner of an area that the impact point crosses between two stations up to 50 km apart (twice the default margin) can be missed.
 */
export function impactPointDeadline(trajectory: Trajectory, areas: DefendedAreas): number {
  const { burnout } = trajectory
  const dangerous = (landing: Landing | undefined): boolean =>
    landing !== undefined && areas.at(landing.lat, landing.lon) !== undefined
  let t = FIRST
  let step = STEP
  let here = fallFrom(trajectory, t, true)
  if (dangerous(here)) return Math.min(FIRST, burnout)
  while (t < burnout) {
    const next = Math.min(burnout, t + step)
    const there = fallFrom(trajectory, next, true)
    if (step > SHORTEST && moved(here, there) > STRIDE) {
      step /= 2
      continue
    }
    if (dangerous(there)) {
      // The border lies between t and next.
      let low = t
      let high = next
      for (let i = 0; i < 20; i++) {
        const middle = (low + high) / 2
        if (dangerous(fallFrom(trajectory, middle, true))) high = middle
        else low = middle
      }
      return high
    }
    t = next
    here = there
    step = Math.min(STEP, 2 * step)
  }
  return burnout
}

/** Distance between two impact points, m; 0 where there is none, beyond orbital speed. */
function moved(a: Landing | undefined, b: Landing | undefined): number {
  return a === undefined || b === undefined ? 0 : WGS84_A * centralAngle(a.lat, a.lon, b.lat, b.lon)
}
