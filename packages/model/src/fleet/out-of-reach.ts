import { OpendomeError } from '../core/index.ts'
import { flyOutReach, type FlyOut, type Window } from '../engage/index.ts'
import { acos, asin, norm3 } from '../math/index.ts'

const DEG = 180 / Math.PI

/** Least inclination (rad) at which a circular orbit of `radius` comes within reach at some sample of a window; Infinity where reach falls short of the shell's height. */
export function leastInclination(window: Window, flyOut: FlyOut, radius: number): number {
  let least = Infinity
  for (let i = 0; i < window.times.length; i++) {
    const [x, y, z] = [window.r_ecef[3 * i]!, window.r_ecef[3 * i + 1]!, window.r_ecef[3 * i + 2]!]
    const r = norm3(x, y, z)
    const rho = flyOutReach(flyOut.deltaV, flyOut.acceleration, window.times[i]! - window.release)
    const cosine = (radius * radius + r * r - rho * rho) / (2 * radius * r)
    if (cosine > 1) continue
    const angle = cosine <= -1 ? Math.PI : acos(cosine)
    least = Math.min(least, Math.max(0, asin(Math.abs(z) / r) - angle))
  }
  return least
}

/** The error for a shell that never has the missile in reach: too high, or inclined too little. */
export function outOfReach(
  window: Window,
  flyOut: FlyOut,
  radius: number,
  inclination: number,
): OpendomeError {
  const reach = flyOutReach(flyOut.deltaV, flyOut.acceleration, window.deadline - window.release)
  const needed = leastInclination(window, flyOut, radius)
  if (needed === Infinity) {
    const last = window.times.length - 1
    const r = norm3(window.r_ecef[3 * last]!, window.r_ecef[3 * last + 1]!, window.r_ecef[3 * last + 2]!)
    return new OpendomeError(
      'infeasible',
      `reach ${(reach / 1000).toFixed(0)} km at the last permitted intercept: less than the ${(Math.abs(radius - r) / 1000).toFixed(0)} km between the missile and the shell`,
      { hint: 'lower the shell, or leave more time to fly out' },
    )
  }
  // Retrograde orbits reach the latitude of their supplement.
  return new OpendomeError(
    'infeasible',
    `inclination ${(inclination * DEG).toFixed(2)} deg: the shell never has the missile in reach, which takes ${(needed * DEG).toFixed(2)} to ${(180 - needed * DEG).toFixed(2)} deg`,
    { hint: `reach is ${(reach / 1000).toFixed(0)} km at the last permitted intercept` },
  )
}
