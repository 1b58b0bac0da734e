import { OpendomeError } from '../core/index.ts'
import { binomialQuantile } from './binomial.ts'
import { normalQuantile } from './distributions.ts'

// Philox 4×32-10: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, Parallel Random Numbers: As Easy as
// 1, 2, 3, SC11 (2011), section 3.3: two multipliers, two Weyl increments of the key, ten rounds.
const M0 = 0xd2511f53
const M1 = 0xcd9e8d57
const W0 = 0x9e3779b9
const W1 = 0xbb67ae85
const ROUNDS = 10

const TWO32 = 4294967296
const TWO26 = 67108864

/**
 * Writes the four 32-bit words of the block `counter` (4 words) under `key` (2 words) into `out` (4 words);
 * `out` may be `counter`. Philox 4×32-10.
 */
export function philox(counter: Uint32Array, key: Uint32Array, out: Uint32Array): void {
  let c0 = counter[0]!
  let c1 = counter[1]!
  let c2 = counter[2]!
  let c3 = counter[3]!
  let k0 = key[0]!
  let k1 = key[1]!
  for (let round = 0; round < ROUNDS; round += 1) {
    const low0 = Math.imul(M0, c0) >>> 0
    const low1 = Math.imul(M1, c2) >>> 0
    // The product of two words has 64 bits and a double 53, so M·c − low is off by 2¹¹ at most: the nearest
    // multiple of 2³² is the high word, exactly.
    const high0 = ((M0 * c0 - low0) / TWO32 + 0.5) >>> 0
    const high1 = ((M1 * c2 - low1) / TWO32 + 0.5) >>> 0
    c0 = (high1 ^ c1 ^ k0) >>> 0
    c1 = low1
    c2 = (high0 ^ c3 ^ k1) >>> 0
    c3 = low0
    k0 = (k0 + W0) >>> 0
    k1 = (k1 + W1) >>> 0
  }
  out[0] = c0
  out[1] = c1
  out[2] = c2
  out[3] = c3
}

/** FNV-1a hash of an ASCII text, 32 bits (G. Fowler, L. C. Noll, K.-P. Vo; RFC 9923). */
export function fnv1a32(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code > 0x7f) throw new OpendomeError('invalid', `text "${text}": expected ASCII characters only`)
    hash = Math.imul(hash ^ code, 0x01000193)
  }
  return hash >>> 0
}

/**
 * A stream of random numbers, given by what it is for and not by when it is made: key = seed, counter =
 * [block, entity, hash of the purpose, run]. A draw, an entity or a purpose added elsewhere never shifts it.
 * Each of `uniform`, `normal` and `binomial` takes exactly one uniform number, 2³³ to a stream.
 */
export class Stream {
  readonly #key = new Uint32Array(2)
  readonly #counter = new Uint32Array(4)
  readonly #block = new Uint32Array(4)
  #draws = 0

  /**
   * `seed` is an integer 0 to 2⁵³ − 1, `run` and `entity` integers 0 to 2³² − 1, `purpose` an ASCII text.
   * Throws `invalid` for anything else.
   */
  constructor(seed: number, run: number, purpose: string, entity: number) {
    requireInteger('seed', seed, Number.MAX_SAFE_INTEGER)
    this.#key[0] = seed % TWO32
    this.#key[1] = Math.floor(seed / TWO32)
    this.#counter[2] = fnv1a32(purpose)
    this.reset(run, entity)
  }

  /**
   * Makes this the stream of another run and entity, from its first number on; seed and purpose stay. `block` (0 to 2³² − 1)
   * passes over that many pairs of numbers: a place in the stream for what happens again and again.
   */
  reset(run: number, entity: number, block = 0): void {
    requireInteger('run', run, TWO32 - 1)
    requireInteger('entity', entity, TWO32 - 1)
    requireInteger('block', block, TWO32 - 1)
    this.#counter[0] = block
    this.#counter[1] = entity
    this.#counter[3] = run
    this.#draws = 2 * block
  }

  /** A number in the open interval (0, 1): an odd multiple of 2⁻⁵³, each equally likely, so 1 − u is exact. */
  uniform(): number {
    const half = this.#draws & 1
    if (half === 0) {
      if (this.#draws === 2 * TWO32) throw new OpendomeError('unsupported', 'stream: more than 2^33 numbers')
      this.#counter[0] = this.#draws / 2
      philox(this.#counter, this.#key, this.#block)
    }
    this.#draws += 1
    const high = this.#block[2 * half]! >>> 6
    const low = this.#block[2 * half + 1]! >>> 6
    return (high * TWO26 + low + 0.5) / (TWO26 * TWO26)
  }

  /** A standard normal number, by inversion of one uniform number; within ±8.3. */
  normal(): number {
    return normalQuantile(this.uniform())
  }

  /** Successes in `n` (0 to 2³¹ − 1) trials of chance `p`, by inversion of one uniform number. */
  binomial(n: number, p: number): number {
    return binomialQuantile(this.uniform(), n, p)
  }
}

function requireInteger(name: string, value: number, high: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= high) return
  throw new OpendomeError('invalid', `${name} ${value}: expected an integer 0 to ${high}`)
}
