import { describe, expect, it } from 'vitest'
import { integrate, type Derivative, type OdeOptions } from './ode.ts'

const oscillator: Derivative = (_t, y, out) => {
  out[0] = y[1]!
  out[1] = -y[0]!
}

function tolerance(relative: number, n = 2): OdeOptions {
  return { relative, absolute: new Float64Array(n).fill(relative) }
}

/** Steps of one length: tolerances so wide that no step is refused or shortened. */
function fixedStep(h: number): OdeOptions {
  return { relative: 0.1, absolute: Float64Array.of(1e9, 1e9), firstStep: h, maxStep: h, dense: true }
}

describe('integrate', () => {
  it('follows the harmonic oscillator over 100 rad to the tolerance', () => {
    const { y, t } = integrate(oscillator, 0, Float64Array.of(1, 0), 100, tolerance(1e-12))
    expect(t).toBe(100)
    expect(Math.abs(y[0]! - Math.cos(100))).toBeLessThan(3e-11)
    expect(Math.abs(y[1]! + Math.sin(100))).toBeLessThan(3e-11)
  })

  it('has order 5 in the step length', () => {
    function errorAt(h: number): number {
      const { y } = integrate(oscillator, 0, Float64Array.of(1, 0), 10, fixedStep(h))
      return Math.hypot(y[0]! - Math.cos(10), y[1]! + Math.sin(10))
    }
    const orders = [0.4, 0.2, 0.1].map((h) => Math.log2(errorAt(h) / errorAt(h / 2)))
    for (const order of orders) {
      expect(order).toBeGreaterThan(4.7)
      expect(order).toBeLessThan(5.4)
    }
  })

  it('gives the same result, bit for bit, with and without events and dense output', () => {
    const y0 = Float64Array.of(1, 0)
    const plain = integrate(oscillator, 0, y0, 7, tolerance(1e-9))
    const event = {
      name: 'x',
      value: (_t: number, y: Float64Array) => y[0]!,
      direction: 0,
      terminal: false,
    } as const
    const full = integrate(oscillator, 0, y0, 7, { ...tolerance(1e-9), dense: true, events: [event] })
    expect([...full.y]).toEqual([...plain.y])
    expect(full.evaluations).toBe(plain.evaluations)
    expect([...y0]).toEqual([1, 0])
  })

  it('comes back to the start when it integrates backward', () => {
    const there = integrate(oscillator, 2, Float64Array.of(1, 0.5), 30, tolerance(1e-12))
    const back = integrate(oscillator, 30, there.y, 2, tolerance(1e-12))
    expect(back.t).toBe(2)
    expect(Math.abs(back.y[0]! - 1)).toBeLessThan(3e-11)
    expect(Math.abs(back.y[1]! - 0.5)).toBeLessThan(3e-11)
  })

  it('ends at t1 exactly and takes no step when t1 is t0', () => {
    const none = integrate(oscillator, 3, Float64Array.of(1, 2), 3, { ...tolerance(1e-9), dense: true })
    expect([none.t, none.steps, ...none.y]).toEqual([3, 0, 1, 2])
    const out = new Float64Array(2)
    none.dense!.at(3, out)
    expect([...out]).toEqual([1, 2])
    expect(integrate(oscillator, 1e4, Float64Array.of(1, 2), 1e4 + 2e-12, tolerance(1e-9)).t).toBe(
      1e4 + 2e-12,
    )
  })

  it('evaluates the derivative only between the two ends', () => {
    let least = Infinity
    let most = -Infinity
    const watched: Derivative = (t, y, out) => {
      least = Math.min(least, t)
      most = Math.max(most, t)
      oscillator(t, y, out)
    }
    integrate(watched, 1, Float64Array.of(1, 0), 9.7, tolerance(1e-6))
    expect([least, most]).toEqual([1, 9.7])
  })

  it('keeps a component with a wide absolute tolerance from governing the step', () => {
    const stiffTail: Derivative = (t, _y, out) => {
      out[0] = 1
      out[1] = Math.sin(1000 * t)
    }
    const wide = { relative: 1e-9, absolute: Float64Array.of(1e-9, 1e9) }
    const tight = { relative: 1e-9, absolute: Float64Array.of(1e-9, 1e-9) }
    const y0 = Float64Array.of(0, 0)
    expect(integrate(stiffTail, 0, y0, 10, wide).steps).toBeLessThan(50)
    expect(integrate(stiffTail, 0, y0, 10, tight).steps).toBeGreaterThan(1000)
  })

  it('respects the longest step', () => {
    const { steps } = integrate(oscillator, 0, Float64Array.of(1, 0), 10, {
      ...tolerance(1e-3),
      maxStep: 0.01,
    })
    expect(steps).toBeGreaterThanOrEqual(999)
    expect(steps).toBeLessThan(1010)
  })

  it('retries a step that left the domain of the derivative', () => {
    // y' = −√y from 1 reaches 0 at t = 2 and is NaN beyond; a first step of 5 s is far outside.
    const draining: Derivative = (_t, y, out) => {
      out[0] = -Math.sqrt(y[0]!)
    }
    const { y } = integrate(draining, 0, Float64Array.of(1), 1.9, { ...tolerance(1e-10, 1), firstStep: 5 })
    expect(Math.abs(y[0]! - 0.05 ** 2)).toBeLessThan(1e-10)
  })

  it('refuses a derivative that is not a number, with the time', () => {
    const broken: Derivative = (t, _y, out) => {
      out[0] = t < 1 ? 1 : NaN
    }
    const always: Derivative = (_t, _y, out) => {
      out[0] = NaN
    }
    expect(() => integrate(broken, 0, Float64Array.of(0), 5, tolerance(1e-9, 1))).toThrow(
      /^invalid derivative near t = (1|0\.9999)/,
    )
    expect(() => integrate(always, 0, Float64Array.of(0), 5, tolerance(1e-9, 1))).toThrow(
      /^invalid derivative\[0\] = NaN at t = 0 s/,
    )
  })

  it('says where it stood when the steps are used up', () => {
    expect(() =>
      integrate(oscillator, 0, Float64Array.of(1, 0), 100, { ...tolerance(1e-12), maxSteps: 50 }),
    ).toThrow(/^infeasible integration to 100 s: 50 steps used up at t = /)
  })

  it('stops at a singularity instead of creeping up to it', () => {
    // y' = y² from 1 is 1/(1 − t).
    const blowUp: Derivative = (_t, y, out) => {
      out[0] = y[0]! * y[0]!
    }
    expect(() => integrate(blowUp, 0, Float64Array.of(1), 2, tolerance(1e-9, 1))).toThrow(
      /^(infeasible|invalid)/,
    )
  })

  it('refuses options out of range', () => {
    const y0 = Float64Array.of(1, 0)
    const good = tolerance(1e-9)
    const bad: [number, Float64Array, number, OdeOptions][] = [
      [NaN, y0, 1, good],
      [0, y0, Infinity, good],
      [0, Float64Array.of(1, NaN), 1, good],
      [0, y0, 1, { ...good, relative: -1e-9 }],
      [0, y0, 1, { ...good, relative: NaN }],
      [0, y0, 1, { ...good, absolute: Float64Array.of(1e-9) }],
      [0, y0, 1, { ...good, absolute: Float64Array.of(1e-9, 0) }],
      [0, y0, 1, { ...good, firstStep: -1 }],
      [0, y0, 1, { ...good, maxStep: 0 }],
      [0, y0, 1, { ...good, maxSteps: NaN }],
    ]
    for (const [t0, y, t1, options] of bad) {
      expect(() => integrate(oscillator, t0, y, t1, options)).toThrow(/^invalid/)
    }
  })
})

describe('DenseOutput', () => {
  it('is as accurate between the steps as at them, and of order 4 or better', () => {
    function largestError(h: number): number {
      const { dense } = integrate(oscillator, 0, Float64Array.of(1, 0), 10, fixedStep(h))
      const out = new Float64Array(2)
      let largest = 0
      for (let i = 0; i <= 1000; i += 1) {
        dense!.at(i / 100, out)
        largest = Math.max(largest, Math.hypot(out[0]! - Math.cos(i / 100), out[1]! + Math.sin(i / 100)))
      }
      return largest
    }
    expect(Math.log2(largestError(0.2) / largestError(0.1))).toBeGreaterThan(4)
    const { dense } = integrate(oscillator, 0, Float64Array.of(1, 0), 50, {
      ...tolerance(1e-11),
      dense: true,
    })
    const out = new Float64Array(2)
    for (let t = 0; t < 50; t += 0.0137) {
      dense!.at(t, out)
      expect(Math.abs(out[0]! - Math.cos(t))).toBeLessThan(1e-9)
    }
  })

  it('gives the same state whatever was asked before', () => {
    const options = { ...tolerance(1e-8), dense: true }
    const { dense } = integrate(oscillator, 0, Float64Array.of(1, 0), 40, options)
    const again = integrate(oscillator, 0, Float64Array.of(1, 0), 40, options).dense!
    const a = new Float64Array(2)
    const b = new Float64Array(2)
    for (let i = 0; i < 500; i += 1) {
      dense!.at((i * 17.3) % 40, a)
      again.at(40, b)
      again.at((i * 17.3) % 40, b)
      expect([...a]).toEqual([...b])
    }
  })

  it('covers a backward integration and refuses times outside', () => {
    const { dense } = integrate(oscillator, 5, Float64Array.of(Math.cos(5), -Math.sin(5)), -5, {
      ...tolerance(1e-11),
      dense: true,
    })
    const out = new Float64Array(2)
    for (const t of [5, 4.9, 0, -3.21, -5]) {
      dense!.at(t, out)
      expect(Math.abs(out[0]! - Math.cos(t))).toBeLessThan(1e-9)
    }
    expect([dense!.t0, dense!.t1]).toEqual([5, -5])
    for (const t of [5.001, -5.001, NaN]) expect(() => dense!.at(t, out)).toThrow(/^invalid time/)
  })

  it('ends at the terminal event', () => {
    const { dense, stopped } = integrate(oscillator, 0, Float64Array.of(1, 0), 10, {
      ...tolerance(1e-11),
      dense: true,
      events: [{ name: 'zero', value: (_t, y) => y[0]!, direction: -1, terminal: true }],
    })
    expect(dense!.t1).toBe(stopped!.t)
    const out = new Float64Array(2)
    dense!.at(stopped!.t, out)
    expect(Math.abs(out[0]!)).toBeLessThan(1e-12)
    expect(() => dense!.at(stopped!.t + 1e-6, out)).toThrow(/^invalid time/)
  })
})
