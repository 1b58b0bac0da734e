import { OpendomeError } from '../core/index.ts'
import type { CostPlan } from '../cost/index.ts'
import { withOverrides, type Overrides } from '../scenario/index.ts'
import { usualDisputes } from './assumptions.ts'
import { fightForm, partsOf } from './compare.ts'
import type { StudyInput } from './compare-kind.ts'
import { moneyMoves, moneyMoved } from './compare-money-moves.ts'
import { moneyForm } from './compare-money-form.ts'
import { absent, ASSUMPTIONS, DISPUTED, part, type AssumptionId, type Parts } from './compare-parts.ts'
import { significant, whole } from './compare-words.ts'
import { Work, type CompareStep, type Forms, type OutputName } from './compare-work.ts'
import type { FlightCache } from './prepare.ts'

/** What one assumption does to one output when it alone is moved. */
export interface Effect {
  /** Per cent for a per cent, at the stated value; undefined where it has no number or is zero. */
  readonly elasticity: number | undefined
  /** With the assumption at its low and at its high value. */
  readonly low: number
  readonly high: number
}

/** One assumption of a study, and what it moves; `why` says why it moves nothing here. */
export interface Matter {
  readonly assumption: AssumptionId
  readonly disputed: boolean
  readonly value: string | undefined
  readonly low: string | undefined
  readonly high: string | undefined
  readonly effects: Readonly<Partial<Record<OutputName, Effect>>>
  readonly why: string | undefined
}

/** Which assumptions of one study matter. */
export interface WhatMatters {
  readonly study: StudyInput
  /** The outputs as stated. */
  readonly outputs: Readonly<Partial<Record<OutputName, number>>>
  /** The disputed ones in their order, then the others by what they do to the total. */
  readonly matters: readonly Matter[]
  readonly runs: number
  readonly notes: readonly string[]
}

/** Step of the central difference: the assumption 5 % down and up. */
const STEP = 0.05

/** A value of an assumption: its words, and the parts with it. */
interface Moved {
  readonly text: string
  readonly parts: Parts
}

interface Move {
  readonly low: Moved
  readonly high: Moved
}

/**
 * Elasticities and a tornado for one study: fleet, total and, from runs, leakers. Ranges are those that the scenario disputes, those of the catalog's figures, else the
 * usual ones of docs/compare.md. Yields before each assumption.
 */
export function* whatMattersSteps(
  study: StudyInput,
  options: { readonly runs?: number } = {},
): Generator<CompareStep, WhatMatters> {
  const { runs = 20 } = options
  const cache: FlightCache = new Map()
  const notes: string[] = []
  const { plan } = study.cost
  const forms: Forms = { fight: fightForm(study, study, cache, notes), money: moneyForm(plan, plan) }
  const parts = partsOf(study, forms, cache)
  const work = new Work([parts, parts], forms, plan, cache, runs)
  const names = outputsOf(forms, parts, runs)
  const at = (p: Parts): Partial<Record<OutputName, number>> =>
    Object.fromEntries(names.map((name) => [name, work.value(name, p)]))
  yield { what: 'as stated', done: 0 }
  const outputs = at(parts)
  const matters: Matter[] = []
  const moves = movesOf(study, forms, parts, cache)
  const others = [...moves.keys()].filter((id) => !DISPUTED.includes(id))
  for (const id of [...DISPUTED, ...others]) {
    yield { what: ASSUMPTIONS[id], done: matters.length }
    matters.push(matter(id, study, parts, moves.get(id), { forms, work, names, at, outputs }))
  }
  const width = ({ effects }: Matter): number => {
    const e = effects.total_usd_b ?? effects.leaked
    return e === undefined ? 0 : Math.abs(e.high - e.low)
  }
  if (parts.renewal?.value.renewal === 'whole-generations')
    notes.push(
      'Fleets are bought in whole generations: a life that crosses a whole number of them is a jump, and its elasticity is not small-step.',
    )
  const first = matters.slice(0, DISPUTED.length)
  const rest = matters.slice(DISPUTED.length).sort((x, y) => width(y) - width(x))
  return { study, outputs, matters: [...first, ...rest], runs, notes }
}

interface Around {
  readonly forms: Forms
  readonly work: Work
  readonly names: readonly OutputName[]
  readonly at: (p: Parts) => Partial<Record<OutputName, number>>
  readonly outputs: Partial<Record<OutputName, number>>
}

function matter(
  id: AssumptionId,
  study: StudyInput,
  parts: Parts,
  move: Move | undefined,
  { forms, work, names, at, outputs }: Around,
): Matter {
  const about = { assumption: id, disputed: DISPUTED.includes(id), value: parts[id]?.text }
  const none = (why: string): Matter => ({ ...about, low: undefined, high: undefined, effects: {}, why })
  if (move === undefined) return none(whyNot(id, study, forms, parts))
  try {
    const [low, high] = [at(move.low.parts), at(move.high.parts)]
    const effects = Object.fromEntries(
      names.map((name): [OutputName, Effect] => [
        name,
        {
          elasticity: elasticity(id, parts, name, work, outputs[name]!, forms, study.cost.plan),
          low: low[name]!,
          high: high[name]!,
        },
      ]),
    )
    return { ...about, low: move.low.text, high: move.high.text, effects, why: undefined }
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    return none(error.message)
  }
}

/** Outputs that a study has. */
function outputsOf({ fight }: Forms, parts: Parts, runs: number): OutputName[] {
  return [
    ...(parts.fleet !== undefined || parts.guarantee !== undefined ? (['fleet'] as const) : []),
    'total_usd_b',
    ...(fight !== undefined && runs > 0 ? (['leaked'] as const) : []),
  ]
}

/** d ln output / d ln assumption by the central difference; leakers are means of too few runs for it. */
function elasticity(
  id: AssumptionId,
  parts: Parts,
  name: OutputName,
  work: Work,
  stated: number,
  forms: Forms,
  plan: CostPlan,
): number | undefined {
  if (name === 'leaked' || !(stated > 0)) return undefined
  const [down, up] = [1 - STEP, 1 + STEP].map((f) => scaled(id, parts, f, forms, plan))
  if (down === undefined || up === undefined) return undefined
  try {
    return (work.value(name, up) - work.value(name, down)) / (2 * STEP * stated)
  } catch (error) {
    if (error instanceof OpendomeError) return undefined
    throw error
  }
}

/** The parts with one number times a factor; undefined where the assumption is no number, or zero. */
function scaled(
  id: AssumptionId,
  parts: Parts,
  factor: number,
  forms: Forms,
  plan: CostPlan,
): Parts | undefined {
  const one = parts[id]
  if (one === undefined) return undefined
  const put = (value: unknown): Parts => ({ ...parts, [id]: part(value, '') })
  switch (id) {
    case 'salvo': {
      const { value } = parts.salvo!
      return put({ ...value, salvo: value.salvo * factor })
    }
    case 'decision-time':
    case 'fly-out-speed':
    case 'acceleration':
    case 'guarantee':
      return one.value === 0 ? undefined : put((one.value as number) * factor)
    case 'shots': {
      const { value } = parts.shots!
      return put({ ...value, need: value.need * factor })
    }
    default:
      return moneyMoved(id, parts, factor, forms.money, plan)
  }
}

/** Values that an assumption is moved to. */
function movesOf(study: StudyInput, forms: Forms, parts: Parts, cache: FlightCache): Map<AssumptionId, Move> {
  const moves = new Map<AssumptionId, Move>()
  const { scenario, cost } = study
  if (forms.fight !== undefined && scenario !== undefined) {
    const salvo = parts.salvo?.value
    if (salvo !== undefined) {
      const to = (factor: number): Moved => {
        const counts = salvo.counts.map((n) => Math.max(1, Math.round(n * factor)))
        const value = { ...salvo, counts, salvo: Math.max(1, Math.round(salvo.salvo * factor)) }
        return { text: whole(value.salvo), parts: { ...parts, salvo: part(value, '') } }
      }
      moves.set('salvo', { low: to(0.5), high: to(2) })
    }
    for (const dispute of scenario.disputed ?? usualDisputes(scenario)) {
      const id = DISPUTES.find(([pattern]) => pattern.test(dispute.id))?.[1]
      if (id === undefined || moves.has(id)) continue
      const to = (set: Overrides): Moved => {
        const changed = withOverrides(scenario, set)
        // The guarantee stays what it is: its multiple of the mean need.
        const moved = partsOf({ ...study, scenario: { ...changed, cost: undefined } }, { ...forms }, cache)
        const kept = { ...moved, ...(parts.guarantee === undefined ? {} : { guarantee: parts.guarantee }) }
        return { text: moved[id]?.text ?? '', parts: kept }
      }
      const move = attempt(() => ({ low: to(dispute.low), high: to(dispute.high) }))
      if (move !== undefined) moves.set(id, move)
    }
    const ratio = parts.guarantee?.value
    if (ratio !== undefined) {
      const ends = [Math.min(1, ratio), Math.max(1, ratio)].map((r): Moved => ({
        text: r === ratio ? 'as the study' : 'the mean need',
        parts: { ...parts, guarantee: part(r, '') },
      }))
      moves.set('guarantee', { low: ends[0]!, high: ends[1]! })
    }
    const shots = parts.shots!.value
    const each = (n: number): Moved => ({
      text: String(n),
      parts: { ...parts, shots: part({ need: n, each: n }, '') },
    })
    moves.set('shots', { low: each(Math.max(1, shots.each - 1)), high: each(shots.each + 1) })
    if (parts.independence !== undefined) {
      const to = (p: number): Moved => ({
        text: p === 1 ? 'independent' : `common factor ${significant(p)}`,
        parts: { ...parts, independence: part(p, '') },
      })
      const stated = parts.independence.value
      moves.set('independence', { low: to(1), high: to(Math.min(0.9, stated)) })
    }
  }
  for (const [id, low, high] of moneyMoves(parts, forms.money, cost.plan)) moves.set(id, { low, high })
  return moves
}

/** Disputes of a scenario, by their ids. */
const DISPUTES: readonly (readonly [RegExp, AssumptionId])[] = [
  [/^vehicle|burn/, 'vehicle'],
  [/^decision/, 'decision-time'],
  [/^fly-out-speed|speed/, 'fly-out-speed'],
  [/^sspk/, 'sspk'],
  [/^solution/, 'solution-time'],
  [/^accel/, 'acceleration'],
]

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof OpendomeError) return undefined
    throw error
  }
}

/** Why an assumption has nothing to say in a study. */
function whyNot(id: AssumptionId, study: StudyInput, forms: Forms, parts: Parts): string {
  if (parts[id] === undefined) return absent(id, parts, study)
  if (id === 'learning')
    return forms.money.fields ? 'the price is an average, learning is in it' : 'in a lump'
  return 'nothing to move here'
}
