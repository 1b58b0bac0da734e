import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { incompleteGammaUpper } from './incomplete.ts'
import { normalCdf } from './distributions.ts'
import { Stream, fnv1a32, philox } from './random.ts'

const word = fc.integer({ min: 0, max: 0xffffffff })

/** Seeds are fixed, so each of these tests gives one p-value for ever; a right generator fails 1 in 1,000. */
const LEAST_P = 1e-3

/** Philox written again with 64-bit integers. */
function philoxBig(counter: number[], key: number[]): number[] {
  const mask = 0xffffffffn
  let [c0, c1, c2, c3] = counter.map(BigInt) as [bigint, bigint, bigint, bigint]
  let [k0, k1] = key.map(BigInt) as [bigint, bigint]
  for (let round = 0; round < 10; round += 1) {
    const p0 = 0xd2511f53n * c0
    const p1 = 0xcd9e8d57n * c2
    ;[c0, c1, c2, c3] = [(p1 >> 32n) ^ c1 ^ k0, p1 & mask, (p0 >> 32n) ^ c3 ^ k1, p0 & mask]
    k0 = (k0 + 0x9e3779b9n) & mask
    k1 = (k1 + 0xbb67ae85n) & mask
  }
  return [c0, c1, c2, c3].map(Number)
}

function take(stream: Stream, n: number): number[] {
  return Array.from({ length: n }, () => stream.uniform())
}

/** Chance of a chi-square value as large as that of the counts against the expected ones. */
function chiSquareP(counts: number[], expected: number[]): number {
  const value = counts.reduce((sum, count, i) => sum + (count - expected[i]!) ** 2 / expected[i]!, 0)
  return incompleteGammaUpper(value / 2, (counts.length - 1) / 2)
}

/** Kolmogorov's limiting chance of a largest distance as large as that of the sample from the distribution. */
function kolmogorovP(sample: number[], cdf: (x: number) => number): number {
  const sorted = [...sample].sort((a, b) => a - b)
  const n = sorted.length
  let distance = 0
  sorted.forEach((x, i) => {
    distance = Math.max(distance, (i + 1) / n - cdf(x), cdf(x) - i / n)
  })
  let p = 0
  for (let k = 1; k < 100; k += 1) p += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * n * distance * distance)
  return p
}

describe('philox', () => {
  it('agrees with 64-bit integer arithmetic, also in place', () => {
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
        const block = Uint32Array.from(counter)
        philox(block, Uint32Array.from(key), block)
        expect([...block]).toEqual(philoxBig(counter, key))
      }),
      { seed: 1, numRuns: 2000 },
    )
  })
})

describe('a stream', () => {
  it('is made from seed, run, purpose and entity as documented', () => {
    const seed = 2 ** 40 + 12345
    const stream = new Stream(seed, 7, 'hit', 42)
    const numbers = take(stream, 4)
    const words = [0, 1].flatMap((block) =>
      philoxBig([block, 42, fnv1a32('hit'), 7], [seed % 2 ** 32, Math.floor(seed / 2 ** 32)]),
    )
    const expected = [0, 2, 4, 6].map(
      (i) => ((words[i]! >>> 6) * 2 ** 26 + (words[i + 1]! >>> 6) + 0.5) / 2 ** 52,
    )
    expect(numbers).toEqual(expected)
  })

  it('differs when any one of seed, run, purpose or entity differs', () => {
    const firsts = [
      new Stream(1, 1, 'hit', 1),
      new Stream(2, 1, 'hit', 1),
      new Stream(1 + 2 ** 32, 1, 'hit', 1),
      new Stream(1, 2, 'hit', 1),
      new Stream(1, 1, 'kill', 1),
      new Stream(1, 1, 'hit', 2),
    ].map((stream) => stream.uniform())
    expect(new Set(firsts).size).toBe(firsts.length)
  })

  it('is not shifted by draws or entities added elsewhere', () => {
    const alone = new Stream(5, 3, 'detect', 10)
    const expected = take(alone, 20)
    const stream = new Stream(5, 3, 'detect', 10)
    const others = [
      new Stream(5, 3, 'detect', 11),
      new Stream(5, 3, 'hit', 10),
      new Stream(5, 4, 'detect', 10),
    ]
    const got = expected.map((_, i) => {
      for (const other of others.slice(0, i % 4)) other.normal()
      return stream.uniform()
    })
    expect(got).toEqual(expected)
  })

  it('takes one uniform number for every kind of draw, so that the next draw stays aligned', () => {
    const reference = take(new Stream(9, 0, 'x', 0), 4)
    const stream = new Stream(9, 0, 'x', 0)
    stream.normal()
    stream.binomial(1000, 0.3)
    stream.binomial(3, 0)
    expect(stream.uniform()).toBe(reference[3])
  })

  it('begins at any pair of its numbers after reset to a block', () => {
    const whole = new Stream(5, 3, 'p', 9)
    const numbers = Array.from({ length: 12 }, () => whole.uniform())
    const stream = new Stream(5, 0, 'p', 0)
    for (const block of [4, 0, 5, 1]) {
      stream.reset(3, 9, block)
      expect([stream.uniform(), stream.uniform()]).toEqual(numbers.slice(2 * block, 2 * block + 2))
    }
    expect(() => stream.reset(3, 9, 2 ** 32)).toThrow('invalid block 4294967296')
  })

  it('starts again as another run and entity after reset', () => {
    const stream = new Stream(9, 0, 'x', 0)
    take(stream, 3)
    stream.reset(4, 5)
    expect(take(stream, 5)).toEqual(take(new Stream(9, 4, 'x', 5), 5))
    stream.reset(0, 0)
    expect(take(stream, 5)).toEqual(take(new Stream(9, 0, 'x', 0), 5))
  })

  it('refuses seeds, runs, entities and purposes out of range', () => {
    for (const seed of [-1, 0.5, NaN, 2 ** 53])
      expect(() => new Stream(seed, 0, 'x', 0)).toThrow(/^invalid seed/)
    for (const run of [-1, 0.5, NaN, 2 ** 32])
      expect(() => new Stream(1, run, 'x', 0)).toThrow(/^invalid run/)
    const stream = new Stream(1, 0, 'x', 0)
    for (const entity of [-1, 0.5, NaN, 2 ** 32]) {
      expect(() => stream.reset(0, entity)).toThrow(/^invalid entity/)
    }
    expect(() => new Stream(1, 0, 'naïve', 0)).toThrow(/^invalid text/)
  })
})

describe('uniform', () => {
  it('lies strictly inside (0, 1) on odd multiples of 2^-53', () => {
    for (const u of take(new Stream(1, 0, 'uniform', 0), 10_000)) {
      expect(u > 0 && u < 1).toBe(true)
      expect((u * 2 ** 53) % 2).toBe(1)
    }
  })

  it('fills 100 classes evenly', () => {
    const counts = new Array<number>(100).fill(0)
    for (const u of take(new Stream(1, 0, 'uniform', 1), 100_000)) counts[Math.floor(u * 100)]! += 1
    expect(
      chiSquareP(
        counts,
        counts.map(() => 1000),
      ),
    ).toBeGreaterThan(LEAST_P)
  })

  it('has no correlation with the next draw, the next entity or the next run', () => {
    const n = 100_000
    function correlation(pair: (i: number) => [number, number]): number {
      let sum = 0
      for (let i = 0; i < n; i += 1) {
        const [a, b] = pair(i)
        sum += (a - 0.5) * (b - 0.5)
      }
      return (12 * sum) / n
    }
    const one = new Stream(1, 0, 'pair', 0)
    const other = new Stream(1, 0, 'pair', 0)
    function first(run: number, entity: number): number {
      other.reset(run, entity)
      return other.uniform()
    }
    // The standard deviation is 1/√n = 0.0032; the seeds are fixed.
    expect(Math.abs(correlation(() => [one.uniform(), one.uniform()]))).toBeLessThan(0.01)
    expect(Math.abs(correlation((i) => [first(0, i), first(0, i + 1)]))).toBeLessThan(0.01)
    expect(Math.abs(correlation((i) => [first(i, 0), first(i + 1, 0)]))).toBeLessThan(0.01)
  })

  it('over the first draws of many entities is as even as over one stream', () => {
    const stream = new Stream(3, 0, 'many', 0)
    const sample = Array.from({ length: 20_000 }, (_, entity) => {
      stream.reset(17, entity)
      return stream.uniform()
    })
    expect(kolmogorovP(sample, (x) => x)).toBeGreaterThan(LEAST_P)
  })
})

describe('normal', () => {
  it('follows the normal distribution', () => {
    const stream = new Stream(1, 0, 'normal', 0)
    const sample = Array.from({ length: 50_000 }, () => stream.normal())
    expect(kolmogorovP(sample, normalCdf)).toBeGreaterThan(LEAST_P)
    const beyond3 = sample.filter((x) => Math.abs(x) > 3).length
    // 135 expected, standard deviation 12.
    expect(Math.abs(beyond3 - 135)).toBeLessThan(40)
  })
})

describe('binomial', () => {
  it.each([
    [10, 0.3],
    [40, 0.95],
    [1000, 0.002],
    [10_000, 0.5],
    [10_000, 0.999],
  ])('of %d trials of chance %d follows the binomial distribution', (n, p) => {
    const stream = new Stream(2, 0, 'binomial', n)
    const draws = 20_000
    const histogram = new Map<number, number>()
    for (let i = 0; i < draws; i += 1) {
      const k = stream.binomial(n, p)
      histogram.set(k, (histogram.get(k) ?? 0) + 1)
    }
    // Neighbouring outcomes are joined until ten are expected in each class.
    let chance = 0
    let lnChoose = 0
    let count = 0
    const counts: number[] = []
    const expected: number[] = []
    for (let k = 0; k <= n; k += 1) {
      chance += draws * Math.exp(lnChoose + k * Math.log(p) + (n - k) * Math.log1p(-p))
      lnChoose += Math.log((n - k) / (k + 1))
      count += histogram.get(k) ?? 0
      if (chance >= 10 || k === n) {
        counts.push(count)
        expected.push(chance)
        chance = 0
        count = 0
      }
    }
    expected[expected.length - 2]! += expected.pop()!
    counts[counts.length - 2]! += counts.pop()!
    expect(counts.reduce((a, b) => a + b)).toBe(draws)
    expect(chiSquareP(counts, expected)).toBeGreaterThan(LEAST_P)
  })
})
