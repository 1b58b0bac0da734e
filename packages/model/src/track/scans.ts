import { ln } from '../math/index.ts'
import { NearestNeighbour } from './associate.ts'
import type { Beliefs } from './beliefs.ts'
import type { Tracking } from './options.ts'
import { gateThreshold, gatedDistance, innovationDeterminant } from './gate.ts'
import { JointAssociation } from './jpda.ts'
import { GatedPairs } from './pairs.ts'
import {
  INFORMATION,
  LINEARISED,
  PositionInformation,
  addLinearised,
  keepLinearised,
  lineariseSight,
  sightInnovation,
  sightRows,
  startInformation,
  type Sights,
} from './sights.ts'
import type { Track } from './track.ts'

/** No thrust takes a missile this far (m/s²) from free fall. */
const MOST_THRUST = 120
/** Up to this long (s) after its last epoch a track is placed by free fall and that bound for the first sorting. */
const QUICK = 5
/** Scans of fewer rows are searched straight through. */
const FEW_ROWS = 16
/** Standard gravity field's μ, m³/s², to the digits that a first sorting needs. */
const MU = 3.986e14
/**
 * Chance that a sensor that looks at a tracked object reports it, and strays (false alarms and new objects) in the volume of one sigma of each component: assumptions on which only close calls
 * depend. One stray in a scan over a steradian and a sigma of 1e-4 rad are 1e-8.
 */
const DETECTED = 0.9
const STRAYS = 1e-8
const LN_DETECTED = ln(DETECTED)
const MISSED = ln(1 - DETECTED)
const STRAY = ln(STRAYS)
const LN_TWO_PI = 1.8378770664093453
/** A row that belongs to known tracks with at least this probability starts no new one. */
const TAKEN = 0.5
/** A track that a scan leaves this probable to have a row or less is contested by another. */
const CONTESTED = 0.7

/**
 * The scans of one moment: where each track is then, which rows of each sensor lie in its gate, and what the rows assigned to it say of its position. Tracks are placed roughly first, and only those with a row near them are
 * moved by their filter; large scans are sorted along the component of u that spreads most, so that a track looks at the rows near it and not at all.
 */
export class Scans {
  /** Of each row of the sights: 1 if a track has it, and that track's id. */
  taken = new Uint8Array(64)
  owner = new Int32Array(64)
  readonly #beliefs: Beliefs
  readonly #joint: JointAssociation | undefined
  readonly #nearest = new NearestNeighbour()
  readonly #pairs = new GatedPairs()
  readonly #information = new PositionInformation()
  readonly #gate2: number
  readonly #gate3: number
  readonly #reach: number
  #live: readonly Track[] = []
  #t = 0
  // Of each live track: epoch it starts from, time its belief was moved to, belief there, mean and covariance of position there, rough place and spread, information of its rows.
  #base = new Int32Array(0)
  #movedTo = new Float64Array(0)
  #moved = new Float64Array(0)
  #place = new Float64Array(0)
  #rough = new Float64Array(0)
  #said = new Float64Array(0)
  #rowsOf = new Int32Array(0)
  // Of each gated pair: its sight, linearised at the track's place.
  #linearised = new Float64Array(64 * LINEARISED)
  // Of each row: its place in its scan; rows of a large scan sorted.
  #placeInScan = new Int32Array(64)
  #sorted = new Int32Array(64)

  constructor(options: Tracking, beliefs: Beliefs) {
    this.#beliefs = beliefs
    this.#joint = options.association === 'jpda' ? new JointAssociation() : undefined
    this.#gate2 = gateThreshold(2, options.gateProbability)
    this.#gate3 = gateThreshold(3, options.gateProbability)
    this.#reach = Math.sqrt(this.#gate3)
  }

  /** Makes room for `count` rows. */
  reserve(count: number): void {
    if (this.taken.length >= count) return
    this.taken = new Uint8Array(2 * count)
    this.owner = new Int32Array(2 * count)
    this.#placeInScan = new Int32Array(2 * count)
    this.#sorted = new Int32Array(2 * count)
  }

  /** Begins the moment t for the live tracks from `first` on: where each is, roughly, and how far off that may be. */
  begin(t: number, live: readonly Track[], first: number): void {
    this.#t = t
    this.#live = live
    this.#reserveTracks(live.length)
    for (let j = first; j < live.length; j += 1) {
      const track = live[j]!
      const base = track.baseOf(t)
      this.#base[j] = base
      this.#movedTo[j] = Number.NaN
      this.#rowsOf[j] = 0
      if (base < 0) continue
      const rough = 4 * j
      const dt = t - track.timeAt(base)
      if (dt > QUICK || !track.isLast(base)) {
        this.#move(j)
        for (let i = 0; i < 3; i += 1) this.#rough[rough + i] = this.#place[12 * j + i]!
        const p = 12 * j + 3
        this.#rough[rough + 3] = Math.sqrt(this.#place[p]! + this.#place[p + 4]! + this.#place[p + 8]!)
        continue
      }
      const at = track.meanAt(base)
      const e = track.epochs
      const x = e[at]!
      const y = e[at + 1]!
      const z = e[at + 2]!
      const r2 = x * x + y * y + z * z
      const fall = 1 - (0.5 * MU * dt * dt) / (r2 * Math.sqrt(r2))
      this.#rough[rough] = x * fall + dt * e[at + 3]!
      this.#rough[rough + 1] = y * fall + dt * e[at + 4]!
      this.#rough[rough + 2] = z * fall + dt * e[at + 5]!
      this.#rough[rough + 3] =
        track.spread + dt * track.spreadRate + (0.5 * MOST_THRUST * dt * dt) / this.#reach
    }
  }

  /** Gates the rows order[start … end) of one sensor against the live tracks from `first` on and assigns them. Rows that are taken take no part. */
  scan(sights: Sights, order: Int32Array, start: number, end: number, first: number): void {
    const live = this.#live
    const pairs = this.#pairs
    const { frame } = sights
    pairs.reset(live.length, end - start, MISSED, STRAY)
    const at = 12 * order[start]!
    const sx = frame[at]!
    const sy = frame[at + 1]!
    const sz = frame[at + 2]!
    let widest = 0
    for (let k = start; k < end; k += 1) {
      const row = order[k]!
      this.#placeInScan[row] = k - start
      widest = Math.max(widest, sights.sigma[3 * row]!, sights.sigma[3 * row + 1]!)
    }
    const many = end - start > FEW_ROWS
    const axis = many ? this.#sortRows(sights, order, start, end) : 0
    const rows = many ? this.#sorted : order
    for (let j = first; j < live.length; j += 1) {
      if (this.#base[j]! < 0) continue
      const rough = 4 * j
      const dx = this.#rough[rough]! - sx
      const dy = this.#rough[rough + 1]! - sy
      const dz = this.#rough[rough + 2]! - sz
      const distance = Math.sqrt(dx * dx + dy * dy + dz * dz)
      // On the unit sphere: the chord to a sight in the gate is at most this.
      const radius = this.#reach * (this.#rough[rough + 3]! / distance + widest)
      const limit = radius * radius
      const ux = dx / distance
      const uy = dy / distance
      const uz = dz / distance
      let low = start
      let high = end
      if (many) {
        const centre = axis === 0 ? ux : axis === 1 ? uy : uz
        low = lowerBound(frame, rows, start, end, axis, centre - radius)
        high = lowerBound(frame, rows, low, end, axis, centre + radius)
      }
      for (let k = low; k < high; k += 1) {
        const row = rows[k]!
        const o = 12 * row + 3
        const ax = frame[o]! - ux
        const ay = frame[o + 1]! - uy
        const az = frame[o + 2]! - uz
        if (ax * ax + ay * ay + az * az > limit || this.taken[row] === 1) continue
        this.#move(j)
        this.#gateRow(sights, row, j)
      }
    }
    if (pairs.count === 0) return
    if (this.#joint === undefined) this.#takeNearest(sights, order, start, first)
    else this.#takeShares(sights, order, start, first, this.#joint)
  }

  /** Rows that live track j was given. */
  rowsOf(j: number): number {
    return this.#rowsOf[j]!
  }

  /** Epoch from which live track j was moved. */
  baseOf(j: number): number {
    return this.#base[j]!
  }

  /** Loads the moved belief of live track j, and what its rows say into `information`. */
  load(j: number, information: PositionInformation): void {
    this.#move(j)
    this.#beliefs.load(this.#moved, j * this.#beliefs.size)
    information.resume(this.#said, INFORMATION * j)
  }

  /** Moves the belief of live track j to the moment, unless it is there. */
  #move(j: number): void {
    if (this.#movedTo[j] === this.#t) return
    const beliefs = this.#beliefs
    const track = this.#live[j]!
    const base = this.#base[j]!
    track.load(base, beliefs)
    beliefs.predict(this.#t - track.timeAt(base))
    beliefs.put(this.#moved, j * beliefs.size)
    beliefs.place(this.#place, 12 * j)
    this.#movedTo[j] = this.#t
    startInformation(this.#said, INFORMATION * j, this.#place, 12 * j)
  }

  /** Adds row and track to the pairs if d² = νᵀ S⁻¹ ν is within the gate. */
  #gateRow(sights: Sights, row: number, j: number): void {
    const P = this.#place
    const p = 12 * j + 3
    const m = lineariseSight(sights, row, P, 12 * j)
    const d2 = gatedDistance(m, sightRows, sightInnovation, P, p)
    if (!(d2 <= (m === 2 ? this.#gate2 : this.#gate3))) return
    const place = LINEARISED * this.#pairs.count
    if (this.#linearised.length < place + LINEARISED) {
      const larger = new Float64Array(2 * this.#linearised.length)
      larger.set(this.#linearised)
      this.#linearised = larger
    }
    keepLinearised(m, this.#linearised, place)
    this.#pairs.add(
      j,
      this.#placeInScan[row]!,
      LN_DETECTED - 0.5 * (d2 + ln(innovationDeterminant[0]!) + m * LN_TWO_PI),
    )
  }

  /** Global nearest neighbour: each track takes its row whole. */
  #takeNearest(sights: Sights, order: Int32Array, start: number, first: number): void {
    this.#nearest.associate(this.#pairs)
    for (let j = first; j < this.#live.length; j += 1) {
      const k = this.#nearest.measurementOf[j]!
      if (k < 0) continue
      this.#live[j]!.contest(-1)
      const row = order[start + k]!
      addLinearised(this.#said, INFORMATION * j, this.#linearised, LINEARISED * this.#nearest.pairOf[j]!)
      this.#give(sights, row, j)
      this.taken[row] = 1
    }
    // A track whose rows all went to others may be one of theirs twice.
    const pairs = this.#pairs
    for (let k = 0; k < pairs.count; k += 1) {
      const j = pairs.track[k]!
      const rival = this.#nearest.trackOf[pairs.measurement[k]!]!
      if (rival >= 0 && rival !== j && this.#nearest.measurementOf[j]! < 0)
        this.#live[j]!.contest(this.#live[rival]!.id)
    }
  }

  /**
   * Joint probabilistic association: each track takes all rows of its gate as one, of the mean innovation and of a covariance widened by how they scatter and by the chance that none is its own.
   */
  #takeShares(
    sights: Sights,
    order: Int32Array,
    start: number,
    first: number,
    joint: JointAssociation,
  ): void {
    const pairs = this.#pairs
    joint.associate(pairs)
    const information = this.#information
    // Pairs stand by clusters, not by tracks: one pass a track over its cluster's.
    for (let c = 0; c < pairs.clusters; c += 1) {
      for (let i = pairs.firstTrack[c]!; i < pairs.firstTrack[c + 1]!; i += 1) {
        const j = pairs.clusterTracks[i]!
        if (j < first) continue
        const own = 1 - joint.missed[j]!
        this.#live[j]!.contest(own < CONTESTED ? this.#rivalOf(j, c, joint) : -1)
        if (own < 1e-3) continue
        information.resume(this.#said, INFORMATION * j)
        information.beginShares(own)
        for (let q = pairs.firstPair[c]!; q < pairs.firstPair[c + 1]!; q += 1) {
          const pair = pairs.pairs[q]!
          if (pairs.track[pair] !== j) continue
          const row = order[start + pairs.measurement[pair]!]!
          information.addShare(sights, row, joint.probability[pair]!)
          if (joint.probability[pair]! >= TAKEN) this.#give(sights, row, j)
        }
        information.endShares()
        information.keep(this.#said, INFORMATION * j)
        if (this.#rowsOf[j] === 0) this.#rowsOf[j] = 1
      }
      for (let i = pairs.firstMeasurement[c]!; i < pairs.firstMeasurement[c + 1]!; i += 1) {
        const k = pairs.clusterMeasurements[i]!
        if (joint.stray[k]! < 1 - TAKEN) this.taken[order[start + k]!] = 1
      }
    }
  }

  /** Track of the cluster c that most probably has the likeliest row of track j; −1 where that is nobody else. */
  #rivalOf(j: number, c: number, joint: JointAssociation): number {
    const pairs = this.#pairs
    let row = -1
    let best = 0
    for (let q = pairs.firstPair[c]!; q < pairs.firstPair[c + 1]!; q += 1) {
      const pair = pairs.pairs[q]!
      if (pairs.track[pair] !== j || joint.probability[pair]! <= best) continue
      best = joint.probability[pair]!
      row = pairs.measurement[pair]!
    }
    let rival = -1
    best = 0
    for (let q = pairs.firstPair[c]!; q < pairs.firstPair[c + 1]!; q += 1) {
      const pair = pairs.pairs[q]!
      if (pairs.measurement[pair] !== row || pairs.track[pair] === j) continue
      if (joint.probability[pair]! <= best) continue
      best = joint.probability[pair]!
      rival = this.#live[pairs.track[pair]!]!.id
    }
    return rival
  }

  #give(sights: Sights, row: number, j: number): void {
    const track = this.#live[j]!
    this.#rowsOf[j]! += 1
    this.owner[row] = track.id
    if (sights.sensor[row] !== track.firstSensor || sights.range[row]! > 0) track.sensors = 2
  }

  /** Sorts the rows of a scan by the component of u that spreads most into `#sorted`; returns that component. */
  #sortRows({ frame }: Sights, order: Int32Array, start: number, end: number): number {
    let axis = 0
    let best = -1
    for (let i = 0; i < 3; i += 1) {
      let low = Infinity
      let high = -Infinity
      for (let k = start; k < end; k += 1) {
        const c = frame[12 * order[k]! + 3 + i]!
        if (c < low) low = c
        if (c > high) high = c
      }
      if (high - low > best) {
        best = high - low
        axis = i
      }
    }
    if (this.#sorted.length < end) this.#sorted = new Int32Array(2 * end)
    const sorted = this.#sorted
    for (let k = start; k < end; k += 1) sorted[k] = order[k]!
    sorted.subarray(start, end).sort((a, b) => frame[12 * a + 3 + axis]! - frame[12 * b + 3 + axis]! || a - b)
    return axis
  }

  #reserveTracks(count: number): void {
    if (this.#base.length >= count) return
    const size = Math.max(16, 2 * count)
    // Begun anew for each moment; tracks before `first` are done with by then.
    this.#moved = new Float64Array(size * this.#beliefs.size)
    this.#place = new Float64Array(12 * size)
    this.#movedTo = new Float64Array(size)
    this.#base = new Int32Array(size)
    this.#rough = new Float64Array(4 * size)
    this.#said = new Float64Array(INFORMATION * size)
    this.#rowsOf = new Int32Array(size)
  }
}

/** First place in `rows` from low on whose component of u is at least `value`. */
function lowerBound(
  frame: Float64Array,
  rows: Int32Array,
  low: number,
  high: number,
  axis: number,
  value: number,
): number {
  let from = low
  let to = high
  while (from < to) {
    const middle = (from + to) >> 1
    if (frame[12 * rows[middle]! + 3 + axis]! < value) from = middle + 1
    else to = middle
  }
  return from
}
