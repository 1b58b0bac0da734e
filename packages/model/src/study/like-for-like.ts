import { SCOPES, type Contains, type Scope } from '../cost/schema.ts'
import type { CostWithin } from '../cost/index.ts'
import type { StudyInput } from './compare-kind.ts'
import { GROUPS, type GroupId } from './compare-money.ts'
import type { Parts } from './compare-parts.ts'
import { significant } from './compare-words.ts'

const BILLION = 1e9

/** One adjustment, with what it adds to each of the two, USD billion. */
export interface Adjustment {
  readonly what: string
  readonly a: number
  readonly b: number
}

/** Two totals before and after they are put on the same base year, period and scope, USD billion. */
export interface LikeForLike {
  readonly baseYear: number
  readonly years: number
  readonly before: readonly [number, number]
  readonly adjustments: readonly Adjustment[]
  readonly after: readonly [number, number]
  /** What could not be put right, and what is not known, one sentence each. */
  readonly left: readonly string[]
}

const NAMES: Readonly<Record<Scope, string>> = {
  development: 'development',
  procurement: 'procurement',
  launch: 'launch',
  operation: 'operation',
  people: 'people',
  sensors: 'sensors',
  other_layers: 'other layers, command and links',
}

/** The cost of parts, by group. */
interface Lines {
  total(parts: Parts): number
  lines(group: GroupId, parts: Parts): CostWithin[]
}

/**
 * Puts two totals on the later base year, the shorter period (what each spends in its first years; a lump evenly) and the scope that both have:
 * what one leaves out is taken out of the other, as far as it stands in parts of its own.
 */
export function likeForLike(
  studies: readonly [StudyInput, StudyInput],
  parts: readonly [Parts, Parts],
  work: Lines,
): LikeForLike {
  const [a, b] = parts
  const sum = (p: Parts): number => work.total(p) / BILLION
  const later = a['base-year']!.value >= b['base-year']!.value ? a['base-year'] : b['base-year']
  const shorter = a.period!.value.within <= b.period!.value.within ? a.period : b.period
  const before = parts.map(sum) as [number, number]
  const inYear = parts.map((p): Parts => ({ ...p, 'base-year': later! }))
  const afterYear = inYear.map(sum)
  const inPeriod = inYear.map((p): Parts => ({ ...p, period: shorter! }))
  const afterPeriod = inPeriod.map(sum)
  const adjustments: Adjustment[] = [
    { what: `dollars of ${later!.value}`, a: afterYear[0]! - before[0], b: afterYear[1]! - before[1] },
    {
      what: `first ${significant(shorter!.value.within)} years`,
      a: afterPeriod[0]! - afterYear[0]!,
      b: afterPeriod[1]! - afterYear[1]!,
    },
  ]
  const left: string[] = []
  const contains = studies.map(({ cost }) => cost.published.contains)
  const scoped = inPeriod.map((p, i) => byScope(work, p, studies[i]!, contains[1 - i]!))
  for (const scope of SCOPES) {
    const has = contains.map((c): Contains => c[scope] ?? 'unknown')
    const out = [0, 1].map((i) => {
      if (has[1 - i] !== 'no' || has[i] === 'no') return 0
      const usd = scoped[i]!.get(scope) ?? 0
      if (usd === 0 && has[i] !== 'unknown')
        left.push(
          `${studies[1 - i]!.id} leaves out ${NAMES[scope]}; what ${studies[i]!.id} has of it stands in lumps or unit prices with more in them and cannot be taken out.`,
        )
      return usd === 0 ? 0 : -usd
    })
    if (out[0] !== 0 || out[1] !== 0)
      adjustments.push({ what: `without ${NAMES[scope]}`, a: out[0]!, b: out[1]! })
    if (has.includes('unknown') && !(has[0] === 'unknown' && has[1] === 'unknown')) {
      const i = has.indexOf('unknown')
      left.push(
        `Whether ${studies[i]!.id} contains ${NAMES[scope]} was not published; ${studies[1 - i]!.id}: ${has[1 - i]!}.`,
      )
    }
  }
  const after = [0, 1].map(
    (i) => before[i]! + adjustments.reduce((all, x) => all + (i === 0 ? x.a : x.b), 0),
  ) as [number, number]
  return { baseYear: later!.value, years: shorter!.value.within, before, adjustments, after, left }
}

/** What belongs to one scope alone, USD billion; a unit price that contains what the other study has too is not taken apart. */
function byScope(
  work: Lines,
  parts: Parts,
  { cost }: StudyInput,
  other: StudyInput['cost']['published']['contains'],
): Map<Scope, number> {
  const out = new Map<Scope, number>()
  const mixedPrice = cost.plan.items.some((i) => i.includes?.some((x) => other[x] !== 'no') === true)
  for (const group of GROUPS)
    for (const line of work.lines(group, parts)) {
      const scope = scopeOf(line, group)
      if (scope === undefined || (mixedPrice && scope === 'procurement')) continue
      out.set(scope, (out.get(scope) ?? 0) + line.usd / BILLION)
    }
  return out
}

function scopeOf({ kind, account }: CostWithin, group: GroupId): Scope | undefined {
  if (group === 'sensors') return 'sensors'
  if (group === 'other-layers') return 'other_layers'
  if (account === 'launch') return 'launch'
  switch (kind) {
    case 'development':
    case 'launch':
    case 'people':
    case 'procurement':
      return kind
    case 'renewal':
    case 'construction':
      return 'procurement'
    case 'ground':
    case 'operation':
    case 'disposal':
      return 'operation'
    case 'residual':
      return undefined
  }
}
