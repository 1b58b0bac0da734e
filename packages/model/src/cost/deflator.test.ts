import { describe, expect, it } from 'vitest'
import { convertDollars, exchangeRate, lastYear, priceIndex, projectedIndex } from './index.ts'

const table = { firstYear: 2000, index: [80, 100, 104], source: 'test' }

describe('the deflator table', () => {
  it('turns dollars of one year into those of another, and back', () => {
    expect(convertDollars(table, 40, 2000, 2001)).toBe(50)
    expect(convertDollars(table, convertDollars(table, 7, 2000, 2002), 2002, 2000)).toBeCloseTo(7, 14)
    expect(convertDollars(table, 7, 2001, 2001)).toBe(7)
    expect(lastYear(table)).toBe(2002)
  })

  it('refuses base years outside it, before and after', () => {
    const says = 'expected 2000 to 2002, the years of the deflator table'
    expect(() => priceIndex(table, 1999)).toThrow(`invalid base year 1999: ${says}`)
    expect(() => convertDollars(table, 1, 2003, 2000)).toThrow(`invalid base year 2003: ${says}`)
    expect(() => priceIndex(table, 2000.5)).toThrow('invalid base year 2000.5')
  })

  it('lets prices go on rising as in its last year, for then-year dollars', () => {
    expect(projectedIndex(table, 2001)).toBe(100)
    expect(projectedIndex(table, 2004)).toBeCloseTo(104 * 1.04 * 1.04, 10)
    expect(() => projectedIndex(table, 1999)).toThrow('invalid base year 1999')
  })
})

describe('exchangeRate', () => {
  const rates = [{ currency: 'CAD', perUsd: 1.4, date: '2025', source: 'a bank' }]

  it('gives the dated rate; a dollar is a dollar', () => {
    expect(exchangeRate(rates, 'CAD').date).toBe('2025')
    expect(exchangeRate(rates, 'USD').perUsd).toBe(1)
  })

  it('refuses a currency without a rate and names those with one', () => {
    expect(() => exchangeRate(rates, 'GBP')).toThrow('unknown currency GBP: no rate in the catalog')
  })
})
