import {
  isBoost,
  type DefendedAreas,
  type LayerPlan,
  type ObjectPlan,
  type OpenPath,
} from '../battle/index.ts'
import { ThreatEvaluator } from '../command/index.ts'
import { groundWindow } from '../engage/index.ts'
import { geodeticHeight } from '../earth/index.ts'
import type { Scenario, ScenarioThreat } from '../scenario/index.ts'
import { signatureOf, type Signature } from '../sense/index.ts'
import { phasesOf, releasedObjects, stateAt, type Trajectory } from '../threat/index.ts'

/** Makes the plans of what flies on after burnout, for the flights of one scenario. */
export class ObjectPlans {
  readonly #layers: readonly LayerPlan[]
  readonly #areas: DefendedAreas
  readonly #sigma: number
  readonly #evaluator: ThreatEvaluator
  readonly #isJudged: boolean

  constructor(scenario: Scenario, layers: readonly LayerPlan[], areas: DefendedAreas) {
    this.#layers = layers
    this.#areas = areas
    this.#sigma = scenario.command.impactSigma
    this.#evaluator = new ThreatEvaluator(scenario.defended.filter((d) => d.protected))
    this.#isJudged = scenario.sensors.length === 0 && !layers.every(isBoost)
  }

  /** The missile itself first, then what it releases. `deadlines`: per layer, last intercept under thrust. */
  of(
    { carries, vehicle }: ScenarioThreat,
    trajectory: Trajectory,
    deadlines: readonly number[],
  ): ObjectPlan[] {
    if (carries === undefined) {
      const { burnout, impact } = trajectory
      return [
        this.#object('missile', 'missile', trajectory, burnout, impact.t, deadlines, signatureOf(vehicle)),
      ]
    }
    const released = releasedObjects(trajectory, carries)
    const last = Math.max(...released.map((o) => o.release))
    const objects = released.map((o): ObjectPlan => {
      const name = o.kind === 'bus' ? 'bus' : `${o.kind}-${o.number + 1}`
      const from = o.kind === 'bus' ? last : o.release
      const body = signatureOf(vehicle, o.body)
      return this.#object(name, o.kind, o.trajectory, from, o.trajectory.impact.t, deadlines, body)
    })
    // The missile until its last release: worth what its warheads are worth on average, each.
    const bus = released.find((o) => o.kind === 'bus')!
    const body = signatureOf(vehicle, bus.body)
    const own = this.#object('missile', 'missile', bus.trajectory, trajectory.burnout, last, deadlines, body)
    const warheads = objects.filter((o) => o.warhead)
    const missile: ObjectPlan = {
      ...own,
      warhead: false,
      chance: Math.max(...warheads.map((o) => o.chance)),
      stake: warheads.reduce((sum, o) => sum + o.stake, 0) / warheads.length,
    }
    return [missile, ...objects]
  }

  #object(
    name: string,
    kind: ObjectPlan['kind'],
    trajectory: Trajectory,
    from: number,
    until: number,
    deadlines: readonly number[],
    signature: Signature,
  ): ObjectPlan {
    const { impact } = trajectory
    const sigma2 = this.#sigma * this.#sigma
    const { chance, stake } = this.#isJudged
      ? this.#evaluator.evaluate({ lat: impact.lat, lon: impact.lon, covariance: [sigma2, 0, 0, sigma2] })
      : { chance: 1, stake: 1 }
    return {
      name,
      kind,
      trajectory,
      from,
      until,
      warhead: kind === 'warhead' || kind === 'missile',
      landing: impact,
      impactArea: this.#areas.at(impact.lat, impact.lon),
      signature,
      chance,
      stake,
      open: this.#layers.map((layer, i) =>
        isBoost(layer)
          ? kind === 'missile'
            ? openPath(layer, trajectory, 0, deadlines[i]!)
            : undefined
          : openPath(layer, trajectory, ...phaseOf(layer, trajectory, from, until)),
      ),
    }
  }
}

/** The part of an object's path in a layer's phase of flight: boost to deadline apart, all that comes after burnout but for midcourse and glide. */
function phaseOf(layer: LayerPlan, trajectory: Trajectory, from: number, until: number): [number, number] {
  if (layer.layer !== 'midcourse' && layer.layer !== 'glide') return [from, until]
  const own = phasesOf(trajectory).filter((p) => p.name === layer.layer)
  if (own.length === 0) return [0, 0]
  return [Math.max(from, own[0]!.from), Math.min(until, own[own.length - 1]!.to)]
}

/** What a layer can hit of a path between two times; undefined where its altitudes or its reach leave nothing. */
function openPath(layer: LayerPlan, trajectory: Trajectory, from: number, to: number): OpenPath | undefined {
  if (!(to > from)) return undefined
  if ('battery' in layer) {
    const { minAltitude, ceiling } = layer.interceptor
    const limits = { minAltitude, ceiling, from, to }
    const ground = groundWindow(trajectory, layer.battery.r_ecef, layer.battery.table, limits)
    return ground && { from, to, ground }
  }
  // The last time at which it is above the lowest intercept altitude.
  const r = new Float64Array(3)
  const isAbove = (t: number): boolean => {
    stateAt(trajectory, t, r)
    return geodeticHeight(r) >= layer.interceptor.minAltitude
  }
  let last = to
  while (last > from && !isAbove(last)) last -= 1
  return last > from ? { from, to: last } : undefined
}
