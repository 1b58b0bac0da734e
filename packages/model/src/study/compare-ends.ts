import { OpendomeError } from '../core/index.ts'
import type { Scenario } from '../scenario/index.ts'
import { bracketFleet, bracketOf } from './bracket-size.ts'
import { fleetCount, meanShare } from './compare-fight.ts'
import type { FlightCache } from './prepare.ts'
import { needOf } from './size.ts'
import { withUsualMoves } from './usual-moves.ts'

/** The fleet of one end of a comparison: its own, by closed form, and by search. Interceptors on orbit. */
export interface EndFleet {
  readonly own: number
  /** Salvo · shots over the mean share in reach: what the need takes on average, on the study's own orbit. */
  readonly closedForm: number
  /** The smallest fleet found on shells of the study's family; undefined where none was looked for or none found. */
  readonly search: number | undefined
  readonly guarantee: string
  readonly why: string | undefined
}

/** Looks at one end; the search keeps what the scenario's bracket asks for at its own launch points. */
export function endFleets(scenario: Scenario, cache: FlightCache, search: boolean): EndFleet {
  const { salvo, shots } = needOf(scenario)
  const own = fleetCount(scenario)
  const closedForm = Math.ceil((salvo * shots) / meanShare(scenario, cache))
  const sized = withUsualMoves(scenario)
  const { guarantee, family, cover } = bracketOf(sized)
  const words = typeof guarantee === 'object' ? `${100 * guarantee.probability} % of moments` : guarantee
  if (!search) return { own, closedForm, search: undefined, guarantee: words, why: undefined }
  try {
    const { interceptors } = bracketFleet(sized, cover[0]!, family, cache)
    return { own, closedForm, search: interceptors, guarantee: words, why: undefined }
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    return { own, closedForm, search: undefined, guarantee: words, why: error.message }
  }
}
