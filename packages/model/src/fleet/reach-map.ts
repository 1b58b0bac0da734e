import { EARTH_RATE } from '../earth/index.ts'
import type { FlyOut, Window } from '../engage/index.ts'
import { cos, sin } from '../math/index.ts'
import { ReachPath, type ReachAt, type ShellMotion } from './reach-path.ts'

const TURN = 2 * Math.PI
/** Largest spacing of the tables in λ, rad, and the least number of cells in half a range: one point of the path is smooth, a union is not. */
const CELL = { path: TURN / 1440, deadline: TURN / 720 }
const FEWEST = { path: 128, deadline: 32 }
/**
 * Tables are within this of the union, rad (1e-6 rad is 7 m), as judged by leaving out every other node (isolated kinks between nodes
 * reach 2e-5); where they are not, or the union is not one arc, the union is used itself.
 */
const TRUSTED = 1e-6
/** Points of the integral over one range. */
const QUADRATURE = 512

/**
 * One range of node longitudes from which a plane has the missile in reach, and the two ends of the arc I(λ) in tables. An
 * arc closes like a square root at the ends of the range, so cells are even in s = √(distance from the nearer end): there
 * both ends of the arc are smooth.
 */
export class ReachRange {
  readonly from: number
  readonly to: number
  readonly cells: number
  /** λ at the nodes, and the ends of the arc there, unwrapped along the range. */
  readonly lambda: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  /** True where the tables of a cell may not be used. */
  readonly irregular: Uint8Array
  readonly anyIrregular: boolean
  /** Share of each cell at which the low, then the high end turns back as a satellite sees it: end − slope · λ is largest or least. Else −1. */
  get turning(): Float64Array {
    return (this.#turning ??= this.#turnings())
  }
  #turning: Float64Array | undefined
  readonly #slope: number
  /** Middle of the range, where cells change side. */
  readonly middle: number
  /** Cells per unit of s. */
  readonly scale: number
  /** Per cell the cubics of the low and of the high end in the share of the cell, lowest power first. */
  readonly cubics: Float64Array

  /** `slope`: phase that a satellite gains while its node gains 1 rad over the ground. */
  constructor(
    lambda: Float64Array,
    low: Float64Array,
    high: Float64Array,
    irregular: Uint8Array,
    slope: number,
  ) {
    const cells = lambda.length - 1
    this.from = lambda[0]!
    this.to = lambda[cells]!
    this.cells = cells
    this.lambda = lambda
    this.low = low
    this.high = high
    this.irregular = irregular
    this.anyIrregular = irregular.includes(1)
    this.middle = (this.from + this.to) / 2
    this.scale = cells / 2 / Math.sqrt((this.to - this.from) / 2)
    this.cubics = new Float64Array(8 * cells)
    hermite(low, this.cubics, 0)
    hermite(high, this.cubics, 4)
    this.#slope = slope
  }

  #turnings(): Float64Array {
    const turning = new Float64Array(2 * this.cells)
    for (let k = 0; k < turning.length; k++) turning[k] = this.#turn(k >> 1, (k & 1) as 0 | 1)
    return turning
  }

  #turn(j: number, side: 0 | 1): number {
    const slope = this.#slope
    const c = this.cubics
    const k = 8 * j + 4 * side
    const half = (this.to - this.from) / 2
    // λ = from + half · (2(j + x)/cells)² on the low side of the middle, mirrored on the other.
    const gain = (8 * half) / (this.cells * this.cells)
    const rise = (x: number): number => {
      const lambda = gain * (j < this.cells / 2 ? j + x : this.cells - j - x)
      return c[k + 1]! + x * (2 * c[k + 2]! + x * 3 * c[k + 3]!) - slope * lambda
    }
    const start = rise(0)
    if (start > 0 === rise(1) > 0) return -1
    let low = 0
    let high = 1
    for (let i = 0; i < 30; i++) {
      const x = (low + high) / 2
      if (rise(x) > 0 === start > 0) low = x
      else high = x
    }
    return low
  }

  /** The λ of node j of `cells` + 1 in a range. */
  static node(from: number, to: number, cells: number, j: number): number {
    const half = (to - from) / 2
    const x = (2 * j) / cells
    return x <= 1 ? from + half * x * x : to - half * (2 - x) * (2 - x)
  }

  /** Place of λ in [from, to] in cells: whole part the cell, the rest its share. */
  place(lambda: number): number {
    const { cells } = this
    const place =
      lambda <= this.middle
        ? Math.sqrt(Math.max(0, lambda - this.from)) * this.scale
        : cells - Math.sqrt(Math.max(0, this.to - lambda)) * this.scale
    return place
  }

  /** Ends of the arc at a place, into out[0] and out[1]. */
  arc(place: number, out: Float64Array): void {
    const j = Math.min(this.cells - 1, Math.floor(place))
    const x = place - j
    const c = this.cubics
    const k = 8 * j
    out[0] = c[k]! + x * (c[k + 1]! + x * (c[k + 2]! + x * c[k + 3]!))
    out[1] = c[k + 4]! + x * (c[k + 5]! + x * (c[k + 6]! + x * c[k + 7]!))
  }

  /** One end of the arc in cell j at a share x of the cell: side 0 the low one, 1 the high one. */
  endIn(j: number, x: number, side: 0 | 1): number {
    const c = this.cubics
    const k = 8 * j + 4 * side
    return c[k]! + x * (c[k + 1]! + x * (c[k + 2]! + x * c[k + 3]!))
  }

  /** λ at a share of cell j. */
  lambdaIn(j: number, x: number): number {
    return ReachRange.node(this.from, this.to, this.cells, j + x)
  }
}

/**
 * Which in-plane phases can reach a missile, as function of where a plane's node stands at liftoff: the unions I(λ) of
 * `ReachPath` in tables, one set for all planes of all shells with the same radius and inclination. A
 * count is then a sum over near planes of how many phases fall into I(λ), whatever the number of satellites.
 */
export class ReachMap {
  readonly path: ReachPath
  readonly motion: ShellMotion
  /** Ranges of λ from which the missile is in reach: disjoint, from in [0, 2π), to − from ≤ 2π. */
  get ranges(): readonly ReachRange[] {
    return (this.#ranges ??= rangesOf(this.path).map((range) => this.#tabulate(range)))
  }
  #ranges: readonly ReachRange[] | undefined
  readonly #cell: number
  readonly #fewest: number
  readonly #scratch = new Float64Array(64)

  /** `less` as in `ReachPath`. */
  constructor(
    motion: ShellMotion,
    window: Window,
    flyOut: FlyOut,
    at: ReachAt = 'path',
    less?: (r_ecef: Float64Array) => number,
  ) {
    this.motion = motion
    this.path = new ReachPath(motion, window, flyOut, at, less)
    this.#cell = CELL[at]
    this.#fewest = FEWEST[at]
  }

  /** Is no phase of any plane ever in reach? */
  get empty(): boolean {
    return this.ranges.length === 0
  }

  /** I(λ): disjoint pairs (low, high) into `out`; returns their number. From the tables: 2e-8 rad off the union on average, 2e-5 rad at isolated kinks. */
  arcs(lambda: number, out: Float64Array): number {
    for (const range of this.ranges) {
      const at = range.from + wrap(lambda - range.from)
      if (at > range.to) continue
      const place = range.place(at)
      if (range.anyIrregular && range.irregular[Math.min(range.cells - 1, Math.floor(place))] === 1)
        return this.path.union(lambda, out)
      range.arc(place, out)
      return 1
    }
    return 0
  }

  /** ∫ |I(λ)| dλ / (2π)²: the mean share of a uniform shell in reach; any long time average of a shell divided by its count tends to it. */
  meanShare(): number {
    let sum = 0
    for (const range of this.ranges) {
      // λ = middle − half · cos θ takes the square roots out of the ends.
      const half = (range.to - range.from) / 2
      for (let k = 0; k < QUADRATURE; k++) {
        const theta = (Math.PI * (k + 0.5)) / QUADRATURE
        const lambda = range.from + half * (1 - cos(theta))
        const pairs = this.arcs(lambda, this.#scratch)
        let length = 0
        for (let i = 0; i < pairs; i++) length += this.#scratch[2 * i + 1]! - this.#scratch[2 * i]!
        sum += ((length * half * Math.PI) / QUADRATURE) * sin(theta)
      }
    }
    return sum / (TURN * TURN)
  }

  #tabulate({ from, to, fromTime, toTime }: Span): ReachRange {
    const { path } = this
    const out = this.#scratch
    const cells = 2 * Math.ceil(Math.max(this.#fewest, (to - from) / this.#cell))
    const lambda = new Float64Array(cells + 1)
    const low = new Float64Array(cells + 1)
    const high = new Float64Array(cells + 1)
    const irregular = new Uint8Array(cells)
    for (let j = 0; j <= cells; j++) {
      lambda[j] = ReachRange.node(from, to, cells, j)
      const time = j === 0 ? fromTime : j === cells ? toTime : -1
      let pairs = 1
      if (time >= 0) out[0] = out[1] = path.centre(lambda[j]!, time)
      else pairs = path.union(lambda[j]!, out)
      if (pairs !== 1) {
        if (j > 0) irregular[j - 1] = 1
        if (j < cells) irregular[j] = 1
        if (pairs === 0) out[0] = out[1] = j > 0 ? low[j - 1]! : 0
      }
      // Each node on the turn of the one before.
      const turn =
        j === 0 ? 0 : TURN * Math.round((out[0]! + out[1]! - low[j - 1]! - high[j - 1]!) / (2 * TURN))
      low[j] = out[0]! - turn
      high[j] = out[1]! - turn
    }
    for (const ends of [low, high]) {
      distrust(ends, 0, cells / 2, irregular)
      distrust(ends, cells / 2, cells, irregular)
    }
    return new ReachRange(
      lambda,
      low,
      high,
      irregular,
      this.motion.meanMotion / (this.motion.nodeRate - EARTH_RATE),
    )
  }
}

/**
 * Marks cells whose tables look wrong: where a cubic through the even nodes misses an odd one by more than its error at
 * half the spacing allows; between an eighth (a kink) and a sixteenth of the miss is left there.
 */
function distrust(ends: Float64Array, first: number, last: number, irregular: Uint8Array): void {
  for (let j = first + 3; j + 3 <= last; j += 2) {
    const foretold = (9 * (ends[j - 1]! + ends[j + 1]!) - ends[j - 3]! - ends[j + 3]!) / 16
    if (Math.abs(foretold - ends[j]!) > 8 * TRUSTED) irregular.fill(1, j - 2, j + 2)
  }
}

/** Cubic Hermite pieces with slopes by differences, into every eighth place from `offset`. Even on either side of the middle node. */
function hermite(f: Float64Array, cubics: Float64Array, offset: number): void {
  const middle = (f.length - 1) / 2
  halfHermite(f, 0, middle, cubics, offset)
  halfHermite(f, middle, f.length - 1, cubics, offset)
}

function halfHermite(
  f: Float64Array,
  first: number,
  last: number,
  cubics: Float64Array,
  offset: number,
): void {
  const slope = (j: number): number => {
    if (j === first) return (-11 * f[j]! + 18 * f[j + 1]! - 9 * f[j + 2]! + 2 * f[j + 3]!) / 6
    if (j === last) return (11 * f[j]! - 18 * f[j - 1]! + 9 * f[j - 2]! - 2 * f[j - 3]!) / 6
    if (j === first + 1 || j === last - 1) return (f[j + 1]! - f[j - 1]!) / 2
    return (f[j - 2]! - 8 * f[j - 1]! + 8 * f[j + 1]! - f[j + 2]!) / 12
  }
  let before = slope(first)
  for (let j = first; j < last; j++) {
    const after = slope(j + 1)
    const rise = f[j + 1]! - f[j]!
    const k = 8 * j + offset
    cubics[k] = f[j]!
    cubics[k + 1] = before
    cubics[k + 2] = 3 * rise - 2 * before - after
    cubics[k + 3] = before + after - 2 * rise
    before = after
  }
}

/** A range of λ and the path times that set its ends. */
interface Span {
  from: number
  to: number
  fromTime: number
  toTime: number
}

/** The union of the ranges of all path times, in closed form. */
function rangesOf(path: ReachPath): Span[] {
  const out = new Float64Array(4)
  const spans: Span[] = []
  for (let i = path.times.length - 1; i >= 0; i--) {
    const pairs = path.rangesOf(i, out)
    if (pairs < 0) return [{ from: 0, to: TURN, fromTime: -1, toTime: -1 }]
    for (let k = 0; k < pairs; k++) {
      const from = wrap(out[2 * k]!)
      spans.push({ from, to: from + (out[2 * k + 1]! - out[2 * k]!), fromTime: i, toTime: i })
    }
  }
  spans.sort((a, b) => a.from - b.from)
  const merged: Span[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last === undefined || span.from > last.to) merged.push({ ...span })
    else if (span.to > last.to) [last.to, last.toTime] = [span.to, span.toTime]
  }
  // What runs past a turn may meet what begins after zero.
  for (;;) {
    const first = merged[0]
    const last = merged.at(-1)
    if (first === undefined || last === undefined || last.to - TURN < first.from) break
    if (first === last) return [{ from: 0, to: TURN, fromTime: -1, toTime: -1 }]
    if (first.to + TURN > last.to) [last.to, last.toTime] = [first.to + TURN, first.toTime]
    merged.shift()
  }
  return merged
}

function wrap(angle: number): number {
  const rest = angle - TURN * Math.floor(angle / TURN)
  return rest < TURN ? rest : 0
}
