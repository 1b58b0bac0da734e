import type { Beliefs } from './beliefs.ts'
import { FOLLOWING } from './beliefs.ts'
import { History } from './history.ts'
import type { LaunchEstimate } from './launch.ts'
import type { PositionInformation } from './sights.ts'
import type { Typing } from './typing.ts'

export type TrackStatus = 'tentative' | 'confirmed' | 'lost'

/** Numbers of an epoch before its belief: time, mean of position and velocity (6), information of its sights (15). */
const HEAD = 22
const INFORMATION = 7
/** Weight of the newest interval in `pace`. */
const NEWEST_INTERVAL = 0.2
/** Weight of the newest scan in `contested`. */
const NEWEST_SCAN = 0.05
/** A launch is that of one template: it is told when the others have become this improbable together. */
const SURE = 0.95
/** Times closer than this (s) are one moment. */
export const SAME_TIME = 1e-9

/** What the outside may see of a track. Vectors ECI; times s since the epoch. Index in `Tracker.tracks` and id hold for a run. */
export interface TrackView {
  readonly id: number
  readonly status: TrackStatus
  /** When the first report was available. */
  readonly firstSeen: number
  /** When it was confirmed. */
  readonly confirmedAt: number | undefined
  /** Time of the state. */
  readonly t: number
  /** r (m), v (m/s), specific thrust along the path (m/s²), its relative growth (1/s), probability that it thrusts; 9 numbers. */
  readonly state: Float64Array
  /** Covariance of r and v, 6 × 6 by rows. */
  readonly covariance: Float64Array
  /** First time (clock of `step`) at which the stated fire-control quality held. */
  readonly qualityAt: number | undefined
  /** Launch along the most probable template; undefined where it cannot be told: not first seen in its first stage, no template likely enough, or none that leads back to rest on the ground. Worked out when asked for. */
  readonly launch: LaunchEstimate | undefined
  /** Most probable booster template, −1 where none fits, and the probabilities of all. Worked out when asked for. */
  readonly template: number
  readonly templateProbabilities: Float64Array
  /** Moments with reports, and sensors that have seen it (1, or 2 for more). */
  readonly hits: number
  readonly sensors: number
  /** Usual time between its reports, s. */
  readonly pace: number
}

/**
 * One track: its last epochs in order of time, each with the belief after the sights of that moment and what those sights said, so that a late report is worked in where it
 * belongs and everything after it is done again.
 */
export class Track implements TrackView {
  readonly id: number
  status: TrackStatus = 'tentative'
  firstSeen = 0
  confirmedAt: number | undefined
  qualityAt: number | undefined
  hits = 0
  sensors = 1
  firstSensor = -1
  /** Its only sights turned out to be another's. */
  displaced = false
  /** Usual time between its reports, s. */
  pace = 1
  /** Share of the last scans with a row in its gate that another track took, and that track. */
  contested = 0
  rival = -1
  /** Root of the trace of the covariance of position (m) and of velocity (m/s). */
  spread = 0
  spreadRate = 0
  /** Mean of the last normalised innovations per degree of freedom. */
  consistency = 1
  readonly history = new History()
  readonly #typing: Typing
  readonly #epochAngle: number
  readonly state = new Float64Array(9)
  readonly covariance = new Float64Array(36)
  #epochs: Float64Array
  readonly #stride: number
  #count = 0

  constructor(id: number, epochs: Float64Array, stride: number, typing: Typing, epochAngle: number) {
    this.id = id
    this.#typing = typing
    this.#epochAngle = epochAngle
    this.#epochs = epochs
    this.#stride = stride
  }

  get t(): number {
    return this.#epochs[(this.#count - 1) * this.#stride]!
  }

  /** What kind of booster it is, as its history says so far. */
  get typing(): Typing {
    this.#typing.update(this.history, this.#epochAngle)
    return this.#typing
  }

  get template(): number {
    return this.typing.best
  }

  get templateProbabilities(): Float64Array {
    return this.typing.probabilities
  }

  get launch(): LaunchEstimate | undefined {
    const { best, fits, probabilities } = this.typing
    return best < 0 || probabilities[best]! < SURE ? undefined : fits[best]?.launch
  }

  /** Time of the oldest epoch kept. */
  get since(): number {
    return this.#epochs[0]!
  }

  /** Mean position and velocity of epoch k stand at this place of `epochs`. */
  meanAt(k: number): number {
    return k * this.#stride + 1
  }

  get epochs(): Float64Array {
    return this.#epochs
  }

  timeAt(k: number): number {
    return this.#epochs[k * this.#stride]!
  }

  /** The newest epoch not after t; −1 where all are. */
  baseOf(t: number): number {
    let k = this.#count - 1
    while (k >= 0 && this.#epochs[k * this.#stride]! > t + SAME_TIME) k -= 1
    return k
  }

  isLast(k: number): boolean {
    return k === this.#count - 1
  }

  /** Loads the belief of epoch k. */
  load(k: number, beliefs: Beliefs): void {
    beliefs.load(this.#epochs, k * this.#stride + HEAD)
  }

  /** Loads the last belief. */
  loadLast(beliefs: Beliefs): void {
    this.load(this.#count - 1, beliefs)
  }

  /** Takes the loaded belief, which has just begun, as the first epoch. */
  begin(t: number, beliefs: Beliefs, information: PositionInformation): void {
    this.hits = 1
    this.#count = 1
    this.#write(0, t, beliefs, information)
    this.#show(beliefs)
  }

  /**
   * Takes the loaded belief, which was moved from epoch `base` to t and not yet corrected, corrects it by `information` and keeps it as an epoch; later epochs are done again.
   * Returns the normalised innovation squared of this moment's sights.
   */
  correct(
    base: number,
    t: number,
    beliefs: Beliefs,
    information: PositionInformation,
    keepFrom: number,
  ): number {
    this.hits += 1
    const nis = beliefs.update(information)
    const freedom = beliefs.freedom
    const stride = this.#stride
    let k = base
    if (this.isLast(base) && t - this.timeAt(base) > SAME_TIME)
      this.pace += NEWEST_INTERVAL * (t - this.timeAt(base) - this.pace)
    if (t - this.timeAt(base) > SAME_TIME) {
      k = this.#makeRoom(base, keepFrom)
      this.#write(k, t, beliefs, information)
    } else {
      information.merge(this.#epochs, k * stride + INFORMATION)
      this.#write(k, this.timeAt(k), beliefs, information)
    }
    for (let later = k + 1; later < this.#count; later += 1) {
      const at = later * stride
      beliefs.predict(this.#epochs[at]! - this.timeAt(later - 1))
      information.start(this.#epochs, at + INFORMATION)
      information.merge(this.#epochs, at + INFORMATION)
      beliefs.update(information)
      this.#write(later, this.#epochs[at]!, beliefs, information)
    }
    beliefs.freedom = freedom
    this.#show(beliefs)
    return nis
  }

  /** A scan with a row in its gate: it got one (rival −1), or track `rival` did. */
  contest(rival: number): void {
    if (rival >= 0) this.rival = rival
    this.contested += NEWEST_SCAN * ((rival < 0 ? 0 : 1) - this.contested)
  }

  /** Frees the epochs for another track. */
  release(): Float64Array {
    const epochs = this.#epochs
    this.#epochs = epochs.slice((this.#count - 1) * this.#stride, this.#count * this.#stride)
    this.#count = 1
    return epochs
  }

  /** Index of a free epoch after `base`, made by dropping epochs before `keepFrom`, or by more room. */
  #makeRoom(base: number, keepFrom: number): number {
    const stride = this.#stride
    let after = base + 1
    if ((this.#count + 1) * stride > this.#epochs.length) {
      // What no report within the window can come before is dropped, but for the base itself; at least half, or it would be to do again at once.
      let drop = 0
      while (drop < base && this.timeAt(drop + 1) <= keepFrom) drop += 1
      if (2 * drop >= this.#count) {
        this.#epochs.copyWithin(0, drop * stride, this.#count * stride)
        this.#count -= drop
        after -= drop
      } else {
        const larger = new Float64Array(2 * this.#epochs.length)
        larger.set(this.#epochs)
        this.#epochs = larger
      }
    }
    if (after < this.#count)
      this.#epochs.copyWithin((after + 1) * stride, after * stride, this.#count * stride)
    this.#count += 1
    return after
  }

  #write(k: number, t: number, beliefs: Beliefs, information: PositionInformation): void {
    const at = k * this.#stride
    this.#epochs[at] = t
    const { x } = beliefs
    for (let i = 0; i < 6; i += 1) this.#epochs[at + 1 + i] = x[i]!
    information.keep(this.#epochs, at + INFORMATION)
    beliefs.put(this.#epochs, at + HEAD)
  }

  /** Copies the loaded belief, which is the last, to where the outside sees it. */
  #show(beliefs: Beliefs): void {
    beliefs.summarise(this.state, this.covariance)
    this.following = beliefs.phase === FOLLOWING
    if (this.following) this.history.add(this.t, beliefs)
    const P = this.covariance
    this.spread = Math.sqrt(P[0]! + P[7]! + P[14]!)
    this.spreadRate = Math.sqrt(P[21]! + P[28]! + P[35]!)
  }

  /** Is its velocity clear, so that the models have taken over? */
  following = false
}

/** Numbers of one epoch. */
export function epochStride(beliefs: Beliefs): number {
  return HEAD + beliefs.size
}
