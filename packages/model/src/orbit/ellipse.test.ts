import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EGM2008_RADIUS, J2, WGS84_A, WGS84_GM } from '../earth/index.ts'
import { EllipticOrbit, propagateKepler, secularRates, stateFromElements } from './index.ts'

const DEGREE = Math.PI / 180
const molniya = {
  perigee: 1e6,
  apogee: 39.36e6,
  inclination: 63.4 * DEGREE,
  raan: 30 * DEGREE,
  argumentOfPerigee: 270 * DEGREE,
  meanAnomaly: 0,
}

const distance = (a: Float64Array, b: Float64Array): number =>
  Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!)

describe('an elliptic orbit', () => {
  it('without J2 is the conic that two-body motion gives, to a millimetre over a day', () => {
    const angle = fc.double({ min: -6, max: 6, noNaN: true })
    fc.assert(
      fc.property(
        fc.double({ min: 2e5, max: 1e7, noNaN: true }),
        fc.double({ min: 0, max: 4e7, noNaN: true }),
        fc.double({ min: 0, max: Math.PI, noNaN: true }),
        angle,
        angle,
        fc.double({ min: -86_400, max: 86_400, noNaN: true }),
        (perigee, more, inclination, raan, argumentOfPerigee, t) => {
          const definition = { perigee, apogee: perigee + more, inclination, raan, argumentOfPerigee }
          const orbit = new EllipticOrbit({ ...definition, meanAnomaly: 0, j2: false })
          const e = orbit.eccentricity
          const elements = {
            semiLatusRectum: orbit.semiMajorAxis * (1 - e * e),
            eccentricity: e,
            inclination,
            node: raan,
            perigee: argumentOfPerigee,
            trueAnomaly: 0,
          }
          const r = new Float64Array(3)
          const v = new Float64Array(3)
          stateFromElements(WGS84_GM, elements, r, v)
          propagateKepler(WGS84_GM, r, v, t, r, v)
          const got = new Float64Array(3)
          orbit.position(t, 0, got)
          expect(distance(got, r)).toBeLessThan(1e-3)
        },
      ),
    )
  })

  it('goes through perigee and apogee half a period apart', () => {
    const orbit = new EllipticOrbit({ ...molniya, j2: false })
    const r = new Float64Array(3)
    orbit.position(0, 0, r)
    expect(Math.hypot(...r)).toBeCloseTo(WGS84_A + molniya.perigee, 5)
    orbit.position(Math.PI / orbit.meanMotion, 0, r)
    expect(Math.hypot(...r)).toBeCloseTo(WGS84_A + molniya.apogee, 5)
    // Perigee in the south, so apogee stands over 63.4° north.
    expect(Math.asin(r[2]! / Math.hypot(...r))).toBeCloseTo(molniya.inclination, 9)
  })

  it('turns at the secular rates, and hardly in perigee at 63.4°', () => {
    const orbit = new EllipticOrbit(molniya)
    const { semiMajorAxis: a, eccentricity: e, inclination: i } = orbit
    const rates = secularRates(WGS84_GM, EGM2008_RADIUS, J2, a, e, i)
    expect(orbit.nodeRate).toBe(rates.node)
    expect(orbit.perigeeRate).toBe(rates.perigee)
    expect(Math.abs(orbit.perigeeRate * 86_400) / DEGREE).toBeLessThan(0.001)
    // The plane's node has moved by its rate after ten days: the position stands across the turned plane's normal.
    const t = 864_000
    const r = new Float64Array(3)
    orbit.position(t, 0, r)
    const node = molniya.raan + rates.node * t
    const normal = [Math.sin(i) * Math.sin(node), -Math.sin(i) * Math.cos(node), Math.cos(i)]
    expect((r[0]! * normal[0]! + r[1]! * normal[1]! + r[2]! * normal[2]!) / Math.hypot(...r)).toBeCloseTo(
      0,
      12,
    )
  })

  it.each([
    ['a perigee below the ground', { perigee: -1 }, 'invalid orbit perigee -1 m'],
    ['an apogee below the perigee', { apogee: 9e5 }, 'invalid orbit perigee 1000000 m'],
    ['an inclination past 180°', { inclination: 4 }, 'invalid orbit inclination 4 rad'],
    ['a node that is no number', { raan: NaN }, 'invalid orbit raan NaN rad'],
  ])('refuses %s', (_, change, message) => {
    expect(() => new EllipticOrbit({ ...molniya, ...change })).toThrow(message)
  })
})
