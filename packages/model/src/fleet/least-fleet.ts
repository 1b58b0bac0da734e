import { OpendomeError } from '../core/index.ts'
import { WGS84_A } from '../earth/index.ts'
import type { FlyOut } from '../engage/index.ts'
import { outOfReach } from './out-of-reach.ts'
import { keeps, leastCount, orbitOf, type Demand, type Orbit } from './size-design.ts'
import { SizeSearch } from './size-search.ts'
import type { Design, Guarantee, SizeLaunch } from './size-types.ts'
import { requireCount } from './statistics.ts'

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

/** Numbers of planes, as shares of the best, and phasings tried to make the best smaller. */
const PLANES = [0.6, 0.75, 0.9, 1, 1.1, 1.3]
const PHASINGS = 8
const ROUNDS = 4
/** A mean takes one check; the search stops at the first design that has it. */
const MEAN_EFFORT = 1000

/**
 * A fleet of one full shell that keeps `need` interceptors in reach of all launch points, quickly: the coarse and the fine search of `sizeFleet`
 * without its complete one, then fewer satellites at planes around the best as long as that helps. Meant for tables of many fleets, where the difference between
 * two matters more than the last per cent; `gap` says how far the count may be above the smallest.
 * Throws `missing` without a launch point, `infeasible` where none of the orbits is in reach of one or no fleet within the bounds was found.
 */
export function leastFleet(options: LeastFleetOptions): LeastFleet {
  const { launches, flyOut, need, guarantee, maxPlanes, maxPerPlane } = options
  const { interceptorsPerSatellite: weight = 1, availability = 1 } = options
  if (launches.length === 0) throw new OpendomeError('missing', 'no launch point: expected at least one')
  requireCount('need', need)
  requireCount('planes', maxPlanes)
  requireCount('satellites per plane', maxPerPlane)
  requireCount('interceptors per satellite', weight)
  const wanted = guarantee === 'mean' ? need / weight : Math.ceil(need / weight)
  const demand: Demand = { guarantee, needs: launches.map(() => wanted), availability }
  const grid = options.altitudes.map((h) => options.inclinations.map((i) => orbitOf(h, i, launches, flyOut)))
  requireReach(grid.flat(), options)
  const bounds = { planes: [1, maxPlanes], perPlane: [1, maxPerPlane] } as const
  const search = new SizeSearch(grid, bounds, demand, guarantee === 'mean' ? MEAN_EFFORT : 0, () => undefined)
  search.run()
  const lowerBound = Math.min(...grid.flat().map((orbit) => leastCount(orbit, demand)))
  if (search.best === undefined)
    throw new OpendomeError(
      'infeasible',
      `no fleet of at most ${maxPlanes} planes of ${maxPerPlane} was found to keep the guarantee; it takes at least ${lowerBound} satellites`,
    )
  const refined = guarantee === 'mean' ? { ...search.best, checks: 0 } : refine(search.best, options, demand)
  const { design, count } = refined
  return {
    design,
    satellites: count,
    interceptors: count * weight,
    lowerBound,
    gap: (count - lowerBound) / lowerBound,
    checks: search.checks + refined.checks,
  }
}

function requireReach(orbits: readonly Orbit[], { launches, flyOut }: LeastFleetOptions): void {
  launches.forEach(({ id, window }, i) => {
    if (orbits.some((orbit) => orbit.shares[i]! > 0)) return
    const steepest = orbits.reduce((a, b) =>
      Math.abs(b.inclination - Math.PI / 2) < Math.abs(a.inclination - Math.PI / 2) ? b : a,
    )
    throw outOfReach(window, flyOut, WGS84_A + steepest.altitude, steepest.inclination).at(`launch ${id}`)
  })
}

interface Found {
  readonly design: Design
  readonly orbit: Orbit
  readonly count: number
}

/** Takes satellites away on the orbit of the best, at planes around its own and phasings all round, until a round brings nothing. */
function refine(start: Found, options: LeastFleetOptions, demand: Demand): Found & { checks: number } {
  const { orbit } = start
  let best = start
  let checks = 0
  const smaller = (planes: number): Found | undefined => {
    const perPlane = Math.ceil(best.count / planes) - 1
    if (perPlane < 1 || perPlane > options.maxPerPlane) return undefined
    const step = Math.max(1, planes / PHASINGS)
    for (let x = 0; Math.floor(x) < planes; x += step) {
      checks++
      const design = { ...best.design, planes, perPlane, phasing: Math.floor(x) }
      if (keeps(design, orbit, demand)) return { design, orbit, count: planes * perPlane }
    }
    return undefined
  }
  for (let round = 0; round < ROUNDS; round++) {
    const before = best.count
    const around = best.design.planes
    for (const share of PLANES) {
      const planes = Math.min(options.maxPlanes, Math.max(1, Math.round(share * around)))
      for (let next = smaller(planes); next !== undefined; next = smaller(planes)) best = next
    }
    if (best.count === before) break
  }
  return { ...best, checks }
}
