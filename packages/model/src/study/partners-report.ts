import { togetherLimit } from './paired.ts'
import type { OutputValue, PartnersGame } from './partners-game.ts'
import type { Payers } from './partners-payers.ts'
import { askScale, fairShares, publishedTotals, type Ask, type RuleOfShares } from './partners-shares.ts'
import { prepare } from './prepare.ts'
import type { ReportHead } from './report.ts'
import { VERSION } from './version.ts'

/** `opendome partners --json`: what each partner is worth. Values are changes of means a run. */
export interface PartnersReport extends ReportHead {
  readonly runs: number
  readonly seed: number
  /** Were all coalitions run, or orders drawn? */
  readonly exact: boolean
  readonly coalitions: number
  /** Different scenarios that the coalitions come to. */
  readonly distinct: number
  readonly partners: readonly {
    readonly id: string
    readonly name: string
    readonly hosts: readonly string[]
    readonly owns: readonly string[]
    readonly defends: readonly string[]
    readonly consent: boolean
  }[]
  readonly outputs: readonly OutputValue[]
  readonly shares: readonly RuleOfShares[]
  readonly totals: readonly { readonly id: string; readonly usd_b: number }[]
  readonly asks: readonly Ask[]
  /** Null where the file does not say what it costs. */
  readonly payers: Payers | null
}

/** The document of a game whose runs are all told. */
export function partnersReport(game: PartnersGame): PartnersReport {
  const { scenario, runs, exact } = game
  return {
    opendome: VERSION,
    scenario: scenario.name,
    changed_assumptions: scenario.changed,
    limits: [...limitsOf(game), ...prepare(scenario).limits],
    runs,
    seed: scenario.run.seed,
    exact,
    ...game.counts,
    partners: scenario.partners.map(({ id, name, hosts, owns, defends, consent }) => ({
      id,
      name,
      hosts,
      owns,
      defends,
      consent,
    })),
    outputs: game.values(),
    shares: fairShares(game),
    totals: publishedTotals(),
    asks: askScale(game.partners),
    payers: game.payers,
  }
}

function limitsOf({ exact, scenario, outputs, partners }: PartnersGame): string[] {
  return [
    'A partner is worth what it changes in this raid with these things on its soil; nothing is said of warning, deterrence, trade or alliance.',
    'All coalitions fly the same raids with the same draws; the interval of a difference is that of runs, not of what is assumed.',
    togetherLimit(3 * outputs.length * partners.length),
    ...(exact ? [] : ['Orders of joining are drawn; their error is in the intervals of Shapley values.']),
    ...(scenario.sensors.length === 0
      ? [
          'By stated delays a radar changes nothing: only interceptors, nodes, consent and areas are worth something here.',
        ]
      : []),
    ...(scenario.sensors.length === 0
      ? ['By stated delays nothing is tracked: there are no custody gaps.']
      : [
          'A custody gap is time without a confirmed track of a missile, or of a warhead of it, that was tracked before; of a missile that never is, its whole flight. Who sees a missile earlier can so add a gap.',
        ]),
  ]
}
