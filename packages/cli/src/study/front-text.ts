import type { StudyReport } from '@opendome/model'
import { fixed } from '../text/format.ts'
import { pageParts, type PageOptions } from '../text/page.ts'
import { table } from '../text/table.ts'
import { wrap } from '../text/wrap.ts'
import { estimateWords, outputWords } from './output-words.ts'
import { shownWords } from './sweep-text.ts'

type FrontReport = Extract<StudyReport, { kind: 'front' }>

/** Rows of a table that can still be read. */
const MOST = 60

/** How many designs were tried, how many are on the front, and its knee. */
export function frontHeadline(report: FrontReport): string[] {
  const { front, designs, knee, objectives } = report
  const tried = `${fixed(designs.length)} designs tried in ${fixed(report.generations)} of ${fixed(report.of_generations)} generations`
  if (front.length === 0) return [`No design found keeps the constraints: ${tried}.`]
  const sentences = [`${fixed(front.length)} designs of which none is better in everything: ${tried}.`]
  const bend = knee === null ? undefined : front[knee]
  if (bend !== undefined) {
    const values = objectives.map(
      ({ output }) => `${outputWords(output)} ${valueWords(output, bend.values[output]!)}`,
    )
    sentences.push(`The knee: ${values.join(', ')}.`)
  }
  return sentences
}

/** The designs of the front, a row each, the knee marked. */
export function frontLines(report: FrontReport, { width, emphasise, ...options }: PageOptions): string[] {
  const { section } = pageParts({ width, emphasise, ...options })
  const { variables, objectives, constraints, front } = report
  const outputs = [...new Set([...objectives, ...constraints].map((o) => o.output))]
  const rows = front.slice(0, MOST).map((design) => ({
    cells: [
      design.knee ? 'knee' : '',
      ...variables.map(({ id }) => shownWords(design.at[id] ?? null)),
      ...outputs.map((name) => {
        const found = design.outputs.find((o) => o.output === name)
        return found === undefined ? valueWords(name, design.values[name]!) : estimateWords(found)
      }),
    ],
    ...(design.knee ? { emphasis: 'strong' as const } : {}),
  }))
  const head = [
    '',
    ...variables.map(({ name, unit }) => (unit === null ? name : `${name}, ${unit}`)),
    ...outputs.map(outputWords),
  ]
  const kept = constraints.map(({ output, at_most: most, at_least: least }) => {
    const bounds = [
      ...(least === null ? [] : [`at least ${fixed(least)}`]),
      ...(most === null ? [] : [`at most ${fixed(most)}`]),
    ]
    return `${outputWords(output)} ${bounds.join(' and ')}`
  })
  const reasons = [...new Set(report.refused.map((r) => r.message))]
  return [
    ...section(
      'Designs of which none is better in everything',
      front.length === 0 ? [] : table({ head, rows, left: [0], width, emphasise }),
    ),
    ...(front.length > MOST
      ? wrap(`… and ${fixed(front.length - MOST)} more: --json lists all.`, width)
      : []),
    ...section('Constraints', kept.length === 0 ? [] : wrap(`${kept.join('; ')}.`, width)),
    ...section(
      'Refused by the model',
      reasons.flatMap((reason) => wrap(`${reason}.`, width)),
    ),
  ]
}

const valueWords = (output: string, mean: number): string => estimateWords({ output, mean, ci95: null })
