import { describe, expect, it } from 'vitest'
import { toInternal } from '../core/index.ts'
import { EARTH_RATE, density, geodesic, geodeticHeight } from '../earth/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import {
  carriedOf,
  movedFlight,
  phasesOf,
  releasedObjects,
  solveFlight,
  stateAt,
  type Carried,
  type Trajectory,
} from './index.ts'
import { launchFrame } from './fall.ts'
import { carriesSchema, vehicleSchema } from './schema.ts'

const DEG = Math.PI / 180
const VEHICLE = toInternal(vehicleSchema.parse(CATALOG.find((e) => e.id === 'icbm-solid-generic')!.value))
const AIM = { lat: 41.9 * DEG, lon: -87.6 * DEG }
const CARRIER = solveFlight({
  vehicle: VEHICLE,
  launch: { lat: 40.3 * DEG, lon: 125.3 * DEG },
  aim: AIM,
}).trajectory
const carried = (fields: object): Carried => carriedOf(toInternal(carriesSchema.parse(fields)), VEHICLE)

/** State in the launch frame, which is inertial. */
const stateOf = (path: Trajectory, t: number): Float64Array => {
  const [r, v] = [new Float64Array(3), new Float64Array(3)]
  stateAt(path, t, r, v)
  return launchFrame(t, r, v)
}
const norm = (v: ArrayLike<number>): number => Math.sqrt(v[0]! ** 2 + v[1]! ** 2 + v[2]! ** 2)
const minus = (a: Float64Array, b: Float64Array): number[] => [0, 1, 2].map((k) => a[k]! - b[k]!)
const cross = (a: Float64Array): number[] => [
  a[1]! * a[5]! - a[2]! * a[4]!,
  a[2]! * a[3]! - a[0]! * a[5]!,
  a[0]! * a[4]! - a[1]! * a[3]!,
]
const heightOf = (path: Trajectory, t: number): number => {
  const r = new Float64Array(3)
  stateAt(path, t, r)
  return geodeticHeight(r)
}

describe('releasedObjects', () => {
  const objects = releasedObjects(CARRIER, carried({ warheads: 3, decoys: 4 }))

  it('lists warheads, decoys and the bus, released at even times', () => {
    expect(objects.map((o) => `${o.kind} ${o.number}`)).toEqual([
      'warhead 0',
      'warhead 1',
      'warhead 2',
      'decoy 0',
      'decoy 1',
      'decoy 2',
      'decoy 3',
      'bus 0',
    ])
    objects.slice(0, 7).forEach((o, k) => expect(o.release).toBe(CARRIER.burnout + 60 + 10 * k))
    expect(objects[7]!.release).toBe(CARRIER.burnout)
    expect(objects.map((o) => o.trajectory.ballisticCoefficient)).toEqual([
      10_000, 10_000, 10_000, 10, 10, 10, 10, 500,
    ])
  })

  it('flies on the carrier until the release, and then on one table of increasing times', () => {
    for (const { trajectory, release } of objects) {
      // Burnout is below 200 km, where the air, thin as it is, slows the bus by decimetres more than its payload.
      for (const t of [0, 50, CARRIER.burnout, release - 3])
        expect(norm(minus(stateOf(trajectory, t), stateOf(CARRIER, t)))).toBeLessThan(0.5)
      const { times, r_ecef, v_ecef, impact } = trajectory
      for (let i = 1; i < times.length; i++) expect(times[i]!).toBeGreaterThan(times[i - 1]!)
      expect([r_ecef.length, v_ecef.length]).toEqual([3 * times.length, 3 * times.length])
      expect(times.at(-1)).toBe(impact.t)
      expect(Math.abs(heightOf(trajectory, impact.t))).toBeLessThan(0.01)
      expect(phasesOf(trajectory).map((p) => p.name)).toEqual(['boost', 'midcourse', 'terminal'])
    }
  })

  it('parts the objects across the path as the two-body solution says', () => {
    // Out of the plane of an orbit z = ż₀ r₀ r sin(Δν) / h, h = |r × v| (linear, exact about a point mass).
    const bus = objects[7]!.trajectory
    for (const [k, step] of [2, -2, 4, -4, 6, -6, 8].entries()) {
      const { trajectory, release } = objects[k]!
      const from = stateOf(bus, release)
      const normal = cross(from)
      const h = norm(normal)
      for (const after of [200, 600, 1000]) {
        const t = release + after
        const there = stateOf(bus, t)
        const offset = minus(stateOf(trajectory, t), there)
        const z = -offset.reduce((sum, c, i) => sum + (c * normal[i]!) / h, 0)
        const cosine = [0, 1, 2].reduce((sum, i) => sum + from[i]! * there[i]!, 0) / norm(from) / norm(there)
        const closed = (step * norm(from) * norm(there) * Math.sqrt(1 - cosine * cosine)) / h
        // J2 turns the planes apart by 1e-3 of what is seen here.
        expect(Math.abs(z / closed - 1)).toBeLessThan(0.005)
        expect(Math.sqrt(Math.max(0, norm(offset) ** 2 - z ** 2))).toBeLessThan(0.01 * Math.abs(z))
      }
    }
  })

  it('lets warheads come down within kilometres of the aim, evenly to both sides', () => {
    const { impact } = objects[7]!.trajectory
    const off = objects.slice(0, 2).map(({ trajectory: { impact: at } }) => {
      expect(geodesic(at.lat, at.lon, AIM.lat, AIM.lon).distance).toBeLessThan(5000)
      return geodesic(CARRIER.impact.lat, CARRIER.impact.lon, at.lat, at.lon)
    })
    expect(off[0]!.distance / off[1]!.distance).toBeCloseTo(1, 1)
    // Opposite ways.
    expect(Math.cos(off[0]!.azimuth1 - off[1]!.azimuth1)).toBeLessThan(-0.95)
    expect(impact.t).toBeGreaterThan(CARRIER.impact.t)
  })

  it('filters light decoys out of the air, at the altitude that Allen and Eggers give', () => {
    // v = v_E exp(−p / (2 β g sin γ)), exactly exp(−∫ρ dh / 2β sin γ) on a straight path: NACA Report 1381 (1958).
    const [warhead, decoy] = [objects[0]!.trajectory, objects[3]!.trajectory]
    const timeAt = (path: Trajectory, height: number): number => {
      let [low, high] = [path.apogee.t, path.impact.t]
      while (high - low > 1e-6) {
        const middle = (low + high) / 2
        if (heightOf(path, middle) > height) low = middle
        else high = middle
      }
      return low
    }
    const airSpeed = (path: Trajectory, t: number): number => {
      const s = stateOf(path, t)
      return norm([s[3]! + EARTH_RATE * s[1]!, s[4]! - EARTH_RATE * s[0]!, s[5]!])
    }
    const entry = timeAt(decoy, 130_000)
    const start = stateOf(decoy, entry)
    const sinAngle =
      -(start[0]! * start[3]! + start[1]! * start[4]! + start[2]! * start[5]!) /
      (norm(start) * airSpeed(decoy, entry))
    const closed = (height: number): number => {
      let column = 0
      for (let h = height; h < 200_000; h += 50) column += 50 * density(h + 25)
      return Math.exp(-column / (2 * 10 * sinAngle))
    }
    for (const height of [100_000, 90_000, 80_000, 75_000]) {
      const share = airSpeed(decoy, timeAt(decoy, height)) / airSpeed(decoy, entry)
      // Gravity, left out of the closed form, adds 1 % over these tens of kilometres.
      expect(Math.abs(share - closed(height))).toBeLessThan(0.02)
    }
    // It loses a hundredth of its speed by 83 km and half of it by 54 km, where the warhead has lost nothing to speak of.
    const altitudes = [0.99, 0.9, 0.5].map((share) => {
      let h = 30_000
      while (closed(h) < share) h += 500
      const flown = airSpeed(decoy, timeAt(decoy, h)) / airSpeed(decoy, entry)
      // Gravity adds √(v² + 2gΔh) − v, 1.5 % of the entry speed, and the path steepens as the body slows.
      expect(Math.abs(flown - share)).toBeLessThan(0.04)
      return h
    })
    expect(altitudes).toEqual([83_000, 68_000, 54_500])
    expect(airSpeed(warhead, timeAt(warhead, 60_000)) / airSpeed(warhead, entry)).toBeGreaterThan(0.99)
    // On the ground it is minutes late.
    expect(decoy.impact.t - warhead.impact.t).toBeGreaterThan(600)
  })

  it('gives decoys of the warhead’s ballistic coefficient the warhead’s fall', () => {
    const [warhead, decoy] = releasedObjects(
      CARRIER,
      carried({ decoys: 1, decoy_ballistic_coefficient_kg_m2: 10_000 }),
    )
    expect(Math.abs(warhead!.trajectory.impact.t - decoy!.trajectory.impact.t)).toBeLessThan(0.5)
  })

  it('takes what sensors see from the vehicle, the warhead and the field, in that order', () => {
    const all = carried({ decoys: 1, warhead_cross_section_m2: 0.02, decoy_area_m2: 3 })
    expect([all.bus.crossSection, all.warhead.crossSection, all.decoy.crossSection]).toEqual([
      0.1, 0.02, 0.02,
    ])
    expect([all.bus.area, all.warhead.area, all.decoy.area]).toEqual([1.5, 1.5, 3])
    expect(all.decoy.temperature).toBe(300)
  })

  it('releases from a launcher nearby as from the site', () => {
    const moved = movedFlight(
      CARRIER,
      { lat: 40.3 * DEG, lon: 125.3 * DEG },
      { lat: 40.6 * DEG, lon: 125.5 * DEG },
    )
    const [warhead] = releasedObjects(moved, carried({}))
    const { impact } = warhead!.trajectory
    expect(geodesic(impact.lat, impact.lon, AIM.lat, AIM.lon).distance).toBeLessThan(5000)
  })

  it('refuses releases in the air, and flights that steer after burnout', () => {
    expect(() => releasedObjects(CARRIER, carried({ decoys: 200 }))).toThrow(
      /^infeasible carries: last release 2060 s after burnout, expected before the bus sinks below 100 km \d+ s after it$/,
    )
    expect(() => releasedObjects({ ...CARRIER, phases: [] }, carried({}))).toThrow(/^unsupported carries: /)
  })
})
