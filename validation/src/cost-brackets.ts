import { compareStudies, costPresets, lifeCycleCost, readCost, sbiCalculator } from '@opendome/model'
import { reported, type Case, type Row } from './case.ts'
import { BUYING, costed, initial, tracking, usdB } from './cost.ts'
import { source } from './sources.ts'

const BILLION = 1e9

/** Both ends of the letter: interceptors, totals at the old and the new launch price (billions of 2025 dollars). */
const ENDS = [
  { name: 'lowest', count: 1300, old: 264, new: 161 },
  { name: 'highest', count: 2000, old: 831, new: 542 },
] as const

/** Lives that give one fleet, the fleets of the studies of 2004, and those of 2026. */
const LIVES = [20, 7, 5]

/** Launch cost of a fleet over 20 years, at millions of dollars a tonne; billions. */
function launch(count: number, tonnes: number, price: number, lifeYears: number): number {
  const sbi = {
    id: 'sbi',
    count,
    mass_kg: 1000 * tonnes,
    launch_price_per_tonne_usd_m: price,
    life_years: lifeYears,
    renewal: 'fractional',
  }
  return costed({ base_year: 2025, years: 20, items: [sbi] }).total / BILLION
}

/** What cheaper launch saves, and the mass that the published saving would need. */
function launchPrice(): Row[] {
  return ENDS.flatMap(({ name, count, old, new: cheap }) => {
    const saved = (tonnes: number, life: number): number =>
      launch(count, tonnes, 9.8, life) - launch(count, tonnes, 0.5, life)
    return LIVES.flatMap((life) => [
      reported(
        `${name}, part saved at 2 t, life ${life} years`,
        '',
        (old - cheap) / old,
        saved(2, life) / old,
      ),
      reported(
        `${name}, mass that saves as much, life ${life} years`,
        't',
        'not published',
        (old - cheap) / saved(1, life),
      ),
    ])
  })
}

/** Printed replenishment of a tier against all fleets but the first. */
function replenishment(preset: string, rows: readonly (readonly [count: number, printed: number])[]): Row[] {
  return rows.map(([count, printed]) =>
    reported(
      `${preset}, replenishment of ${count.toLocaleString('en-US')}`,
      'USD billion',
      printed,
      usdB(costed({ preset, items: [{ id: 'sbi', count }] }), ['renewal']),
    ),
  )
}

/** Every preset that has a published total against it. */
function presets(): Row[] {
  return costPresets().flatMap((id) => {
    const { plan, published } = readCost(id)
    if (published.total === undefined) return []
    const { total, parts } = lifeCycleCost(plan)
    const lumps = parts.every((p) => p.account === 'lump') ? ', lumps alone' : ''
    return [
      reported(
        id + lumps,
        `USD billion of ${plan.baseYear}`,
        published.total.value / BILLION,
        total / BILLION,
      ),
    ]
  })
}

/** The space layer of CBO 2026 read in other ways. */
function spaceLayer(): Row[] {
  const bought = (item: object): number =>
    usdB(costed({ preset: 'cbo-2026', items: [{ id: 'sbi', ...item }] }), [...BUYING, 'development'], ['sbi'])
  const unit = (usdM: number): number => bought({ average_unit_usd_m: usdM })
  return [
    reported(
      'first fleet, then a fifth of it a year',
      'USD billion',
      723,
      bought({ renewal: 'yearly-after-first-life' }),
    ),
    reported('life of 4.75 years', 'USD billion', 723, bought({ life_years: 4.75, renewal: 'fractional' })),
    reported('spares of 5 %', 'USD billion', 723, bought({ spare_fraction: 0.05 })),
    reported('unit price that gives the published sum', 'USD million', 22, (22 * 723) / unit(22)),
  ]
}

/** Published numbers for the same thing, and whose they are. */
const PAIRS = [
  ['programme-175', 'cbo-2026'],
  ['programme-185', 'cbo-2026'],
  ['cbo-2025-high-new', 'cbo-2026'],
  ['cbo-2025-high-old', 'cbo-2026'],
  ['aei-2025-boost', 'cbo-2026'],
  ['aei-2025-balanced', 'cbo-2026'],
  ['aei-2025-robust', 'cbo-2026'],
  ['bloomberg-2025', 'cbo-2026'],
  ['cbo-2004-high', 'cbo-2025-high-new'],
  ['nrc-2012', 'cbo-2025-high-new'],
] as const

/** As many as a published total has. */
const digits = (x: number): number => Number(x.toPrecision(5))

/** Two studies on one base year, period and scope: the first as expected, the second as got. */
function likeForLike(): Row[] {
  return PAIRS.map(([a, b]) => {
    const { likeForLike: like } = compareStudies(a, b, { runs: 0 })
    return reported(
      `${b} against ${a}, ${like.years} years`,
      `USD billion of ${like.baseYear}`,
      digits(like.after[0]),
      digits(like.after[1]),
    )
  })
}

export const COST_BRACKET_CASES: readonly Case[] = [
  {
    id: 'cost/launch-price',
    class: 'bracket',
    source: source(
      'cbo2025',
      'lowest and highest alternative at old and new launch prices, about 1,300 and 2,000 interceptors',
    ),
    note: 'Mass, life and new launch price are not published; here 9,800 and 500 dollars a kilogram. One fleet needs interceptors of many tonnes to save as much; four fleets of two to four tonnes do.',
    rows: launchPrice,
  },
  {
    id: 'cost/like-for-like',
    class: 'bracket',
    source: source(
      'cbo',
      'total, parts and period; beside it the totals, periods and scopes of the other presets',
    ),
    note: 'Each pair in dollars of the later base year, over the shorter period (what each spends in its first years, lumps evenly) and without what one of the two leaves out, as far as it stands in parts of its own. The expected number is the study named second.',
    rows: likeForLike,
  },
  {
    id: 'cost/cbo-2026-readings',
    class: 'bracket',
    source: source('cbo', '723 billion of acquisition'),
    note: 'What could make up the difference between 686 and 723 billion; none of it is published.',
    rows: spaceLayer,
  },
  {
    id: 'cost/tracking-renewal',
    class: 'bracket',
    source: source('cbo', '69 billion over 20 years'),
    note: 'The renewal rule decides over the fleets of six years of life.',
    rows: () =>
      ['whole-generations', 'yearly-after-first-life'].map((rule) =>
        reported(rule, 'USD billion', 69, tracking(rule)),
      ),
  },
  {
    id: 'cost/aei-replenishment',
    class: 'bracket',
    source: source('aei', 'replenishment by tier'),
    note: 'Printed replenishment follows where learning of units starts again with each fleet and that of launches does not. Glide and midcourse with prices as in their presets; midcourse is printed as its initial cost.',
    rows: () => [
      ...replenishment('aei-2025-boost', [
        [4990, 195],
        [49_900, 1220],
        [249_500, 4480],
      ]),
      ...replenishment('aei-2025-glide', [
        [310, 34],
        [3100, 209],
        [15_500, 758],
      ]),
      ...replenishment('aei-2025-midcourse', [
        [2000, 32],
        [20_000, 202],
        [100_000, 740],
      ]),
    ],
  },
  {
    id: 'cost/aei-glide',
    class: 'bracket',
    source: source('aei', 'initial cost of the glide tier'),
    note: 'Fitted to these three numbers; at the prices of the other tiers it is 25 to 30 % less, so glide interceptors have a dearer basis.',
    rows: () =>
      (
        [
          [310, 12],
          [3100, 72],
          [15_500, 262],
        ] as const
      ).map(([count, printed]) =>
        reported(
          `first fleet of ${count.toLocaleString('en-US')}`,
          'USD billion',
          printed,
          initial('aei-2025-glide', count),
        ),
      ),
  },
  {
    id: 'cost/aei-midcourse-count',
    class: 'bracket',
    source: source('aei', 'midcourse tier, 2,000 interceptors against five missiles'),
    note: 'Reading taken where transcriptions contradict the formula: the printed counts, not the fly-out time of 900 s, which gives far fewer.',
    rows: () => [
      reported(
        'interceptors at 1,500 km and 900 s',
        '',
        2000,
        sbiCalculator({ altitude_km: 1500, flyout_s: 900, life_years: 10, salvo: 5 }).count,
      ),
    ],
  },
  {
    id: 'cost/presets',
    class: 'bracket',
    source: source('catalog', 'published totals'),
    note: 'A preset of published lumps alone gives itself; the others are worked out from counts and prices, at least in part.',
    rows: presets,
  },
]
