import { describe, expect, it } from 'vitest'
import { kalmanPredict, kalmanUpdate } from './index.ts'

// Inputs of Stone Soup's tests (dstl/Stone-Soup, stonesoup/predictor/tests/test_kalman.py and stonesoup/updater/tests/test_kalman.py), which hold the textbook formulas against its predictors and updaters; the numbers
// here are worked from the same inputs.

const x = [-6.45, 0.7]
const P = [4.1123, 0.0013, 0.0013, 0.0365]
/** Constant velocity of noise 0.1 over 2 s. */
const F = [1, 2, 0, 1]
const Q = [0.8 / 3, 0.2, 0.2, 0.2]
/** Rounding of a few operations on numbers of order 1 to 10. */
const ROUNDING = 1e-14
/** The published update is given to nine digits. */
const PRINTED = 1e-8

const near = (got: ArrayLike<number>, expected: readonly number[], tolerance: number): void => {
  expect(got.length).toBe(expected.length)
  expected.forEach((e, i) => expect(Math.abs(got[i]! - e)).toBeLessThanOrEqual(tolerance))
}

describe('the published prediction', () => {
  it('has the published mean and covariance', () => {
    const predicted = kalmanPredict(x, P, F, Q)
    near(predicted.x, [-5.05, 0.7], ROUNDING)
    near(predicted.P, [4.530166666666667, 0.2743, 0.2743, 0.2365], ROUNDING)
  })

  it('adds a control input', () => {
    // Half an acceleration of 0.3 over 2 s in position, and all of it in velocity.
    const predicted = kalmanPredict(x, P, F, Q, { B: [2, 2], u: [0.3] })
    near(predicted.x, [-5.05 + 0.6, 0.7 + 0.6], ROUNDING)
    near(predicted.P, [4.530166666666667, 0.2743, 0.2743, 0.2365], ROUNDING)
  })
})

describe('the published update', () => {
  const updated = kalmanUpdate(x, P, [1, 0], [0.04], [-6.23])

  it('has the published mean, covariance and innovation covariance', () => {
    near(updated.x, [-6.23211931, 0.70006888], PRINTED)
    near(updated.P, [0.0396146714, 1.25231799e-5, 1.25231799e-5, 0.036499593], PRINTED)
    near(updated.S, [4.1523], ROUNDING)
    near(updated.predicted, [-6.45], ROUNDING)
    near(updated.gain, [4.1123 / 4.1523, 0.0013 / 4.1523], ROUNDING)
  })

  it('is P − K S Kᵀ, and the fit that of its innovation', () => {
    const k = [4.1123 / 4.1523, 0.0013 / 4.1523]
    near(
      updated.P,
      [0, 1, 2, 3].map((i) => P[i]! - k[i >> 1]! * k[i & 1]! * 4.1523),
      ROUNDING,
    )
    expect(updated.nis).toBeCloseTo((0.22 * 0.22) / 4.1523, 14)
    expect(updated.logLikelihood).toBeCloseTo(
      -0.5 * ((0.22 * 0.22) / 4.1523 + Math.log(2 * Math.PI * 4.1523)),
      14,
    )
  })

  it('survives the covariance that breaks the standard form', () => {
    const { P: after } = kalmanUpdate(x, [1e24, 1e-24, 1e-24, 1e24], [1, 0], [0.04], [-6.23])
    near([after[0]! / 0.04, after[1]!, after[2]!, after[3]! / 1e24], [1, 0, 0, 1], 1e-12)
  })

  it('takes correlated components at once as their formulas do', () => {
    const R = [0.5, 0.2, 0.2, 0.3]
    const two = kalmanUpdate(x, P, [1, 0.5, 0, 2], R, [-6, 1])
    // (P⁻¹ + Hᵀ R⁻¹ H)⁻¹, inverted by hand for two by two.
    const inverse = (m: readonly number[]): number[] => {
      const d = m[0]! * m[3]! - m[1]! * m[2]!
      return [m[3]! / d, -m[1]! / d, -m[2]! / d, m[0]! / d]
    }
    const r = inverse(R)
    const H = [1, 0.5, 0, 2]
    const J = inverse(P).map((p, k) => {
      const [i, j] = [k >> 1, k & 1]
      let sum = p
      for (const a of [0, 1]) for (const b of [0, 1]) sum += H[2 * a + i]! * r[2 * a + b]! * H[2 * b + j]!
      return sum
    })
    near(two.P, inverse(J), 1e-13)
  })
})

describe('what is refused', () => {
  it.each([
    [
      'a covariance that is not positive definite',
      () => kalmanPredict(x, [1, 2, 2, 1], F, Q),
      /^invalid covariance/,
    ],
    ['one that is not symmetric', () => kalmanPredict(x, [1, 0.5, 0.4, 1], F, Q), /^invalid covariance/],
    [
      'a number that is none',
      () => kalmanPredict([0, Number.NaN], P, F, Q),
      /^invalid state component 1 is NaN/,
    ],
    ['a negative process noise', () => kalmanPredict(x, P, F, [-1, 0, 0, 1]), /^invalid process noise/],
    ['a matrix of the wrong size', () => kalmanPredict(x, P, [1, 0], Q), /^invalid transition matrix of 2/],
    [
      'a measurement that is not finite',
      () => kalmanUpdate(x, P, [1, 0], [1], [Infinity]),
      /^invalid measurement/,
    ],
    [
      'a measurement without noise',
      () => kalmanUpdate(x, P, [1, 0], [0], [1]),
      /^invalid measurement covariance/,
    ],
    ['no state at all', () => kalmanPredict([], [], [], []), /^invalid state of 0 components/],
  ])('%s', (_what, call, message) => {
    expect(call).toThrow(message)
  })
})
