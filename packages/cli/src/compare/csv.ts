import type { CompareReport, WhatMattersReport } from '@opendome/model/study'
import { csv, provenance } from '../text/csv.ts'

/** Every step of every output: one row a step, the two ends and the interaction among them. */
export function compareCsv(report: CompareReport): string {
  const rows = report.outputs.flatMap((o) => [
    [o.name, 'a', report.a.name, '', '', o.a, 0, undefined, undefined],
    ...o.steps.map((s) => [
      o.name,
      s.assumption,
      s.name,
      s.from,
      s.to,
      s.change,
      s.standard_error,
      s.alone,
      s.last,
    ]),
    [o.name, 'interaction', 'rounding of sums', '', '', o.interaction, 0, undefined, undefined],
    [o.name, 'b', report.b.name, '', '', o.b, 0, undefined, undefined],
  ])
  const like = report.like_for_like
  const adjusted = [
    ['like_for_like_usd_b', 'before', 'as each has it', like.before.a_usd_b, like.before.b_usd_b],
    ...like.adjustments.map((x) => ['like_for_like_usd_b', 'adjustment', x.adjustment, x.a_usd_b, x.b_usd_b]),
    ['like_for_like_usd_b', 'after', 'like for like', like.after.a_usd_b, like.after.b_usd_b],
  ].map(([output, what, name, a, b]) => [
    output,
    what,
    name,
    a,
    b,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  return csv(
    provenance(
      report,
      'each change averaged over orders; a + changes + interaction = b; of like_for_like_usd_b, from and to are those of the two studies',
    ),
    ['output', 'assumption', 'name', 'from', 'to', 'change', 'standard_error', 'alone', 'last'],
    [...rows, ...adjusted] as (string | number | undefined)[][],
  )
}

/** One row an assumption and output. */
export function whatMattersCsv(report: WhatMattersReport): string {
  const stated = new Map(report.outputs.map((o) => [o.name, o.value]))
  const rows = report.assumptions.flatMap((m): (string | number | undefined)[][] => {
    const about = [m.assumption, m.name, m.disputed ? 1 : 0, m.value ?? '', m.low ?? '', m.high ?? '']
    if (m.why !== null) return [[...about, '', undefined, undefined, undefined, undefined, m.why]]
    return m.effects.map((e) => [
      ...about,
      e.name,
      stated.get(e.name),
      e.elasticity ?? undefined,
      e.low,
      e.high,
      '',
    ])
  })
  return csv(
    provenance(report, 'each assumption moved alone'),
    [
      'assumption',
      'name',
      'disputed',
      'value',
      'low',
      'high',
      'output',
      'stated',
      'elasticity',
      'at_low',
      'at_high',
      'why',
    ],
    rows,
  )
}
