import { exchangeRate, lifeCycleCost } from '../cost/index.ts'
import { OpendomeError } from '../core/index.ts'
import { areaName, catalogEntry, type Disputed, type Overrides, type Scenario } from '../scenario/index.ts'
import { usualDisputes } from './assumptions.ts'
import { canBeAsked, optionsOf, withNation, type BriefOption } from './brief-options.ts'
import { sourcesOf, type BriefSource } from './brief-sources.ts'
import { alternatives, type Alternative } from './cost-shares.ts'
import { statistic, type RunStatistic } from './monte-carlo.ts'
import { pairedMean, togetherLimit, type PairedMean } from './paired.ts'
import { PointsRuns } from './points-runs.ts'
import { prepare } from './prepare.ts'
import type { ReportHead } from './report.ts'
import { VERSION } from './version.ts'

const BILLION = 1e9
/** Currencies of nations with a dated rate; others are told in US dollars. */
const CURRENCY: Readonly<Record<string, string>> = { canada: 'CAD', australia: 'AUD', germany: 'EUR' }

/** `opendome brief --json`: what a nation can do, side by side. Counts are means a run. */
export interface BriefReport extends ReportHead {
  readonly for: string
  readonly name: string
  readonly runs: number
  readonly seed: number
  readonly currency: { readonly code: string; readonly per_usd: number; readonly date: string }
  readonly total_usd_b: number
  readonly years: readonly number[]
  readonly hosts: readonly string[]
  readonly options: readonly {
    readonly id: string
    readonly kind: BriefOption['kind']
    readonly programme: string | null
    readonly usd_b: number
    readonly local_b: number
    readonly by_year_local_b: readonly number[]
    readonly areas: readonly {
      readonly area: string
      /** Its name in the catalog; the id of an area of the file's own. */
      readonly name: string
      readonly own: boolean
      readonly leaked: RunStatistic
      /** Against staying out, run by run. */
      readonly change: PairedMean
      /** The same mean with the disputed assumptions at either end. */
      readonly low: number
      readonly high: number
    }[]
    /** The money as so many times a published alternative. */
    readonly times: readonly { readonly programme: string; readonly times: number }[]
  }[]
  /** What `low` and `high` vary: what the scenario disputes, or the usual disputes where it names none. */
  readonly disputed: readonly { readonly id: string; readonly doc: string }[]
  readonly alternatives: readonly Alternative[]
  readonly not_modelled: readonly string[]
  /** Sources by what they are of: `asks`, `rate` (not of US dollars), `total`, and the id of each alternative. */
  readonly sources: Readonly<Record<string, readonly BriefSource[]>>
}

/** The options of one nation in a scenario, each on the same raids, as written and with the disputed assumptions at either end. */
export class BriefGame {
  readonly work: PointsRuns
  readonly #nation: string
  readonly #scenario: Scenario
  readonly #options: readonly BriefOption[]
  readonly #disputed: readonly Disputed[]

  /** Throws `unknown` for a nation that the catalog does not have, `missing` for a scenario without partners or cost. */
  constructor(scenario: Scenario, nation: string, runs: number) {
    catalogEntry('partner', nation)
    for (const [what, there] of [
      ['partners', scenario.partners.length > 0],
      ['cost', scenario.cost !== undefined],
    ] as const)
      if (!there)
        throw new OpendomeError('missing', `${what}: a brief needs it`, {
          where: what,
          hint: 'take the preset north-america, or add it to the file',
        })
    this.#nation = nation
    this.#scenario = withNation(scenario, nation)
    this.#options = optionsOf(this.#scenario, nation)
    this.#disputed = this.#scenario.disputed ?? usualDisputes(this.#scenario)
    const variations = this.#options.flatMap(({ set }) =>
      ENDS.map((end) => ({ set: { ...set, ...endOf(this.#disputed, end) } })),
    )
    this.work = new PointsRuns(this.#scenario, variations, runs)
  }

  /** The document. Throws `missing` before all runs are told. */
  report(): BriefReport {
    const scenario = this.#scenario
    const { plan } = scenario.cost!
    const own = scenario.partners.find((p) => p.id === this.#nation)!
    const life = lifeCycleCost(plan)
    const profile = life.byYear.slice(0, life.years).map((y) => y.usd / life.total)
    const code = CURRENCY[this.#nation] ?? 'USD'
    const rate = exchangeRate(plan.rates, code)
    const others = alternatives(plan).filter(
      (a) => a.country === this.#nation || a.country === 'european-union',
    )
    const most = scenario.threats.reduce((sum, t) => sum + t.count, 0)
    const column = (option: number, end: End, area: string): Float64Array =>
      this.work.column(option * ENDS.length + ENDS.indexOf(end), `leaked/${area}`)
    const mean = (x: Float64Array): number => x.reduce((a, b) => a + b, 0) / x.length
    return {
      opendome: VERSION,
      scenario: scenario.name,
      changed_assumptions: scenario.changed,
      limits: [
        ...(canBeAsked(scenario, this.#nation)
          ? []
          : [
              `${own.name} is no party of command.authority: being asked for its yes is not among the options.`,
            ]),
        togetherLimit((this.#options.length - 1) * scenario.defended.length),
        ...prepare(scenario).limits,
      ],
      for: this.#nation,
      name: own.name,
      runs: this.work.runs,
      seed: scenario.run.seed,
      currency: { code, per_usd: rate.perUsd, date: rate.date },
      total_usd_b: life.total / BILLION,
      years: life.byYear.slice(0, life.years).map((_, i) => life.firstYear + i),
      hosts: own.hosts,
      options: this.#options.map(({ id, kind, programme, usd }, o) => ({
        id,
        kind,
        programme,
        usd_b: usd / BILLION,
        local_b: (usd * rate.perUsd) / BILLION,
        by_year_local_b: profile.map(
          (part) => (usd * rate.perUsd * (programme === null ? part : 1 / profile.length)) / BILLION,
        ),
        areas: scenario.defended.map(({ id: area }) => {
          const leaked = column(o, 'written', area)
          const out = column(0, 'written', area)
          const ends = [mean(leaked), mean(column(o, 'low', area)), mean(column(o, 'high', area))]
          return {
            area,
            name: areaName(area),
            own: own.defends.includes(area),
            leaked: statistic(Uint32Array.from(leaked), most),
            change: pairedMean(
              leaked.map((x, run) => x - out[run]!),
              most,
            ),
            low: Math.min(...ends),
            high: Math.max(...ends),
          }
        }),
        times: others.map((a) => ({ programme: a.id, times: usd / BILLION / a.usd_b })),
      })),
      disputed: this.#disputed.map(({ id, doc }) => ({ id, doc })),
      alternatives: others,
      not_modelled: [
        ...scenario.notModelled,
        'politics, alliance, industry and jobs; warning that is given without joining; what the money would buy in the alternatives',
      ],
      sources: sourcesOf(scenario, this.#nation, code, others),
    }
  }
}

const ENDS = ['written', 'low', 'high'] as const
type End = (typeof ENDS)[number]

/** All disputed assumptions at one end. */
function endOf(disputed: readonly Disputed[], end: End): Overrides {
  return end === 'written' ? {} : Object.fromEntries(disputed.flatMap((d) => Object.entries(d[end])))
}
