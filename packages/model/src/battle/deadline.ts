import { fallFrom, type Trajectory } from '../threat/index.ts'
import type { DefendedAreas } from './areas.ts'

/** Spacing of the search for the first dangerous impact point, s. */
const STEP = 1
/** Start of the search, s: before, the missile has hardly left its launcher. */
const FIRST = 5

/**
 * The deadline of the rule `impact-point`, s since liftoff: the first moment at which, were thrust to end then, the
 * ballistic impact point would lie in a defended area; burnout where it never does before.
 */
export function impactPointDeadline(trajectory: Trajectory, areas: DefendedAreas): number {
  const dangerous = (t: number): boolean => {
    const landing = fallFrom(trajectory, t)
    return landing !== undefined && areas.at(landing.lat, landing.lon) !== undefined
  }
  for (let t = FIRST; t < trajectory.burnout; t += STEP) {
    if (!dangerous(t)) continue
    let low = Math.max(FIRST, t - STEP)
    let high = t
    for (let i = 0; i < 20; i++) {
      const middle = (low + high) / 2
      if (dangerous(middle)) high = middle
      else low = middle
    }
    return high
  }
  return trajectory.burnout
}
