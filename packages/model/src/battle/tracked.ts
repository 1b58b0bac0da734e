import { ReleaseClock, allocate, ruleLedger, type Option } from '../command/index.ts'
import { windowOf } from '../engage/index.ts'
import { newMeasurements, type Measurements } from '../sense/index.ts'
import type { Path } from '../threat/index.ts'
import type { TrackView } from '../track/index.ts'
import type { Arsenal } from './arsenal.ts'
import { Steps, type Cause, type Unreached } from './causes.ts'
import { couldReach } from './could-reach.ts'
import { CustodyBook } from './custody.ts'
import { Fates } from './fates.ts'
import type { AimRecord, InFlight } from './in-flight.ts'
import { LayerReach } from './layer-reach.ts'
import { LayeredFight } from './layered.ts'
import { leakedCauses } from './leaked-causes.ts'
import { Matcher } from './match.ts'
import { isBoost, isDealtOnce, type BattlePlan, type TrackingPlan } from './plan.ts'
import type { Fought } from './record-of.ts'
import type { MissileClock } from './record.ts'
import { SensorTargets } from './sensor-targets.ts'
import { BattleTargets } from './targets.ts'
import { TrackedPicture, aimed, settle, steer, type TrackedRun } from './tracked-picture.ts'

/** Reports that one head may make of one object in a scan, and false alarms that may come on top. */
const LOOKS = 4
const SPARE_ROWS = 1024

/** What command has done about one track with the layers that are dealt once. */
interface Case {
  shots: number
  /** Next attempt to fire the shots still wanted, s since the start of the raid. */
  next: number
}

/** A track for which shots are wanted now. Times in s since the start of the raid. */
interface Due {
  readonly track: TrackView
  readonly case: Case
  readonly path: Path
  /** Per layer: release; undefined where it does not fire now. */
  readonly releases: readonly (number | undefined)[]
  readonly options: readonly Option[]
}

/** What the fight of one run keeps. */
interface Fight extends TrackedRun {
  readonly picture: TrackedPicture
  readonly custody: CustodyBook
  readonly layered: LayeredFight
  readonly cases: Map<number, Case>
  /** Shots fired by carrier, of the layers that are dealt once. */
  readonly used: Map<number, number>
  readonly aims: AimRecord[]
  readonly releases: readonly number[][]
  /** When command thinks about a track again. */
  readonly next: Map<number, number>
  flying: InFlight[]
}

/**
 * The fight where the scenario has sensors: command knows only what the tracker tells it.
 *
 * One pass over time in steps of the sensors' scans. In each step shots whose intercept has come are settled against the
 * truth and the layers that look decide (`LayeredFight`); the sensors look at what still flies; the tracker takes the reports that have arrived; interceptors in
 * flight get new aim points; and where a track has met the fire-control quality and the decision time is over, layers against thrust that fire once are dealt shots
 * from its predicted path, and the others are asked. Truth enters in three places only: in what the sensors see and call an object, in what becomes of a shot, and
 * in what a look finds.
 */
export class TrackedFight {
  readonly #plan: BattlePlan
  readonly #tracking: TrackingPlan
  readonly #arsenal: Arsenal
  readonly #targets: BattleTargets
  readonly #clock: ReleaseClock
  /** Layers that are dealt once, and the others. */
  readonly #once: readonly number[]
  readonly #later: readonly number[]
  readonly #reports: Measurements
  readonly #origin: Int32Array
  /** When the last decision is over, and when the sensors stop; s since the start of the raid. */
  readonly #end: number
  readonly #watched: number

  constructor(plan: BattlePlan, tracking: TrackingPlan, arsenal: Arsenal) {
    this.#plan = plan
    this.#tracking = tracking
    this.#arsenal = arsenal
    this.#targets = new BattleTargets(plan)
    this.#clock = new ReleaseClock(plan.command, plan.layers, plan.seed, plan.epochAngle)
    const all = plan.layers.map((_, i) => i)
    this.#once = all.filter((i) => isDealtOnce(plan.layers[i]!))
    this.#later = all.filter((i) => !this.#once.includes(i))
    const rows = SPARE_ROWS + LOOKS * tracking.network.heads * this.#targets.all.length
    this.#reports = newMeasurements(rows)
    this.#origin = new Int32Array(rows)
    const boost = plan.layers.every(isBoost)
    const burnouts = plan.missiles.map((m) => m.liftoff + m.flight.trajectory.burnout)
    const landings = this.#targets.all.map((t) => t.liftoff + t.plan.until)
    this.#end = Math.max(0, ...(boost ? burnouts : landings))
    this.#watched = tracking.toImpact === true ? Math.max(this.#end, ...landings) : this.#end
  }

  /** One run; `start` of the raid in s since the epoch. */
  fight(run: number, start: number): Fought {
    const plan = this.#plan
    const { network, tracker } = this.#tracking
    const own = this.#begin(run, start)
    const { custody, fates, layered, matcher, picture, seen } = own
    const improved = plan.command.discrimination.improvedBy.length > 0
    tracker.reset(run)
    for (let k = 1; (k - 1) * network.step < this.#watched; k++) {
      const t = k * network.step
      this.#settle(own, t)
      layered.advance(t)
      if (this.#isOver(own, t)) break
      this.#reports.count = 0
      network.scan(run, start + t, seen.list, this.#reports, this.#origin)
      if (improved) seen.note(this.#reports, this.#origin, network)
      tracker.step(start + t, this.#reports)
      matcher.take(tracker.tracks, t)
      custody.scan(t, fates, matcher)
      if (t - network.step >= this.#end) continue
      steer(own, own.flying, t)
      picture.steer(t)
      own.flying.push(...this.#fire(own, t))
      if (this.#later.length > 0) this.#ask(own, t)
    }
    this.#settle(own, Infinity)
    layered.land()
    fates.finish()
    this.#steps(own)
    const { doubled, releases } = layered.book
    own.releases.forEach((times, l) => releases[l]!.push(...times))
    const said = [...picture.said.values()]
    return {
      fates,
      clocks: this.#clocks(own),
      custodyGaps: custody.gaps(fates, this.#watched),
      aims: [...own.aims, ...picture.aims],
      causes: this.#causes(own),
      doubled,
      releases,
      rule: plan.layers.every(isBoost) ? undefined : ruleLedger(said, plan.command.shotsPerTarget),
    }
  }

  #begin(run: number, start: number): Fight {
    const plan = this.#plan
    const targets = this.#targets
    const own: TrackedRun = {
      plan,
      tracking: this.#tracking,
      arsenal: this.#arsenal,
      targets,
      run,
      start,
      fates: new Fates(plan, run),
      steps: new Steps(targets.all.length),
      matcher: new Matcher(plan, targets, start),
      seen: new SensorTargets(targets, start),
      reach: new LayerReach(plan, this.#arsenal, run, start),
      clock: this.#clock,
    }
    const picture = new TrackedPicture(own)
    return {
      ...own,
      picture,
      custody: new CustodyBook(plan, targets),
      layered: new LayeredFight(plan, this.#arsenal, picture, run),
      cases: new Map(),
      used: new Map(),
      aims: [],
      releases: plan.layers.map(() => []),
      next: new Map(),
      flying: [],
    }
  }

  /** Settles the shots of the layers that are dealt once whose intercept has come. */
  #settle(own: Fight, until: number): void {
    const arrived = own.flying.filter((f) => f.fired.intercept <= until)
    if (arrived.length === 0) return
    own.flying = own.flying.filter((f) => f.fired.intercept > until)
    const target = ({ track }: InFlight): number => own.matcher.targetOf.get(track)!
    arrived.sort(
      (a, b) =>
        a.fired.intercept - b.fired.intercept || target(a) - target(b) || a.fired.carrier - b.fired.carrier,
    )
    for (const interceptor of arrived) {
      const aim = settle(own, interceptor, target(interceptor))
      if (aim !== undefined) own.aims.push(aim)
    }
  }

  /** Is nothing left to fight? Behind the first layers command fires at tracks as long as there are any. */
  #isOver({ fates, layered }: Fight, t: number): boolean {
    if (this.#plan.layers.every(isBoost)) return fates.allHit
    const alive = this.#targets.all.some(
      ({ missile, object, liftoff, plan }) => t < liftoff + plan.until && !fates.isDead(missile, object, t),
    )
    return (
      !alive && layered.isQuiet && this.#tracking.tracker.tracks.every(({ status }) => status !== 'confirmed')
    )
  }

  /** Deals the shots of the layers that are dealt once that are wanted at time t. */
  #fire(own: Fight, t: number): InFlight[] {
    if (this.#once.length === 0) return []
    const { fates, matcher, used } = own
    const due = this.#due(own, t)
    for (const { track, options } of due)
      if (options.length > 0) own.picture.step(track.id, 'no interceptor left')
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
    for (const { missile: place, carrier, intercept } of orders) {
      const { track, path, releases, case: mine } = due[place]!
      mine.shots++
      used.set(carrier, (used.get(carrier) ?? 0) + 1)
      const layer = this.#arsenal.layerOf(carrier)
      if (matcher.targetOf.get(track.id) === undefined) {
        fates.stray(layer)
        continue
      }
      own.picture.step(track.id, 'missed')
      const release = releases[layer]!
      own.releases[layer]!.push(release)
      const shot = { layer, carrier: this.#arsenal.satelliteOf(carrier), release, intercept }
      fired.push(aimed(this.#plan, shot, track.id, own.start, path))
    }
    return fired
  }

  /** The tracks for which shots are wanted between t and the next scan, and who can reach them. */
  #due({ run, start, cases, picture }: Fight, t: number): Due[] {
    const { network, tracker } = this.#tracking
    const { shotsPerTarget, updateInterval } = this.#plan.command
    const due: Due[] = []
    for (const track of tracker.tracks) {
      if (track.status !== 'confirmed' || track.qualityAt === undefined) continue
      const releases = this.#plan.layers.map((_, layer): number | undefined => {
        if (!this.#once.includes(layer)) return undefined
        const { at } = this.#release(picture, track, layer)
        return at !== undefined && at < t + network.step ? Math.max(t, at) : undefined
      })
      if (releases.every((at) => at === undefined)) continue
      const mine = cases.get(track.id) ?? { shots: 0, next: -Infinity }
      cases.set(track.id, mine)
      if (mine.shots >= shotsPerTarget || t < mine.next) continue
      mine.next = t + updateInterval
      const first = Math.min(...releases.flatMap((at) => at ?? []))
      const path = picture.forecast.climb(track, first)
      if (path === undefined) continue
      const windows = this.#plan.layers.map((layer, l) => {
        const release = releases[l]
        if (release === undefined) return undefined
        return windowOf(path, release, picture.forecast.deadline(layer, path), layer.interceptor.minAltitude)
      })
      due.push({ track, case: mine, releases, path, options: this.#arsenal.options(run, start, 0, windows) })
    }
    return due
  }

  #release(picture: TrackedPicture, track: TrackView, layer: number): { readonly at: number | undefined } {
    const release = picture.release(track.id, layer)
    if (release.why === 'refused') picture.step(track.id, 'not authorised')
    return release
  }

  /** Asks the layers of the queue about tracks that are good enough, and not asked about yet. */
  #ask({ layered, next, picture }: Fight, t: number): void {
    const { layers, command } = this.#plan
    for (const track of this.#tracking.tracker.tracks) {
      if (track.status !== 'confirmed') continue
      picture.look(track, t)
      if (track.qualityAt === undefined || t < (next.get(track.id) ?? -Infinity)) continue
      next.set(track.id, t + command.updateInterval)
      const open = this.#later.filter((l) => picture.isToBeAsked(track.id, l, t))
      if (open.length === 0) continue
      const thrusting = (picture.forecast.thrusting(track) ?? 0.5) >= 0.5
      const threat = thrusting ? undefined : picture.isThreat(track, t)
      const decided = threat === true ? picture.decidedAt(track, t) : t
      if (threat === false) picture.step(track.id, 'judged harmless')
      for (const layer of open) {
        if (isBoost(layers[layer]!) ? !thrusting : threat !== true) continue
        const { at } = this.#release(picture, track, layer)
        if (at === undefined) continue
        picture.asked(track.id, layer)
        layered.ask(track.id, layer, Math.max(at, t, isBoost(layers[layer]!) ? t : decided))
      }
    }
  }

  /** What was tracked was seen; whether late or out of reach is asked for leakers that no layer came further with. */
  #steps({ matcher, steps }: Fight): void {
    matcher.tracksOf.forEach((tracks, index) => {
      if (tracks.length === 0) return
      const { object } = this.#targets.all[index]!
      this.#plan.layers.forEach((layer, l) => {
        if (object === 0 || !isBoost(layer)) steps.unreached(index, l)
      })
    })
  }

  /** What was tracked and not fired at was out of reach, unless it would have been in reach from cloud break on. */
  #causes({ run, start, fates, reach, steps }: Fight): (readonly Cause[])[] {
    const plan = this.#plan
    const why = (index: number, layer: number): Unreached => {
      const target = this.#targets.all[index]!
      const { cloudBreak } = plan.missiles[target.missile]!.flight
      if (cloudBreak === undefined) return 'no reach'
      const release = cloudBreak + plan.command.decisionTime
      return couldReach(plan, this.#arsenal, reach, run, start, target, layer, release)
        ? 'seen late'
        : 'no reach'
    }
    return leakedCauses(plan, this.#targets, fates, steps, why, ({ liftoff }, layer) => `${layer} ${liftoff}`)
  }

  /** When the defence came to what of each missile, from the tracks that stood for it. */
  #clocks({ matcher, start }: Fight): MissileClock[] {
    return this.#plan.missiles.map(({ liftoff }, m) => {
      const zero = start + liftoff
      const first = (time: (track: TrackView) => number | undefined): number | undefined => {
        const times = matcher.tracksOf[this.#targets.first[m]!]!.flatMap((track) => time(track) ?? [])
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
