import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { UNIT_SUFFIXES, internalName, toInternal, unitOf, type Internal, type InternalName } from './index.ts'

const RAD = Math.PI / 180

describe('unitOf', () => {
  it.each([
    ['altitude_km', 'km', 1000],
    ['speed_km_s', 'km/s', 1000],
    ['speed_m_s', 'm/s', 1],
    ['burn_time_s', 's', 1],
    ['latency_min', 'min', 60],
    ['lat_deg', '°', RAD],
    ['pitch_rate_deg_s', '°/s', RAD],
    ['payload_kg', 'kg', 1],
    ['ballistic_coefficient_kg_m2', 'kg/m²', 1],
    ['area_to_mass_m2_kg', 'm²/kg', 1],
    ['exit_area_m2', 'm²', 1],
    ['diameter_m', 'm', 1],
    ['thrust_kn', 'kN', 1000],
    ['acceleration_g', 'g (9.80665 m/s²)', 9.80665],
    ['noise_w_m2', 'W/m²', 1],
    ['plume_w_sr', 'W/sr', 1],
    ['temperature_k', 'K', 1],
    ['average_unit_usd_m', 'USD million', 1e6],
    ['total_usd_b', 'USD billion', 1e9],
  ])('reads the unit of %s', (name, unit, factor) => {
    expect(unitOf(name)?.unit).toBe(unit)
    expect(unitOf(name)?.factor).toBe(factor)
  })

  it.each(['count', 'sspk', 'name', 'planes', 'per_plane', 'mach', '_km', 's', 'doc', 'items', 'seeds'])(
    'finds none in %s',
    (name) => {
      expect(unitOf(name)).toBeUndefined()
    },
  )

  it('has no suffix after a shorter one that ends it', () => {
    UNIT_SUFFIXES.forEach(({ suffix }, i) => {
      for (const { suffix: earlier } of UNIT_SUFFIXES.slice(0, i))
        expect(suffix.endsWith(earlier), `${suffix} is hidden by ${earlier}`).toBe(false)
    })
  })
})

describe('internalName', () => {
  it.each([
    ['burn_time_s', 'burnTime'],
    ['delta_v_km_s', 'deltaV'],
    ['isp_vac_s', 'ispVac'],
    ['ballistic_coefficient_kg_m2', 'ballisticCoefficient'],
    ['per_plane', 'perPlane'],
    ['p_common', 'pCommon'],
    ['isp_sl_s', 'ispSl'],
    ['average_unit_usd_m', 'averageUnit'],
    ['id', 'id'],
  ])('turns %s into %s', (name, inside) => {
    expect(internalName(name)).toBe(inside)
  })
})

describe('toInternal', () => {
  it('converts maps, lists of maps and lists of numbers, all the way down', () => {
    const inside = toInternal({
      id: 'a',
      shell: { altitude_km: 400, inclination_deg: 90 },
      stages: [{ burn_time_s: 60, thrust_kn: 2 }, { burn_time_s: 30 }],
      window_min: [1, 2],
      box_km: [
        [1, 2],
        [3, 4],
      ],
      mach: [0, 1],
      pattern: 'star',
      on: true,
    })
    expect(inside).toEqual({
      id: 'a',
      shell: { altitude: 400_000, inclination: Math.PI / 2 },
      stages: [{ burnTime: 60, thrust: 2000 }, { burnTime: 30 }],
      window: [60, 120],
      box: [
        [1000, 2000],
        [3000, 4000],
      ],
      mach: [0, 1],
      pattern: 'star',
      on: true,
    })
  })

  it('converts the numbers of a map under one unit, which is how money carries its range', () => {
    const written = { average_unit_usd_m: { value: 22, low: 18, high: 30, source: 'report' } }
    expect(toInternal(written)).toEqual({
      averageUnit: { value: 22e6, low: 18e6, high: 30e6, source: 'report' },
    })
  })

  it('leaves its input and what is no number under a unit alone', () => {
    const written = { a_km: null, b_km: 'x', c_s: undefined, list: [null, 1] }
    const before = structuredClone(written)
    expect(toInternal(written)).toEqual({ a: null, b: 'x', c: undefined, list: [null, 1] })
    expect(written).toEqual(before)
  })

  it('multiplies by the factor exactly once, whatever the depth', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...UNIT_SUFFIXES),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 0, max: 5 }),
        ({ suffix, factor }, value, depth) => {
          let written: unknown = { [`x${suffix}`]: value }
          for (let i = 0; i < depth; i++) written = { a: [written] }
          let inside = toInternal(written) as Record<string, unknown>
          for (let i = 0; i < depth; i++) inside = (inside['a'] as Record<string, unknown>[])[0]!
          expect(inside).toEqual({ x: factor === 1 ? value : value * factor })
        },
      ),
    )
  })

  it('has the types that the values have', () => {
    expectTypeOf<InternalName<'delta_v_km_s'>>().toEqualTypeOf<'deltaV'>()
    expectTypeOf<InternalName<'pitch_rate_deg_s'>>().toEqualTypeOf<'pitchRate'>()
    expectTypeOf<InternalName<'ballistic_coefficient_kg_m2'>>().toEqualTypeOf<'ballisticCoefficient'>()
    expectTypeOf<InternalName<'exit_area_m2'>>().toEqualTypeOf<'exitArea'>()
    expectTypeOf<InternalName<'noise_above_w_m2'>>().toEqualTypeOf<'noiseAbove'>()
    expectTypeOf<InternalName<'plume_w_sr'>>().toEqualTypeOf<'plume'>()
    expectTypeOf<InternalName<'body_temperature_k'>>().toEqualTypeOf<'bodyTemperature'>()
    expectTypeOf<InternalName<'diameter_m'>>().toEqualTypeOf<'diameter'>()
    expectTypeOf<InternalName<'acceleration_g'>>().toEqualTypeOf<'acceleration'>()
    expectTypeOf<InternalName<'average_unit_usd_m'>>().toEqualTypeOf<'averageUnit'>()
    expectTypeOf<InternalName<'lump_usd_b'>>().toEqualTypeOf<'lump'>()
    expectTypeOf<InternalName<'per_plane'>>().toEqualTypeOf<'perPlane'>()
    type Written = {
      id: string
      at?: { lat_deg: number } | undefined
      stages: { burn_time_s: number }[]
      kind: 'a' | 'b'
      set: Record<string, unknown>
    }
    type Inside = Internal<Written>
    expectTypeOf<Inside['id']>().toEqualTypeOf<string>()
    expectTypeOf<Inside['at']>().toEqualTypeOf<{ readonly lat: number } | undefined>()
    expectTypeOf<Inside['stages']>().toEqualTypeOf<readonly { readonly burnTime: number }[]>()
    expectTypeOf<Inside['kind']>().toEqualTypeOf<'a' | 'b'>()
    expectTypeOf<keyof Inside>().toEqualTypeOf<'id' | 'at' | 'stages' | 'kind' | 'set'>()
  })
})
