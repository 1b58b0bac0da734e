import { ONE_COMMAND, type JudgedObject, type ReleaseClock, type Release } from '../command/index.ts'
import { EARTH_RATE, ecefFromEci, eciFromEcefState } from '../earth/index.ts'
import { stateAt, type Path } from '../threat/index.ts'
import { newPath, type TrackView } from '../track/index.ts'
import type { Arsenal } from './arsenal.ts'
import type { Battery } from './battery.ts'
import type { Cause, Steps } from './causes.ts'
import type { Fates } from './fates.ts'
import { Forecast } from './forecast.ts'
import { InFlight, type AimRecord, type Fired } from './in-flight.ts'
import { lastIntercept, type LayerReach, type Reach } from './layer-reach.ts'
import type { Matcher } from './match.ts'
import type { OpenPath } from './objects.ts'
import { isOverHorizon } from './own-view.ts'
import { LEAST_STAKE, type Picture } from './picture.ts'
import { isBoost, type BattlePlan, type TrackingPlan } from './plan.ts'
import type { SensorTargets } from './sensor-targets.ts'
import type { Flying } from './shot-book.ts'
import type { BattleTargets } from './targets.ts'

/** Least time until a layer that does not reach a track looks at it again, s. */
const AGAIN = 10
/** A track that stands for nothing takes the draws of messages and consent behind those of the missiles. */
const STRAY_MESSAGES = 1_000_000

const r = new Float64Array(3)
const v = new Float64Array(3)

/** The rooms of one run that the picture draws on. */
export interface TrackedRun {
  readonly plan: BattlePlan
  readonly tracking: TrackingPlan
  readonly arsenal: Arsenal
  readonly targets: BattleTargets
  readonly run: number
  /** Start of the raid, s since the epoch. */
  readonly start: number
  readonly fates: Fates
  readonly steps: Steps
  readonly matcher: Matcher
  readonly seen: SensorTargets
  readonly reach: LayerReach
  readonly clock: ReleaseClock
}

/**
 * The picture where there are sensors: targets are tracks, by their ids. What is decided rests on tracks and forecasts alone; which object a track stands for serves the
 * draws, what a sensor calls an object, and the account of what came of it.
 */
export class TrackedPicture implements Picture {
  readonly forecast: Forecast
  readonly aims: AimRecord[] = []
  /** Of each warhead whose impact was judged: the last word. */
  readonly said = new Map<number, JudgedObject>()
  readonly #own: TrackedRun
  readonly #flying = new Map<Flying, InFlight>()
  /** What the last shot at a track was settled against. */
  readonly #settled = new Map<number, number | undefined>()
  readonly #opens = new WeakMap<Path, (OpenPath | undefined)[]>()
  readonly #releases = new Map<number, Release>()
  /** By track and layer: when the track came into the layer's own view. */
  readonly #views = new Map<number, number>()
  /** By track and layer: when a layer may be asked about it again; Infinity while it decides by itself. */
  readonly #askAt = new Map<number, number>()
  readonly #judgedAt = new Map<number, number>()
  #begun = false

  constructor(own: TrackedRun) {
    this.#own = own
    this.forecast = new Forecast(own.plan, own.tracking, own.start)
  }

  #track(id: number): TrackView {
    return this.#own.tracking.tracker.tracks[id]!
  }

  #key(track: number, layer: number): number {
    return track * this.#own.plan.layers.length + layer
  }

  /** Is a layer of the queue to be asked about a track at t? It is not while it decides about it by itself. */
  isToBeAsked(track: number, layer: number, t: number): boolean {
    return (this.#askAt.get(this.#key(track, layer)) ?? -Infinity) <= t
  }

  /** A layer has been asked about a track. */
  asked(track: number, layer: number): void {
    this.#askAt.set(this.#key(track, layer), Infinity)
  }

  /** Notes which tracks have come into the own views of the layers at t: over the horizon of a battery; for satellites with the first report. */
  look(track: TrackView, t: number): void {
    const { plan, start } = this.#own
    plan.layers.forEach((layer, l) => {
      const key = this.#key(track.id, l)
      if (layer.ownPictureDelay === undefined || this.#views.has(key)) return
      if (!('battery' in layer)) {
        this.#views.set(key, track.firstSeen - start)
        return
      }
      ecefFromEci(plan.epochAngle + EARTH_RATE * track.t, track.state.subarray(0, 3), r)
      if (isOverHorizon(layer, r)) this.#views.set(key, t)
    })
  }

  release(track: number, layer: number): Release {
    const { plan, clock, matcher, start, targets } = this.#own
    const { qualityAt } = this.#track(track)
    if (qualityAt === undefined) return { at: undefined, decider: ONE_COMMAND, why: 'no-picture' }
    const solution = qualityAt - start
    if (clock.isFixed) return { at: solution + plan.command.decisionTime, decider: ONE_COMMAND }
    const key = this.#key(track, layer)
    const known = this.#releases.get(key)
    if (known !== undefined) return known
    // The first track that is good enough is the first of the raid.
    if (!this.#begun) clock.begin(this.#own.run, solution, start)
    this.#begun = true
    const target = matcher.targetOf.get(track)
    const about = target === undefined ? STRAY_MESSAGES + track : targets.all[target]!.missile
    const release = clock.release(layer, about, solution, this.#views.get(key) ?? Infinity)
    // What may still come into view is asked for again.
    if (release.at !== Infinity && release.why !== 'no-picture') this.#releases.set(key, release)
    return release.at === Infinity ? { ...release, at: undefined, why: 'no-picture' } : release
  }

  /** What is known of a track's path for a layer from `now` on: the climb for a layer against thrust, the fall for the others. */
  #path(track: number, layer: number, now: number): Path | undefined {
    const view = this.#track(track)
    if (view.status === 'lost') return undefined
    return isBoost(this.#own.plan.layers[layer]!)
      ? this.forecast.climb(view, now)
      : this.forecast.fall(view, now)?.path
  }

  #open(path: Path, layer: number): OpenPath | undefined {
    const { layers } = this.#own.plan
    let opens = this.#opens.get(path)
    if (opens === undefined) this.#opens.set(path, (opens = []))
    if (!(layer in opens)) opens[layer] = this.forecast.open(layers[layer]!, path)
    return opens[layer]
  }

  reach(track: number, layer: number, now: number, battery: Battery | undefined): Reach | undefined {
    const path = this.#path(track, layer, now)
    if (path === undefined) return undefined
    const open: (OpenPath | undefined)[] = []
    open[layer] = this.#open(path, layer)
    return this.#own.reach.at(layer, { liftoff: 0, plan: { trajectory: path, open } }, now, battery)
  }

  isGone(track: number, now: number): boolean {
    // What has been told apart since, or will land elsewhere after all, is not there to be engaged.
    const threat = this.isThreat(this.#track(track), now)
    if (threat === false) this.step(track, 'judged harmless')
    return threat !== true
  }

  isBehind(track: number, later: number, layer: number): boolean {
    if (isBoost(this.#own.plan.layers[layer]!)) return true
    // Both of the fall last looked at.
    const path = this.forecast.lastFall(track)
    const own = path && this.#open(path, layer)
    const other = path && this.#open(path, later)
    return other !== undefined && (own === undefined || lastIntercept(other) > lastIntercept(own))
  }

  /** When layers behind burnout may fire at a track that is a threat: the decision time after it was first judged one. */
  decidedAt(track: TrackView, now: number): number {
    let judged = this.#judgedAt.get(track.id)
    if (judged === undefined) this.#judgedAt.set(track.id, (judged = now))
    return judged + this.#own.plan.command.decisionTime
  }

  /** Is a track to be engaged behind burnout: called a warhead, and expected to come down where it counts? Undefined while that cannot be told. */
  isThreat(track: TrackView, now: number): boolean | undefined {
    const { matcher, plan, run, seen, targets } = this.#own
    const fall = this.forecast.fall(track, now)
    if (fall === undefined) return undefined
    const target = matcher.targetOf.get(track.id)
    if (target === undefined) return fall.threat.chance >= plan.command.threatThreshold
    const own = targets.all[target]!
    const called = targets.isCalledWarhead(run, own, (sensor) => seen.isReportedBy(target, sensor))
    const judgedThreat = fall.threat.chance >= plan.command.threatThreshold
    if (own.plan.warhead)
      this.said.set(target, { judgedThreat, dangerous: own.plan.impactArea !== undefined })
    return called && judgedThreat
  }

  stake(track: number, layer: number): number {
    const { matcher, plan, targets } = this.#own
    if (isBoost(plan.layers[layer]!)) return 1
    const target = matcher.targetOf.get(track)
    const believed = target === undefined ? 1 : targets.all[target]!.believed
    return Math.max(LEAST_STAKE, (this.forecast.lastThreat(track)?.stake ?? 1) * believed)
  }

  step(track: number, cause: Exclude<Cause, 'seen late' | 'no reach'>): void {
    const target = this.#own.matcher.targetOf.get(track)
    if (target !== undefined) this.#own.steps.reached(target, cause)
  }

  outOfReach(): void {
    // The account is made at the end, of all that was tracked.
  }

  letGo(track: number, layer: number, now: number): void {
    this.#askAt.set(this.#key(track, layer), now + Math.max(AGAIN, this.#own.plan.command.updateInterval))
  }

  launched(track: number, shot: Flying): void {
    const { arsenal, start, plan } = this.#own
    const path = isBoost(plan.layers[shot.layer]!)
      ? this.forecast.lastClimb(track)
      : this.forecast.lastFall(track)
    const { layer, release, intercept } = shot
    const fired = { layer, carrier: arsenal.satelliteOf(shot.carrier), release, intercept }
    this.#flying.set(shot, aimed(plan, fired, track, start, path!))
  }

  /** New aim points at t for interceptors that still fly on their track. */
  steer(t: number): void {
    steer(this.#own, [...this.#flying.values()], t)
  }

  settle(track: number, shot: Flying): void {
    const { matcher, plan } = this.#own
    const flight = this.#flying.get(shot)!
    this.#flying.delete(shot)
    // Under thrust what it was fired at; behind burnout its seeker takes what is nearest to its aim point.
    const target = isBoost(plan.layers[shot.layer]!)
      ? matcher.targetOf.get(track)
      : matcher.nearest(flight.aim_eci, shot.intercept)
    this.#settled.set(track, target)
    const aim = settle(this.#own, flight, target)
    if (aim !== undefined) this.aims.push(aim)
  }

  isDead(track: number, t: number): boolean {
    const { fates, matcher, targets } = this.#own
    const target = this.#settled.get(track) ?? matcher.targetOf.get(track)
    // A look at nothing finds nothing alive.
    if (target === undefined) return true
    const { missile, object } = targets.all[target]!
    return fates.isDead(missile, object, t)
  }

  lookKey(track: number): readonly [string, number] {
    const { matcher, plan, targets } = this.#own
    const target = this.#settled.get(track) ?? matcher.targetOf.get(track)
    if (target === undefined) return ['look-track', track]
    const { missile, plan: object } = targets.all[target]!
    const { threat, number } = plan.missiles[missile]!
    return [`look/${threat}/${object.name}`, number]
  }
}

/** An interceptor that leaves for where a path is at its intercept. */
export function aimed(plan: BattlePlan, fired: Fired, track: number, start: number, path: Path): InFlight {
  stateAt(path, fired.intercept, r, v)
  eciFromEcefState(plan.epochAngle + EARTH_RATE * (start + fired.intercept), r, v, r, v)
  return new InFlight(plan, fired, track, start, r, v)
}

const predicted = newPath(128)

/** Gives interceptors that still fly on their track, and are due for it, new aim points at t. */
export function steer(
  { plan, tracking: { tracker }, start }: Pick<TrackedRun, 'plan' | 'tracking' | 'start'>,
  flying: readonly InFlight[],
  t: number,
): void {
  const due = flying.filter((f) => f.wantsUpdate(t, plan.command.updateInterval))
  const tracks = [...new Set(due.map((f) => f.track))].sort((a, b) => a - b)
  for (const id of tracks) {
    if (tracker.tracks[id]!.status === 'lost') continue
    const own = due.filter((f) => f.track === id).sort((a, b) => a.fired.intercept - b.fired.intercept)
    const times = own.map((f) => Math.max(start + f.fired.intercept, tracker.tracks[id]!.t))
    if (!tracker.meanPath(id, times, predicted)) continue
    own.forEach((f, i) => {
      f.update(t, predicted.r_eci.subarray(3 * i, 3 * i + 3))
    })
  }
}

/** Settles an interceptor against the truth: against a target, or as a stray where there is none. What its track was worth is returned, unless the target was gone. */
export function settle(
  { plan, fates, seen, targets }: Pick<TrackedRun, 'plan' | 'fates' | 'seen' | 'targets'>,
  flight: InFlight,
  target: number | undefined,
): AimRecord | undefined {
  const { layer, carrier, release, intercept } = flight.fired
  if (target === undefined) {
    fates.stray(layer)
    return undefined
  }
  const { missile, object, liftoff, plan: own } = targets.all[target]!
  const boost = isBoost(plan.layers[layer]!)
  const { aim, able } = flight.arrive(own.trajectory, liftoff)
  // Against thrust the target must still burn.
  const inTime = !boost || intercept - liftoff <= plan.missiles[missile]!.flight.deadlines[layer]!
  const shot = fates.settle(
    { layer, missile, object: boost ? undefined : object, carrier, release, intercept },
    able && inTime,
  )
  if (shot.result === 'hit') seen.destroy(target, intercept)
  return shot.result === 'wasted' ? undefined : { missile, layer, ...aim }
}
