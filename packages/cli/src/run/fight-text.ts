import type { RunReport } from '@opendome/model'
import { counted, decimalsFor, fixed, significant, span } from '../text/format.ts'
import type { PageOptions } from '../text/page.ts'
import { table } from '../text/table.ts'
import { wrap } from '../text/wrap.ts'
import type { Study } from './study.ts'

/** What each layer had, fired and stopped, where there are several; then what failures in common and consent cost. */
export function layerLines({ report }: Study, options: PageOptions): string[] {
  const { by_layer: layers, inventory } = report
  if (layers.length < 2) return apart(priceLines(report, options), against(report, options.width))
  const decimals = decimalsFor(layers.flatMap((l) => [l.shots, l.killed]))
  return apart(
    table({
      head: ['Layer', 'phase', 'at the start', 'fired', 'left', 'missiles stopped', 'a shot hits by'],
      rows: layers.map((l, i) => ({
        cells: [
          l.id,
          l.layer,
          fixed(inventory[i]!.start),
          fixed(l.shots, decimals),
          fixed(inventory[i]!.left, decimals),
          fixed(l.killed, decimals),
          l.hit === 'fixed' ? 'stated chance' : 'geometry',
        ],
      })),
      left: [0, 1, 6],
      width: options.width,
      emphasise: options.emphasise,
    }),
    priceLines(report, options),
    against(report, options.width),
  )
}

/** Parts with a blank line between them; empty ones left out. */
function apart(...parts: readonly (readonly string[])[]): string[] {
  return parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : ['', ...part]))
}

/** What shots cost where the catalog has the price of one: each layer in the dollars of its own year. */
function priceLines({ by_layer: layers }: RunReport, { width, emphasise }: PageOptions): string[] {
  const priced = layers.flatMap(({ id, shots, cost }) => (cost === null ? [] : [{ id, shots, ...cost }]))
  if (priced.length === 0) return []
  return table({
    head: [
      'Price of shots, USD M',
      'one interceptor',
      'range',
      'all fired in a run',
      'dollars of',
      'catalog',
    ],
    rows: priced.map((p) => ({
      cells: [
        p.id,
        significant(p.unit_usd_m),
        p.low_usd_m === p.high_usd_m ? '' : `${significant(p.low_usd_m)} to ${significant(p.high_usd_m)}`,
        significant(p.shots_usd_m, 3),
        String(p.base_year),
        p.entry,
      ],
    })),
    left: [0, 5],
    width,
    emphasise,
  })
}

/** What the rule saved that leaves alone what lands elsewhere, and what it cost. */
export function ruleLines({ report: { rule } }: Study, { width }: PageOptions): string[] {
  const spared = rule === null ? 0 : rule.left_alone_rightly + rule.left_alone_wrongly
  if (rule === null || spared === 0) return []
  return wrap(ruleSentence(rule), width)
}

/** Leaked warheads by the furthest step of the defence. */
export function causeLines({ report }: Study, options: PageOptions): string[] {
  const { causes, warheads, by_layer: layers } = report
  const open = causes.filter((c) => c.leaked > 0)
  // One layer by stated delays tells nothing that the table of means does not.
  if (open.length === 0 || (layers.length < 2 && open.length < 2)) return []
  const decimals = decimalsFor(open.map((c) => c.leaked))
  const sentences = [
    ...(warheads.launched === report.launched
      ? []
      : [
          `The missiles carry ${counted(warheads.launched, 'warhead')}: ${fixed(warheads.killed, 1)} are stopped, ${fixed(warheads.leaked, 1)} get through, ${fixed(warheads.fell_elsewhere, 1)} fall elsewhere.`,
        ]),
    ...(report.unengaged >= 0.05
      ? [`Nothing was fired at ${fixed(report.unengaged, 1)} of the missiles that got through.`]
      : []),
    ...(report.double_engagements > 0
      ? [
          `${fixed(report.double_engagements, 1)} shots went at targets at which another node, not knowing of it, was firing.`,
        ]
      : []),
  ]
  return [
    ...table({
      head: ['Furthest step reached', 'warheads through'],
      rows: open.map((c) => ({ cells: [c.cause, fixed(c.leaked, decimals)] })),
      left: [0],
      width: options.width,
      emphasise: options.emphasise,
    }),
    ...sentences.flatMap((line) => wrap(line, options.width)),
  ]
}

/** The runs against the same raids without a common mode, and without consent. */
function against(report: RunReport, width: number): string[] {
  const { independent_failures: own, without_consent: free } = report
  const through = ({ mean, ci95 }: { mean: number; ci95: readonly [number, number] }): string =>
    `${fixed(mean, 2)} (sampling ${span(...ci95, 2)})`
  const few = ({ runs }: { runs: number }): string => (runs < report.runs ? ` (${counted(runs, 'run')})` : '')
  return [
    ...(own === null || report.shots === 0
      ? []
      : wrap(
          `With failures in common ${through(report.leaked)} get through; if each shot failed for itself it would be ${through(own.leaked)}${few(own)}.`,
          width,
        )),
    ...(free === null
      ? []
      : wrap(
          `Consent costs ${fixed(free.killed - report.killed, 2)} missiles stopped: without it ${through(free.leaked)} would get through${few(free)}.`,
          width,
        )),
  ]
}

/** What the rule did, in means a run. */
function ruleSentence(rule: NonNullable<RunReport['rule']>): string {
  const alone = rule.left_alone_rightly + rule.left_alone_wrongly
  const decimals = decimalsFor([rule.objects, alone, rule.shots_saved, rule.left_alone_wrongly])
  const number = (x: number): string => fixed(x, Number.isInteger(x) ? 0 : decimals)
  const noun = (x: number, word: string): string => `${number(x)} ${word}${x === 1 ? '' : 's'}`
  return `Of ${noun(rule.objects, 'warhead')} that were judged the layers behind burnout leave ${number(alone)} alone as landing elsewhere, which saves ${noun(rule.shots_saved, 'shot')}; ${number(rule.left_alone_wrongly)} of them ${rule.left_alone_wrongly === 1 ? 'lands' : 'land'} in a defended area.`
}
