import { EARTH_RATE, eciFromEcefState } from '../earth/index.ts'
import { Approach, type Engagement } from '../engage/index.ts'
import { norm3 } from '../math/index.ts'
import { stateAt } from '../threat/index.ts'
import type { BattlePlan, SpaceLayer } from './plan.ts'

/** What a track was worth to one shot: how far its aim point lay from where the target came to be. */
export interface AimRecord {
  /** Missile the shot was meant for: its index in the plan. */
  readonly missile: number
  /** Distance between aim point and target at intercept, m: as the track had it at release, and at handover. */
  readonly errorAtRelease: number
  readonly errorAtHandover: number
  /** Divert asked for, m/s. */
  readonly divert: number
}

const r = new Float64Array(3)
const v = new Float64Array(3)
const rCarrier = new Float64Array(3)
const vCarrier = new Float64Array(3)
const error = new Float64Array(3)

/**
 * One interceptor on its way to a predicted point. Until its burn ends it turns to a new aim point at no cost; then each
 * update costs the divert that moves it there in the time left, and after handover its own seeker has to take out what the
 * last aim point was wrong by (`Approach`). Times in s since the start of the raid.
 */
export class InFlight {
  readonly engagement: Engagement
  /** Id of the track it was fired at. */
  readonly track: number
  /** From here on it flies on its own seeker. */
  readonly handover: number
  readonly #layer: SpaceLayer
  readonly #start: number
  readonly #approach = new Approach()
  readonly #first: Float64Array
  readonly #aim: Float64Array
  #spent = 0
  #updated: number

  /** `aim_eci`, `v_eci`: where the track says the target will be at intercept, and how fast. `start`: of the raid, s since epoch. */
  constructor(
    layer: SpaceLayer,
    engagement: Engagement,
    track: number,
    start: number,
    aim_eci: Float64Array,
    v_eci: Float64Array,
  ) {
    this.engagement = engagement
    this.track = track
    this.#layer = layer
    this.#start = start
    this.#first = Float64Array.from(aim_eci)
    this.#aim = Float64Array.from(aim_eci)
    this.#updated = engagement.release
    this.#close(v_eci)
    const { seekerRange } = this.#layer.interceptor
    this.handover = engagement.intercept - this.#approach.handover(seekerRange, this.#flown)
  }

  get #flown(): number {
    return this.engagement.intercept - this.engagement.release
  }

  /** Closing with a target that moves at v_eci at intercept. */
  #close(v_eci: Float64Array): void {
    const { shell, interceptor } = this.#layer
    const { carrier, intercept } = this.engagement
    shell.position(this.#start + intercept, carrier, rCarrier)
    shell.velocity(this.#start + intercept, carrier, vCarrier)
    this.#approach.set(interceptor, this.#flown, rCarrier, vCarrier, this.#aim, v_eci)
  }

  /** Is it time for a new aim point? */
  wantsUpdate(t: number, interval: number): boolean {
    return t < this.handover && t - this.#updated >= interval
  }

  /** Takes the aim point that the track has at time t. */
  update(t: number, aim_eci: Float64Array): void {
    this.#updated = t
    const { deltaV, acceleration } = this.#layer.interceptor
    const { release, intercept } = this.engagement
    if (t - release > deltaV / acceleration) {
      for (let k = 0; k < 3; k++) error[k] = aim_eci[k]! - this.#aim[k]!
      this.#spent += this.#approach.miss(error) / (intercept - t)
    }
    this.#aim.set(aim_eci)
  }

  /** How it comes out against where its target really is at intercept. */
  arrive(plan: BattlePlan): AimRecord {
    const { missile, intercept } = this.engagement
    const { flight, liftoff } = plan.missiles[missile]!
    stateAt(flight.trajectory, intercept - liftoff, r, v)
    eciFromEcefState(plan.epochAngle + EARTH_RATE * (this.#start + intercept), r, v, r, v)
    const distance = (from: Float64Array): number =>
      norm3(from[0]! - r[0]!, from[1]! - r[1]!, from[2]! - r[2]!)
    this.#close(v)
    for (let k = 0; k < 3; k++) error[k] = this.#aim[k]! - r[k]!
    const left = intercept - this.handover
    return {
      missile,
      errorAtRelease: distance(this.#first),
      errorAtHandover: distance(this.#aim),
      divert: this.#spent + this.#approach.miss(error) / left,
    }
  }
}
