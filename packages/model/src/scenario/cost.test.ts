import { describe, expect, it } from 'vitest'
import { OpendomeError } from '../core/index.ts'
import { lifeCycleCost } from '../cost/index.ts'
import { costPresets, readCost, readScenario, withOverrides, type ScenarioCost } from './index.ts'

const cost = (lines: string, from = 'first-flight'): ScenarioCost =>
  readScenario(`opendome: 1\nfrom: ${from}\n${lines}`, { name: 'f' }).cost!

const item = (c: ScenarioCost, id: string) => c.plan.items.find((i) => i.id === id)

function said(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    return `${error.where}: ${error.message}${error.hint === undefined ? '' : ` | ${error.hint}`}`
  }
  return 'nothing'
}

/** Published without a period: launch alone, weapons and infrastructure, one programme. */
const NO_PERIOD = ['aps-2003', 'bloomberg-2025', 'cape-ngi-2021']

describe('the cost presets', () => {
  it.each(costPresets())('reads and costs %s', (id) => {
    const { plan, preset, published } = readCost(id)
    expect(preset?.id).toBe(id)
    expect(preset!.doc.length).toBeGreaterThan(20)
    const { total: usd, unsourced } = lifeCycleCost(plan)
    expect(unsourced).toEqual([])
    // A preset of a study says what was published, and over how many years.
    if (id === 'notional') expect(published.total).toBeUndefined()
    else {
      expect(published.total!.source).toBeTypeOf('string')
      if (NO_PERIOD.includes(id)) expect(published.periodYears).toBeUndefined()
      else expect(published.periodYears).toBeGreaterThan(0)
      expect(Object.keys(published.scope).length).toBeGreaterThan(0)
      expect(usd).toBeGreaterThan(0)
    }
  })

  it('hold every study that the debate sets side by side', () => {
    for (const id of [
      'cbo-2026',
      'cbo-2025-low-new',
      'cbo-2025-low-old',
      'cbo-2025-high-new',
      'cbo-2025-high-old',
      'cbo-2004-low',
      'cbo-2004-high',
      'nrc-2012',
      'aps-2003',
      'aei-2025-limited-tactical',
      'aei-2025-ground-centric',
      'aei-2025-accelerated',
      'aei-2025-balanced',
      'aei-2025-space-centric',
      'aei-2025-robust',
      'aei-calculator',
      'programme-175',
      'programme-185',
    ])
      expect(costPresets()).toContain(id)
  })
})

describe('counts', () => {
  it('come from the scenario, and a published one that differs is told', () => {
    const fewer = cost('interceptors: [{id: sbi, shell: {planes: 50}}]', 'cbo-2026')
    expect(item(fewer, 'sbi')).toMatchObject({ count: 3900, things: ['interceptors.sbi'] })
    expect(fewer.notes).toContain('Space-based interceptors: 3900 in the scenario; 7800 published.')
    expect(item(readCost('cbo-2026'), 'sbi')).toMatchObject({ count: 7800, things: [] })
  })

  it('of interceptors on shared satellites are taken where they are asked for', () => {
    const shell = 'interceptors: [{id: sbi, shell: {interceptors_per_satellite: 3}}]'
    const satellites = cost(shell)
    const interceptors = cost(`${shell}\ncost: {items: [{id: boost, counts: interceptors}]}`)
    expect(item(interceptors, 'boost')!.count).toBe(3 * item(satellites, 'boost')!.count)
  })

  it('of sensors follow their catalog entry where the file places none', () => {
    const { plan } = cost('sensors: [{id: t, sensor: tracking-tranche-1}]')
    expect(plan.items.find((i) => i.id === 'tracking')).toMatchObject({ count: 28, things: ['sensors.t'] })
  })

  it('of a published part that the scenario lacks are left out, with a note', () => {
    const lines = 'interceptors: null\ndisputed: null\nreadings: null\nsize: null\nbracket: null'
    const none = cost(lines, 'cbo-2026')
    expect(item(none, 'sbi')).toBeUndefined()
    expect(none.notes).toContain(
      'Space-based interceptors: the scenario has none, so the published 7800 are not costed.',
    )
  })

  it('leave nothing out in silence: what has no price is listed', () => {
    expect(cost('').notCosted).toEqual([])
    const radar = cost('sensors: [{id: r, sensor: long-range-discrimination-radar}]')
    expect(radar.notCosted).toEqual(['sensors.r'])
    const covered = cost(
      'sensors: [{id: r, sensor: long-range-discrimination-radar}]\ncost: {items: [{id: radars, covers: [sensors.r], lump_usd_b: 1, source: me}]}',
    )
    expect(covered.notCosted).toEqual([])
  })

  it('bought twice are told', () => {
    const twice = cost(
      'cost: {items: [{id: more, of: [interceptors.sbi], average_unit_usd_m: 1, source: me}]}',
    )
    expect(twice.notes).toContain('interceptors.sbi is bought by boost and more: each adds its price.')
  })
})

describe('a cost block over its preset', () => {
  it('replaces a price whole, so that a new number keeps no old source', () => {
    const c = cost('cost: {items: [{id: boost, average_unit_usd_m: 30}]}')
    expect(item(c, 'boost')!.averageUnit).toEqual({ value: 30e6, source: undefined })
    expect(lifeCycleCost(c.plan).unsourced.map((p) => p.priceName)).toContain('boost.average_unit_usd_m')
  })

  it('keeps what it does not name, and removes with null what preset or unit cost give', () => {
    const c = cost('cost: {items: [{id: boost, average_unit_usd_m: null, first_unit_usd_m: 60, source: me}]}')
    expect(item(c, 'boost')!.averageUnit).toBeUndefined()
    expect(item(c, 'boost')!.firstUnit).toEqual({ value: 60e6, source: 'me' })
    expect(item(c, 'boost')!.lifeYears!.value).toBe(5)
  })

  it('takes a unit cost of the catalog and changes it', () => {
    const c = readCost({
      base_year: 2026,
      items: [{ id: 'a', from: 'gbi-site', count: 2 }],
    })
    expect(item(c, 'a')!.count).toBe(2)
    const dearer = readCost({
      base_year: 2026,
      items: [{ id: 'a', from: 'warning-leo-aei', count: 1, average_unit_usd_m: 51 }],
    })
    expect(item(dearer, 'a')!.averageUnit!.value).toBe(51e6)
    expect(item(dearer, 'a')!.lifeYears!.value).toBe(5)
  })

  it('is a changed assumption by the path of the field, and can be set by it', () => {
    const written = readScenario(
      'opendome: 1\nfrom: first-flight\ncost: {items: [{id: boost, average_unit_usd_m: 30}]}',
    )
    expect(written.changed).toEqual([{ path: 'cost.items.boost.average_unit_usd_m', value: 30, preset: 22 }])
    const set = withOverrides(readScenario('opendome: 1\nfrom: first-flight'), {
      'cost.items.boost.average_unit_usd_m': 30,
      'cost.years': 10,
    })
    expect(set.cost!.plan.years).toBe(10)
    expect(item(set.cost!, 'boost')!.averageUnit!.value).toBe(30e6)
    expect(set.changed.map((c) => c.path)).toEqual(['cost.years', 'cost.items.boost.average_unit_usd_m'])
  })

  it('may be none at all', () => {
    const scenario = readScenario('opendome: 1\nfrom: first-flight\ncost: null')
    expect(scenario.cost).toBeUndefined()
    expect(said(() => readCost(scenario))).toMatch(
      /^cost: missing field cost: the scenario does not say what it costs \| add cost: \{preset: ID\}/,
    )
  })
})

describe('lives', () => {
  it('say where a satellite falls before the life that is taken', () => {
    const note = cost('').notes.find((n) => n.includes('without propulsion'))!
    // 0.51 years from 400 km at 0.01 m²/kg: `orbit`, and less than a year in CSIS, Getting on Track.
    expect(note).toContain('falls from 400 km within 0.51 years at mean sun, not the 5 taken')
    const high = cost('interceptors: [{id: sbi, shell: {altitude_km: 600}}]')
    expect(high.notes.some((n) => n.includes('without propulsion'))).toBe(false)
    const held = cost(
      'cost: {items: [{id: boost, mass_kg: 1000, drag_make_up: {area_m2_kg: 0.01, isp_s: 220}}]}',
    )
    expect(held.notes.some((n) => n.includes('without propulsion'))).toBe(false)
    expect(item(held, 'boost')!.dragMakeUp!.altitude).toBe(400_000)
  })

  it('can be that of the orbit, longer for less cross-section', () => {
    const life = (area: string): number =>
      item(
        cost(`cost: {items: [{id: boost, life_years: null, orbital_life: {area_m2_kg: ${area}}}]}`),
        'boost',
      )!.lifeYears!.value
    expect(life('0.01')).toBeCloseTo(0.5106, 4)
    expect(life('0.005') / life('0.01')).toBeCloseTo(2, 9)
    const ranged = cost(
      'cost: {items: [{id: boost, life_years: null, orbital_life: {area_m2_kg: {value: 0.004, low: 0.002, high: 0.008}}}]}',
    )
    const { low, value, high } = item(ranged, 'boost')!.lifeYears!
    expect([low! / value, high! / value]).toEqual([expect.closeTo(0.5, 9), expect.closeTo(2, 9)])
  })

  it('end no fleet above the atmosphere or from 100 years on', () => {
    const life = (km: number) =>
      item(
        cost(
          `interceptors: [{id: sbi, shell: {altitude_km: ${km}}}]\ncost: {items: [{id: boost, life_years: null, orbital_life: {area_m2_kg: 0.01}}]}`,
        ),
        'boost',
      )!.lifeYears
    expect(life(1500)).toBeUndefined()
    expect(life(900)).toBeUndefined()
    expect(life(600)!.value).toBeCloseTo(15.64, 2)
  })
})

describe('defended areas', () => {
  it('are what the partners have by the rule of area', () => {
    const c = cost(
      'defended: [{area: united-states}, {area: canada}]\ncost: {shares: {rule: defended-area, partners: [{id: united-states}, {id: canada}]}}',
    )
    const [us, canada] = lifeCycleCost(c.plan).byPartner
    expect(canada!.share).toBeCloseTo(9.872 / (9.872 + 9.439), 3)
    expect(us!.share + canada!.share).toBeCloseTo(1, 12)
  })
})
