import { OpendomeError } from '../core/index.ts'
import { flyOutReach, requireShortFlyOut, windowOf, type FlyOut, type Window } from '../engage/index.ts'
import { geodeticHeight } from '../earth/index.ts'
import { stateAt, type Trajectory } from '../threat/index.ts'

/** What bounds the time to shoot at one missile. Times in s since liftoff, altitude in m. */
export interface LaunchClock {
  readonly seen: number
  readonly solution: number
  readonly release: number
  /** Last permitted intercept; default burnout less `margin`. */
  readonly deadline?: number | undefined
  /** Taken off burnout where no deadline is given; default 0. */
  readonly margin?: number | undefined
  /** Default 0. */
  readonly minAltitude?: number | undefined
}

/**
 * The window of a boost path in which it may be hit. Throws `infeasible` where no time is left, naming what ate it, and
 * `unsupported` for fly-outs longer than reach relative to free fall bears.
 */
export function launchWindow(trajectory: Trajectory, clock: LaunchClock): Window {
  const { seen, solution, release, margin = 0, minAltitude = 0 } = clock
  const { burnout } = trajectory
  const deadline = clock.deadline ?? burnout - margin
  const terms = [
    ['cloud break and latency', seen],
    ['solution', solution - seen],
    ['decision', release - solution],
    [clock.deadline === undefined ? 'margin before burnout' : 'deadline before burnout', burnout - deadline],
  ] as const
  const spent = terms.map(([name, time]) => `${name} ${time.toFixed(0)} s`).join(', ')
  if (!(release < deadline)) {
    const largest = terms.reduce((a, b) => (b[1] > a[1] ? b : a))
    throw new OpendomeError(
      'infeasible',
      `reach 0: of a burn of ${burnout.toFixed(0)} s, ${spent} leave none`,
      {
        hint: `${largest[0]} takes most of it (${largest[1].toFixed(0)} s)`,
      },
    )
  }
  requireShortFlyOut(deadline - release)
  const window = windowOf(trajectory, release, deadline, minAltitude)
  if (window === undefined)
    throw new OpendomeError(
      'infeasible',
      `reach 0: at the deadline, ${deadline.toFixed(0)} s, the missile is below the minimum altitude of ${minAltitude / 1000} km (${spent})`,
    )
  return window
}

/** Reach at the last permitted intercept, m. */
export function reachAtDeadline(window: Window, flyOut: FlyOut): number {
  return flyOutReach(flyOut.deltaV, flyOut.acceleration, window.deadline - window.release)
}

/** Altitude of the missile at the last permitted intercept, m. */
export function deadlineAltitude(window: Window): number {
  const r = new Float64Array(3)
  stateAt(window.trajectory, window.deadline, r)
  return geodeticHeight(r)
}
