import { describe, expect, it } from 'vitest'
import { WGS84_A, ecefFromGeodetic, enuAxes, geodeticHeight } from '../earth/index.ts'
import { Stream, chiSquareQuantile, cholesky, choleskyDistance, cos, sin, unit3 } from '../math/index.ts'
import { sightAxes } from '../sense/index.ts'
import { newStartEstimate, triangulate, type SightFrames, type StartBelief } from './index.ts'

const KM = 1000
const DEGREE = Math.PI / 180

interface Sensor {
  readonly at: Float64Array
  readonly t: number
  readonly angles: readonly [number, number]
  readonly range?: number
}

/** A place by latitude, longitude (degrees) and height (km). */
function place(lat: number, lon: number, height: number): Float64Array {
  const r = new Float64Array(3)
  ecefFromGeodetic(lat * DEGREE, lon * DEGREE, height * KM, r)
  return r
}

/** What the sensors measure of a straight path, with errors drawn from the stream, or none. */
function look(sensors: readonly Sensor[], r: Float64Array, v: Float64Array, stream?: Stream): SightFrames {
  const n = sensors.length
  const sights = {
    t: new Float64Array(n),
    frame: new Float64Array(12 * n),
    range: new Float64Array(n).fill(NaN),
    sigma: new Float64Array(3 * n).fill(Infinity),
  }
  sensors.forEach((sensor, k) => {
    const d = Float64Array.from(r, (x, i) => x + sensor.t * v[i]! - sensor.at[i]!)
    const distance = Math.sqrt(d[0]! * d[0]! + d[1]! * d[1]! + d[2]! * d[2]!)
    const u = new Float64Array(3)
    const e1 = new Float64Array(3)
    const e2 = new Float64Array(3)
    unit3(d, u)
    sightAxes(sensor.at, u, e1, e2)
    for (let axis = 0; axis < 2; axis += 1) {
      const error = stream === undefined ? 0 : sensor.angles[axis]! * stream.normal()
      const e = axis === 0 ? e1 : e2
      for (let i = 0; i < 3; i += 1) u[i] = cos(error) * u[i]! + sin(error) * e[i]!
      sightAxes(sensor.at, u, e1, e2)
    }
    sights.t[k] = sensor.t
    sights.frame.set(sensor.at, 12 * k)
    sights.frame.set(u, 12 * k + 3)
    sights.frame.set(e1, 12 * k + 6)
    sights.frame.set(e2, 12 * k + 9)
    sights.sigma.set(sensor.angles, 3 * k)
    if (sensor.range !== undefined) {
      sights.range[k] = distance + (stream === undefined ? 0 : sensor.range * stream.normal())
      sights.sigma[3 * k + 2] = sensor.range
    }
  })
  return sights
}

/** A missile over 41° N, 127° E and satellites that see it. */
const TARGET = place(41, 127, 30)
const MEAN = Float64Array.of(-400, -300, 500)
const FINE = [30e-6, 50e-6] as const
const LOW = { at: place(30, 140, 1000), t: 0, angles: FINE }
const OTHER = { at: place(55, 118, 1000), t: 0, angles: FINE }
const HIGH = { at: place(0, 100, 35_786), t: 0.6, angles: [20e-6, 20e-6] as const }
const RADAR = { at: place(38, 128, 0.5), t: -1, angles: [1e-3, 2e-3] as const, range: 50 }
const BELIEF: StartBelief = { t: 0, velocity_eci: MEAN, speedSigma: 800 }

const RUNS = 600
/** The average of 600 NEES lies outside these bounds once in 1000 correct programs. */
const within = (mean: number, dof: number): boolean =>
  mean > chiSquareQuantile(0.0005, dof * RUNS) / RUNS && mean < chiSquareQuantile(0.9995, dof * RUNS) / RUNS

/** Mean NEES of position and of the whole state, and the mean fit beyond its degrees of freedom. */
function consistency(
  sensors: readonly Sensor[],
  belief: StartBelief,
  purpose: string,
): { position: number; state: number; square: number; spread: number } {
  const stream = new Stream(7, 0, purpose, 0)
  const rows = sensors.map((_, k) => k)
  const out = newStartEstimate()
  const sum = { position: 0, state: 0, square: 0, spread: 0 }
  for (let run = 0; run < RUNS; run += 1) {
    const v = Float64Array.from(MEAN, (mean) => mean + belief.speedSigma * stream.normal())
    const r = Float64Array.from(TARGET)
    if (belief.ground !== undefined) {
      // The believed height is right but for its sigma.
      const east = new Float64Array(3)
      const up = new Float64Array(3)
      enuAxes(41 * DEGREE, 127 * DEGREE, east, east, up)
      enuAxes(41 * DEGREE, 127 * DEGREE, east, new Float64Array(3), up)
      const error = belief.ground.sigma * stream.normal()
      for (let i = 0; i < 3; i += 1) r[i]! += error * up[i]!
    }
    expect(triangulate(look(sensors, r, v, stream), rows, rows.length, belief, out)).toBe('found')
    const error = Float64Array.from(out.state, (x, i) => (i < 3 ? r[i]! : v[i - 3]!) - x)
    const P = Float64Array.from(out.covariance)
    const P3 = Float64Array.from({ length: 9 }, (_, k) => P[6 * Math.floor(k / 3) + (k % 3)]!)
    sum.spread += P3[0]! + P3[4]! + P3[8]!
    cholesky(3, P3)
    sum.position += choleskyDistance(3, P3, error.slice(0, 3))
    cholesky(6, P)
    sum.state += choleskyDistance(6, P, error)
    sum.square += out.square
  }
  return {
    position: sum.position / RUNS,
    state: sum.state / RUNS,
    square: sum.square / RUNS,
    spread: Math.sqrt(sum.spread / RUNS),
  }
}

describe('a start from several sights', () => {
  const out = newStartEstimate()

  it('finds the point without errors, and leaves the velocity as believed', () => {
    expect(triangulate(look([LOW, OTHER], TARGET, MEAN), [0, 1], 2, BELIEF, out)).toBe('found')
    for (let i = 0; i < 3; i += 1) {
      expect(Math.abs(out.state[i]! - TARGET[i]!)).toBeLessThan(1e-3)
      expect(Math.abs(out.state[i + 3]! - MEAN[i]!)).toBeLessThan(1e-6)
      expect(Math.abs(out.covariance[7 * (i + 3)]! / 640_000 - 1)).toBeLessThan(1e-9)
    }
    expect(out.components).toBe(4)
    expect(out.square).toBeLessThan(1e-8)
  })

  it('has the error across of the closed form for two sights at right angles', () => {
    // Sensors on the x and y axes look at the origin of a flat corner: each gives σρ along the other's line, both share the z axis.
    const away = 1000 * KM
    const corner = Float64Array.of(8000 * KM, 8000 * KM, 0)
    const sensors: Sensor[] = [
      { at: Float64Array.of(8000 * KM + away, 8000 * KM, 0), t: 0, angles: [1e-4, 1e-4] },
      { at: Float64Array.of(8000 * KM, 8000 * KM + away, 0), t: 0, angles: [1e-4, 1e-4] },
    ]
    expect(triangulate(look(sensors, corner, MEAN), [0, 1], 2, BELIEF, out)).toBe('found')
    const sigma = (i: number): number => Math.sqrt(out.covariance[7 * i]!)
    expect(Math.abs(sigma(0) - 100)).toBeLessThan(1e-6)
    expect(Math.abs(sigma(1) - 100)).toBeLessThan(1e-6)
    expect(Math.abs(sigma(2) - 100 / Math.SQRT2)).toBeLessThan(1e-6)
  })

  it.each([
    ['two satellites at one moment', [LOW, OTHER], 1],
    ['three satellites, one of them later', [LOW, OTHER, HIGH], 3],
    ['one satellite and a radar that looked before', [HIGH, RADAR], 2],
    ['one radar', [RADAR], 0],
  ] as const)('has an honest covariance: %s', (name, sensors, freedom) => {
    const { position, state, square } = consistency(sensors, BELIEF, name)
    expect(within(position, 3), `position ${position}`).toBe(true)
    expect(within(state, 6), `state ${state}`).toBe(true)
    if (freedom === 0) expect(square).toBeLessThan(1e-6)
    else expect(within(square, freedom), `fit ${square}`).toBe(true)
  })

  it('refuses sights that are parallel, nearly or to the last bit, and says so', () => {
    const far = place(30, 140, 1000.4)
    const near: Sensor[] = [LOW, { ...LOW, at: far }]
    expect(triangulate(look(near, TARGET, MEAN), [0, 1], 2, BELIEF, out)).toBe('parallel')
    const same = look([LOW, LOW], TARGET, MEAN)
    expect(triangulate(same, [0, 1], 2, BELIEF, out)).toBe('parallel')
    expect(triangulate(same, [0], 1, BELIEF, out)).toBe('parallel')
  })

  it('refuses lines that meet behind a sensor', () => {
    const sights = look([LOW, OTHER], TARGET, MEAN)
    for (let i = 3; i < 12; i += 1) sights.frame[i]! *= -1
    expect(triangulate(sights, [0, 1], 2, BELIEF, out)).not.toBe('found')
    for (let i = 15; i < 24; i += 1) sights.frame[i]! *= -1
    expect(triangulate(sights, [0, 1], 2, BELIEF, out)).toBe('behind')
  })

  it('shows by its fit that two sights are not of one object', () => {
    const sights = look([LOW, OTHER], TARGET, MEAN)
    const elsewhere = look([LOW], place(42, 127, 30), MEAN)
    sights.frame.set(elsewhere.frame.subarray(0, 12), 0)
    triangulate(sights, [0, 1], 2, BELIEF, out)
    expect(out.square).toBeGreaterThan(chiSquareQuantile(0.9999, 1))
  })

  it('refuses a belief without a spread, and no sight at all', () => {
    const sights = look([LOW, OTHER], TARGET, MEAN)
    expect(() => triangulate(sights, [0, 1], 0, BELIEF, out)).toThrow(/^invalid 0 sights/)
    expect(() => triangulate(sights, [0, 1], 2, { ...BELIEF, speedSigma: 0 }, out)).toThrow(
      /^invalid sigma 0/,
    )
  })
})

describe('a start from one sight and a height', () => {
  const out = newStartEstimate()
  const ground = { height: 30 * KM, sigma: 4 * KM }

  it('finds the point without errors, at the height', () => {
    expect(triangulate(look([LOW], TARGET, MEAN), [0], 1, { ...BELIEF, ground }, out)).toBe('found')
    for (let i = 0; i < 3; i += 1) expect(Math.abs(out.state[i]! - TARGET[i]!)).toBeLessThan(1e-3)
    expect(Math.abs(geodeticHeight(out.state) - ground.height)).toBeLessThan(1e-3)
  })

  it('has an honest covariance, weaker than that of two sights', () => {
    const one = consistency([LOW], { ...BELIEF, ground }, 'ground')
    expect(within(one.position, 3), `position ${one.position}`).toBe(true)
    expect(within(one.state, 6), `state ${one.state}`).toBe(true)
    const two = consistency([LOW, OTHER], BELIEF, 'two')
    expect(one.spread).toBeGreaterThan(5 * two.spread)
  })

  it('adds the height to several sights where it is given', () => {
    const { position, square } = consistency([LOW, OTHER], { ...BELIEF, ground }, 'both')
    expect(within(position, 3), `position ${position}`).toBe(true)
    expect(within(square, 2), `fit ${square}`).toBe(true)
  })

  it('refuses a sight that passes above, and one that grazes', () => {
    const satellite = Float64Array.of(WGS84_A + 1000 * KM, 0, 0)
    // Where the line of sight touches the equator at 30 km, and how much steeper it is made than that.
    const limb = Math.asin((WGS84_A + 30 * KM) / (WGS84_A + 1000 * KM))
    const along = (angle: number): SightFrames => {
      const target = Float64Array.of(satellite[0]! - 3000 * KM * cos(angle), 3000 * KM * sin(angle), 0)
      return look([{ at: satellite, t: 0, angles: FINE }], target, MEAN)
    }
    const belief = { ...BELIEF, ground }
    expect(triangulate(along(limb + 0.01), [0], 1, belief, out)).toBe('above')
    expect(triangulate(along(limb - 0.0005), [0], 1, belief, out)).toBe('grazing')
    expect(triangulate(along(limb - 0.2), [0], 1, belief, out)).toBe('found')
  })
})
