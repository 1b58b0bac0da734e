import { guaranteedBy, type Demand, type Orbit } from './size-design.ts'
import { SizeSearch, type Found } from './size-search.ts'
import type { SizedFleet, SizeOptions, SizeProgress } from './size-types.ts'

/** Share of the effort that each search of the front may spend. */
const EFFORT_SHARE = 0.02
/** Needs searched for beside the one asked for, as ratios of it; few enough are searched one by one. */
const RATIOS = [0.25, 0.5, 0.75, 0.9, 1.1, 1.25, 1.5, 2]
const ONE_BY_ONE = 8

/** The needs around one, in satellites: whole numbers, but for a mean. */
function needsAround(need: number, whole: boolean): number[] {
  if (whole && need <= ONE_BY_ONE / 2)
    return Array.from({ length: 2 * need }, (_, k) => k + 1).filter((n) => n !== need)
  const needs = RATIOS.map((ratio) => (whole ? Math.max(1, Math.round(ratio * need)) : ratio * need))
  return [...new Set(needs)].filter((n) => n !== need)
}

/**
 * Count against guarantee: the smallest fleets found for more and for less than the need, each by a search of its own, and the
 * runners-up of the main search. Of all these, those that no other beats in both.
 */
export function frontOf(
  result: SizedFleet,
  search: SizeSearch,
  grid: readonly (readonly Orbit[])[],
  demand: Demand,
  options: SizeOptions,
  report: (progress: SizeProgress) => boolean | void,
): { readonly front: SizedFleet[]; readonly checks: number } {
  const { bounds, effort, guarantee } = options
  const need = Math.max(...demand.needs)
  const found: Found[] = [...search.found].sort((a, b) => a.size - b.size).slice(0, 3)
  let checks = 0
  const needs = search.stopped ? [] : needsAround(need, guarantee !== 'mean')
  let stopped = false
  needs.forEach((other, k) => {
    if (stopped) return
    const one = new SizeSearch(
      grid,
      bounds,
      { ...demand, needs: demand.needs.map((n) => (n > 0 ? other : 0)) },
      Math.round(effort! * EFFORT_SHARE),
      (progress) => {
        const going = report({
          ...progress,
          stage: 'front',
          done: k / needs.length,
          best: search.best?.design,
        })
        if (going === false) stopped = true
        return going
      },
    )
    one.run()
    checks += one.checks
    if (one.best !== undefined) found.push(one.best)
  })
  return { front: undominated([result, ...found.map((f) => sized(f, options))]), checks }
}

/** A single shell with what it guarantees at its hardest launch point. */
export function sized({ design, orbit, count }: Found, options: SizeOptions): SizedFleet {
  const { guarantee, interceptorsPerSatellite: weight = 1, availability = 1 } = options
  const kept = guaranteedBy(design, orbit, guarantee, weight, availability)
  return {
    count,
    interceptors: count * weight,
    shells: [design],
    guaranteed: Math.min(...kept.map(({ value }) => value)),
  }
}

function undominated(fleets: SizedFleet[]): SizedFleet[] {
  fleets.sort((a, b) => a.count - b.count || b.guaranteed - a.guaranteed)
  let most = -1
  return fleets.filter(({ guaranteed }) => {
    if (guaranteed <= most) return false
    most = guaranteed
    return true
  })
}
