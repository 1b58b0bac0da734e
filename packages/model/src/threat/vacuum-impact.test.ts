import { describe, expect, it } from 'vitest'
import { EARTH_RATE, WGS84_A, centralAngle } from '../earth/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { toInternal } from '../core/index.ts'
import { fallFrom, solveFlight, stateAt, vacuumImpact } from './index.ts'
import { vehicleSchema } from './schema.ts'

const DEG = Math.PI / 180
const vehicle = toInternal(
  vehicleSchema.parse(CATALOG.find((entry) => entry.id === 'icbm-solid-generic')!.value),
)
const { trajectory } = solveFlight({
  vehicle,
  launch: { lat: 40.3 * DEG, lon: 125.3 * DEG },
  aim: { lat: 41.85 * DEG, lon: -87.65 * DEG },
})

function vacuumFrom(t: number) {
  const r = new Float64Array(3)
  const v = new Float64Array(3)
  stateAt(trajectory, t, r, v)
  const [c, s] = [Math.cos(EARTH_RATE * t), Math.sin(EARTH_RATE * t)]
  const vx = v[0]! - EARTH_RATE * r[1]!
  const vy = v[1]! + EARTH_RATE * r[0]!
  return vacuumImpact(
    t,
    Float64Array.of(c * r[0]! - s * r[1]!, s * r[0]! + c * r[1]!, r[2]!),
    Float64Array.of(c * vx - s * vy, s * vx + c * vy, v[2]!),
  )
}

describe('the impact point in vacuum', () => {
  it('lies within 1 % of the way of where the integrated fall comes down, late in the burn and after it', () => {
    // J2 and the last of the air: under 40 km of 10,000, seen 5 to 25 km.
    for (const t of [140, 160, trajectory.burnout - 1, trajectory.burnout, trajectory.burnout + 300]) {
      const vacuum = vacuumFrom(t)!
      const fall = fallFrom(trajectory, t)!
      const apart = WGS84_A * centralAngle(vacuum.lat, vacuum.lon, fall.lat, fall.lon)
      const r = new Float64Array(3)
      stateAt(trajectory, t, r)
      expect(apart / 1000, `from ${t} s`).toBeLessThan(40)
      expect(Math.abs(vacuum.t - fall.t), `from ${t} s`).toBeLessThan(30)
    }
  })

  it('does not exist for what stays up', () => {
    const circular = Float64Array.of(0, Math.sqrt(3.986004418e14 / 7e6), 0)
    expect(vacuumImpact(0, Float64Array.of(7e6, 0, 0), circular)).toBeUndefined()
    expect(vacuumImpact(0, Float64Array.of(7e6, 0, 0), Float64Array.of(0, 12_000, 0))).toBeUndefined()
  })

  it('is straight below on the ellipsoid, but for the turn of the Earth, for a slow toss at the pole', () => {
    const impact = vacuumImpact(0, Float64Array.of(0, 0, 6_400_000), Float64Array.of(10, 0, 0))!
    expect(impact.lat / DEG).toBeGreaterThan(89.98)
    // ½gt² = 43.2 km: 94 s.
    expect(impact.t).toBeGreaterThan(92)
    expect(impact.t).toBeLessThan(96)
  })
})
