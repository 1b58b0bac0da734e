import type { CompareReport, OutputReport } from '@opendome/model/study'
import { counted, fixed } from '../text/format.ts'
import { changedWords, pageParts, type PageOptions } from '../text/page.ts'
import { table } from '../text/table.ts'
import { bullets, wrap } from '../text/wrap.ts'
import { outputName, shown, signed } from './words.ts'

const usd = (x: number): string => shown('total_usd_b', x)

/** Why two studies differ, as a page that a journalist can read. */
export function compareText(report: CompareReport, options: PageOptions): string {
  const { width, emphasise } = options
  const page = pageParts(options)
  const { section } = page
  return [
    emphasise(`${report.a.study} against ${report.b.study}`, 'strong'),
    `A: ${report.a.name}`,
    `B: ${report.b.name}`,
    '',
    ...page.quotable(headline(report)),
    ...section('Like for like, USD billion', likeForLike(report, options)),
    ...section('What they assume', assumptions(report, width)),
    ...section(`What ${report.a.study} published, and what had to be assumed`, stated(report.a, width)),
    ...(report.a.study === report.b.study
      ? []
      : section(`What ${report.b.study} published, and what had to be assumed`, stated(report.b, width))),
    ...report.outputs.flatMap((o) =>
      section(`From A to B: ${outputName(o.name)}`, waterfall(o, report, options)),
    ),
    ...section(
      'Not compared',
      bullets(
        report.not_compared.map(({ name, why }) => `${outputName(name)}: ${why}.`),
        width,
      ),
    ),
    ...section('The two fleets by closed form and by search', fleets(report, width)),
    ...section('Limits', bullets(report.limits, width)),
    ...page.changes(changedWords(report)),
    ...page.stamp(
      `opendome ${report.opendome}, ${report.a.study} against ${report.b.study}, seed ${report.seed}${report.outputs.some((o) => o.name === 'leaked') ? `, ${counted(report.runs, 'run')} of each mixture` : ''}`,
    ),
  ].join('\n')
}

/** Steps told in the first lines. */
const TOLD = 3

function headline(report: CompareReport): string[] {
  const { a, b, outputs, like_for_like: like } = report
  const total = outputs.find((o) => o.name === 'total_usd_b')
  if (total === undefined) return [`${a.study} and ${b.study} have no total in common.`]
  const dollars =
    a.base_year === b.base_year
      ? ` in dollars of ${a.base_year}`
      : `, in dollars of ${a.base_year} and of ${b.base_year}`
  const widest = [...total.steps]
    .sort((x, y) => Math.abs(y.change) - Math.abs(x.change))
    .slice(0, TOLD)
    .filter((s) => s.change !== 0)
  return [
    `A costs USD ${usd(total.a)} billion, B ${usd(total.b)} billion${dollars}.`,
    `On the same base year and period, and scope as far as it can be told apart, it is ${usd(like.after.a_usd_b)} against ${usd(like.after.b_usd_b)} billion.`,
    ...(widest.length === 0
      ? []
      : [
          `What moves the total most on the way from A to B: ${widest.map((s) => `${s.name} (${signed('total_usd_b', s.change)} billion)`).join(', ')}.`,
        ]),
  ]
}

function likeForLike(report: CompareReport, { width, emphasise }: PageOptions): string[] {
  const { like_for_like: like, a, b } = report
  const row = (
    what: string,
    mine: number,
    theirs: number,
    strong = false,
  ): { cells: string[]; emphasis?: 'strong' } => ({
    cells: [what, strong ? usd(mine) : change(mine), strong ? usd(theirs) : change(theirs)],
    ...(strong ? { emphasis: 'strong' as const } : {}),
  })
  const change = (x: number): string => (Math.abs(x) < 5e-7 ? '-' : signed('total_usd_b', x))
  const published = [a, b].map((s) => (s.published_usd_b === null ? '-' : usd(s.published_usd_b)))
  return [
    ...table({
      head: ['', a.study, b.study],
      rows: [
        { cells: ['as published', ...published] },
        row('before: as each has it here', like.before.a_usd_b, like.before.b_usd_b, true),
        ...like.adjustments.map((x) => row(x.adjustment, x.a_usd_b, x.b_usd_b)),
        row('after: like for like', like.after.a_usd_b, like.after.b_usd_b, true),
      ],
      left: [0],
      width,
      emphasise,
    }),
    ...(like.left.length === 0 ? [] : ['', ...bullets(like.left, width)]),
  ]
}

function assumptions(report: CompareReport, width: number): string[] {
  return table({
    head: ['Assumption', report.a.study, report.b.study],
    rows: report.assumptions.map((x) => ({
      cells: [`${x.disputed ? '* ' : '  '}${x.name}`, x.a, x.same && !x.b.startsWith('(') ? 'the same' : x.b],
    })),
    left: [0, 1, 2],
    wrapped: [1, 2],
    width,
  }).concat('  * disputed most: always listed')
}

function stated({ published, assumed }: CompareReport['a'], width: number): string[] {
  return bullets(
    [
      ...(published.length === 0 ? ['published: nothing'] : published.map((text) => `published: ${text}`)),
      ...assumed.map((text) => `assumed: ${text}`),
    ],
    width,
  )
}

function waterfall(o: OutputReport, report: CompareReport, { width, emphasise }: PageOptions): string[] {
  const drawn = o.orders !== 'all'
  const show = (x: number): string => signed(o.name, x)
  const moving = o.steps.filter((s) => s.change !== 0 || s.alone !== 0 || s.last !== 0)
  const still = o.steps.filter((s) => !moving.includes(s)).map((s) => s.name)
  const cells = (head: string, value: string): string[] => [head, value, ...(drawn ? [''] : []), '', '']
  const rows = [
    { cells: cells(`A: ${report.a.study}`, shown(o.name, o.a)), emphasis: 'strong' as const },
    ...moving.map((s) => ({
      cells: [
        s.name,
        show(s.change),
        ...(drawn ? [shown(o.name, s.standard_error)] : []),
        show(s.alone),
        show(s.last),
      ],
    })),
    { cells: cells(`B: ${report.b.study}`, shown(o.name, o.b)), emphasis: 'strong' as const },
  ]
  return [
    ...table({
      head: ['', 'change', ...(drawn ? ['standard error'] : []), 'alone, from A', 'last, to B'],
      rows,
      left: [0],
      width,
      emphasise,
    }),
    ...wrap(
      [
        drawn
          ? `Changes averaged over ${fixed(o.orders)} drawn orders, each with its reverse.`
          : 'Changes averaged over all orders.',
        'They add up to the difference.',
        ...(still.length === 0 ? [] : [`Without effect: ${still.join(', ')}.`]),
      ].join(' '),
      width,
    ),
  ]
}

function fleets({ fleets: both, a, b }: CompareReport, width: number): string[] {
  if (both === null) return []
  const rows = [
    { study: a.study, f: both.a },
    { study: b.study, f: both.b },
  ].map(({ study, f }) => ({
    cells: [
      study,
      fixed(f.own),
      fixed(f.closed_form),
      f.search === null ? '-' : fixed(f.search),
      f.search === null ? '-' : `${fixed((100 * (f.search - f.closed_form)) / f.closed_form)} %`,
      f.guarantee,
    ],
  }))
  return [
    ...table({
      head: ['', 'own fleet', 'mean need, closed form', 'search', 'search to closed form', 'search keeps'],
      rows,
      left: [0, 5],
      width,
    }),
    ...wrap(
      "The closed form is the need over the mean share in reach on the study's own orbit; the search looks over the orbits of its family and keeps the need as said.",
      width,
    ),
  ]
}
