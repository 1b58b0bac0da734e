import { describe, expect, it } from 'vitest'
import { G0, WGS84_A, WGS84_GM } from '../earth/index.ts'
import { Stream, integrate } from '../math/index.ts'
import { circularSpeed, lambert, propagateKepler, shortWay } from '../orbit/index.ts'
import { flyOutReach, lambertReach, longFlyOutDeltaV } from './index.ts'

const A = 15 * G0
const RADIUS = WGS84_A + 1500e3
const R0 = Float64Array.of(RADIUS, 0, 0)
const V0 = Float64Array.of(0, circularSpeed(WGS84_GM, RADIUS), 0)
const AXES = [0, 1, 2] as const

/** Where the carrier is in free fall after a time. */
function carrier(time: number): { r: Float64Array; v: Float64Array } {
  const r = new Float64Array(3)
  const v = new Float64Array(3)
  propagateKepler(WGS84_GM, R0, V0, time, r, v)
  return { r, v }
}

/** A random point that the shortcut's ball reaches with Δv after a time. */
function onBall(stream: Stream, deltaV: number, time: number): Float64Array {
  const z = 2 * stream.uniform() - 1
  const turn = 2 * Math.PI * stream.uniform()
  const flat = Math.sqrt(1 - z * z)
  const way = [flat * Math.cos(turn), flat * Math.sin(turn), z]
  const reach = flyOutReach(deltaV, A, time)
  return carrier(time).r.map((c, k) => c + reach * way[k]!)
}

/** Position after the burn along the Δv of the solution, integrated: the second way. */
function flown(target: Float64Array, time: number, deltaV: number): Float64Array {
  const burn = deltaV / A
  const middle = carrier(burn / 2)
  const { v1 } = lambert(WGS84_GM, middle.r, target, time - burn / 2, shortWay(middle.r, target))
  const push = v1.map((c, k) => ((c - middle.v[k]!) / deltaV) * A)
  let y: Float64Array = Float64Array.of(...R0, ...V0)
  for (const [from, to, thrust] of [
    [0, burn, 1],
    [burn, time, 0],
  ] as const)
    y = integrate(
      (_t, s, out) => {
        const r = Math.hypot(s[0]!, s[1]!, s[2]!)
        for (const k of AXES) {
          out[k] = s[3 + k]!
          out[3 + k] = (-WGS84_GM / r ** 3) * s[k]! + thrust * push[k]!
        }
      },
      from,
      y,
      to,
      { relative: 1e-11, absolute: new Float64Array(6).fill(1e-6), maxSteps: 10_000 },
    ).y
  return y.subarray(0, 3)
}

describe('a long fly-out', () => {
  it('arrives when it is integrated: up to 900 s, 4 and 6 km/s', () => {
    const worst = [120, 300, 600, 900].map((time) => {
      const stream = new Stream(2, time, 'long', 0)
      let most = 0
      for (let n = 0; n < 60; n++) {
        const target = onBall(stream, n % 2 === 0 ? 3000 : 5000, time)
        const deltaV = longFlyOutDeltaV(R0, V0, target, time, A)
        if (!(deltaV < Infinity)) continue
        const r = flown(target, time, deltaV)
        const way = Math.hypot(...carrier(time).r.map((c, k) => target[k]! - c))
        most = Math.max(most, Math.hypot(...r.map((c, k) => c - target[k]!)) / way)
      }
      return +(100 * most).toFixed(3)
    })
    // % of the way; docs/engage.md prints them.
    expect(worst).toEqual([0.008, 0.007, 0.007, 0.009])
  })

  it('differs from the free-fall shortcut as docs/engage.md prints, 6 km/s and 15 g from 1,500 km', () => {
    const off = [60, 120, 200, 250, 600, 900].map((time) => {
      const stream = new Stream(3, time, 'shortcut', 0)
      let most = 0
      for (let n = 0; n < 200; n++) {
        const deltaV = longFlyOutDeltaV(R0, V0, onBall(stream, 6000, time), time, A)
        if (deltaV < Infinity) most = Math.max(most, Math.abs(deltaV / 6000 - 1))
      }
      return +(100 * most).toFixed(2)
    })
    expect(off).toEqual([0.09, 0.35, 1, 1.78, 6.4, 12.05])
  })

  it('is in reach with as much Δv as it takes, and not with less', () => {
    const target = onBall(new Stream(4, 0, 'reach', 0), 5000, 600)
    const deltaV = longFlyOutDeltaV(R0, V0, target, 600, A)
    expect(lambertReach({ deltaV: deltaV + 1, acceleration: A }, R0, V0, target, 600)).toBe(true)
    expect(lambertReach({ deltaV: deltaV - 1, acceleration: A }, R0, V0, target, 600)).toBe(false)
    // Where the carrier itself falls, it takes nothing.
    expect(longFlyOutDeltaV(R0, V0, carrier(600).r, 600, A)).toBeLessThan(0.01)
  })

  it('does not reach through the Earth, without time, or half a turn away', () => {
    const other = Float64Array.of(-0.9 * RADIUS, 0.3 * RADIUS, 0.02 * RADIUS)
    expect(longFlyOutDeltaV(R0, V0, other, 900, A)).toBe(Infinity)
    expect(
      longFlyOutDeltaV(
        R0,
        V0,
        carrier(300).r.map((c) => c + 1e6),
        20,
        A,
      ),
    ).toBe(Infinity)
    expect(
      longFlyOutDeltaV(
        R0,
        V0,
        carrier(0).r.map((c) => -c),
        3000,
        A,
      ),
    ).toBe(Infinity)
  })
})
