import { describe, expect, it } from 'vitest'
import { EARTH_RATE, geodeticFromEcef } from '../earth/index.ts'
import { cos, sin } from '../math/index.ts'
import { stateAt } from '../threat/index.ts'
import { RAD, flyThreat } from './fixture.ts'
import { fallToGround, flyTemplate } from './fly-on.ts'
import { boosterTemplate } from './index.ts'
import { templateForce, templateGain } from './template.ts'

const SIGMAS = { burnTimeSigma: 0.05, accelerationSigma: 0.05 }

describe.each(['icbm-solid-generic', 'icbm-liquid-generic', 'minuteman-3'])('a template of %s', (vehicle) => {
  const reference = flyThreat({
    vehicle,
    launch: { lat: 40 * RAD, lon: 126 * RAD },
    aim: { lat: 41.9 * RAD, lon: -87.6 * RAD },
  }).trajectory
  const template = boosterTemplate('t', reference, SIGMAS)
  const asReference = { liftoff: 0, stretch: 1, strength: 1 }

  /** State of the reference flight in the frame that was Earth-fixed at liftoff and is inertial. */
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
  const gap = (a: Float64Array, b: Float64Array, from: number): number =>
    Math.sqrt([0, 1, 2].reduce((sum, k) => sum + (a[from + k]! - b[from + k]!) ** 2, 0))

  it('carries its reference flight from cloud break to burnout', () => {
    const x = state(35)
    flyTemplate(x, 35, reference.burnout, template, asReference)
    // The profile is the mean of each second: a few m/s of four to seven thousand, over two to three minutes.
    expect(gap(x, state(reference.burnout), 3)).toBeLessThan(4)
    expect(gap(x, state(reference.burnout), 0)).toBeLessThan(300)
  })

  it('goes back to where it was', () => {
    const x = state(35)
    flyTemplate(x, 35, reference.burnout - 1, template, asReference)
    flyTemplate(x, reference.burnout - 1, 35, template, asReference)
    expect(gap(x, state(35), 0)).toBeLessThan(0.1)
  })

  it('leads back to the launch pad, at rest on the turning Earth', () => {
    const x = state(40)
    flyTemplate(x, 40, 0, template, asReference)
    expect(gap(x, state(0), 0)).toBeLessThan(30)
    expect(gap(x, state(0), 3)).toBeLessThan(4)
  })

  it('gains what its force adds up to', () => {
    const force = new Float64Array(2)
    let sum = 0
    const step = 0.01
    for (let t = step / 2; t < template.burnTime + 10; t += step) {
      templateForce(template, t, force)
      sum += step * force[0]!
    }
    expect(Math.abs(templateGain(template, template.burnTime + 10) - sum)).toBeLessThan(1)
    expect(templateGain(template, -1)).toBe(0)
  })

  it('comes down where the reference does', () => {
    const x = state(reference.burnout)
    const t = fallToGround(x, reference.burnout, reference.ballisticCoefficient)
    const c = cos(EARTH_RATE * t)
    const s = sin(EARTH_RATE * t)
    const place = new Float64Array(3)
    geodeticFromEcef(Float64Array.of(c * x[0]! + s * x[1]!, -s * x[0]! + c * x[1]!, x[2]!), place)
    // Steps of a minute in vacuum and of a second in the air, against the integrator of threat at 1e-10.
    expect(Math.abs(t - reference.impact.t)).toBeLessThan(0.01)
    expect(Math.abs(place[0]! - reference.impact.lat) * 6.37e6).toBeLessThan(10)
    expect(Math.abs(place[1]! - reference.impact.lon) * 4.7e6).toBeLessThan(10)
  })
})

describe('a template', () => {
  it('is refused without thrust or with sigmas that are none', () => {
    const reference = flyThreat({
      vehicle: 'icbm-solid-generic',
      launch: { lat: 40 * RAD, lon: 126 * RAD },
      aim: { lat: 41.9 * RAD, lon: -87.6 * RAD },
    }).trajectory
    expect(() => boosterTemplate('t', { ...reference, burnout: 1 }, SIGMAS)).toThrow(
      /^invalid reference flight/,
    )
    expect(() => boosterTemplate('t', reference, { ...SIGMAS, burnTimeSigma: 0.6 })).toThrow(
      /^invalid burn time sigma 0.6/,
    )
  })
})
