import { describe, expect, it } from 'vitest'
import { readCost, readScenario } from '../scenario/index.ts'
import { costReport, costStudy, type CostReport } from './index.ts'

const HEAD = { scenario: 'f', changed_assumptions: [] }

const report = (block: string | Readonly<Record<string, unknown>>): CostReport =>
  costReport(costStudy(readCost(block)), HEAD)

const sum = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0)

/** Sums in another order. */
const ROUNDING = 9

/** Every number of a document that is none. */
function nonsense(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} ${value}`]
  if (value === undefined) return [`${path} undefined`]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => nonsense(inner, `${path}.${key}`))
}

describe('costReport', () => {
  it('has the names of the design', () => {
    const r = report('cbo-2026')
    for (const name of [
      'opendome',
      'scenario',
      'changed_assumptions',
      'limits',
      'base_year',
      'years',
      'total_usd_b',
      'p10_usd_b',
      'p50_usd_b',
      'p90_usd_b',
      'by_part',
      'by_year',
      'by_partner',
    ])
      expect(r).toHaveProperty(name)
    expect(r).toMatchObject({
      base_year: 2026,
      years: 20,
      preset: 'cbo-2026',
      worth: null,
      in_currency: null,
    })
    expect(r.by_part[0]).toMatchObject({ part: 'sbi', kind: 'procurement', source: 'cbo-2026' })
    expect(nonsense(r)).toEqual([])
  })

  it.each(['cbo-2026', 'aei-2025-boost', 'aei-calculator', 'cape-ngi-2021', 'aps-2003', 'programme-185'])(
    'adds up by part, by year, by outlay and by partner: %s',
    (id) => {
      const r = report(id)
      expect(sum(r.by_part.map((p) => p.usd_b))).toBeCloseTo(r.total_usd_b, ROUNDING)
      expect(sum(r.by_year.map((y) => y.usd_b))).toBeCloseTo(r.total_usd_b, ROUNDING)
      expect(sum([...r.by_year, ...r.outlays_after].map((y) => y.outlays_usd_b))).toBeCloseTo(
        r.total_usd_b,
        ROUNDING,
      )
      expect(sum(r.by_partner.map((p) => p.usd_b))).toBeCloseTo(r.total_usd_b, ROUNDING)
      for (const rule of r.share_rules)
        expect(sum(rule.partners.map((p) => p.usd_b))).toBeCloseTo(r.total_usd_b, ROUNDING)
      expect(r.by_year.map((y) => y.year)).toEqual(
        Array.from({ length: r.years }, (_, i) => r.first_year + i),
      )
    },
  )

  it('keeps a published lump one line, called residual, and says so', () => {
    const r = report('cbo-2026')
    const rest = r.by_part.filter((p) => p.part === 'rest')
    expect(rest).toHaveLength(1)
    expect(rest[0]).toMatchObject({ kind: 'residual', usd_b: 379 })
    expect(r.limits.join('\n')).toContain(
      'USD 448.0 billion (39 % of the total) are published lumps that nobody has broken down: tracking, rest.',
    )
    expect(r.published).toMatchObject({ total_usd_b: 1191, period_years: 20 })
    expect(r.published!.difference_usd_b).toBeCloseTo(-36.6, 6)
  })

  it('says where a lump was published for another period than the horizon', () => {
    const said = (years: number): boolean =>
      report({ preset: 'cbo-2026', years }).limits.some((l) =>
        l.startsWith(`Lumps published for 20 years are counted whole over ${years}:`),
      )
    expect([said(10), said(20)]).toEqual([true, false])
  })

  it('lists what has no source, with its sum', () => {
    const r = report({ preset: 'cbo-2026', items: [{ id: 'sbi', average_unit_usd_m: 30 }] })
    expect(new Set(r.unsourced.map((p) => p.price))).toEqual(new Set(['sbi.average_unit_usd_m']))
    expect(r.unsourced_usd_b).toBeCloseTo(30e-3 * 7800 * 4, ROUNDING)
    expect(r.limits.join('\n')).toContain(
      'USD 936.0 billion of the total have no source: sbi.average_unit_usd_m.',
    )
    expect(report('cbo-2026').unsourced).toEqual([])
  })

  it('turns the total into another currency at a dated rate', () => {
    const r = report({ preset: 'programme-175', currency: 'CAD' })
    expect(r.in_currency).toMatchObject({ currency: 'CAD', per_usd: 1.3978, date: '2025' })
    expect(r.in_currency!.total_b).toBeCloseTo(175 * 1.3978, ROUNDING)
  })

  it('shows what was asked of Canada where the total holds it', () => {
    const asked = (id: string): string[] =>
      report(id)
        .share_rules.map((r) => r.rule)
        .filter((r) => r.startsWith('fixed'))
    expect(asked('programme-175')).toEqual(['fixed-sum of USD 61 B', 'fixed-sum of USD 71 B'])
    expect(asked('cape-ngi-2021')).toEqual([])
    const norad = report('programme-175').share_rules.find((r) => r.rule === 'norad')!
    expect(norad.partners.map((p) => p.share)).toEqual([0.6, 0.4])
  })

  it('sets published programmes beside it, at dated rates', () => {
    const { alternatives } = report('programme-175')
    const named = Object.fromEntries(alternatives.map((a) => [a.id, a]))
    expect(alternatives.length).toBeGreaterThanOrEqual(5)
    for (const a of alternatives) expect(a.usd_b).toBeCloseTo(a.amount_b / a.per_usd, ROUNDING)
    expect(Object.values(named).map((a) => `${a.currency} ${a.amount_b}`)).toEqual(
      expect.arrayContaining(['CAD 38.6', 'CAD 6', 'CAD 33.2', 'EUR 150']),
    )
  })

  it('tells prices at the door’s units in the tornado', () => {
    const bar = report('cbo-2026').tornado.find((b) => b.name === 'sbi.average_unit_usd_m')!
    expect([bar.low, bar.value, bar.high].map((v) => Number(v).toFixed(1))).toEqual(['13.4', '22.0', '36.3'])
    expect(bar.high_usd_b).toBeGreaterThan(bar.low_usd_b)
  })

  it('is that of the scenario, with what it does not cost', () => {
    const scenario = readScenario(
      'opendome: 1\nfrom: first-flight\nsensors: [{id: r, sensor: long-range-discrimination-radar}]',
    )
    const r = costReport(costStudy(readCost(scenario)), HEAD)
    expect(r.not_costed).toEqual(['sensors.r'])
    expect(r.limits).toContain('Not costed, since no price is given: sensors.r.')
    expect(r.quantities[0]).toMatchObject({ part: 'boost', things: ['interceptors.sbi'], fielded: 1600 })
  })
})
