import type { FireOption, Option } from '../command/index.ts'
import { earliestIntercept, latestRelease, type GroundWindow } from '../engage/index.ts'
import type { Path } from '../threat/index.ts'
import type { Arsenal } from './arsenal.ts'
import type { Battery } from './battery.ts'
import { KillChance } from './kill-chance.ts'
import type { OpenPath } from './objects.ts'
import type { BattlePlan } from './plan.ts'

/** What a layer could do about a target from a moment on. Times in s since the start of the raid. */
export interface Reach {
  /** Last release that comes in time: exact for a battery, an upper bound for satellites. */
  readonly latest: number
  /** Of a battery: its launch for the earliest intercept, as late as that allows. */
  readonly launch?: number
  readonly options: readonly FireOption[]
}

/** A path and the parts of it that are open to each layer, on a clock that stands at 0 at `liftoff` (s since the start of the raid). */
export interface ReachTarget {
  readonly liftoff: number
  readonly plan: { readonly trajectory: Path; readonly open: readonly (OpenPath | undefined)[] }
}

/** Latest release for an intercept at t (both on the window's clock), between two samples in reach. */
function releaseFor({ times, releases }: GroundWindow, t: number): number {
  let i = 0
  while (i < times.length - 1 && times[i + 1]! < t) i++
  if (times[i] === t || i === times.length - 1) return releases[i]!
  if (releases[i] === -Infinity || releases[i + 1] === -Infinity)
    return Math.max(releases[i]!, releases[i + 1]!)
  const share = (t - times[i]!) / (times[i + 1]! - times[i]!)
  return releases[i]! + share * (releases[i + 1]! - releases[i]!)
}

/** Last intercept that a layer can come to, on the path's clock. */
export function lastIntercept({ to, ground }: OpenPath): number {
  if (ground === undefined) return to
  const { times, releases } = ground
  let i = times.length - 1
  while (i > 0 && releases[i] === -Infinity) i--
  return times[i]!
}

/**
 * Which layer reaches which target, from where the satellites stand in one run. Batteries have their windows from the plan; satellites are looked for at
 * each release, with fly-outs as long as those of their interceptor.
 */
export class LayerReach {
  readonly #arsenal: Arsenal
  readonly #run: number
  readonly #start: number
  readonly #kill: KillChance
  /** Satellites in reach at a release, shared by targets on one path. */
  readonly #found = new WeakMap<Path, Map<string, readonly Option[]>>()

  constructor(plan: BattlePlan, arsenal: Arsenal, run: number, start: number) {
    this.#arsenal = arsenal
    this.#run = run
    this.#start = start
    this.#kill = new KillChance(plan, start)
  }

  /** Does the layer ever come to the target? */
  comesTo(layer: number, target: ReachTarget): boolean {
    return target.plan.open[layer] !== undefined
  }

  /** Reach of a release at `now` or as soon after it as the battery can; undefined where none comes in time. */
  at(layer: number, target: ReachTarget, now: number, battery: Battery | undefined): Reach | undefined {
    const open = target.plan.open[layer]
    if (open === undefined) return undefined
    const { liftoff } = target
    if (open.ground !== undefined && battery !== undefined) {
      const latest = liftoff + latestRelease(open.ground)
      const intercept = earliestIntercept(open.ground, battery.from(now) - liftoff)
      if (intercept === undefined) return undefined
      const at = liftoff + intercept
      const release = liftoff + releaseFor(open.ground, intercept)
      const option: FireOption = {
        carrier: this.#arsenal.carrierOf(layer),
        intercept: at,
        margin: open.to - intercept,
        kill: this.#kill.of(layer, 0, target.plan.trajectory, liftoff, release, at),
        latest,
      }
      return { latest, launch: release, options: [option] }
    }
    const latest = liftoff + open.to
    if (!(now < latest)) return undefined
    const { trajectory } = target.plan
    const killOf = ({ carrier, intercept }: Option): number =>
      this.#kill.of(layer, this.#arsenal.satelliteOf(carrier), trajectory, liftoff, now, intercept)
    return {
      latest,
      options: this.#satellites(layer, target, now).map((o) => ({ ...o, kill: killOf(o), latest })),
    }
  }

  #satellites(index: number, target: ReachTarget, now: number): readonly Option[] {
    const open = target.plan.open[index]!
    const { trajectory } = target.plan
    const release = now - target.liftoff
    const key = `${index} ${release} ${target.liftoff}`
    let known = this.#found.get(trajectory)
    if (known === undefined) this.#found.set(trajectory, (known = new Map<string, readonly Option[]>()))
    let options = known.get(key)
    if (options === undefined) {
      const window = { release: Math.max(release, 0), from: open.from, until: open.to }
      options = this.#arsenal.pathOptions(this.#run, this.#start, target.liftoff, index, trajectory, window)
      known.set(key, options)
    }
    return options
  }
}
