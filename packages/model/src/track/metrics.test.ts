import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Stream, chiSquareQuantile } from '../math/index.ts'
import {
  GospaSequence,
  clearMot,
  consistency,
  consistencyBounds,
  gospa,
  nees,
  ospa,
  rmse,
  siap,
  type SampledPath,
} from './index.ts'

/** Powers and roots of sums of at most 5 distances below 100. */
const ROUNDING = 1e-9

const coordinate = fc.double({ min: -30, max: 30, noNaN: true })
const sets = fc.integer({ min: 1, max: 4 }).chain((dimension) => {
  const set = fc.array(fc.array(coordinate, { minLength: dimension, maxLength: dimension }), { maxLength: 5 })
  return fc.tuple(set, set, set)
})
const options = fc.record({
  cutoff: fc.double({ min: 0.5, max: 60, noNaN: true }),
  order: fc.constantFrom(1, 1.5, 2, 3),
})

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]!) ** 2, 0))
}

/** Visits every way to pair some of `rows` with some of `columns`. */
function pairings(rows: number, columns: number, visit: (columnOf: readonly number[]) => void): void {
  const columnOf: number[] = []
  const go = (i: number): void => {
    if (i === rows) return visit(columnOf)
    columnOf[i] = -1
    go(i + 1)
    for (let j = 0; j < columns; j += 1) {
      if (columnOf.slice(0, i).includes(j)) continue
      columnOf[i] = j
      go(i + 1)
    }
  }
  go(0)
}

/** The definitions, by trying every pairing. */
function referee(
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
  cutoff: number,
  order: number,
): { ospa: number; ospaMax: number; gospa: number } {
  const most = Math.max(a.length, b.length)
  let leastSum = Infinity
  let leastMax = Infinity
  let leastGospa = Infinity
  pairings(a.length, b.length, (columnOf) => {
    const pairs = columnOf.flatMap((j, i) => (j < 0 ? [] : [distance(a[i]!, b[j]!)]))
    const alone = a.length + b.length - 2 * pairs.length
    const sum = pairs.reduce((s, d) => s + d ** order, 0)
    leastGospa = Math.min(leastGospa, sum + (alone * cutoff ** order) / 2)
    if (pairs.length < Math.min(a.length, b.length)) return
    const cut = pairs.map((d) => Math.min(cutoff, d))
    leastSum = Math.min(
      leastSum,
      cut.reduce((s, d) => s + d ** order, 0),
    )
    leastMax = Math.min(leastMax, Math.max(0, ...cut))
  })
  const missing = most - Math.min(a.length, b.length)
  return {
    ospa: most === 0 ? 0 : ((leastSum + missing * cutoff ** order) / most) ** (1 / order),
    ospaMax: missing > 0 ? cutoff : leastMax,
    gospa: leastGospa ** (1 / order),
  }
}

describe('set metrics', () => {
  it('are those of their definitions, by trying every pairing', () => {
    fc.assert(
      fc.property(sets, options, ([a, b], { cutoff, order }) => {
        const expected = referee(a, b, cutoff, order)
        expect(Math.abs(ospa(a, b, { cutoff, order }).distance - expected.ospa)).toBeLessThan(ROUNDING)
        expect(Math.abs(ospa(a, b, { cutoff, order: Infinity }).distance - expected.ospaMax)).toBeLessThan(
          ROUNDING,
        )
        expect(Math.abs(gospa(a, b, { cutoff, order }).distance - expected.gospa)).toBeLessThan(ROUNDING)
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('are metrics: zero for equal sets, symmetric, with the triangle inequality', () => {
    fc.assert(
      fc.property(sets, options, ([a, b, c], { cutoff, order }) => {
        const metrics = [
          (x: number[][], y: number[][]) => ospa(x, y, { cutoff, order }).distance,
          (x: number[][], y: number[][]) => ospa(x, y, { cutoff, order: Infinity }).distance,
          (x: number[][], y: number[][]) => gospa(x, y, { cutoff, order }).distance,
        ]
        for (const metric of metrics) {
          expect(metric(a, [...a].reverse())).toBeLessThan(ROUNDING)
          expect(Math.abs(metric(a, b) - metric(b, a))).toBeLessThan(ROUNDING)
          expect(metric(a, c)).toBeLessThanOrEqual(metric(a, b) + metric(b, c) + ROUNDING)
        }
      }),
      { seed: 2, numRuns: 300 },
    )
  })

  it('have parts that add up', () => {
    fc.assert(
      fc.property(sets, options, ([a, b], { cutoff, order }) => {
        const one = ospa(a, b, { cutoff, order })
        const sum = one.localisation ** order + one.cardinality ** order
        expect(Math.abs(sum ** (1 / order) - one.distance)).toBeLessThan(ROUNDING)
        expect(one.distance).toBeLessThanOrEqual(cutoff * (1 + 1e-12))
        const two = gospa(a, b, { cutoff, order })
        expect(
          Math.abs((two.localisation + two.missed + two.false) ** (1 / order) - two.distance),
        ).toBeLessThan(ROUNDING)
        expect(two.missedCount).toBe([...two.trackOf].filter((j) => j < 0).length)
        expect(two.falseCount).toBe(a.length - (b.length - two.missedCount))
      }),
      { seed: 3 },
    )
  })

  it('bound the largest distance where another pairing has the smaller sum', () => {
    const truths = [[0], [3]]
    const tracks = [[3], [7]]
    // 0–3 and 3–7: largest 4. 0–7 and 3–3: largest 7, sum 7 as well.
    expect(ospa(tracks, truths, { cutoff: 100, order: Infinity }).distance).toBe(4)
    const square = [
      [0, 0],
      [1, 0],
    ]
    const far = [
      [1, 0.001],
      [2.1, 0],
    ]
    expect(ospa(far, square, { cutoff: 100, order: Infinity }).distance).toBeCloseTo(1.1, 12)
  })

  it('are cut off for empty sets', () => {
    expect(ospa([], [], { cutoff: 3, order: 2 }).distance).toBe(0)
    expect(ospa([], [[1, 2]], { cutoff: 3, order: 2 })).toEqual({
      distance: 3,
      localisation: 0,
      cardinality: 3,
    })
    expect(ospa([[1, 2]], [], { cutoff: 3, order: Infinity }).distance).toBe(3)
    expect(gospa([], [], { cutoff: 3, order: 2 }).distance).toBe(0)
  })

  it('refuse mixed dimensions, NaN and options out of range', () => {
    const good = { cutoff: 1, order: 1 }
    expect(() => ospa([[1]], [[1, 2]], good)).toThrow(/^invalid point of 1 numbers: expected 2/)
    expect(() => gospa([[NaN]], [[1]], good)).toThrow(/^invalid point with NaN/)
    expect(() => ospa([], [], { ...good, cutoff: 0 })).toThrow(/^invalid cut-off 0/)
    expect(() => ospa([], [], { ...good, order: 0.5 })).toThrow(/^invalid order 0.5: expected 1 to Infinity/)
    expect(() => gospa([], [], { ...good, order: Infinity })).toThrow(
      /^invalid order Infinity: expected 1 or more, finite/,
    )
    expect(() => new GospaSequence({ ...good, switchingPenalty: -1 })).toThrow(
      /^invalid switching penalty -1/,
    )
  })
})

describe('metrics of paths', () => {
  const still = (t: number[], x: number): SampledPath => ({ t, position: t.map(() => [x]) })

  it('count a track only where it has a sample, and need no velocities', () => {
    const result = siap([still([0, 1, 2], 0)], [still([1, 2], 3)], [{ truth: 0, track: 0, from: 0, to: 2 }])
    expect(result).toMatchObject({
      completeness: 2 / 3,
      spuriousness: 0,
      positionAccuracy: 3,
      velocityAccuracy: 0,
    })
    expect(result.atTimes[0]).toMatchObject({ completeness: 0, ambiguity: 1, positionAccuracy: 0 })
  })

  it('count two tracks on one object as ambiguous, and the time once', () => {
    const truth = [still([0, 10], 0)]
    const tracks = [still([0, 10], 1), still([0, 10], -1)]
    const both = [0, 1].map((track) => ({ truth: 0, track, from: 0, to: 10 }))
    expect(siap(truth, tracks, both)).toMatchObject({
      ambiguity: 2,
      positionAccuracy: 1,
      rateOfTrackNumberChange: 0,
      longestTrackSegment: 1,
    })
  })

  it('are the neutral ones without anything', () => {
    expect(siap([], [], [])).toMatchObject({
      completeness: 0,
      ambiguity: 1,
      spuriousness: 0,
      rateOfTrackNumberChange: 0,
      longestTrackSegment: 0,
    })
    expect(() => clearMot([], [], [])).toThrow(/^invalid no sample/)
    expect(clearMot([still([0], 0)], [], [])).toMatchObject({ motp: Infinity, mota: 0, misses: 1 })
  })

  it('remember the track of an object through a gap', () => {
    const t = [0, 1, 2]
    const matched = [
      { truth: 0, track: 0, from: 0, to: 0 },
      { truth: 0, track: 1, from: 2, to: 2 },
    ]
    expect(clearMot([still(t, 0)], [still([0], 0), still([2], 0)], matched)).toMatchObject({
      mismatches: 1,
      misses: 1,
    })
  })

  it('refuse what does not fit together', () => {
    const one = [still([0, 1], 0)]
    expect(() => siap([still([1, 0], 0)], [], [])).toThrow(/^invalid time 0 s/)
    expect(() => siap([{ t: [0], position: [] }], [], [])).toThrow(/^invalid 1 times with 0 positions/)
    expect(() => siap(one, one, [{ truth: 0, track: 1, from: 0, to: 1 }])).toThrow(
      /^invalid association of truth 0/,
    )
    expect(() => siap(one, one, [{ truth: 0, track: 0, from: 2, to: 1 }])).toThrow(
      /^invalid association from 2/,
    )
    const plane = {
      t: [0, 1],
      position: [
        [0, 0],
        [0, 0],
      ],
    }
    expect(() => siap(one, [plane], [{ truth: 0, track: 0, from: 0, to: 1 }])).toThrow(
      /^invalid samples of 1 and 2/,
    )
  })
})

describe('error metrics', () => {
  it('are those of small cases by hand', () => {
    expect(
      rmse([
        [3, 4],
        [0, 0],
      ]),
    ).toBe(Math.sqrt(12.5))
    // [1, 2] against [[2, 0], [0, 8]]: 1/2 + 4/8.
    expect(Math.abs(nees([1, 2], [2, 0, 0, 8]) - 1)).toBeLessThan(1e-15)
    expect(() => rmse([])).toThrow(/^invalid 0 values/)
    expect(() => nees([1, 2], [1])).toThrow(/^invalid covariance of 1 numbers/)
    expect(() => nees([1, 2], [1, 2, 2, 1])).toThrow(/not positive definite/)
    expect(() => nees([NaN], [1])).toThrow(/^invalid error NaN/)
  })

  it("have the book's bounds for 50 runs of two numbers", () => {
    // Bar-Shalom, Li, Kirubarajan (2001), example 5.4.2: [1.5, 2.6] for N = 50, n = 2, 95 %.
    const { low, high } = consistencyBounds(2, 50, 0.95)
    expect(Math.abs(low - 1.5)).toBeLessThan(0.05)
    expect(Math.abs(high - 2.6)).toBeLessThan(0.05)
    expect(Math.abs(low - chiSquareQuantile(0.025, 100) / 50)).toBeLessThan(1e-12)
    expect(() => consistencyBounds(0, 5, 0.95)).toThrow(/^invalid 5 runs of dimension 0/)
    expect(() => consistencyBounds(2, 5, 1)).toThrow(/^invalid confidence 1/)
  })

  it('tell an honest covariance from one too small and one too large, as often as they should', () => {
    const stream = new Stream(1, 0, 'consistency', 0)
    const verdicts = { within: 0, below: 0, above: 0 }
    for (let trial = 0; trial < 1000; trial += 1) {
      const values = Array.from({ length: 50 }, () => nees([stream.normal(), stream.normal()], [1, 0, 0, 1]))
      verdicts[consistency(values, 2, 0.95).verdict] += 1
      expect(
        consistency(
          values.map((x) => 4 * x),
          2,
          0.95,
        ).verdict,
      ).toBe('above')
      expect(
        consistency(
          values.map((x) => x / 4),
          2,
          0.95,
        ).verdict,
      ).toBe('below')
    }
    // Four standard deviations of a binomial count of 1000 at 0.95 and at 0.025.
    expect(Math.abs(verdicts.within - 950)).toBeLessThan(28)
    expect(Math.abs(verdicts.below - 25)).toBeLessThan(20)
  })
})
