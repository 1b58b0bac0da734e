import erfc from '@stdlib/math-base-special-erfc'
import { OpendomeError, requireWithin } from '../core/index.ts'
import { exp, ln, lnGamma } from './functions.ts'
import {
  betaDensityFactor,
  betaTail,
  gammaDensityFactor,
  incompleteGamma,
  incompleteGammaUpper,
} from './incomplete.ts'

const SQRT_HALF = 0.7071067811865476
const MOST_ITERATIONS = 200

/** The chance that a standard normal number is ≤ x, accurate relative to itself in the lower tail. */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) throw new OpendomeError('invalid', 'x NaN: expected a number')
  return 0.5 * erfc(-x * SQRT_HALF)
}

/** Ratio of two polynomials of degree 7 in r; coefficients from the constant term up. */
function ratio(numerator: readonly number[], denominator: readonly number[], r: number): number {
  let p = 0
  let q = 0
  for (let i = 7; i >= 0; i -= 1) {
    p = p * r + numerator[i]!
    q = q * r + denominator[i]!
  }
  return p / q
}

/**
 * The standard normal number below which lies the part p (0 < p < 1) of the distribution; relative error
 * about 1e-16. M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988) 477–484, PPND16.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new OpendomeError('invalid', `p ${p}: expected above 0 and below 1`)
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) return q * ratio(CENTRE_P, CENTRE_Q, 0.180625 - q * q)
  const r = Math.sqrt(-ln(q < 0 ? p : 1 - p))
  const size = r <= 5 ? ratio(MIDDLE_P, MIDDLE_Q, r - 1.6) : ratio(TAIL_P, TAIL_Q, r - 5)
  return q < 0 ? -size : size
}

const CENTRE_P = [
  3.387132872796366608, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
  4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
]
const CENTRE_Q = [
  1, 4.2313330701600911252e1, 6.871870074920579083e2, 5.3941960214247511077e3, 2.1213794301586595867e4,
  3.930789580009271061e4, 2.8729085735721942674e4, 5.226495278852854561e3,
]
const MIDDLE_P = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
  1.27045825245236838258, 2.4178072517745061177e-1, 2.27238449892691845833e-2, 7.7454501427834140764e-4,
]
const MIDDLE_Q = [
  1, 2.05319162663775882187, 1.6763848301838038494, 6.8976733498510000455e-1, 1.4810397642748007459e-1,
  1.51986665636164571966e-2, 5.475938084995344946e-4, 1.05075007164441684324e-9,
]
const TAIL_P = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 2.9656057182850489123e-1,
  2.6532189526576123093e-2, 1.2426609473880784386e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
]
const TAIL_Q = [
  1, 5.9983220655588793769e-1, 1.3692988092273580531e-1, 1.48753612908506148525e-2, 7.868691311456132591e-4,
  1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
]

/**
 * The number below which lies the part p of Student's distribution with `dof` degrees of freedom (1 to 1e8,
 * not only integers, or Infinity for the normal distribution); p and 1 − p from 1e-100. Throws `invalid`
 * otherwise.
 */
export function studentQuantile(p: number, dof: number): number {
  if (dof === Infinity) return normalQuantile(p)
  requireWithin('degrees of freedom', dof, 1, 1e8)
  requireWithin('p', p, 1e-100, 1)
  const normal = normalQuantile(p)
  if (normal === 0) return 0
  // The upper tail beyond t is ½ I_x(dof/2, ½) with x = dof/(dof + t²). Newton's method for the logarithm of
  // the tail as a function of ln t: concave, and a straight line far out.
  const tail = p < 0.5 ? p : 1 - p
  let t = Math.abs(normal)
  for (let i = 0; i < MOST_ITERATIONS; i += 1) {
    const x = dof / (dof + t * t)
    const y = (t * t) / (dof + t * t)
    const beyond = 0.5 * betaTail(x, y, 0.5 * dof, 0.5)
    // −d(tail)/d(ln t) is the density times t: x^(dof/2) y^½ / B.
    const slope = betaDensityFactor(x, y, 0.5 * dof, 0.5)
    const change = Math.min(700, (ln(beyond / tail) * beyond) / slope)
    t *= exp(change)
    if (Math.abs(change) < 4e-16) break
  }
  return p < 0.5 ? -t : t
}

/**
 * The number below which lies the part p (0 ≤ p ≤ 1) of the beta(a, b) distribution, the inverse of
 * `incompleteBeta`. a and b in [0.01, 1e8]; throws `invalid` otherwise.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  requireWithin('p', p, 0, 1)
  requireWithin('a', a, 0.01, 1e8)
  requireWithin('b', b, 0.01, 1e8)
  if (p === 0 || p === 1) return p

  // Start from the leading term of the lower tail, x^a / (a B(a, b)), or from the mean.
  const leading = exp((ln(p * a) + lnGamma(a) + lnGamma(b) - lnGamma(a + b)) / a)
  let x = Math.min(leading, a / (a + b))
  let low = 0
  let high = 1
  for (let i = 0; i < MOST_ITERATIONS; i += 1) {
    const difference = betaTail(x, 1 - x, a, b) - p
    if (difference === 0) break
    if (difference < 0) low = x
    else high = x
    const slope = betaDensityFactor(x, 1 - x, a, b) / (x * (1 - x))
    const before = x
    x -= difference / slope
    // Newton's method, kept between the bounds by bisection.
    if (!(x > low && x < high)) x = 0.5 * (low + high)
    if (Math.abs(x - before) <= 1e-16 * before || x === low || x === high) break
  }
  return x
}

/** The chance that a chi-square number of `dof` degrees of freedom (above 0, at most 1e8) is ≤ x, x ≥ 0. */
export function chiSquareCdf(x: number, dof: number): number {
  requireWithin('degrees of freedom', dof, 1e-5, 1e8)
  return incompleteGamma(0.5 * x, 0.5 * dof)
}

/**
 * The number below which lies the part p (0 ≤ p < 1) of the chi-square distribution with `dof` degrees of freedom (0.02 to
 * 1e8, not only integers), the inverse of `chiSquareCdf`. Throws `invalid` otherwise.
 */
export function chiSquareQuantile(p: number, dof: number): number {
  if (!(p >= 0 && p < 1)) throw new OpendomeError('invalid', `p ${p}: expected 0 to below 1`)
  requireWithin('degrees of freedom', dof, 0.02, 1e8)
  if (p === 0) return 0
  const a = 0.5 * dof
  // E. B. Wilson, M. M. Hilferty, PNAS 17 (1931) 684: the cube root is nearly normal. Near zero x^a / Γ(a + 1) leads.
  const spread = 1 / (9 * a)
  const root = 1 - spread + normalQuantile(p) * Math.sqrt(spread)
  let x = a * root * root * root
  if (!(root > 0.2)) x = exp((ln(p) + lnGamma(a + 1)) / a)
  // Newton's method for the logarithm of the smaller tail as a function of ln x, on which both tails are concave.
  const upper = p > 0.5
  const part = upper ? 1 - p : p
  for (let i = 0; i < MOST_ITERATIONS; i += 1) {
    const tail = upper ? incompleteGammaUpper(x, a) : incompleteGamma(x, a)
    const slope = upper ? -gammaDensityFactor(x, a) : gammaDensityFactor(x, a)
    const change = Math.max(-2, Math.min(2, (ln(part / tail) * tail) / slope))
    x *= exp(change)
    if (Math.abs(change) < 4e-16) break
  }
  return 2 * x
}
