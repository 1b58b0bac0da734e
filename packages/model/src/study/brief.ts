import { exchangeRate, lifeCycleCost } from '../cost/index.ts'
import { OpendomeError } from '../core/index.ts'
import { CATALOG, SOURCES } from '../generated/catalog.ts'
import { catalogEntry, partnerOf, withOverrides, type Overrides, type Scenario } from '../scenario/index.ts'
import { alternatives, type Alternative } from './cost-shares.ts'
import { statistic, type RunStatistic } from './monte-carlo.ts'
import { pairedMean, type PairedMean } from './paired.ts'
import { PointsRuns } from './points-runs.ts'
import { prepare } from './prepare.ts'
import type { ReportHead } from './report.ts'
import { VERSION } from './version.ts'

const BILLION = 1e9
/** Currencies of nations with a dated rate; others are told in US dollars. */
const CURRENCY: Readonly<Record<string, string>> = { canada: 'CAD', australia: 'AUD', germany: 'EUR' }

/** What a nation can do: what of it takes part, and what it pays. */
interface BriefOption {
  readonly id: string
  readonly kind: 'out' | 'sensors' | 'radar-first' | 'share' | 'full'
  readonly usd: number
  /** The programme that it pays for instead of a share. */
  readonly programme: string | null
  readonly set: Overrides
}

/** Where a figure of the brief comes from. */
export interface BriefSource {
  readonly id: string
  readonly title: string
  readonly edition: string
  readonly address: string | null
  readonly where: string
}

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
  readonly alternatives: readonly Alternative[]
  readonly not_modelled: readonly string[]
  /** Sources by what they are of: `asks`, `rate`, `total`, and the id of each alternative. */
  readonly sources: Readonly<Record<string, readonly BriefSource[]>>
}

/** The options of one nation in a scenario, each on the same raids, as written and with the disputed assumptions at either end. */
export class BriefGame {
  readonly work: PointsRuns
  readonly #nation: string
  readonly #scenario: Scenario
  readonly #options: readonly BriefOption[]
  readonly #points: readonly { readonly set: Overrides; readonly option: number; readonly end: End }[]

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
    const ends: End[] = ['written', 'low', 'high']
    this.#points = this.#options.flatMap(({ set }, option) =>
      ends.map((end) => ({ option, end, set: { ...set, ...endOf(this.#scenario, end) } })),
    )
    this.work = new PointsRuns(this.#scenario, once(this.#points.map((p) => p.set)), runs)
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
    const column = (option: number, end: End, area: string): Float64Array => {
      const { set } = this.#points.find((p) => p.option === option && p.end === end)!
      const key = JSON.stringify(set)
      const point = this.work.points.findIndex((p) => JSON.stringify(p.set) === key)
      return this.work.column(point, `leaked/${area}`)
    }
    const mean = (x: Float64Array): number => x.reduce((a, b) => a + b, 0) / x.length
    return {
      opendome: VERSION,
      scenario: scenario.name,
      changed_assumptions: scenario.changed,
      limits: prepare(scenario).limits,
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
      alternatives: others,
      not_modelled: [
        ...scenario.notModelled,
        'politics, alliance, industry and jobs; warning that is given without joining; what the money would buy in the alternatives',
      ],
      sources: sourcesOf(this.#nation, code, others, scenario.cost!.preset?.id ?? ''),
    }
  }
}

type End = 'written' | 'low' | 'high'

/** All disputed assumptions at one end. */
function endOf({ disputed = [] }: Scenario, end: End): Overrides {
  return end === 'written' ? {} : Object.fromEntries(disputed.flatMap((d) => Object.entries(d[end])))
}

/** Each set once. */
function once(sets: readonly Overrides[]): { readonly set: Overrides }[] {
  return [...new Map(sets.map((set) => [JSON.stringify(set), { set }])).values()]
}

/** A nation of the catalog that the file does not name brings nothing and pays what the options say. */
function withNation(scenario: Scenario, nation: string): Scenario {
  if (scenario.partners.some((p) => p.id === nation)) return scenario
  const { partners = [] } = scenario.document as { partners?: readonly object[] }
  const defends = scenario.defended.filter((d) => d.id === nation).map((d) => d.id)
  return withOverrides(scenario, { partners: [...partners, { id: nation, pays: { share: 0 }, defends }] })
}

function optionsOf(scenario: Scenario, nation: string): BriefOption[] {
  const own = scenario.partners.find((p) => p.id === nation)!
  const { authority } = scenario.command
  const at = `partners.${nation}`
  const isParty = authority?.parties.some((p) => p.id === nation) === true
  const asked = authority?.ask.filter((id) => id !== nation) ?? []
  const silent: Overrides = {
    [`${at}.in`]: true,
    [`${at}.consent`]: false,
    ...(isParty ? { 'command.authority.ask': asked } : {}),
  }
  const unprotected = Object.fromEntries(
    scenario.defended.flatMap((d, i) =>
      own.defends.includes(d.id) ? [[`defended.${i}.protected`, false]] : [],
    ),
  )
  const full: Overrides = {
    [`${at}.in`]: true,
    ...(isParty
      ? {
          'command.authority.ask': [...asked, nation],
          'command.authority.need': 'all',
          [`${at}.consent`]: true,
        }
      : {}),
  }
  const asks = asksOf(nation)
  const total = lifeCycleCost(scenario.cost!.plan).total
  const share = asks.length > 0 ? asks : [gdpShare(scenario, nation) * total]
  const radar = alternatives(scenario.cost!.plan).find((a) => a.country === nation && /radar/i.test(a.name))
  const none = { usd: 0, programme: null }
  const hostsSensors = own.hosts.some((h) => h.startsWith('sensors.'))
  const sensors = { ...silent, ...unprotected }
  return [
    { id: 'out', kind: 'out', set: { [`${at}.in`]: false }, ...none },
    ...(hostsSensors ? [{ id: 'sensors', kind: 'sensors' as const, set: sensors, ...none }] : []),
    ...(hostsSensors && radar !== undefined
      ? [
          {
            id: 'radar-first',
            kind: 'radar-first' as const,
            set: sensors,
            usd: radar.usd_b * BILLION,
            programme: radar.id,
          },
        ]
      : []),
    ...share.map((usd): BriefOption => ({
      id: `share-${Math.round(usd / BILLION)}`,
      kind: 'share',
      set: silent,
      usd,
      programme: null,
    })),
    { id: 'full', kind: 'full', set: full, usd: Math.max(...share), programme: null },
  ]
}

/** Sums asked of a nation, US dollars. */
function asksOf(nation: string): number[] {
  const { asks = [] } = catalogEntry('partner', nation).value as { asks?: readonly { usd_b: number }[] }
  return asks.map((a) => a.usd_b * BILLION)
}

/** Its part of the gross domestic products of the partners. */
function gdpShare({ partners }: Scenario, nation: string): number {
  const gdp = (id: string): number => partnerOf(id, undefined).gdp!
  return gdp(nation) / partners.reduce((sum, p) => sum + gdp(p.id), 0)
}

function sourcesOf(
  nation: string,
  currency: string,
  others: readonly Alternative[],
  plan: string,
): BriefReport['sources'] {
  const of = (kind: string, id: string, path: RegExp): BriefSource[] => {
    const entry = CATALOG.find((e) => e.kind === kind && e.id === id)
    const figures = entry?.figures.filter((f) => path.test(f.path)) ?? []
    return figures.map((f) => {
      const source = SOURCES.find((s) => s.id === f.source)
      return {
        id: f.source,
        title: source?.title ?? f.source,
        edition: source?.edition ?? '',
        address: source?.address ?? null,
        where: f.where,
      }
    })
  }
  const rates = CATALOG.find((e) => e.kind === 'money' && e.id === 'exchange-rates')!.value as {
    rates: readonly { currency: string }[]
  }
  const rate = rates.rates.findIndex((r) => r.currency === currency)
  return {
    asks: of('partner', nation, /^(asks|gdp)/),
    rate: of('money', 'exchange-rates', new RegExp(`^rates\\.${rate}\\.per_usd$`)),
    total: of('cost', plan, /^published\.total/),
    ...Object.fromEntries(others.map((a) => [a.id, of('programme', a.id, /^amount/)])),
  }
}
