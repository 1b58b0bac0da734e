import { describe, expect, it } from 'vitest'
import { toInternal } from '../core/index.ts'
import { WGS84_A, centralAngle, ecefFromGeodetic, geodesic, geodeticFromEcef } from '../earth/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { Stream, norm3 } from '../math/index.ts'
import { movedFlight, scatteredLaunch, solveFlight, stateAt } from './index.ts'
import { vehicleSchema } from './schema.ts'

const DEG = Math.PI / 180
const SITE = { lat: 40.3 * DEG, lon: 125.3 * DEG }
const { trajectory } = solveFlight({
  vehicle: toInternal(vehicleSchema.parse(CATALOG.find((e) => e.id === 'icbm-solid-generic')!.value)),
  launch: SITE,
  aim: { lat: 41.85 * DEG, lon: -87.65 * DEG },
})
const stateOf = (path: typeof trajectory, t: number) => {
  const [r, v] = [new Float64Array(3), new Float64Array(3)]
  stateAt(path, t, r, v)
  return { r, v }
}

describe('launchers of a raid', () => {
  it('are spread evenly over the disc', () => {
    const distances = Array.from({ length: 2000 }, (_, i) => {
      const place = scatteredLaunch(SITE, 30e3, new Stream(1, 0, 'launcher/raid', i))
      return geodesic(SITE.lat, SITE.lon, place.lat, place.lon).distance
    })
    expect(Math.max(...distances)).toBeLessThanOrEqual(30e3 + 1e-3)
    // A quarter of the disc lies within half its radius: 500 of 2,000, sigma 19.
    const inner = distances.filter((d) => d < 15e3).length
    expect(inner).toBeGreaterThan(420)
    expect(inner).toBeLessThan(580)
  })

  it('stand on the spot without spread', () => {
    const place = scatteredLaunch(SITE, 0, new Stream(1, 0, 'launcher/raid', 0))
    expect(place.lat).toBeCloseTo(SITE.lat, 12)
    expect(place.lon).toBeCloseTo(SITE.lon, 12)
  })
})

describe('a flight from a launcher nearby', () => {
  const launch = { lat: 40.8 * DEG, lon: 125.9 * DEG }
  const moved = movedFlight(trajectory, SITE, launch)

  it('starts there at rest and comes down where the flight it was made from does', () => {
    const start = stateOf(moved, 0)
    const geodetic = new Float64Array(3)
    geodeticFromEcef(start.r, geodetic)
    expect(WGS84_A * centralAngle(geodetic[0]!, geodetic[1]!, launch.lat, launch.lon)).toBeLessThan(1000)
    expect(Math.abs(geodetic[2]!)).toBeLessThan(350)
    expect(norm3(start.v[0]!, start.v[1]!, start.v[2]!)).toBeLessThan(1e-6)
    const [end, was] = [stateOf(moved, 1e9), stateOf(trajectory, 1e9)]
    expect(norm3(end.r[0]! - was.r[0]!, end.r[1]! - was.r[1]!, end.r[2]! - was.r[2]!)).toBeLessThan(1e-3)
  })

  it('has velocities that go with its positions as those of the flight it was made from do', () => {
    // Chord less mean of the end speeds over each interval: what the trapezoid rule leaves, the same for both but for the turn.
    const rest = (path: typeof trajectory, row: number, k: number): number => {
      const h = path.times[row]! - path.times[row - 1]!
      const chord = (path.r_ecef[3 * row + k]! - path.r_ecef[3 * row - 3 + k]!) / h
      return chord - (path.v_ecef[3 * row + k]! + path.v_ecef[3 * row - 3 + k]!) / 2
    }
    let worst = 0
    for (let row = 1; row < moved.times.length; row++) {
      const size = (path: typeof trajectory): number =>
        norm3(rest(path, row, 0), rest(path, row, 1), rest(path, row, 2))
      worst = Math.max(worst, Math.abs(size(moved) - size(trajectory)))
    }
    // Without the turn's own speed, 60 m/s in the middle of the flight, it would be that.
    expect(worst).toBeLessThan(0.5)
  })

  it('is the flight itself from the same launcher, and refuses one far away', () => {
    expect(movedFlight(trajectory, SITE, SITE)).toBe(trajectory)
    expect(() => movedFlight(trajectory, SITE, { lat: 10 * DEG, lon: 125 * DEG })).toThrow(
      'distance between launchers',
    )
    const r = new Float64Array(3)
    ecefFromGeodetic(SITE.lat, SITE.lon, 0, r)
    expect(trajectory.r_ecef[0]).toBeCloseTo(r[0]!, 3)
  })
})
