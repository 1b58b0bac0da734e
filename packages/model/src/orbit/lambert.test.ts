import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elementsFromState, lambert, propagateKepler, shortWay, stateFromElements } from './index.ts'

const MU = 3.986004418e14

/** 200,000 random arcs of 100 s to 12 days arrived within 1.8e-10; long flights between near points are the worst. */
const ARRIVAL_RELATIVE = 1e-8

const apart = (a: Float64Array, b: Float64Array): number => Math.hypot(...a.map((x, k) => x - b[k]!))
const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true })

const points = fc
  .tuple(between(6.4e6, 5e7), between(-1.55, 1.55), between(0, 6.28))
  .map(([d, lat, lon]) =>
    Float64Array.of(d * Math.cos(lat) * Math.cos(lon), d * Math.cos(lat) * Math.sin(lon), d * Math.sin(lat)),
  )

/** Sine of the angle between two points from the centre: small near 0 and half a turn. */
function sine(a: Float64Array, b: Float64Array): number {
  const n = Math.hypot(
    a[1]! * b[2]! - a[2]! * b[1]!,
    a[2]! * b[0]! - a[0]! * b[2]!,
    a[0]! * b[1]! - a[1]! * b[0]!,
  )
  return n / Math.hypot(...a) / Math.hypot(...b)
}

describe('lambert', () => {
  it('finds an arc that arrives, both ways round, for any two points and any time', () => {
    const r = new Float64Array(3)
    const v = new Float64Array(3)
    fc.assert(
      fc.property(points, points, between(2, 6), fc.boolean(), (r1, r2, exponent, prograde) => {
        const polar = Math.abs(r1[0]! * r2[1]! - r1[1]! * r2[0]!)
        fc.pre(sine(r1, r2) > 1e-3 && polar > 1e-6 * Math.hypot(...r1) * Math.hypot(...r2))
        const dt = 10 ** exponent
        const { v1, v2 } = lambert(MU, r1, r2, dt, prograde)
        const h = r1[0]! * v1[1]! - r1[1]! * v1[0]!
        expect(h > 0).toBe(prograde)
        propagateKepler(MU, r1, v1, dt, r, v)
        // A pass within 100 km of the centre magnifies the roundings of v1 beyond any fixed tolerance.
        const { semiLatusRectum, eccentricity } = elementsFromState(MU, r1, v1)
        fc.pre(semiLatusRectum / (1 + eccentricity) > 1e5)
        expect(apart(r, r2) / Math.hypot(...r2)).toBeLessThan(ARRIVAL_RELATIVE)
        expect(apart(v, v2) / Math.hypot(...v2)).toBeLessThan(ARRIVAL_RELATIVE)
      }),
      { numRuns: 1500, seed: 5 },
    )
  })

  it('gives back the velocity of a propagated orbit of less than one revolution', () => {
    const r1 = new Float64Array(3)
    const v1 = new Float64Array(3)
    const r2 = new Float64Array(3)
    const v2 = new Float64Array(3)
    fc.assert(
      fc.property(
        between(7e6, 3e7),
        between(0, 2),
        between(0.05, 3.09),
        between(0, 6.28),
        between(-1.5, 1.5),
        between(0.02, 0.98),
        (semiLatusRectum, eccentricity, inclination, perigee, trueAnomaly, part) => {
          const elements = { semiLatusRectum, eccentricity, inclination, node: 1, perigee, trueAnomaly }
          stateFromElements(MU, elements, r1, v1)
          const a = semiLatusRectum / Math.abs(1 - eccentricity * eccentricity)
          const dt = part * Math.min(2 * Math.PI * Math.sqrt((a * a * a) / MU), 20_000)
          propagateKepler(MU, r1, v1, dt, r2, v2)
          fc.pre(sine(r1, r2) > 1e-2)
          const got = lambert(MU, r1, r2, dt, Math.cos(inclination) > 0)
          expect(apart(got.v1, v1) / Math.hypot(...v1)).toBeLessThan(1e-9)
          expect(apart(got.v2, v2) / Math.hypot(...v2)).toBeLessThan(1e-9)
        },
      ),
      { numRuns: 2000, seed: 6 },
    )
  })

  it('is steady through the parabola', () => {
    const r1 = Float64Array.of(7e6, 0, 0)
    const r2 = Float64Array.of(-2e6, 9e6, 1e6)
    const chord = apart(r1, r2)
    const s = (7e6 + Math.hypot(...r2) + chord) / 2
    // Euler's equation: time of the parabolic arc between the two points.
    const parabolic = (Math.SQRT2 / 3) * Math.sqrt(s ** 3 / MU) * (1 - (1 - chord / s) ** 1.5)
    const energy = (dt: number): number => {
      const { v1 } = lambert(MU, r1, r2, dt, true)
      return (Math.hypot(...v1) ** 2 / 2 - MU / 7e6) / (MU / 7e6)
    }
    expect(energy(parabolic)).toBeCloseTo(0, 12)
    for (const change of [1e-10, 1e-7, 1e-4, 1e-2]) {
      expect(energy(parabolic * (1 - change))).toBeGreaterThan(0)
      expect(energy(parabolic * (1 + change))).toBeLessThan(0)
    }
  })

  it('joins two points on one ray by the straight line through them', () => {
    const r1 = Float64Array.of(0, 6.6e6, 0)
    const r2 = Float64Array.of(0, 7.1e6, 0)
    const { v1, v2 } = lambert(MU, r1, r2, 120, true)
    const r = new Float64Array(3)
    const v = new Float64Array(3)
    propagateKepler(MU, r1, v1, 120, r, v)
    expect(apart(r, r2)).toBeLessThan(1e-4)
    expect(apart(v, v2)).toBeLessThan(1e-6)
    expect(v1[1]).toBeGreaterThan(4000)
  })

  it('says which way is the short one', () => {
    const r1 = Float64Array.of(7e6, 0, 1e6)
    const east = Float64Array.of(6e6, 3e6, 0)
    const west = Float64Array.of(6e6, -3e6, 0)
    expect(shortWay(r1, east)).toBe(true)
    expect(shortWay(r1, west)).toBe(false)
    const fast = Math.hypot(...lambert(MU, r1, west, 600, shortWay(r1, west)).v1)
    const long = Math.hypot(...lambert(MU, r1, west, 600, !shortWay(r1, west)).v1)
    expect(fast).toBeLessThan(long)
  })

  it('refuses half a turn, one point twice and times that are not ahead', () => {
    const r1 = Float64Array.of(7e6, 0, 0)
    expect(() => lambert(MU, r1, Float64Array.of(-8e6, 0, 0), 3000, true)).toThrow(/^infeasible/)
    expect(() => lambert(MU, r1, r1, 3000, true)).toThrow(/^infeasible/)
    expect(() => lambert(MU, r1, Float64Array.of(0, 8e6, 0), -1, true)).toThrow(/^invalid .*dt -1/)
    expect(() => lambert(MU, r1, Float64Array.of(0, NaN, 0), 10, true)).toThrow(/^invalid/)
  })
})
