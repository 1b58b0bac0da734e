import { EARTH_RATE, WGS84_GM, density, geodeticHeight, gravity } from '../earth/index.ts'
import { norm3 } from '../math/index.ts'
import { whiteAcceleration, type MotionModel } from './models.ts'

/** Above this height (m) drag is left out: under 1e-6 m/s² there, as in threat. */
const DRAG_CEILING = 200_000
/** Steps (s): the gravity gradient over 20 s changes the transition by under 1e-6; drag needs finer ones. */
const STEP_ABOVE_AIR = 20
const STEP_HIGH_AIR = 4
const STEP_IN_AIR = 0.5
const HIGH_AIR = 70_000
/** Time (s) of e-fold growth of drag beyond which a lasting error of it is taken as lasting that long. */
const LONGEST_GROWTH = 10
/** The same where drag dies away. */
const DYING = 0.25

const point = new Float64Array(3)
const pull = new Float64Array(3)
const slope = new Float64Array(6)
const trial = new Float64Array(6)
const total = new Float64Array(6)

/**
 * Free flight of a body without thrust: point mass + J2 gravity and, below 200 km, drag ½ρ|w|w/β of the US Standard Atmosphere 1976 against the
 * velocity w relative to the rotating air. State (r_eci, v_eci). Noise: white acceleration of spectral density q (m²/s³) on each axis, and in the
 * air what `dragShare` (relative sigma of the drag) brings, on all three: an error that lasts, of drag a that grows e-fold in h seconds on the way down, moves the
 * body by σ a h², as much as white acceleration of spectral density 4 h σ² a² does; that stands for it, h at most 10 s, and 0.25 s on the way up, where drag dies away. The transition is the series of exp(A dt) to order 2 (3 in position) with the
 * gradient of a point mass and the slopes of drag: −ρ|w|/(2β)(I + ŵŵᵀ) with velocity, that of the density with position. Limits: no lift; β constant.
 */
export class FreeFlight implements MotionModel {
  readonly dimension = 6
  readonly ballisticCoefficient: number
  readonly #q: number
  readonly #dragShare: number

  constructor(ballisticCoefficient: number, q: number, dragShare: number) {
    this.ballisticCoefficient = ballisticCoefficient
    this.#q = q
    this.#dragShare = dragShare
  }

  longestStep(x: Float64Array): number {
    return freeFlightLongestStep(x)
  }

  move(x: Float64Array, dt: number): void {
    freeFlightStep(x, dt, this.ballisticCoefficient)
  }

  linearise(x: Float64Array, dt: number, F: Float64Array, Q: Float64Array): void {
    Q.fill(0, 0, 36)
    const unknown = this.#dragShare * freeFlightSlopes(x, dt, this.ballisticCoefficient, 6, F)
    whiteAcceleration(6, this.#q + 4 * growthTime * unknown * unknown, dt, Q)
  }
}

/** Longest step (s) over which the transition of free flight holds at x. */
export function freeFlightLongestStep(x: Float64Array): number {
  const height = heightOf(x)
  if (height > DRAG_CEILING) return STEP_ABOVE_AIR
  return height > HIGH_AIR ? STEP_HIGH_AIR : STEP_IN_AIR
}

/** Time (s) in which drag grows e-fold at the state last looked at. */
let growthTime = DYING

/** The same for the model that is built on these slopes. */
export const dragGrowthTime = (): number => growthTime

/** Drag (m/s²) at x; its slopes with velocity into `damping`, those with position added to `gradient`, w into `relative`. 0 above the air. */
function dragSlopes(x: Float64Array, ballisticCoefficient: number): number {
  const height = heightOf(x)
  if (height >= DRAG_CEILING) return 0
  relative[0] = x[3]! + EARTH_RATE * x[1]!
  relative[1] = x[4]! - EARTH_RATE * x[0]!
  relative[2] = x[5]!
  const [wx, wy, wz] = relative
  const speed2 = wx * wx + wy * wy + wz * wz
  const speed = Math.sqrt(speed2)
  const air = density(height)
  const rate = (0.5 * air * speed) / ballisticCoefficient
  // The density falls along the radius; 100 m either way is well inside a scale height.
  const fall = (density(height + DENSITY_STEP) - density(height - DENSITY_STEP)) / (2 * DENSITY_STEP * air)
  const r = norm3(x[0]!, x[1]!, x[2]!)
  const growth = (fall * (wx * x[0]! + wy * x[1]! + wz * x[2]!)) / r
  growthTime = growth > 0 ? Math.min(1 / growth, LONGEST_GROWTH) : DYING
  for (let i = 0; i < 3; i += 1) {
    for (let j = 0; j < 3; j += 1) {
      damping[3 * i + j] =
        -rate * ((i === j ? 1 : 0) + (speed > 0 ? (relative[i]! * relative[j]!) / speed2 : 0))
      gradient[3 * i + j]! -= (rate * fall * relative[i]! * x[j]!) / r
    }
  }
  return rate * speed
}

/**
 * The transition of (r, v) over dt s at x into the first six rows and columns of F (n × n by rows; the rest 0), and the drag (m/s², 0 above the air),
 * whose slopes with velocity then stand in `damping` and whose velocity w relative to the air in `relative`.
 */
export function freeFlightSlopes(
  x: Float64Array,
  dt: number,
  ballisticCoefficient: number,
  n: number,
  F: Float64Array,
): number {
  F.fill(0, 0, n * n)
  gravityGradient(x)
  const drag = dragSlopes(x, ballisticCoefficient)
  const half = 0.5 * dt * dt
  const sixth = (half * dt) / 3
  for (let i = 0; i < 3; i += 1) {
    const row = i * n
    const fast = (i + 3) * n
    F[row + i] = 1
    F[fast + i + 3] = 1
    F[row + i + 3] = dt
    for (let j = 0; j < 3; j += 1) {
      const k = gradient[3 * i + j]!
      F[row + j]! += half * k
      F[row + j + 3]! += sixth * k
      F[fast + j]! += dt * k
      F[fast + j + 3]! += half * k
      if (drag === 0) continue
      const d = damping[3 * i + j]!
      let dd = 0
      let dk = 0
      for (let l = 0; l < 3; l += 1) {
        dd += damping[3 * i + l]! * damping[3 * l + j]!
        dk += damping[3 * i + l]! * gradient[3 * l + j]!
      }
      F[row + j]! += sixth * dk
      F[row + j + 3]! += half * d + sixth * dd
      F[fast + j]! += half * dk
      F[fast + j + 3]! += dt * d + half * dd
    }
  }
  return drag
}

const DENSITY_STEP = 100
export const damping = new Float64Array(9)
/** Velocity relative to the turning air, m/s. */
export const relative = new Float64Array(3) as Float64Array & [number, number, number]

/** ∂g/∂r of a point mass at the place left by `gravityGradient`, by rows. */
export const gradient = new Float64Array(9)

/** −μ/r³ (I − 3 r̂r̂ᵀ) at the position of x into `gradient`. J2 changes it by 0.3 % at most and is left out. */
export function gravityGradient(x: Float64Array): void {
  const r2 = x[0]! * x[0]! + x[1]! * x[1]! + x[2]! * x[2]!
  const k = WGS84_GM / (r2 * Math.sqrt(r2))
  for (let i = 0; i < 3; i += 1) {
    for (let j = 0; j < 3; j += 1) {
      gradient[3 * i + j] = ((3 * k) / r2) * x[i]! * x[j]! - (i === j ? k : 0)
    }
  }
}

/** Geodetic height (m) of the position in x. */
export function heightOf(x: Float64Array): number {
  point[0] = x[0]!
  point[1] = x[1]!
  point[2] = x[2]!
  return geodeticHeight(point)
}

/** One step of dt s (classical Runge–Kutta of order 4) of free flight of the first six of x; β in kg/m². */
export function freeFlightStep(x: Float64Array, dt: number, ballisticCoefficient: number): void {
  for (let i = 0; i < 6; i += 1) {
    total[i] = 0
    trial[i] = x[i]!
  }
  for (let stage = 0; stage < 4; stage += 1) {
    fall(trial, ballisticCoefficient, slope)
    const weight = stage === 0 || stage === 3 ? dt / 6 : dt / 3
    const ahead = stage === 2 ? dt : 0.5 * dt
    for (let i = 0; i < 6; i += 1) {
      total[i]! += weight * slope[i]!
      trial[i] = x[i]! + ahead * slope[i]!
    }
  }
  for (let i = 0; i < 6; i += 1) x[i]! += total[i]!
}

/** Time derivative of (r, v) in free flight. */
function fall(x: Float64Array, ballisticCoefficient: number, out: Float64Array): void {
  point[0] = x[0]!
  point[1] = x[1]!
  point[2] = x[2]!
  gravity(point, pull)
  out[0] = x[3]!
  out[1] = x[4]!
  out[2] = x[5]!
  out[3] = pull[0]!
  out[4] = pull[1]!
  out[5] = pull[2]!
  // Cheap test first: the ellipsoid is nowhere farther than 6,378,137 m from the centre.
  const r2 = point[0] * point[0] + point[1] * point[1] + point[2] * point[2]
  if (r2 > FAR2) return
  const height = geodeticHeight(point)
  if (height >= DRAG_CEILING) return
  const wx = x[3]! + EARTH_RATE * x[1]!
  const wy = x[4]! - EARTH_RATE * x[0]!
  const wz = x[5]!
  const k = (0.5 * density(height) * Math.sqrt(wx * wx + wy * wy + wz * wz)) / ballisticCoefficient
  out[3] -= k * wx
  out[4] -= k * wy
  out[5] -= k * wz
}

const FAR2 = (6_378_137 + DRAG_CEILING) * (6_378_137 + DRAG_CEILING)
