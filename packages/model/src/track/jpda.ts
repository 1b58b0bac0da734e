import { OpendomeError } from '../core/index.ts'
import { exp } from '../math/index.ts'
import { ClusterCosts } from './associate.ts'
import type { GatedPairs } from './pairs.ts'

/** Least weight that a missed track or a stray measurement keeps beside the best event, so that no quotient is 0/0. */
const LEAST = 1e-300
/** Messages are passed until none changes by more than this part of itself. */
const SETTLED = 1e-10
const MOST_ROUNDS = 1000

/**
 * Joint probabilistic association: the chance of each gated pair, over all joint events in which a track has at most one measurement and a
 * measurement at most one track, weighted as `GatedPairs` says (T. E. Fortmann, Y. Bar-Shalom, M. Scheffe, IEEE J. Oceanic Engineering 8 (1983)
 * 173–184; Poisson false alarms). With one track it is the probabilistic data association filter's.
 *
 * Exact while a cluster's table of (m + 1)·2ᵏ sums fits `states`, with k the number on its smaller side and m on the other: the events are not listed but
 * summed over the sets of used partners. Larger clusters are approximated by belief propagation (J. L. Williams, R. A. Lau, IEEE Trans.
 * Aerospace and Electronic Systems 50 (2014) 2942–2959), which always converges and is exact where no loop is; `approximated` counts them.
 */
export class JointAssociation {
  /** Of each gated pair, of each track (it has no measurement), of each measurement (it has no track). */
  probability = new Float64Array(16)
  missed = new Float64Array(8)
  stray = new Float64Array(8)
  approximated = 0
  readonly states: number
  readonly #costs = new ClusterCosts()
  readonly #table: Float64Array
  readonly #later: Float64Array
  readonly #before: Float64Array
  #weight = new Float64Array(16)
  #chance = new Float64Array(16)
  #message = new Float64Array(16)
  #answer = new Float64Array(16)

  /** `states` is at least 4; 16384 takes a cluster of 10 × 15 at about a millisecond. */
  constructor(states = 16384) {
    if (!Number.isInteger(states) || states < 4) {
      throw new OpendomeError('invalid', `states ${states}: expected an integer of 4 or more`)
    }
    this.states = states
    this.#table = new Float64Array(states)
    this.#later = new Float64Array(states)
    this.#before = new Float64Array(states)
  }

  /** Splits the pairs and writes the chances. */
  associate(pairs: GatedPairs): void {
    this.#grow(pairs)
    this.approximated = 0
    this.missed.fill(1, 0, pairs.tracks)
    this.stray.fill(1, 0, pairs.measurements)
    pairs.split()
    for (let c = 0; c < pairs.clusters; c += 1) this.#cluster(pairs, c)
  }

  #cluster(pairs: GatedPairs, c: number): void {
    const costs = this.#costs
    costs.load(pairs, c)
    const { rows, columns } = costs
    const size = rows * columns
    if (this.#weight.length < size) {
      this.#weight = new Float64Array(2 * size)
      this.#chance = new Float64Array(2 * size)
      this.#message = new Float64Array(2 * size)
      this.#answer = new Float64Array(2 * size)
    }

    // Prices of the best event scale all weights so that it has the weight 1 and no factor is above 1.
    costs.solve()
    const { rowPrice, columnPrice } = costs.solver
    for (let i = 0; i < rows; i += 1) {
      costs.missed[i] = exp(Math.min(0, rowPrice[i]! - costs.missed[i]!))
      for (let j = 0; j < columns; j += 1) {
        const place = i * columns + j
        this.#weight[place] = exp(Math.min(0, rowPrice[i]! + columnPrice[j]! - costs.cost[place]!))
      }
    }
    for (let j = 0; j < columns; j += 1) costs.stray[j] = exp(Math.min(0, columnPrice[j]! - costs.stray[j]!))

    const small = Math.min(rows, columns)
    const large = Math.max(rows, columns)
    if (small < 31 && (large + 1) * (1 << small) <= this.states) this.#sum(rows <= columns)
    else {
      this.#propagate()
      this.approximated += 1
    }

    for (let k = pairs.firstPair[c]!; k < pairs.firstPair[c + 1]!; k += 1) {
      const pair = pairs.pairs[k]!
      this.probability[pair] = this.#chance[costs.place(pairs, pair)]!
    }
    for (let i = 0; i < rows; i += 1) {
      this.missed[pairs.clusterTracks[costs.firstTrack + i]!] = costs.missed[i]!
    }
    for (let j = 0; j < columns; j += 1) {
      this.stray[pairs.clusterMeasurements[costs.firstMeasurement + j]!] = costs.stray[j]!
    }
  }

  /**
   * Exact chances by sums over sets. The outer side is gone through one by one; a set says which of the inner side are taken. `table` holds, before each
   * outer one, the summed weight of all choices so far that lead to a set; `later` that of all choices from there on. Weights of what
   * is missed or stray in `costs` are replaced by their chances.
   */
  #sum(innerRows: boolean): void {
    const { rows, columns, missed, stray } = this.#costs
    const inner = innerRows ? rows : columns
    const outer = innerRows ? columns : rows
    const innerStep = innerRows ? columns : 1
    const outerStep = innerRows ? 1 : columns
    const innerLeft = innerRows ? missed : stray
    const outerLeft = innerRows ? stray : missed
    const weight = this.#weight
    const chance = this.#chance
    const table = this.#table
    const sets = 1 << inner

    table.fill(0, 0, (outer + 1) * sets)
    table[0] = 1
    for (let o = 0; o < outer; o += 1) {
      const from = o * sets
      const to = from + sets
      for (let set = 0; set < sets; set += 1) {
        const sum = table[from + set]!
        if (sum === 0) continue
        table[to + set]! += sum * outerLeft[o]!
        for (let n = 0; n < inner; n += 1) {
          const bit = 1 << n
          if ((set & bit) === 0) table[to + set + bit]! += sum * weight[o * outerStep + n * innerStep]!
        }
      }
    }

    // At the end, those of the inner side that are not taken are left.
    let later = this.#later
    let before = this.#before
    later[sets - 1] = 1
    for (let set = sets - 2; set >= 0; set -= 1) {
      let n = 0
      while ((set & (1 << n)) !== 0) n += 1
      later[set] = later[set + (1 << n)]! * innerLeft[n]!
    }
    let total = 0
    for (let n = 0; n < inner; n += 1) innerLeft[n] = 0
    for (let set = 0; set < sets; set += 1) {
      const event = table[outer * sets + set]! * later[set]!
      total += event
      for (let n = 0; n < inner; n += 1) if ((set & (1 << n)) === 0) innerLeft[n]! += event
    }
    for (let n = 0; n < inner; n += 1) innerLeft[n]! /= total

    for (let o = outer - 1; o >= 0; o -= 1) {
      const left = outerLeft[o]!
      let leftSum = 0
      for (let n = 0; n < inner; n += 1) chance[o * outerStep + n * innerStep] = 0
      for (let set = 0; set < sets; set += 1) {
        const sofar = table[o * sets + set]!
        let sum = left * later[set]!
        leftSum += sofar * sum
        for (let n = 0; n < inner; n += 1) {
          const bit = 1 << n
          if ((set & bit) !== 0) continue
          const place = o * outerStep + n * innerStep
          const part = weight[place]! * later[set + bit]!
          sum += part
          chance[place]! += sofar * part
        }
        before[set] = sum
      }
      outerLeft[o] = leftSum / total
      for (let n = 0; n < inner; n += 1) chance[o * outerStep + n * innerStep]! /= total
      const swap = later
      later = before
      before = swap
    }
  }

  /** Chances by belief propagation between rows and columns; otherwise as `#sum`. */
  #propagate(): void {
    const { rows, columns, missed, stray } = this.#costs
    const weight = this.#weight
    const message = this.#message
    const answer = this.#answer
    for (let i = 0; i < rows; i += 1) missed[i] = Math.max(LEAST, missed[i]!)
    for (let j = 0; j < columns; j += 1) stray[j] = Math.max(LEAST, stray[j]!)
    for (let place = 0; place < rows * columns; place += 1) {
      message[place] = 0
      answer[place] = 1 / stray[place % columns]!
    }
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      let change = 0
      for (let i = 0; i < rows; i += 1) {
        const row = i * columns
        for (let j = 0; j < columns; j += 1) {
          const w = weight[row + j]!
          if (w === 0) continue
          let others = missed[i]!
          for (let k = 0; k < columns; k += 1) if (k !== j) others += weight[row + k]! * answer[row + k]!
          const next = w / others
          change = Math.max(change, Math.abs(next - message[row + j]!) / next)
          message[row + j] = next
        }
      }
      for (let j = 0; j < columns; j += 1) {
        for (let i = 0; i < rows; i += 1) {
          let others = stray[j]!
          for (let k = 0; k < rows; k += 1) if (k !== i) others += message[k * columns + j]!
          answer[i * columns + j] = 1 / others
        }
      }
      if (change < SETTLED) break
    }
    for (let j = 0; j < columns; j += 1) {
      let all = stray[j]!
      for (let i = 0; i < rows; i += 1) all += message[i * columns + j]!
      stray[j]! /= all
    }
    for (let i = 0; i < rows; i += 1) {
      const row = i * columns
      let all = missed[i]!
      for (let j = 0; j < columns; j += 1) all += weight[row + j]! * answer[row + j]!
      for (let j = 0; j < columns; j += 1) this.#chance[row + j] = (weight[row + j]! * answer[row + j]!) / all
      missed[i]! /= all
    }
  }

  #grow(pairs: GatedPairs): void {
    if (this.probability.length < pairs.count) this.probability = new Float64Array(2 * pairs.count)
    if (this.missed.length < pairs.tracks) this.missed = new Float64Array(2 * pairs.tracks)
    if (this.stray.length < pairs.measurements) this.stray = new Float64Array(2 * pairs.measurements)
  }
}
