import { OpendomeError } from '../core/index.ts'
import type { Kill } from '../engage/index.ts'
import {
  catalogEntry,
  withOverrides,
  type Disputed,
  type Overrides,
  type Scenario,
} from '../scenario/index.ts'
import { MonteCarlo } from './monte-carlo.ts'
import { prepare, type FlightCache } from './prepare.ts'

/** Mean leakers with the disputed assumptions at their low and at their high values. */
export interface AssumptionRange {
  readonly low: number
  readonly high: number
  /** The assumption that alone moves the mean most; null where none moves it. */
  readonly setBy: string | null
  /** Each assumption alone: mean leakers at low and high, the others as in the scenario. */
  readonly each: readonly {
    readonly id: string
    readonly doc: string
    readonly low: number
    readonly high: number
    readonly lowSet: Overrides
    readonly highSet: Overrides
  }[]
  readonly runs: number
  /** What could not be varied, one sentence each. */
  readonly notes: readonly string[]
}

/** The two generic boosters studies dispute between: long-burning liquid, short-burning solid. */
const GENERIC = { low: 'icbm-liquid-generic', high: 'icbm-solid-generic' } as const
/** Decision times studies dispute between, s: none, and the 30 s of APS/POPA 2025. */
const DECISION = { low: 0, high: 30 } as const

/** Relative half-width where neither the file nor the catalog gives low and high. */
const SPREAD = { deltaV: 0.25, sspk: 0.2, burnTime: 0.1 } as const

/**
 * The most disputed assumptions of a scenario that names none: vehicle and burn time, decision time,
 * fly-out speed, SSPK; low and high from the catalog where it has them, else by the stated spreads. A threat that flies one of the
 * generic boosters flies the other; of any other vehicle the burn time of each stage is stretched and shortened.
 */
export function usualDisputes(scenario: Scenario): Disputed[] {
  const disputes: Disputed[] = []
  const generic = scenario.threats.filter((t) => isPlainGeneric(scenario, t.id))
  const others = scenario.threats.filter((t) => !generic.includes(t))
  const byId = (id: string): Overrides =>
    Object.fromEntries(generic.map((t) => [`threats.${t.id}.vehicle`, id]))
  const scaled = (share: number): Overrides =>
    Object.fromEntries(
      others.flatMap((t) =>
        t.vehicle.stages.map((s, k) =>
          s.burnTime === undefined
            ? [`threats.${t.id}.vehicle.stages.${k}.thrust_kn`, (s.thrust ?? 0) / 1000 / share]
            : [`threats.${t.id}.vehicle.stages.${k}.burn_time_s`, s.burnTime * share],
        ),
      ),
    )
  const docs = [
    ...(generic.length > 0 ? ['liquid booster (240 s) or solid booster (175 s)'] : []),
    ...(others.length > 0 ? [`burn time ± ${SPREAD.burnTime * 100} %`] : []),
  ]
  disputes.push({
    id: 'vehicle-and-burn-time',
    doc: docs.join('; '),
    low: { ...byId(GENERIC.low), ...scaled(1 + SPREAD.burnTime) },
    high: { ...byId(GENERIC.high), ...scaled(1 - SPREAD.burnTime) },
  })
  const decision = scenario.command.decisionTime
  disputes.push({
    id: 'decision-time',
    doc: `${Math.min(DECISION.low, decision)} or ${Math.max(DECISION.high, decision)} s (APS/POPA 2025: none or 30 s)`,
    low: { 'command.decision_time_s': Math.min(DECISION.low, decision) },
    high: { 'command.decision_time_s': Math.max(DECISION.high, decision) },
  })
  for (const layer of scenario.layers) {
    const path = `interceptors.${layer.id}.vehicle`
    const speed = spread(layer.vehicleId, 'delta_v_km_s', layer.vehicle.deltaV / 1000, SPREAD.deltaV)
    disputes.push({
      id: `fly-out-speed-${layer.id}`,
      doc: `${round(speed.low)} to ${round(speed.high)} km/s`,
      low: { [`${path}.delta_v_km_s`]: speed.high },
      high: { [`${path}.delta_v_km_s`]: speed.low },
    })
    disputes.push(killDispute(layer))
  }
  for (const layer of scenario.groundLayers) disputes.push(killDispute(layer))
  return disputes
}

/** The stated single-shot kill probability of a layer, or the lethality where geometry decides the rest. */
function killDispute({
  id,
  vehicle,
  vehicleId,
}: {
  readonly id: string
  readonly vehicle: Kill
  readonly vehicleId: string | undefined
}): Disputed {
  const field = vehicle.hit === 'fixed' ? 'sspk' : 'lethality'
  const { low, high } = spread(vehicleId, field, vehicle.sspk, SPREAD.sspk)
  const best = Math.min(1, high)
  const path = `interceptors.${id}.vehicle.${field}`
  return {
    id: `${field}-${id}`,
    doc: `${round(low)} to ${round(best)}`,
    low: { [path]: best },
    high: { [path]: low },
  }
}

/** Is the vehicle written as the id of a generic booster? One that changes its fields would lose the changes with the other. */
function isPlainGeneric(scenario: Scenario, id: string): boolean {
  const { threats } = scenario.document as { threats: readonly { id: string; vehicle: unknown }[] }
  const written = threats.find((t) => t.id === id)?.vehicle
  return written === GENERIC.low || written === GENERIC.high
}

const round = (x: number): number => Number(x.toPrecision(3))

/** Low and high of a catalog figure that hold the value in use; without the catalog, a relative spread. */
function spread(
  id: string | undefined,
  field: string,
  value: number,
  share: number,
): { low: number; high: number } {
  const figure =
    id === undefined ? undefined : catalogEntry('interceptor', id).figures.find((f) => f.path === field)
  const low = figure?.low ?? value * (1 - share)
  const high = figure?.high ?? value * (1 + share)
  return { low: Math.min(low, value), high: Math.max(high, value) }
}

export interface RangeOptions {
  readonly runs: number
  readonly cache?: FlightCache
  readonly onProgress?: (done: number, of: number) => boolean
}

/**
 * Runs the scenario with all disputed assumptions at low, at high, and with each alone at either end, with the same seed
 * and so the same draws. An end that cannot be flown is left out and said. Undefined where it was stopped.
 */
export function assumptionRange(scenario: Scenario, options: RangeOptions): AssumptionRange | undefined {
  const steps = assumptionRangeSteps(scenario, options)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (options.onProgress?.(step.value.done, step.value.of) === false) return undefined
  }
}

/**
 * `assumptionRange` in small steps, for a caller that has to look up in between; each step yields the studies done, of all, with
 * the share of the one under way. Returns the range; undefined where the scenario itself cannot be flown.
 */
export function* assumptionRangeSteps(
  scenario: Scenario,
  options: Pick<RangeOptions, 'runs' | 'cache'>,
): Generator<{ readonly done: number; readonly of: number }, AssumptionRange | undefined> {
  const disputes = scenario.disputed ?? usualDisputes(scenario)
  const { cache = new Map() as FlightCache } = options
  const notes: string[] = []
  const of = 3 + 2 * disputes.length
  let done = 0
  function* meanWith(
    what: string,
    overrides: Overrides,
  ): Generator<{ done: number; of: number }, number | undefined> {
    yield { done, of }
    try {
      const study = new MonteCarlo(prepare(withOverrides(scenario, overrides), cache), options.runs)
      while (study.run(1)) yield { done: done + study.done / study.runs, of }
      return study.result().leaked.mean
    } catch (error) {
      if (!(error instanceof OpendomeError)) throw error
      notes.push(`${what} could not be flown: ${error.message}`)
      return undefined
    } finally {
      done++
    }
  }
  const base = yield* meanWith('the scenario', {})
  if (base === undefined) return undefined
  const each: AssumptionRange['each'][number][] = []
  for (const d of disputes) {
    const low = (yield* meanWith(`${d.id} at low`, d.low)) ?? base
    const high = (yield* meanWith(`${d.id} at high`, d.high)) ?? base
    // The value in use may lie outside what is disputed; the row holds it all the same.
    each.push({
      id: d.id,
      doc: d.doc,
      lowSet: d.low,
      highSet: d.high,
      low: Math.min(low, base),
      high: Math.max(high, base),
    })
  }
  const low = yield* meanWith('all assumptions at low', merged(disputes, 'low'))
  const high = yield* meanWith('all assumptions at high', merged(disputes, 'high'))
  const means = [base, low ?? base, high ?? base, ...each.flatMap((e) => [e.low, e.high])]
  const width = (e: (typeof each)[number]): number => Math.abs(e.high - e.low)
  const widest = [...each].sort((a, b) => width(b) - width(a))[0]
  return {
    low: Math.min(...means),
    high: Math.max(...means),
    setBy: widest === undefined || width(widest) === 0 ? null : widest.id,
    each,
    runs: options.runs,
    notes,
  }
}

function merged(disputes: readonly Disputed[], end: 'low' | 'high'): Overrides {
  return Object.assign({}, ...disputes.map((d) => d[end])) as Overrides
}
