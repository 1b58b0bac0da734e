import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CostReport } from '@opendome/model'
import { describe, expect, it } from 'vitest'
import { inFolder, shapeOf } from '../testing/command.ts'
import { opendome } from '../testing/commands.ts'

const YEAR = {
  year: 'number',
  usd_b: 'number',
  then_year_usd_b: 'number',
  outlays_usd_b: 'number',
  outlays_then_year_usd_b: 'number',
}
const PART = {
  part: 'string',
  kind: 'string',
  usd_b: 'number',
  name: 'string',
  price: 'string',
  source: 'string',
  mark: 'string',
}
const DOCUMENT = {
  opendome: 'string',
  scenario: 'string',
  changed_assumptions: [],
  limits: ['string'],
  preset: 'string',
  base_year: 'number',
  first_year: 'number',
  years: 'number',
  total_usd_b: 'number',
  p10_usd_b: 'number',
  p50_usd_b: 'number',
  p90_usd_b: 'number',
  mean_usd_b: 'number',
  total_then_year_usd_b: 'number',
  present_value_usd_b: 'number',
  discount_rate: 'number',
  in_currency: 'null',
  published: {
    total_usd_b: 'number',
    difference_usd_b: 'number',
    period_years: 'number',
    scope: expect.any(Object) as object,
  },
  by_part: [PART],
  by_year: [YEAR],
  outlays_after: [YEAR],
  by_partner: [
    { partner: 'string', usd_b: 'number', share: 'number', in_kind_usd_b: 'number', cash_usd_b: 'number' },
  ],
  share_rules: [{ rule: 'string', partners: [{ partner: 'string', usd_b: 'number', share: 'number' }] }],
  alternatives: [
    {
      id: 'string',
      name: 'string',
      doc: 'string',
      country: 'string',
      currency: 'string',
      amount_b: 'number',
      year: 'number',
      per_usd: 'number',
      rate_date: 'string',
      usd_b: 'number',
    },
  ],
  quantities: [
    {
      part: 'string',
      things: ['string'],
      fielded: 'number',
      fleet: 'number',
      bought: 'number',
      fleets: 'number',
      life_years: 'number',
      launches_first_fleet: 'null',
      launches: 'null',
      launch_mass_kg: 'null',
      drag_propellant_kg: 'null',
    },
  ],
  draws: 'number',
  seed: 'number',
  drawn: ['string'],
  fixed: ['string'],
  curve: [{ p: 'number', usd_b: 'number' }],
  spread_by_part: [
    { part: 'string', p10_usd_b: 'number', p50_usd_b: 'number', p90_usd_b: 'number', mean_usd_b: 'number' },
  ],
  tornado: [
    {
      name: 'string',
      value: 'number',
      low: 'number',
      high: 'number',
      low_usd_b: 'number',
      high_usd_b: 'number',
    },
  ],
  unsourced: [],
  unsourced_usd_b: 'number',
  not_costed: [],
  worth: {
    runs: 'number',
    took_part: ['string'],
    took_part_usd_b: 'number',
    others_usd_b: 'number',
    killed: 'number',
    per_missile_stopped_usd_b: 'number',
    readings: [{ id: 'string', name: 'string', killed: 'number', per_missile_stopped_usd_b: 'number' }],
    one_more_missile: { interceptors: 'number', satellites: 'number', usd_b: 'number' },
    fleet_per_missile: { interceptors: 'number', usd_b: 'number' },
    attacker: [
      {
        name: 'string',
        low_usd_m: 'number',
        high_usd_m: 'number',
        exchange_low: 'number',
        exchange_high: 'number',
      },
    ],
    shots_per_missile_stopped_usd_m: 'number',
    assumptions: ['string'],
  },
}

const parsed = (text: string): CostReport => JSON.parse(text) as CostReport
const RUNS = ['--runs', '4']

describe('cost --json', () => {
  it('holds the names of the design, all the way down, and the same bytes twice', async () => {
    const args = ['cost', 'cbo-2026', ...RUNS, '--json']
    const { code, out, err } = await opendome(args)
    expect([code, err]).toEqual([0, ''])
    const document = parsed(out)
    expect(shapeOf(document)).toEqual(DOCUMENT)
    expect(document).toMatchObject({ base_year: 2026, years: 20, seed: 1, draws: 10_000 })
    expect(document.total_usd_b).toBeCloseTo(686.4 + 20 + 69 + 379, 6)
    expect((await opendome(args)).out).toBe(out)
  })

  it('takes draws and seed, and leaves the runs out where there are to be none', async () => {
    const { out } = await opendome([
      'cost',
      'cbo-2026',
      '--runs',
      '0',
      '--draws',
      '500',
      '--seed',
      '9',
      '--json',
    ])
    expect(parsed(out)).toMatchObject({ draws: 500, seed: 9, worth: null })
  })

  it('costs a preset of which only the cost is published, without a raid', async () => {
    const { code, out } = await opendome(['cost', 'cbo-2025-low-old', '--json'])
    expect(code).toBe(0)
    expect(parsed(out)).toMatchObject({
      preset: 'cbo-2025-low-old',
      base_year: 2025,
      total_usd_b: 264,
      worth: null,
      changed_assumptions: [],
    })
  })
})

describe('cost', () => {
  it('answers in words first, then shows where the number comes from', async () => {
    const { code, out, err } = await opendome(['cost', 'cbo-2026', ...RUNS])
    expect([code, err]).toEqual([0, ''])
    const text = out.replace(/\s+/g, ' ')
    for (const sentence of [
      'USD 1,154 billion over 20 years from 2026 on, in dollars of 2026.',
      'Published: 1,191 billion. The parts that can be computed or were published come to 36.6 billion (3.1 %) less.',
      'The other parts (USD 448 billion) did not take part.',
      'What was asked of Canada: 61 billion is 35 % of the 175 and 33 % of the 185 billion announced',
    ])
      expect(text).toContain(sentence)
    for (const line of [
      /^sbi +procurement +Space vehicle +172 +cbo-2026$/m,
      /^rest +residual +Published lump +379 +cbo-2026 \(second-hand\)$/m,
      /^total +1,154$/m,
      /^sbi\.average_unit_usd_m +13\.4 +22 +36\.3 +\d+ to 1,\d+$/m,
      /^What the same money buys elsewhere$/m,
      /^Limits$/m,
      /^Changed assumptions$/m,
    ])
      expect(out).toMatch(line)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  })

  it('lists what was changed, what has no source and what has no price', async () => {
    const text = `opendome: 1
from: first-flight
sensors: [{id: radar, sensor: long-range-discrimination-radar}]
cost:
  items:
    - {id: boost, average_unit_usd_m: 30}
`
    await inFolder({ 'dear.yaml': text }, async (cwd) => {
      const { code, out } = await opendome(['cost', 'dear.yaml', '--runs', '0'], { cwd })
      expect(code).toBe(0)
      const words = out.replace(/\s+/g, ' ')
      expect(words).toContain('192 billion of it rest on prices that name no source.')
      expect(words).toContain('Not in it, since no price is given: sensors.radar.')
      expect(words).toContain('cost.items.boost.average_unit_usd_m: 30 instead of 22')
    })
  })

  it('prints each part by fiscal year as CSV, which adds up to the total', async () => {
    const { code, out } = await opendome(['cost', 'aei-calculator', '--csv'])
    expect(code).toBe(0)
    const lines = out.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^# opendome \S+, Public SBI calculator.*constant 2026 dollars by fiscal year/)
    expect(lines[2]).toBe('year,part,kind,name,usd_b,source,mark')
    // Cells before the amount hold no comma but in quotes.
    const amounts = lines.slice(3).map((l) => Number(l.replace(/"[^"]*"/g, 'x').split(',')[4]))
    expect(amounts.reduce((a, b) => a + b, 0)).toBeCloseTo(104.426, 3)
  })

  it('draws years, spread and what moves the total, with what they rest on', async () => {
    await inFolder({}, async (cwd) => {
      const args = ['cost', 'aei-2025-boost', '--picture']
      const { code, err } = await opendome([...args, 'cost.svg'], { cwd })
      expect([code, err]).toEqual([0, 'written: cost.svg\n'])
      const svg = readFileSync(join(cwd, 'cost.svg'), 'utf8')
      expect(svg).toMatch(/^<svg /)
      for (const text of [
        'USD 270 billion over 20 years',
        'Chance that the total is no more than',
        'sbi.learning',
        'Changed assumptions: none.',
        'seed 1',
      ])
        expect(svg).toContain(text)
      expect((await opendome([...args, 'cost.png'], { cwd })).code).toBe(0)
      expect(readFileSync(join(cwd, 'cost.png')).subarray(1, 4).toString()).toBe('PNG')
    })
  })

  it('says in the picture where no price has a range', async () => {
    await inFolder({}, async (cwd) => {
      await opendome(['cost', 'aei-2025-balanced', '--picture', 'cost.svg'], { cwd })
      const svg = readFileSync(join(cwd, 'cost.svg'), 'utf8')
      expect(svg.match(/Nothing to show: no price has a published range\./g)).toHaveLength(2)
    })
  })

  const from = 'opendome: 1\nfrom: first-flight\n'
  it.each([
    [
      'a negative price',
      `${from}cost:\n  items:\n    - {id: boost, average_unit_usd_m: -1}\n`,
      'bad.yaml:5:39: invalid',
    ],
    [
      'a life of zero',
      `${from}cost:\n  items:\n    - {id: boost, life_years: 0}\n`,
      'bad.yaml:5:31: invalid',
    ],
    ['a year that no deflator has', `${from}cost:\n  base_year: 2050\n`, 'bad.yaml:4:14: invalid'],
    ['an unknown preset', `${from}cost:\n  preset: cbo-2027\n`, 'bad.yaml:4:11: unknown cost cbo-2027'],
    ['a currency without a rate', `${from}cost:\n  currency: GBP\n`, 'bad.yaml:4:13: unknown currency GBP'],
    [
      'shares that do not add up',
      `${from}cost:\n  shares:\n    rule: shares\n    partners:\n      - {id: canada, share: 0.4}\n`,
      'bad.yaml:7:7: invalid cost.shares: the shares add up to 0.4, expected 1',
    ],
    ['a scenario without a cost', `${from}cost: null\n`, 'bad.yaml:3:1: missing field cost'],
  ])('ends at once on %s, with its place and nothing on standard output', async (_, text, message) => {
    await inFolder({ 'bad.yaml': text }, async (cwd) => {
      const { code, out, err } = await opendome(['cost', 'bad.yaml'], { cwd })
      expect([code, out]).toEqual([2, ''])
      expect(err).toContain(message)
      expect(err).toMatch(/\nhint: .+\n$/)
    })
  })

  it.each([
    [['first-flight', '--json', '--csv'], /^invalid --json and --csv/],
    [['first-flight', '--picture', 'cost.gif'], /^invalid --picture cost\.gif/],
    [['first-flight', '--draws', '10'], /^invalid --draws 10/],
    [['cbo-2020'], /^unknown /],
  ])('refuses %s', async (args, message) => {
    const { code, out, err } = await opendome(['cost', ...args])
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(message)
  })
})
