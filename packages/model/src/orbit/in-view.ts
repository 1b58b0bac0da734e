import { requireWithin } from '../core/index.ts'
import { cos, sin } from '../math/index.ts'
import { CapArrangement } from './cap-arrangement.ts'
import { repeatAngle } from './repeat.ts'
import type { Shell } from './shell.ts'

export interface LeastInViewOptions {
  /** Only points between these geocentric latitudes (rad) count; default the whole sphere. */
  readonly latitude?: readonly [south: number, north: number] | undefined
  /** A satellite this near the edge of the angle (rad) may count as outside; default 1e-6. */
  readonly tolerance?: number | undefined
}

/** First halves into which a period is cut, so that the search starts from a good value. */
const STARTS = 16

/**
 * Least number of satellites within `centralAngle` (rad) of any point of the sphere, at the worst moment of a revolution: 1 means covered
 * without a gap, 2 twofold (stereo).
 *
 * The caps of equal angle around the satellites cut the sphere into faces, and every face that is not deepest has a corner where
 * two caps' edges cross: the least depth is the least number of other caps over such a corner (`CapArrangement`). Over time no satellite moves
 * faster than it turns, so a count with the angle less what half an interval turns holds for all of the interval: intervals that
 * cannot go below the least found are dropped, the others are halved. The result is thus for all times, not for samples. It takes the part of a
 * revolution after which the pattern repeats. Precession by J2 turns all planes together and changes nothing.
 *
 * Errors: `invalid` for an angle outside 0 … π/2, latitudes out of order or range, a tolerance outside 1e-9 … 0.01 rad.
 */
export function leastInView(shell: Shell, centralAngle: number, options: LeastInViewOptions = {}): number {
  const { latitude: [south, north] = [-Math.PI / 2, Math.PI / 2], tolerance = 1e-6 } = options
  requireWithin('central angle', centralAngle, 1e-6, Math.PI / 2, 'rad')
  requireWithin('southern latitude', south, -Math.PI / 2, Math.PI / 2, 'rad')
  requireWithin('northern latitude', north, south, Math.PI / 2, 'rad')
  requireWithin('tolerance', tolerance, 1e-9, 0.01, 'rad')
  const caps = new CapArrangement(shell.count, sin(south), sin(north))
  const unit = new Float64Array(3 * shell.count)
  const place = new Float64Array(3)

  const least = (angle: number, cap: number): number => {
    if (!(cap > 0)) return 0
    const t = angle / shell.meanMotion
    for (let i = 0; i < shell.count; i++) {
      shell.position(t, i, place)
      for (let k = 0; k < 3; k++) unit[3 * i + k] = place[k]! / shell.radius
    }
    return caps.leastDepth(unit, cos(cap))
  }

  let best = Infinity
  const search = (from: number, to: number): void => {
    const half = (to - from) / 2
    const within = least(from + half, centralAngle - Math.max(half, tolerance))
    if (within >= best) return
    best = Math.min(best, half <= tolerance ? within : least(from + half, centralAngle))
    if (half <= tolerance || best === 0) return
    search(from, from + half)
    search(from + half, to)
  }
  const width = repeatAngle(shell) / STARTS
  for (let k = 0; k < STARTS && best > 0; k++) best = Math.min(best, least(k * width, centralAngle))
  for (let k = 0; k < STARTS && best > 0; k++) search(k * width, (k + 1) * width)
  return best
}
