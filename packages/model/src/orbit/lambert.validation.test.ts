import { expect, it } from 'vitest'
import { lambert } from './index.ts'

/** Inputs have ten digits, results seven; the book iterates to 1e-6. */
const PRINTED_RELATIVE = 2e-5

it("reproduces Lambert's problem of Vallado, Fundamentals of Astrodynamics (4th ed.), example 7-5", () => {
  const r1 = Float64Array.of(15945.34e3, 0, 0)
  const r2 = Float64Array.of(12214.83899e3, 10249.46731e3, 0)
  const { v1, v2 } = lambert(3.986004418e14, r1, r2, 76 * 60, true)
  const expected = [2058.913, 2915.965, 0, -3451.565, 910.315, 0]
  ;[...v1, ...v2].forEach((got, k) => {
    expect(Math.abs(got - expected[k]!)).toBeLessThanOrEqual(PRINTED_RELATIVE * Math.abs(expected[k]!))
  })
})
