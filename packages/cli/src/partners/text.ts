import type { Scenario } from '@opendome/model'
import type { OutputValue, PairedMean, PartnersReport } from '@opendome/model/study'
import { fixed, percent, significant } from '../text/format.ts'
import { changedWords, pageParts, type ScenarioPage } from '../text/page.ts'
import { changeWords } from './change.ts'
import { table } from '../text/table.ts'
import { bullets, wrap } from '../text/wrap.ts'

/** The answer of `partners` as a page that a journalist can read. */
export function partnersText(scenario: Scenario, report: PartnersReport, options: ScenarioPage): string {
  const { width } = options
  const page = pageParts(options)
  return [
    ...page.heading(scenario),
    ...page.quotable(sentences(report)),
    ...page.section(
      'Who is in',
      bullets(
        report.partners.map((p) => {
          const has = [
            ...(p.hosts.length > 0 ? [`hosts ${p.hosts.join(', ')}`] : []),
            ...(p.owns.length > 0 ? [`owns ${p.owns.join(', ')}`] : []),
            ...(p.defends.length > 0 ? [`of its own is ${p.defends.join(', ')}`] : []),
            ...(p.consent ? ['its yes is needed'] : []),
          ]
          return `${p.name}: ${has.length === 0 ? 'pays' : has.join('; ')}`
        }),
        width,
      ),
    ),
    ...report.outputs.flatMap((o) => page.section(title(o), outputRows(o, report, width))),
    ...page.section('Who would pay what part, by rule', shareRows(report, width)),
    ...report.partners
      .filter((p) => report.asks.some((a) => a.partner === p.id))
      .flatMap((p) =>
        page.section(`What was asked of ${p.name}, as a part of published totals`, askRows(p, report, width)),
      ),
    ...page.section('Who pays as the file says', payerRows(report, width)),
    ...page.section('What this assumes', bullets(scenario.assumed, width)),
    ...page.limits(report.limits),
    ...page.changes(changedWords(report)),
    ...page.stamp(
      `opendome ${report.opendome}, scenario ${options.source}, seed ${report.seed}, ${fixed(report.runs)} runs of each of ${fixed(report.distinct)} scenarios that ${fixed(report.coalitions)} coalitions come to`,
    ),
  ].join('\n')
}

const NAMES: Readonly<Record<string, string>> = {
  leaked: 'Missiles that get through',
  engaged_in_full: 'Missiles engaged in full',
  killed: 'Missiles stopped',
  solution_s: 'Time from launch to the first firing solution, s',
  custody_gap_s: 'Time in which a missile that was tracked has no track, s',
}

function title({ name, none, all }: OutputValue): string {
  const what = NAMES[name] ?? `Missiles that get through into ${name.replace('leaked/', '')}`
  return `${what}: ${number(none.mean)} with nobody, ${number(all.mean)} with all`
}

const number = (x: number): string => (Math.abs(x) >= 100 ? fixed(x) : significant(Number(x.toFixed(2)), 3))

const change = (m: PairedMean): string => changeWords(m, number)

function outputRows(o: OutputValue, report: PartnersReport, width: number): string[] {
  const told = o.partners.flatMap((p) => [p.last, p.alone, p.shapley])
  const equal = told.every((m) => m.mean === 0)
  if (equal || told.every((m) => !m.distinguishable))
    return wrap(
      equal
        ? 'No partner changes it in any run, and none is distinguishable from zero.'
        : 'No partner makes a difference that is distinguishable from zero.',
      width,
    )
  return table({
    head: ['Partner', 'joining last', 'alone', 'Shapley value'],
    left: [0],
    wrapped: [1, 2, 3],
    width,
    rows: o.partners.map((p) => ({
      cells: [nameOf(report, p.partner), change(p.last), change(p.alone), change(p.shapley)],
    })),
  })
}

/** A part, which may be negative. */
const part = (x: number): string => (x < 0 ? `-${percent(-x)}` : percent(x))

const nameOf = (report: PartnersReport, id: string): string =>
  report.partners.find((p) => p.id === id)?.name ?? id

function sentences(report: PartnersReport): string[] {
  const leaked = report.outputs[0]!
  const told = leaked.partners.filter((p) => p.last.distinguishable)
  const rest = leaked.partners.filter((p) => !p.last.distinguishable)
  const words = told.map(
    (p) =>
      `${nameOf(report, p.partner)} ${number(-p.last.mean)} (${number(-p.last.ci95[1])} to ${number(-p.last.ci95[0])})`,
  )
  return [
    `Of this raid ${number(leaked.none.mean)} missiles get through with nobody in, ${number(leaked.all.mean)} with all ${fixed(report.partners.length)}.`,
    ...(words.length > 0
      ? [`Joining the others last, these keep out so many more a run: ${words.join(', ')}.`]
      : []),
    ...(rest.length > 0
      ? [
          `Joining last makes no distinguishable difference to that: ${rest.map((p) => nameOf(report, p.partner)).join(', ')}.`,
        ]
      : []),
  ]
}

const RULES: Readonly<Record<string, string>> = {
  gdp: 'gross domestic product',
  population: 'population',
  'defended-area': 'defended area',
  norad: 'as they bear NORAD, 60 to 40',
  'protection-brought': 'protection brought (Shapley)',
  'protection-received': 'protection received',
}

function shareRows(report: PartnersReport, width: number): string[] {
  return table({
    head: ['Partner', ...report.shares.map((s) => RULES[s.rule] ?? s.rule)],
    left: [0],
    width,
    rows: report.partners.map((p) => ({
      cells: [
        p.name,
        ...report.shares.map((s) => {
          const own = s.shares.find((x) => x.partner === p.id)!
          if (own.share === null) return '-'
          return own.ci95 === null
            ? part(own.share)
            : `${part(own.share)} (${part(own.ci95[0])} to ${part(own.ci95[1])})`
        }),
      ],
    })),
  })
}

/** The sums asked of a partner, and beside them what each rule comes to for it at the same totals. */
function askRows(
  { id, name }: PartnersReport['partners'][number],
  report: PartnersReport,
  width: number,
): string[] {
  const asked = new Set(report.asks.filter((a) => a.partner === id).map((a) => a.usd_b))
  const rules = report.shares.flatMap((s) => {
    const share = s.shares.find((x) => x.partner === id)?.share ?? null
    return share === null ? [] : [{ rule: RULES[s.rule] ?? s.rule, share }]
  })
  return table({
    head: [`${name} would pay, USD billion`, ...report.totals.map((t) => `of ${fixed(t.usd_b)} (${t.id})`)],
    left: [0],
    width,
    rows: [
      ...[...asked].map((ask) => ({
        cells: [`asked: ${fixed(ask)}`, ...report.totals.map((t) => part(ask / t.usd_b))],
      })),
      ...rules.map(({ rule, share }) => ({
        cells: [rule, ...report.totals.map((t) => `${fixed(share * t.usd_b, 1)} (${part(share)})`)],
      })),
    ],
  })
}

function payerRows({ payers, partners }: PartnersReport, width: number): string[] {
  if (payers === null) return []
  return table({
    head: ['Partner', 'USD billion', 'part'],
    left: [0],
    width,
    rows: payers.by_partner.map((p) => ({
      cells: [partners.find((x) => x.id === p.partner)?.name ?? p.partner, fixed(p.usd_b, 1), part(p.share)],
    })),
  })
}
