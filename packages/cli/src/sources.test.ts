import { searchSources as search } from '@opendome/model/answer'
import { CATALOG, SOURCES } from '@opendome/model/generated'
import { describe, expect, it } from 'vitest'
import { figureLine } from './sources.ts'

describe('search', () => {
  it('finds figures by path, in any case, of every kind of entry', () => {
    const { figures } = search('BURN_TIME')
    expect(figures.length).toBeGreaterThan(8)
    expect(figures.every(({ figure }) => figure.path.includes('burn_time'))).toBe(true)
  })

  it('gives all figures of an entry that is named', () => {
    const entry = CATALOG.find((e) => e.id === 'icbm-solid-generic')!
    expect(search('icbm-solid-generic').figures.map((f) => f.figure)).toEqual(entry.figures)
  })

  it('gives a source with the figures that rest on it', () => {
    const { figures, sources } = search('cbo-2026')
    expect(sources.map((s) => s.id)).toContain('cbo-2026')
    expect(figures.some(({ figure }) => figure.source === 'cbo-2026')).toBe(true)
    expect(search('zzzz')).toEqual({ entries: [], figures: [], sources: [] })
  })

  it('names a source for every figure', () => {
    const ids = new Set(SOURCES.map((s) => s.id))
    expect(CATALOG.flatMap((e) => e.figures).filter((f) => !ids.has(f.source))).toEqual([])
  })
})

describe('figureLine', () => {
  it('shows value, unit, mark and range', () => {
    const figure = {
      path: 'a_km',
      value: 400,
      unit: 'km',
      mark: 'assumption',
      source: 's',
      where: 'w',
      low: 300,
      high: 500,
    }
    expect(figureLine(figure as Parameters<typeof figureLine>[0])).toBe(
      'a_km = 400 km (assumption, 300 to 500)',
    )
  })

  it('shows a year as a year', () => {
    const year = {
      path: 'items.0.base_year',
      value: 2026,
      unit: '1',
      mark: 'published',
      source: 's',
      where: 'w',
    }
    const count = { ...year, path: 'items.0.count', value: 7800 }
    const shown = (figure: object): string => figureLine(figure as Parameters<typeof figureLine>[0])
    expect(shown(year)).toBe('items.0.base_year = 2026 (published)')
    expect(shown(count)).toBe('items.0.count = 7,800 (published)')
  })
})
