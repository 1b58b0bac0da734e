import { describe, expect, it } from 'vitest'
import { EARTH_RATE } from '../earth/index.ts'
import { Stream } from '../math/index.ts'
import { Boost, ConstantVelocity, FreeFlight, SightModel, type MotionModel } from './index.ts'
import { StartModel } from './start-model.ts'
import { freeFlightStep } from './free-flight-model.ts'

// One suite over all motion models: slopes against differences, noise that is a covariance, steps that compose.

const NOISE = { steering: 0.25, thrust: 2, growth: 1e-6 }
const low = [6_400_000, 100_000, 1_000_000, 500, 300, 900]
const high = [5_000_000, 3_000_000, 4_000_000, -2000, 5500, 1500]
/** The slopes leave out J2, the air's turning, and how direction and density change within a step (by some 1e-3 of the slope); in units of the scales below. */
const MODELS: [string, MotionModel, number[], number, number][] = [
  ['constant velocity', new ConstantVelocity(3, 1), [1, 2, 3, 4, 5, 6], 2, 1e-8],
  ['free flight above the air', new FreeFlight(8000, 1e-6, 0.2), high, 10, 2e-5],
  ['free flight in the air', new FreeFlight(8000, 1e-6, 0.2), [6_390_000, 0, 0, -3000, 4000, 0], 0.25, 2e-3],
  ['boost early', new Boost(NOISE), [...low, 20, 0.01], 0.5, 2e-3],
  ['boost late', new Boost(NOISE), [...high, 60, 0.03], 1, 5e-3],
  ['start', new StartModel(4), [...high, 10, 20, 30], 1, 2e-5],
]
/** Change of each kind of state that matters over a step: m, m/s, m/s², 1/s. */
const scaleOf = (n: number): number[] =>
  n === 6 ? [1, 1, 1, 1, 1, 1] : n === 8 ? [1, 1, 1, 1, 1, 1, 1, 0.01] : new Array<number>(9).fill(1)

describe.each(MODELS)('the motion model %s', (_name, model, start, dt, tolerance) => {
  const n = model.dimension
  const F = new Float64Array(n * n)
  const Q = new Float64Array(n * n)

  it('has the slopes of its own motion', () => {
    model.linearise(Float64Array.from(start), dt, F, Q)
    const scale = scaleOf(n)
    for (let j = 0; j < n; j++) {
      const h = scale[j]!
      const up = Float64Array.from(start)
      const down = Float64Array.from(start)
      up[j]! += h
      down[j]! -= h
      model.move(up, dt)
      model.move(down, dt)
      for (let i = 0; i < n; i++) {
        const slope = (up[i]! - down[i]!) / (2 * h)
        expect(
          Math.abs(F[i * n + j]! - slope) * (scale[j]! / scale[i]!),
          `row ${i}, column ${j}`,
        ).toBeLessThan(tolerance)
      }
    }
  })

  it('has noise that is symmetric, positive and grows', () => {
    model.linearise(Float64Array.from(start), dt, F, Q)
    const shorter = new Float64Array(n * n)
    model.linearise(Float64Array.from(start), dt / 2, F, shorter)
    const stream = new Stream(3, 0, 'test/models', n)
    for (let trial = 0; trial < 50; trial++) {
      const v = Array.from({ length: n }, () => stream.normal())
      const form = (A: Float64Array): number =>
        v.reduce((sum, a, i) => sum + v.reduce((s, b, j) => s + a * b * A[i * n + j]!, 0), 0)
      expect(form(Q)).toBeGreaterThan(0)
      expect(form(shorter)).toBeGreaterThan(0)
    }
    for (let i = 0; i < n; i++) {
      expect(Q[i * n + i]!).toBeGreaterThan(shorter[i * n + i]!)
      for (let j = 0; j < i; j++) expect(Q[i * n + j]).toBe(Q[j * n + i])
    }
  })

  it('comes back when it moves forth and back', () => {
    const x = Float64Array.from(start)
    model.move(x, dt)
    model.move(x, -dt)
    x.forEach((value, i) => expect(Math.abs(value - start[i]!)).toBeLessThan(1e-3 * Math.max(1, dt)))
  })
})

describe('the boost model', () => {
  it('accelerates along the velocity relative to the turning air, by the state it names', () => {
    const x = Float64Array.of(...high, 50, 0.02)
    const free = Float64Array.of(...high)
    const w = [high[3]! + EARTH_RATE * high[1]!, high[4]! - EARTH_RATE * high[0]!, high[5]!]
    const speed = Math.hypot(...w)
    new Boost(NOISE).move(x, 0.1)
    freeFlightStep(free, 0.1, 1e9)
    for (let i = 0; i < 3; i++) {
      // ∫ a dt of a growing at κ: a t (1 + κ t/2).
      expect((x[3 + i]! - free[3 + i]!) / 5.005).toBeCloseTo(w[i]! / speed, 3)
    }
  })

  it('grows as a constant mass flow makes it: 1/a falls evenly with time', () => {
    const x = Float64Array.of(...high, 40, 0.01)
    const model = new Boost(NOISE)
    for (let t = 0; t < 20; t++) model.move(x, 1)
    // a₀/(1 − κ₀ t); the series is cut at second order in each second.
    expect(x[6]! / (40 / (1 - 0.01 * 20))).toBeCloseTo(1, 4)
  })
})

describe('a sight', () => {
  const sight = new SightModel(6, 1e-4, 50)
  sight.aim(Float64Array.of(7_000_000, 0, 0), Float64Array.of(-0.6, 0.8, 0))
  const x = Float64Array.of(7_000_000 - 600_000, 800_000, 3000, 0, 0, 0)

  it('measures nothing but the range of what stands in its direction', () => {
    const z = new Float64Array(3)
    sight.expect(Float64Array.of(7_000_000 - 600_000, 800_000, 0, 0, 0, 0), z)
    expect(z[0]).toBeCloseTo(0, 12)
    expect(z[1]).toBeCloseTo(0, 12)
    expect(z[2]).toBeCloseTo(1_000_000, 6)
  })

  it('has the slopes of its own expectation', () => {
    const H = new Float64Array(18)
    sight.linearise(x, H)
    const up = new Float64Array(3)
    const down = new Float64Array(3)
    for (let j = 0; j < 6; j++) {
      const a = x.slice()
      const b = x.slice()
      a[j]! += 10
      b[j]! -= 10
      sight.expect(a, up)
      sight.expect(b, down)
      for (let i = 0; i < 3; i++)
        expect(Math.abs(H[6 * i + j]! - (up[i]! - down[i]!) / 20)).toBeLessThan(i < 2 ? 1e-14 : 1e-9)
    }
  })

  it('takes angles the short way round', () => {
    const out = new Float64Array(3)
    sight.difference(Float64Array.of(3, -3, 1), Float64Array.of(-3, 3, 0), out)
    expect(out[0]).toBeCloseTo(6 - 2 * Math.PI, 12)
    expect(out[1]).toBeCloseTo(2 * Math.PI - 6, 12)
  })

  it('is refused without errors', () => {
    expect(() => new SightModel(6, 0)).toThrow(/^invalid sigmas/)
    expect(() => new SightModel(6, 1e-4, -1)).toThrow(/^invalid sigmas/)
  })
})
