import { lifeCycleCost } from '../cost/index.ts'
import { partnerOf, withOverrides, type Overrides, type Scenario } from '../scenario/index.ts'
import { alternatives, asksOf } from './cost-shares.ts'

const BILLION = 1e9

/** What a nation can do: what of it takes part, and what it pays. */
export interface BriefOption {
  readonly id: string
  readonly kind: 'out' | 'sensors' | 'radar-first' | 'share' | 'full'
  readonly usd: number
  /** The programme that it pays for instead of a share. */
  readonly programme: string | null
  readonly set: Overrides
}

/** A nation of the catalog that the file does not name brings nothing and pays what the options say. */
export function withNation(scenario: Scenario, nation: string): Scenario {
  if (scenario.partners.some((p) => p.id === nation)) return scenario
  const { partners = [] } = scenario.document as { partners?: readonly object[] }
  const defends = scenario.defended.filter((d) => d.id === nation).map((d) => d.id)
  return withOverrides(scenario, { partners: [...partners, { id: nation, pays: { share: 0 }, defends }] })
}

/** Is a nation one of those whose consent the file has a time for? Only then has it an option in which its yes is needed. */
export function canBeAsked({ command }: Scenario, nation: string): boolean {
  return command.authority?.parties.some((p) => p.id === nation) === true
}

/** The options, staying out first. `scenario` has the nation (`withNation`) and a cost. */
export function optionsOf(scenario: Scenario, nation: string): BriefOption[] {
  const own = scenario.partners.find((p) => p.id === nation)!
  const { authority } = scenario.command
  const at = `partners.${nation}`
  const isParty = canBeAsked(scenario, nation)
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
    'command.authority.ask': [...asked, nation],
    'command.authority.need': 'all',
    [`${at}.consent`]: true,
  }
  const asks = asksOf(nation).map((ask) => ask * BILLION)
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
    ...(isParty
      ? [{ id: 'full', kind: 'full' as const, set: full, usd: Math.max(...share), programme: null }]
      : []),
  ]
}

/** Its part of the gross domestic products of the partners. */
function gdpShare({ partners }: Scenario, nation: string): number {
  const gdp = (id: string): number => partnerOf(id, undefined).gdp!
  return gdp(nation) / partners.reduce((sum, p) => sum + gdp(p.id), 0)
}
