import { AssignmentSolver } from '../math/index.ts'
import type { TrackNow } from './track-missile.ts'

/** A track farther than this (m) from every missile in flight stands for none: the battle's bound. */
const FARTHEST = 100e3
/** The squared distance of a pair of the scan before counts so much: another track has to be at half the distance to take its place. */
const KEPT = 0.25

/** A missile in flight: its index, and where it is (ECI, m). */
export interface Flying {
  readonly missile: number
  readonly r: Float64Array
}

/**
 * Which track stands for which missile, scan by scan: least total squared distance between where tracks are expected and where missiles are, one track to a
 * missile and one missile to a track, cut off at 100 km as in GOSPA. The pairs of the scan before are favoured, so that noise does not make tracks of
 * one missile take turns. A track of a missile that has landed is passed over.
 */
export class TrackPairing {
  /** By missile: the track that stands for it, and the tracks that have it as their nearest missile. */
  readonly own = new Map<number, TrackNow>()
  readonly near = new Map<number, number>()
  /** Ids of the tracks that have stood for nothing so far, and how many do now. */
  readonly strays = new Set<number>()
  strayNow = 0
  readonly #pairs = new Map<number, number>()
  readonly #homes = new Map<number, number>()
  #solver = new AssignmentSolver(1, 1)
  #cost = new Float64Array(1)

  /** Pairs the confirmed tracks of a scan. */
  pair(tracks: readonly TrackNow[], flying: readonly Flying[]): this {
    this.own.clear()
    this.near.clear()
    this.strayNow = 0
    this.#reserve(tracks.length, flying.length)
    tracks.forEach((one, row) => {
      this.#weigh(one, row, flying)
    })
    const before = new Map(this.#pairs)
    this.#pairs.clear()
    if (tracks.length === 0 || flying.length === 0) return this
    tracks.forEach(({ track }, row) => {
      const column = flying.findIndex(({ missile }) => before.get(track.id) === missile)
      const at = row * flying.length + column
      if (column >= 0 && this.#cost[at]! < FARTHEST * FARTHEST) this.#cost[at]! *= KEPT
    })
    this.#solver.solve(tracks.length, flying.length, this.#cost)
    tracks.forEach((one, row) => {
      const column = this.#solver.columnOf[row]!
      if (column < 0 || this.#cost[row * flying.length + column]! >= FARTHEST * FARTHEST) return
      const { missile } = flying[column]!
      this.own.set(missile, one)
      this.#pairs.set(one.track.id, missile)
    })
    return this
  }

  /** Squared distances of a track, cut off, and what it is nearest to. */
  #weigh({ track, path }: TrackNow, row: number, flying: readonly Flying[]): void {
    let least = FARTHEST * FARTHEST
    let nearest: number | undefined
    flying.forEach(({ missile, r }, column) => {
      let square = 0
      for (let i = 0; i < 3; i++) square += (path.r_eci[i]! - r[i]!) * (path.r_eci[i]! - r[i]!)
      this.#cost[row * flying.length + column] = Math.min(square, FARTHEST * FARTHEST)
      if (square >= least) return
      least = square
      nearest = missile
    })
    if (nearest !== undefined) {
      this.near.set(nearest, (this.near.get(nearest) ?? 0) + 1)
      this.#homes.set(track.id, nearest)
      return
    }
    const home = this.#homes.get(track.id)
    if (home !== undefined && flying.every(({ missile }) => missile !== home)) return
    this.strays.add(track.id)
    this.strayNow++
  }

  #reserve(rows: number, columns: number): void {
    if (rows > this.#solver.rows || columns > this.#solver.columns)
      this.#solver = new AssignmentSolver(
        Math.max(2 * rows, this.#solver.rows),
        Math.max(2 * columns, this.#solver.columns),
      )
    // The solver looks at as many costs as there are pairs.
    if (this.#cost.length !== rows * columns) this.#cost = new Float64Array(rows * columns)
  }
}
