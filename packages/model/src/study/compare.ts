import { OpendomeError } from '../core/index.ts'
import { readCost, type Scenario } from '../scenario/index.ts'
import { endFleets, type EndFleet } from './compare-ends.ts'
import { fightParts, fleetCount, ownRatio, type FightForm } from './compare-fight.ts'
import { requireSameKind, type StudyInput } from './compare-kind.ts'
import { moneyParts } from './compare-money.ts'
import { interceptorItem, moneyForm, wholeGroups } from './compare-money-form.ts'
import { part, type Parts } from './compare-parts.ts'
import { Work, type CompareStep, type ComparedOutput, type Forms } from './compare-work.ts'
import { whole } from './compare-words.ts'
import { takesPart } from './cost-worth.ts'
import { likeForLike, type LikeForLike } from './like-for-like.ts'
import type { FlightCache } from './prepare.ts'

/** Two studies compared. */
export interface Comparison {
  readonly a: StudyInput
  readonly b: StudyInput
  /** The parts of both; money in dollars of `year`. */
  readonly parts: readonly [Parts, Parts]
  readonly year: number
  /** The parts that each study has by itself, told apart as far as it allows. */
  readonly own: readonly [Parts, Parts]
  readonly outputs: readonly ComparedOutput[]
  readonly likeForLike: LikeForLike
  /** The fleets of the two, by closed form and by search; undefined where fleets are not sized again. */
  readonly ends: readonly [EndFleet, EndFleet] | undefined
  readonly runs: number
  readonly seed: number
  /** What a reader has to know, one sentence each. */
  readonly notes: readonly string[]
}

export interface CompareOptions {
  /** Runs behind each number of leakers; 0 leaves the raid out. Default 20. */
  readonly runs?: number
  /** Orders drawn where there are too many assumptions for all. Default 200; for what needs runs a twentieth of it. */
  readonly orders?: number
  readonly seed?: number
  /** Search for the two fleets beside the closed form; default true. */
  readonly search?: boolean
}

/**
 * Compares two studies: like for like, then from the one to the other by one assumption at a time (Shapley's value). Yields before each value; returns the
 * comparison. Throws as `requireSameKind`; an output that cannot be had for both says why.
 */
export function* compareSteps(
  a: StudyInput,
  b: StudyInput,
  options: CompareOptions = {},
): Generator<CompareStep, Comparison> {
  requireSameKind(a, b)
  const { runs = 20, orders = 200, seed = 1, search = true } = options
  const cache: FlightCache = new Map()
  const notes: string[] = []
  let forms: Forms = { fight: fightForm(a, b, cache, notes), money: moneyForm(a.cost.plan, b.cost.plan) }
  for (;;) {
    const parts = [partsOf(a, forms, cache), partsOf(b, forms, cache)] as const
    const work = new Work(parts, forms, a.cost.plan, cache, runs)
    const drawn = { orders, seed }
    const fleet = yield* work.output('fleet', drawn)
    if (fleet.shares === undefined && forms.fight?.resized === true) {
      notes.push(`Fleets are not sized again, each study keeps its own: ${fleet.why}.`)
      forms = { ...forms, fight: { ...forms.fight, resized: false } }
      continue
    }
    const total = yield* work.output('total_usd_b', drawn)
    if (total.shares === undefined && forms.money.fields) {
      notes.push(`The cost of the interceptors is one assumption: ${total.why}.`)
      forms = { ...forms, money: wholeGroups(forms.money.year) }
      continue
    }
    const leaked = yield* work.output('leaked', drawn)
    const each = yield* work.output('per_missile_stopped_usd_b', drawn)
    if (search && forms.fight?.resized === true) yield { what: 'search for the two fleets', done: 0 }
    return {
      a,
      b,
      parts,
      year: forms.money.year,
      own: [ownParts(a, cache), ownParts(b, cache)],
      outputs: [fleet, total, each, leaked],
      likeForLike: likeForLike([a, b], parts, work),
      ends:
        forms.fight?.resized === true
          ? [endFleets(a.scenario!, cache, search), endFleets(b.scenario!, cache, search)]
          : undefined,
      runs,
      seed,
      notes,
    }
  }
}

/** How the two scenarios can be taken apart; undefined where one of the two is no scenario with interceptors. */
export function fightForm(
  a: StudyInput,
  b: StudyInput,
  cache: FlightCache,
  notes: string[],
): FightForm | undefined {
  const [one, other] = [a.scenario, b.scenario]
  if (one === undefined || other === undefined) return undefined
  if (one.layers.length === 0 || other.layers.length === 0) return undefined
  const both = [one, other]
  const oneLayer = both.every((s) => s.layers.length === 1 && s.layers[0]!.layer === 'boost')
  const stated = both.every((s) => s.sensors.length === 0)
  let resized = oneLayer && stated
  if (oneLayer && !stated)
    notes.push('Fleets are not sized again: the closed form needs stated delays, not sensors.')
  if (!oneLayer)
    notes.push('Fleets are not sized again: the closed form is for one layer of interceptors in boost.')
  if (resized)
    try {
      both.forEach((s) => ownRatio(s, cache))
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      notes.push(`Fleets are not sized again: ${error.message}.`)
      resized = false
    }
  return { groups: one.threats.length === other.threats.length, oneLayer, resized }
}

/** A study taken apart by itself. */
function ownParts(study: StudyInput, cache: FlightCache): Parts {
  const { plan } = study.cost
  return partsOf(study, { fight: fightForm(study, study, cache, []), money: moneyForm(plan, plan) }, cache)
}

/** A study taken apart. */
export function partsOf(study: StudyInput, { fight, money }: Forms, cache: FlightCache): Parts {
  const { cost, scenario } = study
  const { plan } = cost
  const item = interceptorItem(plan)
  const fleet = scenario !== undefined && scenario.layers.length > 0 ? fleetCount(scenario) : item?.count
  const tookPart =
    scenario === undefined ? [] : plan.items.filter((i) => takesPart(i, scenario)).map((i) => i.id)
  const period = cost.published.periodYears ?? plan.years
  return {
    ...(fight !== undefined
      ? fightParts(scenario!, fight, fight.resized ? ownRatio(scenario!, cache) : undefined)
      : fleet === undefined
        ? {}
        : { fleet: part({ count: fleet, layers: [] }, whole(fleet), fleet) }),
    ...moneyParts(plan, money, { fleet, tookPart, period }),
  }
}

/**
 * Why two studies differ: `compareSteps` in one go. Each is a scenario with a cost block, the id of a cost preset, or a `StudyInput`. Throws as `readCost` and
 * `compareSteps`.
 *
 * @example
 * const { likeForLike } = compareStudies('programme-175', readScenario('opendome: 1\nfrom: cbo-2026'), { runs: 0 })
 * console.log(likeForLike.after)
 */
export function compareStudies(
  a: Scenario | StudyInput | string,
  b: Scenario | StudyInput | string,
  options: CompareOptions = {},
): Comparison {
  const steps = compareSteps(studyInput(a), studyInput(b), options)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

function studyInput(source: Scenario | StudyInput | string): StudyInput {
  if (typeof source === 'object' && 'cost' in source && 'id' in source) return source
  const cost = readCost(source)
  if (typeof source === 'string')
    return { id: source, name: cost.preset?.name ?? source, cost, scenario: undefined }
  return { id: source.name, name: source.name, cost, scenario: source }
}
