import { EARTH_RATE, eciFromEcefState } from '../earth/index.ts'
import { acos, atan2, norm3 } from '../math/index.ts'
import type { Shell } from '../orbit/index.ts'
import { stateAt, type Path } from '../threat/index.ts'
import { flyOutReach, requireShortFlyOut } from './fly-out.ts'
import { turnToEci, type Window } from './path.ts'

/** Fly-out of one interceptor type: Δv m/s, acceleration m/s². */
export interface FlyOut {
  readonly deltaV: number
  readonly acceleration: number
}

/** A satellite that can reach the missile, and when first. */
export interface InReach {
  /** Satellite index in the shell. */
  readonly satellite: number
  /** Earliest intercept, s since the missile's liftoff. */
  readonly intercept: number
}

const TURN = 2 * Math.PI
/** An intercept counts when the missile is within this distance (m) of the edge of the reach ball. */
const TOUCH = 0.001
/** Slack for the node's drift in a satellite's speed and acceleration, which is under 0.2 % of them. */
const DRIFT = 1.01

/**
 * Finds which satellites of a shell can reach a missile in its window, and when first. A satellite reaches the
 * missile at t when the missile is within ρ(t − release) of where the satellite would be in free fall at t.
 *
 * Per plane, in closed form (design: "Closed form for reach"): for unit axes p̂, q̂, radius a, target r, reach ρ the
 * satellites within ρ have cos(u − u₀) ≥ (a² + |r|² − ρ²)/(2a√((r·p̂)² + (r·q̂)²)). Between two samples of the path the reach is
 * widened by the largest relative motion, so no satellite is missed. Planes too far from the missile are passed over in one
 * step. Each candidate's earliest time is then found by steps that cannot jump over it: along a straight line the distance
 * only bends upwards, so over τ the gap closes by at most cτ + ½bτ², with c its closing speed now and b the
 * largest relative acceleration.
 *
 * One instance serves one shell and keeps its buffers; results are in order of intercept, then satellite.
 */
export class ReachFinder {
  readonly #shell: Shell
  readonly #stamp: Float64Array
  readonly #p = new Float64Array(3)
  readonly #q = new Float64Array(3)
  readonly #r = new Float64Array(3)
  readonly #v = new Float64Array(3)
  readonly #s = new Float64Array(3)
  #round = 0

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stamp = new Float64Array(shell.count)
  }

  /**
   * @param window the missile's path between release and deadline
   * @param liftoff seconds since the epoch
   * @param angle sidereal angle at the epoch, rad
   */
  find(window: Window<Path>, flyOut: FlyOut, liftoff: number, angle: number): InReach[] {
    requireShortFlyOut(window.deadline - window.release)
    return this.touching(window, flyOut, liftoff, angle)
  }

  /**
   * `find` for a ball of any age: which satellites have the missile within ρ of where they would be in free fall, and when first. Past 250 s
   * that is not reach; `LongReachFinder` widens the ball for it.
   */
  touching(window: Window<Path>, flyOut: FlyOut, liftoff: number, angle: number): InReach[] {
    const candidates = this.#candidates(window, flyOut, liftoff, angle)
    const found: InReach[] = []
    for (const satellite of candidates) {
      const intercept = this.#earliest(window, flyOut, liftoff, angle, satellite)
      if (intercept !== undefined) found.push({ satellite, intercept })
    }
    found.sort((a, b) => a.intercept - b.intercept || a.satellite - b.satellite)
    return found
  }

  /** Satellites that may be within reach between some two samples, each once. */
  #candidates(window: Window<Path>, flyOut: FlyOut, liftoff: number, angle: number): number[] {
    const shell = this.#shell
    const { times, r_ecef, release, topSpeed } = window
    const a = shell.radius
    const round = ++this.#round
    const out: number[] = []
    const half = (times[1]! - times[0]!) / 2
    const slack = half * (topSpeed + a * shell.meanMotion * DRIFT)
    const spacing = TURN / shell.perPlane
    for (let i = 0; i < times.length; i++) {
      const t = times[i]!
      const T = liftoff + t
      turnToEci(angle + EARTH_RATE * T, r_ecef, 3 * i, this.#r)
      const [x, y, z] = [this.#r[0]!, this.#r[1]!, this.#r[2]!]
      const r2 = x * x + y * y + z * z
      const rho = flyOutReach(flyOut.deltaV, flyOut.acceleration, t + half - release) + slack
      const need = a * a + r2 - rho * rho
      const least = need <= 0 ? 0 : (need / (2 * a)) * (need / (2 * a))
      if (least > r2) continue
      // Farthest from a plane that still allows reach, and how much that distance can change from plane to plane.
      const farthest = Math.sqrt(r2 - least)
      const change = Math.sqrt(r2) * Math.abs(shell.planeSpacing)
      for (let plane = 0; plane < shell.planes; plane++) {
        shell.planeAxes(T, plane, this.#p, this.#q)
        const along = x * this.#p[0]! + y * this.#p[1]! + z * this.#p[2]!
        const across = x * this.#q[0]! + y * this.#q[1]! + z * this.#q[2]!
        const inPlane2 = along * along + across * across
        if (inPlane2 < least) {
          plane += Math.floor((Math.sqrt(r2 - inPlane2) - farthest) / change)
          continue
        }
        const cosine = need / (2 * a * Math.sqrt(inPlane2))
        const width = cosine <= -1 ? Math.PI : acos(Math.min(1, cosine))
        const first = shell.argumentOfLatitude(T, plane, 0)
        const centre = atan2(across, along) - first
        const low = Math.ceil((centre - width) / spacing)
        const high = Math.min(Math.floor((centre + width) / spacing), low + shell.perPlane - 1)
        for (let k = low; k <= high; k++) {
          const slot = k - shell.perPlane * Math.floor(k / shell.perPlane)
          const index = plane * shell.perPlane + slot
          if (this.#stamp[index] === round) continue
          this.#stamp[index] = round
          out.push(index)
        }
      }
    }
    return out
  }

  /** Earliest time in the window at which one satellite has the missile in reach. */
  #earliest(
    window: Window<Path>,
    flyOut: FlyOut,
    liftoff: number,
    angle: number,
    satellite: number,
  ): number | undefined {
    const shell = this.#shell
    const { deltaV, acceleration } = flyOut
    const bend = window.topAcceleration + shell.radius * shell.meanMotion * shell.meanMotion * DRIFT
    let t = window.open
    while (t <= window.deadline) {
      const T = liftoff + t
      stateAt(window.trajectory, t, this.#r, this.#v)
      eciFromEcefState(angle + EARTH_RATE * T, this.#r, this.#v, this.#r, this.#v)
      shell.position(T, satellite, this.#s)
      const dx = this.#r[0]! - this.#s[0]!
      const dy = this.#r[1]! - this.#s[1]!
      const dz = this.#r[2]! - this.#s[2]!
      const distance = norm3(dx, dy, dz)
      const flown = t - window.release
      const gap = distance - flyOutReach(deltaV, acceleration, flown)
      if (gap <= TOUCH) return t
      shell.velocity(T, satellite, this.#s)
      const opening =
        (dx * (this.#v[0]! - this.#s[0]!) +
          dy * (this.#v[1]! - this.#s[1]!) +
          dz * (this.#v[2]! - this.#s[2]!)) /
        distance
      const closing = Math.min(deltaV, acceleration * flown) - opening
      const b = acceleration * flown < deltaV ? bend + acceleration : bend
      t += (2 * gap) / (closing + Math.sqrt(closing * closing + 2 * b * gap))
    }
    return undefined
  }
}
