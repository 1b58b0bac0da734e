import { describe, expect, it } from 'vitest'
import { clopperPearson, wilson } from './intervals.ts'

// R. G. Newcombe, Two-sided confidence intervals for the single proportion: comparison of seven methods,
// Statistics in Medicine 17 (1998) 857–872, table I: 95 % intervals, methods 3 (Wilson) and 5 (Clopper–Pearson).
const NEWCOMBE = [
  { successes: 81, n: 263, wilson: [0.2553, 0.3662], exact: [0.2527, 0.3676] },
  { successes: 15, n: 148, wilson: [0.0624, 0.1605], exact: [0.0578, 0.1617] },
  { successes: 0, n: 20, wilson: [0, 0.1611], exact: [0, 0.1684] },
  { successes: 1, n: 29, wilson: [0.0061, 0.1718], exact: [0.0009, 0.1776] },
] as const

/** Half a unit of the fourth printed decimal. */
const PRINTED = 0.0000501

describe('intervals of a chance', () => {
  it("by Wilson's method agree with Newcombe's table", () => {
    for (const row of NEWCOMBE) {
      const { low, high } = wilson(row.successes, row.n, 0.95)
      expect(Math.abs(low - row.wilson[0])).toBeLessThan(PRINTED)
      expect(Math.abs(high - row.wilson[1])).toBeLessThan(PRINTED)
    }
  })

  it("by Clopper and Pearson's method agree with Newcombe's table", () => {
    for (const row of NEWCOMBE) {
      const { low, high } = clopperPearson(row.successes, row.n, 0.95)
      expect(Math.abs(low - row.exact[0])).toBeLessThan(PRINTED)
      expect(Math.abs(high - row.exact[1])).toBeLessThan(PRINTED)
    }
  })
})
