import { OpendomeError } from '../core/index.ts'
import { crowding, dominates, sortedFronts, type Evaluation } from './dominance.ts'
import { pow } from './functions.ts'
import { latinHypercube } from './latin-hypercube.ts'
import { Stream } from './random.ts'

/** Chance that a pair of parents is crossed, and the distribution indices of crossover and mutation: those of the paper's real-coded runs. */
const CROSSED = 0.9
const CROSSOVER_INDEX = 20
const MUTATION_INDEX = 20

interface Member extends Evaluation {
  readonly genes: Float64Array
  readonly rank: number
  readonly distance: number
}

/**
 * NSGA-II (K. Deb, A. Pratap, S. Agarwal, T. Meyarivan, IEEE Transactions on Evolutionary Computation 6 (2002) 182–197) on genes in [0, 1]: `ask` for the designs of a generation, `tell` what they are worth, again
 * and again. The first generation is a Latin hypercube. Every draw is keyed by seed, generation and place, so the search depends on the seed and the answers alone.
 */
export class Nsga2 {
  readonly #size: number
  readonly #seed: number
  #members: readonly Member[] = []
  #asked: readonly Float64Array[]
  /** Generations told. */
  generation = 0

  /** Throws `invalid` unless `genes` ≥ 1 and `population` ≥ 4 is even. */
  constructor({
    genes,
    population,
    seed,
  }: {
    readonly genes: number
    readonly population: number
    readonly seed: number
  }) {
    if (!Number.isInteger(genes) || genes < 1)
      throw new OpendomeError('invalid', `genes ${genes}: expected 1 or more`)
    if (!Number.isInteger(population / 2) || population < 4)
      throw new OpendomeError('invalid', `population ${population}: expected an even number, 4 or more`)
    this.#size = population
    this.#seed = seed
    const cube = latinHypercube(population, genes, seed)
    this.#asked = Array.from({ length: population }, (_, i) => cube.slice(i * genes, (i + 1) * genes))
  }

  /** Designs whose worth is wanted. */
  ask(): readonly Float64Array[] {
    return this.#asked
  }

  /** The worth of the designs asked for, in their order. The best half of parents and children goes on. */
  tell(worth: readonly Evaluation[]): void {
    if (worth.length !== this.#asked.length)
      throw new OpendomeError('invalid', `${worth.length} evaluations: expected ${this.#asked.length}`)
    const children = this.#asked.map((genes, i) => ({ genes, ...worth[i]! }))
    this.#members = this.#survivors([...this.#members, ...children])
    this.generation++
    this.#asked = this.#offspring()
  }

  /** The members that go on, best front first. */
  get members(): readonly (Evaluation & { readonly genes: Float64Array })[] {
    return this.#members
  }

  #survivors(all: readonly (Evaluation & { readonly genes: Float64Array })[]): Member[] {
    const out: Member[] = []
    sortedFronts(all).forEach((front, rank) => {
      const left = this.#size - out.length
      if (left <= 0) return
      const distances = crowding(front.map((i) => all[i]!))
      const members = front.map((i, k): Member => ({ ...all[i]!, rank, distance: distances[k]! }))
      if (members.length > left) members.sort(byRoom)
      out.push(...members.slice(0, left))
    })
    return out
  }

  #offspring(): Float64Array[] {
    const out: Float64Array[] = []
    for (let pair = 0; pair < this.#size / 2; pair++) {
      const stream = new Stream(this.#seed, this.generation, 'math/nsga2', pair)
      const [a, b] = [this.#parent(stream), this.#parent(stream)]
      const children = crossed(a.genes, b.genes, stream)
      for (const child of children) mutate(child, stream)
      out.push(...children)
    }
    return out
  }

  /** The better of two members of chance: by front, then by room around it. */
  #parent(stream: Stream): Member {
    const pick = (): Member => this.#members[Math.floor(stream.uniform() * this.#members.length)]!
    const [a, b] = [pick(), pick()]
    if (dominates(a, b)) return a
    if (dominates(b, a)) return b
    if (a.distance === b.distance) return stream.uniform() < 0.5 ? a : b
    return a.distance > b.distance ? a : b
  }
}

/**
 * Simulated binary crossover within [0, 1] (K. Deb, R. B. Agrawal, Complex Systems 9 (1995) 115–148; the bounded form of the authors' program): each gene of a crossed pair by
 * a chance of one half.
 */
function crossed(a: Float64Array, b: Float64Array, stream: Stream): [Float64Array, Float64Array] {
  const [one, two] = [a.slice(), b.slice()]
  if (stream.uniform() > CROSSED) return [one, two]
  for (let k = 0; k < a.length; k++) {
    if (stream.uniform() > 0.5) continue
    const [low, high] = [Math.min(a[k]!, b[k]!), Math.max(a[k]!, b[k]!)]
    const u = stream.uniform()
    const swapped = stream.uniform() < 0.5
    if (high - low < 1e-14) continue
    const spread = (room: number): number => {
      const beta = 1 + (2 * room) / (high - low)
      const alpha = 2 - pow(beta, -(CROSSOVER_INDEX + 1))
      return pow(u <= 1 / alpha ? u * alpha : 1 / (2 - u * alpha), 1 / (CROSSOVER_INDEX + 1))
    }
    const first = within(0.5 * (low + high - spread(low) * (high - low)))
    const second = within(0.5 * (low + high + spread(1 - high) * (high - low)))
    one[k] = swapped ? second : first
    two[k] = swapped ? first : second
  }
  return [one, two]
}

/** Polynomial mutation within [0, 1]: each gene by a chance of one over their number (the form of the authors' program). */
function mutate(genes: Float64Array, stream: Stream): void {
  for (let k = 0; k < genes.length; k++) {
    if (stream.uniform() > 1 / genes.length) continue
    const u = stream.uniform()
    const x = genes[k]!
    const power = 1 / (MUTATION_INDEX + 1)
    const move =
      u < 0.5
        ? pow(2 * u + (1 - 2 * u) * pow(1 - x, MUTATION_INDEX + 1), power) - 1
        : 1 - pow(2 * (1 - u) + 2 * (u - 0.5) * pow(x, MUTATION_INDEX + 1), power)
    genes[k] = within(x + move)
  }
}

/** The most room first; those at the ends of an objective have infinite room. */
const byRoom = (a: Member, b: Member): number =>
  a.distance === b.distance ? 0 : a.distance > b.distance ? -1 : 1

const within = (x: number): number => Math.min(1, Math.max(0, x))
