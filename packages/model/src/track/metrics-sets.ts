import { OpendomeError } from '../core/index.ts'
import { AssignmentSolver, pow } from '../math/index.ts'

/** Points of any one dimension and unit. */
export type Points = readonly ArrayLike<number>[]

/** Cut-off distance c (unit of the points, above 0) and order p (1 or more). */
export interface SetMetricOptions {
  readonly cutoff: number
  readonly order: number
}

/** Distance of two sets and its parts: distanceᵖ = localisationᵖ + cardinalityᵖ; for p = ∞ the larger of the two. */
export interface Ospa {
  readonly distance: number
  readonly localisation: number
  readonly cardinality: number
}

/**
 * Optimal subpattern assignment: ((1/n)(min Σ min(c, d)ᵖ + cᵖ (n − m)))^(1/p) for m ≤ n points, the best pairing of the smaller set, p from 1 to
 * Infinity (D. Schuhmacher, B.-T. Vo, B.-N. Vo, IEEE Trans. Signal Processing 56 (2008) 3447–3457). 0 where both sets are empty, c where one is. Throws
 * `invalid` for points of different dimension or that are not numbers, and for options out of range.
 */
export function ospa(tracks: Points, truths: Points, options: SetMetricOptions): Ospa {
  requireOptions(options, Infinity)
  const { cutoff, order } = options
  const distances = distancesOf(truths, tracks)
  const n = Math.max(tracks.length, truths.length)
  const m = Math.min(tracks.length, truths.length)
  if (n === 0) return { distance: 0, localisation: 0, cardinality: 0 }
  for (let k = 0; k < distances.length; k += 1) distances[k] = Math.min(cutoff, distances[k]!)
  if (order === Infinity) {
    const cardinality = n === m ? 0 : cutoff
    const localisation = n === m ? bottleneck(n, distances) : 0
    return { distance: Math.max(localisation, cardinality), localisation, cardinality }
  }
  const cost = distances.map((d) => power(d, order))
  const solver = new AssignmentSolver(truths.length, tracks.length)
  const paired = solver.solve(truths.length, tracks.length, cost) / n
  const missing = (power(cutoff, order) * (n - m)) / n
  return {
    distance: root(paired + missing, order),
    localisation: root(paired, order),
    cardinality: root(missing, order),
  }
}

/** The least over all pairings of their largest distance: the smallest distance up to which all can be paired. */
function bottleneck(n: number, distances: Float64Array): number {
  const sorted = Float64Array.from(distances).sort()
  const solver = new AssignmentSolver(n, n)
  const leave = new Float64Array(n).fill(1)
  const cost = new Float64Array(n * n)
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    for (let k = 0; k < cost.length; k += 1) cost[k] = distances[k]! <= sorted[middle]! ? 0 : Infinity
    if (solver.solveOrLeave(n, n, cost, leave) === 0) high = middle
    else low = middle + 1
  }
  return sorted[low]!
}

/** Parts of GOSPA: distanceᵖ = localisation + missed + false. */
export interface Gospa {
  readonly distance: number
  /** Σ dᵖ over the pairs; cᵖ/2 for each truth without a track; cᵖ/2 for each track without a truth. */
  readonly localisation: number
  readonly missed: number
  readonly false: number
  readonly missedCount: number
  readonly falseCount: number
  /** Track of each truth; −1 for a missed one. */
  readonly trackOf: Int32Array
}

/**
 * Generalised optimal subpattern assignment with α = 2: (min Σ dᵖ + (cᵖ/2)(missed + false))^(1/p), over all ways to leave truths and tracks without a
 * partner, not divided by their number (A. S. Rahmathullah, Á. F. García-Fernández, L. Svensson, Fusion 2017; arXiv 1601.05585, proposition 1). p from 1, finite.
 * Errors as for `ospa`.
 */
export function gospa(tracks: Points, truths: Points, options: SetMetricOptions): Gospa {
  requireOptions(options, Number.MAX_VALUE)
  const { cutoff, order } = options
  const alone = power(cutoff, order) / 2
  const n = truths.length
  const m = tracks.length
  const distances = distancesOf(truths, tracks)
  const cost = distances.map((d) => (d < cutoff ? power(d, order) : Infinity))
  const solver = new AssignmentSolver(n, m)
  // A pair spares cᵖ/2 on either side: the same as cᵖ for a truth alone and nothing for a track, which rounds less.
  solver.solveOrLeave(n, m, cost, new Float64Array(n).fill(2 * alone))
  let localisation = 0
  let pairs = 0
  for (let i = 0; i < n; i += 1) {
    const j = solver.columnOf[i]!
    if (j < 0) continue
    localisation += cost[i * m + j]!
    pairs += 1
  }
  const missed = alone * (n - pairs)
  const spurious = alone * (m - pairs)
  return {
    distance: root(localisation + missed + spurious, order),
    localisation,
    missed,
    false: spurious,
    missedCount: n - pairs,
    falseCount: m - pairs,
    trackOf: solver.columnOf,
  }
}

/** A point that keeps its identity from one moment to the next. */
export interface Identified {
  readonly id: number | string
  readonly position: ArrayLike<number>
}

/** GOSPA of one moment with the switches since the moment before. */
export interface GospaStep extends Gospa {
  /** A change of track counts 1, from or to no track ½. */
  readonly switches: number
  /** γᵖ · switches; distanceᵖ = localisation + missed + false + switching. */
  readonly switching: number
}

/** Counts how often truths change their track. */
export class TrackSwitches {
  readonly #last = new Map<number | string, number | string | undefined>()

  /**
   * Takes the track of each truth that exists at the next moment (undefined for none) and returns the switches: 1 from one track to another,
   * ½ from a track to none or back. Before a truth has had a track nothing counts, and one that does not exist keeps its last.
   */
  add(trackOf: Iterable<readonly [truth: number | string, track: number | string | undefined]>): number {
    let switches = 0
    for (const [truth, track] of trackOf) {
      const known = this.#last.has(truth)
      const before = this.#last.get(truth)
      if (!known && track === undefined) continue
      if (known && before !== track) switches += before === undefined || track === undefined ? 0.5 : 1
      this.#last.set(truth, track)
    }
    return switches
  }
}

/**
 * GOSPA over time with a penalty γ (unit of the points, 0 or more) for each switch of tracks; step after step: (GOSPAᵖ + γᵖ · switches)^(1/p). The switches of one moment are counted as in
 * Á. F. García-Fernández, A. S. Rahmathullah, L. Svensson, IEEE Trans. Signal Processing 68 (2020) 3917–3928, half-switches included, for the pairs that are best at each moment.
 */
export class GospaSequence {
  readonly #options: SetMetricOptions
  readonly #penalty: number
  readonly #switches = new TrackSwitches()

  constructor(options: SetMetricOptions & { readonly switchingPenalty: number }) {
    requireOptions(options, Number.MAX_VALUE)
    if (!(options.switchingPenalty >= 0 && options.switchingPenalty < Infinity)) {
      throw new OpendomeError('invalid', `switching penalty ${options.switchingPenalty}: expected 0 or more`)
    }
    this.#options = options
    this.#penalty = power(options.switchingPenalty, options.order)
  }

  /** The next moment. */
  step(tracks: readonly Identified[], truths: readonly Identified[]): GospaStep {
    const position = ({ position }: Identified): ArrayLike<number> => position
    const one = gospa(tracks.map(position), truths.map(position), this.#options)
    const switches = this.#switches.add(truths.map(({ id }, i) => [id, tracks[one.trackOf[i]!]?.id]))
    const switching = this.#penalty * switches
    const total = one.localisation + one.missed + one.false + switching
    return { ...one, distance: root(total, this.#options.order), switches, switching }
  }
}

/** Euclidean distances, rows by columns. */
function distancesOf(rows: Points, columns: Points): Float64Array {
  const dimension = (rows[0] ?? columns[0])?.length ?? 0
  for (const point of [...rows, ...columns]) {
    if (point.length !== dimension) {
      throw new OpendomeError(
        'invalid',
        `point of ${point.length} numbers: expected ${dimension} as the others`,
      )
    }
    for (let i = 0; i < dimension; i += 1) {
      if (!Number.isFinite(point[i])) {
        throw new OpendomeError('invalid', `point with ${point[i]}: expected finite numbers`)
      }
    }
  }
  const out = new Float64Array(rows.length * columns.length)
  rows.forEach((a, i) => {
    columns.forEach((b, j) => {
      let sum = 0
      for (let k = 0; k < dimension; k += 1) sum += (a[k]! - b[k]!) * (a[k]! - b[k]!)
      out[i * columns.length + j] = Math.sqrt(sum)
    })
  })
  return out
}

/** xᵖ, exact for p = 1 and 2. */
function power(x: number, p: number): number {
  if (p === 1) return x
  return p === 2 ? x * x : pow(x, p)
}

/** x^(1/p). */
function root(x: number, p: number): number {
  if (p === 1) return x
  return p === 2 ? Math.sqrt(x) : pow(x, 1 / p)
}

function requireOptions({ cutoff, order }: SetMetricOptions, largest: number): void {
  if (!(cutoff > 0 && cutoff < Infinity)) {
    throw new OpendomeError('invalid', `cut-off ${cutoff}: expected above 0`)
  }
  if (!(order >= 1 && order <= largest)) {
    const range = largest === Infinity ? '1 to Infinity' : '1 or more, finite'
    throw new OpendomeError('invalid', `order ${order}: expected ${range}`)
  }
}
