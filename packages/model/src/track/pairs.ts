import { OpendomeError } from '../core/index.ts'

/**
 * What may belong together: tracks and measurements of one scan of one sensor, and the pairs of them that passed a gate, with the logarithms that
 * every association weighs (Y. Bar-Shalom, X. R. Li, Multitarget-Multisensor Tracking (1995), 6.2; S. Blackman, R. Popoli, Design
 * and Analysis of Modern Tracking Systems (1999), 6.2):
 *
 *     pair          ln( P_D N(ν; 0, S) )             chance of detection times the density of the innovation
 *     missed        ln( 1 − P_D P_G )                per track; P_G is the chance of the gate
 *     stray         ln( λ_false + λ_new )            per measurement, density in the unit of N
 *
 * The weight of a joint event is their sum. `split` finds the clusters: tracks that share measurements, directly or through others. Arrays
 * grow when needed and are kept.
 */
export class GatedPairs {
  tracks = 0
  measurements = 0
  count = 0
  clusters = 0
  /** Of each pair. */
  track = new Int32Array(16)
  measurement = new Int32Array(16)
  weight = new Float64Array(16)
  /** Of each track, and of each measurement. */
  missed = new Float64Array(8)
  stray = new Float64Array(8)
  /** Pairs in order of clusters: cluster c has pairs `pairs[firstPair[c]]` up to before `firstPair[c + 1]`; likewise its tracks and measurements, ascending. */
  pairs = new Int32Array(16)
  firstPair = new Int32Array(9)
  clusterTracks = new Int32Array(8)
  firstTrack = new Int32Array(9)
  clusterMeasurements = new Int32Array(8)
  firstMeasurement = new Int32Array(9)
  #parent = new Int32Array(16)
  #clusterOf = new Int32Array(16)

  /** Begins a new scan without pairs; each track is given the same `missed` and each measurement the same `stray` to start with. */
  reset(tracks: number, measurements: number, missed: number, stray: number): void {
    requireWeight('missed', missed)
    requireWeight('stray', stray)
    this.tracks = tracks
    this.measurements = measurements
    this.count = 0
    this.clusters = 0
    if (this.missed.length < tracks) {
      const size = 2 * tracks
      this.missed = new Float64Array(size)
      this.clusterTracks = new Int32Array(size)
    }
    if (this.stray.length < measurements) {
      const size = 2 * measurements
      this.stray = new Float64Array(size)
      this.clusterMeasurements = new Int32Array(size)
    }
    if (this.#parent.length < tracks + measurements) {
      const size = 2 * (tracks + measurements)
      this.#parent = new Int32Array(size)
      this.#clusterOf = new Int32Array(size)
      this.firstPair = new Int32Array(size + 1)
      this.firstTrack = new Int32Array(size + 1)
      this.firstMeasurement = new Int32Array(size + 1)
    }
    for (let i = 0; i < tracks; i += 1) this.missed[i] = missed
    for (let j = 0; j < measurements; j += 1) this.stray[j] = stray
  }

  /** Adds a gated pair; each pair once at most. Throws `invalid` for an index outside or a weight that is not a number. */
  add(track: number, measurement: number, weight: number): void {
    if (!(track >= 0 && track < this.tracks && measurement >= 0 && measurement < this.measurements)) {
      throw new OpendomeError(
        'invalid',
        `pair ${track}, ${measurement}: expected below ${this.tracks}, ${this.measurements}`,
      )
    }
    requireWeight('pair', weight)
    if (this.count === this.track.length) this.#grow()
    this.track[this.count] = track
    this.measurement[this.count] = measurement
    this.weight[this.count] = weight
    this.count += 1
  }

  /** Sorts pairs, tracks and measurements into clusters, in order of their first track. Those without a pair are in none. */
  split(): void {
    const parent = this.#parent
    const clusterOf = this.#clusterOf
    const { tracks, measurements, count } = this
    const nodes = tracks + measurements
    for (let k = 0; k < nodes; k += 1) parent[k] = k
    for (let k = 0; k < count; k += 1) {
      const a = this.#root(this.track[k]!)
      const b = this.#root(tracks + this.measurement[k]!)
      // The smaller index leads, so that roots are tracks and clusters come in order of tracks.
      if (a < b) parent[b] = a
      else parent[a] = b
    }

    // A track whose root is itself and that has a pair opens a cluster.
    clusterOf.fill(-1, 0, nodes)
    for (let k = 0; k < count; k += 1) clusterOf[this.#root(this.track[k]!)] = 0
    let clusters = 0
    for (let i = 0; i < tracks; i += 1) {
      if (clusterOf[i] !== 0) continue
      clusterOf[i] = clusters
      clusters += 1
    }
    for (let k = 0; k < nodes; k += 1) {
      const root = this.#root(k)
      if (root !== k) clusterOf[k] = clusterOf[root]!
    }
    this.clusters = clusters

    group(clusters, count, clusterOf, this.track, 0, this.firstPair, this.pairs)
    group(clusters, tracks, clusterOf, undefined, 0, this.firstTrack, this.clusterTracks)
    group(
      clusters,
      measurements,
      clusterOf,
      undefined,
      tracks,
      this.firstMeasurement,
      this.clusterMeasurements,
    )
  }

  #root(k: number): number {
    const parent = this.#parent
    let root = k
    while (parent[root] !== root) root = parent[root]!
    // Path compression.
    for (let j = k; parent[j] !== root;) {
      const next = parent[j]!
      parent[j] = root
      j = next
    }
    return root
  }

  #grow(): void {
    const size = 2 * this.track.length
    this.track = copied(this.track, new Int32Array(size))
    this.measurement = copied(this.measurement, new Int32Array(size))
    this.weight = copied(this.weight, new Float64Array(size))
    this.pairs = new Int32Array(size)
  }
}

/**
 * Counting sort of 0 … count − 1 by cluster (−1: left out) into `list`; cluster c begins at first[c] and ends before first[c + 1]. The cluster of k is
 * that of node `offset` + k, or `offset` + node[k].
 */
function group(
  clusters: number,
  count: number,
  clusterOf: Int32Array,
  node: Int32Array | undefined,
  offset: number,
  first: Int32Array,
  list: Int32Array,
): void {
  for (let c = 0; c <= clusters; c += 1) first[c] = 0
  for (let k = 0; k < count; k += 1) {
    const c = clusterOf[offset + (node === undefined ? k : node[k]!)]!
    if (c >= 0) first[c + 1]! += 1
  }
  for (let c = 0; c < clusters; c += 1) first[c + 1]! += first[c]!
  for (let k = 0; k < count; k += 1) {
    const c = clusterOf[offset + (node === undefined ? k : node[k]!)]!
    if (c < 0) continue
    list[first[c]!] = k
    first[c]! += 1
  }
  // Each cluster's beginning has moved to its end: the beginning of the next.
  for (let c = clusters; c > 0; c -= 1) first[c] = first[c - 1]!
  first[0] = 0
}

function copied<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}

function requireWeight(what: string, weight: number): void {
  if (Number.isFinite(weight)) return
  throw new OpendomeError('invalid', `weight of ${what} ${weight}: expected a finite number`)
}
