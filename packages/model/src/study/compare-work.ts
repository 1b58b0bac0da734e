import { OpendomeError } from '../core/index.ts'
import type { CostPlan, CostWithin } from '../cost/index.ts'
import { fleetOf, meanShare, scenarioOf, SHARE_PARTS, type FightForm } from './compare-fight.ts'
import { GROUPS, linesOf, type GroupId, type MoneyForm } from './compare-money.ts'
import { differing, mixed, type AssumptionId, type Parts } from './compare-parts.ts'
import { monteCarlo, type StudyResult } from './monte-carlo.ts'
import { prepare, type FlightCache } from './prepare.ts'
import { attributionSteps, type Attribution } from './shapley.ts'

/** Name of an output as documents have it, with the unit in it. */
export type OutputName = 'fleet' | 'total_usd_b' | 'per_missile_stopped_usd_b' | 'leaked'

/** One output of two studies, and what each assumption has to do with the difference; `why` says why there is none. */
export type ComparedOutput = { readonly name: OutputName } & (
  | { readonly players: readonly AssumptionId[]; readonly shares: Attribution; readonly why: undefined }
  | { readonly shares: undefined; readonly why: string }
)

/** Progress: what is worked out, and how many values of it are done. */
export interface CompareStep {
  readonly what: string
  readonly done: number
}

/** Sets for which all orders are taken: of what costs microseconds to milliseconds, and of what needs runs. */
const LIMIT = { formulas: 16_384, shares: 256, runs: 256 } as const

const FLEET: readonly AssumptionId[] = ['salvo', 'guarantee', 'shots', ...SHARE_PARTS]
const FIGHT: readonly AssumptionId[] = [
  ...FLEET,
  'fleet',
  'independence',
  'sspk',
  'command',
  'ground-layers',
  'defended',
]

/** How the two studies are taken apart. */
export interface Forms {
  readonly fight: FightForm | undefined
  readonly money: MoneyForm
}

interface Game {
  readonly players: readonly AssumptionId[]
  readonly shares: Attribution
}

/** Shares of a sum from the shares of its addends: Shapley's value is linear. */
function together(players: readonly AssumptionId[], games: readonly Game[]): Attribution {
  const sum = (of: (shares: Attribution) => number): number => games.reduce((all, g) => all + of(g.shares), 0)
  const each = (of: (shares: Attribution, i: number) => number): number[] =>
    players.map((id) =>
      games.reduce((all, g) => (g.players.includes(id) ? all + of(g.shares, g.players.indexOf(id)) : all), 0),
    )
  return {
    from: sum((s) => s.from),
    to: sum((s) => s.to),
    changes: each((s, i) => s.changes[i]!),
    errors: each((s, i) => s.errors[i]! * s.errors[i]!).map(Math.sqrt),
    alone: each((s, i) => s.alone[i]!),
    last: each((s, i) => s.last[i]!),
    exact: games.every((g) => g.shares.exact),
    orders: Math.min(
      ...games
        .filter((g, _, all) => !g.shares.exact || all.every((x) => x.shares.exact))
        .map((g) => g.shares.orders),
    ),
    values: sum((s) => s.values),
  }
}

const sumOf = (lines: readonly CostWithin[]): number => lines.reduce((sum, line) => sum + line.usd, 0)

/** The values of mixtures of two studies, each worked out once. */
export class Work {
  readonly #parts: readonly [Parts, Parts]
  readonly #forms: Forms
  readonly #frame: CostPlan
  readonly #cache: FlightCache
  readonly #runs: number
  readonly #shares = new Map<string, number>()
  readonly #results = new Map<string, StudyResult>()
  readonly #numbers = new Map<object, number>()

  constructor(
    parts: readonly [Parts, Parts],
    forms: Forms,
    frame: CostPlan,
    cache: FlightCache,
    runs: number,
  ) {
    this.#parts = parts
    this.#forms = forms
    this.#frame = frame
    this.#cache = cache
    this.#runs = runs
  }

  /** One output with its shares, or why there is none. */
  *output(name: OutputName, drawn: { orders: number; seed: number }): Generator<CompareStep, ComparedOutput> {
    const why = this.#missing(name)
    if (why !== undefined) return { name, shares: undefined, why }
    try {
      if (name !== 'total_usd_b')
        return {
          name,
          why,
          ...(yield* this.#game(name, this.#players(name), (p) => this.value(name, p), drawn)),
        }
      // Groups add up, and so do their shares: each is a game of the assumptions that act on it alone.
      const players = this.#players(name)
      const games: Game[] = []
      for (const group of GROUPS)
        games.push(
          yield* this.#game(
            name,
            players.filter((id) => this.#actsOn(group, id)),
            (p) => sumOf(this.lines(group, p)) / 1e9,
            drawn,
          ),
        )
      return { name, why, players, shares: together(players, games) }
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      return { name, shares: undefined, why: error.message }
    }
  }

  *#game(
    name: OutputName,
    players: readonly AssumptionId[],
    value: (parts: Parts) => number,
    drawn: { orders: number; seed: number },
  ): Generator<CompareStep, Game> {
    const [a, b] = this.#parts
    const fought = name === 'leaked' || name === 'per_missile_stopped_usd_b'
    const few = fought
      ? this.#count(players, FIGHT) <= LIMIT.runs
      : this.#count(players, SHARE_PARTS) <= LIMIT.shares
    const steps = attributionSteps(players.length, (set) => value(mixed(a, b, players, set)), {
      limit: few ? LIMIT.formulas : 0,
      // Where the sets that take long are few, orders are cheap.
      orders: few || !fought ? drawn.orders : Math.max(4, drawn.orders / 20),
      seed: drawn.seed,
    })
    for (;;) {
      const step = steps.next()
      if (step.done === true) return { players, shares: step.value }
      yield { what: WORDS[name], done: step.value }
    }
  }

  #count(players: readonly AssumptionId[], of: readonly AssumptionId[]): number {
    return 1 << players.filter((p) => of.includes(p)).length
  }

  value(name: OutputName, parts: Parts): number {
    switch (name) {
      case 'fleet':
        return this.fleet(parts)!
      case 'total_usd_b':
        return this.total(parts) / 1e9
      case 'leaked':
        return this.#result(parts).leaked.mean
      case 'per_missile_stopped_usd_b': {
        const { killed } = this.#result(parts)
        if (!(killed > 0))
          throw new OpendomeError('infeasible', 'some mixture of the two studies stops no missile')
        return this.#tookPart(parts) / 1e9 / killed
      }
    }
  }

  fleet(parts: Parts): number | undefined {
    if (parts.fleet === undefined && parts.guarantee === undefined) return undefined
    return fleetOf(parts, (p) => this.share(p))
  }

  /** Cost of a mixture, US dollars of its base year. */
  total(parts: Parts): number {
    return GROUPS.reduce((sum, group) => sum + sumOf(this.lines(group, parts)), 0)
  }

  lines(group: GroupId, parts: Parts): CostWithin[] {
    const fleet = group === 'interceptors' && this.#followsFleet() ? this.fleet(parts) : undefined
    return linesOf(group, parts, fleet, this.#forms.money.year, this.#frame)
  }

  share(parts: Parts): number {
    const key = this.#keyOf(parts, SHARE_PARTS)
    const known = this.#shares.get(key)
    if (known !== undefined) return known
    const share = meanShare(scenarioOf(parts, 1), this.#cache)
    this.#shares.set(key, share)
    return share
  }

  #result(parts: Parts): StudyResult {
    const key = this.#keyOf(parts, FIGHT)
    const known = this.#results.get(key)
    if (known !== undefined) return known
    const scenario = scenarioOf(parts, this.fleet(parts)!)
    const result = monteCarlo(prepare(scenario, this.#cache), { runs: this.#runs })
    this.#results.set(key, result)
    return result
  }

  #tookPart(parts: Parts): number {
    const groups = [parts.interceptors, parts.sensors, parts['other-layers']]
    const ids = new Set(groups.flatMap((g) => g?.value.tookPart ?? []))
    if (parts.interceptors === undefined) ids.add('interceptors')
    const lines = GROUPS.flatMap((group) => this.lines(group, parts))
    return sumOf(lines.filter((line) => ids.has(line.part)))
  }

  /** The assumptions that differ and act on an output. */
  #players(name: OutputName): AssumptionId[] {
    const [a, b] = this.#parts
    const fleet = (id: AssumptionId): boolean =>
      this.#forms.fight?.resized === true ? FLEET.includes(id) : id === 'fleet'
    const fight = (id: AssumptionId): boolean => FIGHT.includes(id)
    const money = (id: AssumptionId): boolean => !fight(id)
    const acts: Record<OutputName, (id: AssumptionId) => boolean> = {
      fleet,
      total_usd_b: (id) => money(id) || (this.#followsFleet() && fleet(id)),
      leaked: fight,
      per_missile_stopped_usd_b: (id) =>
        fight(id) || (money(id) && id !== 'other-layers' && (id !== 'sensors' || this.#sensorsTakePart())),
    }
    return differing(a, b).filter(acts[name])
  }

  /** Do counts of interceptors follow the fleet? It has to be known in both. */
  #followsFleet(): boolean {
    const known = this.#parts.every((p) => p.fleet !== undefined || p.guarantee !== undefined)
    return (
      known &&
      this.#parts.some((p) => p.interceptors === undefined || p.interceptors.value.fleet !== undefined)
    )
  }

  /** Does an assumption act on the cost of a group? */
  #actsOn(group: GroupId, id: AssumptionId): boolean {
    if (id === 'period' || id === 'base-year' || id === 'growth' || id === group) return true
    return group === 'interceptors' && id !== 'sensors' && id !== 'other-layers'
  }

  #sensorsTakePart(): boolean {
    return this.#parts.some((p) => p.sensors!.value.tookPart.length > 0)
  }

  #missing(name: OutputName): string | undefined {
    if (name === 'total_usd_b') return undefined
    if (name === 'fleet')
      return this.#parts.some((p) => p.fleet === undefined && p.guarantee === undefined)
        ? 'one of the two publishes a cost without a fleet that it is counted for'
        : undefined
    if (this.#forms.fight === undefined)
      return 'one of the two is a published cost, not a scenario that can be run'
    return this.#runs === 0 ? 'no runs were asked for' : undefined
  }

  /** Parts by what they are, in a few characters. */
  #keyOf(parts: Parts, ids: readonly AssumptionId[]): string {
    return ids
      .map((id) => {
        const one = parts[id]
        if (one === undefined) return ''
        if (!this.#numbers.has(one)) this.#numbers.set(one, this.#numbers.size)
        return this.#numbers.get(one)
      })
      .join()
  }
}

const WORDS: Readonly<Record<OutputName, string>> = {
  fleet: 'fleet',
  total_usd_b: 'cost',
  per_missile_stopped_usd_b: 'cost per missile stopped',
  leaked: 'leakers',
}
