import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EARTH_RATE } from './constants.ts'
import { ecefFromEci, ecefFromEciState, eciFromEcef, eciFromEcefState, itrfFromPef } from './frames.ts'

const component = fc.double({ min: -5e7, max: 5e7, noNaN: true })
const vector = fc.tuple(component, component, component).map((v) => Float64Array.from(v))
const turn = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true })
const RUNS = { numRuns: 2000, seed: 4 }

function expectClose(a: Float64Array, b: Float64Array, tolerance: number): void {
  for (let i = 0; i < 3; i++) expect(Math.abs(a[i]! - b[i]!)).toBeLessThan(tolerance)
}

describe('ECI and ECEF', () => {
  it('come back to the position within 0.1 µm, in place too', () => {
    const check = (angle: number, r: Float64Array): void => {
      const moved = r.slice()
      ecefFromEci(angle, moved, moved)
      expect(Math.abs(Math.hypot(...moved) - Math.hypot(...r))).toBeLessThan(1e-7)
      eciFromEcef(angle, moved, moved)
      expectClose(moved, r, 1e-7)
    }
    fc.assert(fc.property(turn, vector, check), RUNS)
  })

  it('come back to position and velocity, in place too', () => {
    const check = (angle: number, r: Float64Array, v: Float64Array): void => {
      const [r2, v2] = [r.slice(), v.slice()]
      ecefFromEciState(angle, r2, v2, r2, v2)
      eciFromEcefState(angle, r2, v2, r2, v2)
      expectClose(r2, r, 1e-7)
      expectClose(v2, v, 1e-7)
    }
    fc.assert(fc.property(turn, vector, vector, check), RUNS)
  })

  it('turn the x axis of ECI westward as the angle grows', () => {
    const out = new Float64Array(3)
    ecefFromEci(Math.PI / 2, Float64Array.of(1, 0, 0), out)
    expectClose(out, Float64Array.of(0, -1, 0), 1e-15)
  })

  it('give the velocity that differences of turning positions give', () => {
    const r = Float64Array.of(6.5e6, -1e6, 3e6)
    const v = Float64Array.of(1000, 7000, -2000)
    const [rOut, vOut] = [new Float64Array(3), new Float64Array(3)]
    ecefFromEciState(1.1, r, v, rOut, vOut)
    const at = (t: number): Float64Array => {
      const p = Float64Array.from([0, 1, 2], (i) => r[i]! + t * v[i]!)
      ecefFromEci(1.1 + EARTH_RATE * t, p, p)
      return p
    }
    const [before, after] = [at(-0.01), at(0.01)]
    expectClose(
      Float64Array.from([0, 1, 2], (i) => (after[i]! - before[i]!) / 0.02),
      vOut,
      1e-6,
    )
  })

  it('hold a point of the ground still in ECEF', () => {
    const [r, v] = [Float64Array.of(4e6, 3e6, 4e6), new Float64Array(3)]
    const [rEci, vEci] = [new Float64Array(3), new Float64Array(3)]
    eciFromEcefState(2, r, v, rEci, vEci)
    expect(Math.hypot(...vEci)).toBeCloseTo(EARTH_RATE * 5e6, 9)
    expect(vEci[2]).toBe(0)
  })
})

describe('itrfFromPef', () => {
  it('is a turn: it keeps length and works in place', () => {
    const r = Float64Array.of(1e6, -5e6, 4e6)
    const out = new Float64Array(3)
    itrfFromPef(-7e-7, 1.6e-6, r, out)
    expect(Math.hypot(...out)).toBeCloseTo(Math.hypot(...r), 7)
    itrfFromPef(-7e-7, 1.6e-6, r, r)
    expect([...r]).toEqual([...out])
  })
})
