import { describe, expect, it } from 'vitest'
import { toInternal } from '../core/index.ts'
import { EARTH_RATE, eciFromEcefState, geodeticFromEcef } from '../earth/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { solveFlight, stateAt } from '../threat/index.ts'
import { vehicleSchema } from '../threat/schema.ts'
import { windowOf, type Window } from './index.ts'

const DEG = Math.PI / 180
const { trajectory } = solveFlight({
  vehicle: toInternal(vehicleSchema.parse(CATALOG.find((e) => e.id === 'icbm-solid-generic')!.value)),
  launch: { lat: 40.3 * DEG, lon: 125.3 * DEG },
  aim: { lat: 41.85 * DEG, lon: -87.65 * DEG },
})
const { burnout } = trajectory
const end = trajectory.times[trajectory.times.length - 1]!

function altitude(t: number): number {
  const r = new Float64Array(3)
  stateAt(trajectory, t, r)
  geodeticFromEcef(r, r)
  return r[2]!
}

describe('the window of a flight', () => {
  it('opens at release and closes at the deadline where there is no minimum altitude', () => {
    const window = windowOf(trajectory, 60, burnout, 0)!
    expect([window.release, window.open, window.deadline]).toEqual([60, 60, burnout])
  })

  it('opens when the missile has risen above the minimum altitude, to a micrometre of time', () => {
    const window = windowOf(trajectory, 60, burnout, 100e3)!
    expect(window.release).toBe(60)
    expect(window.open).toBeGreaterThan(60)
    expect(altitude(window.open)).toBeGreaterThanOrEqual(100e3)
    expect(altitude(window.open - 1e-6)).toBeLessThan(100e3)
  })

  it('opens at release where the missile is above the minimum altitude by then', () => {
    expect(windowOf(trajectory, burnout - 5, burnout, 20e3)!.open).toBe(burnout - 5)
  })

  it('counts the last rise above the altitude: none where the missile is below it at the deadline', () => {
    expect(windowOf(trajectory, 20, burnout, altitude(burnout) + 1)).toBeUndefined()
    expect(windowOf(trajectory, 20, end - 1, 50e3)).toBeUndefined()
  })

  it('is empty where release is not before the deadline, or the margin is longer than the burn', () => {
    expect(windowOf(trajectory, burnout, burnout, 0)).toBeUndefined()
    expect(windowOf(trajectory, burnout + 10, burnout, 0)).toBeUndefined()
    expect(windowOf(trajectory, 60, burnout - 600, 0)).toBeUndefined()
    expect(windowOf(trajectory, 60, NaN, 0)).toBeUndefined()
  })

  it('ends with the flight where the deadline is later', () => {
    expect(windowOf(trajectory, end - 100, end + 100, 0)!.deadline).toBe(end)
  })

  it('is sampled evenly, at most 5 s apart, from open to deadline', () => {
    for (const [from, to] of [
      [60, burnout],
      [100, 100.5],
      [100, 105],
      [burnout, burnout + 61],
    ] as const) {
      const { times, r_ecef } = windowOf(trajectory, from, to, 0)!
      expect(times[0]).toBe(from)
      expect(times[times.length - 1]).toBe(to)
      const spacing = times[1]! - times[0]!
      expect(spacing).toBeLessThanOrEqual(5)
      const r = new Float64Array(3)
      times.forEach((t, i) => {
        if (i > 0) expect(t - times[i - 1]!).toBeCloseTo(spacing, 9)
        stateAt(trajectory, t, r)
        expect(Array.from(r_ecef.subarray(3 * i, 3 * i + 3))).toEqual(Array.from(r))
      })
    }
  })
})

/** Largest inertial speed and acceleration in a window, from steps of 10 ms. */
function largest(window: Window): { speed: number; acceleration: number } {
  const [r, v] = [new Float64Array(3), new Float64Array(3)]
  const before = new Float64Array(3)
  let speed = 0
  let acceleration = 0
  const step = 0.01
  for (let t = window.open; t <= window.deadline; t += step) {
    stateAt(window.trajectory, t, r, v)
    eciFromEcefState(EARTH_RATE * t, r, v, r, v)
    speed = Math.max(speed, Math.hypot(...v))
    if (t > window.open)
      acceleration = Math.max(acceleration, Math.hypot(...v.map((x, k) => x - before[k]!)) / step)
    before.set(v)
  }
  return { speed, acceleration }
}

describe('the bounds of a window', () => {
  it('hold for the inertial speed and acceleration at every time, and are not far above', () => {
    for (const [from, to] of [
      [10, burnout],
      [60, 100],
      [burnout - 20, burnout],
      [burnout + 1, burnout + 200],
    ] as const) {
      const window = windowOf(trajectory, from, to, 0)!
      const true_ = largest(window)
      expect(window.topSpeed).toBeGreaterThanOrEqual(true_.speed)
      expect(window.topSpeed).toBeLessThan(true_.speed + 400)
      expect(window.topAcceleration).toBeGreaterThanOrEqual(true_.acceleration)
      expect(window.topAcceleration).toBeLessThan(1.2 * true_.acceleration + 5)
    }
  })
})
