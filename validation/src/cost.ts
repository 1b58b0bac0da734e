import { lifeCycleCost, readCost, sbiCalculator, type CostPlan, type LifeCycleCost } from '@opendome/model'
import { absolute, exact, relative, within, type Case, type Row } from './case.ts'
import { source } from './sources.ts'

const BILLION = 1e9

/** A preset or a cost block, costed. */
export function costed(block: string | Readonly<Record<string, unknown>>): LifeCycleCost {
  return lifeCycleCost(planOf(block))
}

function planOf(block: string | Readonly<Record<string, unknown>>): CostPlan {
  return readCost(block).plan
}

/** Sum of the lines of the given kinds, and of the given items if any are named, billions of dollars. */
export function usdB(cost: LifeCycleCost, kinds: readonly string[], items?: readonly string[]): number {
  const lines = cost.parts.filter(
    (p) => kinds.includes(p.kind) && (items === undefined || items.includes(p.part)),
  )
  return lines.reduce((sum, p) => sum + p.usd, 0) / BILLION
}

export const BUYING = ['procurement', 'launch', 'renewal']
const INITIAL = ['procurement', 'launch']

/** First fleet of an AEI tier with a count of the table, billions of dollars. */
export function initial(preset: string, count: number): number {
  return usdB(costed({ preset, items: [{ id: 'sbi', count }] }), INITIAL)
}

/** One tier: the three printed counts, as far as they are given, against the printed initial costs. */
function tier(
  preset: string,
  rows: readonly (readonly [count: number, printed: number])[],
  part: number,
  reason: string,
): Row[] {
  return rows.map(([count, printed]) =>
    within(
      `first fleet of ${count.toLocaleString('en-US')}`,
      'USD billion',
      printed,
      initial(preset, count),
      relative(part, reason),
    ),
  )
}

/** The warning satellites of CBO at the prices of AEI, under one renewal rule. */
export function tracking(renewal: string): number {
  const of = (from: string, count: number): object => ({ id: from, from, count, renewal })
  const items = [of('warning-leo-aei', 108), of('warning-meo-aei', 27)]
  return costed({ base_year: 2026, years: 20, items }).total / BILLION
}

function calculator(): Row[] {
  const formulas = relative(1e-3, 'The same formulas and inputs: only the printed digits differ.')
  const counts = exact('Whole numbers from one formula.')
  const got = sbiCalculator()
  const preset = costed('aei-calculator')
  return [
    within('interceptors', '', 998, got.count, counts),
    within('launches', '', 30, got.launches, counts),
    within('average unit', 'USD million', 18.2, got.average_unit_usd_m, formulas),
    within('average launch', 'USD million', 131.3, got.average_launch_usd_m, formulas),
    within('procurement', 'USD billion', 72.66, got.procurement_usd_b, formulas),
    within('launch', 'USD billion', 15.76, got.launch_usd_b, formulas),
    within('total', 'USD billion', 104.4, got.total_usd_b, formulas),
    within('total as a work breakdown', 'USD billion', 104.4, preset.total / BILLION, formulas),
  ]
}

function canada(): Row[] {
  const share = (preset: string, ask: number): number => {
    const partners = [
      { id: 'united-states' },
      { id: 'canada', fixed_sum: { amount_b: ask, currency: 'USD' } },
    ]
    const { byPartner } = costed({ preset, shares: { rule: 'fixed-sum', partners } })
    return byPartner.find((p) => p.partner === 'canada')!.share
  }
  const digits = absolute(1e-3, '', 'The printed digits.')
  return [
    within('61 of 175 billion', '', 0.349, share('programme-175', 61), digits),
    within('71 of 175 billion', '', 0.406, share('programme-175', 71), digits),
    within('71 of 185 billion', '', 0.384, share('programme-185', 71), digits),
  ]
}

const TABLE = 'Appendix B, initial cost'

export const COST_CASES: readonly Case[] = [
  {
    id: 'cost/cbo-2026-sbi',
    class: 'published',
    source: source(
      'cbo',
      '7,800 interceptors at USD 22 million, life 5 years, 723 billion of acquisition over 20 years',
    ),
    note: 'The stated rule gives four fleets, whichever renewal rule is taken; what CBO adds (development, spares, a ramp) is not published, and nothing is spread to meet 723.',
    rows: () => [
      within(
        'acquisition of the space layer',
        'USD billion',
        723,
        usdB(costed('cbo-2026'), BUYING, ['sbi']),
        relative(0.06, 'The published sum holds items that CBO does not list.'),
      ),
      within(
        'four fleets of 7,800 at USD 22 million',
        'USD billion',
        686.4,
        usdB(costed('cbo-2026'), BUYING, ['sbi']),
        relative(1e-12, 'A product of four numbers.'),
      ),
      within(
        'operation of the space layer',
        'USD billion',
        20,
        usdB(costed('cbo-2026'), ['operation'], ['sbi']),
        relative(1e-12, 'USD 1 billion a year for 20 years.'),
      ),
    ],
  },
  {
    id: 'cost/cbo-2026-sum',
    class: 'closed form',
    source: source('cbo', 'total 1,191, space layer 743, tracking 69 billion'),
    note: 'The surface layers, other sensors, links and command are one published rest, kept as one lump.',
    rows: () => {
      const rounding = absolute(1, 'USD billion', 'Rounding of the published parts.')
      const { total } = readCost('cbo-2026').published
      const rest = usdB(costed('cbo-2026'), ['residual'], ['rest'])
      return [
        within(
          'rest, published total less parts',
          'USD billion',
          379,
          total!.value / BILLION - 743 - 69,
          rounding,
        ),
        within('rest, as a lump of the preset', 'USD billion', 379, rest, rounding),
      ]
    },
  },
  {
    id: 'cost/tracking',
    class: 'published',
    source: source('cbo', '108 satellites in low and 27 in medium orbit, 69 billion over 20 years'),
    note: 'Count and sum are CBO, prices and lives are AEI, which names neither launch nor development. Life of 6 years in a horizon of 20: the part of a fleet that the horizon uses.',
    rows: () => [
      within(
        'tracking satellites, fractional fleets',
        'USD billion',
        69,
        tracking('fractional'),
        relative(0.1, 'Two studies: launch and development are in the one and not in the other.'),
      ),
      within(
        'the same by hand',
        'USD billion',
        64.8,
        tracking('fractional'),
        relative(1e-9, '108 · (50 · 4 + 10 · 20) + 27 · (120 · 20/6 + 20 · 20) million.'),
      ),
    ],
  },
  {
    id: 'cost/aei-boost',
    class: 'published',
    source: source('aei', TABLE),
    note: 'Price of the first unit and of the first launch are no figures of AEI: two numbers fitted to these three. Pairs from 58 and 95 to 65 and 65 million fit within 2 %.',
    rows: () =>
      tier(
        'aei-2025-boost',
        [
          [4990, 67],
          [49_900, 421],
          [249_500, 1560],
        ],
        0.01,
        'Printed in whole billions, and two fitted numbers.',
      ),
  },
  {
    id: 'cost/aei-midcourse',
    class: 'published',
    source: source('aei', TABLE),
    note: 'The prices of the boost tier, which never saw these numbers.',
    rows: () =>
      tier(
        'aei-2025-midcourse',
        [
          [2000, 32],
          [20_000, 202],
          [100_000, 740],
        ],
        0.015,
        'Printed in whole billions: half of one is 1.6 % of the first.',
      ),
  },
  {
    id: 'cost/aei-robust',
    class: 'closed form',
    source: source('aei', 'Robust All-Threat, 85,400 interceptors in space, 3.6 trillion'),
    note: 'Reading taken where transcriptions differ: moderate boost. One lists robust boost (249,500) here; the printed 85,400 is 49,900 + 15,500 + 20,000, and robust boost alone is printed as 6.0 trillion.',
    rows: () => [
      within(
        'total of Robust All-Threat',
        'USD billion',
        3600,
        costed('aei-2025-robust').total / BILLION,
        relative(1e-9, 'Published parts and a published rest.'),
      ),
      within(
        'of which interceptors in space',
        'USD billion',
        3092,
        usdB(costed('aei-2025-robust'), ['residual'], ['boost', 'glide', 'midcourse']),
        relative(1e-9, 'A sum of printed totals.'),
      ),
    ],
  },
  {
    id: 'cost/calculator',
    class: 'closed form',
    source: source('calculator', 'default inputs'),
    note: 'The outputs are its formulas worked out apart from this program.',
    rows: calculator,
  },
  {
    id: 'cost/aps-launch',
    class: 'closed form',
    source: source('aps', '1,600 interceptors, 2,000 t, USD 22,000 a kilogram'),
    rows: () => [
      within(
        'launch of the fleet',
        'USD billion',
        44,
        usdB(costed('aps-2003'), ['launch']),
        exact('Whole numbers of dollars.'),
      ),
    ],
  },
  {
    id: 'cost/ngi',
    class: 'closed form',
    source: source('cape', '13.1 + 2.3 + 2.3 billion for 31 missiles'),
    rows: () => {
      const ngi = costed('cape-ngi-2021')
      const bought = usdB(ngi, ['development', ...BUYING])
      const digits = relative(0.01, 'Sums printed with one decimal.')
      return [
        within('life-cycle cost', 'USD billion', 17.7, ngi.total / BILLION, digits),
        within('average without operation', 'USD million', 498, (1000 * bought) / 31, digits),
      ]
    },
  },
  {
    id: 'cost/canada',
    class: 'closed form',
    source: source('asks', 'sums asked of Canada, and of what'),
    rows: canada,
  },
]
