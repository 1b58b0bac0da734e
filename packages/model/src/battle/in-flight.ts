import { EARTH_RATE, eciFromEcefState } from '../earth/index.ts'
import { Approach, divertReach } from '../engage/index.ts'
import { norm3 } from '../math/index.ts'
import { stateAt, type Path } from '../threat/index.ts'
import { setApproach } from './approach-of.ts'
import type { BattlePlan, LayerPlan } from './plan.ts'

/** What a track was worth to one shot: how far its aim point lay from where the target came to be. */
export interface AimRecord {
  /** Missile the shot was meant for: its index in the plan. */
  readonly missile: number
  /** Index of the layer that fired it. */
  readonly layer: number
  /** Distance between aim point and target at intercept, m: as the track had it at release, and at handover. */
  readonly errorAtRelease: number
  readonly errorAtHandover: number
  /** Divert asked for, m/s. */
  readonly divert: number
}

const r = new Float64Array(3)
const v = new Float64Array(3)
const error = new Float64Array(3)

/** What was fired: one interceptor of a layer, from which carrier and when. Times in s since the start of the raid. */
export interface Fired {
  readonly layer: number
  /** Index within the layer. */
  readonly carrier: number
  readonly release: number
  readonly intercept: number
}

/** How a shot comes to its target. */
export interface Arrival {
  readonly aim: Omit<AimRecord, 'missile' | 'layer'>
  /** Does its divert take out what the aim point is wrong by? */
  readonly able: boolean
}

/**
 * One interceptor on its way to a predicted point. Until its burn ends it turns to a new aim point at no cost; then each
 * update costs the divert that moves it there in the time left, and after handover its own seeker has to take out what the
 * last aim point was wrong by (`Approach`). Times in s since the start of the raid.
 */
export class InFlight {
  readonly fired: Fired
  /** Id of the track it was fired at. */
  readonly track: number
  /** From here on it flies on its own seeker. */
  readonly handover: number
  readonly #layer: LayerPlan
  readonly #start: number
  readonly #epochAngle: number
  readonly #approach = new Approach()
  readonly #first: Float64Array
  readonly #aim: Float64Array
  #spent = 0
  #updated: number

  /** `aim_eci`, `v_eci`: where the track says the target will be at intercept, and how fast. `start`: of the raid, s since epoch. */
  constructor(
    plan: BattlePlan,
    fired: Fired,
    track: number,
    start: number,
    aim_eci: Float64Array,
    v_eci: Float64Array,
  ) {
    this.fired = fired
    this.track = track
    this.#layer = plan.layers[fired.layer]!
    this.#start = start
    this.#epochAngle = plan.epochAngle
    this.#first = Float64Array.from(aim_eci)
    this.#aim = Float64Array.from(aim_eci)
    this.#updated = fired.release
    this.#close(v_eci)
    const { seekerRange } = this.#layer.interceptor
    this.handover = fired.intercept - this.#approach.handover(seekerRange, this.#flown)
  }

  get #flown(): number {
    return this.fired.intercept - this.fired.release
  }

  /** Last aim point. */
  get aim_eci(): Float64Array {
    return this.#aim
  }

  /** Closing with a target that moves at v_eci at intercept. */
  #close(v_eci: Float64Array): void {
    const { carrier, intercept } = this.fired
    const t = this.#start + intercept
    setApproach(this.#approach, this.#layer, carrier, t, this.#flown, this.#aim, v_eci, this.#epochAngle)
  }

  /** Is it time for a new aim point? */
  wantsUpdate(t: number, interval: number): boolean {
    return t < this.handover && t - this.#updated >= interval
  }

  /** Takes the aim point that the track has at time t. */
  update(t: number, aim_eci: Float64Array): void {
    this.#updated = t
    const { release, intercept } = this.fired
    if (t - release > burnOf(this.#layer)) {
      for (let k = 0; k < 3; k++) error[k] = aim_eci[k]! - this.#aim[k]!
      this.#spent += this.#approach.miss(error) / (intercept - t)
    }
    this.#aim.set(aim_eci)
  }

  /**
   * How it comes out against where its target really is at intercept. With a stated kill probability the divert left has to make up for the miss in the time to
   * go; with hits from geometry it is asked what divert takes out with its acceleration and lag, and the hit radius (`divertReach`).
   */
  arrive(path: Path, liftoff: number): Arrival {
    const { intercept } = this.fired
    const { hit, divert, divertAcceleration, guidanceLag, hitRadius } = this.#layer.interceptor
    stateAt(path, intercept - liftoff, r, v)
    eciFromEcefState(this.#epochAngle + EARTH_RATE * (this.#start + intercept), r, v, r, v)
    const distance = (from: Float64Array): number =>
      norm3(from[0]! - r[0]!, from[1]! - r[1]!, from[2]! - r[2]!)
    this.#close(v)
    for (let k = 0; k < 3; k++) error[k] = this.#aim[k]! - r[k]!
    const left = intercept - this.handover
    const miss = this.#approach.miss(error)
    const asked = this.#spent + miss / left
    const reach = (): number =>
      divertReach(Math.max(0, divert - this.#spent), divertAcceleration, guidanceLag, left) + hitRadius
    return {
      aim: { errorAtRelease: distance(this.#first), errorAtHandover: distance(this.#aim), divert: asked },
      able: hit === 'fixed' ? asked <= divert : miss <= reach(),
    }
  }
}

/** How long an interceptor is under thrust, s. */
function burnOf(layer: LayerPlan): number {
  if ('shell' in layer) return layer.interceptor.deltaV / layer.interceptor.acceleration
  const { burnTime, stages } = layer.interceptor
  return burnTime ?? stages!.reduce((sum, stage) => sum + stage.burnTime + stage.coast, 0)
}
