import { describe, expect, it } from 'vitest'
import { OpendomeError } from '../core/index.ts'
import { ecefFromEci, ecefFromEciState, gmst82, parseUtc, siderealAngle, type Epoch } from '../earth/index.ts'
import { MeanElementOrbit, parseTle, Sgp4 } from './index.ts'

const ISS = parseTle(`ISS (ZARYA)
1 25544U 98067A   18184.80969102  .00001614  00000-0  31745-4 0  9993
2 25544  51.6414 295.8524 0003435 262.6267 204.2868 15.54005638121106`)
const EPOCH = parseUtc('2018-07-04T06:00:00Z')

function later(epoch: Epoch, t: number): Epoch {
  const days = Math.floor((epoch.secondOfDay + t) / 86_400)
  return { julianDay: epoch.julianDay + days, secondOfDay: epoch.secondOfDay + t - days * 86_400 }
}

/** Earth-fixed state by the textbook: SGP4, then GMST of the instant. */
function overGround(t: number, dut1 = 0): [r: Float64Array, v: Float64Array] {
  const r = new Float64Array(3)
  const v = new Float64Array(3)
  const age = (EPOCH.julianDay - ISS.epoch.julianDay) * 86_400 + EPOCH.secondOfDay - ISS.epoch.secondOfDay
  new Sgp4(ISS).state(age + t, r, v)
  ecefFromEciState(gmst82(later(EPOCH, t), dut1), r, v, r, v)
  return [r, v]
}

function distance(a: Float64Array, b: Float64Array): number {
  return Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!)
}

describe('MeanElementOrbit', () => {
  const orbit = new MeanElementOrbit(ISS, EPOCH)
  const r = new Float64Array(3)
  const v = new Float64Array(3)
  const times = [0, 60, 5000, 86_400, -86_400, 30 * 86_400]

  it.each(times)('is over the ground where SGP4 and GMST of the instant put it, at %d s', (t) => {
    /** m: rounding of an angle after a month. */
    const ROUNDING = 1e-4
    const [expected, speed] = overGround(t)
    orbit.state_eci(t, r, v)
    ecefFromEciState(siderealAngle(EPOCH, t), r, v, r, v)
    expect(distance(r, expected)).toBeLessThan(ROUNDING)
    expect(distance(v, speed)).toBeLessThan(ROUNDING)
  })

  it('would be 4 to 6 m a day off, were TEME of the instant taken for ECI', () => {
    const age = orbit.age
    new Sgp4(ISS).state(age + 10 * 86_400, r, v)
    const teme = r.slice()
    orbit.position_eci(10 * 86_400, r)
    expect(distance(r, teme)).toBeGreaterThan(30)
    expect(distance(r, teme)).toBeLessThan(60)
  })

  it('takes UT1 − UTC, which moves it over the ground by the Earth’s turn in that time', () => {
    const DUT1 = -0.44
    const turned = new MeanElementOrbit(ISS, EPOCH, { dut1: DUT1 })
    turned.position_eci(5000, v)
    ecefFromEci(siderealAngle(EPOCH, 5000), v, v)
    expect(distance(v, overGround(5000, DUT1)[0])).toBeLessThan(1e-4)
    expect(distance(v, overGround(5000)[0])).toBeGreaterThan(100)
  })

  it('gives the same bytes in any order of calls', () => {
    const read = (o: MeanElementOrbit, t: number): string => {
      o.velocity_eci(t, v)
      o.position_eci(t, r)
      return `${r.join()} ${v.join()}`
    }
    const forward = times.map((t) => read(orbit, t))
    expect(times.toReversed().map((t) => read(orbit, t))).toEqual(forward.toReversed())
    expect(times.map((t) => read(new MeanElementOrbit(ISS, EPOCH), t))).toEqual(forward)
  })

  it('says how old its elements are, and how high it flies', () => {
    expect(orbit.age).toBeCloseTo(86_400 * (1.25 - 0.80969102), 6)
    expect((orbit.perigeeRadius - 6378.135e3) / 1000).toBeCloseTo(400, -1)
    expect(orbit.apogeeRadius - orbit.perigeeRadius).toBeCloseTo(2 * 0.0003435 * 6781e3, -2)
  })

  it('refuses a dut1 that leap seconds rule out', () => {
    expect(() => new MeanElementOrbit(ISS, EPOCH, { dut1: 37 })).toThrow(
      'invalid dut1 37 s: expected -1 to 1 s',
    )
  })

  it('refuses a perigee under the ground', () => {
    const set = `1 28872U 05037B   05333.02012661  .25992681  00000-0  24476-3 0  1534
2 28872  96.4736 157.9986 0303955 244.0492 110.6523 16.46015938 10708`
    expect(() => new MeanElementOrbit(parseTle(set), EPOCH)).toThrow(
      'infeasible orbit of satellite 28872: perigee -51.7 km, expected above 0 km',
    )
  })

  it('throws once it has decayed, and is right again for a time before', () => {
    const set = `1 29141U 85108AA  06170.26783845  .99999999  00000-0  13519-0 0   718
2 29141  82.4288 273.4882 0015848 277.2124  83.9133 15.93343074  6828`
    const decaying = new MeanElementOrbit(parseTle(set), parseUtc('2006-06-19T06:25:41Z'))
    decaying.position_eci(60, r)
    const before = r.slice()
    for (let k = 0; k < 2; k++) {
      expect(() => decaying.position_eci(440 * 60, r)).toThrow(OpendomeError)
      expect(() => decaying.velocity_eci(440 * 60, r)).toThrow('has decayed')
    }
    decaying.position_eci(60, r)
    expect(r).toEqual(before)
  })
})
