import type { DeflatorTable, ExchangeRate, Figure, Partner, SpendOut } from '../cost/index.ts'
import { SOURCES, type CatalogEntry } from '../generated/catalog.ts'
import { catalogEntry } from './catalog.ts'

/** Title and edition of a source, for people. */
const titled = (id: string): string => {
  const source = SOURCES.find((s) => s.id === id)
  return source === undefined ? id : `${source.title} (${source.edition})`
}

const money = (id: string): CatalogEntry => catalogEntry('money', id)

/** The one table that turns dollars of one base year into those of another. */
export function deflatorTable(): DeflatorTable {
  const entry = money('gdp-price-index')
  const { first_year, index } = entry.value as { first_year: number; index: readonly number[] }
  return { firstYear: first_year, index, source: titled(entry.figures[0]!.source) }
}

/** Dated rates of other currencies. */
export function exchangeRates(): ExchangeRate[] {
  const entry = money('exchange-rates')
  const { rates } = entry.value as { rates: readonly { currency: string; date: string; per_usd: number }[] }
  return rates.map(({ currency, date, per_usd }, i) => ({
    currency,
    date,
    perUsd: per_usd,
    source: titled(entry.figures.find((f) => f.path === `rates.${i}.per_usd`)!.source),
  }))
}

export function spendOut(): SpendOut {
  return money('spend-out').value as SpendOut
}

/** Growth factors of past programmes. */
export function costGrowth(): { readonly development: Figure; readonly procurement: Figure } {
  const { figures } = money('cost-growth')
  const of = (path: string): Figure => figures.find((f) => f.path === path)!
  return { development: of('development'), procurement: of('procurement') }
}

/** A partner of the catalog; throws `unknown` with the nearest id. US dollars, m². */
export function partnerOf(id: string, defendedArea: number | undefined): Partner {
  const entry = catalogEntry('partner', id)
  const value = entry.value as { gdp_usd_b: number; population: number; norad_part?: number }
  return {
    id,
    name: entry.name,
    gdp: value.gdp_usd_b * 1e9,
    population: value.population,
    defendedArea,
    norad: value.norad_part,
  }
}
