import { describe, expect, it } from 'vitest'
import { OpendomeError, toInternal } from '../core/index.ts'
import { G0 } from '../earth/index.ts'
import { vehicleSchema } from './schema.ts'
import { rocketOf, type Vehicle } from './vehicle.ts'

const two = (change: object = {}): Vehicle =>
  toInternal(
    vehicleSchema.parse({
      payload_kg: 500,
      thrust_termination: true,
      drag: { mach: [0, 5], cd: [0.2, 0.2] },
      reentry: { ballistic_coefficient_kg_m2: 5000 },
      stages: [
        {
          propellant_kg: 10_000,
          dry_kg: 1000,
          isp_vac_s: 280,
          isp_sl_s: 250,
          burn_time_s: 60,
          diameter_m: 2,
        },
        { propellant_kg: 2000, dry_kg: 200, isp_vac_s: 300, thrust_kn: 98.0665, diameter_m: 1 },
      ],
      ...change,
    }),
  )

describe('rocketOf', () => {
  it('stacks the masses from the payload down and drops each dry stage at its burnout', () => {
    const { burns, liftoffMass, nominalBurnTime } = rocketOf(two())
    expect(liftoffMass).toBe(13_700)
    expect(burns.map((b) => b.massAtIgnition)).toEqual([13_700, 2700])
    const left = burns.map((b) => b.massAtIgnition - b.massFlow * (b.end - b.ignition))
    expect(left[0]! - burns[1]!.massAtIgnition).toBeCloseTo(1000, 9)
    expect(left[1]).toBeCloseTo(700, 9)
    // 2,000 kg at 98,066.5 N and 300 s burn in 60 s.
    expect(nominalBurnTime).toBeCloseTo(120, 9)
    expect(burns[1]!.ignition).toBe(burns[0]!.end)
  })

  it('turns the sea-level specific impulse into an exit area that gives it back at 101,325 Pa', () => {
    const [first, second] = rocketOf(two()).burns
    expect((first!.vacuumThrust - first!.exitArea * 101_325) / (first!.massFlow * G0)).toBeCloseTo(250, 9)
    expect(second!.exitArea).toBe(0)
  })

  it('takes another payload, and wastes with upper stages only unless there is but one', () => {
    expect(rocketOf(two(), 800).burns.map((b) => b.massAtIgnition)).toEqual([14_000, 3000])
    expect(rocketOf(two()).burns.map((b) => b.wastes)).toEqual([false, true])
    const single = two({
      stages: [{ propellant_kg: 5000, dry_kg: 500, isp_vac_s: 250, burn_time_s: 60, diameter_m: 1 }],
    })
    expect(rocketOf(single).burns.map((b) => b.wastes)).toEqual([true])
  })

  it('refuses a payload that is none', () => {
    for (const payload of [0, -5, NaN, Infinity])
      expect(() => rocketOf(two(), payload)).toThrow(/^invalid payload \S+ kg: expected above 0$/)
  })

  it('refuses a vehicle that does not lift off', () => {
    expect(() => rocketOf(two(), 60_000)).toThrow(OpendomeError)
    expect(() => rocketOf(two(), 60_000)).toThrow(
      /^invalid thrust-to-weight at liftoff 0\.\d+: expected above 1\.02/,
    )
  })
})
