import type { FlyOut } from '../engage/index.ts'
import { Shell } from '../orbit/index.ts'
import { ReachMap } from './reach-map.ts'
import type { Design, Guarantee, SizeLaunch } from './size-types.ts'
import { reachedWith, scale, statisticsOf, thin, type InReachStatistics } from './statistics.ts'
import { TwoPhaseCount } from './two-phase.ts'

/** One altitude and inclination, with the maps of all launch points. */
export interface Orbit {
  readonly altitude: number
  readonly inclination: number
  readonly maps: readonly ReachMap[]
  /** Mean share of a fleet in reach per launch point. */
  readonly shares: readonly number[]
}

/** The requirement in satellites, per launch point, and how it must be kept. */
export interface Demand {
  readonly guarantee: Guarantee
  /** Working satellites that must be in reach, whole but for the guarantee of a mean. */
  readonly needs: readonly number[]
  readonly availability: number
}

/** Node phases for a first look and for the final say on a probability. */
const FIRST_LOOK = 24

export function orbitOf(
  altitude: number,
  inclination: number,
  launches: readonly SizeLaunch[],
  flyOut: FlyOut,
): Orbit {
  const motion = new Shell({ altitude, inclination, planes: 1, perPlane: 1, phasing: 0 })
  const maps = launches.map((launch) => new ReachMap(motion, launch.window, flyOut))
  return { altitude, inclination, maps, shares: maps.map((map) => map.meanShare()) }
}

/**
 * No shell on this orbit with fewer satellites can keep the demand: its mean is count × share, a minimum is at most the mean, and by
 * Markov's inequality P(count ≥ k) ≤ mean/k. Infinity where a launch point is out of reach.
 */
export function leastCount(orbit: Orbit, demand: Demand): number {
  const { guarantee } = demand
  const factor = typeof guarantee === 'object' ? guarantee.probability : 1
  let least = 1
  demand.needs.forEach((need, i) => {
    if (need > 0) least = Math.max(least, (factor * need) / (demand.availability * orbit.shares[i]!))
  })
  return Math.ceil(least - 1e-9)
}

function shellOf(design: Design): Shell {
  return new Shell(design)
}

/** Does a design keep the demand at every launch point? Hardest launch points first; stops at the first that fails. */
export function keeps(design: Design, orbit: Orbit, demand: Demand): boolean {
  const { guarantee, needs, availability } = demand
  const shell = shellOf(design)
  const order = needs
    .map((need, i) => ({ need, i, slack: (shell.count * orbit.shares[i]!) / need }))
    .filter(({ need }) => need > 0)
    .sort((a, b) => a.slack - b.slack)
  return order.every(({ need, i, slack }) => {
    if (guarantee === 'mean') return slack * availability >= 1 - 1e-12
    const count = new TwoPhaseCount(shell, orbit.maps[i]!)
    if (guarantee === 'always') return count.always(need)
    const share = (points?: number): number =>
      thin(count.shares(points), availability).reduce((sum, x, k) => (k >= need ? sum + x : sum), 0)
    // A quarter of the slack to 1 for the coarseness of the first look.
    const { probability } = guarantee
    return share(FIRST_LOOK) >= probability - 0.25 * (1 - probability) - 0.02 && share() >= probability
  })
}

/** Statistics per launch point, in interceptors. */
export function evaluate(
  design: Design,
  orbit: Orbit,
  weight: number,
  availability: number,
): InReachStatistics[] {
  const shell = shellOf(design)
  return orbit.maps.map((map) => {
    const found = new TwoPhaseCount(shell, map).statistics()
    const shares = scale(thin(found.distribution, availability), weight)
    const min = availability < 1 ? 0 : found.min * weight
    return { ...statisticsOf(shares, min), mean: shell.count * weight * availability * map.meanShare() }
  })
}

/** What the guarantee is about, for one launch point. */
export function guaranteed(statistics: InReachStatistics, guarantee: Guarantee): number {
  if (guarantee === 'always') return statistics.min
  if (guarantee === 'mean') return statistics.mean
  return Math.max(statistics.min, reachedWith(statistics.distribution, guarantee.probability))
}
