import { OpendomeError } from '../core/index.ts'
import { withOverrides, type Move, type Overrides, type Scenario } from '../scenario/index.ts'
import { bracketFleet, bracketOf, type BracketFleet, type Cover, type Family } from './bracket-size.ts'
import { solveMove, type Solved } from './bracket-solve.ts'
import type { FlightCache } from './prepare.ts'
import { withUsualMoves } from './usual-moves.ts'

/** A fleet, or why there is none. */
export type BracketOutcome =
  { readonly fleet: BracketFleet } | { readonly fleet: undefined; readonly why: string }

/** The scenario as written or one of its readings, sized for each cover by shells of the family and by any within the wider bounds. */
export interface ReadingFleets {
  readonly id: string
  readonly name: string
  readonly set: Overrides
  readonly covers: readonly {
    readonly cover: Cover
    readonly family: BracketOutcome
    /** The free search beside it; undefined where the bracket has no such bounds. */
    readonly beside: BracketOutcome | undefined
  }[]
}

/** One value of one assumption, all else as in the scenario. */
export interface MovedFleet {
  readonly assumption: string
  readonly name: string
  readonly option: string
  readonly set: Overrides
  /** By cover, first and last of the bracket's, in the published family. */
  readonly covers: readonly { readonly cover: Cover; readonly outcome: BracketOutcome }[]
}

/** What moves a fleet, as far as it was worked out. */
export interface BracketStudy {
  readonly scenario: Scenario
  readonly readings: readonly ReadingFleets[]
  readonly moves: readonly MovedFleet[]
  readonly solved: readonly Solved[]
  readonly done: boolean
}

/** What of the work is wanted; all of it unless said. */
export interface BracketOptions {
  readonly cache?: FlightCache
  /** Only the fleets of the readings, without moves. */
  readonly fleetsOnly?: boolean
  /** Only these covers, by id. */
  readonly covers?: readonly string[]
  /** The free search beside the family. */
  readonly beside?: boolean
}

/** Progress of a bracket: steps done, of all, what comes next, and what is known so far. */
export interface BracketStep {
  readonly done: number
  readonly of: number
  readonly what: string
  readonly study: BracketStudy
}

/** First and last of the covers: the named launch region, and the study's whole band. */
function outerCovers(covers: readonly Cover[]): Cover[] {
  return covers.length < 2 ? [...covers] : [covers[0]!, covers.at(-1)!]
}

/**
 * Sizes a scenario's bracket: each reading for each cover in the published family and freely beside it, then each assumption changed alone, then the value of each
 * that alone gives the published fleet. A scenario without a bracket is sized within its `size` bounds, with the usual assumptions
 * changed. A fleet that cannot be sized is an outcome with its reason, not an error. Yields before each step; returns the whole.
 */
export function* bracketSteps(
  given: Scenario,
  options: BracketOptions = {},
): Generator<BracketStep, BracketStudy> {
  const { cache = new Map() as FlightCache, fleetsOnly = false } = options
  const bracket = bracketOf(withUsualMoves(given))
  // Without its moves: what one reading can set another need not have.
  const scenario = withOverrides(withUsualMoves(given), { 'bracket.moves': [] })
  const beside = options.beside === false ? undefined : bracket.beside
  const all = bracket.cover.filter((c) => options.covers?.includes(c.id) ?? true)
  const covers = outerCovers(all)
  const readings: ReadingFleets[] = []
  const moves: MovedFleet[] = []
  const solved: Solved[] = []
  const study = (done: boolean): BracketStudy => ({
    scenario: given,
    readings: [...readings],
    moves: [...moves],
    solved: [...solved],
    done,
  })
  const written = readingsOf(scenario)
  const solves =
    fleetsOnly || bracket.published === undefined ? [] : bracket.moves.filter((m) => m.solve !== undefined)
  const values = fleetsOnly
    ? []
    : bracket.moves.flatMap((move) => move.options.map((option) => ({ move, option })))
  const of = written.length * all.length + values.length + solves.length
  let done = 0
  const step = (what: string): BracketStep => ({ done: done++, of, what, study: study(false) })

  for (const { id, name, set } of written) {
    const reading = withOverrides(scenario, set)
    const sized: ReadingFleets['covers'][number][] = []
    for (const cover of all) {
      yield step(`${name}, ${cover.name}`)
      const family = outcome(() => bracketFleet(reading, cover, bracket.family, cache))
      sized.push({
        cover,
        family,
        beside:
          beside === undefined
            ? undefined
            : better(
                outcome(() => bracketFleet(reading, cover, beside, cache)),
                within(bracket.family, beside) ? family : undefined,
              ),
      })
    }
    readings.push({ id, name, set, covers: sized })
  }
  for (const { move, option } of values) {
    yield step(`${move.name}: ${option.name}`)
    moves.push(moved(scenario, move, option, covers, cache))
  }
  for (const move of solves) {
    yield step(`${move.name}: value for the published fleet`)
    const base = readings[0]!.covers
    for (const cover of covers) {
      const start = base.find((c) => c.cover.id === cover.id)!.family.fleet
      if (start !== undefined) solved.push(solveMove(scenario, move, cover, start, cache))
    }
  }
  return study(true)
}

/** The scenario as written and its readings, without those that change nothing. */
function readingsOf(scenario: Scenario): { id: string; name: string; set: Overrides }[] {
  const written = JSON.stringify(scenario.document)
  const same = (set: Overrides): boolean => JSON.stringify(withOverrides(scenario, set).document) === written
  const named = scenario.readings.find((r) => same(r.set))
  return [
    { id: named?.id ?? 'scenario', name: named?.name ?? 'as written', set: {} },
    ...scenario.readings.filter((r) => !same(r.set)),
  ]
}

function moved(
  scenario: Scenario,
  move: Move,
  option: Move['options'][number],
  covers: readonly Cover[],
  cache: FlightCache,
): MovedFleet {
  const outcomes = covers.map((cover) => ({
    cover,
    outcome: outcome(() => {
      const changed = withOverrides(scenario, option.set)
      return bracketFleet(changed, cover, bracketOf(changed).family, cache)
    }),
  }))
  return { assumption: move.id, name: move.name, option: option.name, set: option.set, covers: outcomes }
}

/** What the model refuses is an answer here; anything else is not. */
function outcome(work: () => BracketFleet): BracketOutcome {
  try {
    return { fleet: work() }
  } catch (error) {
    if (!(error instanceof OpendomeError)) throw error
    return { fleet: undefined, why: error.message }
  }
}

/** Is every orbit of one family one of the other? */
function within(inner: Family, outer: Family): boolean {
  return (['altitude', 'inclination'] as const).every(
    (k) => inner[k][0]! >= outer[k][0]! && inner[k][1]! <= outer[k][1]!,
  )
}

/** The smaller of two fleets: neither search is complete, and what one finds the other may miss. */
function better(a: BracketOutcome, b: BracketOutcome | undefined): BracketOutcome {
  if (b?.fleet === undefined) return a
  return a.fleet === undefined || b.fleet.interceptors < a.fleet.interceptors ? b : a
}
