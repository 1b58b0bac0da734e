import type { StudyResult } from '@opendome/model'
import type { Spread, TrackingResult } from '@opendome/model/study'
import { counted, decimalsFor, fixed, percent, plain, span } from '../text/format.ts'
import { changedWords, pageParts, type ScenarioPage } from '../text/page.ts'
import { table, type Emphasis, type Row } from '../text/table.ts'
import { bullets, wrap } from '../text/wrap.ts'
import { firstRunLines } from './first-run.ts'
import { causeLines, layerLines, ruleLines } from './fight-text.ts'
import type { Column, Study } from './study.ts'

/** The answer of `run` as a page that a journalist can read. */
export function runText(study: Study, options: ScenarioPage): string {
  const { report, scenario } = study
  const { width } = options
  const page = pageParts(options)
  const { section } = page
  return [
    ...page.heading(scenario),
    ...page.quotable(headline(study)),
    '',
    ...outcome(study, options),
    ...section(
      report.by_layer.length < 2 && report.by_layer[0]?.cost == null
        ? 'Failures in common, and consent'
        : 'Layer by layer',
      layerLines(study, options),
    ),
    ...section('Why what got through got through', causeLines(study, options)),
    ...section('What was left alone', ruleLines(study, options)),
    ...section('What sensors and tracks were worth', tracked(study, options)),
    ...section(
      'The first run, missile by missile',
      report.tracking === null ? [] : firstRunLines(report.tracking, width),
    ),
    ...section('What this assumes', bullets(scenario.assumed, width)),
    ...section('What moves the answer', movers(study, width)),
    ...page.limits(report.limits),
    ...page.changes(changes(study)),
    ...page.stamp(
      `opendome ${report.opendome}, scenario ${options.source}, seed ${report.seed}, ${counted(report.runs, 'run')}`,
    ),
  ].join('\n')
}

/** The assumption range, which is the answer; then what sets it, or why it is not there. */
function headline(study: Study): string[] {
  const { report } = study
  const range = report.assumption_range
  const stopped = stoppedAt(study)
  if (range === null) {
    const why = study.rangeAsked ? 'the study was stopped before it was known' : '--no-range'
    return [
      ...stopped,
      `Assumption range: not computed (${why}). The means below hold for the stated assumptions only.`,
    ]
  }
  const through = span(range.low, range.high, decimalsFor([range.low, range.high]))
  const still =
    range.low === range.high
      ? 'Nothing that was varied moves it.'
      : 'None of it moves it alone, all of it together does.'
  return [
    ...stopped,
    `Through: ${through} of ${counted(report.launched, 'missile')}, depending on what is assumed.`,
    `${range.set_by === null ? still : `What moves it most: ${inWords(range.set_by)}.`} The sampling interval below is only the error of so many runs.`,
  ]
}

/** The id of an assumption as words: fly-out-speed is fly-out speed. */
const inWords = (id: string): string => id.replaceAll(/-(?!out)/g, ' ')

/** How far the study came, where Ctrl-C ended its runs. */
function stoppedAt(study: Study): string[] {
  const last = study.readings.at(-1) ?? study.base
  const missing = study.scenario.readings.length - study.readings.length
  if (!study.stopped || (missing === 0 && last.result.runs === study.runsAsked)) return []
  const which = study.readings.length === 0 ? '' : ` of "${last.name}"`
  const rest = missing === 0 ? '' : `; ${counted(missing, 'reading')} not begun`
  return [`stopped after ${fixed(last.result.runs)} of ${counted(study.runsAsked, 'run')}${which}${rest}`]
}

/** The table of means, one column per reading. */
function outcome(study: Study, options: ScenarioPage): string[] {
  const columns = columnsOf(study)
  const results = columns.map((c) => c.result)
  const means = (label: string, of: (r: StudyResult) => number, emphasis?: Emphasis): Row => {
    const values = results.map(of)
    const decimals = decimalsFor(values)
    return row(
      label,
      values.map((v) => fixed(v, decimals)),
      emphasis,
    )
  }
  const leaked = results.map((r) => r.leaked.mean)
  const digits = Math.max(1, decimalsFor(leaked))
  const rows: Row[] = [
    means('Fired', (r) => r.launched),
    means('Engaged', (r) => r.engaged),
    means('Engaged in full', (r) => r.engagedInFull),
    means('Stopped', (r) => r.killed),
    means('Through (mean)', (r) => r.leaked.mean, 'strong'),
    row(
      '  sampling, 95 %',
      results.map((r) => span(...r.leaked.ci95, digits)),
      'small',
    ),
    means('Fell elsewhere', (r) => r.fellElsewhere),
    row(
      'Chance that none gets through',
      results.map((r) => percent(r.noLeak.estimate)),
    ),
    row(
      '  sampling, 95 %',
      results.map((r) => chances(r.noLeak.ci95)),
      'small',
    ),
    row(
      columns.some((c) => c.prepared.scenario.groundLayers.length > 0)
        ? 'Interceptors at the start'
        : 'Interceptors in orbit',
      columns.map((c) => fixed(interceptorsOf(c))),
    ),
    means('Interceptors used', (r) => r.shots),
    means(
      results.some((r) => r.tracking !== undefined)
        ? '  on targets already dead, or none'
        : '  on targets already dead',
      (r) => r.wasted,
    ),
  ]
  if (results.some((r) => r.runs !== study.report.runs)) rows.unshift(means('Runs', (r) => r.runs, 'small'))
  return table({
    head: [
      `Means of ${counted(study.report.runs, 'run')}`,
      ...columns.map((c) => (c.id === undefined ? 'as written' : c.name)),
    ],
    rows,
    left: [0],
    width: options.width,
    emphasise: options.emphasise,
  })
}

/** When missiles were seen and tracked and how far the aim was off: medians, and the middle nine tenths. */
function tracked(study: Study, options: ScenarioPage): string[] {
  const columns = columnsOf(study).filter((c) => c.result.tracking !== undefined)
  if (columns.length === 0) return []
  const line = (label: string, unit: number, of: (t: TrackingResult) => Spread | undefined): Row =>
    row(
      label,
      columns.map((c) => {
        const spread = of(c.result.tracking!)
        if (spread === undefined) return 'never'
        const values = [spread.p50, spread.p05, spread.p95].map((v) => v / unit)
        const [middle, low, high] = values as [number, number, number]
        const decimals = decimalsFor(values)
        return `${fixed(middle, decimals)} (${span(low, high, decimals)})`
      }),
    )
  return table({
    head: ['Median (5 to 95 %)', ...columns.map((c) => (c.id === undefined ? 'as written' : c.name))],
    rows: [
      line('Seen, s after liftoff', 1, (t) => t.seen),
      line('Tracked, s', 1, (t) => t.tracked),
      line('Good enough to fire at, s', 1, (t) => t.solution),
      line('Aim error at release, km', 1000, (t) => t.errorAtRelease),
      line('Aim error at handover, km', 1000, (t) => t.errorAtHandover),
      line('Divert it asks for, km/s', 1000, (t) => t.divert),
    ],
    left: [0],
    width: options.width,
    emphasise: options.emphasise,
  })
}

/** Readings side by side; the scenario as written before them unless one of them is just that. */
function columnsOf(study: Study): readonly Column[] {
  const known = study.readings.some((c) => c.result === study.base.result)
  return known ? study.readings : [study.base, ...study.readings]
}

function row(label: string, cells: readonly string[], emphasis?: Emphasis): Row {
  return { cells: [label, ...cells], ...(emphasis === undefined ? {} : { emphasis }) }
}

function chances([low, high]: readonly [number, number]): string {
  const [a, b] = [percent(low), percent(high)]
  return a === b ? a : `${a.replace(/ %$/, '')} to ${b}`
}

function interceptorsOf(column: Column): number {
  const { layers, groundLayers } = column.prepared.scenario
  const orbit = layers.reduce(
    (sum, { shell }) => sum + shell.planes * shell.perPlane * shell.interceptorsPerSatellite,
    0,
  )
  return groundLayers.reduce((sum, { inventory }) => sum + inventory, orbit)
}

/** Each disputed assumption alone, the one that moves the mean most first. */
function movers(study: Study, width: number): string[] {
  const range = study.report.assumption_range
  if (range === null) return []
  const each = [...range.each].sort((a, b) => Math.abs(b.high - b.low) - Math.abs(a.high - a.low))
  const decimals = decimalsFor(each.flatMap((e) => [e.low, e.high]))
  const ends = (a: number, b: number): string => span(Math.min(a, b), Math.max(a, b), decimals)
  return [
    ...table({
      head: ['Assumption, all others as stated', 'Values', 'Through'],
      rows: [
        ...each.map((e) => ({ cells: [inWords(e.id), e.doc, ends(e.low, e.high)] })),
        { cells: ['all of them together', '', ends(range.low, range.high)], emphasis: 'strong' as const },
      ],
      left: [0, 1],
      flexible: 1,
      width,
    }),
    ...wrap(`Means of ${counted(range.runs, 'run')} for each line.`, width),
    ...bullets(range.notes, width),
  ]
}

/** What differs from the preset, and what each reading sets. */
function changes(study: Study): string[] {
  const readings = study.readings
    .filter((c) => Object.keys(c.set).length > 0)
    .map(
      (c) =>
        `"${c.name}" sets ${Object.entries(c.set)
          .map(([path, value]) => `${path}: ${plain(value)}`)
          .join(', ')}`,
    )
  return [...changedWords(study.report), ...readings]
}
