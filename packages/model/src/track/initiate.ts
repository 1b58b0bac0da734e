import type { Tracking } from './options.ts'
import { cross, meeting, missed, planeAngle, planeSigma, reached, setBaseline } from './crossing.ts'
import { Sights } from './sights.ts'
import { newStartEstimate, triangulate, type StartBelief } from './triangulate.ts'

/** Miss of two sights, squared in sigmas, up to which they may have seen one object. */
const MOST_MISS = 16
/** Nothing is known of the velocity of what is new, but that it is a missile's (m/s, 1 sigma each axis). */
const START_SPEED = 2500
/** Crossings are looked for from this distance (m) of the sensors on, where the sights' times differ. */
const NEAREST = 200_000
/** Other sensors that are asked which of two crossings they see too. */
const MOST_WITNESSES = 3
/** Owner of a sight that has just started a track whose number is not known yet. */
const JUST_STARTED = 0x7fffffff

/**
 * Starts of tracks from sights that no track takes: of a sight with range; of two sensors' sights that meet; and, weakly, of one sight where it meets a stated height. Sights stay for the pair window, so that sensors
 * need not look at the same instant. Sights of tracks that only one sensor has seen are offered too, since such a track may be wrong in range: when they meet another sensor's, the track they belong to gives way (`displaced`).
 *
 * Where several crossings are possible, those that further sensors see win, then those that miss least. State and covariance come from `triangulate`.
 */
export class Initiator {
  /** Rows of the current moment that the start used (−1 where it was a sight kept from before). */
  readonly used = new Int32Array(2)
  /** Tracks that give way, −1 for none. */
  readonly displaced = new Int32Array(2)
  /** State and covariance of the start. */
  readonly estimate = newStartEstimate()
  /** First sensor, number of sensors (2 with a range), and when the start was available. */
  sensor = -1
  sensors = 1
  available = 0
  readonly #options: Tracking
  readonly #kept = new Sights()
  #rowOf = new Int32Array(64)
  #owner = new Int32Array(64)
  #spent = new Uint8Array(64)
  #angle = new Float64Array(64)
  /** Kept sights from `#fresh` on are of the current moment. */
  #fresh = 0
  #t = Number.NaN
  readonly #rows = new Int32Array(2)
  readonly #still = new Float64Array(3)
  // Pairs of this round, best first.
  #pairs: Pair[] = []
  #next = 0
  #single = 0
  #made = false
  #searched = false

  constructor(options: Tracking) {
    this.#options = options
  }

  clear(): void {
    this.#kept.count = 0
    this.#fresh = 0
    this.#t = Number.NaN
  }

  /** Begins a round of the moment t. Sights of the same moment are to be offered again. */
  begin(t: number): void {
    const kept = this.#kept
    if (t === this.#t) kept.count = this.#fresh
    let to = 0
    for (let i = 0; i < kept.count; i += 1) {
      if (this.#spent[i] === 1 || Math.abs(kept.t[i]! - t) > this.#options.pairWindow) continue
      kept.move(i, to)
      this.#owner[to] = this.#owner[i]!
      this.#rowOf[to] = -1
      this.#spent[to] = 0
      to += 1
    }
    kept.count = to
    this.#fresh = to
    this.#single = to
    this.#t = t
    this.#made = false
    this.#searched = false
  }

  /** Offers row `row` of `sights`; `owner` is the track that has it and would share it, −1 for none. */
  offer(sights: Sights, row: number, owner: number): void {
    const at = this.#kept.count
    this.#kept.copy(sights, row)
    if (this.#rowOf.length < this.#kept.count) this.#grow()
    this.#rowOf[at] = row
    this.#owner[at] = owner
    this.#spent[at] = 0
  }

  /** Finds the next start of the round. False where there is none. */
  next(): boolean {
    if (this.#fresh === this.#kept.count) return false
    if (this.#nextRange() || this.#nextPair()) return true
    // A round with pairs is followed by another, in which what they left is offered again.
    return !this.#made && this.#nextSingle()
  }

  /** After a start: the track that has its sights now, so that a single one may still meet another. */
  own(track: number): void {
    for (let i = this.#fresh; i < this.#kept.count; i += 1) {
      if (this.#owner[i] === JUST_STARTED) this.#owner[i] = track
    }
  }

  /** A range fixes a position alone. */
  #nextRange(): boolean {
    const kept = this.#kept
    while (this.#single < kept.count) {
      const i = this.#single
      this.#single += 1
      if (this.#spent[i] === 1 || this.#owner[i]! >= 0 || !(kept.range[i]! > 0)) continue
      if (this.#start(i, -1, undefined)) {
        this.#made = true
        this.#spent[i] = 1
        return true
      }
    }
    return false
  }

  #nextPair(): boolean {
    if (!this.#searched) {
      this.#searched = true
      this.#findPairs()
    }
    while (this.#next < this.#pairs.length) {
      const { i, j } = this.#pairs[this.#next]!
      this.#next += 1
      if (this.#spent[i] === 1 || this.#spent[j] === 1) continue
      if (!this.#start(i, j, undefined)) continue
      this.#made = true
      this.#spent[i] = 1
      this.#spent[j] = 1
      return true
    }
    return false
  }

  /** No two sights meet: one and the ground. */
  #nextSingle(): boolean {
    const kept = this.#kept
    const ground = { height: this.#options.startAltitude, sigma: this.#options.startAltitudeSigma }
    for (let i = this.#fresh; i < kept.count; i += 1) {
      if (this.#spent[i] === 1 || this.#owner[i]! >= 0 || kept.range[i]! > 0) continue
      if (!this.#start(i, -1, ground)) continue
      this.#owner[i] = JUST_STARTED
      return true
    }
    return false
  }

  /** Triangulates sights i and j (−1: i alone), and says what the start is made of. */
  #start(i: number, j: number, ground: StartBelief['ground']): boolean {
    const kept = this.#kept
    this.#rows[0] = i
    this.#rows[1] = j
    const belief = { t: this.#t, velocity_eci: this.#still, speedSigma: START_SPEED, ground }
    if (triangulate(kept, this.#rows, j < 0 ? 1 : 2, belief, this.estimate) !== 'found') return false
    for (let k = 0; k < 2; k += 1) {
      const sight = k === 0 ? i : j
      this.used[k] = sight < 0 ? -1 : this.#rowOf[sight]!
      this.displaced[k] = sight < 0 ? -1 : this.#owner[sight]!
    }
    this.sensor = kept.sensor[i]!
    this.sensors = j >= 0 || kept.range[i]! > 0 ? 2 : 1
    this.available = Math.max(kept.available[i]!, j < 0 ? -Infinity : kept.available[j]!)
    return true
  }

  /** How far (m) the object may have moved since sight i. */
  #slack(i: number): number {
    return START_SPEED * Math.abs(this.#kept.t[i]! - this.#t)
  }

  /** The pairs of the two sensors with the most sights that have any, ranked. */
  #findPairs(): void {
    const kept = this.#kept
    this.#pairs = []
    this.#next = 0
    const groups: number[][] = []
    const groupOf = new Map<number, number[]>()
    for (let i = 0; i < kept.count; i += 1) {
      if (this.#spent[i] === 1 || kept.range[i]! > 0) continue
      let group = groupOf.get(kept.sensor[i]!)
      if (group === undefined) {
        group = []
        groupOf.set(kept.sensor[i]!, group)
        groups.push(group)
      }
      group.push(i)
    }
    groups.sort((a, b) => b.length - a.length || kept.sensor[a[0]!]! - kept.sensor[b[0]!]!)
    for (let p = 0; p < groups.length; p += 1) {
      for (let q = p + 1; q < groups.length; q += 1) {
        this.#pairUp(groups[p]!, groups[q]!)
        if (this.#pairs.length === 0) continue
        this.#rank(groups.filter((_, g) => g !== p && g !== q).slice(0, MOST_WITNESSES))
        return
      }
    }
  }

  /**
   * Pairs of sights of two sensors that may meet. Both lie in one half-plane about the baseline, so one group is sorted by the angle of that plane, and only sights near it are tried.
   */
  #pairUp(first: readonly number[], second: readonly number[]): void {
    const kept = this.#kept
    setBaseline(kept, first[0]!, second[0]!)
    const angle = this.#angle
    const sigmaOf = (i: number): number => planeSigma(kept, i) + this.#slack(i) / NEAREST
    let widest = 0
    for (const j of second) {
      angle[j] = planeAngle(kept, j)
      widest = Math.max(widest, sigmaOf(j))
    }
    const sorted = [...second].sort((a, b) => angle[a]! - angle[b]! || a - b)
    for (const i of first) {
      const centre = planeAngle(kept, i)
      const width = 5 * (sigmaOf(i) + widest)
      // The window may reach over the turn at ±π.
      for (let turn = -1; turn <= 1; turn += 1) {
        const from = centre - width + 2 * Math.PI * turn
        const to = centre + width + 2 * Math.PI * turn
        let low = 0
        let high = sorted.length
        while (low < high) {
          const middle = (low + high) >> 1
          if (angle[sorted[middle]!]! < from) low = middle + 1
          else high = middle
        }
        for (let k = low; k < sorted.length && angle[sorted[k]!]! <= to; k += 1) this.#tryPair(i, sorted[k]!)
      }
    }
  }

  #tryPair(i: number, j: number): void {
    // One of the two is of this moment.
    if (i < this.#fresh && j < this.#fresh) return
    const kept = this.#kept
    if (!cross(kept, i, j)) return
    const sigmaI = Math.max(kept.sigma[3 * i]!, kept.sigma[3 * i + 1]!) * reached[0]!
    const sigmaJ = Math.max(kept.sigma[3 * j]!, kept.sigma[3 * j + 1]!) * reached[1]!
    const moved = START_SPEED * (kept.t[i]! - kept.t[j]!)
    const miss = (missed[0]! * missed[0]!) / (sigmaI * sigmaI + sigmaJ * sigmaJ + moved * moved)
    if (miss <= MOST_MISS) this.#pairs.push({ i, j, miss, seen: 0 })
  }

  /** Orders the pairs: by how many further sensors see the crossing, then by miss. Only pairs that share a sight with another are put to witnesses. */
  #rank(witnesses: readonly (readonly number[])[]): void {
    const uses = new Map<number, number>()
    for (const { i, j } of this.#pairs) for (const s of [i, j]) uses.set(s, (uses.get(s) ?? 0) + 1)
    for (const pair of this.#pairs) {
      if (uses.get(pair.i) === 1 && uses.get(pair.j) === 1) continue
      cross(this.#kept, pair.i, pair.j)
      for (const group of witnesses) if (this.#witnessed(group)) pair.seen += 1
    }
    this.#pairs.sort((a, b) => b.seen - a.seen || a.miss - b.miss || a.i - b.i || a.j - b.j)
  }

  /** Has one of these sights the crossing in `meeting` near it? */
  #witnessed(group: readonly number[]): boolean {
    const { frame, sigma } = this.#kept
    return group.some((i) => {
      const o = 12 * i
      const dx = meeting[0]! - frame[o]!
      const dy = meeting[1]! - frame[o + 1]!
      const dz = meeting[2]! - frame[o + 2]!
      const d = Math.sqrt(dx * dx + dy * dy + dz * dz)
      const x = dx / d - frame[o + 3]!
      const y = dy / d - frame[o + 4]!
      const z = dz / d - frame[o + 5]!
      const near = 5 * Math.max(sigma[3 * i]!, sigma[3 * i + 1]!) + this.#slack(i) / d
      return x * x + y * y + z * z < near * near
    })
  }

  #grow(): void {
    const size = 2 * this.#rowOf.length
    this.#rowOf = into(new Int32Array(size), this.#rowOf)
    this.#owner = into(new Int32Array(size), this.#owner)
    this.#spent = into(new Uint8Array(size), this.#spent)
    this.#angle = new Float64Array(size)
  }
}

/** Two sights that may have seen one object: miss squared in sigmas, and further sensors that see the crossing. */
interface Pair {
  readonly i: number
  readonly j: number
  readonly miss: number
  seen: number
}

function into<T extends Int32Array | Uint8Array>(larger: T, smaller: T): T {
  larger.set(smaller)
  return larger
}
