import { describe, expect, it } from 'vitest'
import { toInternal } from '../core/index.ts'
import { EARTH_RATE, G0, ecefFromGeodetic, enuAxes } from '../earth/index.ts'
import { radialAltitude, relativeVelocity } from './dynamics.ts'
import { FINE, RECORDED, flyPowered, stateUnderThrust, type Controls } from './powered.ts'
import { vehicleSchema } from './schema.ts'
import { rocketOf, type Rocket } from './vehicle.ts'

const rad = Math.PI / 180
const straight: Controls = { tiltNorth: 0, tiltEast: 0, cutoff: Infinity, thrustShare: 1 }

/** Two stages without drag unless `change` says otherwise. */
function rocket(change: object = {}, upper: object = {}): Rocket {
  return rocketOf(
    toInternal(
      vehicleSchema.parse({
        payload_kg: 1000,
        thrust_termination: true,
        drag: { mach: [0, 10], cd: [0, 0] },
        reentry: { ballistic_coefficient_kg_m2: 10_000 },
        stages: [
          { propellant_kg: 30_000, dry_kg: 2500, isp_vac_s: 270, burn_time_s: 60, diameter_m: 1.8 },
          { propellant_kg: 9000, dry_kg: 900, isp_vac_s: 290, burn_time_s: 60, diameter_m: 1.5, ...upper },
        ],
        ...change,
      }),
    ),
  )
}

const size = (v: ArrayLike<number>): number => Math.hypot(v[0]!, v[1]!, v[2]!)
const speedOver = (y: Float64Array): Float64Array => {
  const v = new Float64Array(3)
  relativeVelocity(y, v)
  return v
}
/** Geocentric up and Earth-fixed east, north and up of a launch point turned by Earth since liftoff. */
function axesAt(
  lat: number,
  lon: number,
  t: number,
): { east: Float64Array; north: Float64Array; up: Float64Array } {
  const [east, north, up] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)]
  enuAxes(lat, lon + EARTH_RATE * t, east, north, up)
  return { east, north, up }
}
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!

describe('flyPowered', () => {
  it('gains what the rocket equation says where gravity has little time to act', () => {
    // Each stage burns for a second, so gravity takes 9.8 m/s from it and Earth's turn nothing.
    const quick = rocket({
      vertical_rise_s: 1,
      stages: [
        { propellant_kg: 30_000, dry_kg: 2500, isp_vac_s: 270, burn_time_s: 1, diameter_m: 1.8 },
        { propellant_kg: 9000, dry_kg: 900, isp_vac_s: 290, burn_time_s: 1, diameter_m: 1.5 },
      ],
    })
    let before = 0
    for (const [i, burn] of quick.burns.entries()) {
      const state = flyPowered(quick, 0.5, 1, { ...straight, cutoff: burn.end }, FINE).state
      const speed = size(speedOver(state))
      const m1 = burn.massAtIgnition - burn.massFlow
      const ideal = [270, 290][i]! * G0 * Math.log(burn.massAtIgnition / m1)
      expect(ideal - (speed - before)).toBeGreaterThan(9.6)
      expect(ideal - (speed - before)).toBeLessThan(9.9)
      before = speed
    }
  })

  it('rises along the launch vertical before the pitch-over', () => {
    const r = rocket({ vertical_rise_s: 8 })
    const { state, t } = flyPowered(r, 45 * rad, 20 * rad, { ...straight, tiltEast: 0.2, cutoff: 8 }, FINE)
    expect(t).toBe(8)
    const { east, north, up } = axesAt(45 * rad, 20 * rad, 8)
    const v = speedOver(state)
    // Coriolis alone bends it, by ω t cos φ, half a milliradian to the west.
    expect(dot(v, east) / dot(v, up)).toBeLessThan(0)
    expect(Math.abs(dot(v, east) / dot(v, up))).toBeLessThan(8 * EARTH_RATE)
    expect(Math.abs(dot(v, north) / dot(v, up))).toBeLessThan(0.005)
  })

  it('ends the pitch-over when the velocity leans as far as the thrust', () => {
    const tilt = 0.3
    const burn = flyPowered(rocket(), 0.4, 0.3, { ...straight, tiltEast: tilt }, RECORDED)
    // Pieces: rise, pitch-over, turn, second stage.
    expect(burn.pieces).toHaveLength(4)
    const turnAt = burn.pieces[1]!.t1
    const { east, up } = axesAt(0.4, 0.3, turnAt)
    const v = speedOver(stateUnderThrust(burn, turnAt))
    expect(Math.atan2(dot(v, east), dot(v, up))).toBeCloseTo(tilt, 6)
    const early = speedOver(stateUnderThrust(burn, turnAt - 1))
    expect(Math.atan2(dot(early, east), dot(early, up))).toBeLessThan(tilt - 1e-4)
  })

  it('thrusts along the relative velocity in the gravity turn', () => {
    const r = rocket()
    const burn = flyPowered(r, 0.4, 0.3, { ...straight, tiltEast: 0.4 }, RECORDED)
    for (const t of [burn.pieces[2]!.t0 + 2, 50, 90, 115]) {
      // Acceleration by differences of the recorded velocity, gravity taken off.
      const [a, b] = [stateUnderThrust(burn, t - 0.05), stateUnderThrust(burn, t + 0.05)]
      const y = stateUnderThrust(burn, t)
      const range = size(y)
      const J = 1.5 * 1.08262617e-3 * (6378136.3 / range) ** 2
      const slant = (5 * y[2]! * y[2]!) / range ** 2
      const pull = [1 - slant, 1 - slant, 3 - slant].map(
        (s, k) => (-3.986004418e14 / range ** 3) * (1 + J * s) * y[k]!,
      )
      const push = [3, 4, 5].map((k) => (b[k]! - a[k]!) / 0.1 - pull[k - 3]!)
      const v = speedOver(y)
      expect(dot(push, v) / size(push) / size(v)).toBeGreaterThan(1 - 1e-7)
      const stage = r.burns.find((s) => t < s.end)!
      const mass = stage.massAtIgnition - stage.massFlow * (t - stage.ignition)
      expect((size(push) * mass) / stage.vacuumThrust).toBeCloseTo(1, 4)
    }
  })

  it('loses thrust by pressure × exit area at the ground', () => {
    const stage = { propellant_kg: 30_000, dry_kg: 2500, isp_vac_s: 270, burn_time_s: 60, diameter_m: 1.8 }
    const gain = (extra: object): number =>
      size(
        speedOver(
          flyPowered(rocket({ stages: [{ ...stage, ...extra }] }), 0, 0, { ...straight, cutoff: 0.2 }, FINE)
            .state,
        ),
      ) / 0.2
    const [vacuum, sea] = [gain({}), gain({ isp_sl_s: 240 })]
    const flow = 500
    expect(vacuum - sea).toBeCloseTo((flow * G0 * 30) / 33_450, 1)
    expect(gain({ exit_area_m2: (flow * G0 * 30) / 101_325 })).toBeCloseTo(sea, 6)
  })

  it('is slowed by drag', () => {
    const clean = flyPowered(rocket(), 0, 0, straight, FINE).state
    const dragged = flyPowered(
      rocket({ drag: { mach: [0, 10], cd: [0.3, 0.3] } }),
      0,
      0,
      straight,
      FINE,
    ).state
    expect(size(speedOver(clean)) - size(speedOver(dragged))).toBeGreaterThan(30)
  })

  it('turns the thrust of a linear pitch programme at its rate', () => {
    const rate = -0.5
    const r = rocket({}, { pitch_rate_deg_s: rate })
    const burn = flyPowered(r, 0.4, 0.3, { ...straight, tiltEast: 0.05 }, RECORDED)
    const y0 = stateUnderThrust(burn, 60)
    expect(radialAltitude(y0[0]!, y0[1]!, y0[2]!)).toBeLessThan(80_000)
    // Below 80 km the stage keeps to the gravity turn.
    expect([...burn.state]).toEqual([
      ...flyPowered(rocket(), 0.4, 0.3, { ...straight, tiltEast: 0.05 }, RECORDED).state,
    ])

    const third = { propellant_kg: 3000, dry_kg: 300, isp_vac_s: 290, burn_time_s: 60, diameter_m: 1.5 }
    const stages = [
      { propellant_kg: 30_000, dry_kg: 2500, isp_vac_s: 270, burn_time_s: 60, diameter_m: 1.8 },
      { propellant_kg: 9000, dry_kg: 900, isp_vac_s: 290, burn_time_s: 60, diameter_m: 1.5 },
      { ...third, pitch_rate_deg_s: rate },
    ]
    const flown = flyPowered(rocket({ stages }), 0.4, 0.3, { ...straight, tiltEast: 0.3 }, RECORDED)
    const thrustAt = (t: number): number[] => {
      const [a, y, b] = [t - 0.05, t, t + 0.05].map((s) => stateUnderThrust(flown, s))
      const g = size(y!)
      const push = [0, 1, 2].map((k) => (b![3 + k]! - a![3 + k]!) / 0.1 + (3.986004418e14 / g ** 3) * y![k]!)
      return push.map((c) => c / size(push))
    }
    const first = thrustAt(121)
    for (const t of [130, 150, 170]) {
      // Inertial angle from the first direction; J2, left out of `thrustAt`, is a thousandth of the thrust.
      expect(Math.acos(dot(first, thrustAt(t))) / rad).toBeCloseTo(-rate * (t - 121), 0)
      expect(Math.abs(Math.acos(dot(first, thrustAt(t))) / rad + rate * (t - 121))).toBeLessThan(0.15)
      const y = stateUnderThrust(flown, t)
      expect(dot(thrustAt(t), y) / size(y)).toBeLessThan(dot(first, y) / size(y))
    }
  })

  it('ends at the cut-off, at the nominal burn time, or on the ground', () => {
    const r = rocket()
    const cut = flyPowered(r, 0, 0, { ...straight, cutoff: 77.7 }, FINE)
    expect([cut.t, cut.stageEnds]).toEqual([77.7, [60]])
    const full = flyPowered(r, 0, 0, straight, FINE)
    expect([full.t, full.stageEnds]).toEqual([120, [60, 120]])
    const flat = flyPowered(r, 0, 0, { ...straight, tiltEast: 1.5 }, FINE)
    expect(flat.crashed).toBe(true)
    expect(radialAltitude(flat.state[0]!, flat.state[1]!, flat.state[2]!)).toBeLessThan(0)
  })

  it('is the same flight from another longitude, turned', () => {
    const controls = { ...straight, tiltNorth: 0.2, tiltEast: -0.1 }
    const a = flyPowered(rocket(), -0.7, 0.2, controls, FINE).state
    const b = flyPowered(rocket(), -0.7, 3.0, controls, FINE).state
    const [c, s] = [Math.cos(2.8), Math.sin(2.8)]
    for (const k of [0, 3]) {
      expect(b[k]! / (c * a[k]! - s * a[k + 1]!)).toBeCloseTo(1, 7)
      expect(b[k + 1]! / (s * a[k]! + c * a[k + 1]!)).toBeCloseTo(1, 7)
      expect(b[k + 2]! / a[k + 2]!).toBeCloseTo(1, 7)
    }
  })

  it('starts on the ground at rest relative to Earth', () => {
    const r = new Float64Array(3)
    ecefFromGeodetic(0.6, 2, 0, r)
    const burn = flyPowered(rocket(), 0.6, 2, straight, RECORDED)
    const start = stateUnderThrust(burn, 0)
    expect(Math.max(...start.slice(0, 3).map((c, i) => Math.abs(c - r[i]!)))).toBeLessThan(1e-6)
    expect(size(speedOver(start))).toBeLessThan(1e-9)
  })
})
