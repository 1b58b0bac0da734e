import type { LifeTable } from './size-life.ts'
import { leastCount, type Demand, type Orbit } from './size-design.ts'
import { sized } from './size-front.ts'
import { SizeSearch } from './size-search.ts'
import type { AltitudeTrade, SizeOptions, SizeProgress } from './size-types.ts'

/** Share of the effort that each altitude may spend. */
const EFFORT_SHARE = 0.2

/**
 * The trade of altitude against fleet: for each altitude of the grid the smallest single shell found there, with its lower bound and with what
 * it takes to stay up. Altitudes left out of the search are kept with the reason.
 */
export function altitudeTrade(
  grid: readonly (readonly Orbit[])[],
  refused: readonly { readonly altitude: number; readonly reason: string }[],
  main: SizeSearch,
  demand: Demand,
  options: SizeOptions,
  life: LifeTable | undefined,
  report: (progress: SizeProgress) => boolean | void,
): { readonly trade: AltitudeTrade[]; readonly checks: number; readonly stopped: boolean } {
  let checks = 0
  let stopped = false
  const trade = refused.map(({ altitude, reason }): AltitudeTrade => ({
    altitude,
    fleet: undefined,
    lowerBound: Infinity,
    complete: false,
    life: life?.at(altitude),
    refused: reason,
  }))
  grid.forEach((row, k) => {
    if (stopped) return
    const { altitude } = row[0]!
    const lowerBound = Math.min(...row.map((orbit) => leastCount(orbit, demand)))
    const search = new SizeSearch(
      [row],
      options.bounds,
      demand,
      Math.round(options.effort! * EFFORT_SHARE),
      (progress) => {
        const going = report({ ...progress, stage: 'trade', done: k / grid.length, best: undefined })
        if (going === false) stopped = true
        return going
      },
      main.found.filter(({ orbit }) => orbit.altitude === altitude),
    )
    // What the main search proved needs no second proof.
    if (main.complete && main.best?.orbit.altitude === altitude) search.complete = true
    else search.run()
    checks += search.checks
    trade.push({
      altitude,
      fleet: search.best === undefined ? undefined : sized(search.best, options),
      lowerBound,
      complete: search.complete,
      life: life?.at(altitude, search.best?.design.inclination),
      refused: undefined,
    })
  })
  trade.sort((a, b) => a.altitude - b.altitude)
  return { trade, checks, stopped }
}
