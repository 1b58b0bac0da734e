import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { integrate } from '../math/index.ts'
import {
  circularSpeed,
  elementsFromState,
  orbitalPeriod,
  propagateKepler,
  stateFromElements,
} from './index.ts'

const MU = 3.986004418e14

function state(...numbers: number[]): { r: Float64Array; v: Float64Array } {
  return { r: Float64Array.from(numbers.slice(0, 3)), v: Float64Array.from(numbers.slice(3)) }
}

function moved(r: Float64Array, v: Float64Array, dt: number): { r: Float64Array; v: Float64Array } {
  const out = { r: new Float64Array(3), v: new Float64Array(3) }
  propagateKepler(MU, r, v, dt, out.r, out.v)
  return out
}

const length = (a: Float64Array): number => Math.hypot(...a)
const apart = (a: Float64Array, b: Float64Array): number => Math.hypot(...a.map((x, k) => x - b[k]!))
const energy = (s: { r: Float64Array; v: Float64Array }): number => length(s.v) ** 2 / 2 - MU / length(s.r)
const momentum = ({ r, v }: { r: Float64Array; v: Float64Array }): Float64Array =>
  Float64Array.of(r[1]! * v[2]! - r[2]! * v[1]!, r[2]! * v[0]! - r[0]! * v[2]!, r[0]! * v[1]! - r[1]! * v[0]!)

/** The same motion by numerical integration, relative tolerance 1e-13 a step. */
function integrated(r: Float64Array, v: Float64Array, dt: number): { r: Float64Array; v: Float64Array } {
  const result = integrate(
    (_t, y, out) => {
      const d = Math.hypot(y[0]!, y[1]!, y[2]!)
      for (let k = 0; k < 3; k++) {
        out[k] = y[k + 3]!
        out[k + 3] = (-MU * y[k]!) / (d * d * d)
      }
    },
    0,
    Float64Array.of(...r, ...v),
    dt,
    { relative: 1e-13, absolute: Float64Array.of(1e-6, 1e-6, 1e-6, 1e-9, 1e-9, 1e-9), maxSteps: 1_000_000 },
  )
  return { r: result.y.slice(0, 3), v: result.y.slice(3) }
}

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true })

/** States from deep ellipses to fast hyperbolas, speed as a fraction of the escape speed. */
const states = fc
  .tuple(
    between(6.5e6, 4e7),
    between(-1.5, 1.5),
    between(0, 6.28),
    between(0.2, 1.8),
    between(-1.55, 1.55),
    between(0, 6.28),
  )
  .map(([d, lat, lon, fraction, climb, heading]) => {
    const up = [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)]
    const east = [-Math.sin(lon), Math.cos(lon), 0]
    const north = [-Math.sin(lat) * Math.cos(lon), -Math.sin(lat) * Math.sin(lon), Math.cos(lat)]
    const speed = fraction * Math.sqrt((2 * MU) / d)
    const r = Float64Array.from(up, (x) => x * d)
    const v = Float64Array.from(up, (x, k) => {
      const flat = Math.cos(heading) * north[k]! + Math.sin(heading) * east[k]!
      return speed * (Math.sin(climb) * x + Math.cos(climb) * flat)
    })
    return { r, v }
  })

/** The four kinds of motion, each over a stretch that bends it well. */
const KINDS: [string, ReturnType<typeof state>, number][] = [
  ['circle', state(7e6, 0, 0, 0, 4000, Math.sqrt(MU / 7e6 - 16e6)), 20_000],
  ['ellipse', state(7e6, 1e6, -2e6, -1000, 6000, 6500), 30_000],
  ['very flat ellipse', state(8e6, 0, 0, 5000, 300, 200), 1500],
  ['nearly parabolic ellipse', state(7e6, 0, 0, 0, Math.sqrt((2 * MU) / 7e6) * (1 - 1e-9), 0), 50_000],
  ['parabola', state(7e6, 0, 0, 0, 0, Math.sqrt((2 * MU) / 7e6)), 50_000],
  ['hyperbola', state(7e6, 0, 1e6, -3000, 12_000, 0), 40_000],
  ['incoming hyperbola', state(9e7, 3e7, 0, -6000, 0, 100), 20_000],
  ['straight line upwards', state(6.6e6, 0, 0, 6000, 0, 0), 1500],
  ['straight line downwards', state(2e7, 1e7, 3e6, -400, -200, -60), 3000],
  ['straight line beyond escape', state(0, 0, 7e6, 0, 0, 13_000), 20_000],
]

describe('propagateKepler', () => {
  // Ten thousand steps at 1e-13 leave the integration some 1e-10 of the distance off.
  it.each(KINDS)('agrees with numerical integration on a %s', (_kind, { r, v }, dt) => {
    for (const t of [dt, -Math.min(dt / 4, 300)]) {
      const expected = integrated(r, v, t)
      const got = moved(r, v, t)
      expect(apart(got.r, expected.r) / length(expected.r)).toBeLessThan(1e-9)
      expect(apart(got.v, expected.v) / length(expected.v)).toBeLessThan(1e-9)
    }
  })

  it('keeps energy and angular momentum on every conic', () => {
    fc.assert(
      fc.property(states, between(-2e5, 2e5), ({ r, v }, dt) => {
        const later = moved(r, v, dt)
        const scale = MU / Math.min(length(r), length(later.r))
        expect(Math.abs(energy(later) - energy({ r, v })) / scale).toBeLessThan(1e-12)
        const h = length(r) * length(v) + length(later.r) * length(later.v)
        expect(apart(momentum(later), momentum({ r, v })) / h).toBeLessThan(1e-12)
      }),
      { numRuns: 2000, seed: 1 },
    )
  })

  it('comes back after going there', () => {
    fc.assert(
      fc.property(states, between(-1e5, 1e5), ({ r, v }, dt) => {
        const there = moved(r, v, dt)
        const back = moved(there.r, there.v, -dt)
        // Position error at the far end grows on the way back with the gradient of the motion, at most ~(distance ratio)².
        const stretch =
          Math.max(1, length(there.r) / length(r)) ** 2 * (1 + Math.abs(dt) * (length(v) / length(r)))
        expect(apart(back.r, r) / length(r)).toBeLessThan(1e-12 * stretch)
      }),
      { numRuns: 2000, seed: 2 },
    )
  })

  it('gives the same in two parts as in one', () => {
    fc.assert(
      fc.property(states, between(0, 5e3), between(0, 5e3), ({ r, v }, first, second) => {
        const half = moved(r, v, first)
        const twice = moved(half.r, half.v, second)
        const once = moved(r, v, first + second)
        const least = Math.min(length(r), length(half.r), length(once.r))
        fc.pre(least > 1e6)
        expect(apart(twice.r, once.r) / length(once.r)).toBeLessThan(1e-10)
      }),
      { numRuns: 1000, seed: 3 },
    )
  })

  it('returns after whole periods, many of them', () => {
    const { r, v } = KINDS[1]![1]
    const a = 1 / (2 / length(r) - length(v) ** 2 / MU)
    const period = orbitalPeriod(MU, a)
    // One rounding of dt = 1000 periods moves the satellite by its speed times 1e-9 s.
    expect(apart(moved(r, v, 1000 * period).r, r)).toBeLessThan(1e-3)
  })

  it('may write over its input', () => {
    const { r, v } = KINDS[1]![1]
    const expected = moved(r, v, 777)
    const both = { r: r.slice(), v: v.slice() }
    propagateKepler(MU, both.r, both.v, 777, both.r, both.v)
    expect(both).toEqual(expected)
  })

  it('moves a circular orbit at circular speed', () => {
    const r = Float64Array.of(7e6, 0, 0)
    const v = Float64Array.of(0, circularSpeed(MU, 7e6), 0)
    const quarter = moved(r, v, orbitalPeriod(MU, 7e6) / 4)
    expect(quarter.r[0]).toBeCloseTo(0, 6)
    expect(quarter.r[1]).toBeCloseTo(7e6, 6)
  })

  it('refuses what is not a state', () => {
    const { r, v } = KINDS[1]![1]
    expect(() => moved(new Float64Array(3), v, 1)).toThrow(/^invalid .*\|r\| 0/)
    expect(() => moved(r, v, NaN)).toThrow(/^invalid/)
    expect(() => moved(r, Float64Array.of(NaN, 0, 0), 1)).toThrow(/^invalid/)
    expect(() => propagateKepler(-1, r, v, 1, r, v)).toThrow(/^invalid .*mu -1/)
    expect(() => orbitalPeriod(MU, -7e6)).toThrow(/^invalid/)
  })
})

describe('elements', () => {
  it('turn into a state and back', () => {
    const angles = between(0.01, 6.27)
    fc.assert(
      fc.property(
        between(1e6, 1e8),
        between(1e-6, 3),
        between(0.001, 3.14),
        angles,
        angles,
        between(-1, 1),
        (semiLatusRectum, eccentricity, inclination, node, perigee, part) => {
          // Stay off the asymptote of a hyperbola, where all positions lie infinitely far away.
          const limit = eccentricity < 1 ? Math.PI : 0.95 * Math.acos(-1 / eccentricity)
          const trueAnomaly = ((part * limit) % (2 * Math.PI)) + (part < 0 ? 2 * Math.PI : 0)
          const elements = { semiLatusRectum, eccentricity, inclination, node, perigee, trueAnomaly }
          const { r, v } = state(0, 0, 0, 0, 0, 0)
          stateFromElements(MU, elements, r, v)
          const back = elementsFromState(MU, r, v)
          expect(back.semiLatusRectum / semiLatusRectum).toBeCloseTo(1, 10)
          expect(back.eccentricity).toBeCloseTo(eccentricity, 10)
          expect(back.inclination).toBeCloseTo(inclination, 10)
          for (const [a, b] of [
            [back.node, node],
            [back.perigee + back.trueAnomaly, perigee + trueAnomaly],
          ] as const) {
            expect(Math.sin((a - b) / 2)).toBeCloseTo(0, 9)
          }
          expect(eccentricity * Math.sin((back.perigee - perigee) / 2)).toBeCloseTo(0, 9)
        },
      ),
      { numRuns: 1000, seed: 4 },
    )
  })

  it('keep a state where a circular or equatorial orbit has no perigee or node', () => {
    const speed = circularSpeed(MU, 7e6)
    for (const s of [
      state(0, 7e6, 0, -speed, 0, 0),
      state(0, 7e6, 0, speed, 0, 0),
      state(0, 7e6, 0, -9000, 500, 0),
      state(0, 6e6, 2e6, -speed, 0, 0),
      state(0, 0, 7e6, speed, 0, 0),
    ]) {
      const out = state(0, 0, 0, 0, 0, 0)
      stateFromElements(MU, elementsFromState(MU, s.r, s.v), out.r, out.v)
      expect(apart(out.r, s.r)).toBeLessThan(1e-3)
      expect(apart(out.v, s.v)).toBeLessThan(1e-6)
    }
  })

  it('are refused for a straight line, and beyond an asymptote', () => {
    const { r, v } = KINDS[7]![1]
    expect(() => elementsFromState(MU, r, v)).toThrow(/^unsupported/)
    const hyperbola = { semiLatusRectum: 1e7, eccentricity: 2, inclination: 1, node: 0, perigee: 0 }
    expect(() => stateFromElements(MU, { ...hyperbola, trueAnomaly: 2.2 }, r, v)).toThrow(/^invalid/)
    expect(() => stateFromElements(MU, { ...hyperbola, eccentricity: -1, trueAnomaly: 0 }, r, v)).toThrow(
      /^invalid ecc/,
    )
    expect(() => elementsFromState(0, r, v)).toThrow(/^invalid/)
  })
})
