import { describe, expect, it } from 'vitest'
import { Stream } from '../math/index.ts'
import { stateAt, type Path } from '../threat/index.ts'
import { earliestIntercept, flyOutTable, groundWindow, latestRelease } from './index.ts'
import { FLY_OUT_RADIUS } from './plane-flight.ts'

const R = FLY_OUT_RADIUS
const SITE = Float64Array.of(R, 0, 0)
const TABLE = flyOutTable({
  burnoutSpeed: 2600,
  burnTime: 16,
  ballisticCoefficient: 3000,
  minAltitude: 40e3,
  ceiling: 150e3,
  maxFlight: 1800,
  limitReach: false,
})

/** A straight path down to the point `aside` metres beside the site, at a constant velocity. */
function dive(speed: number, angle: number, aside: number, from = 400): Path {
  const v = [-speed * Math.sin(angle), speed * Math.cos(angle), 0]
  const times = Float64Array.from({ length: from + 1 }, (_, i) => i)
  const r_ecef = new Float64Array(3 * times.length)
  const v_ecef = new Float64Array(3 * times.length)
  times.forEach((t, i) => {
    const left = t - from
    r_ecef.set([R + v[0]! * left, v[1]! * left, aside], 3 * i)
    v_ecef.set(v, 3 * i)
  })
  return { times, r_ecef, v_ecef }
}

describe('the window of a battery', () => {
  const limits = { minAltitude: 40e3, ceiling: 150e3, from: 0, to: 400 }

  it('has the earliest intercept that brute force finds, for 100 dives and releases', () => {
    const stream = new Stream(3, 0, 'window', 0)
    const r = new Float64Array(3)
    let met = 0
    for (let n = 0; n < 100; n++) {
      const path = dive(
        1500 + 5500 * stream.uniform(),
        0.3 + 1.2 * stream.uniform(),
        400e3 * stream.uniform(),
      )
      const window = groundWindow(path, SITE, TABLE, limits)
      const release = 200 + 200 * stream.uniform()
      let first: number | undefined
      for (let t = 0; t <= 400 && first === undefined; t += 0.02) {
        stateAt(path, t, r)
        const size = Math.hypot(r[0]!, r[1]!, r[2]!)
        const range = R * Math.acos(Math.min(1, r[0]! / size))
        if (t - TABLE.time(range, size - R) >= release) first = t
      }
      const found = window === undefined ? undefined : earliestIntercept(window, release)
      if (first === undefined || found === undefined) {
        // A window that only touches may be found by one of the two.
        expect(found ?? first).toBeUndefined()
        continue
      }
      met++
      expect(Math.abs(found - first)).toBeLessThan(0.15)
      expect(latestRelease(window!)).toBeGreaterThanOrEqual(release)
    }
    expect(met).toBeGreaterThan(20)
  })

  it('is empty outside its limits and out of reach', () => {
    const path = dive(3000, 0.8, 0)
    expect(groundWindow(path, SITE, TABLE, { ...limits, from: 500, to: 600 })).toBeUndefined()
    expect(groundWindow(path, SITE, TABLE, { ...limits, minAltitude: 1e6, ceiling: 2e6 })).toBeUndefined()
    expect(groundWindow(dive(3000, 0.8, 2e6), SITE, TABLE, limits)).toBeUndefined()
    const window = groundWindow(path, SITE, TABLE, limits)!
    const latest = latestRelease(window)
    expect(earliestIntercept(window, latest - 1)).toBeLessThan(400)
    expect(earliestIntercept(window, latest + 1)).toBeUndefined()
    // Never below the lowest intercept altitude: 40 km at 3 km/s times sin 0.8.
    expect(earliestIntercept(window, latest)!).toBeLessThan(400 - 40e3 / (3000 * Math.sin(0.8)) + 0.5)
  })
})
