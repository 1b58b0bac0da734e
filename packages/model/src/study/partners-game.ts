import { OpendomeError } from '../core/index.ts'
import { Stream, drawnOrders, shapley } from '../math/index.ts'
import { withOverrides, type Overrides, type Scenario } from '../scenario/index.ts'
import { pairedMean, within, type PairedMean } from './paired.ts'
import { payersOf, type Payers } from './partners-payers.ts'
import { PointsRuns } from './points-runs.ts'
import { prepare } from './prepare.ts'

/** Most partners all of whose coalitions are run; beyond, orders are drawn. */
export const MOST_EXACT = 8
/** Pairs of orders drawn beyond, unless the caller says how many. */
const PAIRS = 32

/** An outcome of a coalition, a value a run. */
type Of = (set: number) => Float64Array

/** An outcome that partners change. */
export interface GameOutput {
  readonly name: string
  /** Largest size it can have, for intervals of runs that are all equal. */
  readonly most: number
}

/** What one partner does to one outcome, as changes of its mean a run. */
export interface PartnerValue {
  readonly partner: string
  /** All in, against all but it: what its leaving would undo. */
  readonly last: PairedMean
  /** It alone, against nobody. */
  readonly alone: PairedMean
  /** Shapley's value over all coalitions; with `error` of the drawn orders where not all were run. */
  readonly shapley: PairedMean & { readonly error: number }
}

export interface OutputValue extends GameOutput {
  /** With nobody and with all. */
  readonly none: PairedMean
  readonly all: PairedMean
  readonly partners: readonly PartnerValue[]
}

/**
 * The game of the partners of a scenario: each coalition is the scenario with all others out, run with the same draws. Coalitions that come to the same
 * scenario (a partner that brings nothing to it) are run once.
 */
export class PartnersGame {
  readonly scenario: Scenario
  readonly partners: readonly string[]
  readonly runs: number
  readonly exact: boolean
  readonly outputs: readonly GameOutput[]
  readonly work: PointsRuns
  readonly payers: Payers | null
  /** Orders drawn; empty where all coalitions are run. */
  readonly #orders: readonly (readonly number[])[]
  /** Point of each coalition that is run. */
  readonly #pointOf = new Map<number, number>()

  /** Throws `missing` for a scenario without partners, what `payersOf` throws for payments that do not work out, what `prepare` throws for the whole. */
  constructor(scenario: Scenario, runs: number, pairs = PAIRS) {
    if (scenario.partners.length === 0)
      throw new OpendomeError('missing', 'partners: the scenario has none', {
        hint: 'add partners:, or take the preset north-america',
      })
    this.payers = payersOf(scenario)
    this.scenario = scenario
    this.runs = runs
    this.partners = scenario.partners.map((p) => p.id)
    const n = this.partners.length
    this.exact = n <= MOST_EXACT
    this.#orders = this.exact
      ? []
      : drawnOrders(n, pairs, new Stream(scenario.run.seed, 0, 'partners/orders', 0))
    const points: { readonly set: Overrides }[] = []
    const known = new Map<string, number>()
    for (const set of this.#coalitions()) {
      const overrides = this.#overrides(set)
      const key = effectOf(withOverrides(scenario, overrides))
      let point = known.get(key)
      if (point === undefined) {
        point = points.push({ set: overrides }) - 1
        known.set(key, point)
      }
      this.#pointOf.set(set, point)
    }
    this.work = new PointsRuns(scenario, points, runs)
    this.outputs = outputsOf(scenario)
  }

  /** Coalitions looked at, and scenarios that they come to. */
  get counts(): { readonly coalitions: number; readonly distinct: number } {
    return { coalitions: this.#pointOf.size, distinct: this.work.points.length }
  }

  /** What each partner does to each outcome. Throws `missing` before all runs are told. */
  values(): OutputValue[] {
    return this.outputs.map((output) => {
      const n = this.partners.length
      const all = (1 << n) - 1
      const of = (set: number): Float64Array => this.work.column(this.#pointOf.get(set)!, output.name)
      const minus = (a: Float64Array, b: Float64Array): PairedMean =>
        pairedMean(
          a.map((x, run) => x - b[run]!),
          output.most,
        )
      const shapleys = this.exact ? this.#allCoalitions(output, of) : this.#drawn(output, of)
      return {
        ...output,
        none: pairedMean(of(0), output.most, 0),
        all: pairedMean(of(all), output.most, 0),
        partners: this.partners.map((partner, i) => ({
          partner,
          last: minus(of(all), of(all & ~(1 << i))),
          alone: minus(of(1 << i), of(0)),
          shapley: shapleys[i]!,
        })),
      }
    })
  }

  /** Shapley's value of an outcome in each run, by partner. Throws `missing` before all runs are told. */
  inRuns(name: string): Float64Array[] {
    const of = (set: number): Float64Array => this.work.column(this.#pointOf.get(set)!, name)
    return this.exact ? this.#allInRuns(of) : this.#drawnInRuns(of).values
  }

  /** An outcome in each run with nobody and with all. */
  ends(name: string): { readonly none: Float64Array; readonly all: Float64Array } {
    const of = (set: number): Float64Array => this.work.column(this.#pointOf.get(set)!, name)
    return { none: of(0), all: of((1 << this.partners.length) - 1) }
  }

  /** Shapley's value run by run: it is linear in the game, so that its mean is that of the means, and its interval that of runs. */
  #allCoalitions(output: GameOutput, of: Of): PartnerValue['shapley'][] {
    return this.#allInRuns(of).map((v) => ({ ...pairedMean(v, output.most), error: 0 }))
  }

  #allInRuns(of: Of): Float64Array[] {
    const n = this.partners.length
    const columns = Array.from({ length: 1 << n }, (_, set) => of(set))
    const values = this.partners.map(() => new Float64Array(this.runs))
    const game = new Float64Array(1 << n)
    for (let run = 0; run < this.runs; run++) {
      for (let set = 0; set < game.length; set++) game[set] = columns[set]![run]!
      shapley(n, game).forEach((x, i) => (values[i]![run] = x))
    }
    return values
  }

  /** The mean over drawn orders run by run; beside it the standard error that the drawing of pairs of orders adds. */
  #drawn(output: GameOutput, of: Of): PartnerValue['shapley'][] {
    const { values, pairs } = this.#drawnInRuns(of)
    return values.map((v, i) => {
      const mean = pairs[i]!.reduce((a, b) => a + b, 0) / pairs[i]!.length
      const squares = pairs[i]!.reduce((a, b) => a + (b - mean) * (b - mean), 0)
      const error = Math.sqrt(squares / (pairs[i]!.length - 1) / pairs[i]!.length)
      const { ci95 } = pairedMean(v, output.most)
      // Both errors, as independent ones: the interval of the runs widened by that of the orders.
      const wider = (half: number): number => Math.sqrt(half * half + 1.96 * error * (1.96 * error))
      const ends = [mean - wider(mean - ci95[0]), mean + wider(ci95[1] - mean)] as const
      return { ...within(mean, ends, [-output.most, output.most]), error }
    })
  }

  /** Mean change over the orders, by partner and run; and by partner and pair of orders, over runs. */
  #drawnInRuns(of: Of): { readonly values: Float64Array[]; readonly pairs: readonly Float64Array[] } {
    const n = this.partners.length
    const values = Array.from({ length: n }, () => new Float64Array(this.runs))
    const pairs = Array.from({ length: n }, () => new Float64Array(this.#orders.length / 2))
    this.#orders.forEach((order, o) => {
      let set = 0
      for (const i of order) {
        const [before, now] = [of(set), of((set |= 1 << i))]
        for (let run = 0; run < this.runs; run++) {
          const change = now[run]! - before[run]!
          values[i]![run]! += change / this.#orders.length
          pairs[i]![o >> 1]! += change / 2 / this.runs
        }
      }
    })
    return { values, pairs }
  }

  /** All coalitions, or those that the drawn orders pass, with each alone and each missing. */
  #coalitions(): number[] {
    const n = this.partners.length
    if (this.exact) return Array.from({ length: 1 << n }, (_, set) => set)
    const all = (1 << n) - 1
    const sets = new Set([0, all])
    for (let i = 0; i < n; i++) sets.add(1 << i).add(all & ~(1 << i))
    for (const order of this.#orders) {
      let set = 0
      for (const i of order) sets.add((set |= 1 << i))
    }
    return [...sets].sort((a, b) => a - b)
  }

  #overrides(set: number): Overrides {
    return Object.fromEntries(this.partners.map((id, i) => [`partners.${id}.in`, ((set >> i) & 1) === 1]))
  }
}

/** What of a scenario partners can change, as text: two coalitions with the same text have the same runs. */
export function effectOf(s: Scenario): string {
  return JSON.stringify([
    s.layers,
    s.groundLayers,
    s.sensors.map((x) => x.id),
    s.command,
    s.defended.map((d) => [d.id, d.protected, d.margin, d.value]),
    s.threats,
    s.tracking,
    s.run,
    s.blind,
    s.partners.flatMap((p) => (p.in || Object.keys(p.leaving.set).length === 0 ? [] : [p.leaving.set])),
  ])
}

/** Outcomes by name: leakers in all and by area, missiles engaged in full, stopped, time to a firing solution, and with sensors the time without custody. */
function outputsOf(scenario: Scenario): GameOutput[] {
  const { battle } = prepare(scenario)
  const launched = battle.plan.missiles.length
  const flight = Math.max(
    ...battle.plan.missiles.flatMap(({ flight: { trajectory, objects } }) => [
      trajectory.impact.t,
      ...objects.map((o) => o.until),
    ]),
  )
  return [
    { name: 'leaked', most: launched },
    ...scenario.defended.map((d) => ({ name: `leaked/${d.id}`, most: launched })),
    { name: 'engaged_in_full', most: launched },
    { name: 'killed', most: launched },
    { name: 'solution_s', most: flight },
    ...(battle.plan.tracking === undefined ? [] : [{ name: 'custody_gap_s', most: flight }]),
  ]
}
