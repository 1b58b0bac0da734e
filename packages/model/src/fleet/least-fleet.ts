import { OpendomeError } from '../core/index.ts'
import { WGS84_A } from '../earth/index.ts'
import type { FlyOut } from '../engage/index.ts'
import { Shell } from '../orbit/index.ts'
import { outOfReach } from './out-of-reach.ts'
import { ReachMap } from './reach-map.ts'
import type { Demand } from './size-design.ts'
import type { Design, Guarantee, SizeLaunch } from './size-types.ts'
import { requireCount, thin } from './statistics.ts'
import { TwoPhaseCount, type Spacing } from './two-phase.ts'

/** One altitude and inclination, with the map of every launch point and the mean share of satellites in reach of it. */
interface Orbit {
  readonly altitude: number
  readonly inclination: number
  readonly maps: readonly ReachMap[]
  readonly shares: readonly number[]
}

export interface LeastFleetOptions {
  readonly launches: readonly SizeLaunch[]
  readonly flyOut: FlyOut
  /** Interceptors that must be in reach of every launch point. */
  readonly need: number
  readonly guarantee: Guarantee
  /** Altitudes (m) and inclinations (rad) to try. */
  readonly altitudes: readonly number[]
  readonly inclinations: readonly number[]
  readonly maxPlanes: number
  readonly maxPerPlane: number
  readonly interceptorsPerSatellite?: number | undefined
  /** Chance that a satellite works; default 1. */
  readonly availability?: number | undefined
}

/** A small fleet, and how far it may be from the smallest of the family. */
export interface LeastFleet {
  readonly design: Design
  readonly satellites: number
  readonly interceptors: number
  /** No shell of the family has fewer satellites: the need divided by the largest mean share. */
  readonly lowerBound: number
  readonly gap: number
  readonly checks: number
}

/** Orbits tried, of those with the lowest bounds; numbers of planes at each, in multiples of the root of the bound; phasings; growth of the count between tries. */
const ORBITS = 6
const PLANES = [1, 0.6, 1.6, 0.35, 2.5, 0.8, 1.25]
const PHASINGS = 5
const GROWTH = 0.02
/** Fleets below this are looked at more closely: a few satellites are a per cent, and the pattern decides. */
const SMALL = 1000
const SMALL_PLANES = [1, 0.6, 1.6, 0.35, 2.5, 0.8, 1.25, 0.45, 0.7, 0.9, 1.1, 1.4, 2]
const SMALL_PHASINGS = 14
/** Near the best: multiples of its planes, rounds, and the share of its count to start from. */
const NEAR = [1, 0.85, 1.15, 0.93, 1.07]
const ROUNDS = 3
const NEARER = 0.96
/** Up to so many launch points all are looked at from the start. */
const FEW = 3
/**
 * A fleet of one full shell that keeps `need` interceptors in reach of all launch points, quickly: a coarse search on the orbits with the lowest bounds, and another
 * around its best, where `sizeFleet` goes on until it has proven the least. Many launch points are not all looked at on all orbits: the search
 * starts with those that have the least on a few orbits, and takes up the hardest that its result does not keep, until it keeps all. Meant
 * for tables of many fleets, where the difference between two matters more than the last per cent; `gap` says how far the count may be above the smallest.
 * Throws `missing` without a launch point, `infeasible` where none of the orbits is in reach of one or no fleet within the bounds was found.
 */
export function leastFleet(options: LeastFleetOptions): LeastFleet {
  const { launches, need, guarantee, flyOut, altitudes, inclinations } = options
  const { interceptorsPerSatellite: weight = 1, availability = 1 } = options
  if (launches.length === 0) throw new OpendomeError('missing', 'no launch point: expected at least one')
  requireCount('need', need)
  requireCount('planes', options.maxPlanes)
  requireCount('satellites per plane', options.maxPerPlane)
  requireCount('interceptors per satellite', weight)
  const wanted = guarantee === 'mean' ? need / weight : Math.ceil(need / weight)
  const made = new Map<SizeLaunch, Orbit[]>()
  const orbitsOf = (launch: SizeLaunch): Orbit[] => {
    const known = made.get(launch)
    if (known !== undefined) return known
    const orbits = altitudes.flatMap((h) => inclinations.map((i) => orbitOf(h, i, [launch], flyOut)))
    requireReach(orbits, launch, options)
    made.set(launch, orbits)
    return orbits
  }
  const active = hardestOf(options)
  let checks = 0
  // Counted by tables alone as long as what is found holds with unions too.
  let unions = false
  for (;;) {
    const all = active.map(orbitsOf)
    const grid = all[0]!.map((_, k) => joined(all.map((orbits) => orbits[k]!)))
    const demand: Demand = { guarantee, needs: active.map(() => wanted), availability }
    const found = searched(grid, options, demand, unions)
    checks += found.checks
    const { design, orbit, count: satellites, lowerBound } = found
    if (!unions && !keepsAll(design, orbit, demand, true)) {
      unions = true
      continue
    }
    const rest = launches.filter((launch) => !active.includes(launch))
    const others = orbitOf(design.altitude, design.inclination, rest, flyOut)
    const failing = rest
      .map((launch, k) => ({ launch, share: others.shares[k]!, map: others.maps[k]! }))
      .sort((x, y) => x.share - y.share)
      .find(({ share, map }) => {
        checks++
        const one = { ...others, maps: [map], shares: [share] }
        return !keepsAll(design, one, { ...demand, needs: [wanted] }, true)
      })
    if (failing === undefined) {
      const gap = (satellites - lowerBound) / lowerBound
      return { design, satellites, interceptors: satellites * weight, lowerBound, gap, checks }
    }
    active.push(failing.launch)
  }
}

/** Node phases for a first look at a share of moments. */
const FIRST_LOOK = 24

function orbitOf(
  altitude: number,
  inclination: number,
  launches: readonly SizeLaunch[],
  flyOut: FlyOut,
): Orbit {
  const motion = new Shell({ altitude, inclination, planes: 1, perPlane: 1, phasing: 0 })
  const maps = launches.map((launch) => new ReachMap(motion, launch.window, flyOut))
  return { altitude, inclination, maps, shares: maps.map((map) => map.meanShare()) }
}

/** No shell on this orbit with fewer satellites keeps the demand: a minimum is at most the mean, and P(count ≥ k) ≤ mean/k (Markov). */
function leastCount(orbit: Orbit, { guarantee, needs, availability }: Demand): number {
  const factor = typeof guarantee === 'object' ? guarantee.probability : 1
  const counts = needs.map((need, i) => (need > 0 ? (factor * need) / (availability * orbit.shares[i]!) : 0))
  return Math.ceil(Math.max(1, ...counts) - 1e-9)
}

/** Does a design keep the demand at every launch point? Hardest launch points first; stops at the first that fails. */
function keepsAll(design: Design, orbit: Orbit, demand: Demand, unions: boolean): boolean {
  const { guarantee, needs, availability } = demand
  const shell = spacingOf(design)
  const order = needs.map((_, i) => i).sort((a, b) => orbit.shares[a]! - orbit.shares[b]!)
  return order.every((i) => {
    const need = needs[i]!
    if (guarantee === 'mean') return shell.count * orbit.shares[i]! * availability >= need * (1 - 1e-12)
    const count = new TwoPhaseCount(shell, orbit.maps[i]!, { unions })
    if (guarantee === 'always') return count.always(need)
    const { probability } = guarantee
    const share = (points?: number): number =>
      thin(count.shares(points), availability).reduce((sum, x, k) => (k >= need ? sum + x : sum), 0)
    // A quarter of the slack to 1 for the coarseness of the first look.
    return share(FIRST_LOOK) >= probability - 0.25 * (1 - probability) - 0.02 && share() >= probability
  })
}

/** The pattern of a full delta shell, without what a `Shell` makes ready for positions. */
function spacingOf({ planes, perPlane, phasing }: Design): Spacing {
  const count = planes * perPlane
  const turn = 2 * Math.PI
  return { planes, perPlane, count, planeSpacing: turn / planes, phaseOffset: (phasing * turn) / count }
}

/** Of many launch points those with the least share on the lowest orbits of the least, the middle and the largest inclination; of few all. */
function hardestOf({ launches, flyOut, altitudes, inclinations }: LeastFleetOptions): SizeLaunch[] {
  if (launches.length <= FEW) return [...launches]
  const tried = [inclinations[0]!, inclinations[Math.floor(inclinations.length / 2)]!, inclinations.at(-1)!]
  const hardest = tried.map((i) => {
    const { shares } = orbitOf(altitudes[0]!, i, launches, flyOut)
    return launches[shares.indexOf(Math.min(...shares))]!
  })
  return [...new Set(hardest)]
}

/** One orbit with the launch points of several. */
function joined(parts: readonly Orbit[]): Orbit {
  const { altitude, inclination } = parts[0]!
  return {
    altitude,
    inclination,
    maps: parts.flatMap((p) => p.maps),
    shares: parts.flatMap((p) => p.shares),
  }
}

/**
 * The orbits with the lowest bounds in turn: for some numbers of planes the least satellites per plane, growing from the bound, at which one of some phasings
 * keeps the demand. Then the same near the best, as long as that helps.
 */
function searched(
  orbits: readonly Orbit[],
  options: LeastFleetOptions,
  demand: Demand,
  unions: boolean,
): Found & { readonly lowerBound: number; readonly checks: number } {
  const { guarantee, maxPlanes, maxPerPlane } = options
  const ranked = orbits
    .map((orbit) => ({ orbit, least: leastCount(orbit, demand) }))
    .sort((a, b) => a.least - b.least)
  const lowerBound = ranked[0]!.least
  const small = lowerBound < SMALL
  const phasings = small ? SMALL_PHASINGS : PHASINGS
  let best: Found | undefined
  let checks = 0
  const tryPlanes = (orbit: Orbit, planes: number, from: number, tried: number, growth: number): void => {
    // Phasing does not change a mean.
    const step = Math.max(1, guarantee === 'mean' ? planes : planes / tried)
    for (let perPlane = Math.max(1, Math.ceil(from / planes)); perPlane <= maxPerPlane;) {
      if (planes * perPlane >= (best?.count ?? Infinity)) return
      for (let x = 0; Math.floor(x) < planes; x += step) {
        checks++
        const { altitude, inclination } = orbit
        const design = { altitude, inclination, planes, perPlane, phasing: Math.floor(x) }
        if (!keepsAll(design, orbit, demand, unions)) continue
        best = { design, orbit, count: planes * perPlane }
        return
      }
      perPlane = Math.max(perPlane + 1, Math.round(perPlane * (1 + growth)))
    }
  }
  for (const { orbit, least } of ranked.slice(0, ORBITS)) {
    if (least >= (best?.count ?? Infinity)) break
    for (const planes of planesAround(Math.sqrt(least), small ? SMALL_PLANES : PLANES, maxPlanes))
      tryPlanes(orbit, planes, least, phasings, GROWTH)
  }
  if (best === undefined)
    throw new OpendomeError(
      'infeasible',
      `no fleet of at most ${maxPlanes} planes of ${maxPerPlane} was found to keep the guarantee; it takes at least ${lowerBound} satellites`,
    )
  for (let round = 0, before = Infinity; round < ROUNDS && best.count < before; round++) {
    before = best.count
    const { orbit, design } = best
    for (const planes of planesAround(design.planes, NEAR, maxPlanes))
      tryPlanes(orbit, planes, NEARER * before, 2 * phasings, 0)
  }
  return { ...best, lowerBound, checks }
}

/** Whole numbers of planes at some multiples of one, each once. */
function planesAround(centre: number, factors: readonly number[], most: number): number[] {
  return [...new Set(factors.map((f) => Math.min(most, Math.max(1, Math.round(f * centre)))))]
}

function requireReach(
  orbits: readonly Orbit[],
  { id, window }: SizeLaunch,
  { flyOut }: LeastFleetOptions,
): void {
  if (orbits.some((orbit) => orbit.shares[0]! > 0)) return
  const steepest = orbits.reduce((a, b) =>
    Math.abs(b.inclination - Math.PI / 2) < Math.abs(a.inclination - Math.PI / 2) ? b : a,
  )
  throw outOfReach(window, flyOut, WGS84_A + steepest.altitude, steepest.inclination).at(`launch ${id}`)
}

interface Found {
  readonly design: Design
  readonly orbit: Orbit
  readonly count: number
}
