import { OpendomeError } from '../core/index.ts'
import { choleskyInverse, tryCholesky } from '../math/index.ts'
import { notPositive, propagateCovariance, requireCovariance } from './gaussian.ts'
import type { MotionModel } from './models.ts'

/**
 * Posterior Cramér–Rao bound: the covariance that no filter of this motion and these measurements can be below on average. For additive Gaussian noise it is the recursion
 *
 *   J_k = (F J_{k−1}⁻¹ Fᵀ + Q)⁻¹ + I_k
 *
 * with F and Q on the true path and I_k = Σ HᵀR⁻¹H of the measurements at its time k (P. Tichavský, C. H. Muravchik, A. Nehorai, IEEE Trans. Signal Processing 46 (1998) 1386–1396, eq. 34 with the expectations
 * taken at the one path given; average the results over paths where they differ).
 *
 * `P0` is the covariance before anything was measured, at times[0]; `states` holds the true states (n numbers a time); `inform` adds I_k (n × n by rows) of time k to its second argument. Returns the bound at each time
 * after its measurements, n × n by rows, one after the other. Errors: `invalid` for a P0 that is no covariance or times that go back.
 */
export function posteriorBound(
  motion: MotionModel,
  P0: Float64Array,
  times: ArrayLike<number>,
  states: Float64Array,
  inform: (k: number, information: Float64Array) => void,
): Float64Array {
  const n = motion.dimension
  requireCovariance('start covariance', n, P0)
  const P = Float64Array.from(P0)
  const F = new Float64Array(n * n)
  const Q = new Float64Array(n * n)
  const J = new Float64Array(n * n)
  const x = new Float64Array(n)
  const out = new Float64Array(n * n * times.length)
  for (let k = 0; k < times.length; k += 1) {
    if (k > 0) {
      let rest = times[k]! - times[k - 1]!
      if (!(rest >= 0))
        throw new OpendomeError('invalid', `time ${times[k]} s: expected at least ${times[k - 1]} s`)
      x.set(states.subarray((k - 1) * n, k * n))
      for (let left = Math.ceil(rest / motion.longestStep(x)); left > 0; left -= 1) {
        const step = rest / left
        motion.linearise(x, step, F, Q)
        propagateCovariance(n, F, P, Q)
        motion.move(x, step)
        rest -= step
      }
    }
    // Information adds to the inverse, and back.
    invert(n, P, J)
    inform(k, J)
    invert(n, J, P)
    out.set(P, k * n * n)
  }
  return out
}

function invert(n: number, A: Float64Array, out: Float64Array): void {
  const factor = Float64Array.from(A)
  if (!tryCholesky(n, factor)) throw notPositive('information', n, A)
  choleskyInverse(n, factor, out)
}
