import { describe, expect, it } from 'vitest'
import { toInternal } from '../core/index.ts'
import { WGS84_A, WGS84_GM, geodesic, geodeticFromEcef } from '../earth/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { elementsFromState } from '../orbit/index.ts'
import { altitudeOf, add, airAt, dot, fall, outside, run, times, type Force, type V3 } from './fixture.ts'
import { launchFrame } from './fall.ts'
import {
  phasesOf,
  solveFlight,
  stateAt,
  type Orbit,
  type Place,
  type Trajectory,
  type Vehicle,
} from './index.ts'
import { vehicleSchema } from './schema.ts'

const DEG = Math.PI / 180
const OMEGA = 7.292115e-5
const place = (lat: number, lon: number): Place => ({ lat: lat * DEG, lon: lon * DEG })
const CHICAGO = place(41.85, -87.65)
const LAUNCH = place(40.3, 125.3)
const catalog = (id: string): Vehicle =>
  toInternal(vehicleSchema.parse(CATALOG.find((e) => e.id === id)!.value))
const LAUNCHER = catalog('orbital-liquid-generic')
const OBJECT = catalog('orbital-object-generic')

const earthFixedAt = (path: Trajectory, t: number): { r: Float64Array; v: Float64Array } => {
  const [r, v] = [new Float64Array(3), new Float64Array(3)]
  stateAt(path, t, r, v)
  return { r, v }
}
const inertialAt = (path: Trajectory, t: number): { r: Float64Array; v: Float64Array } => {
  const { r, v } = earthFixedAt(path, t)
  const s = launchFrame(t, r, v)
  return { r: s.slice(0, 3), v: s.slice(3) }
}
const norm = (a: ArrayLike<number>): number => Math.hypot(a[0]!, a[1]!, a[2]!)
const miss = (path: Trajectory, aim: Place): number =>
  geodesic(path.impact.lat, path.impact.lon, aim.lat, aim.lon).distance
const v3 = (a: Float64Array): V3 => [a[0]!, a[1]!, a[2]!]

/** Braking thrust of the last stage against the inertial velocity, in the Earth-fixed frame. */
function brakingForce(vehicle: Vehicle, from: number): Force {
  const { propellant, dry, ispVac, burnTime } = vehicle.stages.at(-1)!
  const flow = propellant / burnTime!
  return (t, r, v) => {
    const mass = vehicle.payload + propellant + dry - flow * (t - from)
    const w: V3 = [v[0] - OMEGA * r[1], v[1] + OMEGA * r[0], v[2]]
    return add(outside(r, v), w, (-flow * 9.80665 * ispVac) / mass / Math.sqrt(dot(w, w)))
  }
}
const falling =
  (beta: number): Force =>
  (_t, r, v) =>
    add(outside(r, v), v, (-airAt(altitudeOf(r)).density * Math.sqrt(dot(v, v))) / 2 / beta)

describe.each([
  ['south', CHICAGO],
  ['south', place(-33.9, 151.2)],
  ['north', CHICAGO],
] as const)('a launch through orbit heading %s', (heading, aim) => {
  const { trajectory, notes } = solveFlight({
    vehicle: LAUNCHER,
    launch: LAUNCH,
    aim,
    shape: { orbital: 150_000, heading },
  })
  const { burnout, braking, impact } = trajectory

  it('ends its ascent in the circular orbit and sets out the right way', () => {
    const { r, v } = inertialAt(trajectory, burnout)
    expect(Math.abs(norm(r) - (WGS84_A + 150_000))).toBeLessThan(2)
    expect(Math.abs(norm(v) - Math.sqrt(WGS84_GM / (WGS84_A + 150_000)))).toBeLessThan(0.01)
    expect(Math.abs(dot(v3(r), v3(v)) / norm(r))).toBeLessThan(0.01)
    expect(Math.sign(v[2]!)).toBe(heading === 'north' ? 1 : -1)
    expect(burnout).toBeLessThan(trajectory.nominalBurnTime)
    expect(notes[0]).toMatch(/through a low orbit/)
  })

  it('comes down on the aim within a revolution, in the phases of a long midcourse', () => {
    expect(miss(trajectory, aim)).toBeLessThan(100)
    expect(impact.t).toBeLessThan(5900)
    const phases = phasesOf(trajectory)
    expect(phases.map((p) => p.name)).toEqual(['boost', 'midcourse', 'terminal'])
    expect(phases[0]!.to).toBe(burnout)
    expect(phases[1]!.to).toBeGreaterThan(braking!.to)
    expect(trajectory.apogee.altitude).toBeLessThan(185_000)
  })

  it('brakes by what the rocket equation gives', () => {
    const { propellant, dry, ispVac } = LAUNCHER.stages.at(-1)!
    const end = LAUNCHER.payload + dry
    const ideal = ispVac * 9.80665 * Math.log((end + propellant) / end)
    const [before, after] = [inertialAt(trajectory, braking!.from), inertialAt(trajectory, braking!.to)]
    // Gravity turns the velocity by a degree meanwhile and hardly changes its size.
    expect(Math.abs(norm(before.v) - norm(after.v) - ideal)).toBeLessThan(1)
    // The perigee of what is left lies in the ground.
    const { semiLatusRectum: p, eccentricity: e } = elementsFromState(WGS84_GM, after.r, after.v)
    expect(p / (1 + e)).toBeLessThan(WGS84_A - 300_000)
  })

  it('lands where a second method does: Runge–Kutta in the turning frame from the insertion on', () => {
    const beta = LAUNCHER.reentry.ballisticCoefficient
    const start = earthFixedAt(trajectory, burnout)
    let [r, v] = [v3(start.r), v3(start.v)]
    ;[r, v] = run(falling(beta), burnout, braking!.from, r, v, 1)
    ;[r, v] = run(brakingForce(LAUNCHER, braking!.from), braking!.from, braking!.to, r, v, 0.25)
    const end = fall(falling(beta), braking!.to, r, v, 0.25)
    const g = new Float64Array(3)
    geodeticFromEcef(Float64Array.from(end.r), g)
    expect(geodesic(g[0]!, g[1]!, impact.lat, impact.lon).distance).toBeLessThan(30)
    expect(Math.abs(end.t - impact.t)).toBeLessThan(0.05)
  })
})

describe('a launch through orbit', () => {
  const fly = (vehicle: Vehicle, aim: Place, orbital = 150_000): Trajectory =>
    solveFlight({ vehicle, launch: LAUNCH, aim, shape: { orbital, heading: 'north' } }).trajectory

  it('is refused where it cannot be flown, with the reason', () => {
    expect(() => fly(catalog('icbm-solid-generic'), CHICAGO)).toThrow(
      /^unsupported flight through orbit of a vehicle without thrust_termination$/,
    )
    expect(() => fly(OBJECT, CHICAGO)).toThrow(/^unsupported flight through orbit of a vehicle of one stage$/)
    expect(() => fly(catalog('icbm-liquid-generic'), CHICAGO)).toThrow(
      /^infeasible orbit at 150 km heading north: the vehicle does not reach it$/,
    )
    expect(() => fly(LAUNCHER, place(60, 130))).toThrow(
      /^infeasible aim \d+ km away heading north: ascent and descent alone take \d+ km$/,
    )
    const weak = {
      ...LAUNCHER,
      stages: LAUNCHER.stages.map((s, i) => (i === 2 ? { ...s, propellant: 5 } : s)),
    }
    expect(() => fly(weak, CHICAGO, 200_000)).toThrow(
      /^infeasible braking from 200 km: the last stage does not bring the vehicle down$/,
    )
  })
})

describe.each([
  [200, 65, 'north'],
  [200, 65, 'south'],
  [400, 97, 'south'],
  [160, 45, 'north'],
] as const)('an object in orbit at %i km, inclined %i°, heading %s', (altitude, inclination, heading) => {
  const orbit: Orbit = { orbit: altitude * 1000, inclination: inclination * DEG, heading }
  const { trajectory, launch } = solveFlight({ vehicle: OBJECT, launch: orbit, aim: CHICAGO })

  it('brakes out of that orbit, above the point that it says, and lands on the aim', () => {
    const { r, v } = inertialAt(trajectory, 0)
    const elements = elementsFromState(WGS84_GM, r, v)
    expect(Math.abs(norm(r) - WGS84_A - altitude * 1000)).toBeLessThan(1)
    expect(elements.eccentricity).toBeLessThan(1e-6)
    expect(elements.inclination / DEG).toBeCloseTo(inclination, 6)
    const g = new Float64Array(3)
    geodeticFromEcef(r, g)
    expect([g[0]!, g[1]!]).toEqual([expect.closeTo(launch.lat, 9), expect.closeTo(launch.lon, 9)])
    expect(miss(trajectory, CHICAGO)).toBeLessThan(100)
    const last = earthFixedAt(trajectory, trajectory.impact.t - 60)
    expect(Math.sign(last.v[2]!)).toBe(heading === 'north' ? 1 : -1)
    expect(trajectory.burnout).toBe(15)
    expect(phasesOf(trajectory).map((p) => p.name)).toEqual(['boost', 'midcourse', 'terminal'])
  })

  it('falls as a second method says', () => {
    const start = earthFixedAt(trajectory, 0)
    const [r, v] = run(brakingForce(OBJECT, 0), 0, 15, v3(start.r), v3(start.v), 0.1)
    const end = fall(falling(OBJECT.reentry.ballisticCoefficient), 15, r, v, 0.25)
    const g = new Float64Array(3)
    geodeticFromEcef(Float64Array.from(end.r), g)
    expect(geodesic(g[0]!, g[1]!, trajectory.impact.lat, trajectory.impact.lon).distance).toBeLessThan(20)
    expect(norm(times(end.r, 1))).toBeGreaterThan(6.3e6)
  })
})

describe('an object in orbit', () => {
  it('is refused where its orbit does not pass over the aim, and where it stays up', () => {
    const fly = (orbit: number, inclination: number) => (): unknown =>
      solveFlight({
        vehicle: OBJECT,
        launch: { orbit, inclination: inclination * DEG, heading: 'north' },
        aim: CHICAGO,
      })
    expect(fly(200_000, 30)).toThrow(
      /^infeasible orbit of inclination 30\.0°: does not pass over the aim at latitude 41\.9°$/,
    )
    expect(fly(1_500_000, 65)).toThrow(/^infeasible braking from 1500 km: does not bring the object down$/)
  })
})
