import { OpendomeError, requireWithin } from '../core/index.ts'
import { ln, pow } from '../math/index.ts'
import type { LearningTheory } from './schema.ts'

/** Units whose prices are added one by one before the sum goes over to an integral. */
const DIRECT = 16

/**
 * Price of the first `units` units in prices of the first one: Σ, so that cost = first unit · learnedUnits. `slope` is the part
 * of the price that is left after each doubling (0.5 to 1), b = log₂ slope:
 *
 * - `unit`: unit n costs n^b (J. R. Crawford), Σ n^b; a broken unit costs its part of the next one
 * - `cumulative-average`: the average of the first n units is n^b (T. P. Wright 1936), n^(1+b)
 * - `aei`: (n^(1+b) + 1) / (1 + b), the public SBI calculator crediting AEI, an approximation of `unit` for many units
 *
 * Σ n^b by the Euler–Maclaurin formula beyond 16 units, right to 1e-13. Throws `invalid` out of range.
 */
export function learnedUnits(units: number, slope: number, theory: LearningTheory): number {
  requireWithin('units', units, 0, 1e12)
  requireWithin('learning slope', slope, 0.5, 1)
  if (units === 0) return 0
  const b = ln(slope) / ln(2)
  switch (theory) {
    case 'cumulative-average':
      return pow(units, 1 + b)
    case 'aei':
      if (slope === 0.5)
        throw new OpendomeError('invalid', 'learning slope 0.5: theory aei divides by 1 + log2 slope = 0')
      return (pow(units, 1 + b) + 1) / (1 + b)
    case 'unit': {
      const whole = Math.floor(units)
      const rest = units - whole
      return powerSum(whole, b) + (rest > 0 ? rest * pow(whole + 1, b) : 0)
    }
  }
}

/** Σ n^b for n from 1 to `count`, −1 ≤ b ≤ 0. */
function powerSum(count: number, b: number): number {
  let sum = 0
  for (let n = 1; n < Math.min(count, DIRECT) + 1; n++) sum += pow(n, b)
  if (count <= DIRECT) return sum
  // Σ from DIRECT to count = integral + mean of the ends + corrections by odd derivatives.
  const [low, high] = [DIRECT, count]
  const integral = b === -1 ? ln(high / low) : (pow(high, 1 + b) - pow(low, 1 + b)) / (1 + b)
  const first = b * (pow(high, b - 1) - pow(low, b - 1))
  const third = b * (b - 1) * (b - 2) * (pow(high, b - 3) - pow(low, b - 3))
  const fifth = b * (b - 1) * (b - 2) * (b - 3) * (b - 4) * (pow(high, b - 5) - pow(low, b - 5))
  const ends = 0.5 * (pow(high, b) - pow(low, b))
  return sum + integral + ends + first / 12 - third / 720 + fifth / 30_240
}
