import { OpendomeError } from '../core/index.ts'
import {
  AssignmentSolver,
  brent,
  cholesky,
  choleskyDistance,
  choleskyInverse,
  chiSquareQuantile,
} from '../math/index.ts'

/** A mean and its covariance (n × n, by rows); a state may be longer than n, of which the first n numbers count. */
export interface Estimate {
  readonly state: Float64Array
  readonly covariance: Float64Array
}

/** What the weight of an intersection makes small. The trace depends on the units of the state, the determinant does not. */
export type IntersectionCriterion = 'determinant' | 'trace'

const WEIGHT_TOLERANCE = 1e-12

/**
 * Fuses two estimates of the same n numbers whose errors are correlated in an unknown way: P⁻¹ = ω Pₐ⁻¹ + (1 − ω) P_b⁻¹, x = P (ω Pₐ⁻¹ xₐ + (1 − ω) P_b⁻¹ x_b). P is an
 * upper bound of the error covariance whatever the correlation, as long as Pₐ and P_b are; nothing is counted twice (S. J. Julier, J. K. Uhlmann,
 * Proc. American Control Conference 1997, 2369–2373). ω in [0, 1] minimises the determinant or the trace of P, which are convex in it (at ½ where
 * every ω is as good). Writes mean and covariance into `out`, which may be neither a nor b, and returns ω. Throws `invalid` for a covariance that is
 * not positive definite.
 */
export function covarianceIntersection(
  n: number,
  a: Estimate,
  b: Estimate,
  criterion: IntersectionCriterion,
  out: Estimate,
): number {
  const A = inverse(n, a.covariance)
  const B = inverse(n, b.covariance)
  const P = out.covariance
  const mixed = new Float64Array(n * n)
  const mix = (weight: number): void => {
    for (let k = 0; k < n * n; k += 1) mixed[k] = weight * A[k]! + (1 - weight) * B[k]!
    cholesky(n, mixed)
    choleskyInverse(n, mixed, P)
  }
  // d ln det P/dω = −tr(P (A − B)), d tr P/dω = −tr(P (A − B) P): both grow with ω.
  const slope = (weight: number): number => {
    mix(weight)
    let sum = 0
    for (let i = 0; i < n; i += 1) {
      for (let j = 0; j < n; j += 1) {
        const difference = A[i * n + j]! - B[i * n + j]!
        if (criterion === 'determinant') sum -= P[i * n + j]! * difference
        else for (let k = 0; k < n; k += 1) sum -= P[k * n + i]! * difference * P[j * n + k]!
      }
    }
    return sum
  }
  const weight = bestWeight(slope)
  mix(weight)
  const vector = new Float64Array(n)
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < n; j += 1) {
      vector[i]! += weight * A[i * n + j]! * a.state[j]! + (1 - weight) * B[i * n + j]! * b.state[j]!
    }
  }
  for (let i = 0; i < n; i += 1) {
    let sum = 0
    for (let j = 0; j < n; j += 1) sum += P[i * n + j]! * vector[j]!
    out.state[i] = sum
  }
  return weight
}

function bestWeight(slope: (weight: number) => number): number {
  const atZero = slope(0)
  const atOne = slope(1)
  if (atZero === 0 && atOne === 0) return 0.5
  if (atZero >= 0) return 0
  if (atOne <= 0) return 1
  return brent(slope, 0, 1, WEIGHT_TOLERANCE)
}

function inverse(n: number, P: Float64Array): Float64Array {
  const factor = P.slice(0, n * n)
  cholesky(n, factor)
  const out = new Float64Array(n * n)
  choleskyInverse(n, factor, out)
  return out
}

/**
 * Which tracks of one node are of the same objects as those of another, at one time: for each of `a` the index in `b`, or −1. The squared distance
 * (xₐ − x_b)ᵀ (Pₐ + P_b)⁻¹ (xₐ − x_b) of a pair has to lie in the gate of the given chance (Y. Bar-Shalom, IEEE Trans. Automatic Control 26 (1981) 571–572, for independent errors; errors in common
 * make the true chance larger), and the sum of the distances is the least, with a track left alone at the gate's. The first n numbers of the states are compared.
 */
export function matchTracks(
  n: number,
  a: readonly Estimate[],
  b: readonly Estimate[],
  chance: number,
): Int32Array {
  const gate = chiSquareQuantile(chance, n)
  const cost = new Float64Array(a.length * b.length)
  const S = new Float64Array(n * n)
  const difference = new Float64Array(n)
  a.forEach((one, i) => {
    b.forEach((other, j) => {
      for (let k = 0; k < n * n; k += 1) S[k] = one.covariance[k]! + other.covariance[k]!
      for (let k = 0; k < n; k += 1) difference[k] = one.state[k]! - other.state[k]!
      cholesky(n, S)
      const distance = choleskyDistance(n, S, difference)
      cost[i * b.length + j] = distance <= gate ? distance : Infinity
    })
  })
  const solver = new AssignmentSolver(a.length, b.length)
  solver.solveOrLeave(a.length, b.length, cost, new Float64Array(a.length).fill(gate))
  return solver.columnOf
}

/** A track of the common picture, and the tracks of the two nodes that are in it; −1 for none. */
export interface FusedTrack extends Estimate {
  readonly a: number
  readonly b: number
}

/**
 * The common picture of two nodes that share tracks and nothing else, at one time: matched tracks by covariance intersection (smallest determinant), the others as they
 * are. In order of `a`, then the rest of `b`. Covariances and states have n numbers a side. Throws `invalid` as the two do.
 */
export function fuseTracks(
  n: number,
  a: readonly Estimate[],
  b: readonly Estimate[],
  chance: number,
): FusedTrack[] {
  for (const list of [a, b]) {
    list.forEach(({ state, covariance }, k) => {
      if (state.length < n || covariance.length !== n * n) {
        throw new OpendomeError(
          'invalid',
          `track ${k}: expected ${n} or more numbers and a ${n} × ${n} covariance`,
        )
      }
    })
  }
  const match = matchTracks(n, a, b, chance)
  const matched = new Set(match)
  const fused = a.map((track, i): FusedTrack => {
    const j = match[i]!
    const out = { a: i, b: j, state: track.state.slice(0, n), covariance: track.covariance.slice() }
    if (j >= 0) covarianceIntersection(n, track, b[j]!, 'determinant', out)
    return out
  })
  const rest = b.flatMap((track, j): FusedTrack[] =>
    matched.has(j)
      ? []
      : [{ a: -1, b: j, state: track.state.slice(0, n), covariance: track.covariance.slice() }],
  )
  return [...fused, ...rest]
}
