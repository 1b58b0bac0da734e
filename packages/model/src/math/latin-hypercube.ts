import { OpendomeError } from '../core/index.ts'
import { Stream } from './random.ts'

/**
 * A Latin hypercube of `points` in (0, 1)ᵈ (M. D. McKay, R. J. Beckman, W. J. Conover, Technometrics 21 (1979) 239–245): in each dimension one point lies in
 * each of `points` equal parts, at a place of chance within it. Row-major, points × dimensions. Throws `invalid` unless both are positive integers.
 */
export function latinHypercube(points: number, dimensions: number, seed: number): Float64Array {
  for (const [name, value] of [
    ['points', points],
    ['dimensions', dimensions],
  ] as const)
    if (!Number.isInteger(value) || value < 1 || value > 1e8)
      throw new OpendomeError('invalid', `${name} ${value}: expected an integer 1 to 1e8`)
  const out = new Float64Array(points * dimensions)
  for (let d = 0; d < dimensions; d++) {
    const stream = new Stream(seed, d, 'math/latin-hypercube', 0)
    const parts = shuffledIndices(points, stream)
    for (let i = 0; i < points; i++) out[i * dimensions + d] = (parts[i]! + stream.uniform()) / points
  }
  return out
}

/** The integers 0 to n − 1 in an order of chance, each equally likely (R. Durstenfeld, CACM 7 (1964) 420). */
export function shuffledIndices(n: number, stream: Stream): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const k = Math.floor(stream.uniform() * (i + 1))
    const own = order[i]!
    order[i] = order[k]!
    order[k] = own
  }
  return order
}
