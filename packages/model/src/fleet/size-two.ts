import { guaranteedBy, type Demand, type Orbit } from './size-design.ts'
import { SizeSearch, type Found } from './size-search.ts'
import type { SizeOptions } from './size-types.ts'

/** Share of the effort that each search of the second stage may spend. */
const EFFORT_SHARE = 0.05
/** Shares of the need for which the first shell is sized. */
const FIRST_SHARES = [1, 0.5]

/** Two shells found together. */
export interface TwoShells {
  readonly shells: readonly Found[]
  readonly checks: number
}

/**
 * A second shell, by limited search: the first is sized for one launch point alone (each that is hardest or easiest to reach on some
 * orbit: the least and the most distant from the equator), for the whole need and for half of it; the second for what the first leaves open
 * at every point. Minima of shells that drift apart add; over a band of latitudes the least of each is taken, wherever it is. Returns undefined unless both
 * together are smaller than `limit`.
 */
export function secondShell(
  grid: readonly (readonly Orbit[])[],
  options: SizeOptions,
  demand: Demand,
  limit: number,
): TwoShells | undefined {
  const { launches, bounds, guarantee } = options
  const report = options.onProgress ?? ((): void => undefined)
  const effort = Math.round(options.effort! * EFFORT_SHARE)
  const height = (i: number): number => Math.abs(launches[i]!.window.r_ecef[2]!)
  const order = launches.map((_, i) => i).sort((a, b) => height(a) - height(b))
  const firsts = [...new Set([order[0]!, order.at(-1)!])]
  let best: TwoShells | undefined
  let most = limit
  let checks = 0
  let tried = 0
  let stopped = false
  const tell = (progress: Parameters<typeof report>[0]): boolean | void => {
    const done = tried / (firsts.length * FIRST_SHARES.length)
    const answer = report({ ...progress, stage: 'second shell', done })
    if (answer === false) stopped = true
    return answer
  }
  for (const first of firsts)
    for (const share of FIRST_SHARES) {
      tried++
      const part = (need: number): number => (guarantee === 'mean' ? need * share : Math.ceil(need * share))
      const needs = demand.needs.map((need, i) => (i === first ? part(need) : 0))
      const one = new SizeSearch(grid, bounds, { ...demand, needs }, effort, tell)
      one.run()
      checks += one.checks
      if (one.best === undefined || one.best.size >= most || stopped) continue
      const kept = guaranteedBy(one.best.design, one.best.orbit, guarantee, 1, demand.availability)
      const left = demand.needs.map((need, i) => Math.max(0, need - kept[i]!.value))
      if (left.every((need) => need <= 1e-9)) continue
      const two = new SizeSearch(grid, bounds, { ...demand, needs: left }, effort, tell)
      two.run()
      checks += two.checks
      if (two.best === undefined || one.best.size + two.best.size >= most) continue
      most = one.best.size + two.best.size
      best = { shells: [one.best, two.best], checks }
      if (stopped) break
    }
  return best === undefined ? undefined : { ...best, checks }
}
