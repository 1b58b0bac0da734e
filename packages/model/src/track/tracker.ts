import { OpendomeError } from '../core/index.ts'
import { choleskyDistance, norm3, tryCholesky } from '../math/index.ts'
import type { Measurements } from '../sense/index.ts'
import { Beliefs } from './beliefs.ts'
import { heightOf } from './free-flight-model.ts'
import { isPositiveDefinite } from './gaussian.ts'
import { ImpactPredictor, type ImpactEstimate } from './impact.ts'
import { Initiator } from './initiate.ts'
import { Intake } from './intake.ts'
import type { Tracking } from './options.ts'
import { Predictor, type PredictedBurnout, type PredictedPath } from './predict.ts'
import { Scans } from './scans.ts'
import { PositionInformation } from './sights.ts'
import type { BoosterTemplate } from './template.ts'
import { Track, epochStride, type TrackView } from './track.ts'
import { Typing } from './typing.ts'

/** Updates of a confirmed track before its consistency is judged, the weight of the newest, and the bound on the mean (1 is right). */
const JUDGED_AFTER = 6
const NEWEST = 0.1
const MOST_CONSISTENCY = 3
/** The bound for a track that has had no report for this many of its usual intervals: five sigmas of the mean. */
const SUSPECT = 2
const SILENCE = 5
/** A track that another one robs of more than this share of its reports is looked at: is it that one once more? Two objects in the same place bring two reports, and hardly contest any. */
const MOST_CONTESTED = 0.3
/** A young track (of fewer updates), or one without reports, that others rob of more than this share was a crossing of sights of different objects, or has become one. */
const PROBATION = 15
const GHOST = 0.6
/** States no more than this many seconds apart are compared; below this d² of six degrees (99.9 %) they are one object's. */
const MOST_APART = 2
const SAME_OBJECT = 22.46
/** Epochs that a new track has room for. */
const FIRST_ROOM = 8
/** A track without reports for longer than this (s) is looked at: expected so deep under ground (m), it has come down. At once would be early where its drag is not known. */
const SILENT = 5
const DEEP = 3000
/** Half of the largest acceleration of free fall, m/s². */
const MOST_FALL = 5

/**
 * From reports of all sensors to tracks: central fusion. Reports of one moment are gated and assigned sensor by sensor, then each track takes all of its sights of that moment at once. Reports may come out of order within
 * the stated window: what came after them is done again. Older ones are dropped and counted in `dropped`. Rows that no track takes start new ones: two sights that meet, one with range, or one and a height.
 *
 * A new track is tentative until it has had enough reports, from more than one sensor or with a range, and its velocity is clear; one that does not get them is lost (so a track that one sensor without range has seen stays tentative). A confirmed track is lost when its innovations stay
 * too large, its covariance is none or too wide, or nothing has been heard of it for long. Constructed once; `reset` begins a run and keeps all room. The same calls give the same tracks, to the last bit.
 *
 * @example
 * const tracker = new Tracker(options, [boosterTemplate('solid', reference, { burnTimeSigma: 0.05, accelerationSigma: 0.05 })])
 * tracker.step(now, measurements)
 * for (const track of tracker.tracks) if (track.status === 'confirmed') console.log(track.state, tracker.impact(track.id))
 */
export class Tracker {
  /** Reports older than the window, in this run. */
  dropped = 0
  readonly options: Tracking
  readonly templates: readonly BoosterTemplate[]
  readonly #epochAngle: number
  readonly #beliefs: Beliefs
  readonly #scans: Scans
  readonly #initiator: Initiator
  readonly #predictor: Predictor
  readonly #impacts: ImpactPredictor
  readonly #intake = new Intake()
  readonly #information = new PositionInformation()
  readonly #tracks: Track[] = []
  readonly #live: Track[] = []
  readonly #spare: Float64Array[] = []
  readonly #stride: number
  #now = -Infinity
  #newest = -Infinity

  /** `epochAngle`: sidereal angle (rad) at the epoch, from which places on the ground are told. */
  constructor(options: Tracking, templates: readonly BoosterTemplate[] = [], epochAngle = 0) {
    this.options = options
    this.templates = templates
    this.#epochAngle = epochAngle
    this.#beliefs = new Beliefs(options)
    this.#stride = epochStride(this.#beliefs)
    this.#scans = new Scans(options, this.#beliefs)
    this.#initiator = new Initiator(options)
    this.#predictor = new Predictor(this.#beliefs, templates, options)
    this.#impacts = new ImpactPredictor(
      this.#predictor,
      templates,
      epochAngle,
      options.ballisticCoefficient,
      options.ballisticCoefficientSigma,
    )
  }

  /** All tracks of this run, lost ones included, in order of their start: index and id are the same. */
  get tracks(): readonly TrackView[] {
    return this.#tracks
  }

  /**
   * Predicted path of track `id` at `times` (s since the epoch, ascending, none before the track's state) into `out`: means and covariances of position and velocity. False while its velocity is not clear.
   * Errors: `unknown` for an id that this run has not, `invalid` for times that go back or lie before the state.
   */
  path(id: number, times: ArrayLike<number>, out: PredictedPath): boolean {
    return this.#predictor.path(this.#known(id), times, out)
  }

  /** The same without covariances, some twenty times as fast: the path through the mean of each way on. Errors as `path`. */
  meanPath(id: number, times: ArrayLike<number>, out: PredictedPath): boolean {
    return this.#predictor.meanPath(this.#known(id), times, out)
  }

  /** Predicted end of thrust of track `id`; undefined while its velocity is not clear. Errors as `path`. */
  burnout(id: number): PredictedBurnout | undefined {
    return this.#predictor.burnout(this.#known(id))
  }

  /** Predicted impact of track `id`; undefined while its velocity is not clear, or where less than 95 % of its probability comes down. Errors as `path`. */
  impact(id: number): ImpactEstimate | undefined {
    return this.#impacts.predict(this.#known(id))
  }

  /** Begins run `run`. */
  reset(_run: number): void {
    for (const track of this.#live) this.#spare.push(track.release())
    this.#live.length = 0
    this.#tracks.length = 0
    this.#intake.clear()
    this.#initiator.clear()
    this.dropped = 0
    this.#now = -Infinity
    this.#newest = -Infinity
  }

  /**
   * Takes what has become available up to `now` (s since the epoch). `measurements` is the run's list: rows that earlier calls saw are known and not taken again, whether the caller goes on
   * appending to it or empties it between calls; rows not available yet are remembered.
   *
   * Errors: `invalid` for a `now` before the last, or a row with a component that is no number, a sight that is no unit vector, a sigma not above 0, or available before its signal.
   */
  step(now: number, measurements: Measurements): void {
    if (!(now >= this.#now && now < Infinity))
      throw new OpendomeError(
        'invalid',
        `time ${now} s: expected at least that of the last step, ${this.#now} s`,
        { hint: 'time does not go backwards; reset begins another run' },
      )
    const intake = this.#intake
    intake.take(measurements)
    this.#now = now
    this.dropped += intake.select(now, this.#newest - this.options.outOfOrderWindow)
    this.#scans.reserve(intake.sights.count)
    for (let from = 0; from < intake.count;) {
      const to = intake.endOfMoment(from)
      this.#moment(intake.sights.t[intake.order[from]!]!, from, to)
      from = to
    }
    intake.finish(now)
    this.#judge(now)
  }

  #known(id: number): Track {
    const track = this.#tracks[id]
    if (track !== undefined) return track
    throw new OpendomeError('unknown', `track ${id}: expected 0 to ${this.#tracks.length - 1}`)
  }

  /** One moment: rows from … to of the intake's order, by sensor. */
  #moment(t: number, from: number, to: number): void {
    const { order } = this.#intake
    this.#newest = Math.max(this.#newest, t)
    for (let k = from; k < to; k += 1) {
      this.#scans.taken[order[k]!] = 0
      this.#scans.owner[order[k]!] = -1
    }
    this.#follow(t, from, to, 0)
    // What is left over may be new; what starts takes further rows of this moment.
    for (;;) {
      const first = this.#live.length
      this.#initiate(t, from, to)
      if (this.#live.length === first) return
      this.#follow(t, from, to, first)
    }
  }

  /** Gates and assigns all scans of a moment for the live tracks from `first` on, then corrects those. */
  #follow(t: number, from: number, to: number, first: number): void {
    const live = this.#live
    if (first === live.length) return
    const intake = this.#intake
    const scans = this.#scans
    const information = this.#information
    scans.begin(t, live, first)
    for (let start = from; start < to;) {
      const end = intake.endOfScan(start, to)
      scans.scan(intake.sights, intake.order, start, end, first)
      start = end
    }
    const oldest = this.#newest - this.options.outOfOrderWindow
    for (let j = first; j < live.length; j += 1) {
      if (scans.rowsOf(j) === 0) continue
      const track = live[j]!
      const base = scans.baseOf(j)
      const inOrder = track.isLast(base)
      scans.load(j, information)
      const nis = track.correct(base, t, this.#beliefs, information, oldest)
      const { freedom } = this.#beliefs
      if (inOrder && freedom > 0) track.consistency += NEWEST * (nis / freedom - track.consistency)
    }
  }

  /** Starts tracks from rows of this moment that none has taken, or only one that a single sensor has seen. */
  #initiate(t: number, from: number, to: number): void {
    const { sights, order } = this.#intake
    const { taken, owner } = this.#scans
    const initiator = this.#initiator
    initiator.begin(t)
    for (let k = from; k < to; k += 1) {
      const row = order[k]!
      const shared = owner[row]! >= 0 && this.#tracks[owner[row]!]!.sensors === 1
      if (taken[row] === 0) initiator.offer(sights, row, -1)
      else if (shared) initiator.offer(sights, row, owner[row]!)
    }
    while (initiator.next()) {
      const id = this.#tracks.length
      for (let k = 0; k < 2; k += 1) {
        const row = initiator.used[k]!
        if (row >= 0) {
          taken[row] = 1
          owner[row] = id
        }
        const weak = this.#tracks[initiator.displaced[k]!]
        if (weak?.sensors === 1) weak.displaced = true
      }
      this.#begin(t)
      initiator.own(id)
    }
  }

  /** A new track from what the initiator has found. */
  #begin(t: number): void {
    const { state, covariance } = this.#initiator.estimate
    this.#beliefs.begin(state, covariance)
    this.#information.start(state)
    const track = new Track(
      this.#tracks.length,
      this.#spare.pop() ?? new Float64Array(FIRST_ROOM * this.#stride),
      this.#stride,
      new Typing(this.templates),
      this.#epochAngle,
    )
    track.firstSeen = this.#initiator.available
    track.firstSensor = this.#initiator.sensor
    track.sensors = this.#initiator.sensors
    track.begin(t, this.#beliefs, this.#information)
    this.#tracks.push(track)
    this.#live.push(track)
  }

  /** Confirms and loses tracks, and sees whether the stated quality holds. */
  #judge(now: number): void {
    const { options } = this
    let kept = 0
    for (let j = 0; j < this.#live.length; j += 1) {
      const track = this.#live[j]!
      if (this.#isLost(track, now)) {
        track.status = 'lost'
        this.#spare.push(track.release())
        continue
      }
      this.#live[kept++] = track
      if (track.status === 'tentative') {
        if (track.hits >= options.confirmHits && track.following && track.sensors > 1) {
          track.status = 'confirmed'
          track.confirmedAt = now
        }
      }
      if (track.status === 'confirmed' && track.qualityAt === undefined && this.#isGood(track, now))
        track.qualityAt = now
    }
    this.#live.length = kept
  }

  /** Does the fire-control quality hold for the track's state moved to `now`? */
  #isGood(track: Track, now: number): boolean {
    const { options } = this
    const beliefs = this.#beliefs
    if (track.spread > options.qualityPosition || track.spreadRate > options.qualityVelocity) return false
    track.loadLast(beliefs)
    beliefs.predict(now - track.t)
    const { P } = beliefs.models
    const position2 = P[0]! + P[7]! + P[14]!
    const velocity2 = P[21]! + P[28]! + P[35]!
    return (
      position2 <= options.qualityPosition * options.qualityPosition &&
      velocity2 <= options.qualityVelocity * options.qualityVelocity
    )
  }

  /** Is this track the younger of two of one object, that share its reports between them? */
  #isDouble(track: Track): boolean {
    const rival = this.#tracks[track.rival]!
    if (rival.id > track.id || rival.status !== 'confirmed' || Math.abs(rival.t - track.t) > MOST_APART)
      return false
    const S = new Float64Array(36)
    const d = new Float64Array(6)
    for (let i = 0; i < 36; i += 1) S[i] = track.covariance[i]! + rival.covariance[i]!
    for (let i = 0; i < 6; i += 1) d[i] = track.state[i]! - rival.state[i]!
    // Both at their own time: motion between them is taken out.
    for (let i = 0; i < 3; i += 1) d[i]! += (rival.t - track.t) * track.state[i + 3]!
    return tryCholesky(6, S) && choleskyDistance(6, S, d) < SAME_OBJECT
  }

  /** Is a track that was heard of last `silent` s ago expected under ground by now? */
  #isDown(track: Track, silent: number): boolean {
    const { state } = track
    // Not even straight down.
    if (heightOf(state) > silent * (norm3(state[3]!, state[4]!, state[5]!) + MOST_FALL * silent)) return false
    track.loadLast(this.#beliefs)
    this.#beliefs.predict(silent)
    return heightOf(this.#beliefs.x) < -DEEP
  }

  #isLost(track: Track, now: number): boolean {
    const { options } = this
    const silent = now - track.t
    const thrusting = track.following && track.state[8]! > 0.5
    if (track.displaced || silent > (thrusting ? options.coastThrust : options.coast)) return true
    if (silent > SILENT && this.#isDown(track, silent)) return true
    if (!(track.spread < Infinity) || !isPositiveDefinite(6, track.covariance)) return true
    if (track.status === 'tentative') {
      // A start that gets no further reports, or whose velocity stays unclear, is none.
      const late = now - track.firstSeen > options.confirmWindow
      return silent > options.confirmWindow || (late && track.hits < options.confirmHits)
    }
    if (track.spread > options.lostPosition) return true
    if (track.contested > GHOST && (track.hits < PROBATION || silent > SILENCE * track.pace)) return true
    if (track.contested > MOST_CONTESTED && this.#isDouble(track)) return true
    // Innovations that stay too large: at once, or at a lower bound where after them nothing fitted any more.
    const bound = silent > SILENCE * track.pace ? SUSPECT : MOST_CONSISTENCY
    return track.hits > JUDGED_AFTER && track.consistency > bound
  }
}
