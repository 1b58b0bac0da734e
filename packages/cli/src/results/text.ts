import { stateOf, type Manifest } from '@opendome/workers'
import type { QueryResult } from '@opendome/workers/query'
import { fixed } from '../text/format.ts'
import { table } from '../text/table.ts'

/** The studies of a store, a line each. */
export function listText(manifests: readonly Manifest[], width: number): string {
  return table({
    head: ['study', 'kind', 'state', 'points', 'runs', 'opendome', 'updated (UTC)'],
    rows: manifests.map((m) => ({
      cells: [
        m.id,
        m.kind,
        stateOf(m),
        fixed(m.points.length),
        fixed(m.runs),
        m.opendome,
        m.updated.slice(0, 16).replace('T', ' '),
      ],
    })),
    left: [0, 1, 2],
    width,
    flexible: 0,
  }).join('\n')
}

/** The rows of a query as a table: numbers to seven digits, nothing for null. */
export function resultText({ columns, rows }: QueryResult, width: number): string {
  const text = (cell: QueryResult['rows'][number][number]): string => {
    if (cell === null) return ''
    return typeof cell === 'number' && !Number.isInteger(cell)
      ? String(Number(cell.toPrecision(7)))
      : String(cell)
  }
  const left = columns.flatMap((_, i) => (rows.some((row) => typeof row[i] === 'string') ? [i] : []))
  return table({
    head: columns,
    rows: rows.map((row) => ({ cells: row.map(text) })),
    left,
    width,
    wrapped: left,
  }).join('\n')
}
