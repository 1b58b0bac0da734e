import { describe, expect, it } from 'vitest'
import { toInternal } from '../core/index.ts'
import {
  EARTH_RATE,
  WGS84_A,
  centralAngle,
  densityAndSound,
  geodeticFromEcef,
  gravity,
} from '../earth/index.ts'
import { CATALOG } from '../generated/catalog.ts'
import { flyWhole, type WholeFlight } from './flight.ts'
import { guide } from './guidance.ts'
import { fallFrom } from './index.ts'
import { RECORDED } from './powered.ts'
import { vehicleSchema } from './schema.ts'
import { tabulate } from './trajectory.ts'
import { rocketOf } from './vehicle.ts'

const DEG = Math.PI / 180
const LAUNCH = { lat: 40.3 * DEG, lon: 125.3 * DEG }
const AIM = { lat: 41.85 * DEG, lon: -87.65 * DEG }

/** The wanted agreement over the whole boost, m. */
const WITHIN = 1000

function solved(id: string) {
  const rocket = rocketOf(
    toInternal(vehicleSchema.parse(CATALOG.find((e) => e.kind === 'vehicle' && e.id === id)!.value)),
  )
  const { controls } = guide(rocket, LAUNCH, AIM, 'minimum-energy')
  const whole = flyWhole(rocket, LAUNCH, controls, RECORDED) as WholeFlight
  return {
    rocket,
    controls,
    trajectory: tabulate(whole, rocket.nominalBurnTime, rocket.ballisticCoefficient),
  }
}

/**
 * A second method: the fall in the rotating frame, with Coriolis and centrifugal terms, by the classical Runge–Kutta method of fourth order at
 * fixed steps. Of the program it takes the state at the end of thrust, gravity and air.
 */
function fallInRotatingFrame(r0: Float64Array, v0: Float64Array, beta: number): { lat: number; lon: number } {
  const pull = new Float64Array(3)
  const air = new Float64Array(2)
  const geodetic = new Float64Array(3)
  const height = (y: readonly number[]): number => {
    geodeticFromEcef(Float64Array.of(y[0]!, y[1]!, y[2]!), geodetic)
    return geodetic[2]!
  }
  const rate = (y: readonly number[]): number[] => {
    const [x, yy, z, vx, vy, vz] = y as [number, number, number, number, number, number]
    gravity(Float64Array.of(x, yy, z), pull)
    const h = height(y)
    let drag = 0
    if (h < 200_000) {
      densityAndSound(Math.max(0, h), air)
      drag = (0.5 * air[0]! * Math.hypot(vx, vy, vz)) / beta
    }
    const w = EARTH_RATE
    return [
      vx,
      vy,
      vz,
      pull[0]! + 2 * w * vy + w * w * x - drag * vx,
      pull[1]! - 2 * w * vx + w * w * yy - drag * vy,
      pull[2]! - drag * vz,
    ]
  }
  let y = [...r0, ...v0]
  for (;;) {
    const h = height(y)
    if (h <= 0) break
    // The last metres are covered in one step that ends on the ground, to a metre of height.
    const down = -(y[0]! * y[3]! + y[1]! * y[4]! + y[2]! * y[5]!) / Math.hypot(y[0]!, y[1]!, y[2]!)
    const dt = h > 250_000 ? 2 : down > 0 && h < 0.1 * down ? h / down : h > 100_000 ? 0.5 : 0.05
    const k1 = rate(y)
    const k2 = rate(y.map((c, i) => c + 0.5 * dt * k1[i]!))
    const k3 = rate(y.map((c, i) => c + 0.5 * dt * k2[i]!))
    const k4 = rate(y.map((c, i) => c + dt * k3[i]!))
    y = y.map((c, i) => c + (dt / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!))
    if (h < 1) break
  }
  height(y)
  return { lat: geodetic[0]!, lon: geodetic[1]! }
}

describe.each(['icbm-solid-generic', 'icbm-liquid-generic'])('the instantaneous impact point of %s', (id) => {
  const { rocket, controls, trajectory } = solved(id)
  const times = Array.from({ length: 26 }, (_, i) => 10 + ((trajectory.burnout - 10) * i) / 25)

  it('is where the missile comes down whose thrust is ended then, within 1 km over the whole boost', () => {
    for (const t of times) {
      const flown = flyWhole(rocket, LAUNCH, { ...controls, cutoff: t }, RECORDED) as WholeFlight
      const point = fallFrom(trajectory, t)!
      const apart = WGS84_A * centralAngle(flown.impact.lat, flown.impact.lon, point.lat, point.lon)
      expect(apart, `${t} s`).toBeLessThan(WITHIN)
    }
  })

  it('is where a fall in the rotating frame, at fixed steps, ends as well', () => {
    for (const t of times.filter((_, i) => i % 6 === 1)) {
      const flown = flyWhole(rocket, LAUNCH, { ...controls, cutoff: t }, RECORDED) as WholeFlight
      const { state } = flown.burnout
      const [c, s] = [Math.cos(EARTH_RATE * t), Math.sin(EARTH_RATE * t)]
      const r = Float64Array.of(c * state[0]! + s * state[1]!, -s * state[0]! + c * state[1]!, state[2]!)
      const v = Float64Array.of(
        c * state[3]! + s * state[4]! + EARTH_RATE * r[1]!,
        -s * state[3]! + c * state[4]! - EARTH_RATE * r[0]!,
        state[5]!,
      )
      const other = fallInRotatingFrame(r, v, rocket.ballisticCoefficient)
      const point = fallFrom(trajectory, t)!
      const apart = WGS84_A * centralAngle(other.lat, other.lon, point.lat, point.lon)
      expect(apart, `${t} s`).toBeLessThan(WITHIN)
    }
  })
})
