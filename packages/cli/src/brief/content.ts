import type { BriefReport, PairedMean } from '@opendome/model/study'
import { fixed } from '../text/format.ts'
import { placeName, type Language } from '@opendome/model/study'
import { WORDS, local } from './words.ts'

/** A piece of text; with `source` it opens where the figure comes from. */
export interface Piece {
  readonly text: string
  readonly source?: string
}
type Cell = readonly Piece[]

/** A part of the brief, whatever it is written as. */
export interface Section {
  readonly id: string
  readonly title: string
  readonly prose: readonly string[]
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  readonly list?: readonly string[]
  /** Name of its picture. */
  readonly picture?: 'through' | 'money'
}

export interface Brief {
  readonly title: string
  readonly intro: string
  readonly sections: readonly Section[]
  readonly sources: readonly {
    readonly id: string
    readonly name: string
    readonly lines: readonly { readonly text: string; readonly address: string | null }[]
  }[]
}

type Option = BriefReport['options'][number]

/** An option by its name in the language. */
export function optionName(option: Option, report: BriefReport, language: Language): string {
  const usd = local(fixed(option.usd_b), language)
  const money = `${local(fixed(option.local_b, 1), language)} ${WORDS[language].head.cost(report.currency.code)}`
  return WORDS[language].options[option.kind](usd, money)
}

/** The brief in one language. `command`: what was typed. */
export function briefContent(report: BriefReport, language: Language, command: string): Brief {
  const w = WORDS[language]
  const name = placeName(report.for, language, report.name)
  const number = (x: number, decimals: number): string => local(fixed(x, decimals), language)
  const says = (text: string): Piece => ({ text })
  const from = (text: string, source: string): Piece => ({ text, source })
  const counted = (m: Pick<PairedMean, 'mean' | 'ci95'>): Cell => [
    from(number(m.mean, 2), 'runs'),
    says(` (${number(m.ci95[0], 2)} – ${number(m.ci95[1], 2)})`),
  ]
  const changed = (m: PairedMean): Cell =>
    m.distinguishable
      ? counted(m)
      : [from(w.notDistinguishable, 'runs'), says(` (${number(m.ci95[0], 2)} – ${number(m.ci95[1], 2)})`)]
  const source = (o: Option): string => o.programme ?? 'asks'
  const { code, per_usd, date } = report.currency
  const areas = report.options[0]!.areas
  return {
    title: w.title(name),
    intro: w.intro(report.scenario, name),
    sections: [
      {
        id: 'options',
        title: w.sections.what,
        prose: [
          ...(code === 'USD' ? [] : [w.says.rate(number(per_usd, 4), code, date)]),
          ...(report.options.some((o) => o.kind === 'radar-first') ? [w.says.radar] : []),
        ],
        picture: 'money',
        table: {
          head: [w.head.option, w.head.usd, ...(code === 'USD' ? [] : [w.head.cost(code)])],
          rows: report.options.map((o) => [
            [says(optionName(o, report, language))],
            [o.usd_b === 0 ? says('0') : from(number(o.usd_b, 1), source(o))],
            ...(code === 'USD' ? [] : [[o.local_b === 0 ? says('0') : from(number(o.local_b, 1), 'rate')]]),
          ]),
        },
      },
      {
        id: 'protection',
        title: w.sections.protection,
        prose: [
          w.says.counts(number(report.runs, 0), '95 %'),
          w.says.range(report.disputed.map((d) => (d.doc === '' ? d.id : `${d.id} (${d.doc})`)).join(', ')),
        ],
        picture: 'through',
        table: {
          head: [
            w.head.option,
            ...areas.flatMap((a) => {
              const area = placeName(a.area, language, a.name)
              return [w.head.through(area), w.head.range, w.head.change(area)]
            }),
          ],
          rows: report.options.map((o) => [
            [says(optionName(o, report, language))],
            ...o.areas.flatMap((a): Cell[] => [
              counted(a.leaked),
              [from(`${number(a.low, 2)} – ${number(a.high, 2)}`, 'runs')],
              o.kind === 'out' ? [says('–')] : changed(a.change),
            ]),
          ]),
        },
      },
      {
        id: 'years',
        title: w.sections.years(code),
        prose: [w.says.spread],
        table: {
          head: [w.head.year, ...report.options.map((o) => optionName(o, report, language))],
          rows: report.years.map((year, i) => [
            [says(String(year))],
            ...report.options.map((o): Cell => {
              const x = o.by_year_local_b[i]!
              return [x === 0 ? says('0') : from(number(x, 2), o.programme ?? 'total')]
            }),
          ]),
        },
      },
      {
        id: 'unpaid',
        title: w.sections.unpaid,
        prose: [w.says.times],
        table: {
          head: [
            w.head.programme,
            w.head.announced,
            ...report.options.filter((o) => o.usd_b > 0).map((o) => optionName(o, report, language)),
          ],
          rows: report.alternatives.map((a) => [
            [says(`${a.name} (${a.year})`)],
            [from(`${number(a.amount_b, 1)} ${w.head.cost(a.currency)}`, a.id)],
            ...report.options
              .filter((o) => o.usd_b > 0)
              .map((o): Cell => [
                from(`${number(o.times.find((t) => t.programme === a.id)!.times, 1)} ×`, a.id),
              ]),
          ]),
        },
      },
      {
        id: 'not-modelled',
        title: w.sections.notModelled,
        prose: [w.says.english].filter((t) => t !== ''),
        list: report.not_modelled,
      },
      { id: 'limits', title: w.sections.limits, prose: [], list: report.limits },
    ],
    sources: [
      {
        id: 'runs',
        name: w.sourceNames['runs']!,
        lines: [
          {
            text: w.says.runs(command, report.opendome, String(report.seed), number(report.runs, 0)),
            address: null,
          },
        ],
      },
      ...Object.entries(report.sources).map(([id, lines]) => ({
        id,
        name: w.sourceNames[id] ?? report.alternatives.find((a) => a.id === id)?.name ?? id,
        lines: [...new Map(lines.map((l) => [`${l.of} ${l.id} ${l.where}`, l])).values()].map((l) => ({
          text: `${l.of}: ${l.title}${l.edition === '' ? '' : ` (${l.edition})`}, ${l.where} (${w.marks[l.mark]})`,
          address: l.address,
        })),
      })),
    ],
  }
}
