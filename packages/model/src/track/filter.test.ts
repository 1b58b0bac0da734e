import { describe, expect, it } from 'vitest'
import { Stream } from '../math/index.ts'
import { ExtendedFilter } from './extended.ts'
import type { Filter } from './filter.ts'
import { isPositiveDefinite } from './gaussian.ts'
import { Imm } from './imm.ts'
import { kalmanPredict, kalmanUpdate } from './kalman.ts'
import { LinearFilter } from './linear-filter.ts'
import { ConstantVelocity, LinearMeasurement } from './models.ts'
import { UnscentedFilter } from './unscented.ts'

// One suite over all variants of the role "filter". On linear models with Gaussian noise they are the same filter.

type Start = { x: number[]; P: number[] }
const motion = new ConstantVelocity(1, 0.1)
const VARIANTS: [string, (start: Start) => Filter][] = [
  ['linear', ({ x, P }) => new LinearFilter(motion, x, P)],
  ['extended', ({ x, P }) => new ExtendedFilter(motion, x, P)],
  ['unscented', ({ x, P }) => new UnscentedFilter(motion, x, P)],
  [
    'interacting models that are equal',
    (s) => new Imm([motion, motion], [s, s], [0, 0.03, 0.03, 0], [0.4, 0.6]),
  ],
]

const CASE: Start = { x: [-6.45, 0.7], P: [4.1123, 0.0013, 0.0013, 0.0365] }
const position = new LinearMeasurement(2, [1, 0], [0.04])
/** Rounding of a dozen operations on numbers of this size; the unscented filter takes square roots on the way. */
const ROUNDING = 1e-12
/** Where an update divides a variance by 1e24, the rounding of 1 − k h, squared, is 1e-8 of what is left. */
const REDUCED = 1e-6

describe.each(VARIANTS)('the %s filter', (_name, make) => {
  it('predicts as the matrices do', () => {
    const filter = make(CASE)
    filter.predict(2)
    const q = 0.1
    const byHand = kalmanPredict(CASE.x, CASE.P, [1, 2, 0, 1], [(q * 8) / 3, q * 2, q * 2, q * 2])
    filter.x.forEach((value, i) => expect(value).toBeCloseTo(byHand.x[i]!, 12))
    filter.P.forEach((value, i) => expect(Math.abs(value - byHand.P[i]!)).toBeLessThan(ROUNDING))
  })

  it('updates as the matrices do, and says how the measurement fitted', () => {
    const filter = make(CASE)
    filter.update(position, Float64Array.of(-6.23))
    const byHand = kalmanUpdate(CASE.x, CASE.P, [1, 0], [0.04], [-6.23])
    filter.x.forEach((value, i) => expect(Math.abs(value - byHand.x[i]!)).toBeLessThan(ROUNDING))
    filter.P.forEach((value, i) => expect(Math.abs(value - byHand.P[i]!)).toBeLessThan(ROUNDING))
    expect(filter.fit.nis).toBeCloseTo(byHand.nis, 12)
    expect(filter.fit.logLikelihood).toBeCloseTo(byHand.logLikelihood, 12)
  })

  it('keeps its head where variances are far apart', () => {
    for (const [P, R, expectedP] of [
      // As good as no knowledge before: the measurement is all there is.
      [[1e24, 1e-24, 1e-24, 1e24], 0.04, [0.04, 0, 0, 1e24]],
      // As good as no measurement.
      [[1, 0.5, 0.5, 1], 1e24, [1, 0.5, 0.5, 1]],
      // A measurement much better than the belief it corrects.
      [[1e12, 0, 0, 1e-12], 1e-12, [1e-12, 0, 0, 1e-12]],
    ] as const) {
      const filter = make({ x: [0, 0], P: [...P] })
      filter.update(new LinearMeasurement(2, [1, 0], [R]), Float64Array.of(1))
      expect(isPositiveDefinite(2, filter.P)).toBe(true)
      filter.P.forEach((value, i) => {
        const scale = Math.sqrt(expectedP[i < 2 ? 0 : 3] * expectedP[i % 2 === 0 ? 0 : 3])
        expect(Math.abs(value - expectedP[i]!)).toBeLessThan(REDUCED * scale)
      })
    }
  })

  it('goes back to where it was when it predicts backward, but less sure', () => {
    const filter = make(CASE)
    filter.predict(5)
    filter.predict(-5)
    filter.x.forEach((value, i) => expect(value).toBeCloseTo(CASE.x[i]!, 9))
    expect(filter.P[0]!).toBeGreaterThan(CASE.P[0]!)
    expect(isPositiveDefinite(2, filter.P)).toBe(true)
  })

  it('stays symmetric and positive definite over random steps and measurements', () => {
    fuzz(make, 5000)
  })

  it('refuses what is not a number and leaves its belief alone', () => {
    const filter = make(CASE)
    expect(() => filter.predict(Number.NaN)).toThrow(/^invalid time step NaN s/)
    expect(() => filter.update(position, Float64Array.of(Number.NaN))).toThrow(
      /^invalid measurement component 0 is NaN/,
    )
    const bad = new LinearMeasurement(2, [1, 0], [-1])
    expect(() => filter.update(bad, Float64Array.of(0))).toThrow(/^invalid measurement covariance/)
    expect([...filter.x]).toEqual(CASE.x)
    expect([...filter.P]).toEqual(CASE.P)
  })

  it('refuses a start that is no belief', () => {
    expect(() => make({ x: [0, 0], P: [1, 2, 2, 1] })).toThrow(/^invalid covariance with diagonal 1, 1/)
    expect(() => make({ x: [0, Number.NaN], P: [1, 0, 0, 1] })).toThrow(/^invalid state component 1/)
    expect(() => make({ x: [0, 0], P: [1, 0.1, 0.2, 1] })).toThrow(/^invalid covariance/)
  })
})

/** Random steps back and forth and measurements of any quality; checks the covariance after each. */
export function fuzz(make: (start: Start) => Filter, steps: number): void {
  const stream = new Stream(7, 0, 'test/filter-fuzz', 0)
  const filter = make(CASE)
  const wide = (): number => 10 ** (12 * stream.uniform() - 6)
  for (let i = 0; i < steps; i++) {
    filter.predict(stream.uniform() < 0.05 ? 1000 * stream.uniform() : 3 * stream.uniform())
    const both = stream.uniform() < 0.3
    const R = both ? [wide(), 0, 0, wide()] : [wide()]
    const H = both ? [1, 0, stream.normal(), stream.normal()] : [stream.normal(), stream.normal()]
    const z = Float64Array.of(100 * stream.normal(), 100 * stream.normal())
    filter.update(new LinearMeasurement(2, H, R), z)
    if (!isPositiveDefinite(2, filter.P)) throw new Error(`step ${i}: ${filter.P.join(' ')}`)
    if (!filter.x.every(Number.isFinite)) throw new Error(`step ${i}: ${filter.x.join(' ')}`)
  }
}
