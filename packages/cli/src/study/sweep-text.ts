import type { StudyReport } from '@opendome/model'
import { fixed, significant } from '../text/format.ts'
import { pageParts, type PageOptions } from '../text/page.ts'
import { table } from '../text/table.ts'
import { wrap } from '../text/wrap.ts'
import { estimateWords, outputWords } from './output-words.ts'

export type SweepReport = Extract<StudyReport, { kind: 'sweep' }>
export type SweepPoint = SweepReport['points'][number]
export type Shown = SweepPoint['at'][string]
export type Axis = SweepReport['axes'][number]

/** Rows of a table that can still be read. */
const MOST = 100

/** Where the first output of a sweep is least and most. */
export function sweepHeadline(report: SweepReport): string[] {
  const [first] = report.points[0]?.outputs ?? []
  if (first === undefined) return ['Not one batch of runs was done.']
  const found = report.points.flatMap((point) =>
    point.outputs.filter((o) => o.output === first.output).map((estimate) => ({ point, estimate })),
  )
  const [least, most] = [1, -1].map((sign) =>
    found.reduce((best, one) => (sign * one.estimate.mean < sign * best.estimate.mean ? one : best)),
  )
  const at = ({ point, estimate }: (typeof found)[number]): string =>
    `${estimateWords(estimate)} at ${placeWords(report.axes, point)}`
  return [
    `${outputWords(first.output)}: from ${at(least!)}, to ${at(most!)}.`,
    `${fixed(report.points.length)} points, ${methodWords(report.method)}.`,
  ]
}

/** `booster solid, decision time 30 s`. */
function placeWords(axes: readonly Axis[], { at }: Pick<SweepPoint, 'at'>): string {
  return axes
    .filter(({ id }) => at[id] !== null && at[id] !== undefined)
    .map(({ id, name, unit }) => `${name} ${shownWords(at[id]!)}${unit === null ? '' : ` ${unit}`}`)
    .join(', ')
}

const methodWords = (method: SweepReport['method']): string =>
  ({
    grid: 'every combination',
    sobol: 'a scrambled Sobol sequence',
    'latin-hypercube': 'a Latin hypercube',
  })[method]

/** A value of an axis. */
export function shownWords(value: Shown): string {
  if (value === null) return ''
  return typeof value === 'number' ? significant(value, 4) : String(value)
}

/** The points of a sweep, a row each. */
export function sweepLines(report: SweepReport, { width, ...options }: PageOptions): string[] {
  const { section } = pageParts({ width, ...options })
  const { axes, points } = report
  const outputs = [...new Set(points.flatMap((p) => p.outputs.map((o) => o.output)))]
  const shown = points.slice(0, MOST)
  const rows = shown.map((p) => ({
    cells: [
      ...axes.map(({ id }) => shownWords(p.at[id] ?? null)),
      p.refused === null ? fixed(p.runs) : 'refused',
      ...outputs.map((name) => {
        const found = p.outputs.find((o) => o.output === name)
        return found === undefined ? '' : estimateWords(found)
      }),
    ],
  }))
  const left = axes.flatMap(({ unit }, i) => (unit === null ? [i] : []))
  const reasons = [...new Set(points.flatMap((p) => (p.refused === null ? [] : [p.refused.message])))]
  return [
    ...section(
      'Point by point, mean and 95 % interval',
      table({
        head: [
          ...axes.map(({ name, unit }) => (unit === null ? name : `${name}, ${unit}`)),
          'runs',
          ...outputs.map(outputWords),
        ],
        rows,
        left,
        width,
      }),
    ),
    ...(shown.length < points.length
      ? wrap(`… and ${fixed(points.length - shown.length)} more: --json lists all.`, width)
      : []),
    ...section(
      'Refused by the model',
      reasons.flatMap((reason) => wrap(`${reason}.`, width)),
    ),
  ]
}
