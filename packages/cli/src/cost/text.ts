import { asksOf } from '@opendome/model/study'
import { counted, decimalsFor, fixed, percent, significant } from '../text/format.ts'
import { changedWords, pageParts, type PageOptions } from '../text/page.ts'
import { table } from '../text/table.ts'
import { bullets, wrap } from '../text/wrap.ts'
import type { Costed } from './costed.ts'
import { worthLines } from './worth-text.ts'

type Report = Costed['report']

/** The answer of `cost` as a page that a journalist can read. */
export function costText(costed: Costed, options: PageOptions): string {
  const { report, name, doc, assumed } = costed
  const { width, emphasise } = options
  const page = pageParts(options)
  const { section } = page
  return [
    emphasise(name, 'strong'),
    ...(doc === undefined ? [] : wrap(doc, width)),
    '',
    ...page.quotable(headline(report)),
    '',
    ...parts(report, options),
    ...section(`When, billions of dollars by fiscal year`, years(report, width)),
    ...section('What moves the total', moves(report, width)),
    ...section('What it buys in this raid', worthLines(report, width)),
    ...section('Who pays, if the United States and Canada shared it', shares(report, width)),
    ...section('What the same money buys elsewhere', elsewhere(report, width)),
    ...section('What this assumes', bullets(assumed, width)),
    ...section('Limits', bullets(report.limits, width)),
    ...page.changes(changedWords(report)),
    ...page.stamp(
      `opendome ${report.opendome}, ${costed.source}, seed ${report.seed}, ${fixed(report.draws)} draws of prices`,
    ),
  ].join('\n')
}

/** Billions with as many decimals as their size bears. */
export function billions(x: number): string {
  return fixed(x, Math.abs(x) >= 100 ? 0 : Math.abs(x) >= 10 ? 1 : 2)
}

/** Two to five sentences that can be quoted. */
function headline(report: Report): string[] {
  const { published, in_currency: other } = report
  const lines = [
    `USD ${billions(report.total_usd_b)} billion over ${report.years} years from ${report.first_year} on, in dollars of ${report.base_year}.`,
  ]
  if (report.drawn.length > 0)
    lines.push(
      `With prices drawn from their published ranges, eight in ten draws lie between ${billions(report.p10_usd_b)} and ${billions(report.p90_usd_b)} billion, half above ${billions(report.p50_usd_b)}.`,
    )
  if (published !== null) {
    const { difference_usd_b: difference, total_usd_b: total, period_years: period } = published
    const close = Math.abs(difference) < 0.0005 * total
    const over = period === null || period === report.years ? '' : `, over ${significant(period, 2)} years`
    lines.push(
      `Published: ${billions(total)} billion${over}. ${close ? 'The parts add up to that.' : `The parts that can be computed or were published come to ${billions(Math.abs(difference))} billion (${percent(Math.abs(difference) / total)}) ${difference < 0 ? 'less' : 'more'}.`}`,
    )
  }
  lines.push(
    `In dollars of the year in which they are appropriated it is ${billions(report.total_then_year_usd_b)} billion${report.discount_rate === 0 ? '' : `; discounted at ${significant(100 * report.discount_rate, 3)} % real, ${billions(report.present_value_usd_b)} billion`}.`,
  )
  if (other !== null)
    lines.push(
      `That is ${other.currency} ${billions(other.total_b)} billion at ${significant(other.per_usd, 5)} to the dollar (${other.date}).`,
    )
  if (report.unsourced_usd_b > 0)
    lines.push(`${billions(report.unsourced_usd_b)} billion of it rest on prices that name no source.`)
  if (report.not_costed.length > 0)
    lines.push(`Not in it, since no price is given: ${report.not_costed.join(', ')}.`)
  return lines
}

/** The work breakdown. */
function parts(report: Report, { width, emphasise }: PageOptions): string[] {
  const lines = table({
    head: ['Part', 'Kind', 'What it pays for', 'USD billion', 'Source of its price'],
    rows: [
      ...report.by_part.map((p) => ({
        cells: [
          p.part,
          p.kind,
          p.name,
          billions(p.usd_b),
          p.source === null
            ? 'none named'
            : `${p.source}${p.mark === 'published' ? '' : ` (${p.mark ?? 'as given'})`}`,
        ],
      })),
      { cells: ['total', '', '', billions(report.total_usd_b), ''], emphasis: 'strong' as const },
    ],
    left: [0, 1, 2, 4],
    flexible: 2,
    width,
    emphasise,
  })
  const bought = report.quantities
    .filter((q) => q.bought !== q.fielded || q.launches !== null)
    .map((q) => {
      const more = [
        `${fixed(q.fielded)} fielded, ${fixed(q.bought)} bought over the horizon (${significant(q.fleets, 3)} fleets${q.life_years === null ? '' : `, life ${significant(q.life_years, 3)} years`})`,
        ...(q.launches === null ? [] : [`${fixed(q.launches)} launches`]),
        ...(q.launch_mass_kg === null ? [] : [`${fixed(q.launch_mass_kg)} kg each`]),
        ...(q.drag_propellant_kg === null
          ? []
          : [`of that ${fixed(q.drag_propellant_kg, 1)} kg propellant against drag`]),
      ]
      return `${q.part}: ${more.join(', ')}`
    })
  return [...lines, ...(bought.length === 0 ? [] : ['', ...bullets(bought, width)])]
}

/** Blocks of five years, and what is left to be spent after the horizon. */
function years(report: Report, width: number): string[] {
  const blocks: { label: string; rows: Report['by_year'] }[] = []
  for (let y = 0; y < report.years; y += 5) {
    const rows = report.by_year.slice(y, y + 5)
    blocks.push({ label: `${rows[0]!.year} to ${rows.at(-1)!.year}`, rows })
  }
  if (report.outlays_after.length > 0) blocks.push({ label: 'after that', rows: report.outlays_after })
  const sum = (rows: Report['by_year'], of: (y: Report['by_year'][number]) => number): string =>
    billions(rows.reduce((all, y) => all + of(y), 0))
  return table({
    head: [
      '',
      `authority, ${report.base_year} dollars`,
      'then-year dollars',
      `outlays, ${report.base_year} dollars`,
      'then-year dollars',
    ],
    rows: blocks.map(({ label, rows }) => ({
      cells: [
        label,
        sum(rows, (y) => y.usd_b),
        sum(rows, (y) => y.then_year_usd_b),
        sum(rows, (y) => y.outlays_usd_b),
        sum(rows, (y) => y.outlays_then_year_usd_b),
      ],
    })),
    left: [0],
    width,
  })
}

/** Bars shown. */
const BARS = 10

function moves(report: Report, width: number): string[] {
  if (report.tornado.length === 0) return []
  const shown = (v: number | string): string => (typeof v === 'string' ? v : significant(v, 4))
  return table({
    head: ['Assumption, all others as stated', 'low', 'stated', 'high', 'Total, USD billion'],
    rows: report.tornado.slice(0, BARS).map((b) => ({
      cells: [
        b.name,
        shown(b.low),
        shown(b.value),
        shown(b.high),
        `${billions(b.low_usd_b)} to ${billions(b.high_usd_b)}`,
      ],
    })),
    left: [0],
    flexible: 0,
    width,
  })
}

const RULES: Readonly<Record<string, string>> = {
  gdp: 'by gross domestic product',
  population: 'by population',
  norad: 'as they bear NORAD, 60 to 40',
  'defended-area': 'by defended area',
}

function shares(report: Report, width: number): string[] {
  const own = report.by_partner
  const rows = report.share_rules.map(({ rule, partners }) => {
    const [us, canada] = ['united-states', 'canada'].map((id) => partners.find((p) => p.partner === id)!)
    const ask = /^fixed-sum of USD (\S+) B$/.exec(rule)?.[1]
    return {
      cells: [
        ask === undefined ? (RULES[rule] ?? rule) : `Canada pays the USD ${ask} billion asked of it`,
        billions(us!.usd_b),
        billions(canada!.usd_b),
        percent(canada!.share),
      ],
    }
  })
  const asks = asksOf('canada').map(
    (a) =>
      `${a} billion is ${percent(a / 175)} of the 175 and ${percent(a / 185)} of the 185 billion announced`,
  )
  return [
    ...(own.length < 2
      ? []
      : [
          ...wrap(
            `As the scenario shares it: ${own.map((p) => `${p.partner} USD ${billions(p.usd_b)} billion (${percent(p.share)}${p.in_kind_usd_b > 0 ? `, of which ${billions(p.in_kind_usd_b)} in kind` : ''})`).join(', ')}.`,
            width,
          ),
          '',
        ]),
    ...table({
      head: ['Rule', 'United States, USD billion', 'Canada, USD billion', 'Canada'],
      rows,
      left: [0],
      width,
    }),
    ...bullets([`What was asked of Canada: ${asks.join('; ')}.`], width),
  ]
}

function elsewhere(report: Report, width: number): string[] {
  return [
    ...table({
      head: ['Programme', 'as announced', 'USD billion', 'part of this total'],
      rows: report.alternatives.map((a) => ({
        cells: [
          `${a.name} (${a.year})`,
          `${a.currency} ${fixed(a.amount_b, decimalsFor([a.amount_b]))} billion`,
          billions(a.usd_b),
          percent(a.usd_b / report.total_usd_b),
        ],
      })),
      left: [0],
      width,
    }),
    ...bullets(
      [
        `${counted(new Set(report.alternatives.map((a) => a.currency)).size, 'currency').replace('currencys', 'currencies')} at dated rates: ${[...new Set(report.alternatives.map((a) => `${significant(a.per_usd, 5)} ${a.currency} to the dollar (${a.rate_date})`))].join(', ')}. SAFE are loans to all members.`,
      ],
      width,
    ),
  ]
}
