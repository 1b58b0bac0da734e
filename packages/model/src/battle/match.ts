import { EARTH_RATE, eciFromEcef } from '../earth/index.ts'
import { AssignmentSolver } from '../math/index.ts'
import { stateAt } from '../threat/index.ts'
import type { TrackView } from '../track/index.ts'
import type { BattlePlan } from './plan.ts'
import type { BattleTarget, BattleTargets } from './targets.ts'

/** A confirmed track farther from every target than this (m) is a track of nothing. */
const FARTHEST = 100e3

const r = new Float64Array(3)

/**
 * Which target a track stands for: what the referee knows and command does not. Decided when a track is confirmed, and again when the missile that it stands for has
 * released its last: least total squared distance between such tracks and the targets in flight that no live track stands for. Needed to settle
 * shots and to count; no decision reads it, but for what a sensor calls an object.
 */
export class Matcher {
  /** Target index by track id; undefined for a track of nothing. */
  readonly targetOf = new Map<number, number | undefined>()
  /** The tracks that have stood for each target, in order. */
  readonly tracksOf: TrackView[][]
  readonly #plan: BattlePlan
  readonly #targets: BattleTargets
  readonly #start: number
  readonly #solver: AssignmentSolver
  /** Tracks that stand for a missile which will release something. */
  #carrying: TrackView[] = []
  #looked = 0

  constructor(plan: BattlePlan, targets: BattleTargets, start: number) {
    this.#plan = plan
    this.#targets = targets
    this.#start = start
    this.tracksOf = targets.all.map(() => [])
    const most = Math.max(1, targets.all.length)
    this.#solver = new AssignmentSolver(most, most)
  }

  /** Takes the tracks as they stand after a step at t, s since the start of the raid. */
  take(tracks: readonly TrackView[], t: number): void {
    // Tracks are confirmed in any order; those already matched are passed over.
    while (this.#looked < tracks.length && settled(tracks[this.#looked]!, this.targetOf)) this.#looked++
    const fresh: TrackView[] = []
    this.#carrying = this.#carrying.filter((track) => {
      if (track.status === 'lost') return false
      const { liftoff, plan } = this.#targets.all[this.targetOf.get(track.id)!]!
      const over = t > liftoff + plan.until
      if (over) fresh.push(track)
      return !over
    })
    for (let i = this.#looked; i < tracks.length; i++) {
      const track = tracks[i]!
      if (track.status === 'confirmed' && !this.targetOf.has(track.id)) fresh.push(track)
    }
    const most = this.#solver.rows
    for (let from = 0; from < fresh.length; from += most) this.#match(fresh.slice(from, from + most), t)
  }

  /** Target nearest to a place at t (s since the start of the raid) among those in flight behind burnout, destroyed or not; undefined where none is near. */
  nearest(r_eci: Float64Array, t: number): number | undefined {
    let best: number | undefined
    let least = FARTHEST * FARTHEST
    this.#targets.all.forEach((target, index) => {
      const { liftoff, plan } = target
      if (t < liftoff + plan.from || t > liftoff + plan.until) return
      const squared = this.#squaredDistance(r_eci, t, target)
      if (squared > least) return
      least = squared
      best = index
    })
    return best
  }

  #match(fresh: readonly TrackView[], t: number): void {
    const open = this.#targets.all.flatMap((target, index) => {
      const free = this.tracksOf[index]!.every((own) => own.status === 'lost')
      return free && this.#isThere(target, t, fresh) ? [index] : []
    })
    const cost = new Float64Array(fresh.length * open.length)
    fresh.forEach((track, row) => {
      open.forEach((target, column) => {
        cost[row * open.length + column] = this.#squaredDistance(
          track.state,
          track.t - this.#start,
          this.#targets.all[target]!,
        )
      })
    })
    if (open.length > 0) this.#solver.solve(fresh.length, open.length, cost)
    fresh.forEach((track, row) => {
      const column = open.length > 0 ? this.#solver.columnOf[row]! : -1
      const near = column >= 0 && cost[row * open.length + column]! <= FARTHEST * FARTHEST
      const target = near ? open[column]! : undefined
      this.targetOf.set(track.id, target)
      if (target === undefined) return
      this.tracksOf[target]!.push(track)
      const { kind, warhead } = this.#targets.all[target]!.plan
      if (kind === 'missile' && !warhead) this.#carrying.push(track)
    })
  }

  /** Has a target lifted off or been released when one of the tracks was last heard of, and is it in flight? */
  #isThere({ liftoff, object, plan }: BattleTarget, t: number, fresh: readonly TrackView[]): boolean {
    const begin = object === 0 ? liftoff : liftoff + plan.from
    if (plan.kind === 'missile' && !plan.warhead && t > liftoff + plan.until) return false
    return fresh.some((track) => track.t - this.#start >= begin)
  }

  /** Squared distance of a place at t (s since the start of the raid) from where a target then is. */
  #squaredDistance(r_eci: Float64Array, t: number, { liftoff, plan }: BattleTarget): number {
    stateAt(plan.trajectory, t - liftoff, r)
    eciFromEcef(this.#plan.epochAngle + EARTH_RATE * (this.#start + t), r, r)
    let sum = 0
    for (let k = 0; k < 3; k++) sum += (r_eci[k]! - r[k]!) * (r_eci[k]! - r[k]!)
    return sum
  }
}

/** Will this track ask for a match no more? */
function settled(track: TrackView, targetOf: ReadonlyMap<number, number | undefined>): boolean {
  return targetOf.has(track.id) || track.status === 'lost'
}
