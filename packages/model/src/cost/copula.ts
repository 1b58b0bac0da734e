import { OpendomeError } from '../core/index.ts'
import { solve } from '../math/index.ts'
import type { Uncertainty } from './plan.ts'

/** Pivots this far below zero are rounding. */
const ROUNDING = 1e-12

/**
 * Lower triangle L (by rows, n × n) with L Lᵀ = R of the correlation matrix between `names`: the common correlation, and the pairs that
 * differ from it. Throws `unknown` for a pair that names no price, `invalid` for one that stands twice and where R is not positive
 * semidefinite, with `where` in cost.uncertainty.
 */
export function correlationFactor(names: readonly string[], request: Uncertainty): Float64Array {
  const n = names.length
  const R = new Float64Array(n * n).fill(request.correlation)
  for (let i = 0; i < n; i++) R[i * n + i] = 1
  const seen = new Set<string>()
  request.pairs.forEach(({ between, rho }, k) => {
    const where = `cost.uncertainty.correlations.${k}`
    const [i, j] = between.map((name) => indexOf(name, names, where)) as [number, number]
    const key = `${Math.min(i, j)} ${Math.max(i, j)}`
    if (i === j || seen.has(key))
      throw new OpendomeError(
        'invalid',
        `${where}: ${between.join(' and ')}: ${i === j ? 'a price is correlated with itself by 1' : 'the pair stands twice'}`,
        { where, hint: 'remove it' },
      )
    seen.add(key)
    R[i * n + j] = R[j * n + i] = rho
  })
  const L = cholesky(R, n)
  if (L !== undefined) return L
  const where = request.pairs.length > 0 ? 'cost.uncertainty.correlations' : 'cost.uncertainty.correlation'
  throw new OpendomeError(
    'invalid',
    `${where}: the correlations of ${n} prices are not positive semidefinite: smallest eigenvalue ${smallestEigenvalue(R, n).toPrecision(3)}`,
    { where, hint: 'no prices can be correlated like this: bring the correlations nearer to each other' },
  )
}

function indexOf(name: string, names: readonly string[], where: string): number {
  const i = names.indexOf(name)
  if (i >= 0) return i
  throw new OpendomeError('unknown', `price ${name} in ${where}`, {
    where,
    hint: `prices with a range: ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`,
  })
}

/**
 * Cholesky factor of a positive semidefinite matrix, undefined where it is none: a pivot below zero, or one of zero with something left
 * in its column (G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., 4.2.8).
 */
function cholesky(R: Float64Array, n: number): Float64Array | undefined {
  const L = new Float64Array(n * n)
  const slack = ROUNDING * n
  for (let j = 0; j < n; j++) {
    let pivot = R[j * n + j]!
    for (let k = 0; k < j; k++) pivot -= L[j * n + k]! * L[j * n + k]!
    if (pivot < -slack) return undefined
    const root = pivot > slack ? Math.sqrt(pivot) : 0
    L[j * n + j] = root
    for (let i = j + 1; i < n; i++) {
      let rest = R[i * n + j]!
      for (let k = 0; k < j; k++) rest -= L[i * n + k]! * L[j * n + k]!
      if (root === 0) {
        // Rounding of a zero pivot leaves its square root.
        if (Math.abs(rest) > Math.sqrt(slack)) return undefined
      } else L[i * n + j] = rest / root
    }
  }
  return L
}

/** Smallest eigenvalue of a symmetric matrix, for the message: inverse iteration below Gershgorin's lowest bound. */
function smallestEigenvalue(R: Float64Array, n: number): number {
  let shift = Infinity
  for (let i = 0; i < n; i++) {
    let radius = 0
    for (let j = 0; j < n; j++) if (j !== i) radius += Math.abs(R[i * n + j]!)
    shift = Math.min(shift, R[i * n + i]! - radius)
  }
  shift -= 1e-3
  // A start that is orthogonal to no likely eigenvector.
  const x = Float64Array.from({ length: n }, (_, i) => 1 + ((i * 7) % 5) - ((i * 3) % 7) / 2)
  let value = 0
  for (let round = 0; round < 300; round++) {
    const A = R.slice()
    for (let i = 0; i < n; i++) A[i * n + i]! -= shift
    solve(n, A, x)
    let length = 0
    for (let i = 0; i < n; i++) length += x[i]! * x[i]!
    length = Math.sqrt(length)
    for (let i = 0; i < n; i++) x[i]! /= length
    const before = value
    value = 0
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) value += x[i]! * R[i * n + j]! * x[j]!
    if (Math.abs(value - before) < 1e-9) break
  }
  return value
}
