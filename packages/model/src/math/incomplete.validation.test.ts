import { describe, expect, it } from 'vitest'
import { incompleteBeta, incompleteGamma, incompleteGammaUpper } from './incomplete.ts'

// 40-digit evaluation of the defining series (DLMF 8.17.8 and 8.11.4) with mpmath 1.3, rounded to 17 digits.
const BETA = [
  [0.5, 0.5, 0.5, 0.5],
  [0.3, 2, 3, 0.3483],
  [0.01, 0.1, 5, 0.76908892078434628],
  [0.999, 20, 0.2, 0.50549914268434352],
  [0.2, 10, 10, 0.0015791205491671047],
  [0.05, 100, 400, 2.1021719905338469e-32],
  [0.52, 5000, 5000, 0.99996852908367969],
  [0.45, 5000, 5000, 5.9248182444750182e-24],
  [0.9995, 3970, 0.3, 0.022438827709552969],
  [0.0001, 1, 9999, 0.63210216378344844],
  [0.25, 0.01, 0.01, 0.49458697425413913],
  [0.001, 30, 1000, 2.2058447438017069e-33],
] as const

const GAMMA = [
  [1, 0.5, 0.84270079294971487, 0.15729920705028513],
  [0.1, 0.01, 0.98186468394901266, 0.018135316050987344],
  [10, 10, 0.54207028552814779, 0.45792971447185221],
  [100, 120, 0.028230393964865693, 0.97176960603513431],
  [120, 100, 0.97213626010947934, 0.027863739890520661],
  [10_000, 10_200, 0.023290932037298882, 0.97670906796270112],
  [50, 3, 1, 2.509303552201057e-19],
  [0.001, 2.5, 9.5085345986079498e-9, 0.9999999904914654],
  [5000, 4800, 0.99783047345459796, 0.0021695265454020388],
] as const

/** The stated accuracy, relative to the value. */
const RELATIVE = 1e-12

function differenceOf(got: number, expected: number): number {
  return Math.abs(got / expected - 1)
}

describe('incompleteBeta', () => {
  it('agrees with 40-digit values to 1e-12 of the value', () => {
    for (const [x, a, b, value] of BETA) {
      expect(differenceOf(incompleteBeta(x, a, b), value), `I(${x}; ${a}, ${b})`).toBeLessThan(RELATIVE)
    }
  })
})

describe('incompleteGamma', () => {
  it('agrees in both tails with 40-digit values to 1e-12 of the value', () => {
    for (const [x, a, lower, upper] of GAMMA) {
      expect(differenceOf(incompleteGamma(x, a), lower), `P(${a}, ${x})`).toBeLessThan(RELATIVE)
      expect(differenceOf(incompleteGammaUpper(x, a), upper), `Q(${a}, ${x})`).toBeLessThan(RELATIVE)
    }
  })
})
