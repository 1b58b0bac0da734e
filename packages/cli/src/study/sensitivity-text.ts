import type { StudyReport } from '@opendome/model'
import { decimalsFor, fixed, percent } from '../text/format.ts'
import { pageParts, type PageOptions } from '../text/page.ts'
import { table } from '../text/table.ts'
import { wrap } from '../text/wrap.ts'
import { outputWords } from './output-words.ts'

type SensitivityReport = Extract<StudyReport, { kind: 'sensitivity' }>
type Output = SensitivityReport['outputs'][number]

/** What moves the first output most, and how far. */
export function sensitivityHeadline(report: SensitivityReport): string[] {
  const { inputs, outputs } = report
  const [first] = outputs
  const [strongest] = first === undefined ? [] : ranked(first)
  if (first === undefined || strongest === undefined)
    return [report.done ? 'No output is moved by any input.' : 'Effects are known when all points are done.']
  const name = inputs.find((i) => i.id === strongest.input)?.name ?? strongest.input
  const says =
    'first' in strongest
      ? `${name} has a part in ${percent(strongest.total)} of the variance, ${percent(strongest.first)} by itself`
      : `${name} moves it by ${number(strongest.mu_star)} over its range`
  return [
    `${outputWords(first.output)}: ${says}.`,
    `Mean ${number(first.mean ?? 0)}, standard deviation ${number(Math.sqrt(first.variance ?? 0))}, over ${fixed(report.points.length)} points.`,
  ]
}

/** The inputs of each output, the strongest first. */
export function sensitivityLines(report: SensitivityReport, { width, ...options }: PageOptions): string[] {
  const { section } = pageParts({ width, ...options })
  const nameOf = (id: string): string => report.inputs.find((i) => i.id === id)?.name ?? id
  const lines = report.outputs.flatMap((output) => {
    const effects = ranked(output)
    if (effects.length === 0)
      return section(
        outputWords(output.output),
        wrap(report.done ? 'No input moves it.' : 'Not known yet.', width),
      )
    const sobol = 'first' in effects[0]!
    const rows = effects.map((e) => ({
      cells:
        'first' in e
          ? [
              nameOf(e.input),
              share(e.first),
              interval(e.first_ci95, share),
              share(e.total),
              interval(e.total_ci95, share),
            ]
          : [
              nameOf(e.input),
              number(e.mu_star),
              interval(e.mu_star_ci95, number),
              number(e.mu),
              number(e.sigma),
            ],
    }))
    const head = sobol
      ? ['input', 'by itself', '95 % interval', 'with others', '95 % interval']
      : ['input', 'mean size', '95 % interval', 'mean', 'spread']
    const what = sobol ? 'shares of the variance' : 'effects over the range of each input'
    return section(
      `${outputWords(output.output)}: ${what}`,
      table({ head, rows, left: [0], width, flexible: 0 }),
    )
  })
  const reasons = [...new Set(report.refused.map((r) => r.message))]
  return [
    ...lines,
    ...section(
      `Refused by the model: ${fixed(report.refused.length)} of ${fixed(report.points.length)} points`,
      reasons.flatMap((reason) => wrap(`${reason}.`, width)),
    ),
  ]
}

/** Effects by size: the total share, or the mean size. */
function ranked({ effects }: Output): Output['effects'][number][] {
  const size = (e: Output['effects'][number]): number => ('first' in e ? e.total : e.mu_star)
  return [...effects].sort((a, b) => size(b) - size(a))
}

const share = (x: number): string => fixed(x, 2)
const number = (x: number): string => fixed(x, decimalsFor([x]))
const interval = ([low, high]: readonly [number, number], words: (x: number) => string): string =>
  `${words(low)} to ${words(high)}`
