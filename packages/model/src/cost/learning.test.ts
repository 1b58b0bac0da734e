import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { learnedUnits } from './index.ts'

/** Σ n^b added one by one. */
function added(count: number, slope: number): number {
  const b = Math.log(slope) / Math.log(2)
  let sum = 0
  for (let n = 1; n <= count; n++) sum += n ** b
  return sum
}

// Truncation of the Euler–Maclaurin sum after the fifth derivative, at 16 units.
const SERIES = 1e-12

describe('learnedUnits', () => {
  it.each([1, 2, 15, 16, 17, 18, 40, 998, 49_900])('adds n^b over %i units (unit theory)', (count) => {
    for (const slope of [0.5, 0.7, 0.85, 0.95, 1])
      expect(Math.abs(learnedUnits(count, slope, 'unit') / added(count, slope) - 1)).toBeLessThan(SERIES)
  })

  it('halves again with each doubling as the slope says: unit 2n costs the slope times unit n', () => {
    const price = (n: number): number => learnedUnits(n, 0.85, 'unit') - learnedUnits(n - 1, 0.85, 'unit')
    // Differences of sums of a thousand units lose digits.
    expect(price(1000) / price(500)).toBeCloseTo(0.85, 9)
  })

  it('lets the average of all units fall to the slope with each doubling (cumulative average)', () => {
    const average = (n: number): number => learnedUnits(n, 0.85, 'cumulative-average') / n
    expect(average(2000) / average(1000)).toBeCloseTo(0.85, 12)
    expect(average(1)).toBe(1)
  })

  it("follows the public calculator's formula, which comes near the unit theory for many units", () => {
    // 998 units at 85 %: the average unit of USD 18.2026 M over a first unit of 70 (its formula, worked out apart).
    expect(learnedUnits(998, 0.85, 'aei') / 998).toBeCloseTo(18.20257251 / 70, 9)
    expect(learnedUnits(49_900, 0.85, 'aei') / added(49_900, 0.85)).toBeCloseTo(1, 3)
  })

  it('costs every unit the same at a slope of 1', () => {
    expect(learnedUnits(37, 1, 'unit')).toBeCloseTo(37, 10)
    expect(learnedUnits(37, 1, 'cumulative-average')).toBe(37)
  })

  it('costs nothing for no unit and rises with each, broken units by their part', () => {
    expect(learnedUnits(0, 0.85, 'aei')).toBe(0)
    expect(learnedUnits(2.5, 0.85, 'unit')).toBeCloseTo(1.85 + 0.5 * 3 ** (Math.log(0.85) / Math.log(2)), 12)
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 1e5, noNaN: true }),
        fc.double({ min: 0.51, max: 1, noNaN: true }),
        (n, s) => {
          for (const theory of ['unit', 'cumulative-average', 'aei'] as const)
            expect(learnedUnits(n + 1, s, theory)).toBeGreaterThan(learnedUnits(n, s, theory))
        },
      ),
    )
  })

  it('refuses slopes and counts that are none', () => {
    expect(() => learnedUnits(10, 0.4, 'unit')).toThrow('invalid learning slope 0.4: expected 0.5 to 1')
    expect(() => learnedUnits(-1, 0.9, 'unit')).toThrow('invalid units -1')
    expect(() => learnedUnits(NaN, 0.9, 'unit')).toThrow('invalid units NaN')
    expect(() => learnedUnits(10, 0.5, 'aei')).toThrow('invalid learning slope 0.5')
    expect(learnedUnits(100, 0.5, 'unit')).toBeCloseTo(added(100, 0.5), 10)
  })
})
