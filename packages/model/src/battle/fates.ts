import type { Engagement, Shot } from '../engage/index.ts'
import { Stream } from '../math/index.ts'
import { fallFrom, type Landing } from '../threat/index.ts'
import type { BattlePlan } from './plan.ts'
import type { Fate } from './record.ts'

/** What one missile suffered in one run. */
export interface Outcome {
  /** Shot that ended its thrust, if any. */
  hit?: Shot
  fate: Fate
  /** Where and when its payload came down, s since its liftoff; undefined where it was destroyed. */
  landing: Landing | undefined
  area: string | undefined
}

/**
 * What becomes of the missiles of one run. Shots are settled in order of intercept. The common-mode factor is drawn once per
 * missile and holds for all its shots; the hits of one layer at one missile come from a stream of their own.
 */
export class Fates {
  readonly outcomes: Outcome[]
  readonly log: Shot[] = []
  /** Shots at tracks that stood for no missile, per layer. */
  readonly strays: number[]
  readonly #plan: BattlePlan
  readonly #run: number
  readonly #common: number[]
  /** One stream per missile and layer, made when that layer first shoots at it. */
  readonly #hits: (Stream | undefined)[] = []

  constructor(plan: BattlePlan, run: number) {
    this.#plan = plan
    this.#run = run
    this.outcomes = plan.missiles.map((m): Outcome => {
      const area = m.flight.impactArea
      return { fate: area === undefined ? 'fell-elsewhere' : 'leaked', landing: m.flight.landing, area }
    })
    this.strays = plan.layers.map(() => 0)
    this.#common = plan.missiles.map((_, i) => this.#stream('common', i).uniform())
  }

  /** Draws one shot. `able`: could the interceptor come to its target at all? If not, its draw is spent all the same. */
  settle(engagement: Engagement, able = true): Shot {
    const layer = this.#plan.layers[engagement.layer]!
    const outcome = this.outcomes[engagement.missile]!
    const key = engagement.missile * this.#plan.layers.length + engagement.layer
    const hits = (this.#hits[key] ??= this.#stream(`hit/${layer.id}`, engagement.missile))
    const lucky = hits.uniform() < layer.interceptor.sspk
    const spared = this.#common[engagement.missile]! >= layer.interceptor.pCommon
    const result = outcome.hit !== undefined ? 'wasted' : able && lucky && !spared ? 'hit' : 'miss'
    const shot: Shot = { ...engagement, result }
    this.log.push(shot)
    if (result === 'hit') this.#end(outcome, shot, layer.payloadSurvivesHit)
    return shot
  }

  /** An interceptor fired at a track that stands for no missile is gone. */
  stray(layer: number): void {
    this.strays[layer]!++
  }

  /** Has every missile been hit? */
  get allHit(): boolean {
    return this.outcomes.every((o) => o.hit !== undefined)
  }

  #stream(purpose: string, missile: number): Stream {
    const { threat, number } = this.#plan.missiles[missile]!
    return new Stream(this.#plan.seed, this.#run, `${purpose}/${threat}`, number)
  }

  /** The booster is dead. A payload that survives flies on from where it was hit. */
  #end(outcome: Outcome, shot: Shot, survival: number): void {
    outcome.hit = shot
    if (this.#stream('survival', shot.missile).uniform() >= survival) {
      outcome.fate = 'killed'
      outcome.landing = undefined
      outcome.area = undefined
      return
    }
    const missile = this.#plan.missiles[shot.missile]!
    const landing = fallFrom(missile.flight.trajectory, shot.intercept - missile.liftoff)
    outcome.landing = landing
    outcome.area = landing === undefined ? undefined : this.#plan.areas.at(landing.lat, landing.lon)
    outcome.fate = outcome.area === undefined ? 'fell-elsewhere' : 'leaked'
  }
}
