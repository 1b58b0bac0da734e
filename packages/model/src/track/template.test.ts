import { describe, expect, it } from 'vitest'
import { EARTH_RATE, geodeticFromEcef } from '../earth/index.ts'
import { cos, sin } from '../math/index.ts'
import { stateAt } from '../threat/index.ts'
import { RAD } from './fixture.test.ts'
import { flyThreat } from './fixture.test.ts'
import { fallToGround, flyTemplate } from './fly-on.ts'
import { boosterTemplate } from './template.ts'

const SIGMAS = { burnTimeSigma: 0.05, accelerationSigma: 0.05 }
const flown = (vehicle: string) =>
  flyThreat({
    vehicle,
    launch: { lat: 40 * RAD, lon: 126 * RAD },
    aim: { lat: 41.9 * RAD, lon: -87.6 * RAD },
  }).trajectory

describe.each(['icbm-solid-generic', 'icbm-liquid-generic', 'minuteman-3'])('a template of %s', (vehicle) => {
  const reference = flown(vehicle)
  const template = boosterTemplate('t', reference, SIGMAS)
  const state = (t: number): Float64Array => {
    const r = new Float64Array(3)
    const v = new Float64Array(3)
    stateAt(reference, t, r, v)
    const c = cos(EARTH_RATE * t)
    const s = sin(EARTH_RATE * t)
    const vx = v[0]! - EARTH_RATE * r[1]!
    const vy = v[1]! + EARTH_RATE * r[0]!
    return Float64Array.of(
      c * r[0]! - s * r[1]!,
      s * r[0]! + c * r[1]!,
      r[2]!,
      c * vx - s * vy,
      s * vx + c * vy,
      v[2]!,
    )
  }
  const asReference = { liftoff: 0, stretch: 1, strength: 1 }
  const gap = (a: Float64Array, b: Float64Array, from: number): number =>
    Math.sqrt([0, 1, 2].reduce((sum, k) => sum + (a[from + k]! - b[from + k]!) ** 2, 0))

  it('carries its reference flight from cloud break to burnout', () => {
    const x = state(35)
    flyTemplate(x, 35, reference.burnout, template, asReference)
    console.log(
      vehicle,
      'burnout gap',
      gap(x, state(reference.burnout), 0),
      gap(x, state(reference.burnout), 3),
    )
    expect(gap(x, state(reference.burnout), 3)).toBeLessThan(5)
  })

  it('goes back to where it was', () => {
    const x = state(35)
    flyTemplate(x, 35, 150, template, asReference)
    flyTemplate(x, 150, 35, template, asReference)
    console.log('back', gap(x, state(35), 0), gap(x, state(35), 3))
    expect(gap(x, state(35), 0)).toBeLessThan(20)
  })

  it('leads back to the launch pad', () => {
    const x = state(40)
    flyTemplate(x, 40, 0, template, asReference)
    console.log('pad', gap(x, state(0), 0), gap(x, state(0), 3))
    expect(gap(x, state(0), 0)).toBeLessThan(300)
  })

  it('comes down where the reference does', () => {
    const x = state(reference.burnout)
    const t = fallToGround(x, reference.burnout, reference.ballisticCoefficient)
    const c = cos(EARTH_RATE * t)
    const s = sin(EARTH_RATE * t)
    const r = Float64Array.of(c * x[0]! + s * x[1]!, -s * x[0]! + c * x[1]!, x[2]!)
    const g = new Float64Array(3)
    geodeticFromEcef(r, g)
    console.log(
      'impact',
      t - reference.impact.t,
      (g[0]! - reference.impact.lat) * 6.37e6,
      (g[1]! - reference.impact.lon) * 4.7e6,
      g[2],
    )
    expect(Math.abs(t - reference.impact.t)).toBeLessThan(0.5)
  })
})
