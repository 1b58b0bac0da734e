import { OpendomeError } from '../core/index.ts'
import { acos, asinh, atan2, exp, ln, norm3 } from '../math/index.ts'

const MAX_ITERATIONS = 60

/** Newton converges quadratically: once a step in ln(1 + x) is this small, what is left is rounding. */
const STEP_TOLERANCE = 1e-9

/** Sine of the angle from half a turn below which the plane of the transfer is not determined. */
const PLANE_TOLERANCE = 1e-9

export interface LambertSolution {
  /** Velocity at `r1`, m/s. */
  readonly v1: Float64Array
  /** Velocity at `r2`, m/s. */
  readonly v2: Float64Array
}

/** `lambert` into given arrays; allocates nothing. Same arguments, same errors. */
export function lambertInto(
  mu: number,
  r1: Float64Array,
  r2: Float64Array,
  dt: number,
  prograde: boolean,
  v1: Float64Array,
  v2: Float64Array,
): void {
  const d1 = norm3(r1[0]!, r1[1]!, r1[2]!)
  const d2 = norm3(r2[0]!, r2[1]!, r2[2]!)
  const chord = norm3(r2[0]! - r1[0]!, r2[1]! - r1[1]!, r2[2]! - r1[2]!)
  if (!(mu > 0 && dt > 0 && d1 > 0 && d2 > 0) || !Number.isFinite(mu + dt + d1 + d2)) {
    throw new OpendomeError(
      'invalid',
      `transfer (mu ${mu}, dt ${dt} s, |r1| ${d1} m, |r2| ${d2} m): expected finite numbers above 0`,
    )
  }
  const x1 = r1[0]! / d1
  const y1 = r1[1]! / d1
  const z1 = r1[2]! / d1
  const x2 = r2[0]! / d2
  const y2 = r2[1]! / d2
  const z2 = r2[2]! / d2
  let nx = y1 * z2 - z1 * y2
  let ny = z1 * x2 - x1 * z2
  let nz = x1 * y2 - y1 * x2
  const sine = norm3(nx, ny, nz)
  const cosine = x1 * x2 + y1 * y2 + z1 * z2
  if (chord === 0 || (sine < PLANE_TOLERANCE && cosine < 0)) {
    throw new OpendomeError(
      'infeasible',
      `transfer from |r1| ${d1} m to |r2| ${d2} m (chord ${chord} m): expected two points that fix a plane`,
      { hint: 'half a turn, or the same point twice, has no single solution: move one point' },
    )
  }

  // The way round: prograde has its angular momentum along +z.
  const short = sine === 0 || nz >= 0 === prograde
  const turn = sine === 0 ? 0 : (short ? 1 : -1) / sine
  nx *= turn
  ny *= turn
  nz *= turn

  // Geometry: λ = √(r₁r₂) cos(θ/2)/s with its sign, σ = sin of the angle between chord and radius sum.
  const semiperimeter = 0.5 * (d1 + d2 + chord)
  const halfCosine = 0.5 * norm3(x1 + x2, y1 + y2, z1 + z2)
  const halfSine = 0.5 * norm3(x1 - x2, y1 - y2, z1 - z2)
  const mean = Math.sqrt(d1 * d2)
  const lambda = ((short ? 1 : -1) * mean * halfCosine) / semiperimeter
  const gap = chord / semiperimeter
  const rho = (d1 - d2) / chord
  const sigma = (2 * mean * halfSine) / chord

  const time = (Math.sqrt((2 * mu) / semiperimeter) / semiperimeter) * dt
  const w = solveTransferTime(lambda, gap, time)
  const x = w - 1
  const y = Math.sqrt(1 - lambda * lambda * w * (2 - w))
  const gamma = Math.sqrt(0.5 * mu * semiperimeter)
  const forward = lambda * x < 0 ? gap / (y - lambda * x) : y + lambda * x
  const inward = lambda * y - x
  const outward = rho * (lambda * y + x)
  const radial1 = (gamma * (inward - outward)) / d1
  const radial2 = (-gamma * (inward + outward)) / d2
  const tangent1 = (gamma * sigma * forward) / d1
  const tangent2 = (gamma * sigma * forward) / d2
  v1[0] = radial1 * x1 + tangent1 * (ny * z1 - nz * y1)
  v1[1] = radial1 * y1 + tangent1 * (nz * x1 - nx * z1)
  v1[2] = radial1 * z1 + tangent1 * (nx * y1 - ny * x1)
  v2[0] = radial2 * x2 + tangent2 * (ny * z2 - nz * y2)
  v2[1] = radial2 * y2 + tangent2 * (nz * x2 - nx * z2)
  v2[2] = radial2 * z2 + tangent2 * (nx * y2 - ny * x2)
}

/**
 * Velocities of the two-body arc from `r1` to `r2` (m, one inertial frame) in `dt` s (> 0) with less than one
 * revolution; `mu` m³/s². `prograde`: angular momentum with positive z; else the other way round. The short way is prograde
 * exactly when (r1 × r2) has positive z: see `shortWay`. Two points on one ray from the centre are joined along it.
 *
 * Izzo, Revisiting Lambert's problem, Celestial Mechanics and Dynamical Astronomy 121 (2015), with Newton's method on
 * ln T over ln(1 + x) inside a bracket.
 *
 * Errors: `invalid` for numbers out of range; `infeasible` half a turn apart or at one and the same point.
 */
export function lambert(
  mu: number,
  r1: Float64Array,
  r2: Float64Array,
  dt: number,
  prograde: boolean,
): LambertSolution {
  const v1 = new Float64Array(3)
  const v2 = new Float64Array(3)
  lambertInto(mu, r1, r2, dt, prograde, v1, v2)
  return { v1, v2 }
}

/** The value of `prograde` that makes `lambert` take the shorter way (under half a turn) from `r1` to `r2`. */
export function shortWay(r1: Float64Array, r2: Float64Array): boolean {
  return r1[0]! * r2[1]! - r1[1]! * r2[0]! >= 0
}

/**
 * 1 + x at which the dimensionless transfer time is `time`. Time falls all the way from x = −1 to ∞, and ln T is
 * nearly a straight line over ln(1 + x) (Izzo 2015, section 3), so Newton's method there needs a few steps.
 */
function solveTransferTime(lambda: number, gap: number, time: number): number {
  const target = ln(time)
  let z = ln(startingPoint(lambda, gap, time))
  let low = -Infinity
  let high = Infinity
  for (let i = 0; i < MAX_ITERATIONS; i++) {
    const w = exp(z)
    const value = transferTime(w, lambda, gap)
    const error = ln(value) - target
    if (error > 0) low = z
    else high = z
    const step = (error * value) / (w * transferTimeSlope(w, lambda, value))
    const next = z - step
    if (Math.abs(step) < STEP_TOLERANCE) return exp(next)
    if (next > low && next < high) z = next
    else if (low === -Infinity) z = high - 1
    else if (high === Infinity) z = low + 1
    else z = 0.5 * (low + high)
  }
  return exp(z)
}

/** First guess of 1 + x: Izzo (2015), equation 30. */
function startingPoint(lambda: number, gap: number, time: number): number {
  const atZero = acos(lambda) + lambda * Math.sqrt(gap)
  const atOne = (2 / 3) * (1 - lambda * lambda * lambda)
  if (time >= atZero) return exp((2 / 3) * ln(atZero / time))
  if (time > atOne) return exp((Math.LN2 * ln(time / atZero)) / ln(atOne / atZero))
  const fifth = lambda * lambda * lambda * lambda * lambda
  return 2 + (2.5 * atOne * (atOne - time)) / (time * (1 - fifth))
}

/** Dimensionless transfer time T at w = 1 + x; `gap` = 1 − λ². Izzo (2015), equations 18 and 20. */
function transferTime(w: number, lambda: number, gap: number): number {
  const x = w - 1
  const below = w * (2 - w)
  const y = Math.sqrt(1 - lambda * lambda * below)
  const eta = lambda * x > 0 ? gap / (y + lambda * x) : y - lambda * x
  const remainder = lambda > 0 ? gap / (1 + lambda) : 1 - lambda
  const s1 = 0.5 * (remainder - x * eta)
  if (Math.abs(s1) < 0.3) {
    // Near the parabola, or two near points: the hypergeometric series ₂F₁(3, 1; 5/2; S₁) has no cancellation.
    let term = 1
    let sum = 1
    for (let n = 0; n < 80 && Math.abs(term) > 1e-17; n++) {
      term *= ((3 + n) / (2.5 + n)) * s1
      sum += term
    }
    return 0.5 * (eta * eta * eta * (4 / 3) * sum + 4 * lambda * eta)
  }
  const root = Math.sqrt(Math.abs(below))
  const psi = below > 0 ? atan2(eta * root, x * y + lambda * below) : asinh(eta * root)
  return (psi / root - x + lambda * y) / below
}

/** dT/dx from T: Izzo (2015), equation 22; at the parabola its limit. */
function transferTimeSlope(w: number, lambda: number, value: number): number {
  const x = w - 1
  const below = w * (2 - w)
  const cubed = lambda * lambda * lambda
  if (Math.abs(below) < 1e-4) return 0.4 * (cubed * lambda * lambda - 1)
  const y = Math.sqrt(1 - lambda * lambda * below)
  return (3 * value * x - 2 + (2 * cubed * x) / y) / below
}
