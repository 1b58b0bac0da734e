import type { WhatMattersReport } from '@opendome/model/study'
import { fixed } from '../text/format.ts'
import { changedWords, pageParts, type PageOptions } from '../text/page.ts'
import { table } from '../text/table.ts'
import { bullets } from '../text/wrap.ts'
import { outputName, shown } from './words.ts'

/** Which assumption of one study matters: elasticities and a tornado, the disputed ones first. */
export function whatMattersText(report: WhatMattersReport, options: PageOptions): string {
  const { width, emphasise } = options
  const page = pageParts(options)
  return [
    emphasise(`${report.scenario}: which assumption matters`, 'strong'),
    '',
    ...report.outputs.map((o) => `${outputName(o.name)}: ${shown(o.name, o.value)}`),
    ...page.section('Moved alone, from low to high', tornado(report, width)),
    ...page.section('Elasticities: per cent for a per cent', elasticities(report, width)),
    ...page.section('Limits', bullets(report.limits, width)),
    ...page.changes(changedWords(report)),
    ...page.stamp(`opendome ${report.opendome}, ${report.study}`),
  ].join('\n')
}

function tornado(report: WhatMattersReport, width: number): string[] {
  const rows = report.assumptions.map((m) => ({
    cells: [
      `${m.disputed ? '* ' : '  '}${m.name}`,
      m.why === null ? `${m.low ?? ''} to ${m.high ?? ''}` : m.why,
      ...report.outputs.map((o) => {
        const e = m.effects.find((x) => x.name === o.name)
        if (e === undefined) return '-'
        return e.low === e.high ? 'no change' : `${shown(o.name, e.low)} to ${shown(o.name, e.high)}`
      }),
    ],
  }))
  return [
    ...table({
      head: ['Assumption', 'from low to high', ...report.outputs.map((o) => outputName(o.name))],
      rows,
      left: [0, 1],
      flexible: 1,
      width,
    }),
    '  * disputed most: always listed, and first',
  ]
}

function elasticities(report: WhatMattersReport, width: number): string[] {
  const outputs = report.outputs.filter((o) => o.name !== 'leaked')
  const rows = report.assumptions.map((m) => ({
    cells: [
      `${m.disputed ? '* ' : '  '}${m.name}`,
      m.value ?? 'not in it',
      ...outputs.map((o) => {
        const e = m.effects.find((x) => x.name === o.name)?.elasticity ?? null
        return e === null ? '-' : fixed(e, 2)
      }),
    ],
  }))
  return table({
    head: ['Assumption', 'stated', ...outputs.map((o) => outputName(o.name))],
    rows,
    left: [0, 1],
    flexible: 1,
    width,
  })
}
