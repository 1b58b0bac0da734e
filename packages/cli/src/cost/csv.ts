import { csv, provenance } from '../text/csv.ts'
import type { Costed } from './costed.ts'

/** Every part by fiscal year in constant dollars: one row a part and year in which it costs something. */
export function costCsv({ study, report }: Costed): string {
  const { lifeCycle } = study
  const rows = lifeCycle.parts.flatMap((part) =>
    Array.from(part.byYear, (usd, y) => [
      lifeCycle.firstYear + y,
      part.part,
      part.kind,
      part.name,
      usd / 1e9,
      part.source,
      part.mark,
    ]).filter((row) => row[4] !== 0),
  )
  return csv(
    provenance(
      report,
      `budget authority in billions of constant ${report.base_year} dollars by fiscal year; nothing here is drawn`,
    ),
    ['year', 'part', 'kind', 'name', 'usd_b', 'source', 'mark'],
    rows,
  )
}
