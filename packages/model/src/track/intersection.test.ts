import { describe, expect, it } from 'vitest'
import {
  Stream,
  chiSquareQuantile,
  cholesky,
  choleskyDistance,
  choleskyInverse,
  choleskyLogDeterminant,
} from '../math/index.ts'
import { covarianceIntersection, fuseTracks, matchTracks, type Estimate } from './index.ts'

const estimate = (state: readonly number[], covariance: readonly number[]): Estimate => ({
  state: Float64Array.from(state),
  covariance: Float64Array.from(covariance),
})

const room = (n: number): Estimate => estimate(new Array<number>(n).fill(0), new Array<number>(n * n).fill(0))

function random(stream: Stream, n: number): Estimate {
  const B = Float64Array.from({ length: n * n }, () => stream.normal())
  const P = new Float64Array(n * n)
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < n; j += 1) {
      let sum = i === j ? 0.1 : 0
      for (let k = 0; k < n; k += 1) sum += B[i * n + k]! * B[j * n + k]!
      P[i * n + j] = sum
    }
  }
  return { state: Float64Array.from({ length: n }, () => stream.normal()), covariance: P }
}

function lnDet(n: number, P: Float64Array): number {
  const L = P.slice()
  cholesky(n, L)
  return choleskyLogDeterminant(n, L)
}

const trace = (n: number, P: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < n; i += 1) sum += P[i * n + i]!
  return sum
}

/** ω A⁻¹ + (1 − ω) B⁻¹, inverted: the referee. */
function mixed(n: number, a: Float64Array, b: Float64Array, weight: number): Float64Array {
  const parts = [a, b].map((P) => {
    const L = P.slice()
    cholesky(n, L)
    const out = new Float64Array(n * n)
    choleskyInverse(n, L, out)
    return out
  })
  const sum = parts[0]!.map((value, k) => weight * value + (1 - weight) * parts[1]![k]!)
  cholesky(n, sum)
  const out = new Float64Array(n * n)
  choleskyInverse(n, sum, out)
  return out
}

describe('covariance intersection', () => {
  it('of two ellipses across each other is that of the closed form', () => {
    // diag(1, 4) and diag(4, 1): by symmetry ω = ½, P = 1/(½ + ⅛) = 1.6 in both axes, x the weighted mean (0.8, 0.2 of the good axes).
    const out = room(2)
    for (const criterion of ['determinant', 'trace'] as const) {
      const weight = covarianceIntersection(
        2,
        estimate([0, 0], [1, 0, 0, 4]),
        estimate([1, 1], [4, 0, 0, 1]),
        criterion,
        out,
      )
      expect(Math.abs(weight - 0.5)).toBeLessThan(1e-9)
      const got = [...out.state, ...out.covariance]
      const expected = [0.2, 0.8, 1.6, 0, 0, 1.6]
      got.forEach((value, k) => expect(Math.abs(value - expected[k]!)).toBeLessThan(1e-9))
    }
  })

  it('finds the best weight of a scan', () => {
    const stream = new Stream(1, 0, 'intersection', 0)
    for (let n = 1; n <= 6; n += 1) {
      for (let k = 0; k < 10; k += 1) {
        const a = random(stream, n)
        const b = random(stream, n)
        const out = room(n)
        for (const criterion of ['determinant', 'trace'] as const) {
          const weight = covarianceIntersection(n, a, b, criterion, out)
          const size = (P: Float64Array): number => (criterion === 'trace' ? trace(n, P) : lnDet(n, P))
          const got = size(out.covariance)
          expect(Math.abs(got - size(mixed(n, a.covariance, b.covariance, weight)))).toBeLessThan(1e-9)
          for (let w = 0; w <= 1; w += 0.01) {
            expect(got).toBeLessThanOrEqual(size(mixed(n, a.covariance, b.covariance, w)) + 1e-9)
          }
        }
      }
    }
  })

  it('takes the better of two where one is better in all directions', () => {
    const out = room(2)
    const good = estimate([1, 2], [1, 0.2, 0.2, 2])
    const poor = estimate([3, 3], [10, 2, 2, 20])
    expect(covarianceIntersection(2, good, poor, 'determinant', out)).toBe(1)
    expect([...out.state].map((x) => Math.round(x * 1e9) / 1e9)).toEqual([1, 2])
    expect(covarianceIntersection(2, poor, good, 'trace', out)).toBe(0)
    expect([...out.state].map((x) => Math.round(x * 1e9) / 1e9)).toEqual([1, 2])
  })

  it('of an estimate with itself is that estimate, and fusing one part again changes nothing', () => {
    const stream = new Stream(2, 0, 'intersection', 0)
    for (let k = 0; k < 50; k += 1) {
      const a = random(stream, 6)
      const b = random(stream, 6)
      const once = room(6)
      const twice = room(6)
      expect(covarianceIntersection(6, a, a, 'determinant', once)).toBe(0.5)
      for (let i = 0; i < 36; i += 1)
        expect(Math.abs(once.covariance[i]! - a.covariance[i]!)).toBeLessThan(1e-9)
      for (let i = 0; i < 6; i += 1) expect(Math.abs(once.state[i]! - a.state[i]!)).toBeLessThan(1e-9)
      covarianceIntersection(6, a, b, 'determinant', once)
      covarianceIntersection(6, once, b, 'determinant', twice)
      // The optimum is flat: a rounding of 1e-15 in the determinant moves the weight by 3e-8.
      for (let i = 0; i < 36; i += 1)
        expect(Math.abs(twice.covariance[i]! - once.covariance[i]!)).toBeLessThan(1e-5)
      expect(lnDet(6, twice.covariance)).toBeGreaterThan(lnDet(6, once.covariance) - 1e-9)
    }
  })

  it('stays consistent whatever the errors have in common, where adding the information does not', () => {
    const runs = 2000
    const a = [4, 1, 1, 2]
    const b = [2, -0.5, -0.5, 5]
    const factors = [a, b].map((P) => {
      const L = Float64Array.from(P)
      cholesky(2, L)
      return L
    })
    const times = (L: Float64Array, z: readonly number[]): number[] => [
      L[0]! * z[0]!,
      L[2]! * z[0]! + L[3]! * z[1]!,
    ]
    let worstNaive = 0
    for (const shared of [0, 0.5, 0.9, 1]) {
      const stream = new Stream(3, 0, 'intersection', Math.round(10 * shared))
      let nees = 0
      let naive = 0
      const out = room(2)
      for (let run = 0; run < runs; run += 1) {
        const common = [stream.normal(), stream.normal()]
        const errors = factors.map((L) => {
          const z = common.map((c) => Math.sqrt(shared) * c + Math.sqrt(1 - shared) * stream.normal())
          return times(L, z)
        })
        covarianceIntersection(2, estimate(errors[0]!, a), estimate(errors[1]!, b), 'determinant', out)
        const distance = (x: Float64Array, P: Float64Array): number => {
          const L = P.slice()
          cholesky(2, L)
          return choleskyDistance(2, L, x.slice())
        }
        nees += distance(out.state, out.covariance) / runs
        // As if independent: (A⁻¹ + B⁻¹)⁻¹ is half of the intersection at ω = ½.
        const P = mixed(2, Float64Array.from(a), Float64Array.from(b), 0.5).map((value) => value / 2)
        const information = [a, b].map((Q) => {
          const L = Float64Array.from(Q)
          cholesky(2, L)
          const inverse = new Float64Array(4)
          choleskyInverse(2, L, inverse)
          return inverse
        })
        const y = [0, 1].map((i) =>
          [0, 1].reduce(
            (sum, j) =>
              sum +
              information[0]![2 * i + j]! * errors[0]![j]! +
              information[1]![2 * i + j]! * errors[1]![j]!,
            0,
          ),
        )
        const x = Float64Array.of(P[0]! * y[0]! + P[1]! * y[1]!, P[2]! * y[0]! + P[3]! * y[1]!)
        naive += distance(x, P) / runs
      }
      expect(nees, `common part ${shared}`).toBeLessThan(chiSquareQuantile(0.9995, 2 * runs) / runs)
      worstNaive = Math.max(worstNaive, naive)
    }
    expect(worstNaive).toBeGreaterThan(3)
  })

  it('refuses a covariance that is not positive definite', () => {
    expect(() =>
      covarianceIntersection(
        2,
        estimate([0, 0], [1, 2, 2, 1]),
        estimate([0, 0], [1, 0, 0, 1]),
        'trace',
        room(2),
      ),
    ).toThrow(/^invalid matrix 2 × 2: not positive definite/)
  })
})

describe('tracks of two nodes', () => {
  const at = (x: number, y: number, sigma = 1): Estimate =>
    estimate([x, y], [sigma * sigma, 0, 0, sigma * sigma])

  it('are matched by the least sum of distances within the gate', () => {
    // The nearest partner of the second is that of the first, which has no other.
    const a = [at(0, 0), at(2, 0), at(100, 0)]
    const b = [at(50, 50), at(1.2, 0), at(4, 0)]
    expect([...matchTracks(2, a, b, 0.99)]).toEqual([1, 2, -1])
    expect([...matchTracks(2, [], b, 0.99)]).toEqual([])
    expect([...matchTracks(2, a, [], 0.99)]).toEqual([-1, -1, -1])
  })

  it('make one picture in which each object stands once and no track gains from its own copy', () => {
    const a = [at(0, 0, 2), at(30, 0)]
    const b = [at(30.5, 0), at(0.5, 0.5, 2), at(-40, 7)]
    const picture = fuseTracks(2, a, b, 0.99)
    expect(picture.map((track) => [track.a, track.b])).toEqual([
      [0, 1],
      [1, 0],
      [-1, 2],
    ])
    const again = fuseTracks(2, picture, picture, 0.99)
    again.forEach((track, k) => {
      expect([track.a, track.b]).toEqual([k, k])
      for (let i = 0; i < 4; i += 1) {
        expect(Math.abs(track.covariance[i]! - picture[k]!.covariance[i]!)).toBeLessThan(1e-12)
      }
    })
    expect(() => fuseTracks(3, a, b, 0.99)).toThrow(/^invalid track 0: expected 3 or more numbers/)
  })
})
