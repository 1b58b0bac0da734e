import type { CaseResult } from './case.ts'

/** Part of the tolerance from which a row is listed as a narrow pass. */
const NARROW = 0.5

/** Differences below this part of the value are rounding in the last digits of a double. */
const ROUNDING = 1e-12

/** A column of a table: its title, the side its cells are set to, and what stands in them. */
export type Column<T> = readonly [title: string, side: 'left' | 'right', cell: (row: T) => string]

const COLUMNS: readonly Column<CaseResult>[] = [
  ['Case', 'left', (r) => r.id.slice(r.room.length + 1)],
  ['Quantity', 'left', (r) => r.quantity],
  ['Expected', 'right', (r) => plain(r.expected)],
  ['Got', 'right', (r) => got(r)],
  ['Unit', 'left', (r) => r.unit],
  ['Difference', 'right', (r) => difference(r)],
  ['Tolerance', 'right', (r) => r.tolerance],
  ['Of it', 'right', (r) => share(r)],
  ['Result', 'left', (r) => verdict(r)],
]

/**
 * The page of the residual table: how to read it, one table a room, distances of the brackets, sources and notes. Markdown, laid out as
 * prettier does it. The same results give the same bytes: numbers are rounded to a little more than the expected value prints.
 */
export function casesTable(results: readonly CaseResult[]): string {
  const rooms = [...new Set(results.map((r) => r.room))]
  const judged = results.filter((r) => r.pass !== null)
  const failed = judged.filter((r) => r.pass === false)
  const brackets = results.filter((r) => r.pass === null)
  return [
    '# Validation',
    'How far opendome is from published results and closed forms. `npm run validate` prints the same numbers; this page is written by `node validation/write-page.mjs` and checked for drift.',
    `${judged.length} quantities of ${casesOf(judged)} cases are judged: ${judged.length - failed.length} lie within their tolerance, ${failed.length} do not. ${brackets.length} quantities of ${casesOf(brackets)} cases are brackets.`,
    '## How to read it',
    [
      '- **Expected** is the published number or the stated formula’s, with its printed digits; **got** is the program’s; **difference** is got minus expected.',
      '- **Tolerance** is what the source can bear (printed digits, what it leaves open), not what the comparison gave; the reason stands with each case below. **Of it** is the part of the tolerance that the difference takes.',
      '- Classes: _published_ is somebody else’s number; _closed form_ follows from a stated formula; _bracket_ is a study’s answer to a question that differs from the program’s: the distance is reported and nothing is tuned to it.',
      '- More of tracking and command joins with the chain that uses them.',
    ].join('\n'),
    ...rooms.flatMap((room) => roomSection(results.filter((r) => r.room === room))),
    ...narrowSection(judged),
    ...bracketSection(brackets),
    '## Sources and notes',
    ...rooms.flatMap((room) => [`### ${titled(room)}`, notes(results.filter((r) => r.room === room))]),
  ]
    .map((part) => `${part}\n`)
    .join('\n')
}

function titled(room: string): string {
  return room.charAt(0).toUpperCase() + room.slice(1)
}

function casesOf(rows: readonly CaseResult[]): number {
  return new Set(rows.map((r) => r.id)).size
}

function roomSection(rows: readonly CaseResult[]): string[] {
  const room = rows[0]?.room ?? ''
  return [`## ${titled(room)}`, table(COLUMNS, rows)]
}

function narrowSection(judged: readonly CaseResult[]): string[] {
  const narrow = judged
    .filter((r) => r.pass === false || (r.share !== null && r.share >= NARROW))
    .sort((a, b) => (b.share ?? Infinity) - (a.share ?? Infinity))
  if (narrow.length === 0) return []
  return [
    '## Narrow passes',
    'Rows that fail, or take half of their tolerance or more. Most of them come down to the last printed digit of the source.',
    table([['Case', 'left', (r) => r.id], ...COLUMNS.filter(([title]) => title !== 'Case')], narrow),
  ]
}

function bracketSection(brackets: readonly CaseResult[]): string[] {
  if (brackets.length === 0) return []
  return [
    '## Distances',
    'Brackets: the published answer, the program’s, and their ratio. The notes below say where the two questions differ.',
    table(
      [
        ['Case', 'left', (r) => r.id],
        ['Quantity', 'left', (r) => r.quantity],
        ['Published', 'right', (r) => plain(r.expected)],
        ['opendome', 'right', (r) => got(r)],
        ['Unit', 'left', (r) => r.unit],
        ['Ratio', 'right', (r) => ratio(r)],
      ],
      brackets,
    ),
  ]
}

/** One line a case: class, source, reasons of its tolerances, note. */
function notes(rows: readonly CaseResult[]): string {
  const cases = [...new Set(rows.map((r) => r.id))].map((id) => rows.filter((r) => r.id === id))
  return cases
    .map((group) => {
      const first = group[0]!
      const reasons = [...new Set(group.map((r) => r.reason))].join(' ')
      const note = first.note === undefined ? '' : ` _${first.note}_`
      return escape(`- **${first.id}** (${first.class}): ${first.source}. ${reasons}${note}`)
    })
    .join('\n')
}

/** A Markdown table padded as prettier pads it. */
export function table<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const cells = [
    columns.map(([title]) => title),
    ...rows.map((r) => columns.map(([, , cell]) => escape(cell(r)).replaceAll('|', '\\|'))),
  ]
  const widths = columns.map((_, i) => Math.max(3, ...cells.map((line) => [...line[i]!].length)))
  const line = (parts: readonly string[]): string => `| ${parts.join(' | ')} |`
  const padded = cells.map((parts) => line(parts.map((text, i) => pad(text, widths[i]!, columns[i]![1]))))
  const rule = line(
    columns.map(([, side], i) =>
      side === 'right' ? `${'-'.repeat(widths[i]! - 1)}:` : '-'.repeat(widths[i]!),
    ),
  )
  return [padded[0], rule, ...padded.slice(1)].join('\n')
}

function pad(text: string, width: number, side: 'left' | 'right'): string {
  const space = ' '.repeat(width - [...text].length)
  return side === 'right' ? space + text : text + space
}

/** Keeps Markdown from taking a sign for markup. */
function escape(text: string): string {
  return text.replaceAll('<', '\\<')
}

/** A number without the digits that rounding left. */
function plain(value: number | string): string {
  if (typeof value === 'string') return value
  const size = Math.abs(value)
  const text = size >= 1e-3 || size === 0 ? String(size) : size.toExponential()
  return value < 0 ? `−${text}` : text
}

function got(row: CaseResult): string {
  if (typeof row.got === 'string') return row.got
  const digits = typeof row.expected === 'number' && row.expected !== 0 ? significant(row.expected) + 1 : 0
  const whole = Math.floor(Math.abs(row.got)).toFixed(0).length
  return plain(Number(row.got.toPrecision(Math.min(15, Math.max(5, digits, whole)))))
}

/** Printed significant digits of a number. */
function significant(value: number): number {
  const [mantissa = ''] = Math.abs(value).toExponential().split('e')
  return mantissa.replace('.', '').length
}

function difference(row: CaseResult): string {
  if (row.difference === null || typeof row.expected !== 'number') return ''
  if (Math.abs(row.difference) <= ROUNDING * Math.abs(row.expected)) return '0'
  const text = plain(Number(row.difference.toPrecision(2)))
  return row.difference > 0 ? `+${text}` : text
}

function share(row: CaseResult): string {
  if (row.share === null) return ''
  return `${(100 * row.share).toFixed(0)} %`
}

function ratio(row: CaseResult): string {
  if (typeof row.expected !== 'number' || typeof row.got !== 'number') return ''
  return (row.got / row.expected).toPrecision(3)
}

function verdict(row: CaseResult): string {
  return row.pass === null ? 'bracket' : row.pass ? 'pass' : '**fail**'
}
