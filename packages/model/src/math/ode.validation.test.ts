import { describe, expect, it } from 'vitest'
import { integrate, type Derivative } from './ode.ts'

const MU = 3.986004418e14

const twoBody: Derivative = (_t, y, out) => {
  const r2 = y[0]! * y[0]! + y[1]! * y[1]! + y[2]! * y[2]!
  const g = -MU / (r2 * Math.sqrt(r2))
  out[0] = y[3]!
  out[1] = y[4]!
  out[2] = y[5]!
  out[3] = g * y[0]!
  out[4] = g * y[1]!
  out[5] = g * y[2]!
}

/** State on the ellipse (a, e) in the x–y plane at the time t after perigee, by Kepler's equation. */
function onEllipse(a: number, e: number, t: number): Float64Array {
  const n = Math.sqrt(MU / a ** 3)
  let E = n * t
  for (let i = 0; i < 100; i += 1) E -= (E - e * Math.sin(E) - n * t) / (1 - e * Math.cos(E))
  const b = a * Math.sqrt(1 - e * e)
  const rate = n / (1 - e * Math.cos(E))
  return Float64Array.of(
    a * (Math.cos(E) - e),
    b * Math.sin(E),
    0,
    -a * Math.sin(E) * rate,
    b * Math.cos(E) * rate,
    0,
  )
}

const energy = (y: Float64Array) =>
  (y[3]! ** 2 + y[4]! ** 2 + y[5]! ** 2) / 2 - MU / Math.hypot(y[0]!, y[1]!, y[2]!)
const momentum = (y: Float64Array) => y[0]! * y[4]! - y[1]! * y[3]!

// Errors of up to 1e-12 in each of some 5,000 steps, mostly of one sign: 2e-11 was seen.
const CONSERVATION = 1e-10
// A relative error of 2e-11 in the energy, grown evenly, moves the satellite by 1.5·π·9.8·2e-11 of a = 0.025 m.
const POSITION = 0.05

describe('a Kepler orbit', () => {
  const absolute = Float64Array.of(1e-6, 1e-6, 1e-6, 1e-9, 1e-9, 1e-9)
  for (const e of [0.01, 0.3, 0.7]) {
    it(`of eccentricity ${e} keeps energy and angular momentum and the closed form over ten revolutions`, () => {
      const a = 26_600_000
      const period = 2 * Math.PI * Math.sqrt(a ** 3 / MU)
      const t1 = 9.8 * period
      const y0 = onEllipse(a, e, 0)
      const { y } = integrate(twoBody, 0, y0, t1, { relative: 1e-12, absolute })
      expect(Math.abs(energy(y) / energy(y0) - 1)).toBeLessThan(CONSERVATION)
      expect(Math.abs(momentum(y) / momentum(y0) - 1)).toBeLessThan(CONSERVATION)
      const exact = onEllipse(a, e, t1 - 9 * period)
      expect(Math.hypot(y[0]! - exact[0]!, y[1]! - exact[1]!)).toBeLessThan(POSITION)
    })
  }

  it('passes apogee at half the period', () => {
    const a = 26_600_000
    const half = Math.PI * Math.sqrt(a ** 3 / MU)
    const radial = (_t: number, y: Float64Array) => y[0]! * y[3]! + y[1]! * y[4]!
    const { hits } = integrate(twoBody, 0, onEllipse(a, 0.7, 0), 1.4 * half, {
      relative: 1e-12,
      absolute,
      events: [{ name: 'apogee', value: radial, direction: -1, terminal: false }],
    })
    expect(hits.length).toBe(1)
    expect(Math.abs(hits[0]!.t - half)).toBeLessThan(1e-5)
  })
})

// Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, 2nd ed. (1993), II.0, eq. (0.1)–(0.2):
// the Arenstorf orbit closes after its period. An error in the start grows some 10⁵-fold on the way round.
describe('the Arenstorf orbit', () => {
  it('closes after its published period', () => {
    const mu = 0.012277471
    const rest = 1 - mu
    const arenstorf: Derivative = (_t, y, out) => {
      const d1 = ((y[0]! + mu) ** 2 + y[1]! ** 2) ** 1.5
      const d2 = ((y[0]! - rest) ** 2 + y[1]! ** 2) ** 1.5
      out[0] = y[2]!
      out[1] = y[3]!
      out[2] = y[0]! + 2 * y[3]! - (rest * (y[0]! + mu)) / d1 - (mu * (y[0]! - rest)) / d2
      out[3] = y[1]! - 2 * y[2]! - (rest * y[1]!) / d1 - (mu * y[1]!) / d2
    }
    const y0 = Float64Array.of(0.994, 0, 0, -2.00158510637908252240537862224)
    const { y, steps } = integrate(arenstorf, 0, y0, 17.0652165601579625588917206249, {
      relative: 1e-13,
      absolute: new Float64Array(4).fill(1e-13),
    })
    expect(Math.hypot(y[0]! - y0[0]!, y[1]!)).toBeLessThan(1e-9)
    expect(steps).toBeLessThan(4000)
  })
})
