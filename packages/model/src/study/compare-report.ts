import type { CatalogFigure } from '../generated/catalog.ts'
import { catalogEntry, type Change } from '../scenario/index.ts'
import type { Comparison } from './compare.ts'
import type { StudyInput } from './compare-kind.ts'
import { absent, ASSUMPTIONS, DISPUTED, type AssumptionId, type Parts } from './compare-parts.ts'
import type { ComparedOutput, OutputName } from './compare-work.ts'
import { significant, whole } from './compare-words.ts'
import type { ReportHead } from './report.ts'
import { VERSION } from './version.ts'

interface StudyReport {
  readonly study: string
  readonly name: string
  readonly base_year: number
  readonly years: number
  /** As published; null where nothing is. In the study's own dollars. */
  readonly published_usd_b: number | null
  /** What the study published, and what this program had to assume to have it as a scenario or a cost, one sentence each. */
  readonly published: readonly string[]
  readonly assumed: readonly string[]
  readonly changed_assumptions: ReportHead['changed_assumptions']
}

/** One step of a waterfall. */
export interface StepReport {
  readonly assumption: AssumptionId
  readonly name: string
  readonly from: string
  readonly to: string
  readonly change: number
  /** Of the mean over drawn orders; 0 where all orders were taken. */
  readonly standard_error: number
  /** Changed alone, and as the last of all. */
  readonly alone: number
  readonly last: number
}

/** One output of both studies; the steps and the interaction add up to b − a. */
export interface OutputReport {
  readonly name: OutputName
  readonly a: number
  readonly b: number
  readonly steps: readonly StepReport[]
  /** What no step holds: averaged over orders, the rounding of sums. */
  readonly interaction: number
  readonly orders: number | 'all'
}

interface FleetReport {
  readonly own: number
  readonly closed_form: number
  readonly search: number | null
  readonly guarantee: string
  readonly why: string | null
}

/** `opendome compare A B --json`. */
export interface CompareReport extends ReportHead {
  readonly a: StudyReport
  readonly b: StudyReport
  /** The disputed ones first, then what else differs. */
  readonly assumptions: readonly {
    readonly assumption: AssumptionId
    readonly name: string
    readonly disputed: boolean
    readonly a: string
    readonly b: string
    readonly same: boolean
  }[]
  readonly like_for_like: {
    readonly base_year: number
    readonly period_years: number
    readonly before: { readonly a_usd_b: number; readonly b_usd_b: number }
    readonly adjustments: readonly {
      readonly adjustment: string
      readonly a_usd_b: number
      readonly b_usd_b: number
    }[]
    readonly after: { readonly a_usd_b: number; readonly b_usd_b: number }
    readonly left: readonly string[]
  }
  readonly outputs: readonly OutputReport[]
  readonly not_compared: readonly { readonly name: OutputName; readonly why: string }[]
  readonly fleets: { readonly a: FleetReport; readonly b: FleetReport } | null
  readonly runs: number
  readonly seed: number
}

/** The document of a comparison. */
export function compareReport(comparison: Comparison): CompareReport {
  const { a, b, parts, own, outputs, likeForLike: like, ends, runs, seed, notes } = comparison
  const [one, other] = [studyReport(a), studyReport(b)]
  const ids = Object.keys(ASSUMPTIONS) as AssumptionId[]
  return {
    opendome: VERSION,
    scenario: `${a.name} against ${b.name}`,
    changed_assumptions: [...one.changed_assumptions, ...other.changed_assumptions],
    limits: [...notes, ...limitsOf(comparison)],
    a: one,
    b: other,
    assumptions: ids
      .filter((id) => DISPUTED.includes(id) || parts[0][id]?.key !== parts[1][id]?.key)
      .map((id) => {
        const texts = [a, b].map((study, i) => partText(id, parts[i]!, own[i]!, study))
        const known = parts[0][id] !== undefined && parts[1][id] !== undefined
        return {
          assumption: id,
          name: ASSUMPTIONS[id],
          disputed: DISPUTED.includes(id),
          a: texts[0]!,
          b: texts[1]!,
          same: known ? parts[0][id]!.key === parts[1][id]!.key : texts[0] === texts[1],
        }
      }),
    like_for_like: {
      base_year: like.baseYear,
      period_years: like.years,
      before: { a_usd_b: like.before[0], b_usd_b: like.before[1] },
      adjustments: like.adjustments.map(({ what, a: mine, b: theirs }) => ({
        adjustment: what,
        a_usd_b: mine,
        b_usd_b: theirs,
      })),
      after: { a_usd_b: like.after[0], b_usd_b: like.after[1] },
      left: like.left,
    },
    outputs: outputs.flatMap((o) => outputReport(o, comparison)),
    not_compared: outputs.flatMap(({ name, why }) => (why === undefined ? [] : [{ name, why }])),
    fleets: ends === undefined ? null : { a: fleetReport(ends[0]), b: fleetReport(ends[1]) },
    runs,
    seed,
  }
}

/** How an assumption reads in a study, told apart in the comparison or by itself, or why it is not in it. */
function partText(id: AssumptionId, parts: Parts, own: Parts, study: StudyInput): string {
  return parts[id]?.text ?? own[id]?.text ?? `(${absent(id, own, study)})`
}

function studyReport({ id, name, cost, scenario }: StudyInput): StudyReport {
  const changed: readonly Change[] = scenario?.changed ?? []
  const { total, periodYears, scope } = cost.published
  const words = Object.entries(scope).map(([what, text]) =>
    what === 'all' ? `contents: ${text}` : `${what}: ${text}`,
  )
  const entry = cost.preset === undefined ? undefined : catalogEntry('cost', cost.preset.id)
  return {
    study: id,
    name,
    base_year: cost.plan.baseYear,
    years: cost.plan.years,
    published_usd_b: total === undefined ? null : total.value / 1e9,
    published: [
      ...(scenario?.published ?? []),
      ...(total === undefined
        ? []
        : [
            `USD ${billions(total.value)} billion${periodYears === undefined ? '' : ` over ${significant(periodYears)} years`}${words.length === 0 ? '' : `; ${words.join('; ')}`}`,
          ]),
    ],
    assumed: [
      ...(scenario?.assumed ?? []),
      ...(cost.preset === undefined ? [] : [`how its cost is read: ${cost.preset.doc}`]),
      ...(entry?.figures ?? []).filter((f) => f.mark === 'assumption').map(assumedFigure),
    ],
    changed_assumptions: changed.map((c) => ({ ...c, path: `${id}: ${c.path}` })),
  }
}

function billions(usd: number): string {
  const x = usd / 1e9
  return x >= 1000 ? whole(x) : significant(x)
}

/** `items.0.first_unit_usd_m 60 (58 to 65), fit to the printed initial costs`. */
function assumedFigure({ path, value, low, high, where }: CatalogFigure): string {
  const range = low === undefined || high === undefined || low === high ? '' : ` (${low} to ${high})`
  return `cost, ${path} ${value}${range}: ${where}`
}

function outputReport(output: ComparedOutput, { parts }: Comparison): OutputReport[] {
  if (output.shares === undefined) return []
  const { name, players, shares } = output
  const { from, to, changes, errors, alone, last, orders, exact } = shares
  const steps = players.map((id, i): StepReport => ({
    assumption: id,
    name: ASSUMPTIONS[id],
    from: parts[0][id]?.text ?? 'none',
    to: parts[1][id]?.text ?? 'none',
    change: changes[i]!,
    standard_error: errors[i]!,
    alone: alone[i]!,
    last: last[i]!,
  }))
  const sum = steps.reduce((all, s) => all + s.change, 0)
  return [{ name, a: from, b: to, steps, interaction: to - from - sum, orders: exact ? 'all' : orders }]
}

function fleetReport(end: NonNullable<Comparison['ends']>[number]): FleetReport {
  return {
    own: end.own,
    closed_form: end.closedForm,
    search: end.search ?? null,
    guarantee: end.guarantee,
    why: end.why ?? null,
  }
}

function limitsOf({ a, b, parts, ends, outputs, runs }: Comparison): string[] {
  const limits: string[] = []
  if (ends !== undefined)
    limits.push(
      'Within the waterfall a fleet is its need over the mean share in reach (closed form, no search), times what the study itself has over that: the assumption called guarantee, which holds whatever else sets its count.',
    )
  if (parts.every((p) => p['unit-price'] !== undefined) && parts[0].learning!.key !== parts[1].learning!.key)
    limits.push(
      "A unit price is the average over the study's own first fleet; learning is how it moves with the number from there. An average of one study never stands for the price of the first unit.",
    )
  for (const [study, p] of [
    [a, parts[0]],
    [b, parts[1]],
  ] as const) {
    const all = p.interceptors?.value.items.filter(
      (i) =>
        i.lump !== undefined &&
        (i.selectors ?? []).some((s) => /^(sensors|command|links|interceptors)$/.test(s)),
    )
    if (all !== undefined && all.length > 0)
      limits.push(
        `${study.id}: the lump of ${all.map((i) => i.name ?? i.id).join(', ')} may hold sensors, command and other layers too; nobody has broken it down, and it is swapped whole.`,
      )
  }
  if (outputs.some((o) => o.name === 'leaked' && o.shares !== undefined))
    limits.push(
      `Leakers and cost per missile stopped are means of ${runs} runs of each mixture, all with the draws of ${a.id}; steps and ends are within the error of so few runs.`,
    )
  return limits
}
