import type { RunReport } from '@opendome/model'
import { plain } from './format.ts'

/** A cell of a CSV file (RFC 4180): quoted where it has to be. */
function cell(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Lines of a CSV file: remarks after `#`, the names, the rows. */
export function csv(
  remarks: readonly string[],
  names: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
): string {
  const lines = [
    ...remarks.map((r) => `# ${r.replace(/\s+/g, ' ')}`),
    names.join(','),
    ...rows.map((row) => row.map(cell).join(',')),
  ]
  return `${lines.join('\n')}\n`
}

/** What every export says of itself: program, scenario, changed assumptions. */
export function provenance(
  head: Pick<RunReport, 'opendome' | 'scenario' | 'changed_assumptions'>,
  more: string,
): string[] {
  return [
    `opendome ${head.opendome}, ${head.scenario}${more === '' ? '' : `, ${more}`}`,
    ...(head.changed_assumptions.length === 0
      ? ['changed assumptions: none']
      : head.changed_assumptions.map(
          (c) => `changed assumption: ${c.path}: ${plain(c.value)} instead of ${plain(c.preset)}`,
        )),
  ]
}
