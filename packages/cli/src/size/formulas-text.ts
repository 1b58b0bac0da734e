import type { SizeReport } from '@opendome/model'
import { fixed, significant } from '../text/format.ts'
import { table } from '../text/table.ts'
import { bullets } from '../text/wrap.ts'

type Formula = SizeReport['study_formulas'][number]

/** What published formulas say for the worst launch point, beside what is counted, and where they come from. */
export function formulasText({ study_formulas: formulas }: SizeReport, width: number): string[] {
  const citations = [...new Set(formulas.map((f) => `${f.formula}: ${f.citation}`))]
  const fleets = formulas.find((f) => /^fleet for/.test(f.quantity))?.exact_is ?? ''
  return [
    ...table({
      head: ['Formula', 'gives', 'by formula', 'exact', 'of exact'],
      rows: formulas.map((f, i) => ({
        cells: [
          f.formula === formulas[i - 1]?.formula ? '' : f.formula,
          f.unit === '' ? f.quantity : `${f.quantity}, ${f.unit}`,
          f.value === null ? 'does not apply' : number(f.value),
          exact(f),
          f.ratio === null ? '' : `× ${fixed(f.ratio, 2)}`,
        ],
      })),
      left: [0, 1],
      flexible: 1,
      width,
    }),
    '',
    ...bullets(
      [
        ...citations,
        `exact: counted on the orbits over liftoff times and the whole path; for a fleet, ${fleets}`,
      ],
      width,
    ),
  ]
}

const exact = (f: Formula): string => (f.exact === null ? 'none' : number(f.exact))

/** Whole from a hundred on, else three digits. */
const number = (x: number): string => (Math.abs(x) >= 100 ? fixed(x) : significant(x, 3))
