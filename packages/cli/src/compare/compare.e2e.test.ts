import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CompareReport } from '@opendome/model'
import type { WhatMattersReport } from '@opendome/model/study'
import { describe, expect, it } from 'vitest'
import { inFolder, shapeOf } from '../testing/command.ts'
import { opendome } from '../testing/commands.ts'

const STUDY = {
  study: 'string',
  name: 'string',
  base_year: 'number',
  years: 'number',
  published_usd_b: 'number',
  published: ['string'],
  assumed: ['string'],
  changed_assumptions: [],
}
const FLEET = { own: 'number', closed_form: 'number', search: 'number', guarantee: 'string', why: 'null' }
const PAIR = { a_usd_b: 'number', b_usd_b: 'number' }
const DOCUMENT = {
  opendome: 'string',
  scenario: 'string',
  changed_assumptions: [],
  limits: ['string'],
  a: STUDY,
  b: STUDY,
  assumptions: [
    {
      assumption: 'string',
      name: 'string',
      disputed: 'boolean',
      a: 'string',
      b: 'string',
      same: 'boolean',
    },
  ],
  like_for_like: {
    base_year: 'number',
    period_years: 'number',
    before: PAIR,
    adjustments: [{ adjustment: 'string', ...PAIR }],
    after: PAIR,
    left: ['string'],
  },
  outputs: [
    {
      name: 'string',
      a: 'number',
      b: 'number',
      steps: [
        {
          assumption: 'string',
          name: 'string',
          from: 'string',
          to: 'string',
          change: 'number',
          standard_error: 'number',
          alone: 'number',
          last: 'number',
        },
      ],
      interaction: 'number',
      orders: 'string',
    },
  ],
  not_compared: [],
  fleets: { a: FLEET, b: FLEET },
  runs: 'number',
  seed: 'number',
}

const parsed = (text: string): CompareReport => JSON.parse(text) as CompareReport

/** Sums of numbers up to 1e5 in another order. */
const ROUNDING = 8

describe('compare A B --json', () => {
  it('holds the names of the design, and steps that add up', async () => {
    const args = ['compare', 'cbo-2026', 'aei-2025-basic', '--runs', '2', '--json']
    const { code, out, err } = await opendome(args)
    expect([code, err]).toEqual([0, ''])
    const document = parsed(out)
    expect(shapeOf(document)).toEqual(DOCUMENT)
    expect(document.outputs.map((o) => o.name)).toEqual([
      'fleet',
      'total_usd_b',
      'per_missile_stopped_usd_b',
      'leaked',
    ])
    for (const { a, b, steps, interaction } of document.outputs)
      expect(steps.reduce((sum, s) => sum + s.change, a + interaction)).toBeCloseTo(b, ROUNDING)
    expect(document.outputs[1]!.a).toBeCloseTo(1154.4, ROUNDING)
    expect(document.fleets!.a).toMatchObject({ own: 7800, guarantee: 'always' })
  })
})

describe('compare A B', () => {
  it('says why the announced sum and the published estimate differ', async () => {
    const { code, out, err } = await opendome(['compare', 'programme-175', 'cbo-2026'])
    expect([code, err]).toEqual([0, ''])
    const words = out.replace(/\s+/g, ' ')
    for (const sentence of [
      'A costs USD 175 billion, B 1,154 billion, in dollars of 2025 and of 2026.',
      'On the same base year and period, and scope as far as it can be told apart, it is 179 against 173 billion.',
      'Whether programme-175 contains launch was not published; cbo-2026: yes.',
      'Changes averaged over all orders. They add up to the difference.',
      'the lump of Whole programme may hold sensors, command and other layers too',
      'published: USD 175 billion over 3 years; contents: not published',
      'assumed: one shell at 400 km and 86°, 100 planes of 78',
    ])
      expect(words).toContain(sentence)
    for (const line of [
      /^as published +175 +1,191$/m,
      /^first 3 years +- +-981$/m,
      /^period +\+487 +0\.00 +\+981$/m,
      /^\* missiles at once +\(published cost: not in it\) +10$/m,
      /^Changed assumptions$/m,
    ])
      expect(out).toMatch(line)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  })

  it('takes a file, and tells what was changed in it', async () => {
    const text =
      'opendome: 1\nfrom: cbo-2026\ncost: {items: [{id: sbi, life_years: {value: 10, source: me}}]}\n'
    await inFolder({ 'long.yaml': text }, async (cwd) => {
      const { code, out } = await opendome(
        ['compare', 'cbo-2026', 'long.yaml', '--runs', '0', '--no-search', '--json'],
        { cwd },
      )
      expect(code).toBe(0)
      const document = parsed(out)
      expect(document.outputs.find((o) => o.name === 'total_usd_b')!.steps).toMatchObject([
        { assumption: 'life', from: 'life_years 5', to: 'life_years 10' },
      ])
      expect(document.outputs.find((o) => o.name === 'total_usd_b')!.steps[0]!.change).toBeCloseTo(-343.2, 6)
      expect(document.changed_assumptions).toEqual([
        { path: 'long.yaml: cost.items.sbi.life_years', preset: 5, value: 10 },
      ])
    })
  })

  it('prints every step, the ends and the adjustments as CSV', async () => {
    const { code, out } = await opendome(['compare', 'cbo-2025-low-old', 'cbo-2025-low-new', '--csv'])
    expect(code).toBe(0)
    const rows = out
      .trimEnd()
      .split('\n')
      .filter((l) => l.startsWith('total_usd_b,'))
    const changes = rows.map((l) => Number(l.replace(/"[^"]*"/g, 'x').split(',')[5]))
    expect(rows[0]).toMatch(/^total_usd_b,a,/)
    expect(rows.at(-1)).toMatch(/^total_usd_b,b,/)
    expect(changes.slice(0, -1).reduce((x, y) => x + y, 0)).toBeCloseTo(changes.at(-1)!, ROUNDING)
    expect([changes[0], changes.at(-1)]).toEqual([264, 161])
    expect(out).toMatch(/^like_for_like_usd_b,after,like for like,264,161,/m)
  })

  it('draws a waterfall for each output, as SVG and as PNG', async () => {
    await inFolder({}, async (cwd) => {
      const args = ['compare', 'programme-175', 'cbo-2026', '--picture']
      const { code, err } = await opendome([...args, 'why.svg'], { cwd })
      expect([code, err]).toEqual([0, 'written: why.svg\n'])
      const svg = readFileSync(join(cwd, 'why.svg'), 'utf8')
      expect(svg).toMatch(/^<svg /)
      for (const text of [
        'Why programme-175 and cbo-2026 differ',
        'Total cost, USD billion',
        'base year of the dollars',
        '+487',
        'Not compared, Missiles that get through',
        'Changed assumptions: none.',
      ])
        expect(svg).toContain(text)
      expect((await opendome([...args, 'why.png'], { cwd })).code).toBe(0)
      expect(readFileSync(join(cwd, 'why.png')).subarray(1, 4).toString()).toBe('PNG')
    })
  })
})

describe('compare A', () => {
  it('says which assumption matters, the disputed ones first', async () => {
    const { code, out, err } = await opendome(['compare', 'cbo-2026', '--runs', '0', '--json'])
    expect([code, err]).toEqual([0, ''])
    const document = JSON.parse(out) as WhatMattersReport
    expect(document.outputs.map((o) => o.name)).toEqual(['fleet', 'total_usd_b'])
    expect(document.assumptions.slice(0, 9).every((m) => m.disputed)).toBe(true)
    expect(document.assumptions.slice(9).every((m) => !m.disputed)).toBe(true)
    const text = (await opendome(['compare', 'cbo-2026', '--runs', '0'])).out
    expect(text).toMatch(/^\* unit price +13\.4 million on .* +no change +886 to 1,601$/m)
    expect(text).toMatch(/^\* missiles at once +10 +1\.00 +0\.59$/m)
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
    const csv = (await opendome(['compare', 'nrc-2012', '--csv'])).out
    expect(csv).toMatch(/^interceptors,cost of the interceptors,0,.*,total_usd_b,300,1(\.0+\d*)?,300,500,$/m)
  })

  it('draws a tornado', async () => {
    await inFolder({}, async (cwd) => {
      const { code } = await opendome(['compare', 'aei-calculator', '--picture', 'matters.svg'], { cwd })
      expect(code).toBe(0)
      const svg = readFileSync(join(cwd, 'matters.svg'), 'utf8')
      for (const text of ['which assumption matters', '* learning', '75 % with each doubling'])
        expect(svg).toContain(text)
    })
  })
})

describe('compare of what cannot be compared', () => {
  const from = 'opendome: 1\nfrom: first-flight\n'
  it.each([
    [
      'a scenario without a cost',
      `${from}cost: null\n`,
      'bad.yaml:3:1: missing field cost: the scenario does not say what it costs',
    ],
    [
      'a scenario without interceptors',
      `opendome: 1\nfrom: cbo-2026-tracking\ninterceptors: null\ndisputed: null\nbracket: null\ncost: {preset: null, base_year: 2026, items: [{id: low, of: [sensors], from: warning-leo-aei}]}\n`,
      'bad.yaml:3:1: invalid comparison of cbo-2026 and bad.yaml: studies of different kinds: cbo-2026 is for boost',
    ],
    [
      'a negative price',
      `${from}cost: {items: [{id: boost, average_unit_usd_m: -1}]}\n`,
      'bad.yaml:3:48: invalid cost.items.boost.average_unit_usd_m -1',
    ],
    [
      'a year that no deflator has',
      `${from}cost: {base_year: 2050}\n`,
      'bad.yaml:3:19: invalid base year 2050',
    ],
    [
      'a correlation that cannot be',
      `${from}cost: {items: [{id: boost, operation_per_year_usd_m: {value: 1, low: 1, high: 2}}], uncertainty: {correlation: -0.9}}\n`,
      'not positive semidefinite',
    ],
    [
      'shares that do not add up',
      `${from}cost: {shares: {rule: shares, partners: [{id: canada, share: 0.4}]}}\n`,
      'invalid cost.shares: the shares add up to 0.4, expected 1',
    ],
    ['a currency without a rate', `${from}cost: {currency: GBP}\n`, 'bad.yaml:3:18: unknown currency GBP'],
    [
      'a life of zero',
      `${from}cost: {items: [{id: boost, life_years: 0}]}\n`,
      'bad.yaml:3:40: invalid cost.items.boost.life_years 0',
    ],
  ])('ends at once on %s, with its place and nothing on standard output', async (_, text, message) => {
    await inFolder({ 'bad.yaml': text }, async (cwd) => {
      const { code, out, err } = await opendome(['compare', 'cbo-2026', 'bad.yaml'], { cwd })
      expect([code, out]).toEqual([2, ''])
      expect(err).toContain(message)
      expect(err).toMatch(/\nhint: .+\n$/)
    })
  })

  it.each([
    [
      ['cbo-2026', 'cape-ngi-2021'],
      /^cost preset cape-ngi-2021: invalid comparison of cbo-2026 and cape-ngi-2021: studies of different kinds/,
    ],
    [['aps-2003', 'aei-2025-ground-centric'], /^cost preset aei-2025-ground-centric: invalid comparison/],
    [['cbo-2026', 'aei-2025-basic', 'aps-2003'], /^invalid arguments: /],
    [['cbo-2026', 'cbo-2027'], /^unknown scenario cbo-2027/],
    [['cbo-2026', '--json', '--csv'], /^invalid --json and --csv/],
    [['cbo-2026', '--picture', 'why.gif'], /^invalid --picture why\.gif/],
    [['cbo-2026', '--runs', '-1'], /^invalid --runs -1/],
    [['cbo-2026', '--orders', '1'], /^invalid --orders 1/],
    [[], /^missing argument A/],
  ])('refuses %s', async (args, message) => {
    const { code, out, err } = await opendome(['compare', ...args])
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(message)
  })
})
