import { keeps, leastCount, type Demand, type Orbit } from './size-design.ts'
import type { Design, SizeBounds, SizeProgress } from './size-types.ts'

/** Whole-number bounds of a design, phasing up to planes − 1 unless given. */
export type WholeBounds = Pick<SizeBounds, 'planes' | 'perPlane' | 'phasing'>

/** Numbers of planes and phasings tried at each orbit in the coarse search. */
const COARSE_PLANES = 10
const COARSE_PHASINGS = 5
/** Growth of the count between tries, as share. */
const COARSE_GROWTH = 0.02
/** Checks between two looks at whether the search is to stop. */
const LOOK_UP = 16
/** Orbits around which the fine search looks. */
const FINE_STARTS = 3

/** A design that keeps the demand; its size is `count` times what a satellite of its orbit counts. */
export interface Found {
  readonly design: Design
  readonly orbit: Orbit
  readonly count: number
  readonly size: number
}

/**
 * The smallest single shell that keeps a demand, over a grid of orbits and all whole numbers of planes, satellites per plane and phasing.
 *
 * 1. Coarse: every fourth orbit of the grid, best lower bound first, a few numbers of planes and phasings, counts growing from the lower
 *    bound by 2 %.
 * 2. Fine: from the best orbits to their neighbours on the grid, as long as that helps; more planes and phasings.
 * 3. Complete: every design with fewer satellites than the best, orbit by orbit in order of lower bound, until none is left or
 *    `effort` checks are spent.
 *
 * An orbit whose lower bound is not below the best size is never looked into. Sizes are counts of satellites, each weighed by its orbit's `weight`.
 */
export class SizeSearch {
  best: Found | undefined
  checks = 0
  stopped = false
  complete = false
  /** Designs found to keep the demand, in order of discovery. */
  readonly found: Found[] = []
  readonly #grid: readonly (readonly Orbit[])[]
  readonly #bounds: WholeBounds
  readonly #demand: Demand
  readonly #report: (progress: SizeProgress) => boolean | void
  readonly #effort: number
  #orbit: Orbit | undefined
  #stage: SizeProgress['stage'] = 'coarse'
  #done = 0

  /** `grid[i][j]`: orbit of altitude i and inclination j; `known`: designs of the grid that keep the demand. */
  constructor(
    grid: readonly (readonly Orbit[])[],
    bounds: WholeBounds,
    demand: Demand,
    effort: number,
    report: (progress: SizeProgress) => boolean | void,
    known: readonly Found[] = [],
  ) {
    for (const found of known) {
      this.found.push(found)
      if (found.count < this.#limit(found.orbit)) this.best = found
    }
    this.#grid = grid
    this.#bounds = bounds
    this.#demand = demand
    this.#effort = effort
    this.#report = report
  }

  run(): void {
    const most = this.#bounds.planes[1] * this.#bounds.perPlane[1]
    const all = this.#grid
      .flatMap((row, i) => row.map((orbit, j) => ({ orbit, i, j, least: leastCount(orbit, this.#demand) })))
      .filter(({ least }) => least <= most)
      .sort((a, b) => a.least * a.orbit.weight - b.least * b.orbit.weight)
    if (this.#demand.guarantee !== 'mean') {
      this.#coarse(all)
      this.#fine()
    }
    this.#complete(all)
  }

  /** A design on this orbit with so many satellites or more is no smaller than the best; Infinity without one. */
  #limit(orbit: Orbit): number {
    return this.best === undefined ? Infinity : Math.ceil(this.best.size / orbit.weight - 1e-9)
  }

  #coarse(all: readonly { orbit: Orbit; i: number; j: number; least: number }[]): void {
    const few = all.filter(({ i, j }, k) => k < 4 || (i % 4 === 0 && j % 4 === 0))
    for (let k = 0; k < few.length && !this.stopped; k++) {
      if (few[k]!.least >= this.#limit(few[k]!.orbit)) break
      this.#tryOrbit(few[k]!.orbit, COARSE_PLANES, COARSE_PHASINGS)
      this.#tell('coarse', (k + 1) / few.length)
    }
  }

  #fine(): void {
    const done = new Set<Orbit>()
    for (let round = 0; round < 12 && !this.stopped; round++) {
      const starts = this.#bestOrbits()
      let news = 0
      for (const orbit of starts)
        for (const neighbour of this.#around(orbit)) {
          if (done.has(neighbour) || leastCount(neighbour, this.#demand) >= this.#limit(neighbour)) continue
          done.add(neighbour)
          news++
          this.#tryOrbit(neighbour, 3 * COARSE_PLANES, 2 * COARSE_PHASINGS)
          if (this.stopped) return
        }
      this.#tell('fine', (round + 1) / 12)
      if (news === 0) return
    }
  }

  #bestOrbits(): Orbit[] {
    const orbits: Orbit[] = []
    for (const { orbit } of [...this.found].sort((a, b) => a.size - b.size))
      if (!orbits.includes(orbit) && orbits.push(orbit) === FINE_STARTS) break
    return orbits
  }

  *#around(orbit: Orbit): Generator<Orbit> {
    for (let i = 0; i < this.#grid.length; i++) {
      const j = this.#grid[i]!.indexOf(orbit)
      if (j < 0) continue
      for (const step of [0, 1, 2])
        for (let di = -step; di <= step; di++)
          for (let dj = -step; dj <= step; dj++) {
            const near = this.#grid[i + di]?.[j + dj]
            if (near !== undefined && Math.max(Math.abs(di), Math.abs(dj)) === step) yield near
          }
      return
    }
  }

  /** A few designs of one orbit: for some numbers of planes, the least satellites per plane at which some phasing keeps the demand. */
  #tryOrbit(orbit: Orbit, planesTried: number, phasingsTried: number): void {
    const [fewest, most] = this.#bounds.planes
    const [thinnest, fullest] = this.#bounds.perPlane
    const least = leastCount(orbit, this.#demand)
    for (const planes of spread(fewest, most, planesTried, Math.sqrt(least))) {
      const start = Math.max(thinnest, Math.ceil(least / planes))
      for (let perPlane = start; perPlane <= fullest && planes * perPlane < this.#limit(orbit);) {
        if (this.#tryPhasings(orbit, planes, perPlane, phasingsTried)) break
        if (this.stopped) return
        perPlane = Math.max(perPlane + 1, Math.round(perPlane * (1 + COARSE_GROWTH)))
      }
    }
  }

  #tryPhasings(orbit: Orbit, planes: number, perPlane: number, tried: number): boolean {
    const [first, last] = this.#bounds.phasing ?? [0, planes - 1]
    const every = Math.max(1, (last - first + 1) / tried)
    for (let x = 0; first + Math.floor(x) <= last; x += every)
      if (this.#try(orbit, planes, perPlane, first + Math.floor(x))) return true
    return false
  }

  #try(orbit: Orbit, planes: number, perPlane: number, phasing: number): boolean {
    if (this.stopped) return false
    this.checks++
    if (this.checks % LOOK_UP === 0) this.#tell(this.#stage, this.#done)
    if (orbit !== this.#orbit) {
      this.#orbit?.launches.forEach((launch) => launch.forget())
      this.#orbit = orbit
    }
    const { altitude, inclination } = orbit
    const design = { altitude, inclination, planes, perPlane, phasing }
    if (!keeps(design, orbit, this.#demand)) return false
    const count = planes * perPlane
    const found = { design, orbit, count, size: count * orbit.weight }
    this.found.push(found)
    if (count < this.#limit(orbit)) this.best = found
    return true
  }

  #complete(all: readonly { orbit: Orbit; least: number }[]): void {
    const budget = this.checks + this.#effort
    this.#tell('complete', 0)
    const [fewest, most] = this.#bounds.planes
    const [thinnest, fullest] = this.#bounds.perPlane
    for (let k = 0; k < all.length; k++) {
      const { orbit, least } = all[k]!
      if (least >= this.#limit(orbit)) break
      const end = most * fullest
      for (
        let count = Math.max(least, fewest * thinnest);
        count <= end && count < this.#limit(orbit);
        count++
      ) {
        for (
          let planes = Math.max(fewest, Math.ceil(count / fullest));
          planes <= Math.min(most, count / thinnest);
          planes++
        ) {
          if (count % planes !== 0) continue
          const [first, last] = this.#bounds.phasing ?? [0, planes - 1]
          for (let phasing = first; phasing <= last; phasing++) {
            if (this.stopped || this.checks >= budget) return
            if (this.#try(orbit, planes, count / planes, phasing)) break
            // Phasing does not change a mean.
            if (this.#demand.guarantee === 'mean') break
          }
        }
      }
      this.#tell('complete', (k + 1) / all.length)
    }
    this.complete = !this.stopped
  }

  #tell(stage: SizeProgress['stage'], done: number): void {
    this.#stage = stage
    this.#done = done
    if (this.#report({ stage, done, checks: this.checks, best: this.best?.design }) === false)
      this.stopped = true
  }
}

/** About `count` whole numbers in [low, high], evenly in ratio, the ones nearest `centre` first. */
function spread(low: number, high: number, count: number, centre: number): number[] {
  const numbers = new Set<number>()
  let x = low
  const ratio = high > low ? (high / low - 1) / count : 0
  const growth = Math.min(Math.max(ratio, 0.02), 0.35)
  while (x <= high) {
    numbers.add(Math.round(x))
    x = Math.max(x + 1, x * (1 + growth))
  }
  numbers.add(high)
  const distance = (n: number): number => Math.abs(n - centre) / (n + centre)
  return [...numbers].sort((a, b) => distance(a) - distance(b)).slice(0, count)
}
