import { describe, expect, it } from 'vitest'
import { OpendomeError } from '../core/index.ts'
import { EARTH_RATE, WGS84_A, potential } from '../earth/index.ts'
import { DRAG_CEILING, radialAltitude } from './dynamics.ts'
import { flyFree } from './free-flight.ts'
import { FINE, RECORDED } from './powered.ts'

const size = (v: ArrayLike<number>): number => Math.hypot(v[0]!, v[1]!, v[2]!)
/** A burnout 250 km up at latitude 0.5 with speed and flight-path angle, heading north-east. */
function burnout(speed: number, angle: number, height = 250_000): Float64Array {
  const r = WGS84_A + height
  const up = [Math.cos(0.5), 0, Math.sin(0.5)]
  const east = [0, 1, 0]
  const north = [-Math.sin(0.5), 0, Math.cos(0.5)]
  const level = Math.cos(angle) * speed
  const v = up.map((u, i) => Math.sin(angle) * speed * u + level * (0.8 * north[i]! + 0.6 * east[i]!))
  return Float64Array.of(...up.map((u) => u * r), ...v)
}

describe('flyFree', () => {
  it('keeps energy with the J2 potential and the angular momentum about the axis above the air', () => {
    const start = burnout(6800, 0.4)
    const flight = flyFree(100, start, 10_000, RECORDED)!
    const state = new Float64Array(6)
    const energy = (y: Float64Array): number => size(y.subarray(3)) ** 2 / 2 + potential(y.subarray(0, 3))
    const spin = (y: Float64Array): number => y[0]! * y[4]! - y[1]! * y[3]!
    let seen = 0
    for (let t = 100; t < flight.impact.t; t += 20) {
      flight.pieces[0]!.dense.at(t, state)
      if (radialAltitude(state[0]!, state[1]!, state[2]!) < DRAG_CEILING) break
      seen++
      expect(Math.abs(energy(state) / energy(start) - 1)).toBeLessThan(1e-9)
      expect(Math.abs(spin(state) / spin(start) - 1)).toBeLessThan(1e-9)
    }
    expect(seen).toBeGreaterThan(50)
  })

  it('ends on the ellipsoid after its apogee', () => {
    const flight = flyFree(100, burnout(6000, 0.6), 10_000, FINE)!
    const { state, t } = flight.impact
    expect(Math.abs(radialAltitude(state[0]!, state[1]!, state[2]!))).toBeLessThan(1e-3)
    expect(t).toBeGreaterThan(flight.apogee.t)
    expect(flight.apogee.altitude).toBeGreaterThan(250_000)
    const r = flight.apogee.state
    expect(Math.abs(r[0]! * r[3]! + r[1]! * r[4]! + r[2]! * r[5]!) / size(r)).toBeLessThan(1e-3)
  })

  it('comes down later, slower and shorter the lower its ballistic coefficient', () => {
    const start = burnout(6000, 0.5)
    const flights = [1e9, 10_000, 2000, 500].map((beta) => flyFree(0, start, beta, FINE)!)
    const angle = (y: Float64Array, t: number): number => {
      // In the Earth-fixed frame, from the start.
      const [c, s] = [Math.cos(EARTH_RATE * t), Math.sin(EARTH_RATE * t)]
      const r = [c * y[0]! + s * y[1]!, -s * y[0]! + c * y[1]!, y[2]!]
      return Math.acos((r[0]! * start[0]! + r[1]! * start[1]! + r[2]! * start[2]!) / size(r) / size(start))
    }
    for (let i = 1; i < flights.length; i++) {
      const [heavy, light] = [flights[i - 1]!.impact, flights[i]!.impact]
      expect(light.t).toBeGreaterThan(heavy.t)
      expect(size(light.state.subarray(3))).toBeLessThan(size(heavy.state.subarray(3)))
      expect(angle(light.state, light.t)).toBeLessThan(angle(heavy.state, heavy.t))
    }
  })

  it('lands west of a vertical throw by (4/3) ω v³ cos φ / g², to second order', () => {
    // Straight up at 1 km/s relative to Earth from the equator, in near vacuum.
    const start = Float64Array.of(WGS84_A + 1, 0, 0, 1000, EARTH_RATE * (WGS84_A + 1), 0)
    const { state, t } = flyFree(0, start, 1e12, FINE)!.impact
    const east = WGS84_A * (Math.atan2(state[1]!, state[0]!) - EARTH_RATE * t)
    const g = 9.7803
    const west = ((4 / 3) * EARTH_RATE * 1000 ** 3) / g ** 2
    // Gravity falls off by 1.6 % on the way up, which adds about as much.
    expect(-east / west).toBeGreaterThan(1)
    expect(-east / west).toBeLessThan(1.05)
  })

  it('is an impact at once on the ground, and none in orbit or on the way out', () => {
    const still = Float64Array.of(WGS84_A, 0, 0, 0, EARTH_RATE * WGS84_A, 0)
    expect(flyFree(5, still, 1000, FINE)!.impact.t).toBe(5)
    const below = Float64Array.of(WGS84_A - 5, 0, 0, -10, 0, 0)
    expect(flyFree(5, below, 1000, FINE)!.impact).toEqual({ t: 5, state: below })
    expect(flyFree(0, burnout(7900, 0), 10_000, FINE)).toBeUndefined()
    expect(flyFree(0, burnout(12_000, 0.5), 10_000, FINE)).toBeUndefined()
  })

  it('refuses a ballistic coefficient that is not above zero', () => {
    for (const beta of [0, -1, NaN])
      expect(() => flyFree(0, burnout(6000, 0.5), beta, FINE)).toThrow(OpendomeError)
  })
})
