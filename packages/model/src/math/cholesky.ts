import { OpendomeError } from '../core/index.ts'
import { ln } from './functions.ts'

/**
 * Factors a symmetric positive definite matrix A (n × n, by rows; only its lower triangle is read) in place: A = L Lᵀ, with L on
 * return in the lower triangle and the upper one left as it was (G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., 4.2.3).
 * Throws `invalid` where a pivot is not above zero: not positive definite, or not numbers.
 */
export function cholesky(n: number, A: Float64Array): void {
  const row = choleskyRow(n, A)
  if (row < n) {
    throw new OpendomeError(
      'invalid',
      `matrix ${n} × ${n}: not positive definite (pivot ${A[row * n + row]} in row ${row})`,
    )
  }
}

/** As `cholesky`, but tells instead of throwing. The factors of a matrix that is not positive definite are of no use. */
export function tryCholesky(n: number, A: Float64Array): boolean {
  return choleskyRow(n, A) === n
}

/** Factors up to the first row whose pivot is not above zero, which it returns with that pivot in its place; n where all are. */
function choleskyRow(n: number, A: Float64Array): number {
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = A[i * n + j]!
      for (let k = 0; k < j; k += 1) sum -= A[i * n + k]! * A[j * n + k]!
      if (j < i) A[i * n + j] = sum / A[j * n + j]!
      else if (sum > 0 && sum < Infinity) A[i * n + i] = Math.sqrt(sum)
      else {
        A[i * n + i] = sum
        return i
      }
    }
  }
  return n
}

/** Solves L y = b in place (forward substitution) for the factor L that `cholesky` left. */
export function choleskyForward(n: number, L: Float64Array, b: Float64Array): void {
  for (let i = 0; i < n; i += 1) {
    let sum = b[i]!
    for (let k = 0; k < i; k += 1) sum -= L[i * n + k]! * b[k]!
    b[i] = sum / L[i * n + i]!
  }
}

/** Solves A x = b in place, for A = L Lᵀ as `cholesky` left it: on return b holds x. */
export function choleskySolve(n: number, L: Float64Array, b: Float64Array): void {
  choleskyForward(n, L, b)
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = b[i]!
    for (let k = i + 1; k < n; k += 1) sum -= L[k * n + i]! * b[k]!
    b[i] = sum / L[i * n + i]!
  }
}

/** ln det A from its factor. */
export function choleskyLogDeterminant(n: number, L: Float64Array): number {
  let sum = 0
  for (let i = 0; i < n; i += 1) sum += ln(L[i * n + i]!)
  return 2 * sum
}

/** Writes A⁻¹ (n × n, symmetric to the last bit) into `out`, which is not L, from the factor L of A. */
export function choleskyInverse(n: number, L: Float64Array, out: Float64Array): void {
  // L⁻¹ in the lower triangle of `out`, column by column.
  for (let j = 0; j < n; j += 1) {
    out[j * n + j] = 1 / L[j * n + j]!
    for (let i = j + 1; i < n; i += 1) {
      let sum = 0
      for (let k = j; k < i; k += 1) sum -= L[i * n + k]! * out[k * n + j]!
      out[i * n + j] = sum / L[i * n + i]!
    }
  }
  // A⁻¹ = L⁻ᵀ L⁻¹: element (i, j) needs columns i and j from row i ≥ j on, so rows are finished from the top.
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = 0
      for (let k = i; k < n; k += 1) sum += out[k * n + i]! * out[k * n + j]!
      out[i * n + j] = sum
    }
  }
  for (let i = 0; i < n; i += 1) for (let j = 0; j < i; j += 1) out[j * n + i] = out[i * n + j]!
}

/** dᵀ A⁻¹ d from the factor L of A: the squared Mahalanobis distance. Leaves L⁻¹ d in `d`. */
export function choleskyDistance(n: number, L: Float64Array, d: Float64Array): number {
  choleskyForward(n, L, d)
  let sum = 0
  for (let i = 0; i < n; i += 1) sum += d[i]! * d[i]!
  return sum
}
