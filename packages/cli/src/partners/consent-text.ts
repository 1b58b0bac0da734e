import type { Scenario } from '@opendome/model'
import type { ConsentReport, PairedMean } from '@opendome/model/study'
import { fixed, percent } from '../text/format.ts'
import { changedWords, pageParts, type ScenarioPage } from '../text/page.ts'
import { changeWords } from './change.ts'
import { table } from '../text/table.ts'
import { bullets } from '../text/wrap.ts'

/** What consent costs, as a page that a journalist can read. */
export function consentText(scenario: Scenario, report: ConsentReport, options: ScenarioPage): string {
  const { width } = options
  const page = pageParts(options)
  return [
    ...page.heading(scenario),
    ...page.quotable(sentences(report)),
    ...page.section('Who is asked, and when fire is free', timeRows(report, width)),
    ...page.section('Intercepts a run, and the change against nobody being asked', rows(report, width)),
    ...page.section('What this assumes', bullets(scenario.assumed, width)),
    ...page.limits(report.limits),
    ...page.changes(changedWords(report)),
    ...page.stamp(
      `opendome ${report.opendome}, scenario ${options.source}, seed ${report.seed}, ${fixed(report.runs)} runs of each way to ask`,
    ),
  ].join('\n')
}

const change = (m: PairedMean): string => changeWords(m, (x) => fixed(x, 2))

function sentences({ variants }: ConsentReport): string[] {
  const all = variants.find((v) => v.id === 'both' || v.id === 'all')!
  const { boost, midcourse, terminal } = all.intercepts
  const cost = (name: string, m: PairedMean): string =>
    m.distinguishable
      ? `${fixed(Math.abs(m.mean), 2)} ${m.mean < 0 ? 'fewer' : 'more'} in ${name}`
      : `no distinguishable number in ${name}`
  const delegated = variants.filter((v) => v.id.startsWith('pre-delegated'))
  return [
    `Against nobody being asked, consent of ${all.id === 'both' ? 'both' : 'all'} means intercepts a run: ${cost('boost', boost.change)}, ${cost('midcourse', midcourse.change)}, ${cost('the terminal phase', terminal.change)}; ${change(all.more_leaked)} more get through.`,
    `With a standing rule that frees fire: ${delegated.map((v) => `${change(v.more_leaked)} more ${v.id.replace('pre-delegated ', '')}`).join(', ')}.`,
  ]
}

function timeRows(report: ConsentReport, width: number): string[] {
  return table({
    head: ['Asked', 'fire becomes free', 'half by, s', '5 % by, s', '95 % by, s'],
    left: [0],
    width,
    rows: report.variants.map((v) => ({
      cells: [
        v.id,
        percent(v.granted),
        ...(v.time_s === null
          ? ['-', '-', '-']
          : [v.time_s.p50, v.time_s.p05, v.time_s.p95].map((x) => fixed(x))),
      ],
    })),
  })
}

function rows(report: ConsentReport, width: number): string[] {
  const phases = ['boost', 'midcourse', 'terminal'] as const
  return table({
    head: ['Asked', 'in boost', 'change', 'in midcourse', 'change', 'terminal', 'change', 'through'],
    left: [0],
    wrapped: [0, 2, 4, 6],
    width,
    rows: report.variants.map((v) => ({
      cells: [
        v.id,
        ...phases.flatMap((p) => [
          fixed(v.intercepts[p].mean, 2),
          v.id === 'nobody' ? '' : change(v.intercepts[p].change),
        ]),
        fixed(v.leaked.mean, 2),
      ],
    })),
  })
}
