import { describe, expect, it } from 'vitest'
import {
  betaQuantile,
  chiSquareCdf,
  chiSquareQuantile,
  normalCdf,
  normalQuantile,
  studentQuantile,
} from './distributions.ts'

// 40-digit evaluation with mpmath 1.3 (quantiles by bisection), rounded to 17 digits; p is the double nearest
// to the decimal shown.
const NORMAL_QUANTILE = [
  [1e-300, -37.047096299361199],
  [1e-20, -9.2623400897984076],
  [1e-6, -4.753424308822899],
  [0.001, -3.0902323061678135],
  [0.025, -1.9599639845400542],
  [0.25, -0.67448975019608174],
  [0.4, -0.25334710313579974],
  [0.75, 0.67448975019608174],
  [0.9, 1.2815515655446006],
  [0.975, 1.9599639845400539],
  [0.999999, 4.7534243088170878],
] as const

const NORMAL_CDF = [
  [-20, 2.7536241186062337e-89],
  [-10, 7.6198530241605261e-24],
  [-5, 2.8665157187919391e-7],
  [-1, 0.15865525393145705],
  [0.3, 0.61791142218895263],
  [2, 0.97724986805182079],
] as const

const BETA_QUANTILE = [
  [0.025, 81, 183, 0.25273674558527116],
  [0.975, 82, 182, 0.36762192260135135],
  [0.5, 2, 5, 0.26444998329565996],
  [0.001, 0.5, 0.5, 2.4673990709169442e-6],
  [0.1, 0.05, 3, 2.3000470006648375e-21],
  [0.9, 1000, 3000, 0.25880017116816469],
  [1e-10, 3, 8, 9.4119104149813254e-5],
  [0.3, 0.1, 0.1, 0.0052148702537342792],
] as const

const CHI_SQUARE_QUANTILE = [
  [0.025, 1, 0.00098206911717525602],
  [0.5, 0.1, 1.1147756881492495e-6],
  [1e-10, 3, 5.2093976214344803e-7],
  [0.9, 2, 4.6051701859880918],
  [0.99, 3, 11.34486673014437],
  [0.999, 6, 22.457744484825323],
  [0.9999999, 2.5, 33.875640275656958],
  [0.025, 3000, 2850.0849365197928],
  [0.975, 3000, 3153.7034935989816],
  [0.5, 1e6, 999999.33333341235],
] as const

// The same tables, table 8: dof, χ²(0.025), χ²(0.95), χ²(0.99).
const CHI_SQUARE_TABLE = [
  [1, 0.000982069, 3.84146, 6.6349],
  [2, 0.0506356, 5.99147, 9.21034],
  [3, 0.215795, 7.81473, 11.3449],
  [6, 1.23735, 12.5916, 16.8119],
  [10, 3.24697, 18.307, 23.2093],
  [30, 16.7908, 43.773, 50.8922],
  [100, 74.2219, 124.342, 135.807],
] as const

const STUDENT_QUANTILE = [
  [0.975, 1, 12.706204736174693],
  [0.95, 2.5, 2.5582186141359355],
  [1e-12, 3, -10331.108244292486],
  [0.999, 1000, 3.0984021639129226],
  [0.6, 7, 0.26316686135202275],
] as const

// E. S. Pearson, H. O. Hartley, Biometrika Tables for Statisticians I, table 12: dof, t(0.95), t(0.975), t(0.995).
const STUDENT_TABLE = [
  [1, 6.314, 12.706, 63.657],
  [2, 2.92, 4.303, 9.925],
  [5, 2.015, 2.571, 4.032],
  [10, 1.812, 2.228, 3.169],
  [30, 1.697, 2.042, 2.75],
  [120, 1.658, 1.98, 2.617],
  [Infinity, 1.645, 1.96, 2.576],
] as const

/** Half a unit of the last printed digit. */
const PRINTED = 0.000501
/** Half a unit of the last of six printed digits, relative. */
const SIX_DIGITS = 1e-5

/** AS 241 promises 1e-16; a few roundings more. */
const NORMAL = 1e-15
/** erfc at a rounded argument: relative error x²·1e-16. */
const NORMAL_TAIL = 1e-13
const QUANTILE = 1e-12

function differenceOf(got: number, expected: number): number {
  return Math.abs(got / expected - 1)
}

describe('quantiles', () => {
  it('of the normal distribution agree with 40-digit values', () => {
    for (const [p, z] of NORMAL_QUANTILE)
      expect(differenceOf(normalQuantile(p), z), `${p}`).toBeLessThan(NORMAL)
  })

  it('of the beta distribution agree with 40-digit values', () => {
    for (const [p, a, b, x] of BETA_QUANTILE) {
      expect(differenceOf(betaQuantile(p, a, b), x), `${p}, ${a}, ${b}`).toBeLessThan(QUANTILE)
    }
  })

  it("of Student's distribution agree with 40-digit values and the printed table", () => {
    for (const [p, dof, t] of STUDENT_QUANTILE) {
      expect(differenceOf(studentQuantile(p, dof), t), `${p}, ${dof}`).toBeLessThan(QUANTILE)
    }
    for (const [dof, t95, t975, t995] of STUDENT_TABLE) {
      expect(Math.abs(studentQuantile(0.95, dof) - t95)).toBeLessThan(PRINTED)
      expect(Math.abs(studentQuantile(0.975, dof) - t975)).toBeLessThan(PRINTED)
      expect(Math.abs(studentQuantile(0.995, dof) - t995)).toBeLessThan(PRINTED)
    }
  })

  it('of chi-square agree with 40-digit values and the printed table', () => {
    for (const [p, dof, x] of CHI_SQUARE_QUANTILE) {
      expect(differenceOf(chiSquareQuantile(p, dof), x), `${p}, ${dof}`).toBeLessThan(QUANTILE)
    }
    for (const [dof, x025, x95, x99] of CHI_SQUARE_TABLE) {
      expect(differenceOf(chiSquareQuantile(0.025, dof), x025), `${dof}`).toBeLessThan(SIX_DIGITS)
      expect(differenceOf(chiSquareQuantile(0.95, dof), x95), `${dof}`).toBeLessThan(SIX_DIGITS)
      expect(differenceOf(chiSquareQuantile(0.99, dof), x99), `${dof}`).toBeLessThan(SIX_DIGITS)
      expect(Math.abs(chiSquareCdf(x95, dof) - 0.95)).toBeLessThan(SIX_DIGITS)
    }
  })
})

describe('normalCdf', () => {
  it('agrees with 40-digit values', () => {
    for (const [x, p] of NORMAL_CDF) expect(differenceOf(normalCdf(x), p), `${x}`).toBeLessThan(NORMAL_TAIL)
  })
})
