import { describe, expect, it } from 'vitest'
import { CATALOG } from '../generated/catalog.ts'
import { sizeSchema } from './schema.ts'

describe('the size block of a scenario', () => {
  it('takes the life of satellites from the catalog', () => {
    const satellite = CATALOG.find((e) => e.kind === 'satellite' && e.id === 'interceptor-satellite')
    const { propulsion, ...life } = sizeSchema.parse({}).life
    expect(life).toEqual(satellite!.value)
    expect(propulsion).toBe(true)
  })

  it('takes a region as an area or as a ring, never both', () => {
    const of = (region: unknown): boolean => sizeSchema.safeParse({ region }).success
    const corner = (lat_deg: number, lon_deg: number): object => ({ lat_deg, lon_deg })
    const ring = [corner(1, 2), corner(3, 4), corner(5, -6)]
    expect([
      of({ area: 'japan' }),
      of({ ring }),
      of({ ring: ring.slice(1) }),
      of({ area: 'japan', ring }),
    ]).toEqual([true, true, false, false])
  })

  it('refuses bounds that contradict themselves', () => {
    for (const name of ['altitude_km', 'inclination_deg', 'latitudes_deg']) {
      const [low, high] = name === 'altitude_km' ? [400, 500] : [40, 50]
      expect(sizeSchema.safeParse({ [name]: [low, high] }).success).toBe(true)
      expect(sizeSchema.safeParse({ [name]: [high, low] }).success).toBe(false)
    }
  })
})
