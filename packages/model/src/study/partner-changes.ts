import { OpendomeError } from '../core/index.ts'
import { withOverrides, type Scenario } from '../scenario/index.ts'
import { requireWhole } from './monte-carlo.ts'
import { pairedMean, type PairedMean } from './paired.ts'
import { effectOf } from './partners-game.ts'
import { prepare, type FlightCache } from './prepare.ts'

/** What one partner's joining or leaving does, the others as they are. */
export interface PartnerChange {
  readonly partner: string
  /** Is it in, in the scenario as it stands? */
  readonly in: boolean
  /** Missiles that get through with it the other way round, less those as the scenario stands; undefined where that cannot be flown. */
  readonly leaked: PairedMean | undefined
  /** Why it cannot. */
  readonly mistake: string | undefined
}

export interface PartnerChanges {
  readonly runs: number
  /** As the scenario stands. */
  readonly leaked: PairedMean
  readonly partners: readonly PartnerChange[]
}

const MOST_RUNS = 10_000

/**
 * Each partner of a scenario the other way round, on the same raids with the same draws: in where it is out, out where it is in. Yields the runs done and all of
 * them. Who changes nothing that is fought is not run. Throws `missing` without partners, `invalid` for a number of runs that is not a whole number 1 to 10⁴.
 */
export function* partnerChanges(
  scenario: Scenario,
  runs: number,
  cache?: FlightCache,
): Generator<{ readonly done: number; readonly of: number }, PartnerChanges> {
  requireWhole('runs', runs, 1, MOST_RUNS)
  if (scenario.partners.length === 0) throw new OpendomeError('missing', 'partners: the scenario has none')
  const own = effectOf(scenario)
  const others = scenario.partners.map((partner) => {
    try {
      const other = withOverrides(scenario, { [`partners.${partner.id}.in`]: !partner.in })
      return { partner, other, isSame: effectOf(other) === own, mistake: undefined }
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      return { partner, other: undefined, isSame: false, mistake: error.message }
    }
  })
  const of = runs * (1 + others.filter((o) => o.other !== undefined && !o.isSame).length)
  let done = 0
  let most = 0
  const leakers = function* (one: Scenario): Generator<{ done: number; of: number }, Float64Array> {
    const { battle } = prepare(one, cache)
    most = battle.plan.missiles.length
    const counts = new Float64Array(runs)
    for (let run = 0; run < runs; run++) {
      yield { done: done++, of }
      counts[run] = battle.run(run).leaked
    }
    return counts
  }
  const base = yield* leakers(scenario)
  const partners: PartnerChange[] = []
  for (const { partner, other, isSame, mistake } of others) {
    const counts = isSame ? base : other === undefined ? undefined : yield* leakers(other)
    partners.push({
      partner: partner.id,
      in: partner.in,
      leaked:
        counts &&
        pairedMean(
          counts.map((x, run) => x - base[run]!),
          most,
        ),
      mistake,
    })
  }
  return { runs, leaked: pairedMean(base, most, 0), partners }
}
