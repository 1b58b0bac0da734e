import { solve } from '../math/index.ts'

/** Unknowns → residuals, both in units of order one; undefined where the point cannot be flown. */
export type Residual = (x: Float64Array) => Float64Array | undefined

export interface NewtonResult {
  readonly x: Float64Array
  readonly residual: Float64Array
  readonly size: number
}

const largest = (v: Float64Array): number => v.reduce((m, c) => Math.max(m, Math.abs(c)), 0)

/**
 * Newton's method with a forward-difference Jacobian kept current by Broyden's rank-one update, and halved steps where
 * a full one does not help. `steps` are the difference steps. Stops when every residual is below 1; undefined when it gets stuck.
 */
export function newton(
  residualOf: Residual,
  start: Float64Array,
  steps: Float64Array,
  maxIterations = 14,
): NewtonResult | undefined {
  const n = start.length
  let x = Float64Array.from(start)
  let f = residualOf(x)
  if (f === undefined) return undefined
  let jacobian: Float64Array | undefined
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const size = largest(f)
    if (size < 1) return { x, residual: f, size }
    const fresh = jacobian === undefined
    jacobian ??= differences(residualOf, x, f, steps)
    if (jacobian === undefined) return undefined
    const delta = f.map((c) => -c)
    try {
      solve(n, Float64Array.from(jacobian), delta)
    } catch {
      return undefined
    }

    // Halve the step until the residual shrinks.
    let share = 1
    let next: Float64Array | undefined
    let nextX = x
    for (; share > 1 / 64; share /= 2) {
      nextX = x.map((c, i) => c + share * (delta[i] as number))
      next = residualOf(nextX)
      if (next !== undefined && largest(next) < size) break
      next = undefined
    }
    if (next === undefined) {
      if (fresh) return undefined
      jacobian = undefined
      continue
    }
    // A slow step calls for a fresh Jacobian, a good one updates the old.
    if (largest(next) > 0.3 * size) jacobian = undefined
    else broyden(jacobian, f, next, delta, share, steps)
    x = nextX
    f = next
  }
  return largest(f) < 1 ? { x, residual: f, size: largest(f) } : undefined
}

/** Row-major n × n matrix of ∂f_i/∂x_j. */
function differences(
  residualOf: Residual,
  x: Float64Array,
  f: Float64Array,
  steps: Float64Array,
): Float64Array | undefined {
  const n = x.length
  const out = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    const moved = Float64Array.from(x)
    moved[j] = (x[j] as number) + (steps[j] as number)
    const g = residualOf(moved)
    if (g === undefined) return undefined
    for (let i = 0; i < n; i++) out[i * n + j] = ((g[i] as number) - (f[i] as number)) / (steps[j] as number)
  }
  return out
}

/** J ← J + (Δf − J Δx) Δxᵀ / |Δx|² (Broyden, Mathematics of Computation 19, 1965), x measured in difference steps. */
function broyden(
  j: Float64Array,
  f: Float64Array,
  next: Float64Array,
  delta: Float64Array,
  share: number,
  steps: Float64Array,
): void {
  const n = f.length
  const moves = delta.map((d) => d * share)
  const weights = moves.map((m, k) => m / ((steps[k] as number) * (steps[k] as number)))
  let square = 0
  for (let k = 0; k < n; k++) square += (moves[k] as number) * (weights[k] as number)
  for (let i = 0; i < n; i++) {
    let expected = 0
    for (let k = 0; k < n; k++) expected += (j[i * n + k] as number) * (moves[k] as number)
    const gap = (next[i] as number) - (f[i] as number) - expected
    for (let k = 0; k < n; k++) {
      j[i * n + k] = (j[i * n + k] as number) + (gap * (weights[k] as number)) / square
    }
  }
}
