import { OpendomeError, requireWithin } from '../core/index.ts'
import { ln, pow } from '../math/index.ts'
import type { LearningTheory } from './schema.ts'

/** Units whose prices are added one by one before the sum goes over to an integral. */
const DIRECT = 16

/** Price of so many first units, in prices of the first one. */
export type LearningCurve = (units: number) => number

/**
 * Price of the first units in prices of the first one: Σ, so that cost = first unit · curve(units). `slope` is the part of the price
 * that is left after each doubling (0.5 to 1), b = log₂ slope:
 *
 * - `unit`: unit n costs n^b (J. R. Crawford), Σ n^b; a broken unit costs its part of the next one
 * - `cumulative-average`: the average of the first n units is n^b (T. P. Wright 1936), n^(1+b)
 * - `aei`: (n^(1+b) + 1) / (1 + b), the public SBI calculator crediting AEI, an approximation of `unit` for many units
 *
 * Σ n^b by the Euler–Maclaurin formula beyond 16 units, right to 1e-13. Throws `invalid` out of range.
 */
export function learningCurve(slope: number, theory: LearningTheory): LearningCurve {
  requireWithin('learning slope', slope, 0.5, 1)
  const b = ln(slope) / ln(2)
  const curve = ofTheory(slope, b, theory)
  return (units) => {
    requireWithin('units', units, 0, 1e12)
    return units === 0 ? 0 : curve(units)
  }
}

/** `learningCurve` at one number of units. */
export function learnedUnits(units: number, slope: number, theory: LearningTheory): number {
  return learningCurve(slope, theory)(units)
}

function ofTheory(slope: number, b: number, theory: LearningTheory): LearningCurve {
  switch (theory) {
    case 'cumulative-average':
      return (units) => pow(units, 1 + b)
    case 'aei':
      if (slope === 0.5)
        throw new OpendomeError('invalid', 'learning slope 0.5: theory aei divides by 1 + log2 slope = 0')
      return (units) => (pow(units, 1 + b) + 1) / (1 + b)
    case 'unit': {
      const wholeUnits = powerSum(b)
      return (units) => {
        const whole = Math.floor(units)
        const rest = units - whole
        return wholeUnits(whole) + (rest > 0 ? rest * pow(whole + 1, b) : 0)
      }
    }
  }
}

/** Σ n^b for n from 1 to a count, −1 ≤ b ≤ 0. */
function powerSum(b: number): (count: number) => number {
  const direct = new Float64Array(DIRECT + 1)
  for (let n = 1; n <= DIRECT; n++) direct[n] = direct[n - 1]! + pow(n, b)
  // Beyond: integral + mean of the ends + corrections by odd derivatives, each at the count less the same at DIRECT.
  const atEnd = (n: number): number => {
    const p = pow(n, b)
    const integral = b === -1 ? ln(n) : (p * n) / (1 + b)
    const first = (b * p) / n
    const third = (first * (b - 1) * (b - 2)) / (n * n)
    const fifth = (third * (b - 3) * (b - 4)) / (n * n)
    return integral + 0.5 * p + first / 12 - third / 720 + fifth / 30_240
  }
  const before = direct[DIRECT]! - atEnd(DIRECT)
  return (count) => (count <= DIRECT ? direct[count]! : before + atEnd(count))
}
