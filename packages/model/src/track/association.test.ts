import { describe, expect, it } from 'vitest'
import { Stream, exp, ln } from '../math/index.ts'
import { GatedPairs, JointAssociation, NearestNeighbour, fitInnovation, gateThreshold } from './index.ts'

interface Sums {
  total: number
  pair: Float64Array
  missed: Float64Array
  stray: Float64Array
  best: number
}

/** Lists every joint event of the pairs: the referee. Weights are exponentials, so they must not be large. */
function enumerate(pairs: GatedPairs): Sums {
  const { tracks, measurements, count } = pairs
  const sums: Sums = {
    total: 0,
    pair: new Float64Array(count),
    missed: new Float64Array(tracks),
    stray: new Float64Array(measurements),
    best: -Infinity,
  }
  const chosen: number[] = []
  const used = new Set<number>()
  const go = (track: number, weight: number): void => {
    if (track < tracks) {
      chosen[track] = -1
      go(track + 1, weight + pairs.missed[track]!)
      for (let k = 0; k < count; k += 1) {
        const j = pairs.measurement[k]!
        if (pairs.track[k] !== track || used.has(j)) continue
        used.add(j)
        chosen[track] = k
        go(track + 1, weight + pairs.weight[k]!)
        used.delete(j)
      }
      return
    }
    let all = weight
    for (let j = 0; j < measurements; j += 1) if (!used.has(j)) all += pairs.stray[j]!
    const event = exp(all)
    sums.best = Math.max(sums.best, all)
    sums.total += event
    for (let i = 0; i < tracks; i += 1) {
      const k = chosen[i]!
      if (k < 0) sums.missed[i]! += event
      else sums.pair[k]! += event
    }
    for (let j = 0; j < measurements; j += 1) if (!used.has(j)) sums.stray[j]! += event
  }
  go(0, 0)
  for (const list of [sums.pair, sums.missed, sums.stray])
    for (let k = 0; k < list.length; k += 1) list[k]! /= sums.total
  return sums
}

function random(stream: Stream, tracks: number, measurements: number, density: number): GatedPairs {
  const pairs = new GatedPairs()
  pairs.reset(tracks, measurements, 0, 0)
  for (let i = 0; i < tracks; i += 1) pairs.missed[i] = 2 * stream.normal()
  for (let j = 0; j < measurements; j += 1) pairs.stray[j] = 2 * stream.normal()
  for (let i = 0; i < tracks; i += 1) {
    for (let j = 0; j < measurements; j += 1) {
      if (stream.uniform() < density) pairs.add(i, j, 3 * stream.normal())
    }
  }
  return pairs
}

/** Two tracks and two measurements; each pair weighs so many times as much as a miss and a stray together. */
function two(r11: number, r12: number, r21: number, r22: number): GatedPairs {
  const pairs = new GatedPairs()
  pairs.reset(2, 2, ln(0.1), ln(0.5))
  const one = ln(0.1) + ln(0.5)
  const add = (i: number, j: number, ratio: number): void => pairs.add(i, j, one + ln(ratio))
  add(0, 0, r11)
  add(0, 1, r12)
  add(1, 0, r21)
  add(1, 1, r22)
  return pairs
}

/** Sums of at most some thousand events. */
const ROUNDING = 1e-12

const farthest = (a: Float64Array, b: Float64Array): number => {
  let most = 0
  for (let k = 0; k < b.length; k += 1) most = Math.max(most, Math.abs(a[k]! - b[k]!))
  return most
}

describe('a gate', () => {
  it('holds the measurements of its object as often as it says', () => {
    // Closed form for two components: 1 − exp(−γ/2) = P.
    expect(Math.abs(gateThreshold(2, 0.99) - -2 * ln(0.01))).toBeLessThan(1e-12)
    const stream = new Stream(1, 0, 'gate', 0)
    const gate = gateThreshold(3, 0.9)
    const fit = { nis: 0, logLikelihood: 0 }
    let inside = 0
    for (let n = 0; n < 20_000; n += 1) {
      // ν = L z with L = [[2], [1, 1], [0, −3, 5]], so S = L Lᵀ.
      const [x, y, z] = [stream.normal(), stream.normal(), stream.normal()]
      const S = Float64Array.of(4, 2, 0, 2, 2, -3, 0, -3, 34)
      fitInnovation(3, S, Float64Array.of(2 * x, x + y, -3 * y + 5 * z), fit)
      expect(Math.abs(fit.nis - (x * x + y * y + z * z))).toBeLessThan(1e-10 * (1 + fit.nis))
      // det L = 10: the density is that of three standard normal numbers over 10.
      expect(Math.abs(fit.logLikelihood + 0.5 * fit.nis + ln(10) + 1.5 * ln(2 * Math.PI))).toBeLessThan(1e-10)
      if (fit.nis <= gate) inside += 1
    }
    // Four standard deviations of the count.
    expect(Math.abs(inside / 20_000 - 0.9)).toBeLessThan(4 * Math.sqrt(0.09 / 20_000))
  })
})

describe('gated pairs', () => {
  it('fall into clusters that share measurements', () => {
    const pairs = new GatedPairs()
    pairs.reset(6, 5, 0, 0)
    for (const [i, j] of [
      [4, 1],
      [0, 3],
      [2, 3],
      [2, 0],
      [5, 1],
    ] as const) {
      pairs.add(i, j, 1)
    }
    pairs.split()
    expect(pairs.clusters).toBe(2)
    const list = (items: Int32Array, first: Int32Array, c: number): number[] => [
      ...items.subarray(first[c], first[c + 1]),
    ]
    expect(list(pairs.clusterTracks, pairs.firstTrack, 0)).toEqual([0, 2])
    expect(list(pairs.clusterMeasurements, pairs.firstMeasurement, 0)).toEqual([0, 3])
    expect(list(pairs.pairs, pairs.firstPair, 0)).toEqual([1, 2, 3])
    expect(list(pairs.clusterTracks, pairs.firstTrack, 1)).toEqual([4, 5])
    expect(list(pairs.clusterMeasurements, pairs.firstMeasurement, 1)).toEqual([1])
    expect(list(pairs.pairs, pairs.firstPair, 1)).toEqual([0, 4])
  })

  it('refuse what is outside, given twice or no number', () => {
    const pairs = new GatedPairs()
    pairs.reset(2, 2, 0, 0)
    expect(() => pairs.add(2, 0, 1)).toThrow(/^invalid pair 2, 0/)
    expect(() => pairs.add(0, -1, 1)).toThrow(/^invalid pair 0, -1/)
    expect(() => pairs.add(0, 0, NaN)).toThrow(/^invalid weight of pair NaN/)
    expect(() => pairs.reset(1, 1, -Infinity, 0)).toThrow(/^invalid weight of missed/)
    pairs.add(0, 1, 1)
    pairs.add(0, 1, 2)
    expect(() => new NearestNeighbour().associate(pairs)).toThrow(/^invalid pair 0, 1: expected once at most/)
  })
})

describe('global nearest neighbour', () => {
  it('finds the joint event of the largest weight', () => {
    const stream = new Stream(2, 0, 'association', 0)
    const neighbour = new NearestNeighbour()
    for (let n = 0; n < 1000; n += 1) {
      const tracks = Math.floor(6 * stream.uniform())
      const measurements = Math.floor(6 * stream.uniform())
      const pairs = random(stream, tracks, measurements, n % 2 === 0 ? 0.3 : 0.8)
      const weight = neighbour.associate(pairs)
      expect(Math.abs(weight - enumerate(pairs).best)).toBeLessThan(ROUNDING)
      for (let i = 0; i < tracks; i += 1) {
        const pair = neighbour.pairOf[i]!
        expect(neighbour.measurementOf[i]).toBe(pair < 0 ? -1 : pairs.measurement[pair])
        if (pair >= 0) expect(neighbour.trackOf[pairs.measurement[pair]!]).toBe(i)
      }
    }
  })

  it('gives up the nearest pair where the pairs together are nearer', () => {
    // Track 0 is nearest to measurement 0, but only track 0 can have measurement 1.
    const pairs = new GatedPairs()
    pairs.reset(2, 2, -10, -10)
    pairs.add(0, 0, -1)
    pairs.add(0, 1, -2)
    pairs.add(1, 0, -3)
    const neighbour = new NearestNeighbour()
    expect(neighbour.associate(pairs)).toBe(-5)
    expect([neighbour.measurementOf[0], neighbour.measurementOf[1]]).toEqual([1, 0])
  })

  it('leaves a pair that is worth less than a miss and a stray', () => {
    const pairs = new GatedPairs()
    pairs.reset(1, 1, -1, -1)
    pairs.add(0, 0, -2.5)
    const neighbour = new NearestNeighbour()
    expect(neighbour.associate(pairs)).toBe(-2)
    expect([neighbour.measurementOf[0], neighbour.trackOf[0]]).toEqual([-1, -1])
  })
})

describe('joint probabilistic association', () => {
  it('is that of the two by two case by hand', () => {
    // Events and weights: none 1; one pair 2, 1, 3, 4; both pairs 2·4 and 1·3. Their sum is 22.
    const joint = new JointAssociation()
    const pairs = two(2, 1, 3, 4)
    joint.associate(pairs)
    const expected = Float64Array.of(2 + 8, 1 + 3, 3 + 3, 4 + 8).map((sum) => sum / 22)
    expect(farthest(joint.probability, expected)).toBeLessThan(ROUNDING)
    expect(farthest(joint.missed, Float64Array.of(8 / 22, 4 / 22))).toBeLessThan(ROUNDING)
    expect(farthest(joint.stray, Float64Array.of(6 / 22, 6 / 22))).toBeLessThan(ROUNDING)
  })

  it('of one track is probabilistic data association in closed form', () => {
    // β_j = L_j/(b + ΣL), β_0 = b/(b + ΣL), L_j = P_D N_j, b = λ (1 − P_D P_G) (Bar-Shalom, Li 1995, 3.4.3).
    const [detection, gate, density] = [0.9, 0.99, 0.02]
    const likelihoods = [0.3, 0.02, 0.11]
    const pairs = new GatedPairs()
    pairs.reset(1, 3, ln(1 - detection * gate), ln(density))
    likelihoods.forEach((N, j) => pairs.add(0, j, ln(detection * N)))
    const joint = new JointAssociation()
    joint.associate(pairs)
    const b = density * (1 - detection * gate)
    const sum = b + likelihoods.reduce((s, N) => s + detection * N, 0)
    expect(
      farthest(
        joint.probability,
        Float64Array.from(likelihoods, (N) => (detection * N) / sum),
      ),
    ).toBeLessThan(ROUNDING)
    expect(Math.abs(joint.missed[0]! - b / sum)).toBeLessThan(ROUNDING)
  })

  it('agrees with the list of all events, whichever side is the smaller', () => {
    const stream = new Stream(3, 0, 'association', 0)
    const joint = new JointAssociation()
    for (let n = 0; n < 500; n += 1) {
      const pairs = random(stream, Math.floor(6 * stream.uniform()), Math.floor(7 * stream.uniform()), 0.7)
      joint.associate(pairs)
      const sums = enumerate(pairs)
      expect(joint.approximated).toBe(0)
      expect(farthest(joint.probability, sums.pair)).toBeLessThan(ROUNDING)
      expect(farthest(joint.missed, sums.missed)).toBeLessThan(ROUNDING)
      expect(farthest(joint.stray, sums.stray)).toBeLessThan(ROUNDING)
    }
  })

  it('holds where the weights are beyond the range of numbers', () => {
    // As by hand above, with every weight of an event multiplied by e^±5000.
    const joint = new JointAssociation()
    for (const shift of [5000, -5000]) {
      const pairs = two(2, 1, 3, 4)
      for (let k = 0; k < 4; k += 1) pairs.weight[k]! += 2 * shift
      for (let i = 0; i < 2; i += 1) pairs.missed[i]! += shift
      for (let j = 0; j < 2; j += 1) pairs.stray[j]! += shift
      joint.associate(pairs)
      expect(Math.abs(joint.probability[0]! - 10 / 22)).toBeLessThan(1e-11)
    }
    // Both tracks want one measurement so much that all else vanishes: half and half.
    const pairs = new GatedPairs()
    pairs.reset(2, 1, 0, 0)
    pairs.add(0, 0, 2000)
    pairs.add(1, 0, 2000)
    joint.associate(pairs)
    expect([...joint.probability.subarray(0, 2)]).toEqual([0.5, 0.5])
    expect([...joint.missed.subarray(0, 2)]).toEqual([0.5, 0.5])
    expect(joint.stray[0]).toBe(0)
  })

  it('approximates a cluster beyond its table by belief propagation, exactly where there is no loop', () => {
    const small = new JointAssociation(4)
    const chain = new GatedPairs()
    chain.reset(4, 4, -1, -2)
    for (let i = 0; i < 4; i += 1) {
      chain.add(i, i, -2 - 0.3 * i)
      if (i > 0) chain.add(i, i - 1, -2.5 + 0.4 * i)
    }
    small.associate(chain)
    expect(small.approximated).toBe(1)
    const sums = enumerate(chain)
    // Messages settle to 1e-10.
    expect(farthest(small.probability, sums.pair)).toBeLessThan(1e-9)
    expect(farthest(small.missed, sums.missed)).toBeLessThan(1e-9)
    expect(farthest(small.stray, sums.stray)).toBeLessThan(1e-9)
  })

  it('approximates clusters with loops to a hundredth on average', () => {
    const stream = new Stream(4, 0, 'association', 0)
    const exact = new JointAssociation()
    const small = new JointAssociation(4)
    let sum = 0
    let count = 0
    let worst = 0
    for (let n = 0; n < 300; n += 1) {
      const pairs = random(stream, 5, 5, 1)
      exact.associate(pairs)
      small.associate(pairs)
      expect(small.approximated).toBe(1)
      for (let k = 0; k < pairs.count; k += 1) {
        const error = Math.abs(small.probability[k]! - exact.probability[k]!)
        sum += error
        worst = Math.max(worst, error)
        count += 1
      }
    }
    // Seen: 0.006 and 0.23; weights spread over e^±3 are harder than gated innovations.
    expect(sum / count).toBeLessThan(0.01)
    expect(worst).toBeLessThan(0.3)
  })

  it('gives each track and each measurement chances that add up to one', () => {
    const stream = new Stream(5, 0, 'association', 0)
    for (const joint of [new JointAssociation(), new JointAssociation(4)]) {
      const pairs = random(stream, 12, 9, 0.4)
      joint.associate(pairs)
      const byTrack = Float64Array.from(joint.missed.subarray(0, 12))
      const byMeasurement = Float64Array.from(joint.stray.subarray(0, 9))
      for (let k = 0; k < pairs.count; k += 1) {
        byTrack[pairs.track[k]!]! += joint.probability[k]!
        byMeasurement[pairs.measurement[k]!]! += joint.probability[k]!
      }
      expect(farthest(byTrack, new Float64Array(12).fill(1))).toBeLessThan(1e-8)
      expect(farthest(byMeasurement, new Float64Array(9).fill(1))).toBeLessThan(1e-8)
    }
  })

  it('needs room for at least one pair', () => {
    expect(() => new JointAssociation(3)).toThrow(/^invalid states 3/)
  })
})
