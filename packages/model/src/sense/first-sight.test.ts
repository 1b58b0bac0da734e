import { describe, expect, it } from 'vitest'
import { WGS84_A } from '../earth/index.ts'
import type { Trajectory } from '../threat/index.ts'
import { cloudBreak, firstSight } from './index.ts'

const ACCELERATION = 12

/** Straight up from the equator at constant acceleration, 60 s: altitude ½at². */
function climb(acceleration = ACCELERATION): Trajectory {
  const times = Float64Array.from({ length: 61 }, (_, i) => i)
  return {
    times,
    r_ecef: Float64Array.from(times).reduce((out, t, i) => {
      out[3 * i] = WGS84_A + 0.5 * acceleration * t * t
      return out
    }, new Float64Array(183)),
    v_ecef: Float64Array.from(times).reduce((out, t, i) => {
      out[3 * i] = acceleration * t
      return out
    }, new Float64Array(183)),
    burnout: 60,
    nominalBurnTime: 60,
    stageEnds: [60],
    apogee: { t: 60, altitude: 0.5 * acceleration * 3600 },
    impact: { t: 60, lat: 0, lon: 0 },
    ballisticCoefficient: 10_000,
  }
}

describe('cloud break', () => {
  it('is at once for what starts above the clouds', () => {
    const path = climb()
    const high = { ...path, r_ecef: path.r_ecef.map((x, i) => (i % 3 === 0 ? x + 2e5 : x)) }
    expect(cloudBreak(high, 10_000)).toBe(0)
    expect(firstSight(high, 10_000, 5)).toMatchObject({ t: 0, available: 5 })
  })

  it('is the time at which ½at² reaches the cloud tops, between samples and at one', () => {
    for (const top of [1, 50, 7000, 600, 12_345, 21_000]) {
      expect(cloudBreak(climb(), top)).toBeCloseTo(Math.sqrt((2 * top) / ACCELERATION), 5)
    }
  })

  it('never comes where the missile stays below the clouds', () => {
    expect(cloudBreak(climb(), 0.5 * ACCELERATION * 3600 + 1)).toBeUndefined()
  })
})

describe('first sight', () => {
  it('has the signal at cloud break and the report a latency later', () => {
    const sight = firstSight(climb(), 7000, 5)!
    expect(sight.sensor).toBe('stated')
    expect(sight.t).toBeCloseTo(Math.sqrt(14_000 / ACCELERATION), 5)
    expect(sight.available).toBe(sight.t + 5)
  })

  it('comes at liftoff where there are no clouds', () => {
    expect(firstSight(climb(), 0, 3)).toEqual({ sensor: 'stated', t: 0, available: 3 })
  })

  it('never comes where the missile stays below the clouds', () => {
    expect(firstSight(climb(0.1), 7000, 5)).toBeUndefined()
  })
})
