import { describe, expect, it } from 'vitest'
import { toInternal } from '../core/index.ts'
import { geodesic, geodesicDirect, geodeticFromEcef } from '../earth/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { norm3 } from '../math/index.ts'
import { fallFrom, movedFlight, solveFlight, stateAt, type Place, type Trajectory } from './index.ts'
import { vehicleSchema } from './schema.ts'

const DEG = Math.PI / 180
const place = (lat: number, lon: number): Place => ({ lat: lat * DEG, lon: lon * DEG })
const SITE = place(40.3, 125.3)
const fly = (id: string, aim: Place): Trajectory =>
  solveFlight({
    vehicle: toInternal(vehicleSchema.parse(CATALOG.find((e) => e.id === id)!.value)),
    launch: SITE,
    aim,
  }).trajectory
const CHICAGO = place(41.85, -87.65)
const SOLID = fly('icbm-solid-generic', CHICAGO)
const FLIGHTS = { solid: SOLID, liquid: fly('icbm-liquid-generic', CHICAGO) }

const stateOf = (path: Trajectory, t: number) => {
  const [r, v] = [new Float64Array(3), new Float64Array(3)]
  stateAt(path, t, r, v)
  return { r, v }
}
const distance = (a: Place, b: Place): number => geodesic(a.lat, a.lon, b.lat, b.lon).distance
/** A launcher `km` from the site, in eight directions by `k`. */
const launcher = (km: number, k: number): Place =>
  geodesicDirect(SITE.lat, SITE.lon, (k * Math.PI) / 4, 1000 * km)

/** Miss that the search leaves, m, and the finer integration. */
const MISS = 75
/** Hermite interpolation between samples 5 s apart leaves 1e-3 m/s, which moves an impact by metres. */
const SAME = 20

describe.each(Object.entries(FLIGHTS))('a %s flight from a launcher nearby', (_name, trajectory) => {
  const moved = movedFlight(trajectory, SITE, launcher(80, 1))

  it('stands at rest on its launcher at liftoff', () => {
    const start = stateOf(moved, 0)
    const geodetic = new Float64Array(3)
    geodeticFromEcef(start.r, geodetic)
    expect(distance({ lat: geodetic[0]!, lon: geodetic[1]! }, launcher(80, 1))).toBeLessThan(0.01)
    expect(Math.abs(geodetic[2]!)).toBeLessThan(0.01)
    expect(norm3(start.v[0]!, start.v[1]!, start.v[2]!)).toBeLessThan(1e-6)
  })

  it.each([0, 1, 2, 3, 4, 5, 6, 7])('comes down where it was aimed, from direction %i', (k) => {
    for (const km of [20, 200]) {
      const { impact, burnout } = movedFlight(trajectory, SITE, launcher(km, k))
      expect(distance(impact, trajectory.impact)).toBeLessThan(MISS)
      expect(burnout).toBe(trajectory.burnout)
    }
  })

  it('falls as a body does: from any moment after burnout the integrated fall ends at its impact', () => {
    for (const t of [moved.burnout, moved.burnout + 50, 600, 1200, moved.impact.t - 100]) {
      const landing = fallFrom(moved, t)!
      expect(distance(landing, moved.impact)).toBeLessThan(SAME)
      expect(Math.abs(landing.t - moved.impact.t)).toBeLessThan(0.02)
    }
  })

  it('has velocities that go with its positions, under thrust and at the burnout', () => {
    // Chord less mean of the end speeds over each interval: what the trapezoid rule leaves, the same for both.
    const rest = (path: Trajectory, row: number): number => {
      const h = path.times[row]! - path.times[row - 1]!
      const part = (k: number): number =>
        (path.r_ecef[3 * row + k]! - path.r_ecef[3 * row - 3 + k]!) / h -
        (path.v_ecef[3 * row + k]! + path.v_ecef[3 * row - 3 + k]!) / 2
      return norm3(part(0), part(1), part(2))
    }
    const rows = moved.times.findLastIndex((t) => t <= moved.burnout) + 3
    expect(moved.times.subarray(0, rows)).toEqual(trajectory.times.subarray(0, rows))
    for (let row = 1; row < rows; row++)
      expect(Math.abs(rest(moved, row) - rest(trajectory, row))).toBeLessThan(0.01)
  })

  it('needs little that its engines would not give', () => {
    // Difference of the accelerations along the path, second by second, of the moved flight and the one it was made from.
    const force = (path: Trajectory, row: number): number => {
      const speed = (i: number) =>
        norm3(path.v_ecef[3 * i]!, path.v_ecef[3 * i + 1]!, path.v_ecef[3 * i + 2]!)
      return (speed(row) - speed(row - 1)) / (path.times[row]! - path.times[row - 1]!)
    }
    const rows = moved.times.findLastIndex((t) => t <= moved.burnout)
    let worst = 0
    for (let row = 1; row < rows; row++)
      worst = Math.max(worst, Math.abs(force(moved, row) - force(trajectory, row)))
    expect(worst).toBeLessThan(0.2)
    expect(worst).toBeGreaterThan(0.001)
  })
})

describe('a moved flight', () => {
  it('is the flight itself from the same launcher', () => {
    expect(movedFlight(SOLID, SITE, SITE)).toBe(SOLID)
  })

  it('refuses a launcher far away, and one whose flight would be another', () => {
    expect(() => movedFlight(SOLID, SITE, place(10, 125))).toThrow('distance between launchers')
    const short = fly('icbm-solid-generic', place(44, 130))
    expect(() => movedFlight(short, SITE, launcher(300, 2))).toThrow(/^infeasible launcher 300 km/)
  })

  it('refuses what steers or brakes after its burnout', () => {
    const steered: Trajectory = { ...SOLID, phases: [{ name: 'glide', from: 0, to: 100 }] }
    expect(() => movedFlight(steered, SITE, launcher(20, 1))).toThrow(/^unsupported moved flight: /)
    expect(movedFlight(steered, SITE, SITE)).toBe(steered)
  })
})
