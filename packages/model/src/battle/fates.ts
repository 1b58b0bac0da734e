import type { Engagement, Shot } from '../engage/index.ts'
import { Stream } from '../math/index.ts'
import { fallFrom, type Landing } from '../threat/index.ts'
import type { BattlePlan, LayerPlan } from './plan.ts'
import type { Fate } from './record.ts'

/** What one missile suffered in one run. */
export interface Outcome {
  /** Shot that ended its thrust, or the last of its warheads, if any. */
  hit?: Shot
  fate: Fate
  /** Where and when the first of what it carries came down, s since its liftoff; undefined where all was destroyed. */
  landing: Landing | undefined
  area: string | undefined
  /** Per object of its flight: what became of it. */
  readonly objects: ObjectOutcome[]
}

/** What one object suffered: a warhead, a decoy, a missile behind its burnout. */
export interface ObjectOutcome {
  /** Shot that destroyed it, or what carried it. */
  hit?: Shot
}

/** Fixes who a common-mode draw is shared with. */
const SHARED = { raid: 'common-raid', layer: 'common-layer', lot: 'common-lot' } as const

/**
 * What becomes of the missiles of one run. Shots are settled in order of intercept at each target. The common-mode factor is drawn once per
 * missile, raid, layer or lot, as the layer says, and holds for all shots that share it; the hits of one layer at one object come from a
 * stream of their own.
 */
export class Fates {
  readonly outcomes: Outcome[]
  readonly log: Shot[] = []
  /** Shots at tracks that stood for no missile, per layer. */
  readonly strays: number[]
  readonly #plan: BattlePlan
  readonly #run: number
  readonly #common: number[]
  /** One stream per missile and layer, made when that layer first shoots at it; for objects by name. */
  readonly #hits = new Map<number, Stream>()
  readonly #shared = new Map<string, number>()
  /** Interceptors fired per layer, for their lots. */
  readonly #fired: number[]

  constructor(plan: BattlePlan, run: number) {
    this.#plan = plan
    this.#run = run
    this.outcomes = plan.missiles.map((m): Outcome => {
      const { objects, landing, impactArea: area } = m.flight
      const fate = area === undefined ? 'fell-elsewhere' : 'leaked'
      return { fate, landing, area, objects: objects.map(() => ({})) }
    })
    this.strays = plan.layers.map(() => 0)
    this.#fired = plan.layers.map(() => 0)
    this.#common = plan.missiles.map((_, i) => this.#stream('common', i).uniform())
  }

  /**
   * Draws one shot that kills with `kill`, by default its interceptor's stated chance. `able`: could the interceptor come to its target at all? If not,
   * its draw is spent all the same.
   */
  settle(engagement: Engagement, able = true, kill?: number): Shot {
    const layer = this.#plan.layers[engagement.layer]!
    const lucky = this.#hitStream(engagement).uniform() < (kill ?? layer.interceptor.sspk)
    const spared = this.#commonDraw(engagement, layer) >= layer.interceptor.pCommon
    const result = this.#isGone(engagement) ? 'wasted' : able && lucky && !spared ? 'hit' : 'miss'
    const shot: Shot = { ...engagement, result }
    this.log.push(shot)
    if (result === 'hit') {
      if (engagement.object === undefined) this.#endThrust(shot, layer.payloadSurvivesHit)
      else this.#destroy(shot, engagement.object)
    }
    return shot
  }

  /** An interceptor fired at a track that stands for no missile is gone. */
  stray(layer: number): void {
    this.strays[layer]!++
  }

  /** Has every missile been hit under thrust? */
  get allHit(): boolean {
    return this.outcomes.every((o) => o.hit !== undefined)
  }

  /** Is an object destroyed by time t (s since the start of the raid)? */
  isDead(missile: number, object: number, t: number): boolean {
    const hit = this.outcomes[missile]!.objects[object]!.hit
    return hit !== undefined && hit.intercept <= t
  }

  /** Brings the log into order and settles the fates of missiles from those of their warheads. Once, when all shots are settled. */
  finish(): void {
    this.log.sort((a, b) => a.intercept - b.intercept || a.missile - b.missile || a.carrier - b.carrier)
    this.outcomes.forEach((outcome, m) => {
      // What was hit under thrust has its fate already.
      if (outcome.hit !== undefined) return
      const { objects } = this.#plan.missiles[m]!.flight
      const warheads = objects.flatMap((o, k) => (o.warhead ? [k] : []))
      const down = warheads.filter((k) => outcome.objects[k]!.hit === undefined)
      if (down.length === 0) {
        const shots = warheads.map((k) => outcome.objects[k]!.hit!)
        outcome.hit = shots.reduce((last, shot) => (shot.intercept > last.intercept ? shot : last))
        outcome.fate = 'killed'
        outcome.landing = undefined
        outcome.area = undefined
        return
      }
      const inArea = down.find((k) => objects[k]!.impactArea !== undefined)
      const first = objects[inArea ?? down[0]!]!
      outcome.fate = inArea === undefined ? 'fell-elsewhere' : 'leaked'
      outcome.landing = first.landing
      outcome.area = first.impactArea
    })
  }

  /** Has the target of a shot been hit before? */
  #isGone({ missile, object, intercept }: Engagement): boolean {
    const outcome = this.outcomes[missile]!
    return outcome.hit !== undefined || (object !== undefined && this.isDead(missile, object, intercept))
  }

  #hitStream({ missile, layer, object }: Engagement): Stream {
    const { layers, missiles } = this.#plan
    const name = object === undefined ? undefined : missiles[missile]!.flight.objects[object]!.name
    const key = (missile * layers.length + layer) * 1024 + (object === undefined ? 0 : object + 1)
    let stream = this.#hits.get(key)
    if (stream === undefined) {
      const suffix = name === undefined || name === 'missile' ? '' : `/${name}`
      stream = this.#stream(`hit/${layers[layer]!.id}${suffix}`, missile)
      this.#hits.set(key, stream)
    }
    return stream
  }

  /** Uniform number that says whether what shots have in common works. */
  #commonDraw({ missile, layer: index }: Engagement, layer: LayerPlan): number {
    const { seed, independent = false } = this.#plan
    const shot = this.#fired[index]!++
    if (independent) return new Stream(seed, this.#run, `common-shot/${layer.id}`, shot).uniform()
    const { per, lotSize } = layer.commonMode
    if (per === 'missile') return this.#common[missile]!
    const purpose = per === 'raid' ? SHARED.raid : `${SHARED[per]}/${layer.id}`
    const entity = per === 'lot' ? Math.floor(shot / lotSize) : 0
    const key = `${purpose}/${entity}`
    let drawn = this.#shared.get(key)
    if (drawn === undefined) {
      drawn = new Stream(seed, this.#run, purpose, entity).uniform()
      this.#shared.set(key, drawn)
    }
    return drawn
  }

  #stream(purpose: string, missile: number): Stream {
    const { threat, number } = this.#plan.missiles[missile]!
    return new Stream(this.#plan.seed, this.#run, `${purpose}/${threat}`, number)
  }

  /** The booster is dead, and all it carries with it. A payload that survives flies on from where it was hit. */
  #endThrust(shot: Shot, survival: number): void {
    const outcome = this.outcomes[shot.missile]!
    outcome.hit = shot
    for (const object of outcome.objects) object.hit = shot
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

  /** An object is destroyed, and with a missile what it still carries. */
  #destroy(shot: Shot, object: number): void {
    const { flight, liftoff } = this.#plan.missiles[shot.missile]!
    const { objects } = this.outcomes[shot.missile]!
    objects[object]!.hit = shot
    if (flight.objects[object]!.kind !== 'missile') return
    flight.objects.forEach((other, k) => {
      if (k !== object && liftoff + other.from > shot.intercept) objects[k]!.hit ??= shot
    })
  }
}
