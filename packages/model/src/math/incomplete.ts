import { requireWithin } from '../core/index.ts'
import { exp, ln, lnGamma } from './functions.ts'

/** Parameters beyond this are refused: the sums below would take more than 10⁵ terms. */
const LARGEST_PARAMETER = 1e9
const SMALLEST_PARAMETER = 1e-6
const MOST_TERMS = 1_000_000
const LN_SQRT_2PI = 0.9189385332046728
const TWO_PI = 6.283185307179586
const TINY = 1e-300
const SPACING = 2.220446049250313e-16

/**
 * Regularised incomplete beta function I_x(a, b), the chance that a beta(a, b) number is ≤ x. x in [0, 1], a
 * and b in [1e-6, 1e9]; otherwise throws `invalid`.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  requireWithin('x', x, 0, 1)
  requireWithin('a', a, SMALLEST_PARAMETER, LARGEST_PARAMETER)
  requireWithin('b', b, SMALLEST_PARAMETER, LARGEST_PARAMETER)
  return betaTail(x, 1 - x, a, b)
}

/**
 * I_x(a, b) where y = 1 − x is known better than by subtraction. The continued fraction is
 * quick below the mean; above it the other tail is, unless that is so near 1 that the difference would be lost.
 */
export function betaTail(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (y <= 0) return 1
  const factor = betaDensityFactor(x, y, a, b)
  if (x * (a + b + 2) <= a + 1) return factor * betaFraction(x, y, a, b)
  const other = factor * betaFraction(y, x, b, a)
  return other < 0.9 ? 1 - other : factor * betaFraction(x, y, a, b)
}

/** x^a (1 − x)^b / B(a, b), which is x (1 − x) times the beta density; y = 1 − x. */
export function betaDensityFactor(x: number, y: number, a: number, b: number): number {
  // C. Loader, Fast and Accurate Computation of Binomial Probabilities (2000): no difference of large numbers.
  const n = a + b
  const ln0 = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y)
  return exp(ln0) * Math.sqrt((a / n) * (b / TWO_PI))
}

/**
 * I_x(a, b) B(a, b)/(x^a y^b) by the continued fraction of A. R. DiDonato, A. H. Morris, ACM TOMS 18 (1992)
 * 360–373, eq. 9, whose terms do not cancel below the mean, with the modified Lentz algorithm (DLMF 3.10(iii)).
 */
function betaFraction(x: number, y: number, a: number, b: number): number {
  const lead = a * y - b * x + 1
  let f = guarded((a * lead) / (a + 1))
  let c = f
  let d = 0
  for (let n = 1; n <= MOST_TERMS; n += 1) {
    const middle = a + 2 * n - 1
    const bn = n * (b - n) * (x / middle)
    const alpha = (((a + n - 1) * x) / middle) * (a + b + n - 1) * bn
    const beta = n + bn + ((a + n) / (middle + 2)) * (lead + n * (1 + y))
    d = 1 / guarded(beta + alpha * d)
    c = guarded(beta + alpha / c)
    f *= c * d
    if (Math.abs(c * d - 1) < SPACING) break
  }
  return 1 / f
}

function guarded(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}

/**
 * Regularised lower incomplete gamma function P(a, x), the chance that a gamma(a) number is ≤ x. x ≥ 0, a in
 * [1e-6, 1e9]; otherwise throws `invalid`.
 */
export function incompleteGamma(x: number, a: number): number {
  requireGamma(x, a)
  if (x === 0 || x === Infinity) return x === 0 ? 0 : 1
  return x < a + 1 ? gammaSeries(x, a) : 1 - gammaFraction(x, a)
}

/** Regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x), accurate where it is small. */
export function incompleteGammaUpper(x: number, a: number): number {
  requireGamma(x, a)
  if (x === 0 || x === Infinity) return x === 0 ? 1 : 0
  return x < a + 1 ? 1 - gammaSeries(x, a) : gammaFraction(x, a)
}

/** P(a, x) by its power series (DLMF 8.11.4). */
function gammaSeries(x: number, a: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; n <= MOST_TERMS; n += 1) {
    term *= x / (a + n)
    sum += term
    if (term < sum * 0.25 * SPACING) break
  }
  return (gammaDensityFactor(x, a) / a) * sum
}

/** Q(a, x) by its continued fraction (DLMF 8.9.2, contracted), modified Lentz algorithm. */
function gammaFraction(x: number, a: number): number {
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / guarded(b)
  let result = d
  for (let n = 1; n <= MOST_TERMS; n += 1) {
    const an = -n * (n - a)
    b += 2
    d = 1 / guarded(an * d + b)
    c = guarded(b + an / c)
    result *= d * c
    if (Math.abs(d * c - 1) < SPACING) break
  }
  return gammaDensityFactor(x, a) * result
}

/** x^a e^−x / Γ(a), which is x times the gamma density (Loader's form of the Poisson probability, times a). */
export function gammaDensityFactor(x: number, a: number): number {
  return exp(-stirlingError(a) - deviance(a, x)) * Math.sqrt(a / TWO_PI)
}

/** ln Γ(n + 1) − ln(√(2πn) (n/e)^n): Stirling's series above 15, its definition below. */
function stirlingError(n: number): number {
  if (n <= 15) return lnGamma(n + 1) - (n + 0.5) * ln(n) + n - LN_SQRT_2PI
  const r = 1 / (n * n)
  return (
    (1 / 12 -
      r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360 - r / 156)))))) /
    n
  )
}

/** x ln(x/m) + m − x without cancellation where x is near m (Loader's bd0). */
function deviance(x: number, m: number): number {
  const v = (x - m) / (x + m)
  if (Math.abs(v) >= 0.1) return x * ln(x / m) + m - x
  // ln(x/m) = 2 artanh v, so the sum is (x − m)v + 2x Σ v^(2j+1)/(2j+1), j ≥ 1.
  let sum = (x - m) * v
  let power = 2 * x * v
  for (let j = 1; j < 40; j += 1) {
    power *= v * v
    const next = sum + power / (2 * j + 1)
    if (next === sum) break
    sum = next
  }
  return sum
}

function requireGamma(x: number, a: number): void {
  requireWithin('x', x, 0, Infinity)
  requireWithin('a', a, SMALLEST_PARAMETER, LARGEST_PARAMETER)
}
