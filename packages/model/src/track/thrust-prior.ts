import type { ExtendedFilter } from './extended.ts'

/** Prior of thrust (m/s², along the path; across it) and of its growth (1/s): 1 to 10 g and burns of 40 to 300 s are within two sigmas. */
export const THRUST = 35
export const THRUST_SIGMA = 25
export const ACROSS_SIGMA = 3
export const GROWTH = 0.012
export const GROWTH_SIGMA = 0.012
/** No booster thrusts harder (m/s²), or burns its mass faster (1/s): 30 g, and a fifth of its mass in a second. */
const MOST_THRUST = 300
const MOST_GROWTH = 0.2

/**
 * A model of thrust that nothing has held for long may run away: its growth feeds on itself (κ̇ = κ²) where no thrust shows it. Beyond what any booster does it begins again where the free model (seven states) is.
 */
export function restrainThrust({ x, P }: ExtendedFilter, free: ExtendedFilter): void {
  if (Math.abs(x[6]!) < MOST_THRUST && Math.abs(x[7]!) < MOST_GROWTH) return
  P.fill(0)
  for (let i = 0; i < 6; i += 1) {
    x[i] = free.x[i]!
    for (let j = 0; j < 6; j += 1) P[8 * i + j] = free.P[7 * i + j]!
  }
  x[6] = 0
  x[7] = GROWTH
  P[54] = THRUST_SIGMA * THRUST_SIGMA
  P[63] = GROWTH_SIGMA * GROWTH_SIGMA
}
