import { readScenario } from '@opendome/model/scenario'
import { bracketReport, bracketSteps, type BracketReport, type SizedReport } from '@opendome/model/study'
import { table, type Column } from './page.ts'

/** Scenarios with a published fleet, in the order of the page. */
export const BRACKET_SCENARIOS = [
  'cbo-2026',
  'aps-2003',
  'aps-2003-liquid',
  'aps-popa-2025-liquid',
  'aps-popa-2025-solid',
  'aps-popa-2025-solid-30-s',
] as const

/** Works out a scenario's bracket, all of it: minutes. */
export function wholeBracket(id: string): BracketReport {
  const steps = bracketSteps(readScenario(`opendome: 1\nfrom: ${id}\n`, { name: id }))
  for (;;) {
    const next = steps.next()
    if (next.done === true) return bracketReport(next.value)
  }
}

/** The page of the brackets: per scenario its fleets, what moves them and which value alone gives the published fleet. Markdown, as prettier lays it out. */
export function bracketsPage(
  brackets: readonly { readonly id: string; readonly report: BracketReport }[],
): string {
  return [
    '# Brackets',
    'Fleets that studies published, beside those that opendome sizes for the same requirement, and which assumption moves them how far. A bracket is never pass or fail, and nothing is tuned to it. [docs/fleet.md](../docs/fleet.md#brackets) says how they are sized and why they differ. Written by `node validation/write-brackets.mjs` (some minutes); `opendome size SCENARIO --what-moves` prints the same.',
    ...brackets.flatMap(({ id, report }) => section(id, report)),
  ]
    .map((part) => `${part}\n`)
    .join('\n')
}

function section(id: string, report: BracketReport): string[] {
  const { published } = report
  const covers = report.moves[0]?.by_cover.map((c) => c.cover) ?? []
  const moves = report.moves.map((m, i) => ({
    ...m,
    first: m.assumption !== report.moves[i - 1]?.assumption,
  }))
  return [
    `## ${report.scenario} (\`${id}\`)`,
    `Published (${published.mark}): ${published.at_least ? 'at least ' : ''}${count(published.interceptors)} interceptors on orbit; ${published.where}.`,
    table<Row>(
      [
        ['Reading', 'left', (f) => f.name],
        ['Launches from', 'left', (f) => nameOf(report, f.cover)],
        ['Published kind of shell', 'right', (f) => count(f.family.interceptors)],
        ['of published', 'right', (f) => ratio(f.family.ratio_to_published)],
        ['above the least by at most', 'right', (f) => gap(f.family)],
        ['shell', 'left', (f) => shell(f.family)],
        [
          'Freely optimised, reproduces nothing',
          'right',
          (f) => (f.beside === null ? '' : count(f.beside.interceptors)),
        ],
        ['its shell', 'left', (f) => (f.beside === null ? '' : shell(f.beside))],
      ],
      report.fleets,
    ),
    'What moves it, one assumption changed and the others as in the scenario:',
    table<(typeof moves)[number]>(
      [
        ['Assumption', 'left', (m) => (m.first ? m.name : '')],
        ['Value', 'left', (m) => m.option],
        ...covers.flatMap((cover, k): Column<(typeof moves)[number]>[] => [
          [nameOf(report, cover), 'right', (m) => count(m.by_cover[k]!.interceptors)],
          ['of as written', 'right', (m) => ratio(m.by_cover[k]!.ratio_to_scenario)],
          ['of published', 'right', (m) => ratio(m.by_cover[k]!.ratio_to_published)],
        ]),
      ],
      moves,
    ),
    'The value that alone gives the published fleet:',
    table<BracketReport['reaches_published'][number]>(
      [
        ['Assumption', 'left', (s) => s.name],
        ['Launches from', 'left', (s) => nameOf(report, s.cover)],
        ['Field', 'left', (s) => `\`${s.field}\``],
        ['Value', 'right', (s) => (s.value === null ? `none in ${s.between.join(' to ')}` : digits(s.value))],
        ['Fleet there', 'right', (s) => (s.value === null ? '' : count(s.interceptors))],
      ],
      report.reaches_published,
    ),
  ]
}

type Row = BracketReport['fleets'][number]

const nameOf = (report: BracketReport, cover: string): string =>
  report.covers.find((c) => c.id === cover)?.name ?? cover

const count = (n: number | null): string =>
  n === null ? 'none' : n.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',')

const ratio = (x: number | null): string => (x === null ? '' : x.toFixed(2))

const digits = (x: number): string => String(Number(x.toPrecision(3)))

const gap = (f: SizedReport): string => (f.gap === null ? '' : `${(100 * f.gap).toFixed(0)} %`)

function shell({ shell: s, why }: SizedReport): string {
  if (s === null) return why ?? ''
  return `${s.planes} × ${s.per_plane}, ${s.altitude_km} km, ${digits(s.inclination_deg)}°`
}
