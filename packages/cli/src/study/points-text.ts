import type { StudyReport } from '@opendome/model'
import { fixed, span } from '../text/format.ts'
import { pageParts, type PageOptions } from '../text/page.ts'
import { table, type Row } from '../text/table.ts'
import { wrap } from '../text/wrap.ts'
import { decimalsWithin, estimateWords, outputWords } from './output-words.ts'

type RunsReport = Extract<StudyReport, { kind: 'runs' }>
type Point = RunsReport['points'][number]

/** The first sentence of a study of runs: the first output of the scenario itself, with its interval. */
export function headline(report: RunsReport): string[] {
  const [point] = report.points
  const [first] = point?.outputs ?? []
  if (point === undefined || first === undefined) return ['Not one batch of runs was done.']
  const sentences = [`${outputWords(first.output)}: ${estimateWords(first)} in ${fixed(point.runs)} runs.`]
  if (report.sampling.until !== undefined && point.ended !== null)
    sentences.push(
      point.ended === 'interval'
        ? `The interval was narrow enough after ${looked(point.looks)}.`
        : `The interval was still wider than asked when the runs ended, after ${looked(point.looks)}.`,
    )
  return sentences
}

const looked = (looks: number): string => (looks === 1 ? 'one look' : `${fixed(looks)} looks`)

/** The points of a study beside each other, and how they differ from the first. */
export function pointLines(report: RunsReport, options: PageOptions): string[] {
  const { section } = pageParts(options)
  const { width, emphasise } = options
  const outputs = report.points[0]?.outputs.map((o) => o.output) ?? []
  const named = (p: Point): string => p.name ?? (p.id === 'scenario' ? 'as written' : p.id)
  const rows = report.points.map((p, i): Row => ({
    cells: [
      named(p),
      p.refused === null ? fixed(p.runs) : 'refused',
      ...outputs.map((name) => {
        const found = p.outputs.find((o) => o.output === name)
        return found === undefined ? '' : estimateWords(found)
      }),
    ],
    ...(i === 0 ? { emphasis: 'strong' as const } : {}),
  }))
  const refused = report.points.flatMap((p) =>
    p.refused === null ? [] : wrap(`${named(p)}: ${p.refused.message}.`, width),
  )
  const differences = report.points.flatMap((p) =>
    p.differences
      .filter((d) => d.ci95 !== null && d.mean !== 0)
      .map((d): Row => {
        const decimals = decimalsWithin(d.ci95!)
        const saved = d.runs_saved_ratio === null ? '' : `${fixed(d.runs_saved_ratio, 1)} times`
        return {
          cells: [
            named(p),
            outputWords(d.output),
            signed(d.mean, decimals),
            span(...d.ci95!, decimals),
            saved,
          ],
        }
      }),
  )
  return [
    ...section(
      'Point by point, mean and 95 % interval',
      table({
        head: ['', 'runs', ...outputs.map(outputWords)],
        rows,
        left: [0],
        width,
        flexible: 0,
        emphasise,
      }),
    ),
    ...refused,
    ...section(
      'Differences from the first, over the same draws',
      differences.length === 0
        ? []
        : table({
            head: ['', 'output', 'change', '95 % interval', 'runs saved by common draws'],
            rows: differences,
            left: [0, 1],
            width,
            flexible: 0,
            emphasise,
          }),
    ),
  ]
}

function signed(x: number, decimals: number): string {
  return x > 0 ? `+${fixed(x, decimals)}` : fixed(x, decimals)
}
