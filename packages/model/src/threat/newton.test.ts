import { describe, expect, it } from 'vitest'
import { newton } from './newton.ts'

const steps = (n: number): Float64Array => new Float64Array(n).fill(1e-6)

describe('newton', () => {
  it('solves a linear system with one Jacobian: n + 2 evaluations', () => {
    let calls = 0
    const found = newton(
      (x) => {
        calls++
        return Float64Array.of(1e3 * (2 * x[0]! + x[1]! - 5), 1e3 * (x[0]! - 3 * x[1]! + 1))
      },
      Float64Array.of(0, 0),
      steps(2),
    )
    expect(found!.x[0]).toBeCloseTo(2, 5)
    expect(found!.x[1]).toBeCloseTo(1, 5)
    expect(calls).toBe(4)
  })

  it('solves the Rosenbrock system and one of three unknowns to the size asked for', () => {
    const rosenbrock = newton(
      (x) => Float64Array.of(1e6 * 10 * (x[1]! - x[0]! * x[0]!), 1e6 * (1 - x[0]!)),
      Float64Array.of(-1.2, 1),
      steps(2),
      60,
    )
    expect(rosenbrock!.x[0]).toBeCloseTo(1, 5)
    expect(rosenbrock!.x[1]).toBeCloseTo(1, 5)
    expect(rosenbrock!.size).toBeLessThan(1)
    const three = newton(
      (x) =>
        Float64Array.of(
          1e7 * (x[0]! + x[1]! + x[2]! - 6),
          1e7 * (x[0]! * x[1]! * x[2]! - 6),
          1e7 * (x[0]! * x[0]! + x[1]! * x[1]! + x[2]! * x[2]! - 14),
        ),
      Float64Array.of(0.8, 2.3, 3.3),
      steps(3),
    )
    expect([...three!.x].map((c) => Math.round(c * 1e5) / 1e5)).toEqual([1, 2, 3])
  })

  it('halves steps that leave the domain', () => {
    // From 3 the full step for ln lands below zero, where nothing can be flown.
    const found = newton(
      (x) => (x[0]! > 0 ? Float64Array.of(1e6 * Math.log(x[0]!)) : undefined),
      Float64Array.of(3),
      steps(1),
    )
    expect(found!.x[0]).toBeCloseTo(1, 5)
  })

  it('gives up where there is no root, no slope, or no flight at the start', () => {
    expect(newton((x) => Float64Array.of(10 + x[0]! * x[0]!), Float64Array.of(1), steps(1))).toBeUndefined()
    expect(newton(() => Float64Array.of(10), Float64Array.of(1), steps(1))).toBeUndefined()
    expect(newton(() => undefined, Float64Array.of(1), steps(1))).toBeUndefined()
  })
})
