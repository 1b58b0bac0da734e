import { EARTH_RATE } from '../earth/index.ts'
import { flyOutReach, type FlyOut, type Window } from '../engage/index.ts'
import { acos, atan2, cos, sin } from '../math/index.ts'
import { stateAt } from '../threat/index.ts'

/** Motion of a shell's planes, as `Shell` has it: radius m, inclination rad, rates rad/s. */
export interface ShellMotion {
  readonly radius: number
  readonly inclination: number
  readonly meanMotion: number
  readonly nodeRate: number
}

/** Which points of the boost path count: any in the window (`path`), or only the last one (`deadline`). */
export type ReachAt = 'path' | 'deadline'

const TURN = 2 * Math.PI
/** Path times are at most this far apart, s. */
const PATH_STEP = 1
/** A first look at a run of path times takes every so many of them; a power of two. */
const STRIDE = 8

/**
 * The boost path as one shell's planes see it. A plane whose ascending node lies at longitude λ (Earth-fixed, at liftoff)
 * holds a satellite of argument of latitude u at liftoff; it reaches the missile at path time t when
 * |u + ṅt − u₀(t, λ)| ≤ w(t, λ), the arc in which the plane cuts the ball of reach (design: "Closed form for reach").
 *
 * The ground turns under the plane while the missile climbs; each point is turned back by that angle once, so that a
 * query needs only the cosine and sine of λ.
 *
 * Path times are ≤ 1 s apart. The gap between satellite and ball bends by at most the relative acceleration b, so a satellite
 * in reach between two path times but at neither is within b·(1 s)²/8 of the surface: 26 m at 15 g.
 */
export class ReachPath {
  readonly motion: ShellMotion
  readonly times: Float64Array
  /** Reach at each path time, m. */
  readonly rho: Float64Array
  // Points turned back to liftoff: x, y; then z sin i, z cos i, and the most a plane may pass them by (negative: out of reach).
  readonly #x: Float64Array
  readonly #y: Float64Array
  readonly #up: Float64Array
  readonly #side: Float64Array
  readonly #pass: Float64Array
  /** (a² + r² − ρ²)/(2a), m. */
  readonly #need: Float64Array
  readonly #cosInclination: number
  readonly #sinInclination: number
  // Ends of the arcs of one query, found when first needed.
  readonly #low: Float64Array
  readonly #high: Float64Array
  readonly #stamp: Float64Array
  #query = 0
  #c = 1
  #s = 0

  /** `less`: what is taken off the reach (m) for a path point (Earth-fixed, m); a point with none left is out of reach. */
  constructor(
    motion: ShellMotion,
    window: Window,
    flyOut: FlyOut,
    at: ReachAt = 'path',
    less?: (r_ecef: Float64Array) => number,
  ) {
    this.motion = motion
    const length = window.deadline - window.open
    const count = at === 'deadline' ? 1 : Math.max(2, Math.ceil(length / PATH_STEP) + 1)
    const array = (): Float64Array => new Float64Array(count)
    this.times = array()
    this.rho = array()
    this.#x = array()
    this.#y = array()
    this.#up = array()
    this.#side = array()
    this.#pass = array()
    this.#need = array()
    this.#low = array()
    this.#high = array()
    this.#stamp = array()
    const a = motion.radius
    this.#cosInclination = cos(motion.inclination)
    this.#sinInclination = sin(motion.inclination)
    const r = new Float64Array(3)
    for (let i = 0; i < count; i++) {
      const t = count === 1 ? window.deadline : window.open + (length * i) / (count - 1)
      stateAt(window.trajectory, t, r)
      const [x, y, z] = [r[0]!, r[1]!, r[2]!]
      const drift = (motion.nodeRate - EARTH_RATE) * t
      const full = flyOutReach(flyOut.deltaV, flyOut.acceleration, t - window.release)
      const rho = less === undefined ? full : full - less(r)
      const r2 = x * x + y * y + z * z
      const need = (a * a + r2 - rho * rho) / (2 * a)
      this.times[i] = t
      this.rho[i] = rho
      this.#x[i] = cos(drift) * x + sin(drift) * y
      this.#y[i] = cos(drift) * y - sin(drift) * x
      this.#up[i] = z * this.#sinInclination
      this.#side[i] = z * this.#cosInclination
      this.#need[i] = need
      this.#pass[i] =
        rho < 0 ? -1 : need <= 0 ? Math.sqrt(r2) * 2 : r2 < need * need ? -1 : Math.sqrt(r2 - need * need)
    }
  }

  /**
   * Ranges of λ from which path time i is in reach: pairs (from, to) into `out`, to ≥ from; returns the number of pairs,
   * 0 (never) to 2, or −1 for every λ. The plane's distance from the point, R sin i · sin(λ − λ_r) + z cos i, is at most `pass`.
   */
  rangesOf(i: number, out: Float64Array): number {
    const pass = this.#pass[i]!
    if (pass < 0) return 0
    const x = this.#x[i]!
    const y = this.#y[i]!
    const scale = Math.sqrt(x * x + y * y) * this.#sinInclination
    const least = -pass - this.#side[i]!
    const most = pass - this.#side[i]!
    if (least > scale || most < -scale) return 0
    if (least <= -scale && most >= scale) return -1
    const lon = atan2(y, x)
    const from = asinOf(least / scale)
    const to = asinOf(most / scale)
    if (most >= scale) {
      out[0] = lon + from
      out[1] = lon + Math.PI - from
      return 1
    }
    if (least <= -scale) {
      out[0] = lon + Math.PI - to
      out[1] = lon + TURN + to
      return 1
    }
    out[0] = lon + from
    out[1] = lon + to
    out[2] = lon + Math.PI - to
    out[3] = lon + Math.PI - from
    return 2
  }

  /**
   * I(λ): the phases at liftoff that reach the missile at some path time, as disjoint pairs (low, high) into `out`, rad,
   * high − low ≤ 2π; returns the number of pairs. Within a run of path times in reach the arc moves without a
   * break, so the run gives one arc; its ends are sharpened between path times by a parabola.
   */
  union(lambda: number, out: Float64Array): number {
    this.#ask(lambda)
    let pairs = 0
    let i = this.times.length - 1
    for (;;) {
      while (i >= 0 && !this.#valid(i)) i--
      if (i < 0) return pairs
      let first = i
      while (first > 0 && this.#valid(first - 1)) first--
      const high = this.#highest(first, i)
      const low = this.#lowest(first, i)
      pairs = addArc(out, pairs, low, high)
      i = first - 1
    }
  }

  /** The union over exactly the path times, nothing between them: what a search over satellites at these times finds. */
  unionAtTimes(lambda: number, out: Float64Array): number {
    this.#ask(lambda)
    let pairs = 0
    for (let i = this.times.length - 1; i >= 0; i--) {
      if (!this.#valid(i)) continue
      this.#ends(i)
      pairs = addArc(out, pairs, this.#low[i]!, this.#high[i]!)
    }
    return pairs
  }

  /** Where in its plane the missile stands at path time i, as phase at liftoff: the arc's centre, also where it closes. */
  centre(lambda: number, i: number): number {
    this.#ask(lambda)
    const along = this.#c * this.#x[i]! + this.#s * this.#y[i]!
    const across = (this.#c * this.#y[i]! - this.#s * this.#x[i]!) * this.#cosInclination + this.#up[i]!
    return atan2(across, along) - this.motion.meanMotion * this.times[i]!
  }

  #ask(lambda: number): void {
    this.#query++
    this.#c = cos(lambda)
    this.#s = sin(lambda)
  }

  #valid(i: number): boolean {
    const away = this.#sinInclination * (this.#s * this.#x[i]! - this.#c * this.#y[i]!) + this.#side[i]!
    return Math.abs(away) <= this.#pass[i]!
  }

  /** Finds both ends of the arc at path time i, which must be valid. */
  #ends(i: number): void {
    if (this.#stamp[i] === this.#query) return
    this.#stamp[i] = this.#query
    const along = this.#c * this.#x[i]! + this.#s * this.#y[i]!
    const across = (this.#c * this.#y[i]! - this.#s * this.#x[i]!) * this.#cosInclination + this.#up[i]!
    const cosine = this.#need[i]! / Math.sqrt(along * along + across * across)
    const width = cosine <= -1 ? Math.PI : cosine >= 1 ? 0 : acos(cosine)
    const centre = atan2(across, along)
    const moved = this.motion.meanMotion * this.times[i]!
    this.#low[i] = centre - width - moved
    this.#high[i] = centre + width - moved
  }

  #highest(first: number, last: number): number {
    return this.#extreme(this.#high, 1, first, last)
  }

  #lowest(first: number, last: number): number {
    return -this.#extreme(this.#low, -1, first, last)
  }

  /** Largest sign · end over a run, against the last one's turn: every eighth, then closer around the best, then a parabola. */
  #extreme(ends: Float64Array, sign: 1 | -1, first: number, last: number): number {
    this.#ends(last)
    const anchor = sign * ends[last]!
    if (first === last) return anchor
    const at = (i: number): number => {
      this.#ends(i)
      const value = sign * ends[i]!
      return value - TURN * Math.round((value - anchor) / TURN)
    }
    let best = last
    let most = anchor
    const look = (i: number): void => {
      if (i < first || i > last) return
      const value = at(i)
      if (value > most) {
        most = value
        best = i
      }
    }
    for (let i = last - STRIDE; i > first; i -= STRIDE) look(i)
    look(first)
    for (let step = STRIDE / 2; step >= 1; step /= 2) {
      const middle = best
      look(middle - step)
      look(middle + step)
    }
    if (best === last || last - first < 2) return most
    return Math.max(most, this.#sharpen(sign, Math.max(best, first + 1), first > 0 && best === first, anchor))
  }

  /**
   * The largest sign · centre + width near path time i, both taken from parabolas of the centre and of the squared width through i − 1, i
   * and i + 1: those stay smooth where the arc opens, up to a path time earlier (`before`).
   */
  #sharpen(sign: 1 | -1, i: number, before: boolean, anchor: number): number {
    const turn = (x: number): number => x - TURN * Math.round((x - anchor) / TURN)
    const half = (k: number): number => (this.#high[k]! - this.#low[k]!) / 2
    for (let k = i - 1; k <= i + 1; k++) this.#ends(k)
    const [w0, w1, w2] = [half(i - 1), half(i), half(i + 1)]
    const c1 = turn(sign * (sign > 0 ? this.#high : this.#low)[i]!) - w1
    const near = (k: number): number => {
      const c = (sign * (this.#low[k]! + this.#high[k]!)) / 2
      return c - TURN * Math.round((c - c1) / TURN)
    }
    const [c0, c2] = [near(i - 1), near(i + 1)]
    const cSlope = (c2 - c0) / 2
    const cBend = c2 - 2 * c1 + c0
    const qSlope = (w2 * w2 - w0 * w0) / 2
    const qBend = w2 * w2 - 2 * w1 * w1 + w0 * w0
    const from = before ? -2 : -1
    let low = from
    let high = 1
    // The slope of the sum changes sign once; halving is enough, and cannot leave the interval.
    for (let k = 0; k < 24; k++) {
      const x = (low + high) / 2
      const q = w1 * w1 + x * (qSlope + (x * qBend) / 2)
      const rising =
        q <= 0 ? qSlope + x * qBend > 0 : cSlope + x * cBend + (qSlope + x * qBend) / (2 * Math.sqrt(q)) > 0
      if (rising) low = x
      else high = x
    }
    const q = w1 * w1 + low * (qSlope + (low * qBend) / 2)
    return q < 0 ? -Infinity : c1 + low * (cSlope + (low * cBend) / 2) + Math.sqrt(q)
  }
}

function asinOf(x: number): number {
  return Math.PI / 2 - acos(Math.min(1, Math.max(-1, x)))
}

/** Joins an arc to a list of disjoint arcs on the circle, each with its turn free; returns the new number of arcs. */
function addArc(out: Float64Array, count: number, low: number, high: number): number {
  let lo = low
  let hi = Math.min(high, low + TURN)
  let n = count
  for (let k = n - 1; k >= 0; k--) {
    // Two arcs overlap if they do where their centres are nearest.
    const turn = TURN * Math.round((lo + hi - out[2 * k]! - out[2 * k + 1]!) / (2 * TURN))
    const otherLow = out[2 * k]! + turn
    const otherHigh = out[2 * k + 1]! + turn
    if (lo > otherHigh || hi < otherLow) continue
    lo = Math.min(lo, otherLow)
    hi = Math.min(Math.max(hi, otherHigh), lo + TURN)
    n--
    out[2 * k] = out[2 * n]!
    out[2 * k + 1] = out[2 * n + 1]!
    // What was joined may now touch arcs already passed.
    k = n
  }
  out[2 * n] = lo
  out[2 * n + 1] = hi
  return n + 1
}
