import type { Scenario } from '@opendome/model'
import type { FallZone, Nations, PlaceEntry, ShortfallEntry, ShortfallReport } from '@opendome/model/study'
import { fixed, percent, significant } from '../text/format.ts'
import { changedWords, pageParts, type ScenarioPage } from '../text/page.ts'
import { table } from '../text/table.ts'
import { bullets } from '../text/wrap.ts'

/** The answer of `shortfall` as a page that a journalist can read. */
export function shortfallText(
  scenario: Scenario,
  report: ShortfallReport,
  nations: Nations,
  options: ScenarioPage,
): string {
  const { width } = options
  const page = pageParts(options)
  return [
    ...page.heading(scenario),
    ...page.quotable([...report.threats.map((t) => sentence(t, nations)), ...leakers(report)]),
    ...report.threats.flatMap((t) => [
      ...page.section(`Where remains of ${t.threat} come down`, placeRows(t, nations, width)),
      ...page.section(`The same by time of intercept`, timeRows(t, nations, width)),
      ...page.section(`Track of the impact point of ${t.threat}`, stretchRows(t, nations, width)),
    ]),
    ...page.section('What this assumes', bullets(scenario.assumed, width)),
    ...page.limits(report.limits),
    ...page.changes(changedWords(report)),
    ...page.stamp(
      `opendome ${report.opendome}, scenario ${options.source}, seed ${report.seed}, ${fixed(report.runs)} runs`,
    ),
  ].join('\n')
}

/** Nobody's: words of a place, and how they stand in a sentence. */
const NOBODYS = {
  'high-seas': ['nowhere near, over 200 nm from any coast', 'nowhere near a coast'],
  'in-orbit': ['nowhere: in orbit', 'nowhere, in orbit'],
} as const
const WORDS = {
  land: 'land',
  'territorial-sea': 'sea within 12 nm',
  'within-200-nm': 'sea within 200 nm',
} as const

/** `Canada, land`. */
export function placeName(
  { nation, zone }: { readonly nation: string | null; readonly zone: FallZone },
  nations: Nations,
): string {
  if (zone === 'high-seas' || zone === 'in-orbit') return NOBODYS[zone][0]
  return `${nations.name(nation ?? '')}, ${WORDS[zone]}`
}

/** Places that a sentence names; the rest is said as one sum. */
const MOST_NAMED = 4

function sentence(t: ShortfallEntry, nations: Nations): string {
  if (t.intercepts === 0) return `${t.threat}: no intercept under thrust.`
  const of = new Map<string, number>()
  for (const { nation, zone, share } of t.places) {
    const where =
      zone === 'high-seas' || zone === 'in-orbit'
        ? NOBODYS[zone][1]
        : `on ${nations.name(nation ?? '')} or its waters`
    of.set(where, (of.get(where) ?? 0) + share.estimate)
  }
  const sorted = [...of].sort((a, b) => b[1] - a[1])
  const rest = sorted.slice(MOST_NAMED).reduce((sum, [, share]) => sum + share, 0)
  const parts = [
    ...sorted.slice(0, MOST_NAMED).map(([where, share]) => `${percent(share)} ${where}`),
    ...(rest > 0 ? [`${percent(rest)} elsewhere, see below`] : []),
  ]
  return `${t.threat}: of ${fixed(t.intercepts, 1)} intercepts under thrust a run the remains come down ${listed(parts)}.`
}

function leakers({ leaked }: ShortfallReport): string[] {
  if (leaked === null) return []
  const [none, all] = [leaked.payload_survives_hit_0, leaked.payload_survives_hit_1]
  const text = (s: typeof none): string =>
    `${fixed(s.mean, 2)} (${fixed(s.ci95[0], 2)} to ${fixed(s.ci95[1], 2)})`
  return [
    `Coming down in defended areas, a run: ${text(none)} missiles where no payload survives the hit on its booster, ${text(all)} where every one does.`,
  ]
}

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`

function interval({ share: { ci95 } }: PlaceEntry): string {
  return `${percent(ci95[0])} to ${percent(ci95[1])}`
}

function placeRows(t: ShortfallEntry, nations: Nations, width: number): string[] {
  if (t.places.length === 0) return []
  return table({
    head: ['Whose land or water', 'share of intercepts', '95 % interval', 'payloads a run where all survive'],
    left: [0],
    width,
    rows: t.places.map((p) => ({
      cells: [placeName(p, nations), percent(p.share.estimate), interval(p), significant(p.intercepts, 3)],
    })),
  })
}

function timeRows(t: ShortfallEntry, nations: Nations, width: number): string[] {
  if (t.by_time.length === 0) return []
  return table({
    head: ['Intercept, s before burnout', 'intercepts a run', 'where remains come down'],
    left: [2],
    width,
    flexible: 2,
    rows: t.by_time.map((b) => ({
      cells: [
        b.before_burnout_to_s === null
          ? `over ${fixed(b.before_burnout_from_s)}`
          : `${fixed(b.before_burnout_from_s)} to ${fixed(b.before_burnout_to_s)}`,
        fixed(b.intercepts, 2),
        b.places.map((p) => `${placeName(p, nations)} ${percent(p.share.estimate)}`).join('; '),
      ],
    })),
  })
}

function stretchRows(t: ShortfallEntry, nations: Nations, width: number): string[] {
  const first = t.first_release_s
  const rows = t.stretches
    .filter((s) => first === null || s.to_s > first)
    .map((s) => ({ ...s, from_s: first === null ? s.from_s : Math.max(first, s.from_s) }))
  return [
    ...table({
      head: ['Were thrust to end at, s after liftoff', 's before burnout', 'it would come down on'],
      left: [2],
      width,
      flexible: 2,
      rows: rows.map((s) => ({
        cells: [
          `${fixed(s.from_s, 1)} to ${fixed(s.to_s, 1)}`,
          `${fixed(t.burnout_s - s.from_s, 1)} to ${fixed(t.burnout_s - s.to_s, 1)}`,
          placeName(s, nations),
        ],
      })),
    }),
    ...(first === null ? [] : [`From the first release, ${fixed(first, 1)} s after liftoff.`]),
  ]
}
