import { expect, it } from 'vitest'
import { propagateKepler } from './index.ts'

/** The book prints seven to eight digits; its inputs have as many. */
const PRINTED_RELATIVE = 1e-5

it("reproduces Kepler's problem of Vallado, Fundamentals of Astrodynamics (4th ed.), example 2-4", () => {
  const r = Float64Array.of(1131.34e3, -2282.343e3, 6672.423e3)
  const v = Float64Array.of(-5643.05, 4303.33, 2428.79)
  propagateKepler(3.986004418e14, r, v, 2400, r, v)
  const expected = [-4219.7527e3, 4363.0292e3, -3958.7666e3, 3689.866, -1916.735, -6112.511]
  ;[...r, ...v].forEach((got, k) => {
    expect(Math.abs(got / expected[k]! - 1)).toBeLessThan(PRINTED_RELATIVE)
  })
})
