import { OpendomeError } from '../core/index.ts'
import { AssignmentSolver } from '../math/index.ts'
import type { GatedPairs } from './pairs.ts'

/**
 * Costs of one cluster of gated pairs, ready for assignment: tracks × measurements by rows (Infinity where no pair), the cost of a missed track and of a
 * stray measurement; costs are minus the weights. Buffers grow when needed and are kept.
 */
export class ClusterCosts {
  rows = 0
  columns = 0
  /** First place of the cluster's tracks and measurements in the lists of the pairs. */
  firstTrack = 0
  firstMeasurement = 0
  cost = new Float64Array(16)
  missed = new Float64Array(4)
  stray = new Float64Array(4)
  solver = new AssignmentSolver(4, 4)
  #placeOfTrack = new Int32Array(16)
  #placeOfMeasurement = new Int32Array(16)

  /** Takes over cluster `c` of pairs that are split. Throws `invalid` where a pair was added twice. */
  load(pairs: GatedPairs, c: number): void {
    this.firstTrack = pairs.firstTrack[c]!
    this.firstMeasurement = pairs.firstMeasurement[c]!
    const rows = pairs.firstTrack[c + 1]! - this.firstTrack
    const columns = pairs.firstMeasurement[c + 1]! - this.firstMeasurement
    this.rows = rows
    this.columns = columns
    this.#grow(pairs, rows, columns)
    for (let i = 0; i < rows; i += 1) {
      const track = pairs.clusterTracks[this.firstTrack + i]!
      this.#placeOfTrack[track] = i
      this.missed[i] = -pairs.missed[track]!
    }
    for (let j = 0; j < columns; j += 1) {
      const measurement = pairs.clusterMeasurements[this.firstMeasurement + j]!
      this.#placeOfMeasurement[measurement] = j
      this.stray[j] = -pairs.stray[measurement]!
    }
    this.cost.fill(Infinity, 0, rows * columns)
    for (let k = pairs.firstPair[c]!; k < pairs.firstPair[c + 1]!; k += 1) {
      const pair = pairs.pairs[k]!
      const place = this.place(pairs, pair)
      if (this.cost[place] !== Infinity) {
        const name = `${pairs.track[pair]}, ${pairs.measurement[pair]}`
        throw new OpendomeError('invalid', `pair ${name}: expected once at most`)
      }
      this.cost[place] = -pairs.weight[pair]!
    }
  }

  /** Place of a pair of the cluster in `cost`. */
  place(pairs: GatedPairs, pair: number): number {
    return (
      this.#placeOfTrack[pairs.track[pair]!]! * this.columns +
      this.#placeOfMeasurement[pairs.measurement[pair]!]!
    )
  }

  /** The joint event of the largest weight, in `solver`; returns minus that weight. */
  solve(): number {
    return this.solver.solveOrLeave(this.rows, this.columns, this.cost, this.missed, this.stray)
  }

  #grow(pairs: GatedPairs, rows: number, columns: number): void {
    if (this.#placeOfTrack.length < pairs.tracks) this.#placeOfTrack = new Int32Array(2 * pairs.tracks)
    if (this.#placeOfMeasurement.length < pairs.measurements) {
      this.#placeOfMeasurement = new Int32Array(2 * pairs.measurements)
    }
    if (this.cost.length < rows * columns) this.cost = new Float64Array(2 * rows * columns)
    if (this.missed.length < rows) this.missed = new Float64Array(2 * rows)
    if (this.stray.length < columns) this.stray = new Float64Array(2 * columns)
    if (this.solver.rows < rows || this.solver.columns < columns) {
      this.solver = new AssignmentSolver(
        Math.max(this.solver.rows, 2 * rows),
        Math.max(this.solver.columns, 2 * columns),
      )
    }
  }
}

/**
 * Global nearest neighbour: the one joint event of the largest weight, by optimal assignment in each cluster (S. Blackman, R. Popoli, Design and
 * Analysis of Modern Tracking Systems (1999), 6.4).
 */
export class NearestNeighbour {
  /** Measurement of each track, track of each measurement; −1 for none. */
  measurementOf = new Int32Array(8)
  trackOf = new Int32Array(8)
  /** The gated pair that each track took; −1 for none. */
  pairOf = new Int32Array(8)
  readonly #costs = new ClusterCosts()
  // Pairs of each track and of each measurement.
  #ofTrack = new Int32Array(8)
  #ofMeasurement = new Int32Array(8)

  /** Splits the pairs and associates them; returns the logarithm of the weight of the event. */
  associate(pairs: GatedPairs): number {
    const { tracks, measurements } = pairs
    if (this.measurementOf.length < tracks) {
      this.measurementOf = new Int32Array(2 * tracks)
      this.pairOf = new Int32Array(2 * tracks)
    }
    if (this.trackOf.length < measurements) this.trackOf = new Int32Array(2 * measurements)
    this.measurementOf.fill(-1, 0, tracks)
    this.pairOf.fill(-1, 0, tracks)
    this.trackOf.fill(-1, 0, measurements)
    if (this.#takeAlone(pairs)) {
      pairs.split()
      for (let c = 0; c < pairs.clusters; c += 1) this.#cluster(pairs, c)
    }

    // The weight is summed in index order, so that it does not depend on how the clusters fall.
    let weight = 0
    for (let k = 0; k < pairs.count; k += 1) {
      const track = pairs.track[k]!
      if (this.measurementOf[track] !== pairs.measurement[k]) continue
      this.pairOf[track] = k
      weight += pairs.weight[k]!
    }
    for (let i = 0; i < tracks; i += 1) if (this.measurementOf[i]! < 0) weight += pairs.missed[i]!
    for (let j = 0; j < measurements; j += 1) if (this.trackOf[j]! < 0) weight += pairs.stray[j]!
    return weight
  }

  /**
   * Most pairs share neither track nor measurement with another: each is a cluster whose assignment is one comparison, that of the solver. Decides
   * these; true where others are left.
   */
  #takeAlone(pairs: GatedPairs): boolean {
    const { tracks, measurements, count, track, measurement } = pairs
    if (this.#ofTrack.length < tracks) this.#ofTrack = new Int32Array(2 * tracks)
    if (this.#ofMeasurement.length < measurements) this.#ofMeasurement = new Int32Array(2 * measurements)
    const ofTrack = this.#ofTrack
    const ofMeasurement = this.#ofMeasurement
    for (let i = 0; i < tracks; i += 1) ofTrack[i] = 0
    for (let j = 0; j < measurements; j += 1) ofMeasurement[j] = 0
    for (let k = 0; k < count; k += 1) {
      ofTrack[track[k]!]! += 1
      ofMeasurement[measurement[k]!]! += 1
    }
    let left = false
    for (let k = 0; k < count; k += 1) {
      const i = track[k]!
      const j = measurement[k]!
      if (ofTrack[i] !== 1 || ofMeasurement[j] !== 1) {
        left = true
        continue
      }
      if (-pairs.missed[i]! < pairs.stray[j]! - pairs.weight[k]!) continue
      this.measurementOf[i] = j
      this.trackOf[j] = i
    }
    return left
  }

  /** The best event of cluster c, unless it is one pair, which is decided. */
  #cluster(pairs: GatedPairs, c: number): void {
    if (pairs.firstPair[c + 1]! - pairs.firstPair[c]! === 1) return
    const costs = this.#costs
    costs.load(pairs, c)
    costs.solve()
    for (let i = 0; i < costs.rows; i += 1) {
      const j = costs.solver.columnOf[i]!
      if (j < 0) continue
      const track = pairs.clusterTracks[costs.firstTrack + i]!
      const measurement = pairs.clusterMeasurements[costs.firstMeasurement + j]!
      this.measurementOf[track] = measurement
      this.trackOf[measurement] = track
    }
  }
}
