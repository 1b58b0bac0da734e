import type { FlyOut } from '../engage/index.ts'
import { Shell } from '../orbit/index.ts'
import type { ReachMap } from './reach-map.ts'
import { LaunchReach } from './size-band.ts'
import type { Design, Guarantee, SizeLaunch } from './size-types.ts'
import { reachedWith, scale, statisticsOf, thin, type InReachStatistics } from './statistics.ts'
import { TwoPhaseCount } from './two-phase.ts'

/** One altitude and inclination, with the maps of all launch points. */
export interface Orbit {
  readonly altitude: number
  readonly inclination: number
  readonly launches: readonly LaunchReach[]
  /** What a satellite here counts in the fleet's size: 1, or its mass with the make-up propellant over that without. */
  readonly weight: number
}

/** The requirement in satellites, per launch point, and how it must be kept. */
export interface Demand {
  readonly guarantee: Guarantee
  /** Working satellites that must be in reach, whole but for the guarantee of a mean. */
  readonly needs: readonly number[]
  readonly availability: number
}

/** Chance that at least `need` of n satellites work, by n. */
function chanceOf(need: number, availability: number): (n: number) => number {
  const known: number[] = []
  return (n) => {
    if (n < need) return 0
    return (known[n] ??= thin([...new Array<number>(n).fill(0), 1], availability)
      .slice(need)
      .reduce((sum, x) => sum + x, 0))
  }
}

export function orbitOf(
  altitude: number,
  inclination: number,
  launches: readonly SizeLaunch[],
  flyOut: FlyOut,
  weight: number,
): Orbit {
  const motion = new Shell({ altitude, inclination, planes: 1, perPlane: 1, phasing: 0 })
  return {
    altitude,
    inclination,
    launches: launches.map((launch) => new LaunchReach(motion, launch, flyOut)),
    weight,
  }
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
    const { share } = orbit.launches[i]!
    if (need > 0) least = Math.max(least, (factor * need) / (demand.availability * share))
  })
  return Math.ceil(least - 1e-9)
}

/** Does a design keep the demand at every launch point and throughout its latitudes? Hardest first; stops at the first that fails. */
export function keeps(design: Design, orbit: Orbit, demand: Demand): boolean {
  const { guarantee, needs, availability } = demand
  const shell = new Shell(design)
  const order = needs
    .map((need, i) => ({ need, i, slack: (shell.count * orbit.launches[i]!.share) / need }))
    .filter(({ need }) => need > 0)
    .sort((a, b) => a.slack - b.slack)
  return order.every(({ need, i }) => {
    const reach = orbit.launches[i]!
    if (guarantee === 'mean')
      return shell.count * reach.leastMean.atLeast * availability >= need * (1 - 1e-12)
    if (guarantee === 'always') return reach.keeps((map) => new TwoPhaseCount(shell, map).always(need))
    const { probability } = guarantee
    const chance = availability < 1 ? chanceOf(need, availability) : undefined
    return reach.keeps((map) => new TwoPhaseCount(shell, map).keeps(need, probability, chance))
  })
}

/** Statistics at each launch point itself, in interceptors. */
export function evaluate(
  design: Design,
  orbit: Orbit,
  weight: number,
  availability: number,
): InReachStatistics[] {
  const shell = new Shell(design)
  return orbit.launches.map(({ map }) => {
    const found = new TwoPhaseCount(shell, map).statistics()
    const shares = scale(thin(found.distribution, availability), weight)
    const min = availability < 1 ? 0 : found.min * weight
    return { ...statisticsOf(shares, min), mean: shell.count * weight * availability * map.meanShare() }
  })
}

/** What the guarantee is about, where it is least. */
export interface Guaranteed {
  /** In interceptors; proven throughout the latitudes. */
  readonly value: number
  readonly latitude: number
}

/** What a design guarantees at each launch point and throughout its latitudes. */
export function guaranteedBy(
  design: Design,
  orbit: Orbit,
  guarantee: Guarantee,
  weight: number,
  availability: number,
): Guaranteed[] {
  const shell = new Shell(design)
  const value = (map: ReachMap): number => {
    const count = new TwoPhaseCount(shell, map)
    if (guarantee === 'always') return weight * count.minimum().min
    const shares = thin(count.shares(), availability)
    const kept = reachedWith(shares, (guarantee as { probability: number }).probability)
    return weight * (availability < 1 ? kept : Math.max(kept, count.minimum().min))
  }
  return orbit.launches.map((reach) => {
    if (guarantee === 'mean') {
      const { atLeast, lat } = reach.leastMean
      return { value: shell.count * weight * availability * atLeast, latitude: lat }
    }
    const { atLeast, lat } = reach.least(value)
    return { value: atLeast, latitude: lat }
  })
}
