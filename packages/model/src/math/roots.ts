import { OpendomeError } from '../core/index.ts'

/** Half the spacing of doubles at 1. */
const UNIT_ROUNDOFF = 1.1102230246251565e-16

/** (3 − √5)/2, the part of the longer side at which golden section puts its next point. */
const GOLDEN_SECTION = 0.3819660112501051

/**
 * A root of `f` in [a, b] by Brent's method (R. P. Brent, Algorithms for Minimization without
 * Derivatives, 1973, ch. 4): inverse quadratic interpolation or secant, guarded by bisection.
 *
 * The answer is within `tolerance` (unit of the argument, ≥ 0) plus a few roundings of a sign change of f.
 * Throws `invalid` when f(a) and f(b) have the same sign or a value is not a number, `infeasible` after
 * `maxIterations`.
 */
export function brent(
  f: (x: number) => number,
  a: number,
  b: number,
  tolerance: number,
  maxIterations = 200,
): number {
  requireInterval(a, b, tolerance)
  // `best` has the smaller |f|, `other` lies across the root, `last` is the best one before.
  let best = b
  let fBest = valueAt(f, b)
  let last = a
  let fLast = valueAt(f, a)
  if (fLast === 0) return a
  if (fBest === 0) return b
  if (fLast > 0 === fBest > 0) {
    throw new OpendomeError(
      'invalid',
      `bracket ${a} to ${b}: f = ${fLast} and ${fBest}, expected two signs`,
      {
        hint: 'widen the interval until f changes sign in it',
      },
    )
  }
  let other = last
  let fOther = fLast
  let step = best - last
  let stepBefore = step

  for (let iteration = 0; iteration < maxIterations; iteration += 1) {
    if (Math.abs(fOther) < Math.abs(fBest)) {
      last = best
      fLast = fBest
      best = other
      fBest = fOther
      other = last
      fOther = fLast
    }
    const least = 4 * UNIT_ROUNDOFF * Math.abs(best) + 0.5 * tolerance
    const half = 0.5 * (other - best)
    if (Math.abs(half) <= least || fBest === 0) return best

    // Interpolate while that shrinks the interval fast enough, otherwise bisect.
    let bisect = true
    if (Math.abs(stepBefore) >= least && Math.abs(fLast) > Math.abs(fBest)) {
      const s = fBest / fLast
      let p: number
      let q: number
      if (last === other) {
        p = 2 * half * s
        q = 1 - s
      } else {
        const ratio = fLast / fOther
        const r = fBest / fOther
        p = s * (2 * half * ratio * (ratio - r) - (best - last) * (r - 1))
        q = (ratio - 1) * (r - 1) * (s - 1)
      }
      if (p > 0) q = -q
      else p = -p
      if (2 * p < Math.min(3 * half * q - Math.abs(least * q), Math.abs(stepBefore * q))) {
        stepBefore = step
        step = p / q
        bisect = false
      }
    }
    if (bisect) {
      step = half
      stepBefore = half
    }
    last = best
    fLast = fBest
    best += Math.abs(step) > least ? step : half > 0 ? least : -least
    fBest = valueAt(f, best)
    if (fBest > 0 === fOther > 0) {
      other = last
      fOther = fLast
      step = best - last
      stepBefore = step
    }
  }
  throw new OpendomeError('infeasible', `root in ${a} to ${b}: not found in ${maxIterations} iterations`)
}

/**
 * The minimum of a function with one valley in [a, b] by golden-section search (J. Kiefer, Proc. AMS 4,
 * 1953): the interval is cut until it is no wider than `tolerance` (> 0, unit of the argument). Rounding of
 * f limits what can be had to about 1e-8 of the width of the valley. Errors as for `brent`.
 */
export function goldenMinimum(
  f: (x: number) => number,
  a: number,
  b: number,
  tolerance: number,
): { x: number; value: number } {
  requireInterval(a, b, tolerance)
  let low = Math.min(a, b)
  let high = Math.max(a, b)
  let x1 = low + GOLDEN_SECTION * (high - low)
  let x2 = high - GOLDEN_SECTION * (high - low)
  let f1 = valueAt(f, x1)
  let f2 = valueAt(f, x2)
  while (high - low > tolerance && low < x1 && x1 < x2 && x2 < high) {
    if (f1 <= f2) {
      high = x2
      x2 = x1
      f2 = f1
      x1 = low + GOLDEN_SECTION * (high - low)
      f1 = valueAt(f, x1)
    } else {
      low = x1
      x1 = x2
      f1 = f2
      x2 = high - GOLDEN_SECTION * (high - low)
      f2 = valueAt(f, x2)
    }
  }
  // A valley that leans on an end of the interval has its minimum there.
  let x = f1 <= f2 ? x1 : x2
  let value = Math.min(f1, f2)
  for (const end of [a, b]) {
    const atEnd = valueAt(f, end)
    if (atEnd < value) {
      x = end
      value = atEnd
    }
  }
  return { x, value }
}

function valueAt(f: (x: number) => number, x: number): number {
  const value = f(x)
  if (Number.isNaN(value)) throw new OpendomeError('invalid', `f(${x}) = NaN: expected a number`)
  return value
}

function requireInterval(a: number, b: number, tolerance: number): void {
  if (!Number.isFinite(a) || !Number.isFinite(b)) {
    throw new OpendomeError('invalid', `interval ${a} to ${b}: expected finite ends`)
  }
  if (!(tolerance >= 0)) throw new OpendomeError('invalid', `tolerance ${tolerance}: expected 0 or more`)
}
