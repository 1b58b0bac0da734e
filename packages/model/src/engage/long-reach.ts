import { EARTH_RATE, WGS84_GM, eciFromEcefState } from '../earth/index.ts'
import { exp } from '../math/index.ts'
import type { Shell } from '../orbit/index.ts'
import { stateAt, type Path } from '../threat/index.ts'
import { flyOutReach } from './fly-out.ts'
import { LOWEST_ARC_RADIUS, longArc, longFlyOut } from './long-fly-out.ts'
import { windowOf, type Window } from './path.ts'
import { ReachFinder, type FlyOut, type InReach } from './reach.ts'

/** When intercepts are asked for, on the clock of the path, s, and above which altitude, m. */
export interface LongWindow {
  readonly release: number
  /** First and last intercept, as far as no fly-out is longer than `longest`, s. */
  readonly from: number
  readonly until: number
  readonly longest: number
  readonly minAltitude: number
}

/** Part of the window for which the ball is widened at once, s. */
const SLICE = 100
/** Spacing of its samples, s: between them the ball is widened by a hundredth or so. */
const SPACING = 25
/** An intercept counts when it takes no more than this above Δv, m/s: at 900 s 90 m of way. */
const TOUCH = 0.1
/** Bound on the relative acceleration of target and interceptor, m/s²: both fall near one another, and a glider lifts at a few m/s². */
const BEND = 20
/** Step over times at which the Δv would do but the arc leads through the air, and how closely its end is found, s. */
const BLIND = 2
const CLOSE = 0.001
/** Change of Δv that ends the rounds of one arc, m/s: leaves a few hundredths. */
const ENOUGH = 5
/** Bound on the acceleration by the flattening of the Earth, 3 J₂ g, m/s²: the arcs are two-body, the shell turns with J2. */
const FLATTENING = 0.032

/**
 * By how much gravity can carry an interceptor farther from its carrier than the free-fall shortcut says: sinh(kt)/(kt). The distance d of two bodies in free
 * fall above the radius r obeys d̈ ≤ a + k²d with k² = 2μ/r³: gravity pulls unlike by at most its largest gradient there (for any two points above r:
 * |g₁ − g₂|² = (g₁ − g₂)² + 2g₁g₂(1 − cos θ), |r₁ − r₂|² likewise, and both terms keep to k⁴).
 */
export function tidalStretch(time: number, radius = LOWEST_ARC_RADIUS): number {
  const x = Math.sqrt((2 * WGS84_GM) / (radius * radius * radius)) * time
  return x < 1e-4 ? 1 + (x * x) / 6 : (exp(x) - exp(-x)) / (2 * x)
}

/**
 * Finds which satellites of a shell reach a target by fly-outs too long for the free-fall shortcut, and when first: at the first t at which the two-body arc
 * (`longFlyOutDeltaV`) takes no more than Δv.
 *
 * The window is cut into slices of 100 s. In each, satellites that come within a ball widened by `tidalStretch` are all that can reach. From where the
 * ball first touches, the needed Δv f is followed by steps that do not jump over the first contact. An impulse moves the end of an arc by B times itself, and
 * |B − tI| ≤ (s − 1)t with s = `tidalStretch` above the lowest point of the arc, by the same reasoning. So with û along the impulse and c the velocity of the target against the arc's end
 *
 *   −ḟ = −û·B⁻¹c ≤ (−û·c + e|c|)/t,   e = (s − 1)/(2 − s)
 *
 * and the gap (f − Δv)(t − (f + Δv)/2a) closes no faster than −û·c + e|c|, which grows by no more than `BEND` a second. Good to fly-outs of 1,000 s, where e is
 * at most 1.3; at 1,260 s it is without bound.
 *
 * One instance serves one shell and keeps its buffers; results are in order of intercept, then satellite.
 */
export class LongReachFinder {
  readonly #shell: Shell
  readonly #finder: ReachFinder
  readonly #r = new Float64Array(3)
  readonly #v = new Float64Array(3)
  readonly #rCarrier = new Float64Array(3)
  readonly #vCarrier = new Float64Array(3)
  readonly #arc = longArc()
  /** Per satellite: before this time it does not reach. */
  readonly #notBefore: Float64Array
  /** Per path: where it stays above which altitude. */
  readonly #above = new WeakMap<
    Path,
    { readonly altitude: number; readonly from: number; readonly until: number }
  >()

  constructor(shell: Shell) {
    this.#shell = shell
    this.#finder = new ReachFinder(shell)
    this.#notBefore = new Float64Array(shell.count)
  }

  /**
   * @param liftoff seconds since the epoch at which the path's clock stands at 0
   * @param angle sidereal angle at the epoch, rad
   * @param asks which satellites are asked at all; all where left out
   */
  find(
    path: Path,
    flyOut: FlyOut,
    { release, from, until, longest, minAltitude }: LongWindow,
    liftoff: number,
    angle: number,
    asks: (satellite: number) => boolean = () => true,
  ): InReach[] {
    const found = new Map<number, number>()
    this.#notBefore.fill(-Infinity)
    const last = Math.min(until, release + longest)
    const open = this.#isAbove(path, from, until, minAltitude)
      ? from
      : windowOf(path, from, last, minAltitude, Infinity)?.open
    if (open === undefined) return []
    for (let start = open; start < last; start += SLICE) {
      const slice = windowOf(path, start, Math.min(last, start + SLICE), 0, SPACING)
      if (slice === undefined) break
      const window = { ...slice, release }
      const wide = widened(flyOut, window.open - release, window.deadline - release)
      for (const { satellite, intercept: first } of this.#finder.touching(window, wide, liftoff, angle)) {
        const from = Math.max(first, this.#notBefore[satellite]!)
        if (from > window.deadline || found.has(satellite) || !asks(satellite)) continue
        const intercept = this.#earliest(window, flyOut, liftoff, angle, satellite, from)
        if (intercept !== undefined) found.set(satellite, intercept)
      }
    }
    const all = Array.from(found, ([satellite, intercept]) => ({ satellite, intercept }))
    return all.sort((a, b) => a.intercept - b.intercept || a.satellite - b.satellite)
  }

  /** Does a path stay above an altitude from one time to another? Remembers the longest stretch that it was asked about. */
  #isAbove(path: Path, from: number, until: number, altitude: number): boolean {
    const known = this.#above.get(path)
    if (known !== undefined && known.altitude >= altitude && known.from <= from && known.until >= until)
      return true
    const open = windowOf(path, from, until, altitude, Infinity)?.open
    if (open !== from) return false
    this.#above.set(path, { altitude, from, until })
    return true
  }

  #earliest(
    window: Window<Path>,
    { deltaV, acceleration }: FlyOut,
    liftoff: number,
    angle: number,
    satellite: number,
    first: number,
  ): number | undefined {
    this.#shell.position(liftoff + window.release, satellite, this.#rCarrier)
    this.#shell.velocity(liftoff + window.release, satellite, this.#vCarrier)
    const arc = this.#arc
    let last = deltaV
    const isEnough = (t: number): boolean => {
      stateAt(window.trajectory, t, this.#r, this.#v)
      eciFromEcefState(angle + EARTH_RATE * (liftoff + t), this.#r, this.#v, this.#r, this.#v)
      const time = t - window.release
      longFlyOut(this.#rCarrier, this.#vCarrier, this.#r, time, acceleration, arc, last, ENOUGH)
      if (arc.deltaV < Infinity) last = arc.deltaV
      return arc.deltaV <= deltaV + TOUCH
    }
    let t = first
    let blind: number | undefined
    while (t <= window.deadline) {
      if (isEnough(t) && arc.lowest >= LOWEST_ARC_RADIUS) {
        if (blind === undefined) return t
        // The arc has just come out of the air.
        let [low, high] = [blind, t]
        while (high - low > CLOSE) {
          const middle = (low + high) / 2
          if (isEnough(middle) && arc.lowest >= LOWEST_ARC_RADIUS) high = middle
          else low = middle
        }
        return high
      }
      const more = arc.deltaV - deltaV
      if (more <= TOUCH || more === Infinity) {
        blind = t
        t += BLIND
        last = deltaV
        continue
      }
      blind = undefined
      const time = t - window.release
      const gap = more * (time - (arc.deltaV + deltaV) / (2 * acceleration))
      let [speed2, along] = [0, 0]
      for (let k = 0; k < 3; k++) {
        const c = this.#v[k]! - arc.vEnd[k]!
        speed2 += c * c
        along += c * arc.impulse[k]!
      }
      const stretch = tidalStretch(time, Math.max(arc.lowest, LOWEST_ARC_RADIUS))
      const closing = ((stretch - 1) / (2 - stretch)) * Math.sqrt(speed2) - along / arc.deltaV
      t += (2 * gap) / (closing + Math.sqrt(closing * closing + 2 * BEND * gap))
    }
    this.#notBefore[satellite] = t
    return undefined
  }
}

/** A fly-out whose ball holds all that an interceptor can come to from `shortest` to `longest` s after release. */
function widened({ deltaV, acceleration }: FlyOut, shortest: number, longest: number): FlyOut {
  const drift = (FLATTENING / 2) * longest * longest
  const stretch = tidalStretch(longest) + drift / flyOutReach(deltaV, acceleration, shortest)
  return { deltaV: stretch * deltaV, acceleration: stretch * acceleration }
}
