import { describe, expect, it } from 'vitest'
import { EGM2008_RADIUS, J2, WGS84_GM, gravity } from '../earth/index.ts'
import { integrate, type Derivative } from '../math/index.ts'
import { elementsFromState, orbitalPeriod, secularRates, Shell, type OrbitalElements } from './index.ts'

const DEGREE = Math.PI / 180

/** Central body and J2, first-order system of position and velocity. */
const motion: Derivative = (() => {
  const r = new Float64Array(3)
  return (_t, y, out) => {
    for (let k = 0; k < 3; k++) {
      r[k] = y[k]!
      out[k] = y[k + 3]!
    }
    gravity(r, r)
    out.set(r, 3)
  }
})()

/** Osculating elements at equal times of a numerically integrated orbit. */
function integrated(state: Float64Array, duration: number, samples: number): OrbitalElements[] {
  const { dense } = integrate(motion, 0, state, duration, {
    relative: 1e-12,
    absolute: Float64Array.of(1e-4, 1e-4, 1e-4, 1e-7, 1e-7, 1e-7),
    dense: true,
  })
  const y = new Float64Array(6)
  return Array.from({ length: samples + 1 }, (_, k) => {
    dense!.at(k === samples ? duration : (k * duration) / samples, y)
    return elementsFromState(WGS84_GM, y.slice(0, 3), y.slice(3))
  })
}

/** Slope of a least-squares line through equally spaced angles, unwrapped, per sample. */
function slope(angles: readonly number[]): number {
  const mean = (angles.length - 1) / 2
  let turns = 0
  let sum = 0
  let square = 0
  angles.forEach((angle, k) => {
    if (k > 0) turns -= Math.round((angle - angles[k - 1]!) / (2 * Math.PI))
    sum += (k - mean) * (angle + turns * 2 * Math.PI)
    square += (k - mean) ** 2
  })
  return sum / square
}

describe('J2 drift of Curtis, Orbital Mechanics for Engineering Students (3rd ed.), example 12.2', () => {
  const state = Float64Array.of(-2384.46e3, 5729.01e3, 3050.46e3, -7361.38, -2989.97, 1643.54)

  /** The book prints three digits of a mean over 48 h. */
  const PRINTED_RELATIVE = 0.01

  it('follows from the secular rates at the initial elements', () => {
    const { semiLatusRectum, eccentricity, inclination } = elementsFromState(
      WGS84_GM,
      state.slice(0, 3),
      state.slice(3),
    )
    const a = semiLatusRectum / (1 - eccentricity ** 2)
    const rates = secularRates(WGS84_GM, EGM2008_RADIUS, J2, a, eccentricity, inclination)
    expect(Math.abs(((rates.node / DEGREE) * 3600) / -0.172 - 1)).toBeLessThan(PRINTED_RELATIVE)
    expect(Math.abs(((rates.perigee / DEGREE) * 3600) / 0.282 - 1)).toBeLessThan(PRINTED_RELATIVE)
  })

  it('follows from numerical integration over 48 h', () => {
    const samples = integrated(state, 48 * 3600, 4800)
    const perHour = 100 / DEGREE
    expect(Math.abs((slope(samples.map((s) => s.node)) * perHour) / -0.172 - 1)).toBeLessThan(
      PRINTED_RELATIVE,
    )
    expect(Math.abs((slope(samples.map((s) => s.perigee)) * perHour) / 0.282 - 1)).toBeLessThan(
      PRINTED_RELATIVE,
    )
  })
})

describe('secular rates of circular orbits, first-order J2 theory', () => {
  /** The table prints five digits. */
  const PRINTED_RELATIVE = 1e-4

  it.each([
    [300, 45, 90.52, -5.9987],
    [500, 45, 94.616, -5.41],
    [1000, 80, 105.119, -1.0392],
  ])('at %d km and %d°', (altitude, inclination, period, node) => {
    const a = 6378.137e3 + altitude * 1e3
    expect(Math.abs(orbitalPeriod(3.986004418e14, a) / 60 / period - 1)).toBeLessThan(PRINTED_RELATIVE)
    const rates = secularRates(3.986004418e14, 6378.137e3, 1.08262668e-3, a, 0, inclination * DEGREE)
    expect(Math.abs(((rates.node / DEGREE) * 86_400) / node - 1)).toBeLessThan(PRINTED_RELATIVE)
  })
})

describe('Shell against numerical integration with J2', () => {
  /** Terms of second order in J2 are left out; measured 3e-6 to 1.1e-5 and 6e-4 to 2.5e-3. */
  const LATITUDE_RELATIVE = 2e-5
  const NODE_RELATIVE = 3e-3

  it.each([
    [400, 30],
    [400, 86],
    [550, 53],
    [1000, 80],
  ])('turns at the rates of an orbit with its mean elements: %d km, %d°', (altitude, inclination) => {
    // A nearly circular run over 30 revolutions, started at circular speed.
    const radius = 6378.137e3 + altitude * 1e3
    const speed = Math.sqrt(WGS84_GM / radius)
    const i0 = inclination * DEGREE
    const start = Float64Array.of(radius, 0, 0, 0, speed * Math.cos(i0), speed * Math.sin(i0))
    const period = orbitalPeriod(WGS84_GM, radius)
    const perRevolution = 200
    const samples = integrated(start, 31 * period, 31 * perRevolution)
    const whole = samples.slice(0, 30 * perRevolution)

    // Mean elements of the run: averages of the osculating ones, whose periodic part cancels over whole revolutions.
    const mean = (of: (s: OrbitalElements) => number): number =>
      whole.reduce((sum, s) => sum + of(s), 0) / whole.length
    const a = mean((s) => s.semiLatusRectum / (1 - s.eccentricity ** 2))
    const shell = new Shell({
      altitude: a - 6378.137e3,
      inclination: mean((s) => s.inclination),
      planes: 1,
      perPlane: 1,
      phasing: 0,
    })
    const node = (slope(whole.map((s) => s.node)) * perRevolution) / period
    const latitude = (slope(whole.map((s) => s.perigee + s.trueAnomaly)) * perRevolution) / period
    expect(Math.abs(node / shell.nodeRate - 1)).toBeLessThan(NODE_RELATIVE)
    expect(Math.abs(latitude / shell.meanMotion - 1)).toBeLessThan(LATITUDE_RELATIVE)
  })
})
