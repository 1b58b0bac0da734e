import { OpendomeError } from '../core/index.ts'

/** A price index by fiscal year, one value a year without gaps. */
export interface DeflatorTable {
  readonly firstYear: number
  /** Index of each year from `firstYear` on; only ratios count. */
  readonly index: readonly number[]
  readonly source: string
}

/** Last year of the table. */
export const lastYear = (table: DeflatorTable): number => table.firstYear + table.index.length - 1

/** Index of a year of the table. Throws `invalid` outside, with the table's range. */
export function priceIndex(table: DeflatorTable, year: number): number {
  const value = table.index[year - table.firstYear]
  if (value !== undefined) return value
  throw new OpendomeError(
    'invalid',
    `base year ${year}: expected ${table.firstYear} to ${lastYear(table)}, the years of the deflator table`,
    { hint: 'give the price in dollars of a year that the table has' },
  )
}

/** What an amount in dollars of `from` is in dollars of `to`: amount · I(to)/I(from). Throws as `priceIndex`. */
export function convertDollars(table: DeflatorTable, amount: number, from: number, to: number): number {
  return from === to ? amount : (amount * priceIndex(table, to)) / priceIndex(table, from)
}

/**
 * Index of any year from the table's first on; after its last year prices go on rising as in that year. For then-year dollars
 * only: base years have to be in the table.
 */
export function projectedIndex(table: DeflatorTable, year: number): number {
  const last = lastYear(table)
  if (year <= last) return priceIndex(table, year)
  const top = table.index.at(-1)!
  const growth = top / table.index.at(-2)!
  let value = top
  for (let y = last; y < year; y++) value *= growth
  return value
}

/** A dated exchange rate. */
export interface ExchangeRate {
  /** ISO 4217 code. */
  readonly currency: string
  /** Units of the currency for one US dollar. */
  readonly perUsd: number
  /** Year, month or day of the rate. */
  readonly date: string
  readonly source: string
}

/** The rate of a currency; 1 for USD. Throws `unknown` with the currencies there are. */
export function exchangeRate(rates: readonly ExchangeRate[], currency: string): ExchangeRate {
  if (currency === 'USD') return { currency, perUsd: 1, date: '', source: '' }
  const rate = rates.find((r) => r.currency === currency)
  if (rate !== undefined) return rate
  throw new OpendomeError('unknown', `currency ${currency}: no rate in the catalog`, {
    hint: `currencies with a rate: USD, ${rates.map((r) => r.currency).join(', ')}`,
  })
}
