import { OpendomeError, requireWithin } from '../core/index.ts'
import { expm1, sin } from '../math/index.ts'

/** Satellites spread evenly over a whole sphere, counted under a cap of it. */
export interface UniformShell {
  /** Share of the sphere under the cap. */
  readonly share: number
  /** Satellites for each one under the cap. */
  readonly ratio: number
  readonly mean: number
  /** Chance that at least one is under the cap, were each placed by chance. */
  readonly atLeastOne: number
}

/**
 * The spherical cap: `count` satellites uniform over the sphere, a cap of half-angle `cap` (rad),
 *
 *   f = (1 − cos θ)/2,   A = 1/f,   mean = N f,   P(at least one) = 1 − exp(−N f)
 *
 * (as in public code of Golden Dome studies; the area of a cap over that of its sphere, and Poisson's law). Real shells have more at some
 * latitudes, and keep their distances: their chance of none is smaller. Throws `invalid` for a cap outside (0, π/2) or a count out of range.
 */
export function uniformShell(count: number, cap: number): UniformShell {
  requireCap(cap)
  requireWithin('satellites', count, 0, 1e9)
  const half = sin(cap / 2)
  const share = half * half
  const mean = count * share
  return { share, ratio: 1 / share, mean, atLeastOne: -expm1(-mean) }
}

/** Throws `invalid` unless an angle (rad) between 0 and π/2. */
export function requireCap(cap: number): void {
  if (!(cap > 0 && cap < Math.PI / 2))
    throw new OpendomeError('invalid', `cap ${cap} rad: expected above 0 and below π/2`)
}
