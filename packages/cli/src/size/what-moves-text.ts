import type { Scenario } from '@opendome/model'
import type { BracketReport, SizedReport } from '@opendome/model/study'
import { decimalsFor, fixed, percent, significant } from '../text/format.ts'
import { changedWords, pageParts, type ScenarioPage } from '../text/page.ts'
import { table, type Row } from '../text/table.ts'
import { bullets } from '../text/wrap.ts'
import { salvoWords } from './text.ts'

type Move = BracketReport['moves'][number]

/** The answer of `size --what-moves` as a page: the distance, the fleets, what moves them, and which value alone closes the distance. */
export function whatMovesText(scenario: Scenario, report: BracketReport, options: ScenarioPage): string {
  const { width } = options
  const page = pageParts(options)
  const { section } = page
  return [
    ...page.heading(scenario),
    ...(report.complete ? [] : ['stopped before the end; as far as it came:', '']),
    ...page.quotable(headline(report)),
    ...section('Fleets', fleets(report, width)),
    ...section('What moves it: one assumption changed, the others as in the scenario', moves(report, width)),
    ...section('The value that alone gives the published fleet', solved(report, width)),
    ...section('What the study published', bullets(scenario.published, width)),
    ...section('What this assumes', bullets(scenario.assumed, width)),
    ...page.limits(report.limits),
    ...page.changes(changedWords(report)),
    ...page.stamp(`opendome ${report.opendome}, scenario ${options.source}; nothing here is drawn`),
  ].join('\n')
}

/** Sentences that can be quoted. */
function headline(report: BracketReport): string[] {
  const { published, salvo, shots, guarantee } = report
  const first = report.fleets.filter((f) => f.reading === report.fleets[0]?.reading)
  const sized = first.flatMap(({ cover, family }) =>
    family.interceptors === null
      ? []
      : [`${fixed(family.interceptors)} for ${nameOf(report, cover)}${times(family)}`],
  )
  const often =
    guarantee === 'always'
      ? 'at every moment'
      : guarantee === 'mean'
        ? 'on average'
        : `in ${percent(guarantee.probability)} of moments`
  return [
    ...(published.interceptors === null
      ? []
      : [
          `Published (${published.mark}): ${published.at_least ? 'at least ' : ''}${fixed(published.interceptors)} interceptors on orbit${published.where === '' ? '' : ` (${published.where})`}.`,
        ]),
    `This reading takes ${sized.length === 0 ? 'more than can be found' : sized.join('; ')}: ${salvoWords(shots, salvo).replace(/^./, (c) => c.toLowerCase())}, ${often}, in shells of the published kind.`,
    ...strongest(report),
    'Nothing is tuned to the published number: the distance is the result. Freely optimised fleets stand beside it and reproduce nothing.',
  ]
}

/** The assumption whose value alone moves the fleet most, up or down, for the last of the covers. */
function strongest({ moves }: BracketReport): string[] {
  const size = (m: Move): number => Math.abs(Math.log(m.by_cover.at(-1)?.ratio_to_scenario ?? 1))
  const most = [...moves].sort((a, b) => size(b) - size(a))[0]
  if (most === undefined || size(most) === 0) return []
  const ratio = most.by_cover.at(-1)!.ratio_to_scenario!
  return [
    `Of what was tried alone, ${most.name} moves it most: ${most.option} takes ${significant(ratio, 2)} times as many.`,
  ]
}

const nameOf = (report: BracketReport, cover: string): string =>
  report.covers.find((c) => c.id === cover)?.name ?? cover

const times = ({ ratio_to_published: ratio }: SizedReport): string =>
  ratio === null ? '' : ` (${significant(ratio, 2)} times the published)`

function fleets(report: BracketReport, width: number): string[] {
  const published = report.published.interceptors !== null
  const beside = report.fleets.some((f) => f.beside !== null)
  return table({
    head: [
      'Reading',
      'Launches from',
      'published kind of shell',
      ...(published ? ['of the published'] : []),
      'above the least by at most',
      ...(beside ? ['freely optimised'] : []),
    ],
    rows: report.fleets.map((f, i): Row => ({
      cells: [
        f.reading === report.fleets[i - 1]?.reading ? '' : f.name,
        nameOf(report, f.cover),
        count(f.family),
        ...(published ? [part(f.family.ratio_to_published)] : []),
        f.family.gap === null ? '' : percent(f.family.gap),
        ...(beside ? [f.beside === null ? '' : count(f.beside)] : []),
      ],
    })),
    left: [0, 1],
    flexible: 1,
    width,
  })
}

function moves(report: BracketReport, width: number): string[] {
  const covers = report.moves[0]?.by_cover.map((c) => c.cover) ?? []
  if (covers.length === 0) return []
  const lines = table({
    head: ['Assumption', 'value', ...covers.flatMap((cover) => [short(cover), 'of as written'])],
    rows: report.moves.map((m, i): Row => ({
      cells: [
        m.assumption === report.moves[i - 1]?.assumption ? '' : m.name,
        m.option,
        ...m.by_cover.flatMap((c) => [count(c), part(c.ratio_to_scenario)]),
      ],
    })),
    left: [0, 1],
    flexible: 1,
    width,
  })
  return [...lines, ...refusals(report.moves, width)]
}

/** Why some have no fleet, each reason once. */
function refusals(list: readonly Move[], width: number): string[] {
  const reasons = list.flatMap((m) =>
    m.by_cover.flatMap((c) => (c.why === null ? [] : [`${m.name}, ${m.option}: ${c.why}`])),
  )
  return reasons.length === 0 ? [] : ['', ...bullets([...new Set(reasons)], width)]
}

function solved(report: BracketReport, width: number): string[] {
  if (report.reaches_published.length === 0) return []
  return table({
    head: ['Assumption', 'launches from', 'value', 'fleet there'],
    rows: report.reaches_published.map((s): Row => ({
      cells: [
        s.name,
        short(s.cover),
        s.value === null
          ? `none from ${significant(s.between[0]!)} to ${significant(s.between[1]!)} ${unit(s.field)}`.trimEnd()
          : `${significant(s.value, 3)} ${unit(s.field)}`.trimEnd(),
        s.interceptors === null ? '' : fixed(s.interceptors),
      ],
    })),
    left: [0, 1, 2],
    flexible: 1,
    width,
  })
}

/** A cover in a table's head: its id in words. */
const short = (cover: string): string => cover.replaceAll('-', ' ')

/** Unit at the end of a field's name: `km/s` of `delta_v_km_s`. */
function unit(field: string): string {
  if (/burn time in s$/.test(field)) return 's'
  return /_(km_s|s|g|km|deg)$/.exec(field)?.[1]?.replace('km_s', 'km/s') ?? ''
}

const count = (f: SizedReport): string => (f.interceptors === null ? 'none' : fixed(f.interceptors))

const part = (ratio: number | null): string =>
  ratio === null ? '' : `× ${fixed(ratio, Math.max(2, decimalsFor([ratio])))}`
