import { describe, expect, it } from 'vitest'
import { lifeCycleCost } from '../cost/index.ts'
import { OpendomeError } from '../core/index.ts'
import { costPresets, readCost, readScenario } from '../scenario/index.ts'
import { partsOf } from './compare.ts'
import { moneyForm } from './compare-money-form.ts'
import { differing, mixed } from './compare-parts.ts'
import { Work } from './compare-work.ts'
import { compareReport, compareStudies, monteCarlo, prepare } from './index.ts'
import type { CompareReport, OutputReport, StudyInput } from './index.ts'

/** A scenario preset, with lines of its own, or a cost preset. */
function study(id: string, lines?: string): StudyInput {
  if (costPresets().includes(id) && lines === undefined) {
    const cost = readCost(id)
    return { id, name: id, cost, scenario: undefined }
  }
  const scenario = readScenario(`opendome: 1\nfrom: ${id}\n${lines ?? ''}`)
  return { id, name: id, cost: scenario.cost!, scenario }
}

const RUNS = 3
const FAST = { runs: 0, search: false }

const compared = (a: StudyInput, b: StudyInput, options: object = FAST): CompareReport =>
  compareReport(compareStudies(a, b, options))
const output = (r: CompareReport, name: string): OutputReport => r.outputs.find((o) => o.name === name)!
const change = (o: OutputReport, assumption: string): number | undefined =>
  o.steps.find((s) => s.assumption === assumption)?.change

/** Sums in another order of numbers of size 1e5. */
const ROUNDING = 8

function addsUp(r: CompareReport): void {
  for (const o of r.outputs) {
    const steps = o.steps.reduce((sum, s) => sum + s.change, 0)
    expect(o.a + steps + o.interaction).toBeCloseTo(o.b, ROUNDING)
    expect(Math.abs(o.interaction)).toBeLessThan(1e-9 * Math.max(1, Math.abs(o.a), Math.abs(o.b)))
  }
}

const cbo = study('cbo-2026', '')
const aei = study('aei-2025-basic', '')

describe('two scenarios', () => {
  const r = compared(cbo, aei, { runs: RUNS, search: false })

  it('start and end with what each study has itself', () => {
    // Mixtures draw by the names of the first study's missiles.
    const own = ({ scenario, cost }: StudyInput): number[] => {
      const threats = scenario!.threats.map((t) => ({ ...t, id: 'raid' }))
      const { leaked, killed } = monteCarlo(prepare({ ...scenario!, threats }), { runs: RUNS })
      const { total, parts } = lifeCycleCost(cost.plan)
      const sbi = parts.filter((p) => p.part === 'sbi').reduce((sum, p) => sum + p.usd, 0)
      return [total / 1e9, leaked.mean, sbi / 1e9 / killed]
    }
    const ends = (side: 'a' | 'b'): number[] =>
      ['total_usd_b', 'leaked', 'per_missile_stopped_usd_b'].map((name) => output(r, name)[side])
    ends('a').forEach((x, i) => expect(x).toBeCloseTo(own(cbo)[i]!, ROUNDING))
    ends('b').forEach((x, i) => expect(x).toBeCloseTo(own(aei)[i]!, ROUNDING))
    expect([output(r, 'fleet').a, output(r, 'fleet').b]).toEqual([7800, 4970])
  })

  it('have steps and an interaction that add up exactly', () => addsUp(r))

  it('take all orders, and list the disputed assumptions first', () => {
    expect(r.outputs.map((o) => o.orders)).toEqual(['all', 'all', 'all', 'all'])
    expect(r.assumptions.slice(0, 9).map((x) => x.assumption)).toEqual([
      'salvo',
      'decision-time',
      'fly-out-speed',
      'life',
      'launch-price',
      'unit-price',
      'learning',
      'guarantee',
      'independence',
    ])
    expect(r.assumptions.slice(9).every((x) => !x.disputed && !x.same)).toBe(true)
  })

  it('halve the fleet where half the missiles come: a salvo alone is in proportion', () => {
    const alone = output(r, 'fleet').steps.find((s) => s.assumption === 'salvo')!.alone
    expect(alone).toBe(-3900)
  })

  it('say who the two fleets are by closed form', () => {
    expect(r.fleets!.a).toMatchObject({ own: 7800, guarantee: 'always', search: null })
    // 20 over the mean share in reach.
    expect(r.fleets!.a.closed_form).toBeGreaterThan(20_000)
  })

  it('are the same bytes again', () => {
    expect(JSON.stringify(compared(cbo, aei, { runs: RUNS, search: false }))).toBe(JSON.stringify(r))
  })
})

describe('one changed assumption', () => {
  const priced = study('cbo-2026', 'cost: {items: [{id: sbi, average_unit_usd_m: {value: 11, source: me}}]}')

  it('makes the whole difference', () => {
    const r = compared(cbo, priced)
    const total = output(r, 'total_usd_b')
    expect(total.steps.map((s) => s.assumption)).toEqual(['unit-price'])
    expect(change(total, 'unit-price')).toBeCloseTo(-343.2, ROUNDING)
    expect(output(r, 'fleet').steps).toEqual([])
  })

  it('is no difference where only its source is another', () => {
    const same = study('cbo-2026', 'cost: {items: [{id: sbi, average_unit_usd_m: {value: 22, source: me}}]}')
    expect(output(compared(cbo, same), 'total_usd_b').steps).toEqual([])
  })

  it('of the raid moves fleet and guarantee against each other where the file keeps its fleet', () => {
    const r = compared(cbo, study('cbo-2026', 'command: {decision_time_s: 0}'))
    const fleet = output(r, 'fleet')
    expect(fleet.steps.map((s) => s.assumption)).toEqual(['decision-time', 'guarantee'])
    expect(change(fleet, 'decision-time')).toBeLessThan(-3000)
    expect(change(fleet, 'decision-time')! + change(fleet, 'guarantee')!).toBeCloseTo(0, ROUNDING)
    addsUp(r)
  })
})

describe('published costs', () => {
  it.each([
    ['programme-175', 'cbo-2026'],
    ['cbo-2025-high-new', 'cbo-2026'],
    ['programme-185', 'aei-2025-robust'],
    ['cbo-2004-high', 'nrc-2012'],
    ['aei-calculator', 'aei-2025-boost'],
    ['cbo-2025-low-old', 'cbo-2025-low-new'],
    ['bloomberg-2025', 'aei-2025-balanced'],
  ])('%s against %s: ends are their own, steps add up', (a, b) => {
    const [one, other] = [study(a), study(b)]
    const r = compared(one, other)
    const total = output(r, 'total_usd_b')
    expect(total.a).toBeCloseTo(lifeCycleCost(one.cost.plan).total / 1e9, ROUNDING)
    expect(total.b).toBeCloseTo(lifeCycleCost(other.cost.plan).total / 1e9, ROUNDING)
    addsUp(r)
    expect(r.not_compared.map((x) => x.name)).toContain('leaked')
  })

  it('shares the total out as all orders of the whole do, walked one by one', () => {
    const [one, other] = [study('programme-175'), study('cbo-2026', '')]
    const forms = { fight: undefined, money: moneyForm(one.cost.plan, other.cost.plan) }
    const cache = new Map<string, never>()
    const parts = [partsOf(one, forms, cache), partsOf(other, forms, cache)] as const
    const players = differing(...parts).filter((id) => id !== 'fleet')
    const work = new Work(parts, forms, one.cost.plan, cache, 0)
    const v = (set: number): number => work.total(mixed(parts[0], parts[1], players, set)) / 1e9
    const sums = new Map(players.map((id) => [id, 0]))
    let orders = 0
    const walk = (set: number, rest: readonly number[]): void => {
      if (rest.length === 0) orders++
      const factorial = rest.slice(1).reduce((all, _, k) => all * (k + 1), 1)
      for (const i of rest) {
        const id = players[i]!
        sums.set(id, sums.get(id)! + (v(set | (1 << i)) - v(set)) * factorial)
        walk(
          set | (1 << i),
          rest.filter((k) => k !== i),
        )
      }
    }
    walk(
      0,
      players.map((_, i) => i),
    )
    expect(orders).toBe(120)
    const total = output(compared(one, other), 'total_usd_b')
    for (const id of players) expect(change(total, id)).toBeCloseTo(sums.get(id)! / orders, ROUNDING)
  })

  it('are put on the same period by what each spends in its first years', () => {
    const { like_for_like: like } = compared(study('programme-175'), study('cbo-2026', ''))
    expect(like).toMatchObject({ base_year: 2026, period_years: 3 })
    // Three of five years of the first fleet, three of operation, three of twenty of the lumps.
    expect(like.after.b_usd_b).toBeCloseTo((3 / 5) * 171.6 + 3 + (3 / 20) * 448, ROUNDING)
    expect(like.before).toEqual({ a_usd_b: 175, b_usd_b: expect.closeTo(1154.4, ROUNDING) as number })
  })

  it('lose what the other leaves out, and only where it stands alone', () => {
    const like = compared(study('cbo-2026', ''), study('aei-2025-boost')).like_for_like
    expect(like.adjustments.map((x) => x.adjustment).slice(2)).toEqual([
      'without sensors',
      'without other layers, command and links',
    ])
    expect(like.after.a_usd_b).toBeCloseTo(706.4, ROUNDING)
    const launch = compared(study('cbo-2026', ''), study('aps-2003')).like_for_like
    expect(launch.left.join('\n')).toContain(
      'aps-2003 leaves out procurement; what cbo-2026 has of it stands in',
    )
    for (const r of [like, launch]) {
      const sum = (side: 'a_usd_b' | 'b_usd_b'): number =>
        r.adjustments.reduce((all, x) => all + x[side], r.before[side])
      expect(sum('a_usd_b')).toBeCloseTo(r.after.a_usd_b, ROUNDING)
      expect(sum('b_usd_b')).toBeCloseTo(r.after.b_usd_b, ROUNDING)
    }
  })
})

describe('mixtures that cannot be', () => {
  it('keep the fleets as they are, and say why', () => {
    // A solid missile burns for 175 s: with 65 + 100 s before release nothing is in reach in what is left.
    const slow = study(
      'cbo-2026',
      'command: {decision_time_s: 100, solution_at_s: 65}\nthreats: [{id: raid, vehicle: icbm-liquid-generic}]\nreadings: null\nbracket: null',
    )
    const r = compared(cbo, slow)
    expect(r.fleets).toBeNull()
    expect(r.limits.join('\n')).toMatch(/Fleets are not sized again, each study keeps its own: infeasible/)
    expect(output(r, 'fleet')).toMatchObject({ a: 7800, b: 7800, steps: [] })
    addsUp(r)
  })
})

describe('studies of different kinds', () => {
  it.each([
    [
      'cbo-2026',
      'cape-ngi-2021',
      'cost.items',
      /is for .*boost.*, cape-ngi-2021 has no layer of interceptors/,
    ],
    [
      'aps-2003',
      'aei-2025-ground-centric',
      'cost.items',
      /aps-2003 is for boost, aei-2025-ground-centric is for/,
    ],
  ])('are refused: %s against %s', (a, b, where, says) => {
    const [one, other] = [study(a), study(b)]
    let caught: unknown
    try {
      compareStudies(one, other, FAST)
    } catch (error) {
      caught = error
    }
    expect(caught).toBeInstanceOf(OpendomeError)
    expect(caught).toMatchObject({ code: 'invalid', where })
    expect((caught as OpendomeError).message).toMatch(says)
  })
})

describe('layers behind the first', () => {
  it('are told apart from the space layer: ground, command and what missiles carry', () => {
    const layers = study('four-layers', '')
    const r = compared(layers, cbo, { runs: RUNS, search: false })
    const leaked = output(r, 'leaked')
    const own = (s: StudyInput): number => monteCarlo(prepare(s.scenario!), { runs: RUNS }).leaked.mean
    expect([leaked.a, leaked.b]).toEqual([own(layers), own(cbo)])
    expect(leaked.steps.map((s) => s.assumption)).toEqual(['vehicle', 'command', 'ground-layers'])
    expect(change(leaked, 'ground-layers')).toBeGreaterThan(0)
    addsUp(r)
  })
})
