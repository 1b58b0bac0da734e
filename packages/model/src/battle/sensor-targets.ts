import type { Measurements, SensorNetwork, Target } from '../sense/index.ts'
import type { BattleTargets } from './targets.ts'

/** A target of the sensors whose end is told when it is destroyed. */
type Seen = Target & { end: number }

/**
 * What the sensors of one run look at: the missiles of the raid first, in the plan's order, then what they release. A missile with what it still carries is one
 * object until its last release.
 */
export class SensorTargets {
  readonly list: readonly Seen[]
  /** Index in `BattleTargets.all` of each. */
  readonly targetOf: readonly number[]
  /** Place in the list of each target. */
  readonly #placeOf: readonly number[]
  readonly #targets: BattleTargets
  readonly #start: number
  readonly #reported = new Map<number, Set<string>>()

  /** `start` of the raid, s since the epoch. */
  constructor(targets: BattleTargets, start: number) {
    this.#targets = targets
    this.#start = start
    this.targetOf = [
      ...targets.first,
      ...targets.all.flatMap(({ object }, index) => (object === 0 ? [] : [index])),
    ]
    const places: number[] = []
    this.targetOf.forEach((target, place) => {
      places[target] = place
    })
    this.#placeOf = places
    this.list = this.targetOf.map((index): Seen => {
      const { plan, liftoff, object } = targets.all[index]!
      const { trajectory, signature, from, until } = plan
      const zero = start + liftoff
      const begin = object === 0 ? undefined : zero + from
      // A missile flies on as its bus, which is in the list by itself.
      return { trajectory, signature, liftoff: zero, begin, end: isWhole(plan) ? Infinity : zero + until }
    })
  }

  /** A target is destroyed at t (s since the start of the raid), and with a missile what it still carries. */
  destroy(target: number, t: number): void {
    const { missile, object } = this.#targets.all[target]!
    this.#end(target, t)
    if (object > 0) return
    this.#targets.all.forEach((other, index) => {
      if (other.missile === missile && other.object > 0 && other.liftoff + other.plan.from > t)
        this.#end(index, -Infinity)
    })
  }

  /** Notes which sensors have reported which targets, from the reports of a scan. `origin`: the place in the list of each row's target. */
  note(reports: Measurements, origin: Int32Array, network: SensorNetwork): void {
    for (let row = 0; row < reports.count; row++) {
      if (origin[row]! < 0) continue
      const target = this.targetOf[origin[row]!]!
      const sensors = this.#reported.get(target) ?? new Set<string>()
      this.#reported.set(target, sensors)
      sensors.add(network.sensors[network.sensorOf(reports.sensor[row]!)]!.id)
    }
  }

  /** Has a sensor, by its id, reported a target? */
  isReportedBy(target: number, sensor: string): boolean {
    return this.#reported.get(target)?.has(sensor) === true
  }

  #end(target: number, t: number): void {
    const seen = this.list[this.#placeOf[target]!]!
    seen.end = Math.min(seen.end, this.#start + t)
  }
}

/** Does a missile come down as it is? */
function isWhole({ kind, warhead }: BattleTargets['all'][number]['plan']): boolean {
  return kind !== 'missile' || warhead
}
