import { OpendomeError } from '../core/index.ts'
import { EARTH_RATE } from '../earth/index.ts'
import { turnRank, type MappedShell } from './holdings.ts'
import type { ReachRange } from './reach-map.ts'
import { statisticsOf, type InReachStatistics } from './statistics.ts'

const TURN = 2 * Math.PI
/** Dips shorter than this, s, are not counted as a minimum: entries and exits are located about as well (0.1 ms as a rule). */
const SHORTEST_DIP = 2e-3
/** Events held at once; longer windows are worked in parts. */
const HELD = 400_000
/** Crossings are solved to this, rad: 1 µs of satellite motion. */
const LOCATED = 1e-9
/** Where the tables may not be used the union is stepped at this, s, and changes located to `SHORTEST_DIP`. */
const SLOW_STEP = 2

/** Statistics over liftoff times. */
export interface OverTime extends InReachStatistics {
  /** Earliest liftoff at the minimum, s since the epoch. */
  readonly worstT: number
  /** Number of entries and exits located. */
  readonly events: number
}

/**
 * Statistics over liftoff times in [from, to] (s since the epoch) for one or several shells together; `angle` = sidereal
 * angle at the epoch, rad. The count is piecewise constant and every entry and exit is located, so minimum, shares and worst time are
 * those of all times, not of samples. `each` receives the piecewise constant count: (from, to, count).
 * Memory does not grow with the window. Throws `invalid` for a window that is not positive.
 *
 * Nodes pass over the ground at one rate, so a plane meets the map's tables node by node at known times; there the ends of its arc, in
 * slots from slot 0, are known, and between two nodes the ends pass the whole numbers between.
 */
export function inReachOverTime(
  shells: readonly MappedShell[],
  from: number,
  to: number,
  angle: number,
  each?: (from: number, to: number, count: number) => void,
): OverTime {
  if (!(to > from)) throw new OpendomeError('invalid', `window ${to - from} s: expected above 0`)
  const parts = partsOf(shells, to - from)
  const shares: number[] = []
  let min = Infinity
  let worstT = from
  let events = 0
  for (let part = 0; part < parts; part++) {
    const t0 = from + ((to - from) * part) / parts
    const t1 = from + ((to - from) * (part + 1)) / parts
    const sweep = new Sweep()
    for (const mapped of shells) sweep.add(mapped, t0, t1, angle)
    events += sweep.events
    sweep.walk(t0, t1, (since, until, count) => {
      while (shares.length <= count) shares.push(0)
      shares[count]! += (until - since) / (to - from)
      if (count < min && until - since > SHORTEST_DIP) [min, worstT] = [count, since]
      each?.(since, until, count)
    })
  }
  return { ...statisticsOf(shares, min === Infinity ? 0 : min), worstT, events }
}

/** Number of parts that keeps the events of each below `HELD`: two a satellite and pass, passes per turn of the ground. */
function partsOf(shells: readonly MappedShell[], window: number): number {
  let events = 0
  for (const { shell, map } of shells) {
    const near = map.ranges.reduce((sum, range) => sum + range.to - range.from, 0) / TURN
    events += (2 * near * shell.count * shell.meanMotion * window) / TURN
  }
  return Math.max(1, Math.ceil(events / HELD))
}

/** A growing list of times. */
class Times {
  #list = new Float64Array(1024)
  #length = 0
  add(t: number): void {
    if (this.#length === this.#list.length) {
      const longer = new Float64Array(2 * this.#length)
      longer.set(this.#list)
      this.#list = longer
    }
    this.#list[this.#length++] = t
  }
  sorted(): Float64Array {
    return this.#list.subarray(0, this.#length).sort()
  }
  get length(): number {
    return this.#length
  }
}

/** Entries and exits of one part of the window. */
class Sweep {
  #start = 0
  /** Times by how much the count changes then. */
  readonly #changes = new Map<number, Times>()
  #last: Times | undefined
  #lastBy = NaN
  #t0 = 0
  #t1 = 0

  get events(): number {
    let sum = 0
    for (const times of this.#changes.values()) sum += times.length
    return sum
  }

  add(mapped: MappedShell, t0: number, t1: number, angle: number): void {
    const { shell, map } = mapped
    this.#t0 = t0
    this.#t1 = t1
    const rate = shell.nodeRate - EARTH_RATE
    for (let plane = 0; plane < shell.planes; plane++) {
      const phases = mapped.phases?.get(plane)
      if (phases?.length === 0) continue
      const track: Track = {
        perPlane: shell.perPlane,
        weight: phases === undefined ? mapped.weight : 1,
        phases,
        lambda0: shell.node(t0, plane) - angle - EARTH_RATE * t0,
        phase0: shell.argumentOfLatitude(t0, plane, 0),
        rate,
        motion: shell.meanMotion,
      }
      const end = track.lambda0 + rate * (t1 - t0)
      for (const range of map.ranges) {
        const [least, most] = rate < 0 ? [end, track.lambda0] : [track.lambda0, end]
        for (let m = Math.ceil((least - range.to) / TURN); m <= Math.floor((most - range.from) / TURN); m++)
          this.#pass(mapped, track, range, m * TURN)
      }
    }
  }

  /** One passage of a plane over one range: cells in order of time. */
  #pass(mapped: MappedShell, track: Track, range: ReachRange, turn: number): void {
    const { rate, lambda0 } = track
    // λ in the range at the two ends of the part, if the passage goes beyond them.
    const startsAt = lambda0 - turn
    const endsAt = lambda0 + rate * (this.#t1 - this.#t0) - turn
    const lowest = Math.max(range.from, Math.min(startsAt, endsAt))
    const highest = Math.min(range.to, Math.max(startsAt, endsAt))
    const firstCell = Math.min(range.cells - 1, Math.floor(range.place(lowest)))
    const lastCell = Math.min(range.cells - 1, Math.floor(range.place(highest)))
    const down = rate < 0
    // Half open, so that a range of all longitudes begins once.
    const begins = down
      ? startsAt > range.from && startsAt <= range.to
      : startsAt >= range.from && startsAt < range.to
    const slope = track.motion / rate
    // An end of the arc at λ stands end − slope · λ + offset ahead of slot 0.
    const offset = slope * (lambda0 - turn) - track.phase0
    if (begins && range.irregular[down ? lastCell : firstCell] !== 1) {
      const j = down ? lastCell : firstCell
      const share = range.place(startsAt) - j
      for (const side of SIDES) {
        const x = this.#standing(range, j, share, side) - slope * startsAt + offset
        this.#start += (side === 0 ? -track.weight : track.weight) * place(track, x, side)
      }
    }
    const piece: Piece = { track, range, slope, offset, turn, down }
    if (!range.anyIrregular) {
      for (const side of SIDES) this.#sweepSide(piece, side, firstCell, lastCell, lowest, highest)
      return
    }
    const timeAt = (lambda: number): number => this.#t0 + (lambda + turn - lambda0) / rate
    for (let n = 0; n <= lastCell - firstCell; n++) {
      const j = down ? lastCell - n : firstCell + n
      const a = Math.max(lowest, range.lambda[j]!)
      const b = Math.min(highest, range.lambda[j + 1]!)
      if (range.irregular[j] === 1)
        this.#slow(mapped, track, range, turn, timeAt(down ? b : a), timeAt(down ? a : b), n > 0 || !begins)
      else for (const side of SIDES) this.#sweepSide(piece, side, j, j, a, b)
    }
  }

  /** One end of the arc over neighbouring cells with tables, from λ = a to b. */
  #sweepSide(piece: Piece, side: 0 | 1, firstCell: number, lastCell: number, a: number, b: number): void {
    const { track, range, slope, offset } = piece
    const ends = side === 0 ? range.low : range.high
    const { lambda, turning } = range
    const equal = track.phases === undefined
    const slots = track.perPlane / TURN
    let shareA = range.place(a) - firstCell
    let xA = this.#standing(range, firstCell, shareA, side) - slope * a + offset
    for (let j = firstCell; j <= lastCell; j++) {
      const atNode = j < lastCell || b === lambda[j + 1]!
      const shareB = atNode ? 1 : range.place(b) - j
      const xB =
        (atNode ? ends[j + 1]! : range.endIn(j, shareB, side)) -
        slope * (atNode ? lambda[j + 1]! : b) +
        offset
      // Where the end turns back within the cell, before and after.
      const turningShare = turning[2 * j + side]!
      if (turningShare > shareA && turningShare < shareB) {
        const x = range.endIn(j, turningShare, side) - slope * range.lambdaIn(j, turningShare) + offset
        this.#cross(piece, j, side, shareA, xA, turningShare, x)
        this.#cross(piece, j, side, turningShare, x, shareB, xB)
      } else if (
        !equal ||
        Math.floor(xA * slots) !== Math.floor(xB * slots) ||
        xA * slots === Math.floor(xA * slots)
      )
        this.#cross(piece, j, side, shareA, xA, shareB, xB)
      shareA = 0
      xA = xB
    }
  }

  /** An end of the arc within a cell; at a node that of the node itself, so that cells agree. */
  #standing(range: ReachRange, j: number, share: number, side: 0 | 1): number {
    const ends = side === 0 ? range.low : range.high
    return share <= 0 ? ends[j]! : share >= 1 ? ends[j + 1]! : range.endIn(j, share, side)
  }

  /**
   * Locates each slot that an end passes between two shares of a cell, by false position with halving (Illinois). Shares ascend; in time
   * they may descend.
   */
  #cross(piece: Piece, j: number, side: 0 | 1, share0: number, x0: number, share1: number, x1: number): void {
    const { track, range, slope, offset } = piece
    const r0 = place(track, x0, side)
    const r1 = place(track, x1, side)
    if (r0 === r1) return
    // The low end's rank counts what is below the arc: passing one upwards in time loses it.
    const by = (side === 0) === (r1 > r0 !== piece.down) ? -track.weight : track.weight
    for (let k = Math.min(r0, r1); k < Math.max(r0, r1); k++) {
      const level = levelAt(track, k)
      let a = share0
      let fa = x0 - level
      let b = share1
      let fb = x1 - level
      let lambda = 0
      for (let i = 0; i < 40; i++) {
        const share = fa === fb ? (a + b) / 2 : a - (fa * (b - a)) / (fb - fa)
        lambda = range.lambdaIn(j, share)
        const f = range.endIn(j, share, side) - slope * lambda + offset - level
        if (Math.abs(f) < LOCATED) break
        if (f < 0 === fb < 0) fa /= 2
        else {
          a = b
          fa = fb
        }
        b = share
        fb = f
      }
      this.#push(this.#t0 + (lambda + piece.turn - track.lambda0) / track.rate, by)
    }
  }

  /** A cell without tables: steps of the union itself, changes located by halving. */
  #slow(
    mapped: MappedShell,
    track: Track,
    range: ReachRange,
    turn: number,
    t0: number,
    t1: number,
    counted: boolean,
  ): void {
    const at = (t: number): number => {
      const lambda = track.lambda0 + track.rate * (t - this.#t0)
      const pairs = mapped.map.path.union(lambda, ARCS)
      const first = track.phase0 + track.motion * (t - this.#t0)
      let sum = 0
      for (let i = 0; i < pairs; i++)
        sum += place(track, ARCS[2 * i + 1]! - first, 1) - place(track, ARCS[2 * i]! - first, 0)
      return sum * track.weight
    }
    // The tables on either side hold the count where the cell begins and ends.
    const edge = (t: number): number => {
      const lambda = track.lambda0 + track.rate * (t - this.#t0) - turn
      const first = track.phase0 + track.motion * (t - this.#t0)
      range.arc(range.place(lambda), ARCS)
      return (place(track, ARCS[1]! - first, 1) - place(track, ARCS[0]! - first, 0)) * track.weight
    }
    const locate = (a: number, na: number, b: number, nb: number): void => {
      if (na === nb) return
      if (b - a < SHORTEST_DIP / 4) {
        this.#push((a + b) / 2, nb - na)
        return
      }
      const middle = (a + b) / 2
      const n = at(middle)
      locate(a, na, middle, n)
      locate(middle, n, b, nb)
    }
    const steps = Math.max(1, Math.ceil((t1 - t0) / SLOW_STEP))
    let before = edge(t0)
    if (!counted) this.#start += before
    for (let i = 1; i <= steps; i++) {
      const ta = t0 + ((t1 - t0) * (i - 1)) / steps
      const tb = t0 + ((t1 - t0) * i) / steps
      const count = i === steps ? edge(tb) : at(tb)
      locate(ta, before, tb, count)
      before = count
    }
  }

  #push(t: number, by: number): void {
    let times = by === this.#lastBy ? this.#last : this.#changes.get(by)
    if (times === undefined) this.#changes.set(by, (times = new Times()))
    this.#last = times
    this.#lastBy = by
    times.add(Math.min(this.#t1, Math.max(this.#t0, t)))
  }

  /** Calls `visit` for each stretch of constant count, in order of time. */
  walk(t0: number, t1: number, visit: (from: number, to: number, count: number) => void): void {
    const streams = [...this.#changes].map(([by, times]) => ({ by, times: times.sorted(), next: 0 }))
    let count = this.#start
    let since = t0
    for (;;) {
      let best: (typeof streams)[number] | undefined
      for (const s of streams)
        if (s.next < s.times.length && (best === undefined || s.times[s.next]! < best.times[best.next]!))
          best = s
      const until = best === undefined ? t1 : best.times[best.next]!
      if (until > since) visit(since, until, count)
      if (best === undefined) return
      since = until
      count += best.by
      best.next++
    }
  }
}

const ARCS = new Float64Array(64)

const SIDES = [0, 1] as const

/** One passage of one plane over one range. */
interface Piece {
  readonly track: Track
  readonly range: ReachRange
  readonly slope: number
  readonly offset: number
  readonly turn: number
  /** Does λ fall in time? */
  readonly down: boolean
}

/** One plane on its way over the ground, from the start of a part. */
interface Track {
  readonly perPlane: number
  readonly weight: number
  readonly phases: Float64Array | undefined
  readonly lambda0: number
  readonly phase0: number
  readonly rate: number
  readonly motion: number
}

/** Satellites behind an end of the arc at x rad ahead of slot 0: below it for the low end, up to it for the high one. */
function place(track: Track, x: number, side: 0 | 1): number {
  if (track.phases !== undefined) return turnRank(track.phases, x, side === 1)
  const slots = (x * track.perPlane) / TURN
  return side === 0 ? Math.ceil(slots) : Math.floor(slots) + 1
}

/** Angle ahead of slot 0 of satellite k, counted on over turns. */
function levelAt(track: Track, k: number): number {
  if (track.phases === undefined) return (k * TURN) / track.perPlane
  const n = track.phases.length
  const turns = Math.floor(k / n)
  return turns * TURN + track.phases[k - turns * n]!
}
