import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LONGEST_FLY_OUT, flyOutReach, requireShortFlyOut } from './index.ts'

const G = 9.80665

describe('fly-out', () => {
  it('burns as ½at², then coasts at Δv', () => {
    expect(flyOutReach(6000, 150, 20)).toBe(30_000)
    expect(flyOutReach(6000, 150, 40)).toBe(120_000)
    expect(flyOutReach(6000, 150, 100)).toBe(120_000 + 360_000)
  })

  it('is zero until release', () => {
    expect(flyOutReach(6000, 150, 0)).toBe(0)
    expect(flyOutReach(6000, 150, -10)).toBe(0)
  })

  it('is the integral of a speed that rises to Δv and stays there', () => {
    const positive = (min: number, max: number) => fc.double({ min, max, noNaN: true })
    fc.assert(
      fc.property(positive(100, 12_000), positive(1, 500), positive(1, 250), (deltaV, acceleration, time) => {
        const steps = 2000
        let sum = 0
        for (let k = 0; k < steps; k++)
          sum += Math.min(deltaV, (acceleration * time * (k + 0.5)) / steps) * (time / steps)
        // The midpoint rule errs only in the step that holds the end of the burn.
        expect(Math.abs(flyOutReach(deltaV, acceleration, time) - sum)).toBeLessThan(
          acceleration * (time / steps) * (time / steps) + 1e-6,
        )
      }),
    )
  })

  it('gives 597.634 km in 120 s at 6 km/s and 15 g (public SBI calculator)', () => {
    expect(flyOutReach(6000, 15 * G, 120)).toBeCloseTo(597_634, -1)
  })

  it('is refused beyond 250 s, where the free-fall shortcut fails', () => {
    expect(LONGEST_FLY_OUT).toBe(250)
    expect(() => requireShortFlyOut(250)).not.toThrow()
    expect(() => requireShortFlyOut(250.5)).toThrow(/^unsupported fly-out of 251 s: expected at most 250 s$/)
  })
})
