import { ConsentDraws, authorityOf } from '../command/index.ts'
import { OpendomeError } from '../core/index.ts'
import { quantile } from '../math/index.ts'
import { withOverrides, type Overrides, type Scenario } from '../scenario/index.ts'
import { statistic, type RunStatistic } from './monte-carlo.ts'
import { pairedMean, togetherLimit, type PairedMean } from './paired.ts'
import { PointsRuns } from './points-runs.ts'
import { prepare } from './prepare.ts'
import type { ReportHead } from './report.ts'
import { VERSION } from './version.ts'

/** Standing rules tried beside that of the file: fire is free so long after the question, s. */
const DELEGATED_S = [15, 30, 60, 120] as const
/** Draws of the time that consent takes. */
const DRAWS = 10_000

/** Phases that intercepts are counted in, by the kind of the layer that makes them. */
const PHASES = {
  boost: ['boost'],
  midcourse: ['midcourse', 'upper', 'glide'],
  terminal: ['lower', 'regional'],
} as const
type PhaseName = keyof typeof PHASES

/** One way to ask. */
interface Variant {
  readonly id: string
  readonly ask: readonly string[]
  readonly need: 'one' | 'all'
  readonly delegated_after_s: number | null
}

/** `opendome partners --consent --json`: what consent costs. Intercepts are means a run, changes are against nobody being asked. */
export interface ConsentReport extends ReportHead {
  readonly runs: number
  readonly seed: number
  readonly variants: readonly (Variant & {
    /** Chance that fire becomes free, and when after the question, s; without delays of links. Null where it never does. */
    readonly granted: number
    readonly time_s: { readonly p05: number; readonly p50: number; readonly p95: number } | null
    readonly leaked: RunStatistic
    readonly more_leaked: PairedMean
    readonly intercepts: Readonly<Record<PhaseName, { readonly mean: number; readonly change: PairedMean }>>
  })[]
}

/** What it costs to ask one nation, either or both, and what standing rules give back: the same raids with the same draws. */
export class ConsentGame {
  readonly work: PointsRuns
  readonly #scenario: Scenario
  readonly #variants: readonly Variant[]

  /** Throws `missing` for a scenario whose command asks nobody. */
  constructor(scenario: Scenario, runs: number) {
    const { authority } = scenario.command
    if (authority === undefined || authority.parties.length === 0)
      throw new OpendomeError('missing', 'command.authority: nobody can be asked for consent', {
        hint: 'add command.authority with parties, or take the preset four-layers',
      })
    this.#scenario = scenario
    this.#variants = variantsOf(authority.parties.map((p) => p.id))
    this.work = new PointsRuns(
      scenario,
      this.#variants.map((v) => ({ set: overridesOf(scenario, v) })),
      runs,
    )
  }

  /** The document. Throws `missing` before all runs are told. */
  report(): ConsentReport {
    const scenario = this.#scenario
    const { runs } = this.work
    const most = scenario.threats.reduce((sum, t) => sum + t.count, 0)
    const layers = [...scenario.layers, ...scenario.groundLayers]
    const killedIn = (point: number, phase: PhaseName): Float64Array => {
      const sum = new Float64Array(runs)
      for (const { id, layer } of layers)
        if ((PHASES[phase] as readonly string[]).includes(layer))
          this.work.column(point, `killed/${id}`).forEach((x, run) => (sum[run]! += x))
      return sum
    }
    const less = (a: Float64Array, b: Float64Array): PairedMean =>
      pairedMean(
        a.map((x, run) => x - b[run]!),
        most,
      )
    return {
      opendome: VERSION,
      scenario: scenario.name,
      changed_assumptions: scenario.changed,
      limits: [
        'Times of consent are distributions of the file, not of any government; delays of links come on top of them in the runs, not in the table.',
        'Intercepts are those of boost layers, of midcourse, upper and glide layers, and of lower and regional layers.',
        `The standing rules tried free fire ${DELEGATED_S.join(', ')} s after the question: values assumed here, of no government.`,
        // More that get through, and intercepts in three phases, of each way but the first.
        togetherLimit(4 * (this.#variants.length - 1)),
        ...prepare(scenario).limits,
      ],
      runs,
      seed: scenario.run.seed,
      variants: this.#variants.map((variant, point) => {
        const leaked = this.work.column(point, 'leaked')
        const intercepts = (phase: PhaseName) => {
          const own = killedIn(point, phase)
          return { mean: own.reduce((a, b) => a + b, 0) / runs, change: less(own, killedIn(0, phase)) }
        }
        return {
          ...variant,
          ...timeOf(withOverrides(scenario, overridesOf(scenario, variant))),
          leaked: statistic(Uint32Array.from(leaked), most),
          more_leaked: less(leaked, this.work.column(0, 'leaked')),
          intercepts: {
            boost: intercepts('boost'),
            midcourse: intercepts('midcourse'),
            terminal: intercepts('terminal'),
          },
        }
      }),
    }
  }
}

/** Nobody first, which the others are held against; each alone, either, all, and all with standing rules. */
function variantsOf(parties: readonly string[]): Variant[] {
  const all = { ask: parties, need: 'all' as const }
  return [
    { id: 'nobody', ask: [], need: 'all', delegated_after_s: null },
    ...parties.map((id): Variant => ({ id: `${id} alone`, ask: [id], need: 'all', delegated_after_s: null })),
    ...(parties.length < 2
      ? []
      : [{ id: 'either', ask: parties, need: 'one' as const, delegated_after_s: null }]),
    { id: parties.length === 2 ? 'both' : 'all', ...all, delegated_after_s: null },
    ...DELEGATED_S.map((s): Variant => ({ id: `pre-delegated after ${s} s`, ...all, delegated_after_s: s })),
  ]
}

function overridesOf(scenario: Scenario, { ask, need, delegated_after_s }: Variant): Overrides {
  return {
    // A partner may say that its yes is needed: here it is asked for what that costs.
    ...Object.fromEntries(
      scenario.partners.filter((p) => p.consent).map((p) => [`partners.${p.id}.consent`, false]),
    ),
    'command.authority.ask': ask,
    'command.authority.need': need,
    'command.authority.delegated_after_s': delegated_after_s,
  }
}

/** The time that consent takes, by draws of its own. */
function timeOf({ command, run }: Scenario): Pick<ConsentReport['variants'][number], 'granted' | 'time_s'> {
  const draws = new ConsentDraws(authorityOf(command.authority!), run.seed)
  const times: number[] = []
  for (let i = 0; i < DRAWS; i++) {
    const { at } = draws.ask(i, 0)
    if (at !== undefined) times.push(at)
  }
  if (times.length === 0) return { granted: 0, time_s: null }
  const sorted = Float64Array.from(times).sort()
  return {
    granted: times.length / DRAWS,
    time_s: { p05: quantile(sorted, 0.05), p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) },
  }
}
