import { OpendomeError } from '../core/index.ts'
import { asinh, cbrt, norm3, sin, sinh } from '../math/index.ts'

/** Laguerre converges cubically: once a step is this small, what is left is rounding. */
const STEP_TOLERANCE = 1e-12
const MAX_ITERATIONS = 100

/**
 * Moves a two-body state by `dt` (s, either sign) along its conic: ellipse, parabola, hyperbola or straight
 * line. `mu` in m³/s²; positions m and velocities m/s in one inertial frame; writes `rOut` and `vOut`, which may be
 * `r0` and `v0` themselves.
 *
 * Universal variable and the functions U₀…U₃ after Battin, An Introduction to the Mathematics and Methods of
 * Astrodynamics (1999), sections 4.5–4.6; root by Laguerre's method (Conway, Celestial Mechanics 39, 1986) inside a bracket.
 *
 * Errors: `invalid` for a non-positive `mu`, a position at the centre or a number that is not finite.
 */
export function propagateKepler(
  mu: number,
  r0: Float64Array,
  v0: Float64Array,
  dt: number,
  rOut: Float64Array,
  vOut: Float64Array,
): void {
  const x = r0[0]!
  const y = r0[1]!
  const z = r0[2]!
  const vx = v0[0]!
  const vy = v0[1]!
  const vz = v0[2]!
  const distance = norm3(x, y, z)
  const rootMu = Math.sqrt(mu)
  const sigma = (x * vx + y * vy + z * vz) / rootMu
  const alpha = 2 / distance - (vx * vx + vy * vy + vz * vz) / mu
  if (!(mu > 0) || !(distance > 0) || !Number.isFinite(alpha + sigma + dt)) {
    throw new OpendomeError(
      'invalid',
      `two-body state (mu ${mu}, |r| ${distance} m, dt ${dt} s): expected finite numbers, mu > 0 and |r| > 0`,
    )
  }

  // Whole revolutions change nothing; what is left lies within half a period.
  let rest = dt
  if (alpha > 0) {
    const period = (2 * Math.PI) / (rootMu * alpha * Math.sqrt(alpha))
    if (Math.abs(dt) > 0.5 * period) rest = dt - period * Math.round(dt / period)
  }
  const chi = solveUniversalKepler(rootMu * rest, distance, sigma, alpha)

  // Lagrange coefficients at the root.
  universalFunctions(chi, alpha, U)
  const newDistance = distance * U[0]! + sigma * U[1]! + U[2]!
  const f = 1 - U[2]! / distance
  const g = (distance * U[1]! + sigma * U[2]!) / rootMu
  const fDot = (-rootMu * U[1]!) / (newDistance * distance)
  const gDot = 1 - U[2]! / newDistance
  rOut[0] = f * x + g * vx
  rOut[1] = f * y + g * vy
  rOut[2] = f * z + g * vz
  vOut[0] = fDot * x + gDot * vx
  vOut[1] = fDot * y + gDot * vy
  vOut[2] = fDot * z + gDot * vz
}

const U = new Float64Array(4)

/**
 * Root χ of r₀U₁ + σ₀U₂ + U₃ = √μ·dt (`target`). The left side grows with χ everywhere, its slope being the
 * distance, so every trial tightens a bracket; a step that leaves it, or is not half the one before, is replaced by bisection.
 */
function solveUniversalKepler(target: number, distance: number, sigma: number, alpha: number): number {
  if (target === 0) return 0
  const direction = target > 0 ? 1 : -1
  const size = Math.abs(target)
  let low = 0
  let high = alpha > 0 ? (2 * Math.PI) / Math.sqrt(alpha) : Infinity
  let chi = alpha > 0 ? size * alpha : openStart(size, distance, alpha)
  let last = Infinity
  // Against the clock the same equation holds with the radial velocity reversed.
  const radial = direction * sigma
  for (let i = 0; i < MAX_ITERATIONS; i++) {
    universalFunctions(chi, alpha, U)
    const error = distance * U[1]! + radial * U[2]! + U[3]! - size
    const slope = distance * U[0]! + radial * U[1]! + U[2]!
    const bend = radial * U[0]! + (1 - alpha * distance) * U[1]!
    if (error > 0 || Number.isNaN(error)) high = chi
    else low = chi
    if (error === 0) break
    const root = Math.sqrt(Math.abs(16 * slope * slope - 20 * error * bend))
    const step = (5 * error) / (slope + root)
    const next = chi - step
    if (Math.abs(step) <= STEP_TOLERANCE * chi) return direction * next
    const slow = high < Infinity && Math.abs(step) > 0.5 * last
    last = Math.abs(step)
    if (next > low && next < high && !slow) chi = next
    else chi = high === Infinity ? 2 * chi : 0.5 * (low + high)
  }
  return direction * chi
}

/** First guess of χ on an open orbit: the smallest of what the start, a parabola and a fast hyperbola would need. */
function openStart(size: number, distance: number, alpha: number): number {
  const start = Math.min(size / distance, cbrt(6 * size))
  const root = Math.sqrt(-alpha)
  const mean = size * root * root * root
  return mean > 3 ? Math.min(start, asinh(2 * mean) / root) : start
}

/** U₀…U₃ of Battin (1999) section 4.5 at χ and α = 1/a; they tend to 1, χ, χ²/2, χ³/6 as α vanishes. */
function universalFunctions(chi: number, alpha: number, out: Float64Array): void {
  const square = alpha * chi * chi
  let c2: number
  let c3: number
  if (Math.abs(square) < 1) {
    // Series of (1 − cos √x)/x and (√x − sin √x)/√x³, to 1e-17 at |x| = 1.
    c2 = 1 / 2
    c3 = 1 / 6
    let term2 = 1 / 2
    let term3 = 1 / 6
    for (let k = 2; k <= 9; k++) {
      term2 *= -square / ((2 * k - 1) * (2 * k))
      term3 *= -square / (2 * k * (2 * k + 1))
      c2 += term2
      c3 += term3
    }
  } else if (square > 0) {
    const angle = Math.sqrt(square)
    const half = sin(0.5 * angle)
    c2 = (2 * half * half) / square
    c3 = (angle - sin(angle)) / (square * angle)
  } else {
    const angle = Math.sqrt(-square)
    const half = sinh(0.5 * angle)
    c2 = (2 * half * half) / -square
    c3 = (sinh(angle) - angle) / (-square * angle)
  }
  out[0] = 1 - square * c2
  out[1] = chi * (1 - square * c3)
  out[2] = chi * chi * c2
  out[3] = chi * chi * chi * c3
}

/** Period of an ellipse, s. Errors: `invalid` unless mu and a are positive. */
export function orbitalPeriod(mu: number, semiMajorAxis: number): number {
  if (!(mu > 0 && semiMajorAxis > 0 && semiMajorAxis < Infinity)) {
    throw new OpendomeError(
      'invalid',
      `orbit (mu ${mu}, semi-major axis ${semiMajorAxis} m): expected both > 0`,
    )
  }
  return 2 * Math.PI * Math.sqrt(semiMajorAxis / mu) * semiMajorAxis
}

/** Speed of a circular orbit, m/s. */
export function circularSpeed(mu: number, radius: number): number {
  return (radius * 2 * Math.PI) / orbitalPeriod(mu, radius)
}
