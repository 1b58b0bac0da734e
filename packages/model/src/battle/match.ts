import { EARTH_RATE, eciFromEcef } from '../earth/index.ts'
import { AssignmentSolver } from '../math/index.ts'
import { stateAt } from '../threat/index.ts'
import type { TrackView } from '../track/index.ts'
import type { BattlePlan } from './plan.ts'

/** A confirmed track farther from every missile than this (m) is a track of nothing. */
const FARTHEST = 100e3

const r = new Float64Array(3)

/**
 * Which missile a track stands for: what the referee knows and command does not. Decided once, when a track is confirmed: least
 * total squared distance between the tracks confirmed in one step and the missiles that no live track stands for. Needed to settle
 * shots and to count; no decision reads it.
 */
export class Matcher {
  /** Missile index by track id; undefined for a track of nothing. */
  readonly missileOf = new Map<number, number | undefined>()
  /** The tracks that have stood for each missile, in order. */
  readonly tracksOf: TrackView[][]
  readonly #plan: BattlePlan
  readonly #start: number
  readonly #solver: AssignmentSolver
  #looked = 0

  constructor(plan: BattlePlan, start: number) {
    this.#plan = plan
    this.#start = start
    this.tracksOf = plan.missiles.map(() => [])
    const most = Math.max(1, plan.missiles.length)
    this.#solver = new AssignmentSolver(most, most)
  }

  /** Takes the tracks as they stand after a step. */
  take(tracks: readonly TrackView[]): void {
    // Tracks are confirmed in any order; those already matched are passed over.
    while (this.#looked < tracks.length && settled(tracks[this.#looked]!, this.missileOf)) this.#looked++
    const fresh: TrackView[] = []
    for (let i = this.#looked; i < tracks.length; i++) {
      const track = tracks[i]!
      if (track.status === 'confirmed' && !this.missileOf.has(track.id)) fresh.push(track)
    }
    const most = this.#solver.rows
    for (let from = 0; from < fresh.length; from += most) this.#match(fresh.slice(from, from + most))
  }

  #match(fresh: readonly TrackView[]): void {
    const open = this.tracksOf.flatMap((tracks, m) => {
      const free = tracks.every((t) => t.status === 'lost')
      return free && this.#hasRisen(m, fresh) ? [m] : []
    })
    const cost = new Float64Array(fresh.length * open.length)
    fresh.forEach((track, row) => {
      open.forEach((missile, column) => {
        cost[row * open.length + column] = this.#squaredDistance(track, missile)
      })
    })
    if (open.length > 0) this.#solver.solve(fresh.length, open.length, cost)
    fresh.forEach((track, row) => {
      const column = open.length > 0 ? this.#solver.columnOf[row]! : -1
      const near = column >= 0 && cost[row * open.length + column]! <= FARTHEST * FARTHEST
      const missile = near ? open[column]! : undefined
      this.missileOf.set(track.id, missile)
      if (missile !== undefined) this.tracksOf[missile]!.push(track)
    })
  }

  #hasRisen(missile: number, fresh: readonly TrackView[]): boolean {
    const { liftoff } = this.#plan.missiles[missile]!
    return fresh.some((track) => track.t - this.#start >= liftoff)
  }

  #squaredDistance(track: TrackView, missile: number): number {
    const { flight, liftoff } = this.#plan.missiles[missile]!
    stateAt(flight.trajectory, track.t - this.#start - liftoff, r)
    eciFromEcef(this.#plan.epochAngle + EARTH_RATE * track.t, r, r)
    let sum = 0
    for (let k = 0; k < 3; k++) sum += (track.state[k]! - r[k]!) * (track.state[k]! - r[k]!)
    return sum
  }
}

/** Will this track ask for a match no more? */
function settled(track: TrackView, missileOf: ReadonlyMap<number, number | undefined>): boolean {
  return missileOf.has(track.id) || track.status === 'lost'
}
