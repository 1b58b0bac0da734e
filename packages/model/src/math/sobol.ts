import { OpendomeError, requireWithin } from '../core/index.ts'
import { Stream } from './random.ts'
import { SOBOL_DIRECTIONS } from './sobol-directions.ts'

const BITS = 32
const TWO32 = 4294967296

/** Most dimensions of a Sobol sequence here. */
export const MOST_SOBOL_DIMENSIONS = SOBOL_DIRECTIONS.length + 1

/**
 * Points of a Sobol sequence in (0, 1)ᵈ (I. M. Sobol, USSR Computational Mathematics and Mathematical Physics 7 (1967) 86–112), with Joe and Kuo's direction
 * numbers and in the order of the Gray code (I. A. Antonov, V. M. Saleev, ibid. 19 (1979) 252–256). With a seed, each coordinate gets Owen's nested uniform scrambling
 * (A. B. Owen, in: Monte Carlo and Quasi-Monte Carlo Methods in Scientific Computing, 1995, 299–317): the points keep their even spread, and each alone is uniform.
 * Take 2ᵐ points from index 0 on.
 */
export class SobolSequence {
  readonly dimensions: number
  /** Of dimension d, bit j: at 32 d + j. */
  readonly #directions: Uint32Array
  readonly #scramble: Stream | undefined

  /** `dimensions` 1 to 160; `seed` as for a Stream, none for the plain sequence. Throws `invalid` for others. */
  constructor(dimensions: number, seed?: number) {
    if (!Number.isInteger(dimensions))
      throw new OpendomeError('invalid', `dimensions ${dimensions}: expected an integer`)
    requireWithin('dimensions', dimensions, 1, MOST_SOBOL_DIMENSIONS)
    this.dimensions = dimensions
    this.#directions = new Uint32Array(dimensions * BITS)
    for (let d = 0; d < dimensions; d++) this.#directions.set(directionsOf(d), d * BITS)
    this.#scramble = seed === undefined ? undefined : new Stream(seed, 0, 'math/owen-scrambling', 0)
  }

  /**
   * Writes point `index` (an integer 0 to 2³² − 1) into `out`, one value a dimension. The plain sequence starts with 0; scrambled values lie in
   * the middle of a cell of width 2⁻³² and are never 0 or 1.
   */
  point(index: number, out: Float64Array): void {
    const gray = (index ^ (index >>> 1)) >>> 0
    for (let d = 0; d < this.dimensions; d++) {
      let x = 0
      for (let j = 0, rest = gray; rest !== 0; j++, rest >>>= 1)
        if ((rest & 1) === 1) x ^= this.#directions[d * BITS + j]!
      x >>>= 0
      out[d] = this.#scramble === undefined ? x / TWO32 : (scrambled(x, d, this.#scramble) + 0.5) / TWO32
    }
  }
}

/** The 32 direction numbers of dimension `d` (from 0), as 32-bit fractions: Joe and Kuo 2008, equations 2 and 3. */
function directionsOf(d: number): Uint32Array {
  const v = new Uint32Array(BITS)
  const [a = 0, ...m] = d === 0 ? [] : SOBOL_DIRECTIONS[d - 1]!
  const s = m.length
  for (let k = 0; k < BITS; k++) {
    if (d === 0 || k < s) {
      v[k] = (d === 0 ? 1 : m[k]!) << (BITS - 1 - k)
      continue
    }
    let next = v[k - s]! ^ (v[k - s]! >>> s)
    for (let i = 1; i < s; i++) if (((a >>> (s - 1 - i)) & 1) === 1) next ^= v[k - i]!
    v[k] = next
  }
  return v
}

/** Each digit of x is flipped or not by a draw of its own for each value of the digits before it. */
function scrambled(x: number, dimension: number, stream: Stream): number {
  let out = 0
  for (let j = 0; j < BITS; j++) {
    const before = j === 0 ? 0 : x >>> (BITS - j)
    stream.reset(dimension, before, j)
    const digit = (x >>> (BITS - 1 - j)) & 1
    out = out * 2 + (stream.uniform() < 0.5 ? digit : 1 - digit)
  }
  return out
}
