import { OpendomeError } from '../core/index.ts'

/** Scalar product of two vectors of length 3. */
export function dot3(a: Float64Array, b: Float64Array): number {
  return a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!
}

/** Writes the vector product a × b into `out` (length 3), which may be a or b. */
export function cross3(a: Float64Array, b: Float64Array, out: Float64Array): void {
  const x = a[1]! * b[2]! - a[2]! * b[1]!
  const y = a[2]! * b[0]! - a[0]! * b[2]!
  out[2] = a[0]! * b[1]! - a[1]! * b[0]!
  out[0] = x
  out[1] = y
}

/** Euclidean length of a vector of any dimension, for magnitudes whose squares neither overflow nor vanish. */
export function norm(a: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * a[i]!
  return Math.sqrt(sum)
}

/** Writes a/|a| into `out` (length 3), which may be a. The zero vector throws `invalid`. */
export function unit3(a: Float64Array, out: Float64Array): void {
  const length = Math.sqrt(dot3(a, a))
  if (!(length > 0)) throw new OpendomeError('invalid', `vector of length ${length}: expected above 0`)
  out[0] = a[0]! / length
  out[1] = a[1]! / length
  out[2] = a[2]! / length
}

/**
 * Solves A x = b for a dense matrix A (n × n, by rows) in place: on return b holds x and A its factors.
 * Gaussian elimination with partial pivoting (G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed.,
 * 3.4). Throws `infeasible` when a pivot is zero or not a number.
 */
export function solve(n: number, A: Float64Array, b: Float64Array): void {
  for (let column = 0; column < n; column += 1) {
    // The largest element of the rest of the column becomes the pivot.
    let pivotRow = column
    for (let row = column + 1; row < n; row += 1) {
      if (Math.abs(A[row * n + column]!) > Math.abs(A[pivotRow * n + column]!)) pivotRow = row
    }
    if (pivotRow !== column) {
      for (let k = column; k < n; k += 1) swap(A, pivotRow * n + k, column * n + k)
      swap(b, pivotRow, column)
    }
    const pivot = A[column * n + column]!
    if (!(Math.abs(pivot) > 0)) {
      throw new OpendomeError('infeasible', `matrix ${n} × ${n}: pivot ${pivot} in column ${column}`, {
        hint: 'the equations do not have one solution',
      })
    }
    for (let row = column + 1; row < n; row += 1) {
      const factor = A[row * n + column]! / pivot
      if (factor === 0) continue
      for (let k = column + 1; k < n; k += 1) A[row * n + k]! -= factor * A[column * n + k]!
      b[row]! -= factor * b[column]!
    }
  }
  for (let row = n - 1; row >= 0; row -= 1) {
    let sum = b[row]!
    for (let k = row + 1; k < n; k += 1) sum -= A[row * n + k]! * b[k]!
    b[row] = sum / A[row * n + row]!
  }
}

function swap(values: Float64Array, i: number, j: number): void {
  const kept = values[i]!
  values[i] = values[j]!
  values[j] = kept
}
