import { CATALOG, SOURCES } from '../generated/catalog.ts'
import type { Scenario } from '../scenario/index.ts'
import { asksOf, type Alternative } from './cost-shares.ts'

/** Where a figure of the brief comes from. */
export interface BriefSource {
  readonly id: string
  readonly title: string
  readonly edition: string
  readonly address: string | null
  readonly where: string
  /** Of whom or what the figure is, by its name in the catalog. */
  readonly of: string
  readonly mark: 'published' | 'second-hand' | 'assumption'
}

/**
 * Sources by what they are of: `asks` (the sums asked of the nation; where there are none, what its share is worked out from: the gross domestic products of all partners and the
 * total), `rate` where its currency is not the US dollar, `total`, and each alternative by its id with the rate of its currency. None is empty.
 */
export function sourcesOf(
  scenario: Scenario,
  nation: string,
  currency: string,
  others: readonly Alternative[],
): Readonly<Record<string, readonly BriefSource[]>> {
  const total = totalSources(scenario)
  const asks = asksOf(nation).length > 0
  return {
    asks: asks
      ? figuresOf('partner', nation, /^asks/)
      : [...scenario.partners.flatMap((p) => figuresOf('partner', p.id, /^gdp/)), ...total],
    ...(currency === 'USD' ? {} : { rate: rateSources(currency) }),
    total,
    ...Object.fromEntries(
      others.map((a) => [
        a.id,
        [
          ...figuresOf('programme', a.id, /^(amount|further)/),
          ...(a.currency === 'USD' ? [] : rateSources(a.currency)),
        ],
      ]),
    ),
  }
}

/** The published total of the preset; the file's own cost block where there is none. */
function totalSources({ name, cost }: Scenario): BriefSource[] {
  const published = figuresOf('cost', cost?.preset?.id ?? '', /^published\.total/)
  if (published.length > 0) return published
  return [
    {
      id: 'scenario',
      title: name,
      edition: 'the scenario file',
      address: null,
      where: 'its cost block, worked out as `opendome cost` does',
      of: 'total',
      mark: 'assumption',
    },
  ]
}

function rateSources(currency: string): BriefSource[] {
  const rates = CATALOG.find((e) => e.kind === 'money' && e.id === 'exchange-rates')!.value as {
    rates: readonly { currency: string }[]
  }
  const i = rates.rates.findIndex((r) => r.currency === currency)
  return figuresOf('money', 'exchange-rates', new RegExp(`^rates\\.${i}\\.per_usd$`))
}

function figuresOf(kind: string, id: string, path: RegExp): BriefSource[] {
  const entry = CATALOG.find((e) => e.kind === kind && e.id === id)
  return (entry?.figures ?? []).flatMap((f): BriefSource[] => {
    if (!path.test(f.path)) return []
    const source = SOURCES.find((s) => s.id === f.source)
    return [
      {
        id: f.source,
        title: source?.title ?? f.source,
        edition: source?.edition ?? '',
        address: source?.address ?? null,
        where: f.where,
        of: entry!.name,
        mark: f.mark,
      },
    ]
  })
}
