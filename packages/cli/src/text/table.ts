import { wrap } from './wrap.ts'

/** How a row stands out: `strong` bold, `small` dim, on terminals that can. */
export type Emphasis = 'strong' | 'small'

export interface Row {
  readonly cells: readonly string[]
  readonly emphasis?: Emphasis
}

export interface TableOptions {
  readonly head: readonly string[]
  readonly rows: readonly Row[]
  /** Columns set flush left; the others are flush right. */
  readonly left: readonly number[]
  readonly width: number
  /** Column that gives way, wrapped, where the table is too wide; default: the heads wrap only. */
  readonly flexible?: number
  /** Columns that share what room there is, wrapped; instead of `flexible`. */
  readonly wrapped?: readonly number[]
  readonly emphasise?: (text: string, emphasis: Emphasis) => string
}

const GAP = '  '

/** An aligned table: heads wrapped to the width of their columns, a rule, the rows. No line has trailing spaces. */
export function table(options: TableOptions): string[] {
  const { head, rows, left, width, flexible } = options
  const wraps = options.wrapped ?? (flexible === undefined ? [] : [flexible])
  const columns = head.length
  const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map((t) => t.length))
  // A column is at least as wide as its widest cell and its head's widest word; where there is room, heads get up to 24.
  const widths = head.map((h, i) =>
    Math.max(longest(rows.map((r) => r.cells[i] ?? '')), longest(h.split(' '))),
  )
  const total = (): number => widths.reduce((a, b) => a + b, 0) + GAP.length * (columns - 1)
  for (let step = 0; step < 24; step++)
    head.forEach((h, i) => {
      if (total() < width && widths[i]! < Math.min(h.length, 24)) widths[i]!++
    })
  // The widest of them gives way first.
  while (wraps.length > 0 && total() > width) {
    const widest = wraps.reduce((a, b) => (widths[b]! > widths[a]! ? b : a))
    if (widths[widest]! <= 12) break
    widths[widest]!--
  }
  const heads = head.map((h, i) => wrap(h, widths[i]!))
  const headLines = Math.max(...heads.map((h) => h.length))
  const pad = (text: string, i: number): string =>
    left.includes(i) ? text.padEnd(widths[i]!) : text.padStart(widths[i]!)
  const joined = (cells: readonly string[]): string => cells.map(pad).join(GAP).trimEnd()
  const lines: string[] = []
  for (let k = 0; k < headLines; k++)
    lines.push(joined(heads.map((h) => h[k - (headLines - h.length)] ?? '')))
  lines.push('-'.repeat(Math.min(width, total())))
  for (const row of rows) {
    const wrapped = row.cells.map((c, i) => (wraps.includes(i) ? wrapCell(c, widths[i]!) : [c]))
    const height = Math.max(...wrapped.map((w) => w.length))
    for (let k = 0; k < height; k++) {
      const line = joined(wrapped.map((w) => w[k] ?? ''))
      lines.push(
        row.emphasis === undefined || options.emphasise === undefined
          ? line
          : options.emphasise(line, row.emphasis),
      )
    }
  }
  return lines
}

/** Wraps a cell, keeping the indent of its first line. */
function wrapCell(text: string, width: number): string[] {
  const indent = /^ */.exec(text)![0]
  return text.length <= width ? [text] : wrap(text, width - indent.length).map((line) => indent + line)
}
