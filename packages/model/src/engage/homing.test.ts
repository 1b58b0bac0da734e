import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Approach } from './index.ts'

const v = (x: number, y: number, z: number): Float64Array => Float64Array.of(x, y, z)
const FLY_OUT = { deltaV: 6000, acceleration: 150 }
const component = fc.double({ min: -8000, max: 8000, noNaN: true })
const vector = fc.tuple(component, component, component).map(([x, y, z]) => v(x, y, z))

describe('closing with the target', () => {
  it('is the target’s velocity less the carrier’s and the Δv flown towards the aim', () => {
    const approach = new Approach()
    approach.set(FLY_OUT, 100, v(7e6, 0, 0), v(0, 7500, 0), v(6.6e6, 0, 0), v(0, 3000, 4000))
    // Relative to the interceptor: (0 + 6000, 3000 − 7500, 4000) m/s.
    expect(approach.speed).toBeCloseTo(Math.sqrt(6000 ** 2 + 4500 ** 2 + 4000 ** 2), 9)
    expect(approach.along[0]! * approach.speed).toBeCloseTo(6000, 9)
    expect(approach.along[1]! * approach.speed).toBeCloseTo(-4500, 9)
  })

  it('has only the speed gained so far while the interceptor still burns', () => {
    const approach = new Approach()
    approach.set(FLY_OUT, 10, v(7e6, 0, 0), v(0, 0, 0), v(6.9e6, 0, 0), v(0, 0, 0))
    expect(approach.speed).toBeCloseTo(1500, 9)
  })

  it('misses by the part of an error across the closing velocity, whatever the error along it', () => {
    fc.assert(
      fc.property(vector, vector, fc.double({ min: -1e5, max: 1e5, noNaN: true }), (target, error, along) => {
        const approach = new Approach()
        approach.set(FLY_OUT, 60, v(7e6, 0, 0), v(0, 7500, 0), v(6.5e6, 1e5, 0), target)
        fc.pre(approach.speed > 1)
        const longer = error.map((e, k) => e + along * approach.along[k]!)
        expect(approach.miss(longer)).toBeCloseTo(approach.miss(error), 6)
        expect(approach.miss(error)).toBeLessThanOrEqual(Math.hypot(...error) + 1e-9)
      }),
    )
  })

  it('hands over at the seeker’s range, and at release where that is farther than the whole flight', () => {
    const approach = new Approach()
    approach.set(FLY_OUT, 100, v(7e6, 0, 0), v(0, 0, 0), v(6.6e6, 0, 0), v(4000, 0, 0))
    expect(approach.speed).toBeCloseTo(10_000, 9)
    expect(approach.handover(200_000, 100)).toBeCloseTo(20, 9)
    expect(approach.handover(5_000_000, 100)).toBe(100)
    approach.set(FLY_OUT, 100, v(7e6, 0, 0), v(0, 0, 0), v(7e6, 0, 0), v(0, 0, 0))
    expect(approach.handover(1, 100)).toBe(100)
  })
})
