import { describe, expect, it } from 'vitest'
import { horizonCapFraction } from '../orbit/index.ts'
import { coverage } from './index.ts'
import { DEGREE, INFRARED, RADAR, leo, network, radarAt, slot } from './fixture.ts'

const clear = { ...INFRARED, fieldOfRegard: Math.PI, grazingAltitude: 0 }
const once = { from: 0, to: 0, spacing: 2 * DEGREE }
const clouds = { cloudTop: 0 }

describe('coverage', () => {
  it('of one satellite is the part of the sphere within its horizon', () => {
    const high = network([slot('g', 10, clear)], clouds)
    const got = coverage(high, { altitude: 0, ...once })
    // The grid's points are 2° apart and the ellipsoid is flat by 0.3 %.
    expect(Math.abs(got.mean - horizonCapFraction(42_164_172 - 6_378_137))).toBeLessThan(0.004)
    expect(got.atLeast).toEqual([1, expect.closeTo(got.mean, 12)])
    expect(got.least).toBe(0)
  })

  it('of a shell is the sum of that of its satellites, and grows with the points’ altitude', () => {
    const net = network([leo('low', clear, 5, 4)], clouds)
    const ground = coverage(net, { altitude: 0, ...once })
    expect(Math.abs(ground.mean - 20 * horizonCapFraction(1e6))).toBeLessThan(0.03)
    const air = coverage(net, { altitude: 2e5, ...once })
    expect(air.mean).toBeGreaterThan(ground.mean)
    const shares = ground.atLeast.slice(1).reduce((sum, share) => sum + share, 0)
    expect(shares).toBeCloseTo(ground.mean, 9)
    for (let k = 1; k < ground.atLeast.length; k++)
      expect(ground.atLeast[k]!).toBeLessThanOrEqual(ground.atLeast[k - 1]!)
  })

  it('of a narrower field of regard is less', () => {
    const mean = (degrees: number) =>
      coverage(network([leo('low', { ...clear, fieldOfRegard: degrees * DEGREE })], clouds), {
        altitude: 20_000,
        ...once,
      }).mean
    expect(mean(100)).toBeLessThan(mean(110))
    expect(mean(110)).toBeLessThan(mean(120))
  })

  it('finds the place and the moment of the least', () => {
    const net = network([radarAt('r', 60, -100)])
    const got = coverage(net, {
      altitude: 3e5,
      south: 55 * DEGREE,
      north: 65 * DEGREE,
      to: 600,
      timeStep: 300,
    })
    expect([got.moments, got.least]).toEqual([3, 0])
    expect(got.leastAt.t).toBe(0)
    expect(got.leastAt.lat).toBeGreaterThan(55 * DEGREE)
    // A ground radar sees the same places at all times.
    const later = coverage(net, { altitude: 3e5, south: 55 * DEGREE, north: 65 * DEGREE, from: 600, to: 600 })
    expect(later.mean).toBeCloseTo(got.mean, 9)
  })

  it.each([
    ['altitude', { altitude: -1 }],
    ['spacing', { altitude: 0, spacing: 0 }],
    ['to', { altitude: 0, from: 10, to: 5 }],
    ['time step', { altitude: 0, timeStep: 0 }],
    ['north', { altitude: 0, south: 1, north: 0.5 }],
  ])('refuses a wrong %s', (name, options) => {
    expect(() => coverage(network([radarAt('r', 0, 0, RADAR)]), options)).toThrow(`invalid coverage ${name}`)
  })
})
