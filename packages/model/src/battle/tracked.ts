import { allocate, type Option } from '../command/index.ts'
import { EARTH_RATE, eciFromEcefState } from '../earth/index.ts'
import { LONGEST_FLY_OUT, windowOf, type Engagement } from '../engage/index.ts'
import { newMeasurements, type Measurements, type Target } from '../sense/index.ts'
import { stateAt, type Path } from '../threat/index.ts'
import { newPath, type TrackView } from '../track/index.ts'
import type { Arsenal } from './arsenal.ts'
import { Steps, type Cause, type Unreached } from './causes.ts'
import { Fates } from './fates.ts'
import { InFlight, type AimRecord } from './in-flight.ts'
import { Matcher } from './match.ts'
import type { BattlePlan, FlightPlan, LayerPlan, TrackingPlan } from './plan.ts'
import { earthFixedPath, firstTimeInArea } from './predicted-path.ts'
import type { Fought } from './record-of.ts'
import type { MissileClock } from './record.ts'

/** Spacing of predicted paths, s: the longest step of a prediction under thrust. Cubics between them miss a path over a staging by some metres. */
const PATH_STEP = 4
/** Reports that one head may make of one object in a scan, and false alarms that may come on top. */
const LOOKS = 4
const SPARE_ROWS = 1024

/** What command has done about one track. */
interface Case {
  shots: number
  /** Next attempt to fire the shots still wanted, s since the start of the raid. */
  next: number
}

/** A track for which shots are wanted now. Times in s since the start of the raid. */
interface Due {
  readonly track: TrackView
  readonly case: Case
  readonly release: number
  readonly path: Path
  readonly options: readonly Option[]
}

/**
 * The fight where the scenario has sensors: command knows only what the tracker tells it.
 *
 * One pass over time in steps of the sensors' scans. In each step shots whose intercept has come are settled against the
 * truth; the sensors look at what still flies; the tracker takes the reports that have arrived; interceptors in flight get new
 * aim points; and where a track has met the fire-control quality and the decision time is over, shots are dealt from its
 * predicted path. Truth enters in two places only: in what the sensors see, and in what becomes of a shot.
 */
export class TrackedFight {
  readonly #plan: BattlePlan
  readonly #tracking: TrackingPlan
  readonly #arsenal: Arsenal
  readonly #reports: Measurements
  readonly #origin: Int32Array
  readonly #end: number
  readonly #predicted = newPath(128)
  readonly #r = new Float64Array(3)
  readonly #v = new Float64Array(3)

  constructor(plan: BattlePlan, tracking: TrackingPlan, arsenal: Arsenal) {
    this.#plan = plan
    this.#tracking = tracking
    this.#arsenal = arsenal
    const rows = SPARE_ROWS + LOOKS * tracking.network.heads * plan.missiles.length
    this.#reports = newMeasurements(rows)
    this.#origin = new Int32Array(rows)
    this.#end = Math.max(0, ...plan.missiles.map((m) => m.liftoff + m.flight.trajectory.burnout))
  }

  /** One run; `start` of the raid in s since the epoch. */
  fight(run: number, start: number): Fought {
    const { network, tracker } = this.#tracking
    const fates = new Fates(this.#plan, run)
    const matcher = new Matcher(this.#plan, start)
    const steps = new Steps(this.#plan.missiles.length)
    const releases: number[][] = this.#plan.layers.map(() => [])
    const targets = this.#plan.missiles.map((m): Target & { end: number } => ({
      trajectory: m.flight.trajectory,
      liftoff: start + m.liftoff,
      signature: m.flight.signature,
      end: Infinity,
    }))
    const cases = new Map<number, Case>()
    const used = new Map<number, number>()
    const aims: AimRecord[] = []
    let flying: InFlight[] = []

    const settle = (until: number): void => {
      const arrived = flying.filter((f) => f.engagement.intercept <= until)
      flying = flying.filter((f) => f.engagement.intercept > until)
      arrived.sort((a, b) => inOrder(a.engagement, b.engagement))
      for (const interceptor of arrived) {
        const { engagement } = interceptor
        const aim = interceptor.arrive(this.#plan)
        const { result } = fates.settle(engagement, this.#able(engagement, aim))
        if (result !== 'wasted') aims.push(aim)
        if (result === 'hit') targets[engagement.missile]!.end = start + engagement.intercept
      }
    }

    tracker.reset(run)
    for (let k = 1; (k - 1) * network.step < this.#end; k++) {
      const t = k * network.step
      settle(t)
      if (fates.allHit) break
      this.#reports.count = 0
      network.scan(run, start + t, targets, this.#reports, this.#origin)
      tracker.step(start + t, this.#reports)
      matcher.take(tracker.tracks)
      this.#update(t, start, flying)
      const fired = this.#fire(run, t, start, cases, used, matcher, fates, steps)
      for (const { engagement } of fired) releases[engagement.layer]!.push(engagement.release)
      flying.push(...fired)
    }
    settle(Infinity)
    fates.finish()
    // What was tracked was seen; whether late or out of reach is asked for leakers that nothing was fired at.
    matcher.tracksOf.forEach((tracks, m) => {
      if (tracks.length > 0) steps.unreached(m, 0)
    })
    for (const { missile } of fates.log) steps.reached(missile, 'missed')
    return {
      fates,
      clocks: this.#clocks(matcher, start),
      aims,
      causes: this.#causes(run, start, fates, steps),
      doubled: 0,
      releases,
    }
  }

  /** Could the interceptor come to its target? Its divert must suffice, and the target must still burn. */
  #able({ missile, layer, intercept }: Engagement, aim: AimRecord): boolean {
    const { flight, liftoff } = this.#plan.missiles[missile]!
    return (
      aim.divert <= this.#plan.layers[layer]!.interceptor.divert &&
      intercept - liftoff <= flight.deadlines[layer]!
    )
  }

  /** New aim points for interceptors that still fly on their track. */
  #update(t: number, start: number, flying: readonly InFlight[]): void {
    const { tracker } = this.#tracking
    const due = flying.filter((f) => f.wantsUpdate(t, this.#plan.command.updateInterval))
    for (const track of tracker.tracks) {
      if (track.status === 'lost') continue
      const own = due.filter((f) => f.track === track.id)
      if (own.length === 0) continue
      own.sort((a, b) => inOrder(a.engagement, b.engagement))
      const times = own.map((f) => start + f.engagement.intercept)
      if (!tracker.meanPath(track.id, times, this.#predicted)) continue
      own.forEach((f, i) => {
        f.update(t, this.#predicted.r_eci.subarray(3 * i, 3 * i + 3))
      })
    }
  }

  /** Deals the shots that are wanted at time t. */
  #fire(
    run: number,
    t: number,
    start: number,
    cases: Map<number, Case>,
    used: Map<number, number>,
    matcher: Matcher,
    fates: Fates,
    steps: Steps,
  ): InFlight[] {
    const due = this.#due(run, t, start, cases)
    for (const { track, options } of due) {
      const missile = matcher.missileOf.get(track.id)
      if (missile === undefined) continue
      if (options.length > 0) steps.reached(missile, 'no interceptor left')
    }
    if (due.length === 0) return []
    const { shotsPerTarget, allocation } = this.#plan.command
    const orders = allocate(
      due.map((d) => d.options),
      shotsPerTarget,
      allocation,
      (c) => this.#arsenal.stock(c) - (used.get(c) ?? 0),
      due.map((d) => d.case.shots),
    )
    const fired: InFlight[] = []
    for (const { missile: target, carrier, intercept } of orders) {
      const { track, path, release, case: own } = due[target]!
      own.shots++
      used.set(carrier, (used.get(carrier) ?? 0) + 1)
      const layer = this.#arsenal.layerOf(carrier)
      const missile = matcher.missileOf.get(track.id)
      if (missile === undefined) {
        fates.stray(layer)
        continue
      }
      const satellite = this.#arsenal.satelliteOf(carrier)
      const engagement = { layer, missile, carrier: satellite, release, intercept }
      const plan = this.#plan.layers[layer]!
      // Batteries do not fire at tracks: `prepare` refuses them with sensors.
      if (!('shell' in plan)) continue
      stateAt(path, intercept, this.#r, this.#v)
      const angle = this.#plan.epochAngle + EARTH_RATE * (start + intercept)
      eciFromEcefState(angle, this.#r, this.#v, this.#r, this.#v)
      fired.push(new InFlight(plan, engagement, track.id, start, this.#r, this.#v))
    }
    return fired
  }

  /** The tracks for which shots are wanted between t and the next scan, and who can reach them. */
  #due(run: number, t: number, start: number, cases: Map<number, Case>): Due[] {
    const { network, tracker } = this.#tracking
    const { decisionTime, shotsPerTarget, updateInterval } = this.#plan.command
    const due: Due[] = []
    for (const track of tracker.tracks) {
      if (track.status !== 'confirmed' || track.qualityAt === undefined) continue
      const earliest = track.qualityAt - start + decisionTime
      if (earliest >= t + network.step) continue
      const own = cases.get(track.id) ?? { shots: 0, next: -Infinity }
      cases.set(track.id, own)
      if (own.shots >= shotsPerTarget || t < own.next) continue
      own.next = t + updateInterval
      const release = Math.max(t, earliest)
      const path = this.#predict(track, release, start)
      if (path === undefined) continue
      const windows = this.#plan.layers.map((layer) =>
        windowOf(path, release, this.#deadline(layer, path), layer.interceptor.minAltitude),
      )
      due.push({ track, case: own, release, path, options: this.#arsenal.options(run, start, 0, windows) })
    }
    return due
  }

  /** The path a track is expected to take from release to the end of thrust; undefined where it is not expected to thrust on. */
  #predict(track: TrackView, release: number, start: number): Path | undefined {
    const { tracker } = this.#tracking
    const burnout = tracker.burnout(track.id)
    if (burnout === undefined || burnout.probability < 0.5) return undefined
    const end = Math.min(burnout.t - start, release + LONGEST_FLY_OUT)
    if (!(end > release)) return undefined
    const count = Math.max(2, Math.ceil((end - release) / PATH_STEP) + 1)
    const times = Float64Array.from(
      { length: count },
      (_, i) => release + ((end - release) * i) / (count - 1),
    )
    const absolute = times.map((s) => Math.max(start + s, track.t))
    if (!tracker.meanPath(track.id, absolute, this.#predicted)) return undefined
    return earthFixedPath(times, this.#predicted, start, this.#plan.epochAngle)
  }

  /** Last intercept that command expects to be in time. */
  #deadline(layer: LayerPlan, path: Path): number {
    const end = path.times[path.times.length - 1]!
    if (layer.deadline === 'burnout') return end - ('shell' in layer ? layer.interceptor.burnoutMargin : 0)
    return firstTimeInArea(path, this.#plan.areas)
  }

  /** Per leaked missile: why. What was tracked and not fired at was out of reach, unless it would have been in reach from cloud break on. */
  #causes(run: number, start: number, fates: Fates, steps: Steps): (readonly Cause[])[] {
    const { missiles, command } = this.#plan
    const known = new Map<FlightPlan, Map<number, Unreached>>()
    const why = (m: number): Unreached => {
      const { flight, liftoff } = missiles[m]!
      const own = known.get(flight) ?? new Map<number, Unreached>()
      known.set(flight, own)
      const late = (): boolean =>
        flight.cloudBreak !== undefined &&
        this.#arsenal.reachesFrom(run, start, m, flight.cloudBreak + command.decisionTime)
      const answer = own.get(liftoff) ?? (late() ? 'seen late' : 'no reach')
      own.set(liftoff, answer)
      return answer
    }
    return missiles.map(({ flight }, m) => {
      const { fate, hit } = fates.outcomes[m]!
      if (fate !== 'leaked') return []
      const leaked = flight.objects.filter(
        (o) => o.warhead && (hit !== undefined || o.impactArea !== undefined),
      )
      const cause = steps.cause([m], why)
      return leaked.map(() => cause)
    })
  }

  /** When the defence came to what of each missile, from the tracks that stood for it. */
  #clocks(matcher: Matcher, start: number): MissileClock[] {
    return this.#plan.missiles.map(({ liftoff }, m) => {
      const zero = start + liftoff
      const first = (time: (track: TrackView) => number | undefined): number | undefined => {
        const times = matcher.tracksOf[m]!.flatMap((track) => time(track) ?? [])
        return times.length === 0 ? undefined : Math.min(...times) - zero
      }
      const solution = first((track) => track.qualityAt)
      return {
        seen: first((track) => track.firstSeen),
        tracked: first((track) => track.confirmedAt),
        solution,
        release: solution === undefined ? undefined : solution + this.#plan.command.decisionTime,
      }
    })
  }
}

function inOrder(a: Engagement, b: Engagement): number {
  return a.intercept - b.intercept || a.missile - b.missile || a.carrier - b.carrier
}
