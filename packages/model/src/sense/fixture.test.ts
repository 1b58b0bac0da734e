import { describe, expect, it } from 'vitest'
import { WGS84_A } from '../earth/index.ts'
import { target, targetFrom } from './fixture.ts'

describe('the shared objects', () => {
  it('stand where they are put', () => {
    const there = target(10, 20, 3e5)
    expect(Math.hypot(...there.trajectory.r_ecef.subarray(0, 3))).toBeCloseTo(WGS84_A + 3e5, -4)
    const above = targetFrom({ lat: 0, lon: 0 }, 0, 90, 1000)
    expect(above.trajectory.r_ecef[0]).toBeCloseTo(WGS84_A + 1000, 6)
  })
})
